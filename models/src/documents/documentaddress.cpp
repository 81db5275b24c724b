// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/documents/documentaddress.h>

#include <QCoreApplication>
#include <QStringDecoder>
#include <QUrl>

#include <algorithm>

namespace isthmus::models {

namespace {

const QString scheme = QStringLiteral("isthmus://");
const QString tableKind = QStringLiteral("table");
const QString typesKind = QStringLiteral("types");
const QString runKind = QStringLiteral("run");
const QString welcomeKind = QStringLiteral("welcome");
constexpr qsizetype longestKind = 32;
constexpr qsizetype quoted = 80; // characters of a wrong text that an error repeats

bool isKind(QStringView text)
{
    return !text.isEmpty() && text.size() <= longestKind && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

bool isUnreserved(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.'
        || c == u'_' || c == u'~';
}

int hexDigit(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    if (c >= u'a' && c <= u'f')
        return c.unicode() - u'a' + 10;
    return c >= u'A' && c <= u'F' ? c.unicode() - u'A' + 10 : -1;
}

// The name that \a text stands for; nothing if it is not well-formed.
std::optional<QString> decoded(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'%') {
            if (!isUnreserved(text[i]))
                return std::nullopt;
            bytes.append(char(text[i].unicode()));
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0 || (high == 0 && low == 0))
            return std::nullopt;
        bytes.append(char(high * 16 + low));
        i += 2;
    }
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString name = utf8(bytes);
    if (utf8.hasError() || name.isEmpty() || name.size() > DocumentAddress::longestName)
        return std::nullopt;
    return name;
}

// What a document of \a kind is of, below a connection.
std::optional<catalog::ObjectPath> pathIn(const DocumentAddress &address, const QString &kind)
{
    if (address.kind != kind || address.names.size() < 2)
        return std::nullopt;
    return catalog::ObjectPath{address.names.first(), address.names.sliced(1)};
}

} // namespace

QString DocumentAddress::toString() const
{
    QString text = scheme + kind;
    for (const QString &name : names)
        text += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(name));
    return text;
}

core::Result<DocumentAddress> DocumentAddress::parse(const QString &text)
{
    const auto invalid = [&text] {
        return core::fail(
            core::ErrorKind::Invalid,
            QCoreApplication::translate("Documents", "\"%1\" is not the address of a page.")
                .arg(text.size() > quoted ? text.first(quoted) + u'…' : text),
            QCoreApplication::translate("Documents", "Addresses look like isthmus://table/order_dw/public/orders."));
    };
    if (text.size() > longestText || !text.startsWith(scheme))
        return invalid();
    const auto parts = QStringView(text).sliced(scheme.size()).split(u'/');
    if (!isKind(parts.first()) || parts.size() - 1 > mostNames)
        return invalid();
    DocumentAddress address{parts.first().toString(), {}};
    for (const QStringView part : parts.sliced(1)) {
        auto name = decoded(part);
        if (!name)
            return invalid();
        address.names.append(std::move(*name));
    }
    return address;
}

DocumentAddress tableAddress(const catalog::ObjectPath &path)
{
    return {tableKind, QStringList{path.connection} + path.names};
}

std::optional<catalog::ObjectPath> tableAt(const DocumentAddress &address)
{
    return pathIn(address, tableKind);
}

DocumentAddress typesAddress(const catalog::ObjectPath &path)
{
    return {typesKind, QStringList{path.connection} + path.names};
}

std::optional<catalog::ObjectPath> typesAt(const DocumentAddress &address)
{
    return pathIn(address, typesKind);
}

DocumentAddress runAddress(const QString &id)
{
    return {runKind, {id}};
}

std::optional<QString> runAt(const DocumentAddress &address)
{
    if (address.kind != runKind || address.names.size() != 1)
        return std::nullopt;
    return address.names.first();
}

DocumentAddress welcomeAddress()
{
    return {welcomeKind, {}};
}

} // namespace isthmus::models
