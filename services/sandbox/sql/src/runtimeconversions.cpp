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
        CASE WHEN trunc(value::numeric) BETWEEN -9223372036854775808 AND 9223372036854775807
             THEN trunc(value::numeric)::bigint END
    END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_double(value text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN mc_runtime.is_number(value) THEN
            CASE WHEN abs(value::numeric) > 1.7e308 THEN NULL
                 WHEN abs(value::numeric) < 1e-300 THEN 0::double precision
                 ELSE value::numeric::double precision END
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

CREATE OR REPLACE FUNCTION mc_runtime.double_text(value double precision) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value::text ~ '^-?\d+$' THEN value::text || '.0' ELSE value::text END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.timestamp_text(value timestamp) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(value, 'YYYY-MM-DD HH24:MI:SS') || rtrim(rtrim(to_char(value, '.US'), '0'), '.')
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_datetime(value text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value !~ '^\s*\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{1,2}:\d{1,2}(\.\d{1,9})?)?\s*$' THEN
        RETURN NULL;
    END IF;
    RETURN value::timestamp;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
    RETURN NULL;
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
