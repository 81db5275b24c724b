-- SPDX-License-Identifier: GPL-3.0-or-later
-- Functions of a Hologres instance that catalog browsers call. In pg_catalog, so that no search_path hides them.

CREATE FUNCTION pg_catalog.hg_version() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'Hologres 3.0.18 (tag: sandbox, PostgreSQL ' || current_setting('server_version') || ')'
$$;

CREATE FUNCTION pg_catalog.current_warehouse() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('hologres.warehouse', true), ''), 'init_warehouse')
$$;

CREATE FUNCTION pg_catalog.instance_max_connections() RETURNS int LANGUAGE sql STABLE AS $$
    SELECT current_setting('max_connections')::int
$$;

-- The readable name of an account is the comment of its role.
CREATE FUNCTION pg_catalog.user_display_name(role_name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = role_name), role_name)
$$;

-- Whether every node knows the newest definition of a table: here there is one. Java writers (holo-client, and the
-- connectors of Flink, Spark and DataX on it) ask before they read a table's columns. A table that is not there is
-- 42P01, as they expect.
CREATE FUNCTION hologres.hg_internal_check_table_meta(full_name text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM full_name::regclass;
    RETURN 'Check meta succeeded';
END
$$;

-- Waits until they know it, at most so many seconds.
CREATE FUNCTION hologres.hg_internal_refresh_meta(timeout_seconds int) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT true
$$;

CREATE FUNCTION hg_internal.key_columns(table_id oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(a.attname, ',' ORDER BY k.position)
    FROM pg_catalog.pg_constraint c
    CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (attnum, position)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
    WHERE c.conrelid = table_id AND c.contype = 'p'
$$;

CREATE FUNCTION hg_internal.text_columns(table_id oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(attname || ':auto', ',' ORDER BY attnum)
    FROM pg_catalog.pg_attribute
    WHERE attrelid = table_id AND attnum > 0 AND NOT attisdropped AND atttypid IN (25, 1042, 1043)
$$;
