// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "sandboxfixture.h"

#include <isthmus/records/recordbatch.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/signature.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <httplib.h>
#include <libpq-fe.h>

#include <memory>

namespace isthmus::bench {

namespace {

constexpr int manyRows = 300'000;
constexpr int manyTables = 100'000;
constexpr int runs = 5;

const char columnsSql[] = "order_id BIGINT, order_user_id STRING, order_shop_id BIGINT, order_product_id BIGINT, "
                          "catalog_name STRING, order_fee DECIMAL(20,2), create_time TIMESTAMP_NTZ, "
                          "update_time TIMESTAMP_NTZ, order_state INT, pay_id BIGINT, pay_platform INT, "
                          "pay_create_time TIMESTAMP_NTZ";

// The sandbox, a client of its endpoint, and a plain connection to the database in which the endpoint keeps its tables.
class World {
public:
    static World &instance()
    {
        static World world;
        return world;
    }

    // Sends a signed request; \a receive takes the body piece by piece. Gives up on any status but 2xx.
    QByteArray send(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body = {},
                    const std::function<void(QByteArrayView)> &receive = {})
    {
        wire::Request request;
        const qsizetype mark = pathAndQuery.indexOf('?');
        request.method = method;
        request.path = "/projects/dbs_mc" + wire::percentDecoded(mark < 0 ? pathAndQuery : pathAndQuery.left(mark));
        request.query = mark < 0 ? QByteArray() : pathAndQuery.mid(mark + 1);
        if (method != "GET")
            request.setHeader("Content-Type", "application/octet-stream");
        m_signer->sign(request);
        httplib::Request raw;
        raw.method = method.toStdString();
        raw.path = "/api/projects/dbs_mc" + pathAndQuery.toStdString();
        for (const auto &[name, value] : std::as_const(request.headers))
            raw.headers.emplace(name.toStdString(), value.toStdString());
        raw.body.assign(body.constData(), size_t(body.size()));
        if (receive)
            raw.content_receiver = [&](const char *data, size_t size, uint64_t, uint64_t) {
                receive({data, qsizetype(size)});
                return true;
            };
        const auto result = m_http->send(raw);
        if (!result || result->status / 100 != 2)
            giveUp(QStringLiteral("%1 is answered with %2 %3")
                       .arg(QString::fromUtf8(pathAndQuery))
                       .arg(result ? result->status : 0)
                       .arg(result ? QString::fromStdString(result->body) : QString()));
        const auto location = QByteArray::fromStdString(result->get_header_value("Location"));
        return location.isEmpty() ? QByteArray::fromStdString(result->body) : location;
    }

    void sql(const QByteArray &statement)
    {
        const QByteArray location = send("POST", "/instances",
                                         "<Instance><Job><Tasks><SQL><Name>T</Name><Query>" + statement
                                             + ";</Query></SQL></Tasks></Job></Instance>");
        const QByteArray instance = "/instances/" + location.mid(location.lastIndexOf('/') + 1);
        while (!send("GET", instance + "?instancestatus").contains("Terminated")) { }
        if (!send("GET", instance + "?taskstatus").contains("Success"))
            giveUp(QString::fromUtf8(statement));
    }

    void store(const QByteArray &statement)
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(m_store.get(), statement.constData()),
                                                                   PQclear);
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN
            && status != PGRES_COPY_OUT)
            giveUp(QString::fromUtf8(PQerrorMessage(m_store.get())));
    }

    QByteArray storeValue(const QByteArray &query)
    {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(m_store.get(), query.constData()), PQclear);
        if (PQntuples(result.get()) != 1)
            giveUp(QString::fromUtf8(query));
        return PQgetvalue(result.get(), 0, 0);
    }

    PGconn *connection() { return m_store.get(); }
    // The relation in which the endpoint keeps the rows of \a table.
    QByteArray relationOf(const QByteArray &table)
    {
        return storeValue("SELECT format('mc_data_%s.t%s', schema_id, id) FROM mc.tables WHERE name = '" + table + "'");
    }

private:
    World() : m_store(nullptr, PQfinish)
    {
        if (!m_sandbox.start())
            giveUp(m_sandbox.problem());
        QFile file(m_sandbox.dir() + QStringLiteral("/sandbox.json"));
        if (!file.open(QIODevice::ReadOnly))
            giveUp(file.errorString());
        const QString password = QJsonDocument::fromJson(file.readAll())[u"private"][u"engine_password"].toString();
        const auto address =
            m_sandbox.connectionString({QStringLiteral("maxcompute_engine"), password}, QStringLiteral("maxcompute"));
        m_store.reset(PQconnectdb(address.c_str()));
        if (PQstatus(m_store.get()) != CONNECTION_OK)
            giveUp(QString::fromUtf8(PQerrorMessage(m_store.get())));
        m_signer = std::make_unique<wire::Signer>(
            wire::Credentials{m_sandbox.accessId().toUtf8(), m_sandbox.accessKey().toUtf8(), {}}, QByteArray());
        m_http = std::make_unique<httplib::Client>("127.0.0.1", QUrl(m_sandbox.endpoint()).port());
        m_http->set_keep_alive(true);
        m_http->set_read_timeout(120);
        m_http->set_tcp_nodelay(true);
    }

    test::SandboxFixture m_sandbox;
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_store;
    std::unique_ptr<wire::Signer> m_signer;
    std::unique_ptr<httplib::Client> m_http;
};

// The same rows as a Tunnel stream and as PostgreSQL's COPY text.
struct Rows {
    QByteArray stream;
    QByteArray text;

    static const Rows &instance()
    {
        static const Rows rows = make();
        return rows;
    }

private:
    static Rows make()
    {
        const auto column = [](const char *name, const char16_t *type) {
            return catalog::Column{.name = QString::fromLatin1(name), .type = catalog::parseMaxComputeType(type)};
        };
        records::RecordBatch batch({column("a", u"BIGINT"), column("b", u"STRING"), column("c", u"BIGINT"),
                                    column("d", u"BIGINT"), column("e", u"STRING"), column("f", u"DECIMAL(20,2)"),
                                    column("g", u"TIMESTAMP_NTZ"), column("h", u"TIMESTAMP_NTZ"), column("i", u"INT"),
                                    column("j", u"BIGINT"), column("k", u"INT"), column("l", u"TIMESTAMP_NTZ")});
        Rows rows;
        for (int row = 0; row < manyRows; ++row) {
            const records::Timestamp time{1'676'479'256 + row, 0};
            const QByteArray user = "user_" + QByteArray::number(row % 5000).rightJustified(12, '0');
            // Never a zero at its end, which would not come back.
            const QByteArray fee = QByteArray::number(row % 900 + 10) + '.' + QByteArray::number(row % 10)
                + QByteArray::number(row % 9 + 1);
            const QByteArray catalog = row % 3 == 0 ? "home appliances" : "books and music";
            batch.vector(0).appendInt64(row);
            batch.vector(1).appendBytes(user);
            batch.vector(2).appendInt64(row % 700);
            batch.vector(3).appendInt64(row % 9000);
            batch.vector(4).appendBytes(catalog);
            batch.vector(5).appendBytes(fee);
            batch.vector(6).appendTimestamp(time);
            batch.vector(7).appendTimestamp(time);
            batch.vector(8).appendInt64(row % 5);
            batch.vector(9).appendInt64(row + 1'000'000);
            batch.vector(10).appendInt64(row % 3);
            batch.vector(11).appendNull();
            const QByteArray timeText = records::timestampText(time).toLatin1();
            rows.text += QByteArray::number(row) + '\t' + user + '\t' + QByteArray::number(row % 700) + '\t'
                + QByteArray::number(row % 9000) + '\t' + catalog + '\t' + fee + '\t' + timeText + '\t' + timeText
                + '\t' + QByteArray::number(row % 5) + '\t' + QByteArray::number(row + 1'000'000) + '\t'
                + QByteArray::number(row % 3) + "\t\\N\n";
        }
        wire::RecordEncoder encoder;
        if (!encoder.append(batch, 0, batch.rowCount(), rows.stream))
            giveUp(QStringLiteral("the rows cannot be encoded"));
        encoder.finish(rows.stream);
        return rows;
    }
};

void upload(const QByteArray &table)
{
    World &world = World::instance();
    const QByteArray path = "/tables/" + table;
    const QJsonObject session = QJsonDocument::fromJson(world.send("POST", path + "?uploads=1")).object();
    const QByteArray id = session[u"UploadID"].toString().toUtf8();
    world.send("PUT", path + "?blockid=0&uploadid=" + id, Rows::instance().stream);
    world.send("POST", path + "?uploadid=" + id);
}

void copyIn(const QByteArray &relation)
{
    World &world = World::instance();
    world.store("COPY " + relation + " FROM STDIN");
    const QByteArray &text = Rows::instance().text;
    constexpr qsizetype piece = 256 * 1024;
    for (qsizetype at = 0; at < text.size(); at += piece)
        PQputCopyData(world.connection(), text.constData() + at, int(qMin(piece, text.size() - at)));
    PQputCopyEnd(world.connection(), nullptr);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(world.connection()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        giveUp(QString::fromUtf8(PQerrorMessage(world.connection())));
    while (PGresult *rest = PQgetResult(world.connection()))
        PQclear(rest);
}

// Each run fills a table of its own, made beforehand.
Figure measureUpload()
{
    World &world = World::instance();
    for (int i = 0; i <= runs; ++i) {
        const QByteArray number = QByteArray::number(i);
        world.sql("CREATE TABLE bench_up_" + number + " (" + columnsSql + ")");
        world.sql("CREATE TABLE bench_copy_" + number + " (" + columnsSql + ")");
        // The baseline is PostgreSQL with types of its own.
        world.store("ALTER TABLE " + world.relationOf("bench_copy_" + number)
                    + " ALTER create_time TYPE timestamp, ALTER update_time TYPE timestamp, "
                      "ALTER pay_create_time TYPE timestamp, DROP COLUMN \"mc row\"");
    }
    if (Rows::instance().stream.isEmpty())
        giveUp(QStringLiteral("there are no rows"));
    int uploads = 0;
    int copies = 0;
    const Pair seconds = medianSecondsInTurn(
        runs, [&] { upload("bench_up_" + QByteArray::number(uploads++)); },
        [&] { copyIn(world.relationOf("bench_copy_" + QByteArray::number(copies++))); });
    for (const QByteArray kind : {"up", "copy"}) {
        const QByteArray found = world.storeValue("SELECT count(*) FROM " + world.relationOf("bench_" + kind + "_0"));
        if (found.toInt() != manyRows)
            giveUp(QStringLiteral("not all rows arrived"));
    }
    for (int i = 0; i <= runs; ++i) {
        world.sql("DROP TABLE bench_up_" + QByteArray::number(i));
        world.sql("DROP TABLE bench_copy_" + QByteArray::number(i));
    }
    return {manyRows / seconds.ours, QStringLiteral("rows/s"),
            QStringLiteral("COPY … FROM STDIN of the same rows as text"), manyRows / seconds.baseline, 0.6};
}

Figure measureDownload()
{
    World &world = World::instance();
    world.sql(QByteArray("CREATE TABLE bench_down (") + columnsSql + ")");
    upload("bench_down");
    const QByteArray relation = "mc_upload.bench_plain"; // with PostgreSQL's own types
    world.store("CREATE TABLE " + relation
                + " AS SELECT order_id, order_user_id, order_shop_id, order_product_id, "
                  "catalog_name, order_fee, create_time::timestamp, update_time::timestamp, order_state, pay_id, "
                  "pay_platform, pay_create_time::timestamp FROM "
                + world.relationOf("bench_down"));
    qint64 received = 0;
    const auto download = [&] {
        const QJsonObject session =
            QJsonDocument::fromJson(world.send("POST", "/tables/bench_down?downloads")).object();
        received = 0;
        world.send("GET",
                   "/tables/bench_down?data&rowrange=(0," + QByteArray::number(manyRows)
                       + ")&downloadid=" + session[u"DownloadID"].toString().toUtf8(),
                   {}, [&](QByteArrayView piece) { received += piece.size(); });
        if (received != Rows::instance().stream.size())
            giveUp(QStringLiteral("%1 bytes came back of %2").arg(received).arg(Rows::instance().stream.size()));
    };
    const auto copyOut = [&] {
        world.store("COPY " + relation + " TO STDOUT");
        char *row = nullptr;
        qint64 rows = 0;
        for (; PQgetCopyData(world.connection(), &row, 0) > 0; ++rows)
            PQfreemem(row);
        while (PGresult *rest = PQgetResult(world.connection()))
            PQclear(rest);
        if (rows != manyRows)
            giveUp(QStringLiteral("COPY gave %1 rows").arg(rows));
    };
    const Pair seconds = medianSecondsInTurn(runs, download, copyOut);
    world.sql("DROP TABLE bench_down");
    world.store("DROP TABLE " + relation);
    return {manyRows / seconds.ours, QStringLiteral("rows/s"),
            QStringLiteral("COPY … TO STDOUT of the same rows as text"), manyRows / seconds.baseline, 0.6};
}

Figure measureTables()
{
    World &world = World::instance();
    world.send("POST", "/schemas", "<Schema><Name>bench_list</Name></Schema>");
    const QByteArray schema = world.storeValue("SELECT id FROM mc.schemas WHERE name = 'bench_list'");
    world.store(
        "INSERT INTO mc.tables (schema_id, name, kind, owner, columns, partition_columns, primary_key, properties) "
        "SELECT "
        + schema
        + ", 'table_' || lpad(n::text, 8, '0'), 'managed', 'LTAIsandbox', "
          "'[{\"name\": \"id\", \"type\": \"BIGINT\"}]', '[]', '[]', '[]' FROM generate_series(1, "
        + QByteArray::number(manyTables) + ") AS n");
    world.store("ANALYZE mc.tables");
    const auto list = [&] {
        QByteArray marker;
        int tables = 0;
        do {
            const QByteArray page = world.send("GET",
                                               "/tables?expectmarker=true&maxitems=100000&curr_schema=bench_list"
                                                   + (marker.isEmpty() ? QByteArray() : "&marker=" + marker));
            tables += int(page.count("<Table>"));
            const qsizetype from = page.indexOf("<Marker>") + 8;
            marker = page.mid(from, page.indexOf("</Marker>", from) - from);
        } while (!marker.isEmpty());
        if (tables != manyTables)
            giveUp(QStringLiteral("%1 tables are listed").arg(tables));
    };
    const auto query = [&] {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(
            PQexec(
                world.connection(),
                ("SELECT name, owner, kind FROM mc.tables WHERE schema_id = " + schema + " ORDER BY name").constData()),
            PQclear);
        if (PQntuples(result.get()) != manyTables)
            giveUp(QString::fromUtf8(PQerrorMessage(world.connection())));
    };
    const Pair seconds = medianSecondsInTurn(runs, list, query);
    world.store("DELETE FROM mc.tables WHERE schema_id = " + schema);
    world.send("DELETE", "/schemas/bench_list");
    return {seconds.ours * 1000, QStringLiteral("ms"), QStringLiteral("one query of the store's catalog"),
            seconds.baseline * 1000, 0.5};
}

} // namespace

std::vector<Case> endpointCases()
{
    return {{QStringLiteral("endpoint.upload"), measureUpload},
            {QStringLiteral("endpoint.download"), measureDownload},
            {QStringLiteral("endpoint.tables100000"), measureTables}};
}

} // namespace isthmus::bench
