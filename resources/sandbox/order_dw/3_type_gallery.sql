-- SPDX-License-Identifier: GPL-3.0-or-later
-- One column of every type a Hologres table may have, with the edges of each. The last eleven have no MaxCompute type.
-- Dates stay within the years 1 to 9999, which both systems can hold: type_edges has the others.

CREATE TABLE public.type_gallery (
    id bigint NOT NULL PRIMARY KEY,
    c_smallint smallint,
    c_integer integer,
    c_bigint bigint,
    c_serial serial,
    c_real real,
    c_double double precision,
    c_boolean boolean,
    c_numeric_20_2 numeric(20,2),
    c_numeric_38_18 numeric(38,18),
    c_numeric_38_30 numeric(38,30),
    c_text text,
    c_varchar varchar(100),
    c_char char(10),
    c_bytea bytea,
    c_date date,
    c_timestamp timestamp,
    c_timestamptz timestamptz,
    c_int4_array int4[],
    c_int8_array int8[],
    c_float4_array float4[],
    c_float8_array float8[],
    c_bool_array boolean[],
    c_text_array text[],
    c_json json,
    c_jsonb jsonb,
    c_varchar_array varchar(20)[],
    c_time time,
    c_timetz timetz,
    c_interval interval,
    c_bit bit(8),
    c_varbit varbit(16),
    c_inet inet,
    c_money money,
    c_oid oid,
    c_uuid uuid
);
ALTER TABLE public.type_gallery ALTER COLUMN c_serial DROP NOT NULL;
COMMENT ON TABLE public.type_gallery IS 'A column of every Hologres type, with its edges';
COMMENT ON COLUMN public.type_gallery.c_numeric_38_30 IS 'More decimals than a MaxCompute DECIMAL has';
COMMENT ON COLUMN public.type_gallery.c_jsonb IS 'Reaches MaxCompute by direct read only';

INSERT INTO public.type_gallery
SELECT n, (n * 511)::smallint, (n * 7919)::int, n * 1000000007::bigint, n, n / 8.0::real, n * 3.141592653589793,
       n % 2 = 0, n * 12.34, n / 7.0, n / 9.0, 'text ' || n, 'varchar ' || n, 'char ' || n,
       decode(lpad(to_hex(n), 2, '0') || '00ff', 'hex'), date '2023-02-15' - n,
       timestamp '2023-02-15 16:40:56.123456' - n * interval '1 hour 1 microsecond',
       timestamptz '2023-02-15 16:40:56.123456+08' - n * interval '1 hour 1 microsecond',
       ARRAY[n, n + 1], ARRAY[n, n * 1000000007::bigint], ARRAY[n / 2.0]::real[], ARRAY[n / 3.0, n / 6.0]::float8[],
       ARRAY[n % 2 = 0, n % 3 = 0], ARRAY['a' || n, 'b,' || n], json_build_object('n', n), jsonb_build_object('n', n),
       ARRAY['v' || n], time '08:00' + n * interval '1 minute', timetz '08:00:00+08' + n * interval '1 minute',
       n * interval '1 day 1 second', n::bit(8), (n % 16)::bit(4)::varbit(16), ('192.0.2.' || n)::inet,
       (n * 1.5)::numeric::money, n::oid, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
FROM generate_series(6, 64) AS n;

-- 1 and 2: least and greatest values. 3: all NULL. 4: empty. 5: signs that want quoting, and text beyond ASCII.
INSERT INTO public.type_gallery VALUES
    (1, -32768, -2147483648, -9223372036854775808, 1, '-3.4028235e38', '-1.7976931348623157e308', false,
     -999999999999999999.99, -99999999999999999999.999999999999999999, -99999999.999999999999999999999999999999,
     'least', 'least', 'least', '\x00', '0001-01-01', '0001-01-01 00:00:00', '0001-01-02 00:00:00+00',
     '{-2147483648}', '{-9223372036854775808}', '{-3.4028235e38}', '{-1.7976931348623157e308}', '{f}', '{least}',
     '{"n":-1}', '{"n":-1}', '{least}', '00:00:00', '00:00:00+14', '-178000000 years', B'00000000', B'0', '0.0.0.0',
     '-92233720368547758.08', 0, '00000000-0000-0000-0000-000000000000'),
    (2, 32767, 2147483647, 9223372036854775807, 2, '3.4028235e38', '1.7976931348623157e308', true,
     999999999999999999.99, 99999999999999999999.999999999999999999, 99999999.999999999999999999999999999999,
     repeat('long text ', 1000), repeat('v', 100), repeat('c', 10), decode(repeat('00ff', 500), 'hex'), '9999-12-31',
     '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999+00',
     '{2147483647,-1,0}', '{9223372036854775807,-1,0}', '{3.4028235e38,0}', '{1.7976931348623157e308,0}', '{t,f,t}',
     '{greatest,""}', '{"n":[1,2,{"deep":true}]}', '{"n":[1,2,{"deep":true}]}', '{greatest}', '24:00:00',
     '23:59:59.999999-14', '178000000 years', B'11111111', B'1111111111111111', '2001:db8::1/64',
     '92233720368547758.07', 4294967295, 'ffffffff-ffff-4fff-bfff-ffffffffffff');
INSERT INTO public.type_gallery (id, c_serial) VALUES (3, NULL);
INSERT INTO public.type_gallery VALUES
    (4, 0, 0, 0, 0, 0, 0, false, 0, 0, 0, '', '', '', '', '1970-01-01', '1970-01-01 00:00:00',
     '1970-01-01 00:00:00+00', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '00:00:00', '00:00:00+00', '0',
     B'00000000', B'', '::', 0, 0, '00000000-0000-0000-0000-000000000000'),
    (5, 1, 1, 1, 5, 'Infinity', 'NaN', true, 0.01, 0.000000000000000001, 0.000000000000000000000000000001,
     E'quote '' double " back \\ tab \t line\nnext, comma', '海峡 🌏 naïve ܀', 'ü€漢', '\xdeadbeef', '2024-02-29',
     '2024-02-29 23:59:59.999999', '2024-03-31 02:30:00+01', '{1}', '{1}', '{Infinity}', '{NaN,-Infinity}', '{t}',
     ARRAY['quote "', 'comma ,', E'back \\', '海峡', 'NULL'], '{"键":"值 \" \\ "}', '{"键":"值 \" \\ "}', '{漢}',
     '23:59:59.999999', '12:00:00+05:45', '1 mon -1 day 00:00:00.000001', B'10101010', B'101', '192.0.2.0/24',
     0.01, 1, '123e4567-e89b-42d3-a456-426614174000');
