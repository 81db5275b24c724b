-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tutorial's tables in database order_dw, with its rows. Source: Alibaba Cloud tutorial "Metadata mapping and data
-- synchronization for Hologres based on MaxCompute" and the real-time warehouse tutorial that it builds on.

CREATE TABLE public.orders (
    order_id bigint NOT NULL PRIMARY KEY,
    user_id text NOT NULL,
    shop_id bigint NOT NULL,
    product_id bigint NOT NULL,
    buy_fee numeric(20,2) NOT NULL,
    create_time timestamp NOT NULL,
    update_time timestamp NOT NULL,
    state int NOT NULL
);
CALL set_table_property('public.orders', 'binlog.level', 'replica');
COMMENT ON TABLE public.orders IS 'ODS: orders, synchronized from MySQL';
COMMENT ON COLUMN public.orders.state IS 'state 0: created, 1: paid';

CREATE TABLE public.orders_pay (
    pay_id bigint NOT NULL PRIMARY KEY,
    order_id bigint NOT NULL,
    pay_platform int NOT NULL,
    create_time timestamp NOT NULL
);
CALL set_table_property('public.orders_pay', 'binlog.level', 'replica');
COMMENT ON TABLE public.orders_pay IS 'ODS: payments of orders, synchronized from MySQL';
COMMENT ON COLUMN public.orders_pay.pay_platform IS 'platform 0: phone, 1: pc';

CREATE TABLE public.product_catalog (
    product_id bigint NOT NULL PRIMARY KEY,
    catalog_name text NOT NULL
);
CALL set_table_property('public.product_catalog', 'orientation', 'row,column');
CALL set_table_property('public.product_catalog', 'binlog.level', 'replica');
COMMENT ON TABLE public.product_catalog IS 'ODS: product dimension, synchronized from MySQL';

CREATE TABLE public.dwd_orders (
    order_id bigint NOT NULL PRIMARY KEY,
    order_user_id text,
    order_shop_id bigint,
    order_product_id bigint,
    order_product_catalog_name text,
    order_fee numeric(20,2),
    order_create_time timestamp,
    order_update_time timestamp,
    order_state int,
    pay_id bigint,
    pay_platform int,
    pay_create_time timestamp
);
CALL set_table_property('public.dwd_orders', 'clustering_key', 'order_create_time:asc');
CALL set_table_property('public.dwd_orders', 'event_time_column', 'order_update_time');
CALL set_table_property('public.dwd_orders', 'binlog.level', 'replica');
CALL set_table_property('public.dwd_orders', 'binlog.ttl', '604800');
COMMENT ON TABLE public.dwd_orders IS 'DWD: orders joined with their products and payments';
COMMENT ON COLUMN public.dwd_orders.pay_platform IS 'platform 0: phone, 1: pc';

INSERT INTO public.product_catalog VALUES
    (1, 'phone_aaa'), (2, 'phone_bbb'), (3, 'phone_ccc'), (4, 'phone_ddd'), (5, 'phone_eee');

INSERT INTO public.orders VALUES
    (100001, 'user_001', 12345, 1, 5000.05, '2023-02-15 16:40:56', '2023-02-15 18:42:56', 1),
    (100002, 'user_002', 12346, 2, 4000.04, '2023-02-15 15:40:56', '2023-02-15 18:42:56', 1),
    (100003, 'user_003', 12347, 3, 3000.03, '2023-02-15 14:40:56', '2023-02-15 18:42:56', 1),
    (100004, 'user_001', 12347, 4, 2000.02, '2023-02-15 13:40:56', '2023-02-15 18:42:56', 1),
    (100005, 'user_002', 12348, 5, 1000.01, '2023-02-15 12:40:56', '2023-02-15 18:42:56', 1),
    (100006, 'user_001', 12348, 1, 1000.01, '2023-02-15 11:40:56', '2023-02-15 18:42:56', 1),
    (100007, 'user_003', 12347, 4, 2000.02, '2023-02-15 10:40:56', '2023-02-15 18:42:56', 1);

INSERT INTO public.orders_pay VALUES
    (2001, 100001, 1, '2023-02-15 17:40:56'), (2002, 100002, 1, '2023-02-15 17:40:56'),
    (2003, 100003, 0, '2023-02-15 17:40:56'), (2004, 100004, 0, '2023-02-15 17:40:56'),
    (2005, 100005, 0, '2023-02-15 18:40:56'), (2006, 100006, 0, '2023-02-15 18:40:56'),
    (2007, 100007, 0, '2023-02-15 18:40:56');

-- Generated orders follow the tutorial's: 993 at scale 1. Everything depends on the number only, so that the same
-- order is the same row at every scale. Product 9 is in no catalog, and one order in three is not paid.
INSERT INTO public.orders
SELECT 100000 + n, 'user_' || lpad((1 + n * 37 % 241)::text, 3, '0'), 12345 + n * 11 % 8,
       CASE WHEN n % 41 = 9 THEN 9 ELSE 1 + n * 7 % 5 END, (1 + n * 7 % 5) * 1000.01 + n * 13 % 97,
       timestamp '2023-02-15 10:12:08' - n * 397 % 400000 * interval '1 second',
       timestamp '2023-02-15 18:42:56' - n * 397 % 400000 * interval '1 second', (n % 3 <> 0)::int
FROM generate_series(8, 7 + round(993 * current_setting('isthmus.scale')::numeric)::bigint) AS n;

INSERT INTO public.orders_pay
SELECT order_id - 98000, order_id, (order_id % 4 = 1)::int, create_time + interval '1 hour'
FROM public.orders WHERE order_id > 100007 AND state = 1;

INSERT INTO public.dwd_orders
SELECT o.order_id, o.user_id, o.shop_id, o.product_id, c.catalog_name, o.buy_fee, o.create_time, o.update_time, o.state,
       p.pay_id, p.pay_platform, p.create_time
FROM public.orders o
LEFT JOIN public.product_catalog c USING (product_id)
LEFT JOIN public.orders_pay p USING (order_id)
ORDER BY o.order_id;

-- The tutorial's print has an eighth row, written straight into the wide table.
INSERT INTO public.dwd_orders VALUES
    (11111, 'user_test', 12350, 9, NULL, 12.30, '2023-02-15 09:58:41', '2023-02-15 09:58:41', 0, NULL, NULL, NULL);
-- NULL and the empty text are both there to be told apart; a payment may also arrive before its order.
UPDATE public.dwd_orders SET order_user_id = NULL WHERE order_id % 67 = 46 AND order_id > 100007;
UPDATE public.dwd_orders SET order_user_id = '' WHERE order_id % 83 = 68 AND order_id > 100007;

CREATE VIEW public.v_order_funnel AS
SELECT order_create_time::date AS order_date, count(*) AS orders, count(pay_id) AS paid_orders,
       round(count(pay_id) * 100.0 / count(*), 1) AS paid_percent, sum(order_fee) AS order_fee
FROM public.dwd_orders
GROUP BY 1;
COMMENT ON VIEW public.v_order_funnel IS 'Orders and paid orders by day';
