// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sqltext.h>

#include <QSet>

#include <algorithm>

namespace isthmus::core {

namespace {

QString doubled(QStringView text, QChar quote)
{
    QString result;
    result.reserve(text.size() + 2);
    result += quote;
    for (const QChar c : text) {
        if (c.isNull())
            continue;
        if (c == quote)
            result += quote;
        result += c;
    }
    result += quote;
    return result;
}

bool isReservedInMaxCompute(QStringView lower)
{
    // Source: MaxCompute SQL reserved words; those that a column or table may plausibly be called.
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "add all alter and array as asc before between bigint binary boolean both bucket buckets by cascade case "
            "cast change cluster column comment create cross current date datetime decimal default delete desc "
            "describe "
            "distinct distribute double drop else end except exists external false fetch float following for from full "
            "function grant group grouping having if in index inner insert int intersect interval into is join key "
            "lateral left lifecycle like limit local location map minus not null of offset on or order out outer over "
            "overwrite partition partitioned preceding primary procedure range read rename replace revoke right rlike "
            "row "
            "rows schema select semi set show smallint some sort stored string struct table tablesample then timestamp "
            "tinyint to touch transform trigger true truncate unbounded union unique update use user using values "
            "varchar "
            "view when where while window with");
        const QStringList parts = list.split(u' ');
        return QSet<QString>(parts.begin(), parts.end());
    }();
    return words.contains(lower.toString());
}

} // namespace

QString quotePostgresName(QStringView name)
{
    return doubled(name, u'"');
}

QString quotePostgresText(QStringView text)
{
    if (!text.contains(u'\\'))
        return doubled(text, u'\'');
    QString escaped = text.toString();
    escaped.replace(u'\\', QStringLiteral("\\\\"));
    return u'E' + doubled(escaped, u'\'');
}

QString quoteMaxComputeName(QStringView name)
{
    return doubled(name, u'`');
}

QString maxComputeName(QStringView name)
{
    const auto isPlain = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_'; };
    const bool plain = !name.isEmpty() && std::all_of(name.begin(), name.end(), isPlain) && !name.front().isDigit()
        && !isReservedInMaxCompute(name);
    return plain ? name.toString() : quoteMaxComputeName(name);
}

QString quoteMaxComputeText(QStringView text)
{
    QString result = QStringLiteral("'");
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'\\':
        case u'\'':
            result += u'\\';
            result += c;
            break;
        case u'\n':
            result += QStringLiteral("\\n");
            break;
        case u'\r':
            result += QStringLiteral("\\r");
            break;
        case u'\t':
            result += QStringLiteral("\\t");
            break;
        case u'\0':
            result += QStringLiteral("\\0");
            break;
        default:
            result += c;
        }
    }
    return result + u'\'';
}

} // namespace isthmus::core
