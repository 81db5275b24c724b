-- SPDX-License-Identifier: GPL-3.0-or-later
-- hg_dump_script(): the statements that make a table or view again, from pg_catalog.

-- What the sequence of an identity column has that others have not, in parentheses; empty if there is nothing.
CREATE FUNCTION hg_internal.identity_options(sequence oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(' (' || nullif(concat_ws(' ',
        CASE WHEN seqstart <> CASE WHEN seqincrement > 0 THEN seqmin ELSE seqmax END THEN 'START WITH ' || seqstart END,
        CASE WHEN seqincrement <> 1 THEN 'INCREMENT BY ' || seqincrement END,
        CASE WHEN seqmin <> CASE WHEN seqincrement > 0 THEN 1 ELSE lowest END THEN 'MINVALUE ' || seqmin END,
        CASE WHEN seqmax <> CASE WHEN seqincrement > 0 THEN -(lowest + 1) ELSE -1 END THEN 'MAXVALUE ' || seqmax END,
        CASE WHEN seqcache <> 1 THEN 'CACHE ' || seqcache END,
        CASE WHEN seqcycle THEN 'CYCLE' END), '') || ')', '')
    FROM pg_catalog.pg_sequence,
         LATERAL (SELECT CASE seqtypid WHEN 'smallint'::regtype THEN -32768 WHEN 'integer'::regtype THEN -2147483648
                         ELSE -9223372036854775808 END::bigint AS lowest) AS bounds
    WHERE seqrelid = sequence
$$;

-- Columns that come from a parent, or from the type of a typed table, are there without being named: the latter are
-- where they have more than the type says.
CREATE FUNCTION hg_internal.column_lines(table_id oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(line, E',\n' ORDER BY position, line)
    FROM (
        SELECT a.attnum::integer AS position,
               format('    %I %s%s%s%s', a.attname,
                      CASE WHEN is_typed THEN 'WITH OPTIONS'
                           WHEN is_serial THEN replace(replace(format_type(a.atttypid, NULL), 'integer', 'int'), 'int', 'serial')
                           ELSE format_type(a.atttypid, a.atttypmod) END,
                      CASE WHEN a.attcollation <> t.typcollation AND NOT is_typed
                           THEN format(' COLLATE %s.%I', co.collnamespace::regnamespace, co.collname) ELSE '' END,
                      CASE WHEN a.attnotnull AND NOT is_serial AND a.attidentity = '' THEN ' NOT NULL' ELSE '' END,
                      CASE WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', expression)
                           WHEN a.attidentity <> ''
                           THEN format(' GENERATED %s AS IDENTITY', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END)
                                || coalesce(hg_internal.identity_options(sequence), '')
                           WHEN is_serial THEN ''
                           ELSE coalesce(' DEFAULT ' || expression, '') END) AS line
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        CROSS JOIN LATERAL (SELECT reloftype <> 0 AS is_typed FROM pg_catalog.pg_class WHERE oid = a.attrelid) AS z
        LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        CROSS JOIN LATERAL (SELECT pg_get_expr(d.adbin, d.adrelid) AS expression,
                                   pg_get_serial_sequence(a.attrelid::regclass::text, a.attname)::regclass::oid AS sequence) AS x
        CROSS JOIN LATERAL (SELECT coalesce(a.attidentity = '' AND a.attnotnull AND NOT is_typed
                                            AND a.atttypid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
                                            AND expression = format('nextval(%L::regclass)', sequence::regclass)
                                            AND hg_internal.identity_options(sequence) = '', FALSE) AS is_serial) AS y
        WHERE a.attrelid = table_id AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal
          AND NOT (is_typed AND NOT a.attnotnull AND expression IS NULL)
        UNION ALL
        -- A key has no name in Hologres; other conditions keep theirs. What comes from a parent is made with it.
        SELECT CASE c.contype WHEN 'p' THEN 32767 ELSE 32768 END,
               '    ' || CASE WHEN c.contype = 'p' THEN '' ELSE format('CONSTRAINT %I ', c.conname) END || pg_get_constraintdef(c.oid)
        FROM pg_catalog.pg_constraint c
        WHERE c.conrelid = table_id AND c.contype IN ('p', 'u', 'c', 'f', 'x') AND c.conislocal AND c.conparentid = 0
    ) AS lines
$$;

-- Indexes but those of conditions, and of a partition those that come with its parent's.
CREATE FUNCTION hg_internal.index_lines(table_id oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(CASE WHEN starts_with(definition, only_itself)
                           THEN replace(only_itself, ' ON ONLY ', ' ON ') || substr(definition, length(only_itself) + 1)
                           ELSE definition END || E';\n', '' ORDER BY definition)
    FROM (
        SELECT pg_get_indexdef(i.indexrelid) AS definition,
               format('CREATE %sINDEX %I ON ONLY ', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, k.relname) AS only_itself
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class k ON k.oid = i.indexrelid
        WHERE i.indrelid = table_id
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = i.indexrelid)
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)
    ) AS indexes
$$;

-- " WITH (fillfactor='70')" of a relation; empty where there is nothing.
CREATE FUNCTION hg_internal.with_options(table_id oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(' WITH (' || string_agg(format('%I=%L', option_name, option_value), ', ') || ')', '')
    FROM pg_catalog.pg_class c, pg_options_to_table(c.reloptions) WHERE c.oid = table_id
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

-- The text means the same to every reader: names are qualified, and constants are written without the session's zone
-- and forms.
CREATE FUNCTION hg_internal.dump_script(target oid) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog SET timezone = 'UTC' SET datestyle = 'ISO, MDY' SET intervalstyle = 'postgres'
SET bytea_output = 'hex' SET extra_float_digits = 1 SET quote_all_identifiers = off AS $$
DECLARE
    relation record;
    name text;
    body text;
    lines text := hg_internal.column_lines(target);
    options text := hg_internal.with_options(target);
BEGIN
    SELECT c.relkind, c.relispartition, c.relpersistence, c.reloftype,
           (SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) FROM pg_inherits h
            WHERE h.inhrelid = c.oid AND NOT c.relispartition) AS parents, c.relname, n.nspname, pg_get_userbyid(c.relowner) AS owner,
           quote_ident(pn.nspname) || '.' || quote_ident(pc.relname) AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound INTO relation
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_inherits parent ON parent.inhrelid = c.oid
    LEFT JOIN pg_class pc ON pc.oid = parent.inhparent
    LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    WHERE c.oid = target;
    name := format('%I.%I', relation.nspname, relation.relname);
    IF relation.relkind IN ('v', 'm') THEN
        body := format(E'CREATE %s %s%s AS\n%s\n', CASE relation.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END,
                       name, options, pg_get_viewdef(target));
    ELSIF relation.relkind = 'f' THEN
        SELECT format(E'CREATE FOREIGN TABLE %s (\n%s\n) SERVER %I OPTIONS (%s);\n', name,
                      lines, s.srvname,
                      (SELECT string_agg(format('%I %L', option_name, option_value), ', ')
                       FROM pg_options_to_table(f.ftoptions))) INTO body
        FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = target;
    ELSIF relation.relispartition THEN
        body := format(E'CREATE %sTABLE %s PARTITION OF %s%s %s%s%s;\n',
                       CASE relation.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, name, relation.parent,
                       coalesce(E' (\n' || lines || E'\n)', ''), relation.bound,
                       CASE WHEN relation.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(target) ELSE '' END, options);
    ELSE
        body := format(E'CREATE %sTABLE %s%s%s%s%s;\n',
                       CASE relation.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, name,
                       CASE WHEN relation.reloftype <> 0
                            THEN ' OF ' || format_type(relation.reloftype, NULL) || coalesce(E' (\n' || lines || E'\n)', '')
                            ELSE format(E' (\n%s\n)', lines) END,
                       ' INHERITS (' || relation.parents || ')',
                       CASE WHEN relation.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(target) ELSE '' END, options);
    END IF;
    RETURN E'BEGIN;\n\n' || body || coalesce(E'\n' || hg_internal.index_lines(target), '')
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

CREATE FUNCTION pg_catalog.hg_dump_script(object_name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT hg_internal.dump_script(object_name::regclass)
$$;
