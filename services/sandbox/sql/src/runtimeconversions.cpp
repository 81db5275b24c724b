// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Text that is no number (no date) gives NULL. Source: MaxCompute SQL, "Data type conversion", CAST.
QString conversionRuntime()
{
    return QStringLiteral(R"sql(
CREATE OR REPLACE FUNCTION mc_runtime.is_number(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT length(value) <= 400 AND value ~ '^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$'
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_bigint(value text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN mc_runtime.is_number(value) THEN
        CASE WHEN trunc(value::numeric) BETWEEN -9223372036854775807 AND 9223372036854775807
             THEN trunc(value::numeric)::bigint END
    END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_double(value text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN mc_runtime.is_number(value) THEN
            -- Halfway to the next number beyond the greatest, and to 0 from the least, PostgreSQL raises an error.
            CASE WHEN abs(value::numeric) >= 1.7976931348623158079e308 THEN NULL
                 WHEN abs(value::numeric) < 2.4703282292062328e-324
                     THEN CASE WHEN value ~ '^\s*-' THEN '-0' ELSE '0' END::double precision
                 ELSE btrim(value)::double precision END
        WHEN lower(btrim(value)) IN ('nan', 'inf', '-inf', 'infinity', '-infinity')
            THEN btrim(value)::double precision
    END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_numeric(value text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN mc_runtime.is_number(value) THEN value::numeric END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_tinyint(value bigint) RETURNS smallint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value BETWEEN -128 AND 127 THEN value::smallint END
$$;

-- Only empty text is false, "false" is not.
CREATE OR REPLACE FUNCTION mc_runtime.to_boolean(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT value <> ''
$$;

-- As Java writes it: 1.0, 1.0E10, 1.0E-4, Infinity, NaN. PostgreSQL's own text has the shortest digits that mean the
-- same number.
CREATE OR REPLACE FUNCTION mc_runtime.number_text(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    m text[] := regexp_match(value, '^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$');
    digits text;
    power integer; -- of the first digit
BEGIN
    IF m IS NULL THEN
        RETURN value;
    END IF;
    digits := m[2] || coalesce(m[3], '');
    power := length(m[2]) - 1 + coalesce(m[4], '0')::integer - (length(digits) - length(ltrim(digits, '0')));
    digits := rtrim(ltrim(digits, '0'), '0');
    IF digits = '' THEN
        RETURN m[1] || '0.0';
    END IF;
    RETURN m[1] || CASE
        WHEN power NOT BETWEEN -3 AND 6 THEN
            left(digits, 1) || '.' || coalesce(nullif(substring(digits FROM 2), ''), '0') || 'E' || power
        WHEN power < 0 THEN '0.' || repeat('0', -power - 1) || digits
        ELSE rpad(left(digits, power + 1), power + 1, '0') || '.' || coalesce(nullif(substring(digits FROM power + 2), ''), '0')
    END;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.double_text(value double precision) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_runtime.number_text(value::text)
$$;

CREATE OR REPLACE FUNCTION mc_runtime.double_text(value real) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_runtime.number_text(value::text)
$$;

-- Without trailing zeros, unless the job says odps.sql.decimal.tostring.trimzero=false.
CREATE OR REPLACE FUNCTION mc_runtime.decimal_text(value numeric) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('mc_runtime.trimzero', TRUE) = 'false' THEN value ELSE trim_scale(value) END::text
$$;

-- "1 02:03:04.000000005" and "1-2".
CREATE OR REPLACE FUNCTION mc_runtime.interval_text(seconds numeric) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    rest numeric := mod(abs(seconds), 86400);
BEGIN
    RETURN CASE WHEN seconds < 0 THEN '-' ELSE '' END || div(abs(seconds), 86400)
        || ' ' || lpad(div(rest, 3600)::text, 2, '0') || ':' || lpad(div(mod(rest, 3600), 60)::text, 2, '0')
        || ':' || lpad(trunc(mod(rest, 60))::text, 2, '0')
        || '.' || lpad(trunc((rest - trunc(rest)) * 1000000000)::text, 9, '0');
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.interval_text(months integer) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN months < 0 THEN '-' ELSE '' END || abs(months) / 12 || '-' || abs(months) % 12
$$;

-- Digits after the ninth of a second are no time.
CREATE OR REPLACE FUNCTION mc_runtime.to_wall(value text) RETURNS mc_type.wall
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    m text[] := regexp_match(value, '^\s*(\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{1,2}:\d{1,2})?)(?:\.(\d{1,9}))?\s*$');
BEGIN
    IF m IS NULL OR (m[2] IS NOT NULL AND m[1] !~ ':') THEN
        RETURN NULL;
    END IF;
    RETURN mc_type.to_wall(m[1]::timestamp, rpad(coalesce(m[2], ''), 9, '0')::integer);
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_instant(value text) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.to_instant(mc_runtime.to_wall(value));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_datetime(value text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN date_trunc('milliseconds', mc_type.to_timestamp(mc_runtime.to_wall(value)));
END
$$;

-- What MaxCompute cannot hold. The result is there so that a call may stand in place of a value.
CREATE OR REPLACE FUNCTION mc_runtime.refuse(value text, type text, name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RAISE EXCEPTION 'the value ''%''% does not fit the type %', left(value, 100),
        coalesce(' of column ''' || name || '''', ''), type USING ERRCODE = '22003';
END
$$;

-- Bytes that are no UTF-8 are no text here, which PostgreSQL keeps.
CREATE OR REPLACE FUNCTION mc_runtime.binary_text(value bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN convert_from(value, 'UTF8');
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    RETURN mc_runtime.refuse(value::text, 'STRING', NULL);
END
$$;

-- The value rounded half up to DECIMAL(p,s); name is NULL where there is no column.
CREATE OR REPLACE FUNCTION mc_runtime.fit(value numeric, p integer, s integer, name text) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF value = 'NaN' OR abs(round(value, s)) >= 10::numeric ^ (p - s) THEN
        PERFORM mc_runtime.refuse(value::text, format('DECIMAL(%s,%s)', p, s), name);
    END IF;
    RETURN round(value, s);
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.fit(value bigint, name text) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF value = '-9223372036854775808' THEN
        PERFORM mc_runtime.refuse(value::text, 'BIGINT', name);
    END IF;
    RETURN value;
END
$$;

-- Text with a time of day is no date.
CREATE OR REPLACE FUNCTION mc_runtime.to_day(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value !~ '[ T]\d' THEN mc_runtime.to_datetime(value)::date END
$$;
)sql");
}

} // namespace isthmus::sandboxsql
