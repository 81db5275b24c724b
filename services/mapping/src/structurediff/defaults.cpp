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

// The text between quotes; nothing where it ends before the end, or holds escapes of one system.
std::optional<QString> quotedText(const QString &sql)
{
    if (sql.size() < 2 || sql.front() != sql.back() || (sql.front() != u'\'' && sql.front() != u'"'))
        return std::nullopt;
    const QChar quote = sql.front();
    QString text;
    for (qsizetype i = 1; i < sql.size() - 1; ++i) {
        const QChar c = sql.at(i);
        if (c == u'\\')
            return std::nullopt;
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
    const bool isDoubleQuoted = sql.startsWith(u'"');
    const auto quoted = isDoubleQuoted && system == dialect::Dialect::Hologres ? std::nullopt : quotedText(sql);
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
    case Kind::Text:
        break;
    }
    return dialect::quoteText(system, value.text);
}

} // namespace isthmus::mapping
