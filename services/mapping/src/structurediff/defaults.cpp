// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/defaults.h"

#include <isthmus/dialect/quoting.h>

#include <QRegularExpression>

namespace isthmus::mapping {

namespace {

using Kind = LiteralDefault::Kind;

// PostgreSQL says the type behind a value: '-1'::integer, 'abc'::character varying(8).
QString withoutCast(const QString &sql)
{
    static const QRegularExpression cast(
        QStringLiteral(R"(^(.*[')\d])::[a-zA-Z_][a-zA-Z0-9_ ."]*(\(\d+(,\d+)?\))?(\[\])*$)"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = cast.match(sql);
    return match.hasMatch() ? match.captured(1) : sql;
}

// What a backslash and \a c stand for in both systems' escapes; nothing for one that only one of them has.
std::optional<QChar> escapedCharacter(QChar c)
{
    switch (c.unicode()) {
    case u'\\':
    case u'\'':
    case u'"':
        return c;
    case u'n':
        return u'\n';
    case u'r':
        return u'\r';
    case u't':
        return u'\t';
    default:
        return std::nullopt;
    }
}

// The text between quotes; nothing where it ends before the end, or holds other escapes.
std::optional<QString> quotedText(const QString &sql, bool hasEscapes)
{
    if (sql.size() < 2 || sql.front() != sql.back() || (sql.front() != u'\'' && sql.front() != u'"'))
        return std::nullopt;
    const QChar quote = sql.front();
    QString text;
    for (qsizetype i = 1; i < sql.size() - 1; ++i) {
        const QChar c = sql.at(i);
        if (c == u'\\' && hasEscapes) { // else it is a letter like any other
            const auto escaped = i + 1 < sql.size() - 1 ? escapedCharacter(sql.at(++i)) : std::optional<QChar>();
            if (!escaped)
                return std::nullopt;
            text += *escaped;
            continue;
        }
        if (c == quote && (i + 1 >= sql.size() - 1 || sql.at(++i) != quote))
            return std::nullopt;
        text += c;
    }
    return text;
}

bool isNumber(const QString &text)
{
    static const QRegularExpression number(QStringLiteral(R"(^-?\d+(\.\d+)?$)"));
    return number.match(text).hasMatch();
}

// DATE '2024-01-01', of PostgreSQL with a cast behind it: the day.
std::optional<QString> dateText(const QString &sql)
{
    static const QRegularExpression date(QStringLiteral(R"(^(?:DATE\s*)?'(\d{4}-\d\d-\d\d)'$)"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = date.match(sql);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

// "0L", "1.5BD": MaxCompute's marks of types.
QString withoutSuffix(const QString &number)
{
    static const QRegularExpression marked(QStringLiteral(R"(^(-?\d+(?:\.\d+)?)(?:L|S|Y|BD)$)"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto match = marked.match(number);
    return match.hasMatch() ? match.captured(1) : number;
}

} // namespace

std::optional<LiteralDefault> literalDefault(const catalog::Column &column, dialect::Dialect system)
{
    QString sql = column.defaultSql.value_or(QString()).trimmed();
    if (system == dialect::Dialect::Hologres)
        sql = withoutCast(sql);
    else
        sql = withoutSuffix(sql);
    while (sql.startsWith(u'(') && sql.endsWith(u')') && isNumber(sql.mid(1, sql.size() - 2)))
        sql = sql.mid(1, sql.size() - 2);
    if (sql.compare(u"NULL", Qt::CaseInsensitive) == 0)
        return LiteralDefault{};
    if (sql.compare(u"TRUE", Qt::CaseInsensitive) == 0 || sql.compare(u"FALSE", Qt::CaseInsensitive) == 0)
        return LiteralDefault{Kind::Boolean, sql.toUpper()};
    if (const auto day = dateText(sql); day && column.type.base == catalog::DataType::Base::Date)
        return LiteralDefault{Kind::Date, *day};
    const bool isHologres = system == dialect::Dialect::Hologres;
    const bool hasPrefix = isHologres && sql.startsWith(u"E'");
    const bool isName = isHologres && sql.startsWith(u'"');
    const auto quoted = isName ? std::nullopt : quotedText(hasPrefix ? sql.mid(1) : sql, hasPrefix || !isHologres);
    const QString text = quoted.value_or(sql);
    if (isNumber(text) && (column.type.isNumeric() || !quoted))
        return LiteralDefault{Kind::Number, text};
    return quoted ? std::optional(LiteralDefault{Kind::Text, text}) : std::nullopt;
}

QString literalSql(const LiteralDefault &value, dialect::Dialect system)
{
    switch (value.kind) {
    case Kind::Null:
        return QStringLiteral("NULL");
    case Kind::Boolean:
    case Kind::Number:
        return value.text;
    case Kind::Date:
        return QStringLiteral("DATE '%1'").arg(value.text); // both have it
    case Kind::Text:
        break;
    }
    return dialect::quoteText(system, value.text);
}

} // namespace isthmus::mapping
