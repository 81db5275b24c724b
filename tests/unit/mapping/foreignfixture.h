// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <functional>

/// A foreign table of Hologres over a partitioned MaxCompute table, and what is remembered of both.
namespace foreignfixture {

using namespace isthmus;
using namespace mapping;
using namespace Qt::StringLiterals;
using catalog::Column;
using catalog::ObjectKind;
using catalog::TableInfo;

inline const QString endpoint = u"https://mc.example/api"_s;
inline const QString relation = u"\"public\".\"mc_orders\""_s;

inline Column ofMaxCompute(const QString &name, const QString &type, bool isPartitionKey = false)
{
    Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(type);
    column.comment = name + u" of the source"_s;
    column.isPartitionKey = isPartitionKey;
    return column;
}

inline Column ofHologres(const QString &name, const QString &type, int number)
{
    Column column;
    column.name = name;
    column.type = catalog::parsePostgresType(type);
    column.comment = name + u" of the source"_s;
    column.number = number;
    return column;
}

inline TableInfo sourceTable()
{
    TableInfo info;
    info.path = *catalog::ObjectPath::parse(u"dbs_mc/default/orders"_s);
    info.kind = ObjectKind::PartitionedTable;
    info.database = u"dbs_mc"_s;
    info.schema = u"default"_s;
    info.name = u"orders"_s;
    info.identity = u"5f1e"_s;
    info.created = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    info.comment = u"orders"_s;
    info.columns = {ofMaxCompute(u"id"_s, u"BIGINT"_s), ofMaxCompute(u"note"_s, u"VARCHAR(9)"_s),
                    ofMaxCompute(u"fee"_s, u"DECIMAL(20,2)"_s), ofMaxCompute(u"state"_s, u"INT"_s),
                    ofMaxCompute(u"dt"_s, u"STRING"_s, true)};
    return info;
}

inline TableInfo foreignTable()
{
    TableInfo info;
    info.path = *catalog::ObjectPath::parse(u"order_dw/public/mc_orders"_s);
    info.kind = ObjectKind::ForeignTable;
    info.database = u"order_dw"_s;
    info.schema = u"public"_s;
    info.name = u"mc_orders"_s;
    info.identity = u"16400"_s;
    info.comment = u"orders"_s;
    info.columns = {ofHologres(u"id"_s, u"bigint"_s, 1), ofHologres(u"note"_s, u"character varying(9)"_s, 2),
                    ofHologres(u"fee"_s, u"numeric(20,2)"_s, 3), ofHologres(u"state"_s, u"integer"_s, 4),
                    ofHologres(u"dt"_s, u"text"_s, 5)};
    info.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name=orders"_s},
                       {u"foreign_server"_s, u"odps_server"_s}};
    return info;
}

inline Fingerprint fingerprint()
{
    Fingerprint made;
    made.source = comparable(sourceTable());
    made.target = comparable(foreignTable());
    made.isTargetSeen = true;
    made.made = QDateTime::fromMSecsSinceEpoch(1'700'000'100'123, Qt::UTC);
    made.foreign = Fingerprint::Foreign{endpoint, {}};
    return made;
}

inline catalog::ServerInfo hologres()
{
    catalog::ServerInfo server;
    server.product = u"Hologres 3.0.18"_s;
    server.host = u"holo.example"_s;
    server.port = 80;
    server.database = u"order_dw"_s;
    return server;
}

inline catalog::ServerInfo maxCompute()
{
    catalog::ServerInfo server;
    server.host = endpoint;
    server.database = u"dbs_mc"_s;
    return server;
}

inline DriftFacts facts()
{
    DriftFacts facts;
    facts.table = foreignTable().path;
    facts.isForeign = true;
    facts.targetProduct = hologres().product;
    facts.stored = fingerprint();
    facts.target = foreignTable();
    facts.source = sourceTable();
    facts.sourcePath = facts.source->path;
    return facts;
}

inline Column &column(std::optional<TableInfo> &info, const QString &name)
{
    return *std::ranges::find(info->columns, name, &Column::name);
}

inline void drop(std::optional<TableInfo> &info, const QString &name)
{
    info->columns.removeIf([&name](const Column &column) { return column.name == name; });
}

// Where MaxCompute adds columns: behind all others but those of partitions.
inline void add(DriftFacts &facts, const QString &name, const QString &type)
{
    facts.source->columns.insert(facts.source->columns.size() - 1, ofMaxCompute(name, type));
}

inline QStringList told(const DriftFacts &facts)
{
    QStringList lines;
    for (const Difference &difference : compared(facts).differences)
        lines.append((differenceKindName(difference.kind) + u' ' + difference.column).trimmed());
    lines.sort();
    return lines;
}

using Change = std::function<void(DriftFacts &)>;

inline plan::Plan planOf(const Change &change)
{
    RepairFacts repair;
    repair.drift = facts();
    change(repair.drift);
    repair.sourceServer = maxCompute();
    repair.targetServer = hologres();
    return planRepairMappings({{foreignTable().path}}, {repair});
}

inline QString sqlOf(const plan::Plan &plan)
{
    return plan.steps().isEmpty() ? QString() : plan.steps().first().sql;
}

inline QString noticesOf(const plan::Plan &plan)
{
    QStringList lines;
    for (const plan::Notice &notice : plan.notices)
        lines.append(plan::words(notice.text));
    return lines.join(u'\n');
}

} // namespace foreignfixture
