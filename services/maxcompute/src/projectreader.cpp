// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectreader.h"

#include "cellcutter.h"
#include "csv.h"
#include "errors.h"
#include "headbytunnel.h"
#include "listing.h"
#include "rowselection.h"
#include "rowsummary.h"
#include "sqljob.h"
#include "tablereading.h"
#include "tunnelrows.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/catalog/partitionspec.h>
#include <isthmus/core/sentences.h>
#include <isthmus/dialect/quoting.h>

#include <QCollator>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace isthmus::maxcompute {

using catalog::ObjectKind;
using records::Preview;
using records::PreviewRequest;
using records::RowsRequest;

namespace {

using Clock = std::chrono::steady_clock;

constexpr qint64 maxHeadRows = 10'000; // docs/protocol.md#head-of-a-table
constexpr qint64 longRowBytes = 32 * 1024; // on the average
constexpr qsizetype maxCutCellBytes = 32 * 1024; // of a cell where long ones may come cut
// How much of a head is read to keep beginnings of it; for one row, any value that the service stores.
constexpr qint64 mostReadBytes = 64 * 1024 * 1024;
constexpr qint64 mostReadRowBytes = 512 * 1024 * 1024;
constexpr std::chrono::minutes jobDeadline{10}; // whoever looks at a table does not wait longer for its rows

using catalog::PartitionSpec;

// All partitions of a table, in the order of their names. Errors: also those of a name that cannot be read.
core::Result<QList<PartitionSpec>> partitionsOf(LaneState &state, const catalog::TableInfo &info,
                                                const core::Cancellation &cancellation)
{
    QList<PartitionSpec> partitions;
    catalog::Listing listing(info.path.child(catalog::partitionsFolder));
    while (!listing.isComplete()) {
        auto page = listChildren(state, listing.next(), cancellation);
        if (!page)
            return core::fail(page.error());
        const auto entries = listing.accept(*std::move(page));
        if (!entries)
            return core::fail(entries.error());
        for (const catalog::Entry &entry : *entries) {
            auto spec = catalog::parsePartitionSpec(entry.path.name());
            if (!spec)
                return core::fail(spec.error());
            partitions.append(*std::move(spec));
        }
    }
    return partitions;
}

// Numbers as such: 9 is before 10.
bool isBefore(const PartitionSpec &a, const PartitionSpec &b)
{
    QCollator order(QLocale::c());
    order.setNumericMode(true);
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (const int compared = order.compare(a.at(i).value, b.at(i).value); compared != 0)
            return compared < 0;
    }
    return false;
}

// Empty if there is none. One request, where the service lists in reverse.
core::Result<PartitionSpec> latestPartition(LaneState &state, const catalog::TableInfo &info,
                                            const core::Cancellation &cancellation)
{
    const auto last = lastPartitions(state, info.path.child(catalog::partitionsFolder), 2, cancellation);
    if (!last)
        return core::fail(last.error());
    if (last->isEmpty())
        return PartitionSpec();
    const auto first = catalog::parsePartitionSpec(last->first().path.name());
    const auto second = catalog::parsePartitionSpec(last->last().path.name());
    if (!first)
        return first;
    if (!second)
        return second;
    if (!isBefore(*first, *second))
        return *first;
    const auto partitions = partitionsOf(state, info, cancellation);
    if (!partitions)
        return core::fail(partitions.error());
    const auto latest = std::max_element(partitions->begin(), partitions->end(), isBefore);
    return latest == partitions->end() ? PartitionSpec() : *latest;
}

class PreviewTask {
public:
    PreviewTask(LaneState &state, const PreviewRequest &request, const core::Cancellation &cancellation)
        : m_state(state), m_request(request), m_cancellation(cancellation), m_started(Clock::now())
    {
    }

    core::Result<Preview> run()
    {
        auto selection = selectRows(m_state, m_request.table, m_request.partition, m_cancellation);
        if (!selection)
            return core::fail(selection.error());
        m_schemasEnabled = selection->project.schemasEnabled;
        m_projectZone = selection->project.timeZone;
        QString chosen;
        if (m_request.latestPartition && selection->parts.isEmpty()
            && selection->info.kind == ObjectKind::PartitionedTable) {
            auto latest = latestPartition(m_state, selection->info, m_cancellation);
            if (!latest)
                return core::fail(latest.error());
            selection->parts = *std::move(latest);
            chosen = catalog::partitionSpecText(selection->parts);
        }
        auto preview = read(*selection);
        if (preview)
            preview->partition = chosen;
        return preview;
    }

private:
    core::Result<Preview> read(const RowSelection &selection)
    {
        const catalog::TableInfo &info = selection.info;
        const PartitionSpec &parts = selection.parts;
        const bool isWhole = m_request.filter.trimmed().isEmpty() && m_request.order.trimmed().isEmpty();
        if (hasOwnRows(info) && isWhole) {
            // Beyond a head, one partition at a time is what can be read exactly and without a job.
            const bool isOnePart = info.partitionColumns().isEmpty() || !parts.isEmpty();
            auto head = m_request.maxRows > maxHeadRows && isOnePart ? readLong(info, parts) : readHead(info, parts);
            if (head || head.error().kind != core::ErrorKind::Unsupported)
                return head;
        }
        return select(selection);
    }

    core::Result<Preview> readLong(const catalog::TableInfo &info, const PartitionSpec &parts)
    {
        TunnelRows tunnel(m_state.session, info, parts, m_cancellation);
        const auto count = tunnel.open();
        if (!count && count.error().kind == core::ErrorKind::Permission)
            return readHead(info, parts); // who may not download may look
        if (!count)
            return core::fail(count.error());
        auto rows = tunnel.first(m_request.maxRows, m_request.maxBytes);
        if (!rows)
            return core::fail(rows.error());
        rows->setZone(zone());
        const bool isComplete = rows->rowCount() == *count;
        const QString statement =
            QStringLiteral("Tunnel %1 (0,%2)").arg(info.path.toString(), QString::number(rows->rowCount()));
        return finished(std::make_shared<const records::RecordBatch>(*std::move(rows)), statement, isComplete);
    }

    // Rows are written in the project's zone whatever jobs of the connection are set to.
    records::Zone zone() const
    {
        return records::Zone::named(m_state.session.settings().timeZone).value_or(m_projectZone);
    }

    core::Result<Preview> readHead(const catalog::TableInfo &info, const PartitionSpec &parts)
    {
        const qint64 rows = std::clamp<qint64>(m_request.maxRows, 1, maxHeadRows);
        auto head = headOf(info, parts, rows, m_request.maxBytes);
        const bool isShort = head && head->isTruncated && head->rows.rowCount() < rows;
        if (isShort && m_request.mayCut && head->rows.rowCount() * longRowBytes <= m_request.maxBytes)
            head = cutHeadOf(info, parts, rows); // few long rows: their beginnings show more of the table
        else if (isShort && head->rows.rowCount() == 0) // its first row alone is longer
            head = headOf(info, parts, 1, records::maxFirstRowBytes);
        if (!head)
            return core::fail(head.error());
        if (head->rows.rowCount() == 0 && head->isTruncated)
            return core::fail(records::firstRowTooLong(info.name));
        bool isComplete = !head->isTruncated && head->rows.rowCount() < rows;
        if (head->isAmbiguous && head->cuts.isEmpty()) { // else it would take all of the long ones
            auto exact =
                HeadByTunnel(m_state.session, info, parts, m_request.maxBytes, m_cancellation).read(head->rows);
            if (!exact && exact.error().isCancelled())
                return core::fail(exact.error());
            if (exact) { // else the texts stay as they came
                isComplete = isComplete && exact->rowCount() == head->rows.rowCount();
                head->rows = *std::move(exact);
            }
        }
        head->rows.setZone(zone());
        Preview preview =
            finished(std::make_shared<const records::RecordBatch>(std::move(head->rows)), m_headStatement, isComplete);
        preview.cuts = head->cuts;
        return preview;
    }

    // \a take has each piece of the text, and ends the reading with false.
    core::Result<core::Done> sendHead(const catalog::TableInfo &info, const PartitionSpec &parts, qint64 rows,
                                      const std::function<bool(QByteArrayView)> &take)
    {
        Call call;
        call.path = m_state.session.projectPath({QStringLiteral("tables"), info.name});
        call.query = {{"data", {}}, {"linenum", QByteArray::number(rows)}};
        if (!parts.isEmpty())
            call.query.append({"partition", restPartitionText(parts)});
        if (m_schemasEnabled)
            call.query.append({"schema_name", info.schema.toUtf8()});
        call.subject = TableLoader::subject(info.path);
        call.sink = take;
        m_headStatement = QString::fromLatin1("GET /" + call.path.join(u'/').toUtf8() + '?')
            + QString::fromUtf8(wire::percentDecoded(wire::encodeQuery(call.query)));
        if (const auto reply = m_state.session.send(call, m_cancellation); !reply)
            return core::fail(reply.error());
        return core::Done{};
    }

    core::Result<CsvRows> rowsOf(const QByteArray &text, const catalog::TableInfo &info, qint64 rows, bool isCutOff,
                                 const QList<CellCut> &cuts = {}) const
    {
        auto csv = parseCsv(text, info.columns, m_projectZone, rows, isCutOff, cuts);
        if (!csv)
            return core::fail(garbledError(m_state.session.host(), csv.error().detail));
        return csv;
    }

    core::Result<CsvRows> headOf(const catalog::TableInfo &info, const PartitionSpec &parts, qint64 rows,
                                 qint64 maxBytes)
    {
        QByteArray text;
        bool isCutOff = false;
        const auto sent = sendHead(info, parts, rows, [maxBytes, &text, &isCutOff](QByteArrayView bytes) {
            const qsizetype room = qsizetype(maxBytes) - text.size();
            isCutOff = bytes.size() > room;
            text += isCutOff ? bytes.first(std::max<qsizetype>(room, 0)) : bytes;
            return !isCutOff;
        });
        if (!sent)
            return core::fail(sent.error());
        return rowsOf(text, info, rows, isCutOff);
    }

    // The service cannot be asked for parts of values: they are let go by as they come.
    core::Result<CsvRows> cutHeadOf(const catalog::TableInfo &info, const PartitionSpec &parts, qint64 rows)
    {
        CellCutter cutter(
            std::clamp<qsizetype>(qsizetype(m_request.maxBytes) / (info.columns.size() + 1), 16, maxCutCellBytes));
        QByteArray text;
        qint64 readBytes = 0;
        bool isCutOff = false;
        const auto sent = sendHead(info, parts, rows, [&](QByteArrayView bytes) {
            readBytes += bytes.size();
            cutter.feed(bytes, text);
            const bool isFirstRow = cutter.rowCount() < 2; // below the header
            isCutOff = text.size() > m_request.maxBytes || readBytes > (isFirstRow ? mostReadRowBytes : mostReadBytes);
            return !isCutOff;
        });
        if (!sent)
            return core::fail(sent.error());
        if (!isCutOff)
            cutter.finish(text);
        return rowsOf(text, info, rows, isCutOff, cutter.cuts());
    }

    core::Result<Preview> select(const RowSelection &selection)
    {
        const auto statement =
            selectStatement(m_state, selection, QStringLiteral("*"), m_request.filter, m_request.order,
                            QStringLiteral(" LIMIT %1").arg(std::max<qint64>(m_request.maxRows, 1)), m_cancellation);
        if (!statement)
            return core::fail(statement.error());
        const QString &sql = *statement;
        if (!m_request.mayRunJob) {
            Preview preview;
            preview.statement = sql;
            preview.byJob = true;
            return preview;
        }
        JobRequest job;
        job.script = parseScript(sql);
        job.maxRows = std::max<qint64>(m_request.maxRows, 1);
        job.maxBytes = m_request.maxBytes;
        job.deadline = jobDeadline;
        job.subject = TableLoader::subject(selection.info.path);
        const auto outcome = runJob(m_state.session, job, m_cancellation);
        if (!outcome)
            return core::fail(outcome.error());
        if (!outcome->rows)
            return core::fail(garbledError(m_state.session.host(), outcome->text));
        const bool isComplete = !outcome->isTruncated && outcome->rows->rowCount() < job.maxRows;
        Preview preview = finished(outcome->rows, sql, isComplete);
        preview.byJob = true;
        return preview;
    }

    Preview finished(std::shared_ptr<const records::RecordBatch> rows, const QString &statement, bool isComplete) const
    {
        Preview preview;
        preview.rows = std::move(rows);
        preview.statement = statement;
        preview.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_started);
        preview.isComplete = isComplete;
        return preview;
    }

    LaneState &m_state;
    const PreviewRequest &m_request;
    const core::Cancellation &m_cancellation;
    Clock::time_point m_started;
    bool m_schemasEnabled = false;
    records::Zone m_projectZone;
    QString m_headStatement;
};

core::Result<qint64> readRows(LaneState &state, const RowsRequest &request, const core::Cancellation &cancellation)
{
    const auto selection = selectRows(state, request.table, request.partition, cancellation);
    if (!selection)
        return core::fail(selection.error());
    const catalog::TableInfo &info = selection->info;
    if (!hasOwnRows(info) || !request.filter.trimmed().isEmpty() || !request.order.trimmed().isEmpty()) {
        return core::fail(
            core::ErrorKind::Unsupported,
            core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "The rows of %1 come by a query only."))
                .arg(TableLoader::subject(info.path)),
            core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "Run the query by SQL, and save its result.")));
    }
    const records::Zone zone =
        records::Zone::named(state.session.settings().timeZone).value_or(selection->project.timeZone);
    QList<PartitionSpec> parted{selection->parts};
    if (selection->parts.isEmpty() && !info.partitionColumns().isEmpty()) {
        auto all = partitionsOf(state, info, cancellation);
        if (!all)
            return core::fail(all.error());
        parted = *std::move(all);
        if (parted.isEmpty()) {
            if (const auto taken = request.onRows(records::RecordBatch(info.columns)); !taken)
                return core::fail(taken.error());
        }
    }
    qint64 count = 0;
    for (const PartitionSpec &part : std::as_const(parted)) {
        TunnelRows tunnel(state.session, info, part, cancellation);
        const auto rows = tunnel.open();
        if (!rows)
            return core::fail(rows.error());
        if (parted.size() == 1 && request.onTotal)
            request.onTotal(*rows);
        const auto read = tunnel.all([&](records::RecordBatch &&batch) {
            batch.setZone(zone);
            return request.onRows(batch);
        });
        if (!read)
            return core::fail(read.error());
        count += *rows;
    }
    return count;
}

} // namespace

QFuture<core::Result<Preview>> ProjectReader::preview(const PreviewRequest &request)
{
    return core::leastLoaded(m_reading)->post<Preview>(
        core::Priority::Interactive, request.table,
        [request](LaneState &state, const core::Cancellation &cancellation) {
            return PreviewTask(state, request, cancellation).run();
        });
}

QFuture<core::Result<records::Summary>> ProjectReader::summarize(const records::SummaryRequest &request)
{
    return m_counting->post<records::Summary>(core::Priority::Normal, request.table,
                                              [request](LaneState &state, const core::Cancellation &cancellation) {
                                                  return summarizeRows(state, request, cancellation);
                                              });
}

QFuture<core::Result<qint64>> ProjectReader::rows(const RowsRequest &request)
{
    return m_exporting->post<qint64>(core::Priority::Normal, request.table,
                                     [request](LaneState &state, const core::Cancellation &cancellation) {
                                         return readRows(state, request, cancellation);
                                     });
}

} // namespace isthmus::maxcompute
