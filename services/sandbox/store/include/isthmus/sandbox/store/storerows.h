// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>

#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::sandbox {

// What the metadata store keeps. Times are epoch seconds, names in lower case.

struct ProjectRow {
    qint64 id = 0;
    QString name;
    QString owner;
    QString comment;
    bool hasSchemas = true; ///< odps.schema.model.enabled
    qint64 created = 0;
    qint64 modified = 0;
};

struct ForeignServerRow {
    qint64 id = 0;
    QString name;
    QString type; ///< "hologres"
    QString host;
    int port = 0;
    QString database;
    QString roleArn; ///< empty: task executor's identity, which external schemas cannot use (docs/requirements.md#h-47)
    QString comment;
    QString owner;
    qint64 created = 0;
};

struct SchemaRow {
    qint64 id = 0;
    qint64 projectId = 0;
    QString project;
    QString name;
    QString owner;
    QString comment;
    qint64 created = 0;
    qint64 modified = 0;
    std::optional<qint64> serverId; ///< set: an external schema
    QString sourceSchema; ///< Hologres schema that an external schema mirrors

    [[nodiscard]] bool isExternal() const { return serverId.has_value(); }
};

enum class TableKind : quint8 { Managed, External, View };

/// As the store writes it.
[[nodiscard]] QString kindText(TableKind kind);
[[nodiscard]] TableKind kindOf(const QString &text);

/// Definition of an external table as stored: what its statement said, taken apart and checked.
struct ExternalDefinition {
    QString location; ///< as written
    QString storageHandler;
    QString host;
    int port = 0;
    QString database;
    QString sourceSchema;
    QString sourceTable;
    QString roleArn; ///< empty: dual signature
    QList<QPair<QString, QString>> columnMapping; ///< our column, source column; only those that differ
    QList<QPair<QString, QString>> serdeProperties;
};

struct TableRow {
    qint64 id = 0;
    qint64 schemaId = 0;
    QString project;
    QString schema;
    QString name;
    TableKind kind = TableKind::Managed;
    QString owner;
    QString comment;
    std::optional<int> lifecycleDays;
    QList<catalog::Column> columns; ///< without partition columns
    QList<catalog::Column> partitionColumns; ///< isPartitionKey is set
    QStringList primaryKey;
    QList<QPair<QString, QString>> properties; ///< TBLPROPERTIES
    std::optional<ExternalDefinition> external;
    QString viewText;
    qint64 rows = 0;
    qint64 version = 0; ///< counts changes of the data
    qint64 schemaVersion = 0; ///< changes with every change of the definition
    qint64 sizeBytes = 0; ///< only where it was asked for
    qint64 created = 0;
    qint64 lastDdl = 0;
    qint64 lastModified = 0;

    [[nodiscard]] QList<catalog::Column> allColumns() const { return columns + partitionColumns; }
    /// Where a managed table's rows are: a quoted PostgreSQL name.
    [[nodiscard]] QString dataRelation() const;
    /// Whether \a property is "true"; both without regard to case.
    [[nodiscard]] bool isSet(QStringView property) const;
};

/// Name, quoted, of the column that numbers the rows of every data and staging relation as they came. A heap does not
/// keep their order: PostgreSQL fills room that earlier pages have left. No column of MaxCompute can be called so.
inline const QString rowNumberColumn = QStringLiteral("\"mc row\"");
/// Its definition.
[[nodiscard]] QString rowNumberDefinition();

/// PostgreSQL schema that holds the data of a MaxCompute schema's tables, quoted.
[[nodiscard]] QString dataSchemaName(qint64 schemaId);

struct PartitionRow {
    QStringList values; ///< in the order of the partition columns
    qint64 rows = 0;
    qint64 sizeBytes = 0; ///< share of the table's bytes by rows; only where it was asked for
    qint64 created = 0;
    qint64 lastDdl = 0;
    qint64 lastModified = 0;
};

struct InstanceRow {
    QString id;
    QString project;
    QString owner;
    QString taskName;
    QString guid; ///< see JobRequest, also for the next three
    QString jobName;
    QString jobComment;
    QString runningCluster;
    QString query;
    QJsonObject settings;
    int priority = 9;
    QString status; ///< Waiting, Running, Success, Failed, Cancelled
    QString result; ///< text of a finished task without rows, or its error
    std::optional<QList<catalog::Column>> columns; ///< set: the rows are in resultRelation()
    qint64 rows = 0;
    QJsonObject outputs; ///< "project.table": number of rows that were written to it
    qint64 started = 0;
    qint64 ended = 0; ///< 0 while it runs

    [[nodiscard]] bool isOver() const { return ended != 0; }
    /// The same job, over since now. \a endStatus is Success, Failed or Cancelled.
    [[nodiscard]] InstanceRow over(const QString &endStatus, const QString &endResult) const;
    [[nodiscard]] QString resultRelation() const;
    /// columns as resultRelation() calls them: c0, c1 …, since a query may give two columns the same name.
    [[nodiscard]] QList<catalog::Column> storedColumns() const;
};

// JSON forms of the nested parts.
[[nodiscard]] QByteArray columnsToJson(const QList<catalog::Column> &columns);
[[nodiscard]] QList<catalog::Column> columnsFromJson(const QByteArray &json, bool arePartitionKeys);
[[nodiscard]] QByteArray pairsToJson(const QList<QPair<QString, QString>> &pairs);
[[nodiscard]] QList<QPair<QString, QString>> pairsFromJson(const QByteArray &json);
[[nodiscard]] QByteArray externalToJson(const ExternalDefinition &definition);
[[nodiscard]] ExternalDefinition externalFromJson(const QByteArray &json);

} // namespace isthmus::sandbox
