// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

namespace isthmus::sandboxsql {

// Source: MaxCompute SQL, "Date functions". All work on wall time; what depends on the session's TimeZone happens
// where the translated query converts to and from it.
QString timeRuntime()
{
    return QStringLiteral(R"sql(
-- A format of MaxCompute (yyyymmdd hh:mi:ss.ff3, any case) or of Java (yyyy-MM-dd HH:mm:ss.SSS) as PostgreSQL's.
CREATE OR REPLACE FUNCTION mc_runtime.pg_format(format text, java boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    names text[] := CASE WHEN java
        THEN ARRAY['yyyy', 'yy', 'MM', 'dd', 'HH', 'hh', 'mm', 'ss', 'SSS', 'EEEE', 'E', 'a']
        ELSE ARRAY['yyyy', 'yy', 'mm', 'dd', 'hh', 'mi', 'ss', 'ff3', 'ff6', 'mon', 'month'] END;
    meanings text[] := CASE WHEN java
        THEN ARRAY['YYYY', 'YY', 'MM', 'DD', 'HH24', 'HH12', 'MI', 'SS', 'MS', 'FMDay', 'Dy', 'AM']
        ELSE ARRAY['YYYY', 'YY', 'MM', 'DD', 'HH24', 'MI', 'SS', 'MS', 'US', 'Mon', 'FMMonth'] END;
    rest text := CASE WHEN java THEN format ELSE lower(format) END;
    result text := '';
    best integer;
BEGIN
    WHILE rest <> '' LOOP
        SELECT i INTO best FROM generate_subscripts(names, 1) AS i
            WHERE left(rest, length(names[i])) = names[i] ORDER BY length(names[i]) DESC LIMIT 1;
        IF best IS NOT NULL THEN
            result := result || meanings[best];
            rest := substring(rest FROM length(names[best]) + 1);
        ELSE
            result := result || CASE WHEN left(rest, 1) IN ('"', '\') THEN '' ELSE '"' || left(rest, 1) || '"' END;
            rest := substring(rest FROM 2);
        END IF;
    END LOOP;
    RETURN result;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.is_java_format(format text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT format !~* 'mi' AND (format ~ 'HH' OR format ~ 'MM.*mm') AND format ~ '[ydms]'
$$;

CREATE OR REPLACE FUNCTION mc_runtime.to_char(value timestamp, format text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.to_char(value, mc_runtime.pg_format(format, mc_runtime.is_java_format(format)))
$$;

-- Of a time with nanoseconds: ff9, or nine S of Java's formats.
CREATE OR REPLACE FUNCTION mc_runtime.with_nanos(format text, value bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(replace(format, 'SSSSSSSSS', lpad(mc_type.nanos(value)::text, 9, '0')), 'ff9',
                          lpad(mc_type.nanos(value)::text, 9, '0'), 'gi')
$$;

CREATE OR REPLACE FUNCTION mc_runtime.date_format(value timestamp, format text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.to_char(value, mc_runtime.pg_format(format, TRUE))
$$;

CREATE OR REPLACE FUNCTION mc_runtime.in_range(value timestamp) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value < '0001-01-01' OR value >= '10000-01-01' THEN
        PERFORM mc_type.refuse(value::text);
    END IF;
    RETURN value;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.in_range(value timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    PERFORM mc_runtime.in_range(value::timestamp);
    RETURN value;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.parse_datetime(value text, format text) RETURNS timestamp
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_runtime.in_range(to_timestamp(value, mc_runtime.pg_format(format, mc_runtime.is_java_format(format)))::timestamp);
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
    RETURN NULL;
END
$$;

-- An offset from UTC ("GMT+8", "UTC-03:30", "+08:00") counts eastwards; PostgreSQL reads such text the other way round.
CREATE OR REPLACE FUNCTION mc_runtime.zone(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN name ~* '^(UTC|GMT|UT)?[+-]\d{1,2}(:?\d{2})?$'
                THEN 'UTC' || rtrim(translate(regexp_replace(name, '^[A-Za-z]*([+-]\d{1,2}?):?(\d{2})?$', '\1:\2'),
                                              '+-', '-+'), ':')
                ELSE name END
$$;

-- A time and an interval of seconds or months. Days are days of the calendar: wall time moves by 24 hours.
CREATE OR REPLACE FUNCTION mc_runtime.shift(value timestamp, seconds numeric) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_runtime.in_range(value + make_interval(days => div(seconds, 86400)::integer,
                                                     secs => mod(seconds, 86400)::double precision));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.shift(value timestamp, months integer) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_runtime.in_range(value + make_interval(months => months));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.shift(value mc_type.wall, seconds numeric) RETURNS mc_type.wall
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    nanos numeric := mc_type.nanos(value::bytea) + seconds * 1000000000;
    carried numeric := floor(nanos / 1000000000);
BEGIN
    RETURN mc_type.to_wall(mc_runtime.shift(date_trunc('second', mc_type.to_timestamp(value)), carried),
                           (nanos - carried * 1000000000)::integer);
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.shift(value mc_type.wall, months integer) RETURNS mc_type.wall
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.with_rest(mc_type.to_wall(mc_runtime.shift(mc_type.to_timestamp(value), months))::bytea,
                             value::bytea)::mc_type.wall;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.shift(value mc_type.instant, seconds numeric) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.to_instant(mc_runtime.shift(mc_type.to_wall(value), seconds));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.shift(value mc_type.instant, months integer) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.to_instant(mc_runtime.shift(mc_type.to_wall(value), months));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.dateadd(value timestamp, delta bigint, unit text) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_runtime.in_range(value + delta * CASE unit WHEN 'quarter' THEN interval '3 months'
                                                         ELSE ('1 ' || unit)::interval END)
$$;

CREATE OR REPLACE FUNCTION mc_runtime.dateadd(value mc_type.wall, delta bigint, unit text) RETURNS mc_type.wall
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.with_rest(mc_type.to_wall(mc_runtime.dateadd(mc_type.to_timestamp(value), delta, unit))::bytea,
                             value::bytea)::mc_type.wall;
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.dateadd(value mc_type.instant, delta bigint, unit text) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN mc_type.to_instant(mc_runtime.dateadd(mc_type.to_wall(value), delta, unit));
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.datediff(a timestamp, b timestamp, unit text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN unit = 'year' THEN date_part('year', a) - date_part('year', b)
        WHEN unit = 'quarter' THEN (date_part('year', a) - date_part('year', b)) * 4
                                   + date_part('quarter', a) - date_part('quarter', b)
        WHEN unit = 'month' THEN (date_part('year', a) - date_part('year', b)) * 12
                                 + date_part('month', a) - date_part('month', b)
        ELSE extract(epoch FROM date_trunc(unit, a) - date_trunc(unit, b))::double precision
             / CASE unit WHEN 'week' THEN 604800 WHEN 'day' THEN 86400 WHEN 'hour' THEN 3600 WHEN 'minute' THEN 60
                         WHEN 'second' THEN 1 ELSE 0.001 END
    END::bigint
$$;

-- Times inside JSON as text of the session's zone. places is "instant", "datetime" or "wall" of a time, {"a":places} of
-- an array's elements, {"k":of a time,"m":places} of a map's keys and values, {"f":{name:places}} of a struct's fields.
CREATE OR REPLACE FUNCTION mc_runtime.json_times(value jsonb, places jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF jsonb_typeof(value) = 'null' THEN
        RETURN value;
    END IF;
    RETURN CASE
        WHEN places = '"wall"' THEN to_jsonb(mc_type.to_text(mc_type.stored_wall(value #>> '{}')))
        WHEN places IN ('"instant"', '"datetime"') THEN to_jsonb(mc_type.to_text(mc_type.stored_instant(value #>> '{}')))
        WHEN places ? 'a' THEN (SELECT COALESCE(jsonb_agg(mc_runtime.json_times(element, places -> 'a') ORDER BY n), '[]')
                                FROM jsonb_array_elements(value) WITH ORDINALITY AS e(element, n))
        WHEN places ? 'm' OR places ? 'k'
            THEN (SELECT COALESCE(jsonb_object_agg(
                             CASE WHEN NOT places ? 'k' THEN key
                                  WHEN places ->> 'k' = 'wall' THEN mc_type.to_text(mc_type.stored_wall(key))
                                  ELSE mc_type.to_text(mc_type.stored_instant(key)) END,
                             CASE WHEN places ? 'm' THEN mc_runtime.json_times(element, places -> 'm') ELSE element END), '{}')
                  FROM jsonb_each(value) AS e(key, element))
        ELSE value || (SELECT COALESCE(jsonb_object_agg(key, mc_runtime.json_times(value -> key, place)), '{}')
                       FROM jsonb_each(places -> 'f') AS e(key, place) WHERE value ? key) END;
END
$$;

-- The instant of JSON's text: with an offset, or a wall time of the session's zone; NULL for what is neither.
CREATE OR REPLACE FUNCTION mc_runtime.json_instant(value text, place text) RETURNS mc_type.instant
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    found mc_type.instant;
BEGIN
    found := CASE WHEN value ~ ':\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d){0,2})\s*$' THEN mc_type.stored_instant(value)
                  ELSE mc_runtime.to_instant(value) END;
    IF place = 'datetime' THEN
        RETURN mc_type.to_instant(date_trunc('milliseconds', mc_type.to_timestamptz(found)));
    END IF;
    PERFORM mc_type.to_wall(found); -- refuses what is outside the years
    RETURN found;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format OR invalid_time_zone_displacement_value THEN
    RETURN NULL;
END
$$;

-- The reverse of json_times(): the times of somebody's JSON as they are stored. What does not fit its place is null.
CREATE OR REPLACE FUNCTION mc_runtime.stored_times(value jsonb, places jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN COALESCE(CASE
        WHEN places = '"wall"' THEN to_jsonb(mc_runtime.to_wall(value #>> '{}'))
        WHEN places = '"instant"' THEN to_jsonb(mc_runtime.json_instant(value #>> '{}', 'instant'))
        WHEN places = '"datetime"' THEN to_jsonb(mc_type.to_timestamptz(mc_runtime.json_instant(value #>> '{}', 'datetime')))
        WHEN jsonb_typeof(value) <> CASE WHEN places ? 'a' THEN 'array' ELSE 'object' END THEN NULL
        WHEN places ? 'a' THEN (SELECT COALESCE(jsonb_agg(mc_runtime.stored_times(element, places -> 'a') ORDER BY n), '[]')
                                FROM jsonb_array_elements(value) WITH ORDINALITY AS e(element, n))
        WHEN places ? 'm' OR places ? 'k'
            THEN (SELECT COALESCE(jsonb_object_agg(
                             name, CASE WHEN places ? 'm' THEN mc_runtime.stored_times(element, places -> 'm') ELSE element END), '{}')
                  FROM jsonb_each(value) AS e(key, element),
                       LATERAL (SELECT CASE WHEN NOT places ? 'k' THEN key
                                            WHEN places ->> 'k' = 'wall' THEN mc_type.to_text(mc_runtime.to_wall(key))
                                            ELSE mc_type.key_text(mc_runtime.json_instant(key, places ->> 'k')) END) AS k(name)
                  WHERE name IS NOT NULL)
        ELSE value || (SELECT COALESCE(jsonb_object_agg(key, mc_runtime.stored_times(value -> key, place)), '{}')
                       FROM jsonb_each(places -> 'f') AS e(key, place) WHERE value ? key) END, 'null');
END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.last_day(value timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT date_trunc('month', value) + interval '1 month - 1 day'
$$;

-- Whole months if both are the same day of the month or both the last; else the rest counts in 31sts.
CREATE OR REPLACE FUNCTION mc_runtime.months_between(a timestamp, b timestamp) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT mc_runtime.datediff(a, b, 'month')
        + CASE WHEN date_part('day', a) = date_part('day', b)
                 OR (a::date = mc_runtime.last_day(a)::date AND b::date = mc_runtime.last_day(b)::date) THEN 0
               ELSE (date_part('day', a) - date_part('day', b)
                     + (extract(epoch FROM a::time) - extract(epoch FROM b::time))::double precision / 86400) / 31 END
$$;

CREATE OR REPLACE FUNCTION mc_runtime.next_day(value timestamp, weekday text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.to_char(mc_runtime.in_range(value + make_interval(days => days)), 'YYYY-MM-DD')
    FROM generate_series(1, 7) AS days
    WHERE date_part('isodow', value + make_interval(days => days))
          = array_position(ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], upper(left(weekday, 2)))
$$;
)sql");
}

} // namespace isthmus::sandboxsql
