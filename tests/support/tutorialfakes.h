// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeconnections.h"

namespace isthmus::testsupport {

inline catalog::Column column(const QString &name, const QString &type, std::optional<int> key = {},
                              const QString &comment = {})
{
    catalog::Column result;
    result.name = name;
    result.type = catalog::parsePostgresType(type);
    result.nullable = !key;
    result.keyPosition = key;
    result.comment = comment;
    return result;
}

/// The tutorial's fact table, with eight of its columns.
inline catalog::TableInfo dwdOrders()
{
    catalog::TableInfo info;
    info.path = path(QStringLiteral("order_dw/public/dwd_orders"));
    info.database = QStringLiteral("order_dw");
    info.schema = QStringLiteral("public");
    info.name = QStringLiteral("dwd_orders");
    info.owner = QStringLiteral("etl_dev");
    info.comment = QStringLiteral("Orders with their payments");
    info.rowEstimate = 48213907;
    info.sizeBytes = 5'368'709'120;
    info.columns = {
        column(QStringLiteral("order_id"), QStringLiteral("bigint"), 1, QStringLiteral("Order ID")),
        column(QStringLiteral("order_user_id"), QStringLiteral("text")),
        column(QStringLiteral("order_shop_id"), QStringLiteral("bigint")),
        column(QStringLiteral("order_product_catalog_name"), QStringLiteral("text")),
        column(QStringLiteral("order_fee"), QStringLiteral("numeric(20,2)")),
        column(QStringLiteral("order_create_time"), QStringLiteral("timestamp without time zone")),
        column(QStringLiteral("order_state"), QStringLiteral("integer"), {}, QStringLiteral("0: unpaid, 1: paid")),
        column(QStringLiteral("tags"), QStringLiteral("jsonb"))};
    return info;
}

/// 40 rows of dwdOrders(), with a NULL and an empty string in rows 1 and 2.
inline records::Preview previewOf(const catalog::TableInfo &info)
{
    auto batch = std::make_shared<records::RecordBatch>(info.columns);
    for (int row = 0; row < 40; ++row) {
        batch->vector(0).appendInt64(100001 + row);
        if (row == 1)
            batch->vector(1).appendNull();
        else
            batch->vector(1).appendBytes(row == 2 ? QByteArray() : "user_" + QByteArray::number(row % 7));
        batch->vector(2).appendInt64(12345 + row % 5);
        batch->vector(3).appendBytes(row % 3 ? "phone_aaa" : "\xE6\x89\x8B\xE6\x9C\xBA phone_bbb");
        batch->vector(4).appendBytes(QByteArray::number(5000.05 - row * 10, 'f', 2));
        batch->vector(5).appendTimestamp({1676479256 - row * 3600, 0});
        if (row % 4 == 3)
            batch->vector(6).appendNull();
        else
            batch->vector(6).appendInt64(row % 2);
        batch->vector(7).appendBytes("{\"coupon\": false}");
    }
    records::Preview preview;
    preview.rows = batch;
    preview.statement = QStringLiteral("SELECT … FROM public.dwd_orders LIMIT 200");
    preview.elapsed = std::chrono::milliseconds(38);
    return preview;
}

inline const QString dwdOrdersDdl =
    QStringLiteral("BEGIN;\n-- order facts\nCREATE TABLE public.dwd_orders (\n    order_id bigint NOT NULL,\n"
                   "    order_fee numeric(20,2) DEFAULT 0,\n    PRIMARY KEY (order_id)\n);\n"
                   "COMMENT ON TABLE public.dwd_orders IS 'Orders with their payments';\nCOMMIT;\n");

/// What the tutorial's three connections show: two schemas, an instance, a project.
inline void fillTutorial(FakeConnections &fakes)
{
    const auto holo = path(QStringLiteral("order_dw"));
    auto &source = fakes.catalog(QStringLiteral("order_dw"));
    catalog::ServerInfo server;
    server.product = QStringLiteral("Hologres 3.0.18");
    server.identity = QStringLiteral("etl_dev");
    server.host = QStringLiteral("holo.example");
    server.port = 80;
    server.database = QStringLiteral("order_dw");
    server.roundTrip = std::chrono::milliseconds(3);
    server.reachTime = std::chrono::milliseconds(2);
    source.setServer(server);
    source.setChildren(holo,
                       {entry(holo, QStringLiteral("public"), catalog::ObjectKind::Schema),
                        entry(holo, QStringLiteral("ads"), catalog::ObjectKind::Schema)});
    const auto schema = holo.child(QStringLiteral("public"));
    auto orders = entry(schema, QStringLiteral("dwd_orders"), catalog::ObjectKind::Table);
    orders.rowEstimate = 48213907;
    auto small = entry(schema, QStringLiteral("product_catalog"), catalog::ObjectKind::Table);
    small.rowEstimate = 1204;
    source.setChildren(schema,
                       {orders, entry(schema, QStringLiteral("orders_by_day"), catalog::ObjectKind::PartitionedTable),
                        small, entry(schema, QStringLiteral("v_order_funnel"), catalog::ObjectKind::View)});
    source.setChildren(holo.child(QStringLiteral("ads")), {});
    source.setTable(dwdOrders());
    source.setDdl(dwdOrdersDdl);
    source.setFacts(QList<catalog::Fact>{{catalog::FactId::Host, QStringLiteral("holo.example:80")},
                                         {catalog::FactId::Owner, QStringLiteral("etl_dev")},
                                         {catalog::FactId::Schemas, qint64(2)},
                                         {catalog::FactId::Tables, qint64(5)}});
    fakes.side(QStringLiteral("order_dw")).reader->setPreview(previewOf(dwdOrders()));

    const auto instance = path(QStringLiteral("test_dbs_holo"));
    auto &whole = fakes.catalog(QStringLiteral("test_dbs_holo"));
    whole.setServer(server);
    whole.setChildren(instance, {entry(instance, QStringLiteral("order_dw"), catalog::ObjectKind::Database)});
    const auto database = instance.child(QStringLiteral("order_dw"));
    whole.setChildren(database, {entry(database, QStringLiteral("public"), catalog::ObjectKind::Schema)});
    whole.setChildren(
        database.child(QStringLiteral("public")),
        {entry(database.child(QStringLiteral("public")), QStringLiteral("dwd_orders"), catalog::ObjectKind::Table)});

    const auto project = path(QStringLiteral("dbs_mc"));
    auto &target = fakes.catalog(QStringLiteral("dbs_mc"));
    server.product = QStringLiteral("MaxCompute");
    server.database = QStringLiteral("dbs_mc");
    server.roundTrip = std::chrono::milliseconds(12);
    target.setServer(server);
    target.setChildren(project,
                       {entry(project, QStringLiteral("default"), catalog::ObjectKind::Schema),
                        entry(project, QStringLiteral("public"), catalog::ObjectKind::ExternalSchema)});
    const auto plain = project.child(QStringLiteral("default"));
    auto partitioned = entry(plain, QStringLiteral("ods_user_info_d"), catalog::ObjectKind::PartitionedTable);
    partitioned.note = QStringLiteral("dt");
    target.setChildren(plain, {partitioned});
    target.setFacts(QList<catalog::Fact>{{catalog::FactId::Endpoint, QStringLiteral("https://mc.example/api")}});
}

} // namespace isthmus::testsupport
