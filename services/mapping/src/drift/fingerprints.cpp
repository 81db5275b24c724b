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
    const QByteArray bytes = names.join(u'\n').toUtf8();
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
        return core::fail(core::ErrorKind::Invalid, file);
    }
    return Remembered{*key, *fingerprint};
}

// All of a folder, which has those of one schema, if it is below \a key.
void addReadable(const QString &path, const MappingKey &key, QList<Remembered> &found)
{
    const QDir folder(path);
    const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        auto remembered = readFile(folder.filePath(file));
        if (!remembered)
            continue;
        if (remembered->key.server != key.server || remembered->key.project != key.project)
            return; // nor is any other of the folder
        found.append(*std::move(remembered));
    }
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
    core::Error error = found.error();
    error.message = Text::tr("The record of %1 cannot be read; compared without it: %2").arg(key.table, error.message);
    error.hint =
        Text::tr("Both sides are compared as they are, and not repaired. Map the table again with \"replace\", or "
                 "remove that file: then it is compared and repaired as one that Isthmus did not make.");
    return core::fail(error);
}

QList<Remembered> Fingerprints::below(const MappingKey &key) const
{
    QList<Remembered> found;
    if (!key.schema.isEmpty()) {
        addReadable(folderOf(m_folder, key), key, found);
        return found;
    }
    const QDir folder(m_folder);
    const QStringList schemas = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &schema : schemas)
        addReadable(folder.filePath(schema), key, found);
    return found;
}

} // namespace isthmus::mapping
