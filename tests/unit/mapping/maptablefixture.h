// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/definition.h>

/// The tutorial's dwd_orders (docs/requirements.md#h-32) on both sides.
namespace maptablefixture {

inline isthmus::catalog::Column column(const char *name, const char *type, const char *comment = "")
{
    isthmus::catalog::Column column;
    column.name = QString::fromUtf8(name);
    column.type = isthmus::catalog::parsePostgresType(QString::fromUtf8(type));
    column.comment = QString::fromUtf8(comment);
    return column;
}

inline isthmus::mapping::MapTableFacts facts()
{
    isthmus::mapping::MapTableFacts facts;
    facts.sourceServer.product = QStringLiteral("Hologres 3.0.18");
    facts.sourceServer.host = QStringLiteral("hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com");
    facts.sourceServer.port = 80;
    facts.sourceServer.database = QStringLiteral("order_dw");
    facts.source.path = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("dwd_orders")}};
    facts.source.database = QStringLiteral("order_dw");
    facts.source.schema = QStringLiteral("public");
    facts.source.name = QStringLiteral("dwd_orders");
    facts.source.columns = {column("order_id", "bigint"),
                            column("order_user_id", "text"),
                            column("order_shop_id", "bigint"),
                            column("order_product_id", "bigint"),
                            column("order_product_catalog_name", "text"),
                            column("order_fee", "numeric(20,2)"),
                            column("order_create_time", "timestamp without time zone"),
                            column("order_update_time", "timestamp without time zone"),
                            column("order_state", "integer"),
                            column("pay_id", "bigint"),
                            column("pay_platform", "integer", "platform 0: phone, 1: pc"),
                            column("pay_create_time", "timestamp without time zone")};
    facts.source.columns[0].nullable = false;
    facts.source.columns[0].keyPosition = 1;
    facts.targetServer.product = QStringLiteral("MaxCompute");
    facts.targetServer.database = QStringLiteral("dbs_mc");
    return facts;
}

inline isthmus::mapping::MapTable definition()
{
    isthmus::mapping::MapTable map;
    map.source = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("dwd_orders")}};
    map.targetSchema = {QStringLiteral("dbs_mc"), {QStringLiteral("default")}};
    map.tableName = QStringLiteral("dwd_orders");
    map.lifecycleDays = 7;
    return map;
}

inline isthmus::catalog::TableInfo existing(isthmus::catalog::ObjectKind kind)
{
    isthmus::catalog::TableInfo info;
    info.kind = kind;
    info.name = QStringLiteral("dwd_orders");
    return info;
}

} // namespace maptablefixture
