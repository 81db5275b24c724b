-- SPDX-License-Identifier: GPL-3.0-or-later
-- Run by the superuser: PostgreSQL has no CREATE DYNAMIC TABLE, so the table of 2_layers.sql is declared to be one.

INSERT INTO hg_internal.dynamic_table (table_id, query, freshness, sources)
VALUES ('public.dws_shop_daily'::regclass,
        'SELECT shop_id, create_time::date AS order_date, count(*) AS orders, sum(buy_fee) AS order_fee '
        'FROM public.orders GROUP BY 1, 2', '1 minutes', ARRAY['public.orders'::regclass]);
