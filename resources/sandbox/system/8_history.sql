-- SPDX-License-Identifier: GPL-3.0-or-later
-- What happened: statements, dropped tables, refreshes. Columns as listed in the Hologres manual.

-- The last statement of every session that the reader may see; PostgreSQL keeps no history of statements.
CREATE VIEW hologres.hg_query_log AS
SELECT a.usename::text AS usename, CASE a.state WHEN 'active' THEN 'RUNNING' ELSE 'SUCCESS' END AS status,
       a.pid || '.' || (extract(epoch FROM a.query_start) * 1000)::bigint AS query_id, md5(a.query) AS digest,
       a.datname::text AS datname, upper(split_part(ltrim(a.query), ' ', 1)) AS command_tag,
       (extract(epoch FROM CASE a.state WHEN 'active' THEN clock_timestamp() ELSE a.state_change END - a.query_start)
        * 1000)::int AS duration,
       NULL::text AS message, a.query_start, to_char(a.query_start, 'YYYYMMDD') AS query_date, a.query,
       NULL::bigint AS result_rows, NULL::bigint AS result_bytes, NULL::bigint AS read_rows, NULL::bigint AS read_bytes,
       NULL::bigint AS affect_rows, NULL::bigint AS affect_bytes, NULL::bigint AS memory_bytes,
       NULL::bigint AS shuffle_bytes, NULL::bigint AS cpu_time_ms, NULL::bigint AS physical_reads,
       a.pid, a.application_name, ARRAY['PG']::text[] AS engine_type, host(a.client_addr) AS client_addr,
       NULL::text AS table_write, NULL::text[] AS table_read, a.pid::text AS session_id, NULL::jsonb AS statistics,
       a.backend_xid::text AS trans_id
FROM pg_stat_activity a
WHERE a.backend_type = 'client backend' AND a.query_start IS NOT NULL
  AND (a.usename = current_user OR pg_has_role('pg_read_all_stats', 'USAGE'));

CREATE TABLE hg_internal.dropped_table (
    table_id oid NOT NULL,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    table_owner text,
    dropby text NOT NULL,
    drop_time timestamptz NOT NULL
);

-- Tables and partitions, temporary ones left out. Their owner is known no more when the trigger runs.
CREATE FUNCTION hg_internal.note_dropped() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO hg_internal.dropped_table
    SELECT objid, schema_name, object_name, NULL, session_user, now() FROM pg_event_trigger_dropped_objects()
    WHERE object_type = 'table' AND NOT is_temporary AND hg_internal.is_user_schema(schema_name);
    DELETE FROM hg_internal.dropped_table WHERE drop_time < now() - interval '1 day';
END
$$;
CREATE EVENT TRIGGER hg_note_dropped ON sql_drop EXECUTE FUNCTION hg_internal.note_dropped();

CREATE VIEW hologres.hg_recyclebin AS
SELECT table_id, schema_name, table_name, table_owner, dropby, drop_time FROM hg_internal.dropped_table;

CREATE VIEW hologres.hg_dynamic_table_refresh_history AS
SELECT n.nspname::text AS schema_name, c.relname::text AS dynamic_table_name, d.auto_refresh_mode AS refresh_mode,
       d.last_refresh_status AS status, d.last_refresh_start_time AS refresh_start, interval '0' AS duration
FROM hg_internal.dynamic_table d
JOIN pg_class c ON c.oid = d.table_id
JOIN pg_namespace n ON n.oid = c.relnamespace;

GRANT SELECT ON hologres.hg_query_log, hologres.hg_recyclebin, hologres.hg_dynamic_table_refresh_history TO PUBLIC;

-- Bytes of a table: "data" (what the views call hot or cold), "index", or all.
CREATE FUNCTION hologres.hg_relation_size(table_name text, part text DEFAULT 'all') RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE part WHEN 'all' THEN pg_total_relation_size(table_name::regclass)
                     WHEN 'data' THEN pg_table_size(table_name::regclass)
                     WHEN 'index' THEN pg_indexes_size(table_name::regclass) END;
END
$$;

-- No table can be partitioned logically here, so there never is a row.
CREATE FUNCTION hologres.hg_list_logical_partition(table_name text) RETURNS TABLE (partition text)
LANGUAGE sql STABLE AS $$
    SELECT NULL::text FROM (SELECT table_name::regclass) AS checked WHERE false
$$;

CREATE PROCEDURE pg_catalog.hg_set_default_warehouse(wanted text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_database_owner();
    IF NOT EXISTS (SELECT FROM hg_internal.warehouse WHERE warehouse_name = wanted) THEN
        RAISE EXCEPTION 'warehouse "%" does not exist', wanted USING ERRCODE = 'undefined_object';
    END IF;
    UPDATE hg_internal.warehouse SET is_default = (warehouse_name = wanted);
END
$$;

-- Of the session: what it set, else the default one.
CREATE OR REPLACE FUNCTION pg_catalog.current_warehouse() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    wanted text := nullif(current_setting('hologres.warehouse', true), '');
BEGIN
    IF wanted IS NULL THEN
        RETURN (SELECT warehouse_name FROM hg_internal.warehouse WHERE is_default);
    END IF;
    IF NOT EXISTS (SELECT FROM hg_internal.warehouse WHERE warehouse_name = wanted) THEN
        RAISE EXCEPTION 'warehouse "%" does not exist', wanted USING ERRCODE = 'undefined_object';
    END IF;
    RETURN wanted;
END
$$;
