// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::sandbox {

// How the files of Metadata read and write rows.

/// Every row of \a result, or its error.
template <typename Row>
[[nodiscard]] PgOutcome<QList<Row>> listOf(PgOutcome<PgResult> result, Row (*read)(const PgResult &, int))
{
    if (!result)
        return tl::unexpected(result.error());
    QList<Row> rows;
    rows.reserve(result->rowCount());
    for (int i = 0; i < result->rowCount(); ++i)
        rows.append(read(*result, i));
    return rows;
}

/// The first row of \a result; empty if there is none.
template <typename Row>
[[nodiscard]] PgOutcome<std::optional<Row>> oneOf(PgOutcome<PgResult> result, Row (*read)(const PgResult &, int))
{
    if (!result)
        return tl::unexpected(result.error());
    if (result->rowCount() == 0)
        return std::optional<Row>();
    return std::optional<Row>(read(*result, 0));
}

/// The number in the first row of \a result; 0 if there is none.
[[nodiscard]] inline PgOutcome<qint64> numberOf(PgOutcome<PgResult> result)
{
    if (!result)
        return tl::unexpected(result.error());
    return result->rowCount() == 0 ? 0 : result->integer(0, 0);
}

/// SQL for the time in \a column as epoch seconds.
[[nodiscard]] inline QString epoch(const char *column)
{
    return QStringLiteral("extract(epoch from %1)::bigint").arg(QLatin1String(column));
}

/// \a names as the JSON text of an array: a primary key, the values of a partition.
[[nodiscard]] inline QString keyJson(const QStringList &names)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
}

} // namespace isthmus::sandbox
