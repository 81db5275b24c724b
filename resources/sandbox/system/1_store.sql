-- SPDX-License-Identifier: GPL-3.0-or-later
-- What Hologres keeps about tables and PostgreSQL does not. Run in template1 by the superuser, so that every database
-- made later has it. Others reach it only through the views, functions and procedures of the files that follow.

CREATE SCHEMA hologres;
CREATE SCHEMA hologres_statistic;
CREATE SCHEMA hologres_sample;
CREATE SCHEMA hologres_streaming_mv;
CREATE SCHEMA hologres_object_table;
CREATE SCHEMA hg_recyclebin;
CREATE SCHEMA hg_internal;
GRANT USAGE ON SCHEMA hologres, hologres_statistic, hg_internal TO PUBLIC;

CREATE TABLE hg_internal.table_property (
    table_id oid NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (table_id, key)
);

CREATE TABLE hg_internal.table_time (
    table_id oid PRIMARY KEY,
    create_time timestamptz NOT NULL,
    last_ddl_time timestamptz NOT NULL
);

CREATE TABLE hg_internal.dynamic_table (
    table_id oid PRIMARY KEY,
    query text NOT NULL,
    freshness text NOT NULL,
    auto_refresh_mode text NOT NULL DEFAULT 'auto',
    auto_refresh_enable boolean NOT NULL DEFAULT true,
    computing_resource text NOT NULL DEFAULT 'local',
    sources regclass[] NOT NULL,
    last_refresh_status text NOT NULL DEFAULT 'SUCCESS',
    last_refresh_start_time timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE hg_internal.warehouse (
    warehouse_id int PRIMARY KEY,
    warehouse_name text NOT NULL UNIQUE,
    cpu int NOT NULL,
    is_default boolean NOT NULL,
    comment text
);
INSERT INTO hg_internal.warehouse VALUES
    (1, 'init_warehouse', 64, true, 'Reserved computing resources: 64 CU'),
    (2, 'read_warehouse_1', 32, false, 'Reserved computing resources: 32 CU');

-- The default table group <database>_tg_default is always there and led by init_warehouse; only what is loaded to other
-- warehouses is kept.
CREATE TABLE hg_internal.loaded_table_group (
    tablegroup_name text NOT NULL,
    warehouse_name text NOT NULL REFERENCES hg_internal.warehouse (warehouse_name),
    replica_count int NOT NULL,
    PRIMARY KEY (tablegroup_name, warehouse_name)
);

-- 'spm' once the simple permission model of this database is on.
CREATE TABLE hg_internal.permission_model (name text PRIMARY KEY);

CREATE FUNCTION hg_internal.is_user_schema(name) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT $1 NOT LIKE 'pg\_%' AND $1 NOT IN ('information_schema', 'hologres', 'hologres_statistic',
        'hologres_sample', 'hologres_streaming_mv', 'hologres_object_table', 'hg_internal', 'hg_recyclebin')
$$;

CREATE FUNCTION hg_internal.note_ddl() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO hg_internal.table_time AS t (table_id, create_time, last_ddl_time)
    SELECT DISTINCT objid, now(), now() FROM pg_event_trigger_ddl_commands()
    WHERE classid = 'pg_class'::regclass AND object_type IN ('table', 'view', 'materialized view', 'foreign table')
    ON CONFLICT (table_id) DO UPDATE SET last_ddl_time = excluded.last_ddl_time;
END
$$;

CREATE FUNCTION hg_internal.forget_dropped() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
DECLARE
    gone oid[] := ARRAY(SELECT objid FROM pg_event_trigger_dropped_objects() WHERE classid = 'pg_class'::regclass);
BEGIN
    DELETE FROM hg_internal.table_property WHERE table_id = ANY (gone);
    DELETE FROM hg_internal.table_time WHERE table_id = ANY (gone);
    DELETE FROM hg_internal.dynamic_table WHERE table_id = ANY (gone);
END
$$;

CREATE EVENT TRIGGER hg_note_ddl ON ddl_command_end EXECUTE FUNCTION hg_internal.note_ddl();
CREATE EVENT TRIGGER hg_forget_dropped ON sql_drop EXECUTE FUNCTION hg_internal.forget_dropped();

-- Foreign tables over MaxCompute: the handler that reads them is attached at each start (prepareOdpsServer()).
CREATE FOREIGN DATA WRAPPER odps_fdw;
CREATE SERVER odps_server FOREIGN DATA WRAPPER odps_fdw;
GRANT USAGE ON FOREIGN SERVER odps_server TO PUBLIC;
