// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/catalog/catalog.h>

#include <QHash>

#include <chrono>
#include <optional>

namespace isthmus::maxcompute {

/// Children of any node of the tree; see catalog::Catalog::children().
[[nodiscard]] core::Result<catalog::Page> listChildren(LaneState &state, const catalog::ListRequest &request,
                                                       const core::Cancellation &cancellation);

/// The last \a count partitions below \a folder, from the last on; of a service that does not know the order, the first
/// ones as they come. Source: docs/protocol.md#partitions.
[[nodiscard]] core::Result<QList<catalog::Entry>> lastPartitions(LaneState &state, const catalog::ObjectPath &folder,
                                                                 int count, const core::Cancellation &cancellation);

struct ProjectLine {
    QString name;
    QString comment;
};

struct ProjectPage {
    QList<ProjectLine> projects;
    QString nextMarker;
    std::chrono::milliseconds roundTrip{0}; ///< of the request
    std::optional<std::chrono::milliseconds> reachTime; ///< null: asked on a connection that was open
};

/// One page of the projects that the service lists for the account. Source: docs/protocol.md#projects. Errors: as
/// Session::sendForXml().
[[nodiscard]] core::Result<ProjectPage> listProjects(LaneState &state, const QString &marker, int pageSize,
                                                     const QString &namePrefix, const core::Cancellation &cancellation);

struct SchemaLine {
    QString name;
    bool isExternal = false;
    QString comment;
};

struct SchemaPage {
    QList<SchemaLine> schemas;
    QString nextMarker;
};

/// One page of the schemas of a project that has them. Errors: as Session::sendForXml().
[[nodiscard]] core::Result<SchemaPage> listSchemas(LaneState &state, const QString &marker, int pageSize,
                                                   const QString &namePrefix, const core::Cancellation &cancellation);

struct TableFilter {
    QString marker;
    int pageSize = 1000;
    QString namePrefix;
    QByteArray type; ///< "EXTERNAL_TABLE"; empty: all
    bool isWhole = false; ///< with the definitions: some KB a table instead of some hundred bytes
};

struct TableLine {
    QString name;
    catalog::ObjectKind kind = catalog::ObjectKind::Table;
    QString comment;
    QJsonObject json; ///< of the definition; empty if it was not asked for, or not given
};

struct TablePage {
    QList<TableLine> tables;
    QString nextMarker;
};

/// One page of the tables of a schema. Source: docs/protocol.md#tables. Errors: as Session::sendForXml().
[[nodiscard]] core::Result<TablePage> listTables(LaneState &state, const QString &schema, const TableFilter &filter,
                                                 const core::Cancellation &cancellation);

/// One foreign server as SHOW FOREIGN SERVERS tells it.
struct ForeignServerLine {
    QString name;
    QString note; ///< what else the line says: type, address
};

/// From the text of SHOW FOREIGN SERVERS: a line per server, name first, the rest after a tab, '|' or blanks.
[[nodiscard]] QList<ForeignServerLine> parseForeignServers(const QString &text);

/// From the text of DESC FOREIGN SERVER, lines of "| Label:   value |": by the labels in lower case.
[[nodiscard]] QHash<QString, QString> parseForeignServer(const QString &text);

} // namespace isthmus::maxcompute
