// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/columnsummary.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;

// Hologres has no equality of json, xml or shapes; MaxCompute has none of JSON and nested values.
bool hasDistinct(const catalog::DataType &type)
{
    if (type.base != Base::Unknown)
        return type.base != Base::Json && type.base != Base::Jsonb && type.base != Base::Binary && !type.isNested();
    static const QStringList comparable{QStringLiteral("UUID"),    QStringLiteral("INET"),  QStringLiteral("CIDR"),
                                        QStringLiteral("MACADDR"), QStringLiteral("MONEY"), QStringLiteral("OID")};
    return comparable.contains(type.text);
}

bool hasOrder(const catalog::DataType &type)
{
    switch (type.base) {
    case Base::String:
    case Base::VarChar:
    case Base::Char:
    case Base::Date:
    case Base::Time:
    case Base::DateTime:
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return true;
    default:
        return type.isNumeric();
    }
}

// A count is a number of BIGINT.
bool takeCount(const std::optional<QString> &value, qint64 *count)
{
    bool isNumber = false;
    *count = value ? value->toLongLong(&isNumber) : 0;
    return isNumber && *count >= 0;
}

} // namespace

core::Result<ColumnSummary> ColumnSummary::of(const QList<catalog::Column> &columns, const QString &name)
{
    ColumnSummary summary;
    if (name.isEmpty())
        return summary;
    const auto found = std::ranges::find(columns, name, &catalog::Column::name);
    if (found == columns.end())
        return core::fail(core::ErrorKind::NotFound,
                          QCoreApplication::translate("Records", "There is no column %1.").arg(name),
                          QCoreApplication::translate("Records", "Read the table again: it may have changed."));
    summary.m_column = *found;
    return summary;
}

QStringList ColumnSummary::expressions(const QString &quotedName, const QString &textForm) const
{
    QStringList values{QStringLiteral("COUNT(*)")};
    if (!m_column)
        return values;
    const auto of = [&](const QString &function) { return function + u'(' + quotedName + u')'; };
    values.append(of(QStringLiteral("COUNT")));
    if (hasDistinct(m_column->type))
        values.append(QStringLiteral("COUNT(DISTINCT ") + quotedName + u')');
    if (hasOrder(m_column->type)) {
        for (const QString &function : {QStringLiteral("MIN"), QStringLiteral("MAX")})
            values.append(textForm.arg(of(function)));
    }
    return values;
}

bool ColumnSummary::take(const QList<std::optional<QString>> &values, Summary *summary) const
{
    if (values.size() != expressions({}, QStringLiteral("%1")).size() || !takeCount(values.first(), &summary->rows))
        return false;
    if (!m_column)
        return true;
    qint64 present = 0;
    if (!takeCount(values.at(1), &present) || present > summary->rows)
        return false;
    summary->nulls = summary->rows - present;
    qsizetype next = 2;
    if (hasDistinct(m_column->type)) {
        qint64 distinct = 0;
        if (!takeCount(values.at(next++), &distinct) || distinct > present)
            return false;
        summary->distinct = distinct;
    }
    if (hasOrder(m_column->type)) {
        const auto cut = [](const std::optional<QString> &text) {
            return text && text->size() > summaryTextLength
                ? std::optional(text->left(summaryTextLength) + QChar(0x2026))
                : text;
        };
        summary->least = cut(values.at(next));
        summary->greatest = cut(values.at(next + 1));
    }
    return true;
}

} // namespace isthmus::records
