-- SPDX-License-Identifier: GPL-3.0-or-later
-- Values that Hologres' types hold and MaxCompute's do not, for type-loss reports. A query of MaxCompute over the whole
-- table fails, as it does there.

CREATE TYPE public.mood AS ENUM ('calm', 'hurried');
CREATE DOMAIN public.positive AS integer CHECK (value > 0);

CREATE TABLE public.type_edges (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    c_bigint bigint,
    c_double double precision,
    c_numeric numeric,
    c_numeric_20_2 numeric(20,2),
    c_numeric_38_0 numeric(38,0),
    c_text text,
    c_bytea bytea,
    c_date date,
    c_timestamp timestamp,
    c_timestamptz timestamptz,
    c_int8_array int8[],
    c_text_array text[],
    c_time time,
    c_jsonb jsonb,
    c_mood public.mood,
    c_positive public.positive,
    c_doubled bigint GENERATED ALWAYS AS (c_positive * 2) STORED
);
COMMENT ON TABLE public.type_edges IS 'Values that no MaxCompute type holds';

INSERT INTO public.type_edges (c_bigint, c_double, c_numeric, c_numeric_20_2, c_numeric_38_0, c_text, c_bytea, c_date,
                               c_timestamp, c_timestamptz, c_int8_array, c_text_array, c_time, c_jsonb, c_mood,
                               c_positive) VALUES
    -- What both sides hold.
    (-9223372036854775807, 'NaN', 99999999999999999999.999999999999999999, 1.10, 99999999999999999999, 'text', '\x00',
     '0001-01-01', '0001-01-01 00:00:00', '0001-01-01 00:00:00+00', '{}', '{}', '24:00', '{"a": 1}', 'calm', 1),
    (9223372036854775807, 'Infinity', 1.5000000000000000000000, 999999999999999999.99, 0, '', '', '9999-12-31',
     '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999+00', '{1,2}', '{"NULL",""}', '00:00', 'null', 'hurried',
     2),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    -- What MaxCompute does not.
    (-9223372036854775808, '-Infinity', 'NaN', 'NaN', 100000000000000000000, repeat('x', 8388609),
     decode(repeat('00', 8388609), 'hex'), 'infinity', 'infinity', 'infinity', '{1,NULL}', '{a,NULL}', NULL, NULL, NULL,
     NULL),
    (0, 0, 'Infinity', 0, 0, repeat('x', 8388608), NULL, '-infinity', '-infinity', '-infinity', '{{1,2},{3,4}}',
     '{{a,NULL},{b,c}}', NULL, NULL, NULL, NULL),
    (0, 0, '-Infinity', 0, -99999999999999999999999999999999999999, NULL, NULL, '0044-03-15 BC',
     '0044-03-15 01:02:03 BC', '0044-03-15 01:02:03+00 BC', '[0:1]={1,2}', '[5:5]={a}', NULL, NULL, NULL, NULL),
    (0, 0, 1e20, 0, NULL, NULL, NULL, '10000-01-01', '294276-12-31 23:59:59.999999', '294276-12-31 23:59:59.999999+00',
     '{-9223372036854775808}', NULL, NULL, NULL, NULL, NULL),
    (0, 0, 0.0000000000000000001, 0, NULL, NULL, NULL, '5874897-12-31', '10000-01-01 00:00:00',
     '10000-01-01 00:00:00+00', '{NULL}', NULL, NULL, NULL, NULL, NULL),
    (0, 0, 99999999999999999999.9999999999999999999, 0, NULL, NULL, NULL, '4713-01-01 BC', '4713-01-01 00:00:00 BC',
     '4713-01-01 00:00:00+00 BC', NULL, NULL, NULL, NULL, NULL, NULL),
    (0, 0, repeat('9', 131072)::numeric, 0, NULL, NULL, NULL, NULL, NULL, '1900-01-01 00:00:00+08', NULL, NULL, NULL,
     NULL, NULL, NULL),
    (0, 0, ('0.' || repeat('0', 16382) || '1')::numeric, 0, NULL, NULL, NULL, NULL, NULL, '1969-12-31 23:59:58+08',
     NULL, NULL, NULL, NULL, NULL, NULL),
    (0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, '1969-12-31 23:59:59+08', NULL, NULL, NULL, NULL, NULL, NULL);
