// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Source: MaxCompute SQL, "String functions". Positions count from 1; negative ones from the end.
QString stringRuntime()
{
    return QStringLiteral(R"sql(
CREATE OR REPLACE FUNCTION mc_runtime.substr(value text, start bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN start = 0 OR start > length(value) OR start < -length(value) THEN ''
                WHEN start < 0 THEN right(value, (-start)::integer)
                ELSE substring(value FROM start::integer) END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.substr(value text, start bigint, size bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT left(mc_runtime.substr(value, start), least(greatest(size, 0), length(value))::integer)
$$;

CREATE OR REPLACE FUNCTION mc_runtime.instr(value text, part text, start bigint, nth bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    place integer;
    seen bigint := 0;
    step integer := CASE WHEN start < 0 THEN -1 ELSE 1 END;
BEGIN
    IF start = 0 OR nth < 1 THEN
        RAISE EXCEPTION 'start and nth of instr must not be 0' USING ERRCODE = '22023';
    END IF;
    place := (CASE WHEN start < 0 THEN length(value) + start + 1 ELSE start END)::integer;
    WHILE place BETWEEN 1 AND length(value) + 1 LOOP
        IF substring(value FROM place FOR length(part)) = part THEN
            seen := seen + 1;
            IF seen = nth THEN
                RETURN place;
            END IF;
        END IF;
        place := place + step;
    END LOOP;
    RETURN 0;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.split(value text, pattern text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    parts text[] := regexp_split_to_array(value, pattern);
BEGIN
    WHILE cardinality(parts) > 0 AND parts[cardinality(parts)] = '' LOOP
        parts := trim_array(parts, 1);
    END LOOP;
    RETURN parts;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.split_part(value text, separator text, start bigint, stop bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN separator = '' THEN value
                WHEN start < 1 OR stop < start THEN ''
                WHEN start = stop THEN split_part(value, separator, start::integer)
                ELSE array_to_string((string_to_array(value, separator))[start:stop], separator) END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.substring_index(value text, separator text, number bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN separator = '' OR number = 0 THEN ''
        WHEN abs(number) >= cardinality(string_to_array(value, separator)) THEN value
        WHEN number > 0 THEN array_to_string((string_to_array(value, separator))[1:number::integer], separator)
        ELSE array_to_string((string_to_array(value, separator))
                 [cardinality(string_to_array(value, separator)) + number::integer + 1:], separator)
    END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.find_in_set(value text, list text, separator text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos(value, separator) > 0 THEN 0
                ELSE COALESCE(array_position(string_to_array(list, separator), value), 0) END::bigint
$$;

CREATE OR REPLACE FUNCTION mc_runtime.char_matchcount(characters text, value text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT count(*) FROM regexp_split_to_table(characters, '') AS c WHERE c <> '' AND strpos(value, c) > 0
$$;

CREATE OR REPLACE FUNCTION mc_runtime.keyvalue(value text, pair_separator text, value_separator text, key text)
RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substring(pair FROM strpos(pair, value_separator) + length(value_separator))
    FROM unnest(string_to_array(value, pair_separator)) AS pair
    WHERE strpos(pair, value_separator) > 0 AND left(pair, strpos(pair, value_separator) - 1) = key
    LIMIT 1
$$;

CREATE OR REPLACE FUNCTION mc_runtime.regexp_extract(value text, pattern text, nth bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (regexp_match(value, '(' || pattern || ')'))[nth::integer + 1]
$$;

CREATE OR REPLACE FUNCTION mc_runtime.regexp_extract_all(value text, pattern text, nth bigint) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT COALESCE(array_agg(m[nth::integer + 1] ORDER BY n), '{}')
    FROM regexp_matches(value, '(' || pattern || ')', 'g') WITH ORDINALITY AS found(m, n)
$$;

CREATE OR REPLACE FUNCTION mc_runtime.format_number(value double precision, decimals bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN decimals BETWEEN 0 AND 340 THEN
        to_char(round(value::text::numeric, decimals::integer),
                'FM999,999,999,999,999,999,990' || CASE WHEN decimals > 0 THEN '.' || repeat('0', least(decimals, 30)::integer)
                                                        ELSE '' END)
    END
$$;

-- American soundex: the letter and three digits.
CREATE OR REPLACE FUNCTION mc_runtime.soundex(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    codes text := '01230120022455012623010202'; -- of A to Z
    letter text;
    code text;
    last text;
    result text := '';
BEGIN
    FOREACH letter IN ARRAY regexp_split_to_array(upper(value), '') LOOP
        CONTINUE WHEN letter !~ '^[A-Z]$';
        code := substring(codes FROM ascii(letter) - 64 FOR 1);
        IF result = '' THEN
            result := letter;
        ELSIF code <> '0' AND code <> last THEN
            result := result || code;
        END IF;
        -- H and W do not part two letters of the same code, vowels do.
        IF letter NOT IN ('H', 'W') THEN
            last := code;
        END IF;
    END LOOP;
    RETURN CASE WHEN result = '' THEN '' ELSE rpad(result, 4, '0') END;
END
$$;
)sql");
}

} // namespace isthmus::sandboxsql
