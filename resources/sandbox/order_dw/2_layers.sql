-- SPDX-License-Identifier: GPL-3.0-or-later
-- What surrounds the tutorial's tables in order_dw: a partitioned table, a dynamic table, and the layers dim and ads.

CREATE TABLE public.orders_by_day (
    order_id bigint NOT NULL,
    user_id text,
    shop_id bigint,
    buy_fee numeric(20,2),
    create_time timestamp,
    dt text NOT NULL,
    PRIMARY KEY (order_id, dt)
) PARTITION BY LIST (dt);
CALL set_table_property('public.orders_by_day', 'auto_partitioning.enable', 'true');
CALL set_table_property('public.orders_by_day', 'auto_partitioning.time_unit', 'DAY');
CALL set_table_property('public.orders_by_day', 'auto_partitioning.num_precreate', '4');
CALL set_table_property('public.orders_by_day', 'auto_partitioning.time_format', 'YYYYMMDD');
COMMENT ON TABLE public.orders_by_day IS 'Orders, one partition a day';
COMMENT ON COLUMN public.orders_by_day.dt IS 'Day of the order, yyyymmdd';

DO $$
DECLARE
    day text;
BEGIN
    FOREACH day IN ARRAY ARRAY['20230210', '20230211', '20230212', '20230213', '20230214', '20230215'] LOOP
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.orders_by_day FOR VALUES IN (%L)',
                       'orders_by_day_' || day, day);
    END LOOP;
END
$$;
CALL set_table_property('public.orders_by_day_20230210', 'storage_mode', 'cold');

INSERT INTO public.orders_by_day
SELECT order_id, user_id, shop_id, buy_fee, create_time, to_char(create_time, 'YYYYMMDD') FROM public.orders;

CREATE TABLE public.dws_shop_daily (
    shop_id bigint NOT NULL,
    order_date date NOT NULL,
    orders bigint,
    order_fee numeric(38,2),
    PRIMARY KEY (shop_id, order_date)
);
COMMENT ON TABLE public.dws_shop_daily IS 'DWS: orders by shop and day, refreshed by Hologres';
INSERT INTO public.dws_shop_daily
SELECT shop_id, create_time::date, count(*), sum(buy_fee) FROM public.orders GROUP BY 1, 2;

CREATE SCHEMA dim;
COMMENT ON SCHEMA dim IS 'Dimensions';
CREATE TABLE dim.dim_shop (
    shop_id bigint NOT NULL PRIMARY KEY, shop_name text NOT NULL, city text, opened_on date
);
INSERT INTO dim.dim_shop
SELECT 12345 + n, 'shop_' || (12345 + n), (ARRAY['Shanghai', '杭州', 'Beijing', NULL])[1 + n % 4],
       date '2019-01-07' + n * 53
FROM generate_series(0, 7) AS n;
CREATE TABLE dim.dim_user (
    user_id text NOT NULL PRIMARY KEY, gender varchar(8), age_range varchar(16), zodiac varchar(16)
);
COMMENT ON COLUMN dim.dim_user.age_range IS 'Age range, for example 30-40';
INSERT INTO dim.dim_user
SELECT 'user_' || lpad(n::text, 3, '0'), (ARRAY['female', 'male', NULL])[1 + n % 3],
       format('%s-%s', 20 + n % 4 * 10, 30 + n % 4 * 10), (ARRAY['Aries', 'Leo', 'Libra', 'Virgo'])[1 + n * 5 % 4]
FROM generate_series(1, 241) AS n;
CREATE TABLE dim.dim_date (day date NOT NULL PRIMARY KEY, iso_week int NOT NULL, is_workday boolean NOT NULL);
INSERT INTO dim.dim_date
SELECT day::date, extract(week FROM day)::int, extract(isodow FROM day) < 6
FROM generate_series(timestamp '2023-01-01', timestamp '2023-12-31', interval '1 day') AS day;
CREATE TABLE dim.dim_platform (pay_platform int NOT NULL PRIMARY KEY, name text NOT NULL);
INSERT INTO dim.dim_platform VALUES (0, 'phone'), (1, 'pc');
CALL set_table_property('dim.dim_platform', 'orientation', 'row');
CREATE FOREIGN TABLE dim.mc_user_info (uid text, gender text, age_range text, zodiac text, dt text)
    SERVER odps_server OPTIONS (project_name 'dbs_mc#default', table_name 'ods_user_info_d');
COMMENT ON FOREIGN TABLE dim.mc_user_info IS 'MaxCompute table dbs_mc.default.ods_user_info_d';

CREATE SCHEMA ads;
COMMENT ON SCHEMA ads IS 'Application layer';
CREATE TABLE ads.ads_shop_gmv_daily (shop_id bigint NOT NULL, day date NOT NULL, gmv numeric(38,2), PRIMARY KEY (shop_id, day));
INSERT INTO ads.ads_shop_gmv_daily SELECT shop_id, order_date, order_fee FROM public.dws_shop_daily;
CREATE TABLE ads.ads_pay_platform_share (day date NOT NULL, pay_platform int NOT NULL, payments bigint, PRIMARY KEY (day, pay_platform));
INSERT INTO ads.ads_pay_platform_share
SELECT create_time::date, pay_platform, count(*) FROM public.orders_pay GROUP BY 1, 2;
CREATE TABLE ads.ads_catalog_rank (catalog_name text NOT NULL PRIMARY KEY, orders bigint, place int);
INSERT INTO ads.ads_catalog_rank
SELECT order_product_catalog_name, count(*), rank() OVER (ORDER BY count(*) DESC)
FROM public.dwd_orders WHERE order_product_catalog_name IS NOT NULL GROUP BY 1;
CREATE TABLE ads.ads_user_score (user_id text NOT NULL PRIMARY KEY, score double precision, tags text[]);
INSERT INTO ads.ads_user_score
SELECT user_id, round((sum(buy_fee) / 1000)::numeric, 3)::float8, ARRAY['buyer', 'shops:' || count(DISTINCT shop_id)]
FROM public.orders GROUP BY user_id;
CREATE MATERIALIZED VIEW ads.mv_orders_by_state AS
SELECT order_state, count(*) AS orders FROM public.dwd_orders GROUP BY 1;
