// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Source: MaxCompute SQL, "String functions". Positions count from 1; negative ones from the end.
QString stringRuntime()
{
    return QStringLiteral(R"sql(
CREATE OR REPLACE FUNCTION mc_runtime.substr(value text, start bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN start > length(value) OR start < -length(value) THEN ''
                WHEN start < 0 THEN right(value, (-start)::integer)
                ELSE substring(value FROM greatest(start, 1)::integer) END
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

CREATE OR REPLACE FUNCTION mc_runtime.split_part(value text, separator text, nth bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN nth = 0 OR separator = '' THEN '' ELSE split_part(value, separator, nth::integer) END
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

CREATE OR REPLACE FUNCTION mc_runtime.find_in_set(value text, list text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value LIKE '%,%' THEN 0
                ELSE COALESCE(array_position(string_to_array(list, ','), value), 0) END::bigint
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

CREATE OR REPLACE FUNCTION mc_runtime.sha2(value text, bits bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(CASE bits WHEN 224 THEN sha224(convert_to(value, 'UTF8'))
                            WHEN 384 THEN sha384(convert_to(value, 'UTF8'))
                            WHEN 512 THEN sha512(convert_to(value, 'UTF8'))
                            WHEN 256 THEN sha256(convert_to(value, 'UTF8'))
                            WHEN 0 THEN sha256(convert_to(value, 'UTF8')) END, 'hex')
$$;

CREATE OR REPLACE FUNCTION mc_runtime.crc32(value text) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bytes bytea := convert_to(value, 'UTF8');
    crc bigint := 4294967295;
BEGIN
    FOR i IN 0 .. length(bytes) - 1 LOOP
        crc := crc # get_byte(bytes, i);
        FOR bit IN 1 .. 8 LOOP
            crc := CASE WHEN crc & 1 = 1 THEN (crc >> 1) # 3988292384 ELSE crc >> 1 END;
        END LOOP;
    END LOOP;
    RETURN crc # 4294967295;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.url_encode(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT COALESCE(string_agg(
        CASE WHEN c ~ '^[A-Za-z0-9._*-]$' THEN c WHEN c = ' ' THEN '+'
             ELSE regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\1', 'g') END, '' ORDER BY n), '')
    FROM regexp_split_to_table(value, '') WITH ORDINALITY AS t(c, n) WHERE c <> ''
$$;

CREATE OR REPLACE FUNCTION mc_runtime.url_decode(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bytes bytea := '';
    piece text;
BEGIN
    FOR piece IN SELECT m[1] FROM regexp_matches(replace(value, '+', ' '), '(%[0-9A-Fa-f]{2}|.)', 'gs') AS m LOOP
        bytes := bytes || CASE WHEN length(piece) = 3 THEN decode(right(piece, 2), 'hex')
                               ELSE convert_to(piece, 'UTF8') END;
    END LOOP;
    RETURN convert_from(bytes, 'UTF8');
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    RETURN NULL;
END
$$;
)sql");
}

} // namespace isthmus::sandboxsql
