-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the sandbox's Hologres reads tables of its MaxCompute side: what odps_fdw (services/sandbox/odpsfdw) asks for. In
-- the database of that side; made anew at each start.
DROP SCHEMA IF EXISTS mc_read CASCADE;
CREATE SCHEMA mc_read;

-- Who a user of Hologres is in MaxCompute, and what that account may use: an empty list is everything.
CREATE TABLE mc_read.accounts (
    hologres_user text COLLATE "C" PRIMARY KEY,
    access_id text NOT NULL,
    tables text[] NOT NULL,
    projects text[] NOT NULL
);

-- The type in Hologres, nothing where it has none. Source: Hologres manual, "Data types", mapping between MaxCompute
-- and Hologres. JSON needs Hologres 4.1, and the sandbox is 3.0.
CREATE FUNCTION mc_read.hologres_type(type text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE
        WHEN type IN ('TINYINT', 'SMALLINT') THEN 'smallint'
        WHEN type = 'INT' THEN 'integer'
        WHEN type = 'BIGINT' THEN 'bigint'
        WHEN type = 'FLOAT' THEN 'real'
        WHEN type = 'DOUBLE' THEN 'double precision'
        WHEN type = 'BOOLEAN' THEN 'boolean'
        WHEN type = 'DECIMAL' THEN 'numeric(38,18)'
        WHEN type ~ '^DECIMAL\(\d+\)$' THEN regexp_replace(type, '^DECIMAL\((\d+)\)$', 'numeric(\1,0)')
        WHEN type ~ '^DECIMAL\(\d+,\d+\)$' THEN replace(type, 'DECIMAL', 'numeric')
        WHEN type = 'STRING' THEN 'text'
        WHEN type ~ '^VARCHAR\(\d+\)$' THEN replace(type, 'VARCHAR', 'character varying')
        WHEN type ~ '^CHAR\(\d+\)$' THEN replace(type, 'CHAR', 'character')
        WHEN type = 'DATE' THEN 'date'
        WHEN type IN ('DATETIME', 'TIMESTAMP') THEN 'timestamp with time zone'
        WHEN type = 'BINARY' THEN 'bytea'
        WHEN type IN ('ARRAY<INT>', 'ARRAY<BIGINT>', 'ARRAY<FLOAT>', 'ARRAY<DOUBLE>', 'ARRAY<BOOLEAN>', 'ARRAY<STRING>')
            THEN mc_read.hologres_type(substring(type FROM '<(.*)>')) || '[]'
    END
$$;

-- Whether a column of Hologres may be declared so: as the type table says, texts with or without a length.
CREATE FUNCTION mc_read.is_declarable(type text, declared text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(declared = mc_read.hologres_type(type), false)
        OR (type ~ '^(STRING|VARCHAR|CHAR)' AND declared ~ '^(text|character varying|character)(\(\d+\))?$')
        OR (type IN ('TINYINT', 'SMALLINT') AND declared = 'bigint')
$$;

-- The schema that "project" or "project#schema" names, for a user of Hologres who may use the project.
CREATE FUNCTION mc_read.schema_of(hologres_user text, remote text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    wanted_project text := lower(split_part(remote, '#', 1));
    wanted_schema text := lower(substring(remote FROM '#(.*)$'));
    account mc_read.accounts;
    project mc.projects;
    target bigint;
BEGIN
    SELECT * INTO account FROM mc_read.accounts AS a WHERE a.hologres_user = schema_of.hologres_user;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Authorization Failed: the user "%" has no account in MaxCompute', hologres_user
            USING ERRCODE = '42501';
    END IF;
    SELECT * INTO project FROM mc.projects AS p WHERE p.name = wanted_project;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Project not found - ''%''', wanted_project USING ERRCODE = 'HV00R';
    END IF;
    IF account.projects <> '{}' AND NOT wanted_project = ANY (account.projects) THEN
        RAISE EXCEPTION 'Authorization Failed [4019], You have NO privilege ''odps:Read'' on {acs:odps:*:projects/%}. '
            'Access Denied', wanted_project USING ERRCODE = '42501';
    END IF;
    -- A project with schemas is named with one, another without. Source: Hologres manual, "CREATE FOREIGN TABLE".
    IF project.has_schemas = (wanted_schema IS NOT NULL) THEN
        SELECT s.id INTO target FROM mc.schemas AS s
        WHERE s.project_id = project.id AND s.name = coalesce(wanted_schema, 'default');
    END IF;
    IF target IS NULL AND project.has_schemas AND wanted_schema IS NOT NULL THEN
        RAISE EXCEPTION 'Schema not found - ''%''', remote USING ERRCODE = 'HV00R';
    END IF;
    RETURN target;
END
$$;

CREATE FUNCTION mc_read.may_read(hologres_user text, schema_id bigint, table_name text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT a.tables = '{}' OR s.name || '.' || table_name = ANY (a.tables) OR s.name || '.*' = ANY (a.tables)
    FROM mc_read.accounts AS a, mc.schemas AS s
    WHERE a.hologres_user = may_read.hologres_user AND s.id = may_read.schema_id
$$;

CREATE FUNCTION mc_read.refuse_kind(kind text, table_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF kind <> 'managed' THEN
        RAISE EXCEPTION 'Table ''%'' is %; the sandbox reads stored tables only', table_name,
            CASE kind WHEN 'view' THEN 'a view' ELSE 'an external table' END USING ERRCODE = '0A000';
    END IF;
END
$$;

-- The table of that name, which the user may read.
CREATE FUNCTION mc_read.table_of(hologres_user text, remote text, table_name text) RETURNS mc.tables
LANGUAGE plpgsql STABLE AS $$
DECLARE
    in_schema bigint := mc_read.schema_of(hologres_user, remote);
    target mc.tables;
BEGIN
    SELECT * INTO target FROM mc.tables AS t WHERE t.schema_id = in_schema AND t.name = lower(table_name);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Table not found - %', table_name USING ERRCODE = 'HV00R';
    END IF;
    IF NOT mc_read.may_read(hologres_user, in_schema, target.name) THEN
        RAISE EXCEPTION 'Authorization Failed [4019], You have NO privilege ''odps:Select'' on '
            '{acs:odps:*:projects/%/tables/%}. Access Denied', replace(remote, '#', '/schemas/'), target.name
            USING ERRCODE = '42501';
    END IF;
    PERFORM mc_read.refuse_kind(target.kind, target.name);
    RETURN target;
END
$$;

-- The columns of a table in their order, those of its partitions last.
CREATE FUNCTION mc_read.columns_of(target mc.tables)
RETURNS TABLE (place bigint, column_name text, type text) LANGUAGE sql STABLE AS $$
    SELECT c.ordinality, c.value ->> 'name', c.value ->> 'type'
    FROM jsonb_array_elements(target.columns || target.partition_columns) WITH ORDINALITY AS c
$$;

-- One row a column, for IMPORT FOREIGN SCHEMA. names: a JSON array; filter: what it is ("limit_to", "except", "all").
-- hologres_type is null where there is none. Without a list, what cannot be read is left out; by name it is refused.
CREATE FUNCTION mc_read.described(hologres_user text, remote text, names text, filter text)
RETURNS TABLE (table_name text, column_name text, hologres_type text, type text) LANGUAGE plpgsql STABLE AS $$
DECLARE
    in_schema bigint := mc_read.schema_of(hologres_user, remote);
    -- A name that is given twice is one table, as for PostgreSQL's own wrappers.
    wanted text[] := ARRAY(SELECT lower(value) FROM jsonb_array_elements_text(names::jsonb) WITH ORDINALITY AS n
                           GROUP BY 1 ORDER BY min(n.ordinality));
    target mc.tables;
    name text;
BEGIN
    IF filter = 'limit_to' THEN
        FOREACH name IN ARRAY wanted LOOP
            target := mc_read.table_of(hologres_user, remote, name);
            RETURN QUERY SELECT target.name::text, c.column_name, mc_read.hologres_type(c.type), c.type
                FROM mc_read.columns_of(target) AS c ORDER BY c.place;
        END LOOP;
        RETURN;
    END IF;
    FOR target IN SELECT * FROM mc.tables AS t WHERE t.schema_id = in_schema AND t.kind = 'managed'
            AND t.name <> ALL (wanted) AND mc_read.may_read(hologres_user, in_schema, t.name) ORDER BY t.name LOOP
        RETURN QUERY SELECT target.name::text, c.column_name, mc_read.hologres_type(c.type), c.type
            FROM mc_read.columns_of(target) AS c ORDER BY c.place;
    END LOOP;
END
$$;

-- The statement that reads the columns [["name", "type in Hologres"], …] of a table. What is finer than a millisecond is
-- cut, as Hologres does.
CREATE FUNCTION mc_read.scan(hologres_user text, remote text, table_name text, columns text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    target mc.tables := mc_read.table_of(hologres_user, remote, table_name);
    wanted record;
    parts text[] := '{}';
BEGIN
    FOR wanted IN
        SELECT w.value ->> 0 AS name, w.value ->> 1 AS declared, c.column_name, c.type
        FROM jsonb_array_elements(columns::jsonb) WITH ORDINALITY AS w
            LEFT JOIN mc_read.columns_of(target) AS c ON c.column_name = lower(w.value ->> 0) ORDER BY w.ordinality
    LOOP
        IF wanted.column_name IS NULL THEN
            RAISE EXCEPTION 'column "%" is not in the MaxCompute table %.%', wanted.name, remote, table_name
                USING ERRCODE = 'HV005';
        END IF;
        IF NOT mc_read.is_declarable(wanted.type, wanted.declared) THEN
            RAISE EXCEPTION 'column "%" is declared as %, and has type % in MaxCompute', wanted.name, wanted.declared,
                wanted.type USING ERRCODE = 'HV004';
        END IF;
        parts := parts || CASE WHEN wanted.type = 'TIMESTAMP'
            THEN format('date_trunc(''milliseconds'', mc_type.to_timestamptz(%I), ''UTC'')', wanted.column_name)
            ELSE format('%I', wanted.column_name) END;
    END LOOP;
    RETURN format('SELECT %s FROM %I.%I', array_to_string(parts, ', '), 'mc_data_' || target.schema_id, 't' || target.id);
END
$$;
