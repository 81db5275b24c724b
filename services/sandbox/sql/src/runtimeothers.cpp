// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Numbers and aggregates.
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

CREATE OR REPLACE FUNCTION mc_runtime.conv(value text, source bigint, target bigint) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    digits CONSTANT text := '0123456789abcdefghijklmnopqrstuvwxyz';
    negative boolean := left(value, 1) = '-';
    number numeric := 0;
    result text := '';
    digit integer;
BEGIN
    IF source NOT BETWEEN 2 AND 36 OR target NOT BETWEEN 2 AND 36 THEN
        RETURN NULL;
    END IF;
    FOREACH digit IN ARRAY ARRAY(SELECT strpos(digits, c) - 1
                                 FROM regexp_split_to_table(lower(ltrim(value, '-')), '') AS c) LOOP
        EXIT WHEN digit < 0 OR digit >= source; -- what follows is no number
        number := number * source + digit;
    END LOOP;
    number := least(number, 18446744073709551615);
    IF negative THEN
        number := mod(18446744073709551616 - number, 18446744073709551616);
    END IF;
    LOOP
        result := substring(digits FROM mod(number, target)::integer + 1 FOR 1) || result;
        number := div(number, target);
        EXIT WHEN number = 0;
    END LOOP;
    RETURN result;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.shift_unsigned(value bigint, places bigint, width integer) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT div(CASE WHEN value < 0 THEN value + 2::numeric ^ width ELSE value END, 2::numeric ^ (places % width))::bigint
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
