// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Numbers, JSON, arrays and aggregates.
QString otherRuntime()
{
    return QStringLiteral(R"sql(
CREATE OR REPLACE FUNCTION mc_runtime.round_double(value double precision, digits integer) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN abs(value) < 'Infinity' THEN round(value::text::numeric, digits)::double precision ELSE value END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.trunc_double(value double precision, digits integer) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN abs(value) < 'Infinity' THEN trunc(value::text::numeric, digits)::double precision ELSE value END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_base(value bigint, base integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    rest numeric := CASE WHEN value < 0 THEN value + 18446744073709551616::numeric ELSE value END;
    result text := '';
BEGIN
    LOOP
        result := mod(rest, base)::text || result;
        rest := div(rest, base);
        EXIT WHEN rest = 0;
    END LOOP;
    RETURN result;
END
$$;

-- Paths: $, .name, ['name'], [0], [*]. Text and numbers come bare, objects and arrays as JSON; no match or broken
-- JSON gives NULL.
CREATE OR REPLACE FUNCTION mc_runtime.get_json_object(value text, path text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    step text[];
    way text := '$';
    keys text[] := '{}';
    many boolean := FALSE;
    found jsonb;
BEGIN
    IF path !~ '^\$(\.[^.\[\]]+|\[(\d{1,9}|\*|''[^'']*'')\])*$' THEN
        RETURN NULL;
    END IF;
    FOR step IN SELECT regexp_matches(path, '\.([^.\[\]]+)|\[(\d+|\*)\]|\[''([^'']*)''\]', 'g') LOOP
        IF step[2] = '*' OR step[1] = '*' THEN
            many := TRUE;
            way := way || CASE WHEN step[1] = '*' THEN '.*' ELSE '[*]' END;
        ELSIF step[2] IS NOT NULL THEN
            keys := keys || step[2];
            way := way || '[' || step[2] || ']';
        ELSE
            keys := keys || COALESCE(step[1], step[3]);
            way := way || '.' || to_json(COALESCE(step[1], step[3]))::text;
        END IF;
    END LOOP;
    IF NOT many THEN
        RETURN value::json #>> keys;
    END IF;
    found := jsonb_path_query_array(value::jsonb, way::jsonpath);
    RETURN CASE jsonb_array_length(found) WHEN 0 THEN NULL WHEN 1 THEN found ->> 0 ELSE found::text END;
EXCEPTION WHEN invalid_text_representation OR untranslatable_character OR syntax_error THEN
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.array_distinct(value anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT COALESCE(array_agg(element ORDER BY place), value[1:0])
    FROM (SELECT element, min(n) AS place FROM unnest(value) WITH ORDINALITY AS u(element, n) GROUP BY element) AS d
$$;

CREATE OR REPLACE FUNCTION mc_runtime.first_of(state anyelement, next anyelement) RETURNS anyelement
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT state
$$;

CREATE OR REPLACE AGGREGATE mc_runtime.any_value(anyelement) (
    SFUNC = mc_runtime.first_of, STYPE = anyelement, COMBINEFUNC = mc_runtime.first_of, PARALLEL = SAFE
);
)sql");
}

} // namespace isthmus::sandboxsql
