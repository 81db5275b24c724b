// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Hashes, character sets and URLs. Source: MaxCompute SQL, "String functions", "Encryption and decryption functions".
QString codeRuntime()
{
    return QStringLiteral(R"sql(
CREATE OR REPLACE FUNCTION mc_runtime.sha2(value text, bits bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(CASE bits WHEN 224 THEN sha224(convert_to(value, 'UTF8'))
                            WHEN 384 THEN sha384(convert_to(value, 'UTF8'))
                            WHEN 512 THEN sha512(convert_to(value, 'UTF8'))
                            WHEN 256 THEN sha256(convert_to(value, 'UTF8'))
                            WHEN 0 THEN sha256(convert_to(value, 'UTF8')) END, 'hex')
$$;

-- RFC 3174, method 1. PostgreSQL itself has only the SHA-2 family.
CREATE OR REPLACE FUNCTION mc_runtime.sha1(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    mask CONSTANT bigint := 4294967295;
    bytes bytea := convert_to(value, 'UTF8');
    bits bigint := length(bytes)::bigint * 8;
    h bigint[] := ARRAY[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
    w bigint[];
    a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; x bigint;
BEGIN
    bytes := bytes || '\x80'::bytea
        || decode(repeat('00', (119 - length(bytes) % 64) % 64), 'hex') || decode(lpad(to_hex(bits), 16, '0'), 'hex');
    FOR block IN 0 .. length(bytes) / 64 - 1 LOOP
        FOR i IN 0 .. 15 LOOP
            w[i] := (get_byte(bytes, block * 64 + i * 4)::bigint << 24) | (get_byte(bytes, block * 64 + i * 4 + 1) << 16)
                | (get_byte(bytes, block * 64 + i * 4 + 2) << 8) | get_byte(bytes, block * 64 + i * 4 + 3);
        END LOOP;
        FOR i IN 16 .. 79 LOOP
            x := w[i - 3] # w[i - 8] # w[i - 14] # w[i - 16];
            w[i] := ((x << 1) | (x >> 31)) & mask;
        END LOOP;
        a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
        FOR i IN 0 .. 79 LOOP
            IF i < 20 THEN
                f := (b & c) | (~b & mask & d); k := 1518500249;
            ELSIF i < 40 THEN
                f := b # c # d; k := 1859775393;
            ELSIF i < 60 THEN
                f := (b & c) | (b & d) | (c & d); k := 2400959708;
            ELSE
                f := b # c # d; k := 3395469782;
            END IF;
            x := ((((a << 5) | (a >> 27)) & mask) + f + e + k + w[i]) & mask;
            e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := x;
        END LOOP;
        h := ARRAY[(h[1] + a) & mask, (h[2] + b) & mask, (h[3] + c) & mask, (h[4] + d) & mask, (h[5] + e) & mask];
    END LOOP;
    RETURN (SELECT string_agg(lpad(to_hex(part), 8, '0'), '' ORDER BY n) FROM unnest(h) WITH ORDINALITY AS u(part, n));
END
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

-- Text that is no hexadecimal number gives NULL; an odd number of digits is filled up with a 0 in front.
CREATE OR REPLACE FUNCTION mc_runtime.unhex(value text) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value ~ '^[0-9A-Fa-f]*$' THEN decode(repeat('0', length(value) % 2) || value, 'hex') END
$$;

-- PostgreSQL's name of a character set.
CREATE OR REPLACE FUNCTION mc_runtime.charset(name text) RETURNS name
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE lower(replace(name, '-', '')) WHEN 'utf8' THEN 'UTF8' WHEN 'gb2312' THEN 'EUC_CN'
                                              WHEN 'iso88591' THEN 'LATIN1' ELSE upper(name) END::name
$$;

CREATE OR REPLACE FUNCTION mc_runtime.is_encoding(value text, source text, target text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    PERFORM convert_to(value, mc_runtime.charset(source)), convert_to(value, mc_runtime.charset(target));
    RETURN TRUE;
EXCEPTION WHEN untranslatable_character OR character_not_in_repertoire THEN
    RETURN FALSE;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.url_encode(value text, charset text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT COALESCE(string_agg(
        CASE WHEN c ~ '^[A-Za-z0-9._*-]$' THEN c WHEN c = ' ' THEN '+'
             ELSE regexp_replace(upper(encode(convert_to(c, mc_runtime.charset(charset)), 'hex')), '(..)', '%\1', 'g')
        END, '' ORDER BY n), '')
    FROM regexp_split_to_table(value, '') WITH ORDINALITY AS t(c, n) WHERE c <> ''
$$;

CREATE OR REPLACE FUNCTION mc_runtime.url_decode(value text, charset text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bytes bytea := '';
    piece text;
BEGIN
    FOR piece IN SELECT m[1] FROM regexp_matches(replace(value, '+', ' '), '(%[0-9A-Fa-f]{2}|.)', 'gs') AS m LOOP
        bytes := bytes || CASE WHEN length(piece) = 3 THEN decode(right(piece, 2), 'hex')
                               ELSE convert_to(piece, mc_runtime.charset(charset)) END;
    END LOOP;
    RETURN convert_from(bytes, mc_runtime.charset(charset));
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    RETURN NULL;
END
$$;

-- Parts: HOST, PATH, QUERY (or the value of one key of it), REF, PROTOCOL, AUTHORITY, FILE, USERINFO.
CREATE OR REPLACE FUNCTION mc_runtime.parse_url(url text, part text, key text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    m text[] := regexp_match(url, '^([A-Za-z][A-Za-z0-9+.-]*)://(([^@/?#]*)@)?([^/?#:]*)(:\d*)?([^?#]*)(\?([^#]*))?(#(.*))?$');
BEGIN
    IF m IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN CASE upper(part)
        WHEN 'PROTOCOL' THEN m[1]
        WHEN 'USERINFO' THEN m[3]
        WHEN 'HOST' THEN m[4]
        WHEN 'AUTHORITY' THEN COALESCE(m[2], '') || m[4] || COALESCE(m[5], '')
        WHEN 'PATH' THEN m[6]
        WHEN 'FILE' THEN m[6] || COALESCE(m[7], '')
        WHEN 'REF' THEN m[10]
        WHEN 'QUERY' THEN CASE WHEN key IS NULL THEN m[8]
            ELSE (SELECT substring(pair FROM length(key) + 2) FROM unnest(string_to_array(m[8], '&')) AS pair
                  WHERE left(pair, length(key) + 1) = key || '=' LIMIT 1) END
    END;
END
$$;
)sql");
}

} // namespace isthmus::sandboxsql
