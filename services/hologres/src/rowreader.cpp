// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowreader.h"

#include "batchsink.h"
#include "cutvalues.h"
#include "partitions.h"
#include "tabledetails.h"

#include <isthmus/core/sentences.h>
#include <isthmus/dialect/clauses.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/records/columnsummary.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSet>

#include <algorithm>
#include <functional>
#include <limits>

namespace isthmus::hologres {

namespace {

using core::Result;

// Where longer rows may come cut, one of this length is still read whole.
constexpr qint64 mostWholeRowBytes = 1024 * 1024;
constexpr qint64 longRowBytes = 32 * 1024; // on the average

Result<catalog::PartitionSpec> wantedPartition(Session &session, const QString &text, const Location &location,
                                               const QList<catalog::Column> &columns,
                                               const core::Cancellation &cancellation)
{
    const auto spec = catalog::parsePartitionSpec(text);
    if (!spec)
        return spec;
    QStringList keys;
    for (const auto &column : columns) {
        if (column.isPartitionKey)
            keys.append(column.name);
    }
    return resolvePartitionLevels(session, location, *spec, keys, cancellation);
}

// Those of \a columns that the user may read, by grants on the columns alone.
Result<QList<catalog::Column>> readableColumns(Session &session, const RelationColumns &relation,
                                               const core::Cancellation &cancellation)
{
    const auto rows = session.queryOptional(
        QStringLiteral(
            "SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 "
            "AND NOT a.attisdropped AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')"),
        {relation.quotedName}, cancellation);
    if (!rows)
        return core::fail(rows.error());
    QSet<QString> names;
    for (int row = 0; *rows && row < PQntuples(rows->get()); ++row)
        names.insert(textAt(rows->get(), row, 0));
    QList<catalog::Column> readable = relation.columns;
    readable.removeIf([&names](const catalog::Column &column) { return !names.contains(column.name); });
    return readable;
}

// What the server says of a text of the user's, in place of what it would mean of a table.
core::Error filterError(const core::Error &error, const QString &filter, const QString &order)
{
    const bool isOfText = error.code.startsWith(u"42") && error.code != u"42501" && error.code != u"42P01";
    if (!isOfText || (filter.trimmed().isEmpty() && order.trimmed().isEmpty()))
        return error;
    return {core::ErrorKind::Invalid,
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres", "The server does not understand the filter or the order: %1."))
                .arg(error.detail.section(u'\n', 0, 0)),
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres", "Write them as behind WHERE and ORDER BY in Hologres' SQL.")),
            error.code, error.detail};
}

// What is read of a relation, without how much.
struct Selected {
    RelationColumns relation;
    catalog::PartitionSpec partition;
    QString from; ///< " FROM … WHERE … ORDER BY …"
};

// The user's texts in SQL.
struct Clauses {
    QString filter;
    QString order;
};

Result<Clauses> clausesOf(const QString &filter, const QString &order)
{
    auto condition = dialect::filterClause(dialect::Dialect::Hologres, filter);
    if (!condition)
        return core::fail(condition.error());
    auto list = dialect::orderClause(dialect::Dialect::Hologres, order);
    if (!list)
        return core::fail(list.error());
    return Clauses{*std::move(condition), *std::move(list)};
}

QString fromClause(const QString &quotedName, const QString &partitionCondition, const Clauses &clauses)
{
    QStringList conditions{partitionCondition, clauses.filter};
    conditions.removeAll(QString());
    QString from = QStringLiteral(" FROM ") + quotedName;
    if (!conditions.isEmpty())
        from += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    return from + clauses.order;
}

Result<Selected> select(Session &session, const Location &location, const QString &partition, const QString &filter,
                        const QString &order, const core::Cancellation &cancellation)
{
    const auto clauses = clausesOf(filter, order);
    if (!clauses)
        return core::fail(clauses.error());
    auto relation = readColumns(session, location, cancellation);
    if (!relation)
        return core::fail(relation.error());
    auto spec = wantedPartition(session, partition, location, relation->columns, cancellation);
    if (!spec)
        return core::fail(spec.error());
    const QString condition = spec->isEmpty() ? QString() : partitionCondition(*spec);
    const QString from = fromClause(relation->quotedName, condition, *clauses);
    return Selected{*std::move(relation), *std::move(spec), from};
}

// What the reader of a plan has no use for.
class DroppingSink final : public RowSink {
public:
    Result<core::Done> begin(const PGresult &) override { return core::Done{}; }
    Result<bool> row(const PGresult &) override { return true; }
    Result<core::Done> completed(const QString &) override { return core::Done{}; }
};

// Hands rows on in blocks.
class BlockSink final : public RowSink {
public:
    using Take = std::function<Result<core::Done>(const records::RecordBatch &)>;

    BlockSink(Session &session, QList<catalog::Column> columns, Take take)
        : m_session(session), m_columns(std::move(columns)), m_take(std::move(take)), m_block(blockOf(m_columns))
    {
    }

    [[nodiscard]] qint64 mostRowBytes() const override { return mostExportedRowBytes; }
    Result<core::Done> begin(const PGresult &description) override { return m_block.begin(description); }
    Result<bool> row(const PGresult &row) override
    {
        if (const auto taken = m_block.row(row); !taken)
            return taken;
        ++m_count;
        if (m_block.batch()->rowCount() < blockRows && m_block.byteCount() < blockBytes)
            return true;
        if (const auto handed = hand(); !handed)
            return core::fail(handed.error());
        m_block = blockOf(m_columns);
        if (const auto begun = m_block.begin(row); !begun)
            return core::fail(begun.error());
        return true;
    }
    Result<core::Done> completed(const QString &) override
    {
        // One block there always is, so that whoever writes them knows the columns.
        return m_count == 0 || m_block.batch()->rowCount() > 0 ? hand() : core::Done{};
    }
    [[nodiscard]] qint64 count() const { return m_count; }

private:
    static BatchSink blockOf(const QList<catalog::Column> &columns)
    {
        constexpr auto all = std::numeric_limits<qint64>::max();
        return {columns, all, all};
    }

    Result<core::Done> hand()
    {
        m_block.finish(m_session.reported("TimeZone"));
        return m_take(*m_block.batch());
    }

    static constexpr qint64 mostExportedRowBytes = qint64(256) * 1024 * 1024;
    static constexpr qint64 blockRows = 4096;
    static constexpr qint64 blockBytes = qint64(4) * 1024 * 1024;

    Session &m_session;
    QList<catalog::Column> m_columns;
    Take m_take;
    BatchSink m_block;
    qint64 m_count = 0;
};

QString listOf(const QList<catalog::Column> &columns)
{
    QStringList names;
    for (const auto &column : columns)
        names.append(dialect::quotePostgresName(column.name));
    return names.join(QStringLiteral(", "));
}

} // namespace

Result<records::Preview> readPreview(Session &session, const Location &location, const records::PreviewRequest &request,
                                     const core::Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(request.table, session.settings()));
    QElapsedTimer timer;
    timer.start();
    const auto selected = select(session, location, request.partition, request.filter, request.order, cancellation);
    if (!selected)
        return core::fail(selected.error());
    const RelationColumns &relation = selected->relation;
    const QString from = selected->from + QStringLiteral(" LIMIT ");
    const qint64 maxRows = std::max<qint64>(request.maxRows, 0);
    QList<catalog::Column> columns = relation.columns;
    BatchSink sink(columns, maxRows, request.maxBytes);
    const auto read = [&](bool isCut) {
        QStringList values;
        sink = BatchSink(columns, maxRows, request.maxBytes);
        if (request.mayCut)
            sink.setMostRowBytes(mostWholeRowBytes);
        if (isCut) {
            const CutValues cut = cutValues(columns, mostWholeRowBytes);
            values = cut.expressions;
            sink.setLengthsOf(cut.lengthsOf);
        } else {
            values.append(listOf(columns));
        }
        // One row more than wanted tells whether these are all.
        const QString sql =
            QStringLiteral("SELECT ") + values.join(QStringLiteral(", ")) + from + QString::number(maxRows + 1);
        return session.stream(sql, Sending::Query, sink, location.title(), cancellation);
    };
    const auto readOrCut = [&] {
        auto done = read(false);
        // Few long rows: their beginnings show more of the table.
        const bool isShort = done && sink.hasMore() && sink.batch() && sink.batch()->rowCount() < maxRows
            && sink.byteCount() >= sink.batch()->rowCount() * longRowBytes;
        if (request.mayCut && (isShort || (!done && session.wasTooLong())))
            done = read(true);
        return done;
    };
    auto done = readOrCut();
    if (!done && done.error().kind == core::ErrorKind::Permission) {
        const auto readable = readableColumns(session, relation, cancellation);
        if (!readable)
            return core::fail(readable.error());
        if (!readable->isEmpty() && readable->size() < columns.size()) {
            columns = *readable;
            done = readOrCut();
        }
    }
    if (!done)
        return core::fail(filterError(done.error(), request.filter, request.order));
    if (maxRows > 0 && sink.hasMore() && sink.batch() && sink.batch()->rowCount() == 0)
        return core::fail(records::firstRowTooLong(location.title()));
    sink.finish(session.reported("TimeZone")); // of the rows: what follows is read in another scope
    if (!selected->partition.isEmpty() && sink.batch() && sink.batch()->rowCount() == 0 && !sink.hasMore()) {
        const auto mayExist = mayHavePartition(session, location, selected->partition, cancellation);
        if (!mayExist)
            return core::fail(mayExist.error());
        if (!*mayExist)
            return core::fail(catalog::partitionNotFound(selected->partition, location.title()));
    }

    records::Preview preview;
    preview.rows = sink.batch();
    preview.cuts = sink.cuts();
    for (const auto &column : relation.columns) {
        if (!columns.contains(column))
            preview.unreadable.append(column.name);
    }
    preview.statement = QStringLiteral("SELECT \u2026") + from + QString::number(maxRows);
    preview.elapsed = std::chrono::milliseconds(timer.elapsed());
    preview.isComplete = !sink.hasMore();
    return preview;
}

Result<core::Done> checkPreview(Session &session, const Location &location, const records::PreviewRequest &request,
                                const core::Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(request.table, session.settings()));
    const auto clauses = clausesOf(request.filter, request.order);
    if (!clauses)
        return core::fail(clauses.error());
    const QString name =
        dialect::quotePostgresName(location.schema) + u'.' + dialect::quotePostgresName(location.relationName());
    DroppingSink sink;
    auto done =
        session.stream(QStringLiteral("EXPLAIN SELECT *") + fromClause(name, {}, *clauses) + QStringLiteral(" LIMIT 1"),
                       Sending::Query, sink, location.title(), cancellation);
    return done ? done : core::fail(filterError(done.error(), request.filter, request.order));
}

Result<records::Summary> summarizeRows(Session &session, const Location &location,
                                       const records::SummaryRequest &request, const core::Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(request.table, session.settings()));
    QElapsedTimer timer;
    timer.start();
    const auto selected = select(session, location, request.partition, request.filter, {}, cancellation);
    if (!selected)
        return core::fail(selected.error());
    const auto figures = records::ColumnSummary::of(selected->relation.columns, request.column);
    if (!figures)
        return core::fail(figures.error());
    const QString name = figures->column() ? dialect::quotePostgresName(figures->column()->name) : QString();
    const QStringList values = figures->expressions(
        name, QStringLiteral("left((%1)::text, ") + QString::number(records::summaryTextLength + 1) + u')');
    const QString sql = QStringLiteral("SELECT ") + values.join(QStringLiteral(", ")) + selected->from;
    const auto result = session.query(sql, {}, location.title(), cancellation);
    if (!result)
        return core::fail(filterError(result.error(), request.filter, {}));
    QList<std::optional<QString>> texts;
    for (int column = 0; PQntuples(result->get()) == 1 && column < PQnfields(result->get()); ++column)
        texts.append(PQgetisnull(result->get(), 0, column) ? std::nullopt
                                                           : std::optional(textAt(result->get(), 0, column)));
    records::Summary summary;
    if (!figures->take(texts, &summary))
        return core::fail(garbledAnswer({session.settings(), session.database(), location.title()},
                                        texts.isEmpty() ? QString() : texts.first().value_or(QString())));
    if (!selected->partition.isEmpty() && summary.rows == 0) {
        const auto mayExist = mayHavePartition(session, location, selected->partition, cancellation);
        if (!mayExist)
            return core::fail(mayExist.error());
        if (!*mayExist)
            return core::fail(catalog::partitionNotFound(selected->partition, location.title()));
    }
    summary.statement = sql;
    summary.elapsed = std::chrono::milliseconds(timer.elapsed());
    return summary;
}

Result<qint64> readRows(Session &session, const Location &location, const records::RowsRequest &request,
                        const core::Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(request.table, session.settings()));
    const auto selected = select(session, location, request.partition, request.filter, request.order, cancellation);
    if (!selected)
        return core::fail(selected.error());
    BlockSink sink(session, selected->relation.columns, request.onRows);
    const auto done = session.stream(QStringLiteral("SELECT ") + listOf(selected->relation.columns) + selected->from,
                                     Sending::Query, sink, location.title(), cancellation);
    if (!done)
        return core::fail(filterError(done.error(), request.filter, request.order));
    return sink.count();
}

} // namespace isthmus::hologres
