// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringEncoder>
#include <QUrl>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>

namespace isthmus::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray inJson(const QString &text)
{
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).chopped(2).sliced(2);
}

// As PostgreSQL's COPY, C and many logs write it: "\ooo" for what is no printable ASCII.
QByteArray octal(const QByteArray &bytes)
{
    QByteArray escaped;
    for (const char c : bytes) {
        if (c >= ' ' && c < 0x7f)
            escaped += c;
        else
            escaped += '\\' + QByteArray::number(uchar(c), 8).rightJustified(3, '0');
    }
    return escaped;
}

QByteArray encoded(QStringConverter::Encoding as, const QString &text)
{
    QStringEncoder encoder(as);
    return encoder.encode(text);
}

// What the entries of a ZIP hold. Those whose size stands behind them are inflated to their end all the same.
QByteArray contentOfArchive(const QByteArray &bytes)
{
    constexpr qsizetype headBytes = 30;
    constexpr qsizetype mostBytes = 16 * 1024 * 1024;
    QByteArray content;
    for (qsizetype at = bytes.indexOf("PK\3\4"); at >= 0 && at + headBytes < bytes.size();
         at = bytes.indexOf("PK\3\4", at + 4)) {
        const auto number = [&](qsizetype offset) {
            return qFromLittleEndian<quint16>(bytes.constData() + at + offset);
        };
        const qsizetype begin = at + headBytes + number(26) + number(28);
        constexpr int deflated = 8;
        if (number(8) != deflated || begin >= bytes.size())
            continue;
        QByteArray inflated(mostBytes, Qt::Uninitialized);
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData() + begin));
        stream.avail_in = uInt(bytes.size() - begin);
        stream.next_out = reinterpret_cast<Bytef *>(inflated.data());
        stream.avail_out = uInt(inflated.size());
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
            continue;
        inflate(&stream, Z_FINISH);
        content += inflated.left(qsizetype(stream.total_out));
        inflateEnd(&stream);
    }
    return content;
}

QByteArray procFile(qint64 pid, QStringView name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 parentOf(qint64 pid)
{
    const QByteArray stat = procFile(pid, u"stat");
    return stat.sliced(stat.lastIndexOf(')') + 1).trimmed().split(' ').value(1).toLongLong();
}

} // namespace

void Canary::add(const QString &name, const QString &secret, const QString &user)
{
    constexpr qsizetype fewest = 16; // a half of less is found by chance
    Q_ASSERT(secret.size() >= fewest);
    addForms(name, secret);
    addForms(u"first half of "_s + name, secret.first(secret.size() / 2));
    addForms(u"second half of "_s + name, secret.sliced(secret.size() / 2));
    const QByteArray utf8 = secret.toUtf8();
    for (const auto hash : {QCryptographicHash::Md5, QCryptographicHash::Sha1, QCryptographicHash::Sha256}) {
        addForm(name + u" as hash"_s, QCryptographicHash::hash(utf8, hash));
        addForm(name + u" as hash in hex"_s, QCryptographicHash::hash(utf8, hash).toHex());
    }
    if (!user.isEmpty())
        addForm(name + u" as PostgreSQL's MD5"_s,
                QCryptographicHash::hash(utf8 + user.toUtf8(), QCryptographicHash::Md5).toHex());
}

void Canary::addForms(const QString &name, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    addForm(name, utf8);
    addForm(name + u" as Latin-1"_s, text.toLatin1());
    for (const auto &[as, title] : {std::pair(QStringConverter::Utf16LE, u"UTF-16"_s),
                                    {QStringConverter::Utf16BE, u"UTF-16, big end first"_s},
                                    {QStringConverter::Utf32LE, u"UTF-32"_s}}) {
        addForm(name + u" as "_s + title, encoded(as, text));
        addForm(name + u" as hex of "_s + title, encoded(as, text).toHex());
        addBase64(name, encoded(as, text));
    }
    addForm(name + u" as hex"_s, utf8.toHex());
    addForm(name + u" as hex with blanks"_s, utf8.toHex(' '));
    addBase64(name, utf8);
    addForm(name + u" percent-encoded"_s, utf8.toPercentEncoding());
    addForm(name + u" percent-encoded as in a form"_s, utf8.toPercentEncoding(" ").replace(' ', '+'));
    addForm(name + u" as a part of a URL"_s, QUrl::fromPercentEncoding(utf8.toPercentEncoding()).toUtf8());
    addForm(name + u" in JSON"_s, inJson(text));
    addForm(name + u" in XML"_s, text.toHtmlEscaped().toUtf8());
    addForm(name + u" in octal"_s, octal(utf8));
    addForm(name + u" in SQL"_s, QByteArray(utf8).replace('\'', "''"));
    addForm(name + u" for a shell"_s, QByteArray(utf8).replace('\'', "'\\''"));
    addForm(name + u" behind backslashes"_s, QByteArray(utf8).replace('\\', "\\\\").replace('\'', "\\'"));
}

// The characters that depend on nothing but the secret, for each place in a group of three bytes where it may begin.
void Canary::addBase64(const QString &name, const QByteArray &bytes)
{
    for (int before = 0; before < 3; ++before) {
        const QByteArray padded = QByteArray(before, '\0') + bytes;
        const qsizetype first = (before * 8 + 5) / 6;
        const qsizetype last = padded.size() * 8 / 6; // whole ones
        for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
            addForm(name + u" as base64"_s, padded.toBase64(alphabet).mid(first, last - first));
    }
}

void Canary::addForm(const QString &name, const QByteArray &bytes)
{
    const QByteArray lower = bytes.toLower();
    if (std::ranges::none_of(m_forms, [&](const Form &form) { return form.bytes == lower; }))
        m_forms.append({name, lower});
}

QStringList Canary::leaksIn(const QByteArray &bytes) const
{
    QStringList found;
    const QByteArray lower = bytes.toLower();
    for (const Form &form : m_forms) {
        if (lower.contains(form.bytes))
            found.append(form.name);
    }
    if (bytes.startsWith("PK\3\4")) {
        for (const QString &leak : leaksIn(contentOfArchive(bytes)))
            found.append(leak + u", in an archive"_s);
    }
    return found;
}

QStringList Canary::leaksBelow(const QString &folder) const
{
    QStringList found;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo entry(entries.next());
        ++m_looked;
        QStringList leaks = leaksIn(entry.fileName());
        QFile file(entry.filePath());
        if (entry.isFile() && file.open(QIODevice::ReadOnly))
            leaks += leaksIn(file.readAll());
        if (entry.isSymLink())
            leaks += leaksIn(entry.symLinkTarget());
        for (const QString &leak : std::as_const(leaks))
            found.append(entry.filePath() + u": "_s + leak);
    }
    return found;
}

QStringList Canary::leaksOfProcess(qint64 pid) const
{
    QStringList found;
    ++m_looked;
    for (const QStringView name : {u"cmdline", u"environ", u"comm"}) {
        for (const QString &leak : leaksIn(procFile(pid, name)))
            found.append(u"%1 of %2 (%3): %4"_s.arg(name, QString::fromUtf8(procFile(pid, u"comm").trimmed()),
                                                    QString::number(pid), leak));
    }
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const qint64 child = entry.toLongLong();
        if (child > 0 && parentOf(child) == pid)
            found += leaksOfProcess(child);
    }
    return found;
}

} // namespace isthmus::test
