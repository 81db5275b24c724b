// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectreader.h"

#include "csv.h"
#include "errors.h"
#include "headbytunnel.h"
#include "sqljob.h"
#include "tablereading.h"

#include <isthmus/catalog/partitionspec.h>
#include <isthmus/dialect/quoting.h>

#include <QCoreApplication>

namespace isthmus::maxcompute {

using catalog::ObjectKind;
using records::Preview;
using records::PreviewRequest;

namespace {

using Clock = std::chrono::steady_clock;

constexpr qint64 maxHeadRows = 10'000; // docs/protocol.md#head-of-a-table
constexpr std::chrono::minutes jobDeadline{10}; // whoever looks at a table does not wait longer for its rows

using catalog::PartitionPart;
using catalog::PartitionSpec;

class PreviewTask {
public:
    PreviewTask(LaneState &state, const PreviewRequest &request, const core::Cancellation &cancellation)
        : m_state(state), m_request(request), m_cancellation(cancellation), m_started(Clock::now())
    {
    }

    core::Result<Preview> run()
    {
        auto wanted = wantedRows();
        if (!wanted)
            return core::fail(wanted.error());
        const auto project = m_state.session.project(m_cancellation);
        if (!project)
            return core::fail(project.error());
        m_schemasEnabled = project->schemasEnabled;
        m_projectZone = project->timeZone;
        auto info = m_state.tables.load(wanted->table, TableLoader::Depth::Columns, m_cancellation);
        if (!info)
            return core::fail(info.error());
        const auto parts = catalog::resolvePartition(wanted->partition, info->schema + u'.' + info->name,
                                                     info->partitionColumns(), Qt::CaseInsensitive);
        if (!parts)
            return core::fail(parts.error());
        if (!parts->isEmpty()) { // of one that is not there the service answers no rows
            if (const auto found = m_state.tables.describePartition(*info, *parts, m_cancellation); !found)
                return core::fail(found.error());
        }
        const bool hasOwnRows = info->kind == ObjectKind::Table || info->kind == ObjectKind::PartitionedTable;
        if (hasOwnRows) {
            auto head = readHead(*info, *parts);
            if (head || head.error().kind != core::ErrorKind::Unsupported)
                return head;
        }
        if (info->kind == ObjectKind::ExternalTable) { // who reads the source is only in the extended description
            info = m_state.tables.load(wanted->table, TableLoader::Depth::Everything, m_cancellation);
            if (!info)
                return core::fail(info.error());
        }
        return select(*info, *parts);
    }

private:
    struct Wanted {
        catalog::ObjectPath table;
        PartitionSpec partition;
    };

    // A partition is named in the path, as the tree lists it, or beside the table.
    core::Result<Wanted> wantedRows() const
    {
        Wanted wanted{m_request.table, {}};
        QString text = m_request.partition;
        if (wanted.table.names.size() == 4 && wanted.table.names.at(2) == catalog::partitionsFolder) {
            if (!text.isEmpty())
                return core::fail(core::ErrorKind::Invalid,
                                  QCoreApplication::translate("MaxCompute", "%1 names a partition already.")
                                      .arg(m_request.table.toString()));
            text = wanted.table.name();
            wanted.table = wanted.table.parent().parent();
        }
        auto spec = catalog::parsePartitionSpec(text);
        if (!spec)
            return core::fail(spec.error());
        wanted.partition = *std::move(spec);
        return wanted;
    }

    core::Result<Preview> readHead(const catalog::TableInfo &info, const PartitionSpec &parts)
    {
        const qint64 rows = std::clamp<qint64>(m_request.maxRows, 1, maxHeadRows);
        auto head = headOf(info, parts, rows, m_request.maxBytes);
        if (head && head->rows.rowCount() == 0 && head->isTruncated) // its first row alone is longer
            head = headOf(info, parts, 1, records::maxFirstRowBytes);
        if (!head)
            return core::fail(head.error());
        if (head->rows.rowCount() == 0 && head->isTruncated)
            return core::fail(records::firstRowTooLong(info.name));
        bool isComplete = !head->isTruncated && head->rows.rowCount() < rows;
        if (head->isAmbiguous) {
            auto exact =
                HeadByTunnel(m_state.session, info, parts, m_request.maxBytes, m_cancellation).read(head->rows);
            if (!exact && exact.error().isCancelled())
                return core::fail(exact.error());
            if (exact) { // else the texts stay as they came
                isComplete = isComplete && exact->rowCount() == head->rows.rowCount();
                head->rows = *std::move(exact);
            }
        }
        // A head is written in the project's zone whatever jobs of the connection are set to.
        head->rows.setZone(records::Zone::named(m_state.session.settings().timeZone).value_or(m_projectZone));
        return finished(std::make_shared<const records::RecordBatch>(std::move(head->rows)), m_headStatement,
                        isComplete);
    }

    core::Result<CsvRows> headOf(const catalog::TableInfo &info, const PartitionSpec &parts, qint64 rows,
                                 qint64 maxBytes)
    {
        Call call;
        call.path = m_state.session.projectPath({QStringLiteral("tables"), info.name});
        call.query = {{"data", {}}, {"linenum", QByteArray::number(rows)}};
        if (!parts.isEmpty())
            call.query.append({"partition", restPartitionText(parts)});
        if (m_schemasEnabled)
            call.query.append({"schema_name", info.schema.toUtf8()});
        call.subject = TableLoader::subject(info.path);
        QByteArray text;
        bool isCutOff = false;
        call.sink = [maxBytes, &text, &isCutOff](QByteArrayView bytes) {
            const qsizetype room = qsizetype(maxBytes) - text.size();
            isCutOff = bytes.size() > room;
            text += isCutOff ? bytes.first(std::max<qsizetype>(room, 0)) : bytes;
            return !isCutOff;
        };
        const auto reply = m_state.session.send(call, m_cancellation);
        if (!reply)
            return core::fail(reply.error());
        auto csv = parseCsv(text, info.columns, m_projectZone, rows, isCutOff);
        if (!csv)
            return core::fail(garbledError(m_state.session.host(), csv.error().detail));
        m_headStatement = QString::fromLatin1("GET /" + call.path.join(u'/').toUtf8() + '?')
            + QString::fromUtf8(wire::percentDecoded(wire::encodeQuery(call.query)));
        return csv;
    }

    // Source of the settings: MaxCompute, "Hologres external tables": dual signature and STS.
    static QString settingsFor(const catalog::TableInfo &info)
    {
        if (!info.external)
            return {};
        if (info.external->roleArn.isEmpty())
            return QStringLiteral("SET odps.sql.common.table.planner.ext.hive.bridge=true;\n");
        return QStringLiteral("SET odps.sql.split.hive.bridge=true;\nSET odps.sql.hive.compatible=true;\n");
    }

    core::Result<Preview> select(const catalog::TableInfo &info, const PartitionSpec &parts)
    {
        QStringList conditions;
        for (const PartitionPart &part : parts)
            conditions.append(dialect::maxComputeName(part.column) + u'=' + dialect::quoteMaxComputeText(part.value));
        const QString name = m_schemasEnabled
            ? dialect::maxComputeName(info.schema) + u'.' + dialect::maxComputeName(info.name)
            : dialect::maxComputeName(info.name);
        QString sql = settingsFor(info) + QStringLiteral("SELECT * FROM ") + name;
        if (!conditions.isEmpty())
            sql += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
        sql += QStringLiteral(" LIMIT %1;").arg(std::max<qint64>(m_request.maxRows, 1));

        JobRequest job;
        job.script = parseScript(sql);
        job.maxRows = std::max<qint64>(m_request.maxRows, 1);
        job.maxBytes = m_request.maxBytes;
        job.deadline = jobDeadline;
        job.subject = TableLoader::subject(info.path);
        const auto outcome = runJob(m_state.session, job, m_cancellation);
        if (!outcome)
            return core::fail(outcome.error());
        if (!outcome->rows)
            return core::fail(garbledError(m_state.session.host(), outcome->text));
        const bool isComplete = !outcome->isTruncated && outcome->rows->rowCount() < job.maxRows;
        return finished(outcome->rows, sql, isComplete);
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

} // namespace

QFuture<core::Result<Preview>> ProjectReader::preview(const PreviewRequest &request)
{
    return core::leastLoaded(m_reading)->post<Preview>(
        core::Priority::Interactive, [request](LaneState &state, const core::Cancellation &cancellation) {
            return PreviewTask(state, request, cancellation).run();
        });
}

} // namespace isthmus::maxcompute
