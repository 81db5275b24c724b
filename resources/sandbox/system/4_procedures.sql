-- SPDX-License-Identifier: GPL-3.0-or-later
-- Procedures that change what the views of 3_views.sql show.

-- Checks and stores one property for a table that the session's user owns.
CREATE FUNCTION hg_internal.store_property(target regclass, property_key text, property_value text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    setting text := CASE property_key WHEN 'segment_key' THEN 'event_time_column' ELSE property_key END;
    fixed text[] := ARRAY['orientation', 'distribution_key', 'clustering_key', 'event_time_column', 'table_group'];
    made_now boolean;
    missing text;
BEGIN
    IF NOT (setting = ANY (fixed || ARRAY['bitmap_columns', 'dictionary_encoding_columns', 'time_to_live_in_seconds',
                                      'binlog.level', 'binlog.ttl', 'storage_mode'])
            OR setting LIKE 'auto\_partitioning.%') THEN
        RAISE EXCEPTION 'table property "%" is not supported', property_key USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT c.xmin::text = mod(txid_current(), 4294967296)::text INTO made_now FROM pg_class c
    WHERE c.oid = target AND pg_has_role(session_user, c.relowner, 'USAGE');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'must be owner of table %', target USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF setting = ANY (fixed) AND NOT made_now THEN
        RAISE EXCEPTION 'table property "%" can be set only in the transaction that creates the table', property_key
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF setting = 'orientation' AND property_value NOT IN ('column', 'row', 'row,column') THEN
        RAISE EXCEPTION 'orientation must be column, row or row,column' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF setting LIKE '%\_key' OR setting LIKE '%\_columns' OR setting = 'event_time_column' THEN
        SELECT wanted INTO missing FROM regexp_split_to_table(property_value, '\s*,\s*') AS item (text),
             LATERAL split_part(item.text, ':', 1) AS wanted
        WHERE wanted <> '' AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = target AND a.attname = wanted
                                           AND a.attnum > 0 AND NOT a.attisdropped) LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'column "%" of table % does not exist', missing, target USING ERRCODE = 'undefined_column';
        END IF;
    END IF;
    INSERT INTO hg_internal.table_property VALUES (target, setting, property_value)
    ON CONFLICT (table_id, key) DO UPDATE SET value = excluded.value;
END
$$;

CREATE PROCEDURE pg_catalog.set_table_property(table_name text, property_key text, property_value text)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM hg_internal.store_property(table_name::regclass, property_key, property_value);
END
$$;

CREATE PROCEDURE pg_catalog.hg_table_group_load_to_warehouse(table_group text, target_warehouse text, replicas int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    own text := current_database() || '_tg_default';
BEGIN
    IF table_group NOT IN (own, current_database() || '.' || own) THEN
        RAISE EXCEPTION 'table group "%" does not exist in database "%"', table_group, current_database()
            USING ERRCODE = 'undefined_object';
    END IF;
    IF NOT EXISTS (SELECT FROM hg_internal.warehouse WHERE warehouse_name = target_warehouse) THEN
        RAISE EXCEPTION 'warehouse "%" does not exist', target_warehouse USING ERRCODE = 'undefined_object';
    END IF;
    IF EXISTS (SELECT FROM hg_internal.warehouse WHERE warehouse_name = target_warehouse AND warehouse_id = 1) THEN
        RETURN; -- loaded already: it leads the group
    END IF;
    INSERT INTO hg_internal.loaded_table_group VALUES (own, target_warehouse, replicas)
    ON CONFLICT (tablegroup_name, warehouse_name) DO UPDATE SET replica_count = excluded.replica_count;
END
$$;

CREATE PROCEDURE pg_catalog.hg_table_group_unload_from_warehouse(table_group text, target_warehouse text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    DELETE FROM hg_internal.loaded_table_group
    WHERE table_group IN (tablegroup_name, current_database() || '.' || tablegroup_name)
      AND warehouse_name = target_warehouse;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'table group "%" is not loaded to warehouse "%"', table_group, target_warehouse
            USING ERRCODE = 'undefined_object';
    END IF;
END
$$;
