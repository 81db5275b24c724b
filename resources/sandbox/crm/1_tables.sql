-- SPDX-License-Identifier: GPL-3.0-or-later
-- The second database of the instance, for browsing across databases.

CREATE TABLE public.customers (
    customer_id bigint NOT NULL PRIMARY KEY, name text NOT NULL, email varchar(120), city text, since date,
    lifetime_value numeric(20,2)
);
COMMENT ON TABLE public.customers IS 'Customers';
INSERT INTO public.customers
SELECT n, 'Customer ' || n, CASE WHEN n % 9 <> 0 THEN format('customer%s@example.com', n) END,
       (ARRAY['Shanghai', '杭州', 'Beijing', 'Chengdu', NULL])[1 + n % 5], date '2020-01-01' + n * 3 % 1000,
       n * 37 % 9973 + 0.25
FROM generate_series(1, 241 * greatest(1, round(4 * current_setting('isthmus.scale')::numeric))::int) AS n;

CREATE TABLE public.contacts (
    contact_id bigint NOT NULL PRIMARY KEY, customer_id bigint NOT NULL, channel varchar(10) NOT NULL,
    at timestamptz NOT NULL, note text
);
COMMENT ON COLUMN public.contacts.channel IS 'phone, mail or chat';
INSERT INTO public.contacts
SELECT row_number() OVER (ORDER BY customer_id, n), customer_id, (ARRAY['phone', 'mail', 'chat'])[1 + (customer_id + n) % 3],
       timestamptz '2023-01-01 08:00:00+08' + (customer_id * 7919 + n * 86400) % 31536000 * interval '1 second',
       CASE WHEN (customer_id + n) % 4 = 0 THEN 'Asked about order ' || 100000 + customer_id END
FROM public.customers CROSS JOIN generate_series(1, 2) AS n;

CREATE TABLE public.campaigns (
    campaign_id int NOT NULL PRIMARY KEY, name text NOT NULL, starts_on date, ends_on date, budget numeric(20,2)
);
INSERT INTO public.campaigns
SELECT n, 'Campaign ' || n, date '2022-01-01' + n * 2, date '2022-01-15' + n * 2, n * 1000
FROM generate_series(1, 318) AS n;

CREATE TABLE public.visits (
    visit_id bigint NOT NULL PRIMARY KEY, customer_id bigint, page text, at timestamptz NOT NULL, seconds int
);
CALL set_table_property('public.visits', 'event_time_column', 'at');
CALL set_table_property('public.visits', 'time_to_live_in_seconds', '7776000');
INSERT INTO public.visits
SELECT row_number() OVER (ORDER BY customer_id, n), CASE WHEN n % 3 <> 0 THEN customer_id END,
       (ARRAY['/', '/search', '/product', '/cart'])[1 + (customer_id * 3 + n) % 4],
       timestamptz '2023-02-01 00:00:00+08' + (customer_id * 104729 + n * 3607) % 1296000 * interval '1 second',
       (customer_id + n * 17) % 600
FROM public.customers CROSS JOIN generate_series(1, 9) AS n;
