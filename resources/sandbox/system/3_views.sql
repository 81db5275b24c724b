-- SPDX-License-Identifier: GPL-3.0-or-later
-- Hologres meta views, live over pg_catalog. Columns as listed in the Hologres manual.

CREATE VIEW hologres.hg_table_properties AS
SELECT n.nspname::text AS table_namespace, c.relname::text AS table_name,
       p.key AS property_key, p.value AS property_value
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT key, coalesce(set.value, given.value) AS value
    FROM (VALUES
        ('table_id', c.oid::text),
        ('schema_version', c.xmin::text),
        ('orientation', 'column'),
        ('storage_format', CASE WHEN EXISTS (SELECT FROM hg_internal.table_property o WHERE o.table_id = c.oid
                                             AND o.key = 'orientation' AND o.value = 'row') THEN 'sst' ELSE 'orc' END),
        ('primary_key', hg_internal.key_columns(c.oid)),
        ('distribution_key', hg_internal.key_columns(c.oid)),
        ('bitmap_columns', hg_internal.text_columns(c.oid)),
        ('dictionary_encoding_columns', hg_internal.text_columns(c.oid)),
        ('table_group', current_database() || '_tg_default'),
        ('time_to_live_in_seconds', '3153600000'),
        ('binlog.level', 'none'),
        ('binlog.ttl', '2592000'),
        ('storage_mode', 'hot'),
        ('is_logical_partitioned_table', 'false')
    ) AS given (key, value)
    FULL JOIN (SELECT o.key, o.value FROM hg_internal.table_property o WHERE o.table_id = c.oid) AS set USING (key)
) AS p
WHERE c.relkind IN ('r', 'p') AND hg_internal.is_user_schema(n.nspname) AND p.value IS NOT NULL;

CREATE VIEW hologres.hg_table_group_properties AS
SELECT current_database() || '_tg_default' AS tablegroup_name, p.key AS property_key, p.value AS property_value
FROM (VALUES ('shard_count', '40'), ('replica_count', '1'), ('is_default_tg', '1')) AS p (key, value);

CREATE VIEW hologres.hg_warehouses AS
SELECT warehouse_id, warehouse_name, cpu, cpu * 4 AS mem, 1 AS cluster_min_count, 1 AS cluster_max_count,
       1 AS started_clusters, 1 AS target_status, 1 AS status, 'kRunning'::text AS status_detail, is_default,
       NULL::text AS config, comment
FROM hg_internal.warehouse;

CREATE VIEW hologres.hg_warehouse_table_groups AS
SELECT w.warehouse_name, w.warehouse_id, current_database()::text AS database_name,
       current_database() || '_tg_default' AS tablegroup_name, true AS leader, 1 AS replica_count
FROM hg_internal.warehouse w WHERE w.warehouse_id = 1
UNION ALL
SELECT w.warehouse_name, w.warehouse_id, current_database()::text, l.tablegroup_name, false, l.replica_count
FROM hg_internal.loaded_table_group l JOIN hg_internal.warehouse w USING (warehouse_name);

CREATE VIEW hologres.hg_partitioning_config AS
SELECT nsp_name, tbl_name, coalesce(enable, 'false')::boolean AS enable, time_unit, coalesce(time_zone, 'Asia/Shanghai') AS time_zone,
       num_precreate::int AS num_precreate, num_retention::int AS num_retention, time_format
FROM (
    SELECT n.nspname::text AS nsp_name, c.relname::text AS tbl_name,
           max(o.value) FILTER (WHERE o.key = 'auto_partitioning.enable') AS enable,
           max(o.value) FILTER (WHERE o.key = 'auto_partitioning.time_unit') AS time_unit,
           max(o.value) FILTER (WHERE o.key = 'auto_partitioning.time_zone') AS time_zone,
           max(o.value) FILTER (WHERE o.key = 'auto_partitioning.num_precreate') AS num_precreate,
           max(o.value) FILTER (WHERE o.key = 'auto_partitioning.num_retention') AS num_retention,
           max(o.value) FILTER (WHERE o.key = 'auto_partitioning.time_format') AS time_format
    FROM hg_internal.table_property o
    JOIN pg_class c ON c.oid = o.table_id
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE o.key LIKE 'auto\_partitioning.%'
    GROUP BY 1, 2
) AS config;

CREATE VIEW hologres.hg_table_info AS
SELECT current_database()::text AS db_name, n.nspname::text AS schema_name, c.relname::text AS table_name,
       c.oid::text AS table_id,
       CASE c.relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'PARTITION TABLE' WHEN 'f' THEN 'FOREIGN TABLE'
                      WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END AS type,
       pg_get_expr(c.relpartbound, c.oid) AS partition_spec, c.relispartition AS is_partition,
       CASE WHEN c.relkind = 'p' THEN (SELECT count(*) FROM pg_inherits i WHERE i.inhparent = c.oid) END
           AS partition_count,
       parent.nspname::text AS parent_schema_name, parent.relname::text AS parent_table_name,
       pg_get_userbyid(c.relowner)::text AS owner_name, obj_description(c.oid, 'pg_class') AS comment,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS view_def,
       t.create_time, t.last_ddl_time, NULL::timestamptz AS last_modify_time, NULL::timestamptz AS last_access_time,
       CASE WHEN c.relkind = 'r' THEN CASE WHEN cold.yes THEN 0 ELSE size.bytes END END AS hot_storage_size,
       CASE WHEN c.relkind = 'r' THEN CASE WHEN cold.yes THEN size.bytes ELSE 0 END END AS cold_storage_size,
       CASE WHEN c.relkind = 'r' THEN (NOT cold.yes)::int END AS hot_file_count,
       CASE WHEN c.relkind = 'r' THEN cold.yes::int END AS cold_file_count,
       (SELECT jsonb_object_agg(p.property_key, p.property_value) FROM hologres.hg_table_properties p
        WHERE p.table_namespace = n.nspname AND p.table_name = c.relname) AS table_meta,
       CASE WHEN c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0 THEN c.reltuples::bigint END AS row_count,
       pg_stat_get_numscans(c.oid) AS total_read_count,
       pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid)
           AS total_write_count,
       NULL::bigint AS read_sql_count_1d, NULL::bigint AS write_sql_count_1d, now() AS collect_time
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
    SELECT pn.nspname, pc.relname FROM pg_inherits i
    JOIN pg_class pc ON pc.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    WHERE i.inhrelid = c.oid LIMIT 1
) AS parent ON true
LEFT JOIN hg_internal.table_time t ON t.table_id = c.oid
CROSS JOIN LATERAL (SELECT CASE WHEN c.relkind = 'r' THEN pg_total_relation_size(c.oid) END AS bytes) AS size
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM hg_internal.table_property o WHERE o.table_id = c.oid
                                   AND o.key = 'storage_mode' AND o.value = 'cold') AS yes) AS cold
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND hg_internal.is_user_schema(n.nspname)
  AND (pg_has_role(c.relowner, 'USAGE') OR pg_has_role('pg_read_all_stats', 'USAGE')
       OR pg_has_role('pg_stat_scan_tables', 'USAGE'));

CREATE VIEW hologres.hg_dynamic_table_properties AS
SELECT n.nspname::text AS dynamic_table_namespace, c.relname::text AS dynamic_table_name,
       p.key AS property_key, p.value AS property_value
FROM hg_internal.dynamic_table d
JOIN pg_class c ON c.oid = d.table_id
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (VALUES
    ('auto_refresh_mode', d.auto_refresh_mode), ('auto_refresh_enable', d.auto_refresh_enable::text),
    ('freshness', d.freshness), ('computing_resource', d.computing_resource), ('task_definition', d.query)
) AS p (key, value);

CREATE VIEW hologres.hg_dynamic_table_dependencies AS
SELECT n.nspname::text AS dynamic_table_namespace, c.relname::text AS dynamic_table_name,
       sn.nspname::text AS table_namespace, sc.relname::text AS table_name, 'internal_table'::text AS dependency
FROM hg_internal.dynamic_table d
JOIN pg_class c ON c.oid = d.table_id
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(d.sources) AS source (id)
JOIN pg_class sc ON sc.oid = source.id
JOIN pg_namespace sn ON sn.oid = sc.relnamespace;

CREATE VIEW hologres.hg_dynamic_table_status AS
SELECT n.nspname::text AS schema_name, c.relname::text AS dynamic_table_name, d.last_refresh_status, d.freshness,
       d.last_refresh_start_time, now() - d.last_refresh_start_time AS lag, d.auto_refresh_enable
FROM hg_internal.dynamic_table d
JOIN pg_class c ON c.oid = d.table_id
JOIN pg_namespace n ON n.oid = c.relnamespace;

CREATE VIEW hologres_statistic.hg_table_statistic AS
SELECT n.nspname::text AS schema_name, c.relname::text AS table_name, c.xmin::text::bigint AS schema_version,
       1::bigint AS statistic_version, c.reltuples::bigint AS total_rows,
       coalesce(greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid)),
                t.last_ddl_time) AS analyze_timestamp
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN hg_internal.table_time t ON t.table_id = c.oid
WHERE c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0 AND hg_internal.is_user_schema(n.nspname);

CREATE VIEW hologres_statistic.hg_stats_missing AS
SELECT n.nspname::text AS schemaname, c.relname::text AS tablename
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.reltuples < 0 AND hg_internal.is_user_schema(n.nspname);

GRANT SELECT ON ALL TABLES IN SCHEMA hologres, hologres_statistic TO PUBLIC;

CREATE FUNCTION pg_catalog.hg_table_storage_status(schema_name text, table_name text)
RETURNS TABLE (table_name text, hot_size bigint, cold_size bigint, status text) LANGUAGE sql STABLE AS $$
    SELECT leaf.relname::text,
           CASE WHEN cold.yes THEN 0 ELSE pg_total_relation_size(leaf.oid) END,
           CASE WHEN cold.yes THEN pg_total_relation_size(leaf.oid) ELSE 0 END,
           CASE WHEN cold.yes THEN 'cold' ELSE 'hot' END
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL pg_partition_tree(c.oid) AS part
    JOIN pg_class leaf ON leaf.oid = part.relid AND part.isleaf
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM hologres.hg_table_properties p
                                       WHERE p.table_namespace = n.nspname AND p.table_name = leaf.relname
                                       AND p.property_key = 'storage_mode' AND p.property_value = 'cold')) AS cold (yes)
    WHERE n.nspname = $1 AND c.relname = $2
    ORDER BY 1
$$;
