// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>
#include <isthmus/sandbox/store/storerows.h>

#include <limits>

namespace isthmus::sandbox {

/// One page of a list. \a next is the marker of the following page; empty on the last.
template <typename T>
struct RowPage {
    QList<T> rows;
    QString next;
};

enum class ListOrder : quint8 { Ascending, Descending };

/// The metadata store: reads and writes of schema "mc" over one borrowed connection, in whatever transaction that is.
/// A lookup that finds nothing is an empty optional, not an error. Thread: that of the session.
class Metadata {
public:
    explicit Metadata(PgSession &session) : m_session(session) { }

    [[nodiscard]] PgOutcome<QList<ProjectRow>> projects();
    [[nodiscard]] PgOutcome<std::optional<ProjectRow>> project(const QString &name);

    [[nodiscard]] PgOutcome<QList<SchemaRow>> schemas(qint64 projectId);
    [[nodiscard]] PgOutcome<std::optional<SchemaRow>> schema(const QString &project, const QString &name);
    /// Makes the row and the PostgreSQL schema for its data. \a row.id is ignored. A taken name is SQLSTATE 23505.
    [[nodiscard]] PgOutcome<qint64> createSchema(const SchemaRow &row);
    /// With all of its tables and their data.
    [[nodiscard]] PgOutcome<PgResult> dropSchema(const SchemaRow &row);

    [[nodiscard]] PgOutcome<QList<ForeignServerRow>> foreignServers();
    [[nodiscard]] PgOutcome<std::optional<ForeignServerRow>> foreignServer(const QString &name);
    [[nodiscard]] PgOutcome<std::optional<ForeignServerRow>> foreignServer(qint64 id);
    [[nodiscard]] PgOutcome<PgResult> createForeignServer(const ForeignServerRow &row);
    [[nodiscard]] PgOutcome<PgResult> dropForeignServer(const QString &name);

    struct TableFilter {
        QString namePrefix;
        std::optional<TableKind> kind;
        QString owner;
        QString after; ///< marker: names greater than this
        int limit = 1000;
    };
    [[nodiscard]] PgOutcome<RowPage<TableRow>> tables(qint64 schemaId, const TableFilter &filter);
    /// Reads name, owner and kind of the same tables, and of one more if there is a next page: a relation for
    /// RowStream, since a list of very many is best sent as it is read.
    [[nodiscard]] static QString tableHeads(qint64 schemaId, const TableFilter &filter);
    [[nodiscard]] PgOutcome<std::optional<TableRow>> table(const QString &project, const QString &schema,
                                                           const QString &name);
    /// The row only: its data relation is the caller's, in the same transaction. Gives row.id.
    [[nodiscard]] PgOutcome<qint64> createTable(const TableRow &row);
    /// Writes everything that a statement may change: name, comment, lifecycle, columns, properties; sets lastDdl.
    [[nodiscard]] PgOutcome<PgResult> updateTable(const TableRow &row);
    [[nodiscard]] PgOutcome<PgResult> dropTable(qint64 id);
    /// Bytes on disk of a managed table's data.
    [[nodiscard]] PgOutcome<qint64> dataSize(const TableRow &row);
    /// Counts \a rowsDelta into the table and its version up; \a absolute sets the count instead.
    [[nodiscard]] PgOutcome<PgResult> noteDataChange(qint64 tableId, qint64 rowsDelta);

    /// Partitions whose first values equal \a prefix, in \a order, after \a marker (JSON text of the last one's
    /// values).
    [[nodiscard]] PgOutcome<RowPage<PartitionRow>> partitions(qint64 tableId, const QStringList &prefix,
                                                              const QString &marker, int limit,
                                                              ListOrder order = ListOrder::Ascending);
    [[nodiscard]] PgOutcome<std::optional<PartitionRow>> partition(qint64 tableId, const QStringList &values);
    /// False if it was there already.
    [[nodiscard]] PgOutcome<bool> addPartition(qint64 tableId, const QStringList &values);
    [[nodiscard]] PgOutcome<PgResult> dropPartition(qint64 tableId, const QStringList &values);
    [[nodiscard]] PgOutcome<PgResult> renamePartition(qint64 tableId, const QStringList &from, const QStringList &to);
    [[nodiscard]] PgOutcome<PgResult> notePartitionChange(qint64 tableId, const QStringList &values, qint64 rowsDelta);

    /// \a row with the time at which it was made; or the instance that its owner submitted with the same guid before,
    /// of which only the id is told.
    [[nodiscard]] PgOutcome<InstanceRow> createInstance(const InstanceRow &row);
    /// Notes that the first \a count statements of an instance's script are done: in the transaction of the last of
    /// them, so that the note is true.
    [[nodiscard]] PgOutcome<PgResult> noteStatementsDone(const QString &id, int count);
    /// Writes how an instance ended, unless that is known already: what was written first stays.
    [[nodiscard]] PgOutcome<PgResult> endInstance(const InstanceRow &row);
    /// As endInstance(), for one whose connection broke; the result also says how many of its statements were done.
    [[nodiscard]] PgOutcome<PgResult> failInstance(const InstanceRow &row);
    [[nodiscard]] PgOutcome<std::optional<InstanceRow>> instance(const QString &project, const QString &id);
    struct InstanceFilter {
        QString status; ///< "Running" or "Terminated"; empty for all
        QString owner; ///< empty for all
        QString jobName; ///< empty for all
        qint64 startedFrom = 0; ///< epoch seconds
        qint64 startedBefore = std::numeric_limits<qint32>::max();
        QString after; ///< id of the last instance of the page before; empty for the first page
        int limit = 1000;
    };
    /// Newest first.
    [[nodiscard]] PgOutcome<RowPage<InstanceRow>> instances(const QString &project, const InstanceFilter &filter);
    /// Drops the rows of all finished queries but the newest \a keep: results are for reading soon, not an archive.
    [[nodiscard]] PgOutcome<PgResult> pruneResults(int keep);
    /// Marks what was running when an earlier process ended as failed, and drops results older than a day.
    [[nodiscard]] PgOutcome<PgResult> recoverInstances();

    /// Ends expired writing sessions of the Tunnel, forgets them a week later, and drops staged rows that no open
    /// session owns.
    [[nodiscard]] PgOutcome<PgResult> dropExpiredUploads();

private:
    PgSession &m_session;
};

/// "{"a","b"}": a PostgreSQL array literal of text.
[[nodiscard]] QString pgTextArray(const QStringList &values);

} // namespace isthmus::sandbox
