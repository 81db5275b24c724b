// SPDX-License-Identifier: GPL-3.0-or-later
#include "structfolding.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/metadata.h>
#include <isthmus/sandbox/store/storeschema.h>
#include <isthmus/sandboxsql/runtime.h>
#include <isthmus/sandboxsql/types.h>

#include <array>

namespace isthmus::sandbox {

namespace {

// Names compare by bytes (COLLATE "C"), so that markers and prefixes mean the same here and in SQL.
constexpr auto createSql = R"sql(
CREATE SCHEMA mc;
CREATE SCHEMA mc_result;
CREATE SCHEMA mc_upload;
CREATE TABLE mc.store (version integer NOT NULL);
CREATE TABLE mc.projects (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    owner text NOT NULL,
    comment text NOT NULL DEFAULT '',
    has_schemas boolean NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    modified timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE mc.foreign_servers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    type text NOT NULL,
    host text NOT NULL,
    port integer NOT NULL,
    database text NOT NULL,
    role_arn text NOT NULL,
    comment text NOT NULL DEFAULT '',
    owner text NOT NULL,
    created timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE mc.schemas (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES mc.projects ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    owner text NOT NULL,
    comment text NOT NULL DEFAULT '',
    server_id bigint REFERENCES mc.foreign_servers,
    source_schema text NOT NULL DEFAULT '',
    created timestamptz NOT NULL DEFAULT now(),
    modified timestamptz NOT NULL DEFAULT now(),
    UNIQUE (project_id, name)
);
CREATE TABLE mc.tables (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schema_id bigint NOT NULL REFERENCES mc.schemas ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    kind text NOT NULL CHECK (kind IN ('managed', 'external', 'view')),
    owner text NOT NULL,
    comment text NOT NULL DEFAULT '',
    lifecycle integer,
    columns jsonb NOT NULL,
    partition_columns jsonb NOT NULL,
    primary_key jsonb NOT NULL,
    properties jsonb NOT NULL,
    external jsonb,
    view_text text NOT NULL DEFAULT '',
    rows bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0,
    created timestamptz NOT NULL DEFAULT now(),
    last_ddl timestamptz NOT NULL DEFAULT now(),
    last_modified timestamptz NOT NULL DEFAULT now(),
    UNIQUE (schema_id, name)
);
CREATE TABLE mc.partitions (
    table_id bigint NOT NULL REFERENCES mc.tables ON DELETE CASCADE,
    spec text[] COLLATE "C" NOT NULL,
    rows bigint NOT NULL DEFAULT 0,
    created timestamptz NOT NULL DEFAULT now(),
    last_ddl timestamptz NOT NULL DEFAULT now(),
    last_modified timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (table_id, spec)
);
CREATE TABLE mc.instances (
    id text COLLATE "C" PRIMARY KEY,
    project text NOT NULL,
    owner text NOT NULL,
    task_name text NOT NULL,
    query text NOT NULL,
    settings jsonb NOT NULL,
    priority integer NOT NULL,
    status text NOT NULL,
    result text NOT NULL DEFAULT '',
    columns jsonb,
    rows bigint NOT NULL DEFAULT 0,
    started timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended timestamptz
);
CREATE INDEX ON mc.instances (project, started DESC);
CREATE TABLE mc.uploads (
    id text COLLATE "C" PRIMARY KEY,
    table_id bigint NOT NULL REFERENCES mc.tables ON DELETE CASCADE,
    partition text[] NOT NULL,
    overwrite boolean NOT NULL,
    owner text NOT NULL,
    closed boolean NOT NULL DEFAULT false,
    created timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE mc.upload_blocks (
    upload_id text NOT NULL REFERENCES mc.uploads ON DELETE CASCADE,
    block integer NOT NULL,
    rows bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (upload_id, block)
);
)sql";

// What each version adds to the one before it; the first is createSql.
constexpr std::array upgradeSql{
    // 2: all writing sessions of the Tunnel, repeated submissions of a job, resources and functions
    R"sql(
ALTER TABLE mc.uploads RENAME TO tunnel_sessions;
ALTER TABLE mc.tunnel_sessions
    ADD COLUMN kind text NOT NULL DEFAULT 'upload' CHECK (kind IN ('upload', 'stream', 'upsert')),
    ADD COLUMN status text NOT NULL DEFAULT 'normal' CHECK (status IN ('normal', 'committed', 'aborted', 'expired')),
    ADD COLUMN slots integer NOT NULL DEFAULT 1,
    ADD COLUMN expires timestamptz NOT NULL DEFAULT now() + interval '24 hours';
UPDATE mc.tunnel_sessions SET status = 'committed' WHERE closed;
ALTER TABLE mc.tunnel_sessions DROP COLUMN closed;
ALTER TABLE mc.instances ADD COLUMN guid text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX instances_guid ON mc.instances (project, owner, guid) WHERE guid <> '';
CREATE TABLE mc.resources (
    project_id bigint NOT NULL REFERENCES mc.projects ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    type text NOT NULL,
    comment text NOT NULL DEFAULT '',
    owner text NOT NULL,
    updater text NOT NULL,
    content bytea NOT NULL DEFAULT '',
    created timestamptz NOT NULL DEFAULT now(),
    modified timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, name)
);
CREATE TABLE mc.functions (
    project_id bigint NOT NULL REFERENCES mc.projects ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    class text NOT NULL,
    resources text[] NOT NULL,
    owner text NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, name)
);
)sql",
    // 3: how far a script came
    R"sql(
ALTER TABLE mc.instances ADD COLUMN statements_done integer NOT NULL DEFAULT 0;
)sql",
    // 4: TIMESTAMP and TIMESTAMP_NTZ with nanoseconds. DATETIME is timestamptz(3), with a modifier, and stays. Results
    // of queries are converted when they are read. What is outside the range, which could come from Hologres, is
    // dropped: it never was a value that MaxCompute has.
    R"sql(
DO $do$
DECLARE
    r record;
BEGIN
    FOR r IN
        SELECT c.oid::regclass AS relation, a.attname, t.typelem <> 0 AS is_array,
               CASE WHEN t.typname LIKE '%timestamptz' THEN 'mc_type.instant' ELSE 'mc_type.wall' END AS new_type
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_type t ON t.oid = a.atttypid
        WHERE (n.nspname LIKE 'mc\_data\_%' OR n.nspname = 'mc_upload') AND c.relkind = 'r' AND a.attnum > 0
            AND NOT a.attisdropped AND a.atttypmod = -1
            AND t.typname IN ('timestamptz', 'timestamp', '_timestamptz', '_timestamp')
    LOOP
        IF r.is_array THEN
            EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %2$I TYPE %3$s[] USING %2$I::%3$s[]', r.relation, r.attname,
                           r.new_type);
        ELSE
            EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %2$I TYPE %3$s USING CASE WHEN %2$I >= ''0001-01-01'' '
                           'AND %2$I < ''10000-01-01'' THEN %2$I::%3$s END', r.relation, r.attname, r.new_type);
        END IF;
    END LOOP;
END
$do$;
)sql",
    // 5: the last commit of every session that writes for clients, see settledtransaction.h
    R"sql(
CREATE TABLE mc.commits (
    session text COLLATE "C" PRIMARY KEY,
    number bigint NOT NULL
) WITH (fillfactor = 50);
)sql",
    // 6: how many rows a job wrote where; the order of rows
    R"sql(
ALTER TABLE mc.instances ADD COLUMN outputs jsonb NOT NULL DEFAULT '{}';
DO $do$
DECLARE
    r record;
BEGIN
    FOR r IN
        SELECT c.oid::regclass AS relation, n.nspname = 'mc_upload' AS is_staging,
               (SELECT string_agg(quote_ident(p.value ->> 'name') || ', ', '' ORDER BY p.ordinality)
                FROM mc.tables t, jsonb_array_elements(t.partition_columns) WITH ORDINALITY AS p
                WHERE c.relname = 't' || t.id) AS partition_columns
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND (n.nspname LIKE 'mc\_data\_%'
            OR (n.nspname = 'mc_upload' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                                                    AND a.attname = 'mc_block')))
    LOOP
        EXECUTE format('ALTER TABLE %s ADD COLUMN "mc row" bigint GENERATED ALWAYS AS IDENTITY', r.relation);
        IF NOT r.is_staging THEN
            EXECUTE format('CREATE INDEX ON %s (%s"mc row")', r.relation, coalesce(r.partition_columns, ''));
        END IF;
    END LOOP;
END
$do$;
)sql",
    // 7: rows of upload sessions with block and place in one number, see uploadblocks.cpp
    R"sql(
DO $do$
DECLARE
    r regclass;
BEGIN
    FOR r IN
        SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a
            ON a.attrelid = c.oid AND a.attname = 'mc_block'
        WHERE c.relkind = 'r' AND n.nspname = 'mc_upload'
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER "mc row" DROP IDENTITY', r);
        EXECUTE format('UPDATE %1$s AS t SET "mc row" = (t.mc_block::bigint << 32) + p.place FROM (SELECT "mc row" AS '
                       'number, row_number() OVER (PARTITION BY mc_block ORDER BY "mc row") - 1 AS place FROM %1$s) '
                       'AS p WHERE p.number = t."mc row"', r);
        EXECUTE format('ALTER TABLE %s DROP COLUMN mc_block', r);
    END LOOP;
END
$do$;
)sql",
    // 8: what a client says of its job
    R"sql(
ALTER TABLE mc.instances ADD COLUMN job_name text NOT NULL DEFAULT '', ADD COLUMN job_comment text NOT NULL DEFAULT '',
    ADD COLUMN running_cluster text NOT NULL DEFAULT '';
)sql",
};

// Brings the store from \a version to the newest.
PgOutcome<PgResult> upgradeStore(PgSession &session, qint64 version)
{
    for (size_t i = size_t(version) - 1; i < upgradeSql.size(); ++i) {
        if (auto upgraded = session.execScript(upgradeSql[i]); !upgraded)
            return upgraded;
    }
    return session.exec(QStringLiteral("UPDATE mc.store SET version = $1"), {qint64(upgradeSql.size() + 1)});
}

PgOutcome<qint64> seedProject(PgSession &session, const QString &name, const QString &owner, bool hasSchemas)
{
    auto made = session.exec(QStringLiteral("INSERT INTO mc.projects (name, owner, comment, has_schemas) "
                                            "VALUES ($1, $2, $3, $4) RETURNING id"),
                             {name, owner, QStringLiteral("Sandbox"), hasSchemas});
    if (!made)
        return tl::unexpected(made.error());
    SchemaRow schema;
    schema.projectId = made->integer(0, 0);
    schema.name = QStringLiteral("default");
    schema.owner = owner;
    return Metadata(session).createSchema(schema);
}

struct SeedTable {
    QString name;
    QString comment;
    QList<catalog::Column> columns;
    QString rowsSql; ///< values of the columns for partition $1 and row number n
    int rowsPerPartition = 0;
};

catalog::Column stringColumn(const QString &name, const QString &comment)
{
    catalog::Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(u"STRING");
    column.comment = comment;
    return column;
}

PgOutcome<PgResult> seedTable(PgSession &session, qint64 schemaId, const QString &owner, const SeedTable &seed)
{
    Metadata metadata(session);
    TableRow table;
    table.schemaId = schemaId;
    table.name = seed.name;
    table.owner = owner;
    table.comment = seed.comment;
    table.lifecycleDays = 7;
    table.columns = seed.columns;
    table.partitionColumns = {stringColumn(QStringLiteral("dt"), QString())};
    table.partitionColumns[0].isPartitionKey = true;
    const auto id = metadata.createTable(table);
    if (!id)
        return tl::unexpected(id.error());
    table.id = *id;

    QStringList columns;
    for (const catalog::Column &column : table.allColumns())
        columns.append(dialect::quotePostgresName(column.name) + u' ' + sandboxsql::postgresType(column.type));
    columns.append(rowNumberDefinition());
    auto made = session.exec(
        QStringLiteral("CREATE TABLE %1 (%2)").arg(table.dataRelation(), columns.join(QStringLiteral(", "))));
    if (made)
        made = session.exec(QStringLiteral("CREATE INDEX ON %1 (%2, %3)")
                                .arg(table.dataRelation(), dialect::quotePostgresName(table.partitionColumns[0].name),
                                     rowNumberColumn));
    if (!made)
        return made;
    for (const QString &dt : {QStringLiteral("20240115"), QStringLiteral("20240116"), QStringLiteral("20240117")}) {
        if (auto added = metadata.addPartition(table.id, {dt}); !added)
            return tl::unexpected(added.error());
        auto filled = session.exec(QStringLiteral("INSERT INTO %1 SELECT %2, $1 FROM generate_series(1, $2::int) AS n")
                                       .arg(table.dataRelation(), seed.rowsSql),
                                   {dt, seed.rowsPerPartition});
        if (!filled)
            return filled;
        if (auto noted = metadata.notePartitionChange(table.id, {dt}, seed.rowsPerPartition); !noted)
            return noted;
        made = metadata.noteDataChange(table.id, seed.rowsPerPartition);
        if (!made)
            return made;
    }
    return made;
}

// Tables and columns of the DataWorks workshop "Synchronize data".
QList<SeedTable> seedTables()
{
    return {
        {QStringLiteral("ods_user_info_d"),
         QStringLiteral("Basic user information"),
         {stringColumn(QStringLiteral("uid"), QStringLiteral("User ID")),
          stringColumn(QStringLiteral("gender"), QStringLiteral("Gender")),
          stringColumn(QStringLiteral("age_range"), QStringLiteral("Age range")),
          stringColumn(QStringLiteral("zodiac"), QStringLiteral("Zodiac sign"))},
         QStringLiteral("lpad(n::text, 7, '0'), (ARRAY['Male', 'Female', 'Unknown'])[n % 3 + 1], "
                        "(ARRAY['20-30', '30-40', '40-50', '50-60', NULL])[n % 5 + 1], "
                        "(ARRAY['Aries', 'Taurus', 'Gemini', 'Cancer', 'Leo', 'Virgo', 'Libra', 'Scorpio', "
                        "'Sagittarius', 'Capricorn', 'Aquarius', 'Pisces'])[n * 7 % 12 + 1]"),
         120},
        {QStringLiteral("ods_raw_log_d"),
         QStringLiteral("Website access logs"),
         {stringColumn(QStringLiteral("col"), QString())},
         QStringLiteral("format('192.0.2.%s##@@%s##@@2024-01-15 %s:%s:%s##@@GET /item/%s HTTP/1.1##@@%s##@@%s"
                        "##@@-##@@Mozilla/5.0', n % 250 + 1, lpad((n * 13 % 120 + 1)::text, 7, '0'), "
                        "lpad((n % 24)::text, 2, '0'), lpad((n * 7 % 60)::text, 2, '0'), "
                        "lpad((n * 11 % 60)::text, 2, '0'), n * 17 % 1000, "
                        "(ARRAY[200, 200, 200, 304, 404])[n % 5 + 1], n * 37 % 9000 + 300)"),
         300},
    };
}

PgOutcome<PgResult> seedStore(PgSession &session, const SeedSettings &seed)
{
    const auto layered = seedProject(session, seed.project, seed.owner, true);
    if (!layered)
        return tl::unexpected(layered.error());
    const auto flat = seedProject(session, seed.project + QStringLiteral("_2layer"), seed.owner, false);
    if (!flat)
        return tl::unexpected(flat.error());
    ForeignServerRow server;
    server.name = QStringLiteral("dbs_holo_external");
    server.type = QStringLiteral("hologres");
    server.host = seed.hologres.host;
    server.port = seed.hologres.port;
    server.database = seed.hologres.database;
    server.roleArn = seed.roleArn;
    server.comment = QStringLiteral("Hologres instance test_dbs_holo");
    server.owner = seed.owner;
    auto made = Metadata(session).createForeignServer(server);
    if (!made)
        return made;
    for (const SeedTable &table : seedTables()) {
        made = seedTable(session, *layered, seed.owner, table);
        if (!made)
            return made;
    }
    return made;
}

} // namespace

PgOutcome<PgResult> prepareStore(PgSession &session, const SeedSettings &seed)
{
    PgTransaction transaction(session);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    // Two processes must not make the store at the same time.
    if (auto locked = session.exec(QStringLiteral("SELECT pg_advisory_xact_lock(hashtext('isthmus.sandbox.mc'))"));
        !locked)
        return locked;
    const auto exists = session.exec(QStringLiteral("SELECT to_regclass('mc.store') IS NOT NULL"));
    if (!exists)
        return exists;
    if (!exists->flag(0, 0)) {
        if (auto made = session.execScript(createSql); !made)
            return made;
        if (auto noted = session.exec(QStringLiteral("INSERT INTO mc.store VALUES (1)")); !noted)
            return noted;
        if (auto upgraded = upgradeStore(session, 1); !upgraded)
            return upgraded;
        if (auto seeded = seedStore(session, seed); !seeded)
            return seeded;
    } else {
        const auto version = session.exec(QStringLiteral("SELECT version FROM mc.store"));
        if (!version)
            return version;
        const qint64 found = version->rowCount() == 1 ? version->integer(0, 0) : 0;
        if (found < 1 || found > qint64(upgradeSql.size() + 1))
            return tl::unexpected(
                PgError{QStringLiteral("55000"), QStringLiteral("the sandbox's data were made by a newer version")});
        if (auto upgraded = upgradeStore(session, found); !upgraded)
            return upgraded;
    }
    if (auto moved = session.exec(QStringLiteral("UPDATE mc.foreign_servers SET host = $1, port = $2 "
                                                 "WHERE name = 'dbs_holo_external'"),
                                  {seed.hologres.host, seed.hologres.port});
        !moved)
        return moved;
    if (auto recovered = Metadata(session).recoverInstances(); !recovered)
        return recovered;
    if (auto expired = Metadata(session).dropExpiredUploads(); !expired)
        return expired;
    if (auto emptied = session.execScript("DELETE FROM mc.commits"); !emptied) // of sessions of an earlier process
        return emptied;
    if (auto committed = transaction.commit(); !committed)
        return committed;
    // A transaction of its own, which the script begins and commits itself.
    if (auto made = session.execScript(sandboxsql::runtimeSql().toUtf8().constData()); !made)
        return made;
    PgTransaction folding(session);
    if (auto begun = folding.begin(); !begun)
        return begun;
    if (const auto folded = foldStructFields(session); !folded)
        return tl::unexpected(folded.error());
    return folding.commit();
}

} // namespace isthmus::sandbox
