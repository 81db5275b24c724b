-- SPDX-License-Identifier: GPL-3.0-or-later
-- The schema-level permission model (SLPM): roles <database>.admin and <database>.<schema>.developer, .writer, .viewer.
-- Off until slpm_enable(); a database has SPM or SLPM, not both.

CREATE FUNCTION hg_internal.require_slpm() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_database_owner();
    IF NOT EXISTS (SELECT FROM hg_internal.permission_model WHERE name = 'slpm') THEN
        RAISE EXCEPTION 'SLPM not enabled in database %', current_database()
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Enable it with: CALL slpm_enable();';
    END IF;
END
$$;

-- Makes the roles of one schema and gives them their rights there, now and for what its owner makes later.
CREATE FUNCTION hg_internal.grant_schema_roles(schema_name name) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
DECLARE
    owner name := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database());
    level record;
    role_name text;
BEGIN
    FOR level IN SELECT * FROM (VALUES ('viewer', 'SELECT'), ('writer', 'SELECT, INSERT, UPDATE, DELETE'),
                                       ('developer', 'ALL')) AS l (name, rights)
    LOOP
        role_name := current_database() || '.' || schema_name || '.' || level.name;
        IF to_regrole(quote_ident(role_name)) IS NULL THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, role_name);
        EXECUTE format('GRANT %s ON ALL TABLES IN SCHEMA %I TO %I', level.rights, schema_name, role_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT %s ON TABLES TO %I',
                       owner, schema_name, level.rights, role_name);
        IF level.name = 'developer' THEN
            EXECUTE format('GRANT CREATE ON SCHEMA %I TO %I', schema_name, role_name);
            EXECUTE format('GRANT %I TO %I', role_name, current_database() || '.admin');
        END IF;
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION hg_internal.grant_schema_roles(name) FROM PUBLIC;

-- \a wanted if it is a role of this database's SLPM.
CREATE FUNCTION hg_internal.slpm_role(wanted text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    IF wanted <> current_database() || '.admin'
       AND NOT (wanted LIKE replace(replace(current_database(), '\', '\\'), '_', '\_') || '.%'
                AND wanted ~ '\.(developer|writer|viewer)$' AND to_regrole(quote_ident(wanted)) IS NOT NULL) THEN
        RAISE EXCEPTION 'role group "%" does not belong to database "%"', wanted, current_database()
            USING ERRCODE = 'undefined_object';
    END IF;
    RETURN wanted;
END
$$;

CREATE PROCEDURE pg_catalog.slpm_enable() LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_database_owner();
    IF EXISTS (SELECT FROM hg_internal.permission_model WHERE name = 'spm') THEN
        RAISE EXCEPTION 'SPM is enabled in database %', current_database()
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Disable it first with: CALL spm_disable();';
    END IF;
    IF to_regrole(quote_ident(current_database() || '.admin')) IS NULL THEN
        EXECUTE format('CREATE ROLE %I', current_database() || '.admin');
    END IF;
    PERFORM hg_internal.grant_schema_roles(nspname) FROM pg_namespace WHERE hg_internal.is_user_schema(nspname);
    INSERT INTO hg_internal.permission_model VALUES ('slpm') ON CONFLICT DO NOTHING;
END
$$;

CREATE PROCEDURE pg_catalog.slpm_migrate() LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_slpm();
    PERFORM hg_internal.grant_schema_roles(nspname) FROM pg_namespace WHERE hg_internal.is_user_schema(nspname);
END
$$;

CREATE PROCEDURE pg_catalog.slpm_grant(role_group text, user_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_slpm();
    EXECUTE format('GRANT %I TO %I', hg_internal.slpm_role(role_group), user_name);
END
$$;

CREATE PROCEDURE pg_catalog.slpm_revoke(role_group text, user_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_slpm();
    EXECUTE format('REVOKE %I FROM %I', hg_internal.slpm_role(role_group), user_name);
END
$$;

CREATE PROCEDURE pg_catalog.slpm_create_user(user_name text, role_group text DEFAULT NULL)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_slpm();
    EXECUTE format('CREATE ROLE %I LOGIN', user_name);
    IF role_group IS NOT NULL THEN
        EXECUTE format('GRANT %I TO %I', hg_internal.slpm_role(role_group), user_name);
    END IF;
END
$$;

CREATE PROCEDURE pg_catalog.slpm_disable() LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_slpm();
    DELETE FROM hg_internal.permission_model WHERE name = 'slpm';
END
$$;

-- Drops the group roles that a disabled model left in the current database; users only lose their membership.
CREATE FUNCTION hg_internal.drop_group_roles(model text, database_name text, pattern text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    role_name name;
BEGIN
    PERFORM hg_internal.require_database_owner();
    IF database_name <> current_database() THEN
        RAISE EXCEPTION 'only the current database "%" can be cleaned up', current_database()
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (SELECT FROM hg_internal.permission_model WHERE name = model) THEN
        RAISE EXCEPTION '% is enabled in database %', upper(model), database_name
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    FOR role_name IN SELECT rolname FROM pg_roles WHERE left(rolname, length(database_name)) = database_name
                     AND substring(rolname FROM length(database_name) + 1) ~ pattern LOOP
        EXECUTE format('DROP OWNED BY %I', role_name);
        EXECUTE format('DROP ROLE %I', role_name);
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION hg_internal.drop_group_roles(text, text, text) FROM PUBLIC;

CREATE PROCEDURE pg_catalog.spm_cleanup(database_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.drop_group_roles('spm', database_name, '^_(admin|developer|writer|viewer)$');
END
$$;

CREATE PROCEDURE pg_catalog.slpm_cleanup(database_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.drop_group_roles('slpm', database_name, '^\.(admin|.+\.(developer|writer|viewer))$');
END
$$;
