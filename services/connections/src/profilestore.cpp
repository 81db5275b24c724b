// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/profilestore.h>
#include <isthmus/core/filelock.h>
#include <isthmus/core/privatefile.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <chrono>

namespace isthmus::connections {

namespace {

constexpr int formatVersion = 1;
// Whoever changes connections may have to ask for the master password meanwhile; but most are done in milliseconds.
constexpr std::chrono::seconds lockTimeout(60);
constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

tl::unexpected<core::Error> damaged(const QString &file, const QString &why)
{
    return core::fail(
        core::ErrorKind::Invalid,
        text(QT_TRANSLATE_NOOP("Connections", "The file of saved connections %1 cannot be read.")).arg(file),
        text(QT_TRANSLATE_NOOP("Connections", "It was left as it is. Mend it, or move it away and begin anew.")), {},
        why);
}

} // namespace

core::Result<QList<Profile>> ProfileStore::load() const
{
    if (!QFile::exists(m_file))
        return QList<Profile>();
    auto bytes = core::readPrivateFile(m_file, maxFileBytes);
    if (!bytes)
        return core::fail(bytes.error());

    QJsonParseError parsing;
    const auto document = QJsonDocument::fromJson(*bytes, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return damaged(m_file, parsing.errorString());
    const int version = document.object().value(QStringLiteral("version")).toInt();
    if (version != formatVersion)
        return damaged(m_file, text(QT_TRANSLATE_NOOP("Connections", "Unknown version %1.")).arg(version));
    const auto list = document.object().value(QStringLiteral("connections"));
    if (!list.isArray())
        return damaged(m_file, text(QT_TRANSLATE_NOOP("Connections", "There is no list \"connections\".")));

    QList<Profile> profiles;
    QSet<QString> names;
    for (const auto &item : list.toArray()) {
        auto profile = Profile::fromJson(item.toObject());
        if (!profile)
            return damaged(m_file, profile.error().message);
        if (names.contains(profile->name))
            return damaged(
                m_file,
                text(QT_TRANSLATE_NOOP("Connections", "Two connections are called \"%1\".")).arg(profile->name));
        names.insert(profile->name);
        profiles.append(*std::move(profile));
    }
    return profiles;
}

core::Result<QList<Profile>> ProfileStore::change(const Edit &edit, const Step &beforeCommit,
                                                  const core::Cancellation &cancellation) const
{
    const auto lock = core::FileLock::take(m_file, lockTimeout, cancellation);
    if (!lock)
        return core::fail(lock.error());
    auto profiles = load();
    if (!profiles)
        return profiles;
    if (auto edited = edit(*profiles); !edited)
        return core::fail(edited.error());
    QJsonArray list;
    for (const auto &profile : *profiles)
        list.append(profile.toJson());
    const QJsonObject document{{QStringLiteral("version"), formatVersion}, {QStringLiteral("connections"), list}};
    auto pending = core::PendingFile::write(m_file, QJsonDocument(document).toJson());
    if (!pending)
        return core::fail(pending.error());
    if (beforeCommit) {
        if (auto done = beforeCommit(); !done)
            return core::fail(done.error());
    }
    if (auto committed = pending->commit(); !committed)
        return core::fail(committed.error());
    return profiles;
}

} // namespace isthmus::connections
