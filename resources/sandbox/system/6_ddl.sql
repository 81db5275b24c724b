-- SPDX-License-Identifier: GPL-3.0-or-later
-- hg_dump_script(): the statements that make a table or view again, from pg_catalog.

CREATE FUNCTION hg_internal.column_lines(table_id oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(line, E',\n' ORDER BY position)
    FROM (
        SELECT a.attnum AS position,
               format('    %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                      coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
        FROM pg_catalog.pg_attribute a
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = table_id AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT 32767, '    ' || pg_get_constraintdef(c.oid)
        FROM pg_catalog.pg_constraint c WHERE c.conrelid = table_id AND c.contype = 'p'
    ) AS lines
$$;

CREATE FUNCTION hg_internal.comment_lines(table_id oid, name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(line, '' ORDER BY position)
    FROM (
        SELECT d.objsubid AS position,
               CASE WHEN d.objsubid > 0
                    THEN format(E'COMMENT ON COLUMN %s.%I IS %L;\n', name, a.attname, d.description)
                    ELSE format(E'COMMENT ON %s %s IS %L;\n', CASE c.relkind WHEN 'v' THEN 'VIEW'
                                WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
                                name, d.description) END AS line
        FROM pg_catalog.pg_description d
        JOIN pg_catalog.pg_class c ON c.oid = d.objoid
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
        WHERE d.objoid = table_id AND d.classoid = 'pg_catalog.pg_class'::regclass
    ) AS lines
$$;

CREATE FUNCTION pg_catalog.hg_dump_script(object_name text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    target oid := object_name::regclass;
    relation record;
    name text;
    body text;
BEGIN
    SELECT c.relkind, c.relispartition, c.relname, n.nspname, pg_get_userbyid(c.relowner) AS owner,
           quote_ident(pn.nspname) || '.' || quote_ident(pc.relname) AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound INTO relation
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_inherits parent ON parent.inhrelid = c.oid
    LEFT JOIN pg_class pc ON pc.oid = parent.inhparent
    LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    WHERE c.oid = target;
    name := format('%I.%I', relation.nspname, relation.relname);
    IF relation.relkind IN ('v', 'm') THEN
        body := format(E'CREATE %s %s AS\n%s\n', CASE relation.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END,
                       name, pg_get_viewdef(target));
    ELSIF relation.relkind = 'f' THEN
        SELECT format(E'CREATE FOREIGN TABLE %s (\n%s\n) SERVER %I OPTIONS (%s);\n', name,
                      hg_internal.column_lines(target), s.srvname,
                      (SELECT string_agg(format('%I %L', option_name, option_value), ', ')
                       FROM pg_options_to_table(f.ftoptions))) INTO body
        FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = target;
    ELSIF relation.relispartition THEN
        body := format(E'CREATE TABLE %s PARTITION OF %s %s;\n', name, relation.parent, relation.bound);
    ELSE
        body := format(E'CREATE TABLE %s (\n%s\n)%s;\n', name, hg_internal.column_lines(target),
                       CASE WHEN relation.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(target) ELSE '' END);
    END IF;
    RETURN E'BEGIN;\n\n' || body
        || coalesce((SELECT E'\n' || string_agg(format(E'CALL set_table_property(%L, %L, %L);\n', name, property_key,
                                                       property_value), '' ORDER BY property_key)
                     FROM hologres.hg_table_properties
                     WHERE table_namespace = relation.nspname AND table_name = relation.relname
                       AND property_key NOT IN ('table_id', 'schema_version', 'primary_key', 'storage_format',
                                                'is_logical_partitioned_table')), '')
        || coalesce(E'\n' || hg_internal.comment_lines(target, name), '')
        || format(E'\nALTER %s %s OWNER TO %I;\n\nCOMMIT;\n', CASE relation.relkind WHEN 'v' THEN 'VIEW'
                  WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, name, relation.owner);
END
$$;
