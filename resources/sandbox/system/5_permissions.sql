-- SPDX-License-Identifier: GPL-3.0-or-later
-- The simple permission model (SPM): group roles <database>_admin, _developer, _writer and _viewer, valid for the whole
-- database. It is off until spm_enable().

CREATE FUNCTION hg_internal.require_database_owner() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_database WHERE datname = current_database()
                   AND pg_has_role(session_user, datdba, 'USAGE')) THEN
        RAISE EXCEPTION 'must be owner of database %', current_database() USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

CREATE FUNCTION hg_internal.require_spm() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_database_owner();
    IF NOT EXISTS (SELECT FROM hg_internal.permission_model WHERE name = 'spm') THEN
        RAISE EXCEPTION 'SPM not enabled in database %', current_database()
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Enable it with: CALL spm_enable();';
    END IF;
END
$$;

CREATE FUNCTION hg_internal.group_role(wanted text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS $$
BEGIN
    IF wanted NOT IN (current_database() || '_admin', current_database() || '_developer',
                      current_database() || '_writer', current_database() || '_viewer') THEN
        RAISE EXCEPTION 'role group "%" does not belong to database "%"', wanted, current_database()
            USING ERRCODE = 'undefined_object';
    END IF;
    RETURN wanted;
END
$$;

-- Gives the group roles their rights on all that is in one schema and on what its owner makes there later.
CREATE FUNCTION hg_internal.grant_schema(schema_name name) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog AS $$
DECLARE
    db text := current_database();
    owner name := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = db);
    level record;
BEGIN
    FOR level IN SELECT * FROM (VALUES ('viewer', 'SELECT'), ('writer', 'SELECT, INSERT, UPDATE, DELETE'),
                                       ('developer', 'ALL'), ('admin', 'ALL')) AS l (name, rights)
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, db || '_' || level.name);
        EXECUTE format('GRANT %s ON ALL TABLES IN SCHEMA %I TO %I', level.rights, schema_name, db || '_' || level.name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT %s ON TABLES TO %I',
                       owner, schema_name, level.rights, db || '_' || level.name);
    END LOOP;
    EXECUTE format('GRANT CREATE ON SCHEMA %I TO %I, %I', schema_name, db || '_developer', db || '_admin');
END
$$;
REVOKE EXECUTE ON FUNCTION hg_internal.grant_schema(name) FROM PUBLIC;

CREATE PROCEDURE pg_catalog.spm_enable() LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    level text;
    schema_name name;
BEGIN
    PERFORM hg_internal.require_database_owner();
    IF EXISTS (SELECT FROM hg_internal.permission_model WHERE name = 'slpm') THEN
        RAISE EXCEPTION 'SLPM is enabled in database %', current_database()
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Disable it first with: CALL slpm_disable();';
    END IF;
    FOREACH level IN ARRAY ARRAY['admin', 'developer', 'writer', 'viewer'] LOOP
        IF to_regrole(quote_ident(current_database() || '_' || level)) IS NULL THEN
            EXECUTE format('CREATE ROLE %I', current_database() || '_' || level);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), current_database() || '_' || level);
    END LOOP;
    FOR schema_name IN SELECT nspname FROM pg_namespace WHERE hg_internal.is_user_schema(nspname) LOOP
        PERFORM hg_internal.grant_schema(schema_name);
    END LOOP;
    INSERT INTO hg_internal.permission_model VALUES ('spm') ON CONFLICT DO NOTHING;
END
$$;

CREATE PROCEDURE pg_catalog.spm_migrate() LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_spm();
    PERFORM hg_internal.grant_schema(nspname) FROM pg_namespace WHERE hg_internal.is_user_schema(nspname);
END
$$;

CREATE PROCEDURE pg_catalog.spm_grant(role_group text, user_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_spm();
    EXECUTE format('GRANT %I TO %I', hg_internal.group_role(role_group), user_name);
END
$$;

CREATE PROCEDURE pg_catalog.spm_revoke(role_group text, user_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_spm();
    EXECUTE format('REVOKE %I FROM %I', hg_internal.group_role(role_group), user_name);
END
$$;

CREATE PROCEDURE pg_catalog.spm_create_user(user_name text, role_group text DEFAULT NULL)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_spm();
    EXECUTE format('CREATE ROLE %I LOGIN', user_name);
    IF role_group IS NOT NULL THEN
        EXECUTE format('GRANT %I TO %I', hg_internal.group_role(role_group), user_name);
    END IF;
END
$$;

CREATE PROCEDURE pg_catalog.spm_disable() LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM hg_internal.require_spm();
    DELETE FROM hg_internal.permission_model WHERE name = 'spm';
END
$$;
