// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Arrays, maps and JSON. Source: MaxCompute SQL, "Complex type functions".
QString nestedRuntime()
{
    return QStringLiteral(R"sql(
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

CREATE OR REPLACE FUNCTION mc_runtime.array_except(a anyarray, b anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_runtime.array_distinct(ARRAY(
        SELECT element FROM unnest(a) WITH ORDINALITY AS u(element, n)
        WHERE NOT EXISTS (SELECT FROM unnest(b) AS other WHERE other IS NOT DISTINCT FROM element) ORDER BY n))
$$;

CREATE OR REPLACE FUNCTION mc_runtime.array_intersect(a anyarray, b anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_runtime.array_distinct(ARRAY(
        SELECT element FROM unnest(a) WITH ORDINALITY AS u(element, n)
        WHERE EXISTS (SELECT FROM unnest(b) AS other WHERE other IS NOT DISTINCT FROM element) ORDER BY n))
$$;

CREATE OR REPLACE FUNCTION mc_runtime.last_element(value anyarray) RETURNS anyelement
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT value[cardinality(value)]
$$;

-- Positions count from 1, negative ones from the end.
CREATE OR REPLACE FUNCTION mc_runtime.slice(value anyarray, start bigint, size bigint) RETURNS anyarray
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    first integer := (CASE WHEN start < 0 THEN cardinality(value) + start + 1 ELSE start END)::integer;
BEGIN
    IF start = 0 OR size < 0 THEN
        RAISE EXCEPTION 'slice counts from 1 and wants a size of 0 or more' USING ERRCODE = '22023';
    END IF;
    RETURN CASE WHEN first < 1 THEN value[1:0] ELSE value[first:first + size::integer - 1] END;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.sequence(start bigint, stop bigint, step bigint) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF step = 0 OR (stop - start) / step > 1000000 THEN
        RAISE EXCEPTION 'sequence has more than 1000000 elements' USING ERRCODE = '22023';
    END IF;
    RETURN ARRAY(SELECT generate_series(start, stop, step));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.str_to_map(value text, pair_separator text, value_separator text) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT COALESCE(jsonb_object_agg(
        CASE WHEN place > 0 THEN left(pair, place - 1) ELSE pair END,
        CASE WHEN place > 0 THEN substring(pair FROM place + length(value_separator)) END ORDER BY n), '{}')
    FROM unnest(string_to_array(value, pair_separator)) WITH ORDINALITY AS u(pair, n),
         LATERAL strpos(pair, value_separator) AS place
$$;

-- Text that is no JSON gives NULL.
CREATE OR REPLACE FUNCTION mc_runtime.parse_json(value text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN value::jsonb;
EXCEPTION WHEN invalid_text_representation OR untranslatable_character THEN
    RETURN NULL;
END
$$;

-- The elements of an array inside a nested value, each as text.
CREATE OR REPLACE FUNCTION mc_runtime.json_texts(value jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN jsonb_typeof(value) = 'array'
                THEN ARRAY(SELECT element FROM jsonb_array_elements_text(value) WITH ORDINALITY AS e(element, n) ORDER BY n)
           END
$$;

-- A part of a nested value that is real or double precision: the text "-0" where jsonb's number would be 0.
CREATE OR REPLACE FUNCTION mc_runtime.json_number(value anyelement) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value::text = '-0' THEN
        RETURN '"-0"';
    END IF;
    RETURN to_jsonb(value);
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.json_numbers(value anyarray) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value::text !~ '[{,]-0[,}]' THEN
        RETURN to_jsonb(value);
    END IF;
    RETURN (SELECT jsonb_agg(mc_runtime.json_number(element) ORDER BY n) FROM unnest(value) WITH ORDINALITY AS e(element, n));
END
$$;

-- The same of DATETIMEs: PostgreSQL's own cast takes one without an offset for one of the session's zone.
CREATE OR REPLACE FUNCTION mc_runtime.json_datetimes(value jsonb) RETURNS timestamptz(3)[]
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT mc_type.stored_datetime(element)
                 FROM unnest(mc_runtime.json_texts(value)) WITH ORDINALITY AS e(element, n) ORDER BY n)
    WHERE jsonb_typeof(value) = 'array'
$$;

-- The member of that name; without one, a member whose name is the same in lower case.
CREATE OR REPLACE FUNCTION mc_runtime.json_field(value jsonb, name text) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value ? name THEN value -> name
                ELSE (SELECT element FROM jsonb_each(value) AS e(key, element) WHERE lower(key) = name LIMIT 1) END
$$;

-- \a value with the fields that \a shape has for each STRUCT in it, and no others; null for what is no such STRUCT.
-- A shape is {"f":[[name, shape], …]} of a STRUCT, {"a":shape} of an array's elements, {"m":shape} of a map's values,
-- null of anything that has no STRUCT inside.
CREATE OR REPLACE FUNCTION mc_runtime.conform(value jsonb, shape jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE
        WHEN value IS NULL OR jsonb_typeof(COALESCE(shape, 'null')) = 'null' THEN value
        WHEN jsonb_typeof(value) <> CASE WHEN shape ? 'a' THEN 'array' ELSE 'object' END THEN 'null'
        WHEN shape ? 'f' THEN (SELECT jsonb_object_agg(f ->> 0, mc_runtime.conform(mc_runtime.json_field(value, f ->> 0), f -> 1))
                               FROM jsonb_array_elements(shape -> 'f') AS e(f))
        WHEN shape ? 'a' THEN (SELECT COALESCE(jsonb_agg(mc_runtime.conform(element, shape -> 'a') ORDER BY n), '[]')
                               FROM jsonb_array_elements(value) WITH ORDINALITY AS e(element, n))
        ELSE (SELECT COALESCE(jsonb_object_agg(key, mc_runtime.conform(element, shape -> 'm')), '{}')
              FROM jsonb_each(value) AS e(key, element)) END;
END
$$;

-- JSON's text with each number -0 as a string that signed_zeros() knows: jsonb would make 0 of it.
CREATE OR REPLACE FUNCTION mc_runtime.mark_zeros(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value !~ '-0' THEN
        RETURN value;
    END IF;
    RETURN (SELECT string_agg(CASE WHEN m[1] LIKE '-0%' THEN '"\u0001mc-0"' ELSE m[1] END, '' ORDER BY n)
            FROM regexp_matches(value, '"(?:[^"\\]|\\.)*"|(?<![eE])-0(?:\.0+)?(?:[eE][+-]?\d+)?(?![\d.eE])|[^"-]+|.', 'g')
                 WITH ORDINALITY AS t(m, n));
END
$$;

-- What mark_zeros() has marked: the text "-0" where \a shape has "n" (see json_text), 0 elsewhere.
CREATE OR REPLACE FUNCTION mc_runtime.signed_zeros(value jsonb, shape jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF value IS NULL OR value::text NOT LIKE '%mc-0%' THEN
        RETURN value;
    END IF;
    RETURN CASE
        WHEN value = '"\u0001mc-0"' THEN CASE WHEN shape = '"n"' THEN '"-0"'::jsonb ELSE '0' END
        WHEN jsonb_typeof(value) = 'array'
            THEN (SELECT jsonb_agg(mc_runtime.signed_zeros(element, shape -> 'a') ORDER BY n)
                  FROM jsonb_array_elements(value) WITH ORDINALITY AS e(element, n))
        WHEN jsonb_typeof(value) = 'object'
            THEN (SELECT jsonb_object_agg(key, mc_runtime.signed_zeros(element, COALESCE(shape -> 'm',
                             (SELECT f -> 1 FROM jsonb_array_elements(shape -> 'f') AS s(f) WHERE f ->> 0 = key))))
                  FROM jsonb_each(value) AS e(key, element))
        ELSE value END;
END
$$;

-- JSON without the blanks that PostgreSQL writes after ':' and ','.
CREATE OR REPLACE FUNCTION mc_runtime.json_text(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'object' THEN '{' || COALESCE((SELECT string_agg(to_json(key)::text || ':' || mc_runtime.json_text(element), ',')
                                            FROM jsonb_each(value) AS e(key, element)), '') || '}'
        WHEN 'array' THEN '[' || COALESCE((SELECT string_agg(mc_runtime.json_text(element), ',' ORDER BY n)
                                           FROM jsonb_array_elements(value) WITH ORDINALITY AS e(element, n)), '') || ']'
        ELSE value::text END;
END
$$;

-- The same, with the fields of each STRUCT in the order of \a shape (see conform), which jsonb has forgotten, and -0 as a
-- number where the shape is "n".
CREATE OR REPLACE FUNCTION mc_runtime.json_text(value jsonb, shape jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE
        WHEN value IS NULL OR jsonb_typeof(COALESCE(shape, 'null')) = 'null' OR jsonb_typeof(value) = 'null'
            THEN mc_runtime.json_text(value)
        WHEN shape = '"n"' THEN CASE WHEN value = '"-0"' THEN '-0' ELSE mc_runtime.json_text(value) END
        WHEN shape ? 'f' THEN '{' || (SELECT string_agg(to_json(f ->> 0)::text || ':'
                                                        || COALESCE(mc_runtime.json_text(value -> (f ->> 0), f -> 1), 'null'),
                                                        ',' ORDER BY n)
                                      FROM jsonb_array_elements(shape -> 'f') WITH ORDINALITY AS e(f, n)) || '}'
        WHEN shape ? 'a' THEN '[' || COALESCE((SELECT string_agg(mc_runtime.json_text(element, shape -> 'a'), ',' ORDER BY n)
                                               FROM jsonb_array_elements(value) WITH ORDINALITY AS e(element, n)), '') || ']'
        ELSE '{' || COALESCE((SELECT string_agg(to_json(key)::text || ':' || mc_runtime.json_text(element, shape -> 'm'), ',')
                              FROM jsonb_each(value) AS e(key, element)), '') || '}' END;
END
$$;
)sql");
}

} // namespace isthmus::sandboxsql
