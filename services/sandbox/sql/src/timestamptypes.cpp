// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/runtime.h>

namespace isthmus::sandboxsql {

namespace {

// One type: its text, binary form, order and hash are those of bytea, whose functions do the work.
QString typeSql(const QString &name)
{
    return QStringLiteral(R"sql(
DO $do$ BEGIN
IF to_regtype('mc_type.%1') IS NULL THEN
    CREATE TYPE mc_type.%1;
    CREATE FUNCTION mc_type.%1_in(cstring) RETURNS mc_type.%1 LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteain';
    CREATE FUNCTION mc_type.%1_out(mc_type.%1) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteaout';
    CREATE FUNCTION mc_type.%1_recv(internal) RETURNS mc_type.%1 LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'bytearecv';
    CREATE FUNCTION mc_type.%1_send(mc_type.%1) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteasend';
    CREATE TYPE mc_type.%1 (INPUT = mc_type.%1_in, OUTPUT = mc_type.%1_out, RECEIVE = mc_type.%1_recv,
                            SEND = mc_type.%1_send, INTERNALLENGTH = VARIABLE, STORAGE = main);
    CREATE FUNCTION mc_type.lt(mc_type.%1, mc_type.%1) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'bytealt';
    CREATE FUNCTION mc_type.le(mc_type.%1, mc_type.%1) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteale';
    CREATE FUNCTION mc_type.eq(mc_type.%1, mc_type.%1) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteaeq';
    CREATE FUNCTION mc_type.ne(mc_type.%1, mc_type.%1) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteane';
    CREATE FUNCTION mc_type.ge(mc_type.%1, mc_type.%1) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteage';
    CREATE FUNCTION mc_type.gt(mc_type.%1, mc_type.%1) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteagt';
    CREATE FUNCTION mc_type.cmp(mc_type.%1, mc_type.%1) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteacmp';
    CREATE FUNCTION mc_type.%1_sortsupport(internal) RETURNS void LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'bytea_sortsupport';
    CREATE FUNCTION mc_type.hash(mc_type.%1) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'hashvarlena';
    CREATE FUNCTION mc_type.hash_extended(mc_type.%1, bigint) RETURNS bigint LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'hashvarlenaextended';
    CREATE OPERATOR mc_type.< (FUNCTION = mc_type.lt, LEFTARG = mc_type.%1, RIGHTARG = mc_type.%1,
        COMMUTATOR = OPERATOR(mc_type.>), NEGATOR = OPERATOR(mc_type.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
    CREATE OPERATOR mc_type.<= (FUNCTION = mc_type.le, LEFTARG = mc_type.%1, RIGHTARG = mc_type.%1,
        COMMUTATOR = OPERATOR(mc_type.>=), NEGATOR = OPERATOR(mc_type.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
    CREATE OPERATOR mc_type.= (FUNCTION = mc_type.eq, LEFTARG = mc_type.%1, RIGHTARG = mc_type.%1,
        COMMUTATOR = OPERATOR(mc_type.=), NEGATOR = OPERATOR(mc_type.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
    CREATE OPERATOR mc_type.<> (FUNCTION = mc_type.ne, LEFTARG = mc_type.%1, RIGHTARG = mc_type.%1,
        COMMUTATOR = OPERATOR(mc_type.<>), NEGATOR = OPERATOR(mc_type.=), RESTRICT = neqsel, JOIN = neqjoinsel);
    CREATE OPERATOR mc_type.>= (FUNCTION = mc_type.ge, LEFTARG = mc_type.%1, RIGHTARG = mc_type.%1,
        COMMUTATOR = OPERATOR(mc_type.<=), NEGATOR = OPERATOR(mc_type.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
    CREATE OPERATOR mc_type.> (FUNCTION = mc_type.gt, LEFTARG = mc_type.%1, RIGHTARG = mc_type.%1,
        COMMUTATOR = OPERATOR(mc_type.<), NEGATOR = OPERATOR(mc_type.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
    CREATE OPERATOR CLASS mc_type.%1_btree DEFAULT FOR TYPE mc_type.%1 USING btree AS
        OPERATOR 1 mc_type.<, OPERATOR 2 mc_type.<=, OPERATOR 3 mc_type.=, OPERATOR 4 mc_type.>=, OPERATOR 5 mc_type.>,
        FUNCTION 1 mc_type.cmp(mc_type.%1, mc_type.%1), FUNCTION 2 mc_type.%1_sortsupport(internal);
    CREATE OPERATOR CLASS mc_type.%1_hash DEFAULT FOR TYPE mc_type.%1 USING hash AS
        OPERATOR 1 mc_type.=, FUNCTION 1 mc_type.hash(mc_type.%1), FUNCTION 2 mc_type.hash_extended(mc_type.%1, bigint);
    CREATE FUNCTION mc_type.larger(a mc_type.%1, b mc_type.%1) RETURNS mc_type.%1 LANGUAGE plpgsql IMMUTABLE STRICT
        PARALLEL SAFE AS 'BEGIN RETURN CASE WHEN a OPERATOR(mc_type.>=) b THEN a ELSE b END; END';
    CREATE FUNCTION mc_type.smaller(a mc_type.%1, b mc_type.%1) RETURNS mc_type.%1 LANGUAGE plpgsql IMMUTABLE STRICT
        PARALLEL SAFE AS 'BEGIN RETURN CASE WHEN a OPERATOR(mc_type.<=) b THEN a ELSE b END; END';
    CREATE AGGREGATE mc_type.max(mc_type.%1) (SFUNC = mc_type.larger, STYPE = mc_type.%1, COMBINEFUNC = mc_type.larger,
        SORTOP = OPERATOR(mc_type.>), PARALLEL = SAFE);
    CREATE AGGREGATE mc_type.min(mc_type.%1) (SFUNC = mc_type.smaller, STYPE = mc_type.%1, COMBINEFUNC = mc_type.smaller,
        SORTOP = OPERATOR(mc_type.<), PARALLEL = SAFE);
    CREATE CAST (mc_type.%1 AS bytea) WITHOUT FUNCTION;
    CREATE CAST (bytea AS mc_type.%1) WITHOUT FUNCTION;
END IF;
END $do$;
)sql")
        .arg(name);
}

} // namespace

QString timestampTypesSql()
{
    return QStringLiteral(R"sql(
BEGIN;
CREATE SCHEMA IF NOT EXISTS mc_type;
GRANT USAGE ON SCHEMA mc_type TO PUBLIC;
-- Statements of jobs say what they search; this is for the Tunnel's.
DO $do$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = "$user", public, mc_type', current_database());
END $do$;
)sql") + typeSql(QStringLiteral("instant"))
        + typeSql(QStringLiteral("wall")) + QStringLiteral(R"sql(
-- PostgreSQL's own timestamps are microseconds since 2000-01-01: a function that hands its argument on makes a number
-- of them, and back. Their first one, 4714-11-24 BC, is where our seconds begin, so that all are positive.
CREATE OR REPLACE FUNCTION mc_type.micros(timestamptz) RETURNS bigint LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8up';
CREATE OR REPLACE FUNCTION mc_type.micros(timestamp) RETURNS bigint LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8up';
CREATE OR REPLACE FUNCTION mc_type.timestamptz_of(bigint) RETURNS timestamptz LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8up';
CREATE OR REPLACE FUNCTION mc_type.timestamp_of(bigint) RETURNS timestamp LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8up';

CREATE OR REPLACE FUNCTION mc_type.refuse(value text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RAISE EXCEPTION 'the time ''%'' is outside the years 0001 to 9999', value USING ERRCODE = '22008';
END
$$;

-- Seconds and nanoseconds, in the order of bytes.
CREATE OR REPLACE FUNCTION mc_type.packed(micros bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT int8send((micros + 211813488000000000) / 1000000)
        || int4send(((micros + 211813488000000000) % 1000000 * 1000)::integer)
$$;

CREATE OR REPLACE FUNCTION mc_type.seconds(value bytea) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ('x' || encode(substring(value FROM 1 FOR 8), 'hex'))::bit(64)::bigint
$$;

CREATE OR REPLACE FUNCTION mc_type.nanos(value bytea) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ('x' || encode(substring(value FROM 9 FOR 4), 'hex'))::bit(32)::integer
$$;

-- value with the nanoseconds below the microsecond of source.
CREATE OR REPLACE FUNCTION mc_type.with_rest(value bytea, source bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN substring(value FROM 1 FOR 8)
        || int4send(mc_type.nanos(value) / 1000 * 1000 + mc_type.nanos(source) % 1000);
END
$$;

-- ".5"; nothing for a whole second.
CREATE OR REPLACE FUNCTION mc_type.fraction(value bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN mc_type.nanos(value) = 0 THEN ''
                ELSE rtrim('.' || lpad(mc_type.nanos(value)::text, 9, '0'), '0') END
$$;

-- To and from PostgreSQL's own: what is finer than a microsecond is cut.
CREATE OR REPLACE FUNCTION mc_type.to_timestamp(value mc_type.wall) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_type.timestamp_of(mc_type.seconds(value::bytea) * 1000000 + mc_type.nanos(value::bytea) / 1000
                                - 211813488000000000)
$$;

CREATE OR REPLACE FUNCTION mc_type.to_timestamptz(value mc_type.instant) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_type.timestamptz_of(mc_type.seconds(value::bytea) * 1000000 + mc_type.nanos(value::bytea) / 1000
                                  - 211813488000000000)
$$;

-- Not in language sql: PostgreSQL would not inline what uses an argument more than once, and then is ten times slower.
CREATE OR REPLACE FUNCTION mc_type.to_wall(value timestamp) RETURNS mc_type.wall
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value < '0001-01-01' OR value >= '10000-01-01' THEN
        RETURN mc_type.refuse(value::text)::mc_type.wall;
    END IF;
    RETURN mc_type.packed(mc_type.micros(value))::mc_type.wall;
END
$$;

-- Of a wall time that occurs twice PostgreSQL takes the second instant, Java the first. This is the first of those that
-- have the wall time of value in that zone. A clock set back goes back by a day at most.
CREATE OR REPLACE FUNCTION mc_type.first_of(value timestamptz, zone text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    wall timestamp := value AT TIME ZONE zone;
    turned interval := (value - interval '24 hours') AT TIME ZONE zone + interval '24 hours' - wall;
    first timestamptz;
BEGIN
    IF turned > interval '0' THEN
        first := value - make_interval(secs => extract(epoch FROM turned)::double precision); -- not days of the session
        IF first AT TIME ZONE zone = wall THEN
            RETURN first;
        END IF;
    END IF;
    RETURN value;
END
$$;

CREATE OR REPLACE FUNCTION mc_type.first_of(value timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_type.first_of(value, current_setting('TimeZone'))
$$;

-- An instant is inside the range if its wall time in the session's zone is.
CREATE OR REPLACE FUNCTION mc_type.to_instant(value timestamptz) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value::timestamp < '0001-01-01' OR value::timestamp >= '10000-01-01' THEN
        RETURN mc_type.refuse(value::text)::mc_type.instant;
    END IF;
    RETURN mc_type.packed(mc_type.micros(value))::mc_type.instant;
END
$$;

-- A whole second and its fraction.
CREATE OR REPLACE FUNCTION mc_type.to_wall(second timestamp, nanos integer) RETURNS mc_type.wall
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN (substring(mc_type.to_wall(second)::bytea FROM 1 FOR 8) || int4send(nanos))::mc_type.wall;
END
$$;

CREATE OR REPLACE FUNCTION mc_type.to_instant(second timestamptz, nanos integer) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN (substring(mc_type.to_instant(second)::bytea FROM 1 FOR 8) || int4send(nanos))::mc_type.instant;
END
$$;

-- Zones differ by whole seconds.
CREATE OR REPLACE FUNCTION mc_type.to_wall(value mc_type.instant) RETURNS mc_type.wall
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.to_wall(mc_type.to_timestamptz(value)::timestamp, mc_type.nanos(value::bytea));
END
$$;

CREATE OR REPLACE FUNCTION mc_type.to_instant(value mc_type.wall) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.to_instant(mc_type.first_of(mc_type.to_timestamp(value)::timestamptz), mc_type.nanos(value::bytea));
END
$$;

CREATE OR REPLACE FUNCTION mc_type.to_text(value mc_type.wall) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(mc_type.to_timestamp(value), 'YYYY-MM-DD HH24:MI:SS') || mc_type.fraction(value::bytea)
$$;

CREATE OR REPLACE FUNCTION mc_type.to_text(value mc_type.instant) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    wall timestamp := mc_type.to_timestamptz(value)::timestamp;
BEGIN
    IF wall < '0001-01-01' OR wall >= '10000-01-01' THEN
        PERFORM mc_type.refuse(wall::text);
    END IF;
    RETURN to_char(wall, 'YYYY-MM-DD HH24:MI:SS') || mc_type.fraction(value::bytea);
END
$$;

-- As the key of a MAP: UTC, without an offset.
CREATE OR REPLACE FUNCTION mc_type.key_text(value mc_type.instant) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(mc_type.to_timestamptz(value) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
           || mc_type.fraction(value::bytea)
$$;

CREATE OR REPLACE FUNCTION mc_type.key_text(value timestamptz) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_type.key_text(mc_type.to_instant(value))
$$;

-- Inside JSON, as PostgreSQL writes its own there: "2024-01-01T00:00:00.5+08:00".
CREATE OR REPLACE FUNCTION mc_type.to_json(value mc_type.wall) RETURNS json
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ('"' || to_char(mc_type.to_timestamp(value), 'YYYY-MM-DD"T"HH24:MI:SS') || mc_type.fraction(value::bytea)
            || '"')::json
$$;

CREATE OR REPLACE FUNCTION mc_type.to_json(value mc_type.instant) RETURNS json
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT ('"' || to_char(mc_type.to_timestamptz(value), 'YYYY-MM-DD"T"HH24:MI:SS') || mc_type.fraction(value::bytea)
            || substring(to_json(mc_type.to_timestamptz(value))::text FROM '[+-][0-9:]+"$'))::json
$$;

-- The reverse, for parts of nested values. Times of the Tunnel stand there without an offset: they are UTC.
CREATE OR REPLACE FUNCTION mc_type.parts_of(value text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    m text[] := regexp_match(value,
        '^\s*(\d{4}-\d\d?-\d\d?)(?:[T ](\d\d?:\d\d:\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d){0,2})?\s*$');
BEGIN
    IF m IS NULL THEN
        RAISE EXCEPTION '''%'' is no time', value USING ERRCODE = '22007';
    END IF;
    RETURN ARRAY[m[1] || ' ' || coalesce(m[2], '00:00:00'), rpad(coalesce(m[3], ''), 9, '0'), coalesce(m[4], 'Z')];
END
$$;

CREATE OR REPLACE FUNCTION mc_type.stored_instant(value text) RETURNS mc_type.instant
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT (substring(mc_type.packed(mc_type.micros((p[1] || p[3])::timestamptz)) FROM 1 FOR 8)
            || int4send(p[2]::integer))::mc_type.instant FROM mc_type.parts_of(value) AS p
$$;

CREATE OR REPLACE FUNCTION mc_type.stored_wall(value text) RETURNS mc_type.wall
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_type.to_wall(p[1]::timestamp, p[2]::integer) FROM mc_type.parts_of(value) AS p
$$;

CREATE OR REPLACE FUNCTION mc_type.stored_datetime(value text) RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT date_trunc('milliseconds', mc_type.to_timestamptz(mc_type.stored_instant(value)))
$$;

DO $do$ BEGIN
IF NOT EXISTS (SELECT FROM pg_cast WHERE castsource = 'mc_type.instant'::regtype AND casttarget = 'json'::regtype) THEN
    CREATE CAST (mc_type.instant AS json) WITH FUNCTION mc_type.to_json(mc_type.instant);
    CREATE CAST (mc_type.wall AS json) WITH FUNCTION mc_type.to_json(mc_type.wall);
    CREATE CAST (mc_type.instant AS text) WITH FUNCTION mc_type.to_text(mc_type.instant);
    CREATE CAST (mc_type.wall AS text) WITH FUNCTION mc_type.to_text(mc_type.wall);
    CREATE CAST (text AS mc_type.instant) WITH FUNCTION mc_type.stored_instant(text);
    CREATE CAST (text AS mc_type.wall) WITH FUNCTION mc_type.stored_wall(text);
    CREATE CAST (mc_type.instant AS timestamptz) WITH FUNCTION mc_type.to_timestamptz(mc_type.instant) AS ASSIGNMENT;
    CREATE CAST (mc_type.wall AS timestamp) WITH FUNCTION mc_type.to_timestamp(mc_type.wall) AS ASSIGNMENT;
    CREATE CAST (timestamptz AS mc_type.instant) WITH FUNCTION mc_type.to_instant(timestamptz) AS ASSIGNMENT;
    CREATE CAST (timestamp AS mc_type.wall) WITH FUNCTION mc_type.to_wall(timestamp) AS ASSIGNMENT;
    CREATE CAST (mc_type.instant AS mc_type.wall) WITH FUNCTION mc_type.to_wall(mc_type.instant);
    CREATE CAST (mc_type.wall AS mc_type.instant) WITH FUNCTION mc_type.to_instant(mc_type.wall);
END IF;
END $do$;
COMMIT;
)sql");
}

} // namespace isthmus::sandboxsql
