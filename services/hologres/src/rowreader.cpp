// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowreader.h"

#include "batchsink.h"
#include "tabledetails.h"

#include <isthmus/dialect/quoting.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using core::Result;

// "pt=a,hh=1" as a WHERE clause, empty for no partition.
Result<QString> partitionCondition(const QString &partition, const QList<catalog::Column> &columns)
{
    if (partition.isEmpty())
        return QString();
    QStringList terms;
    for (const auto &part : partition.split(u',')) {
        const qsizetype equals = part.indexOf(u'=');
        const QString name = part.left(equals).trimmed();
        const bool isColumn =
            std::any_of(columns.begin(), columns.end(), [&](const auto &column) { return column.name == name; });
        if (equals < 1 || !isColumn) {
            return core::fail(core::ErrorKind::Invalid,
                              QCoreApplication::translate("Hologres", "\"%1\" does not name a partition of the table.")
                                  .arg(partition),
                              QCoreApplication::translate("Hologres", "Write it as column=value."));
        }
        terms.append(dialect::quotePostgresName(name) + QStringLiteral(" = ")
                     + dialect::quotePostgresText(part.mid(equals + 1).trimmed()));
    }
    return QStringLiteral(" WHERE ") + terms.join(QStringLiteral(" AND "));
}

} // namespace

Result<records::Preview> readPreview(Session &session, const Location &location, const records::PreviewRequest &request,
                                     const core::Cancellation &cancellation)
{
    if (location.relation.isEmpty() || location.level == Location::Level::Other) {
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Hologres", "%1 has no rows.").arg(request.table.toString()));
    }
    QElapsedTimer timer;
    timer.start();
    const auto relation = readColumns(session, location, cancellation);
    if (!relation)
        return core::fail(relation.error());
    const auto condition = partitionCondition(request.partition, relation->columns);
    if (!condition)
        return core::fail(condition.error());

    QStringList names;
    for (const auto &column : relation->columns)
        names.append(dialect::quotePostgresName(column.name));
    const QString from = QStringLiteral(" FROM ") + relation->quotedName + *condition + QStringLiteral(" LIMIT ");
    const qint64 maxRows = std::max<qint64>(request.maxRows, 0);
    // One row more than wanted tells whether these are all.
    const QString sql =
        QStringLiteral("SELECT ") + names.join(QStringLiteral(", ")) + from + QString::number(maxRows + 1);
    BatchSink sink(relation->columns, maxRows, request.maxBytes);
    if (auto done = session.stream(sql, Sending::Query, sink, location.title(), cancellation); !done)
        return core::fail(done.error());

    records::Preview preview;
    preview.rows = sink.batch();
    preview.statement = QStringLiteral("SELECT \u2026") + from + QString::number(maxRows);
    preview.elapsed = std::chrono::milliseconds(timer.elapsed());
    preview.isComplete = !sink.hasMore();
    return preview;
}

} // namespace isthmus::hologres
