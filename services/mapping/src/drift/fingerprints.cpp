// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/privatefile.h>
#include <isthmus/mapping/drift/fingerprints.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <cerrno>

namespace isthmus::mapping {

namespace {

using core::Result;

constexpr int version = 1;
constexpr qint64 maxBytes = 16 * 1024 * 1024; // far more than 1,200 columns with the longest names and comments
const QString versionKey = QStringLiteral("version");
const QString mappingKey = QStringLiteral("mapping");
const QString fingerprintKey = QStringLiteral("fingerprint");

// Names of servers and tables may hold anything and be long: what stands in a file's name is made of them.
QString digest(const QStringList &names)
{
    const QByteArray bytes = names.join(u'\n').toLower().toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(32));
}

QString folderOf(const QString &folder, const MappingKey &key)
{
    return folder + u'/' + digest({key.server, key.project, key.schema});
}

QString fileOf(const QString &folder, const MappingKey &key)
{
    return folderOf(folder, key) + u'/' + digest({key.table}) + QStringLiteral(".json");
}

Result<Remembered> readFile(const QString &file)
{
    const auto bytes = core::readPrivateFile(file, maxBytes);
    if (!bytes)
        return core::fail(bytes.error());
    const QJsonObject document = QJsonDocument::fromJson(*bytes).object();
    const auto key = MappingKey::fromJson(document.value(mappingKey).toObject());
    const auto fingerprint = Fingerprint::fromJson(document.value(fingerprintKey).toObject());
    if (document.value(versionKey).toInt() != version || !key || !fingerprint) {
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("What was remembered of this mapping cannot be read: %1").arg(file),
                          Text::tr("Map the table again with \"replace\"; until then it is not compared."));
    }
    return Remembered{*key, *fingerprint};
}

} // namespace

Result<core::Done> Fingerprints::keep(const MappingKey &key, const Fingerprint &fingerprint) const
{
    const QJsonObject document{
        {versionKey, version}, {mappingKey, key.toJson()}, {fingerprintKey, fingerprint.toJson()}};
    return core::writePrivateFile(fileOf(m_folder, key), QJsonDocument(document).toJson(QJsonDocument::Compact));
}

Result<core::Done> Fingerprints::forget(const MappingKey &key) const
{
    const QString file = fileOf(m_folder, key);
    if (!QFile::exists(file) || QFile::remove(file))
        return core::Done{};
    return core::fail(core::writeError(file, EACCES));
}

Result<std::optional<Fingerprint>> Fingerprints::find(const MappingKey &key) const
{
    const auto found = readFile(fileOf(m_folder, key));
    if (found)
        return found->fingerprint;
    if (found.error().kind == core::ErrorKind::NotFound)
        return std::optional<Fingerprint>();
    return core::fail(found.error());
}

QList<Remembered> Fingerprints::below(const MappingKey &key) const
{
    QList<Remembered> found;
    const QDir folder(folderOf(m_folder, key));
    const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        if (auto remembered = readFile(folder.filePath(file)))
            found.append(*std::move(remembered));
    }
    return found;
}

} // namespace isthmus::mapping
