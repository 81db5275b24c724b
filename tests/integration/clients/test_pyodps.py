# SPDX-License-Identifier: GPL-3.0-or-later
"""MaxCompute's own Python client, unmodified, against the sandbox: what it reads and writes is compared by value."""

import base64
import contextlib
import datetime
import decimal
import json
import random
import sys
import unittest

try:
    import odps
except ImportError:
    print("there is no module odps (pip install pyodps): skipped")
    sys.exit(77)
from odps import ODPS, errors, options, types
from odps.accounts import BearerTokenAccount, StsAccount
from odps.models import Record, TableSchema
from odps.tunnel import CompressOption, TableTunnel
from odps.tunnel.errors import TunnelError

from sandboxed import Sandbox

SANDBOX = Sandbox()
WITH_SCHEMAS = {"odps.namespace.schema": "true"}


def setUpModule():
    options.retry_times = 1
    options.verbose = False
    SANDBOX.start()


def tearDownModule():
    SANDBOX.stop()


def connect(access_id=None, key=None, project=None, **kw):
    info = SANDBOX.info
    return ODPS(
        access_id or info["access_id"],
        key or info["access_key"],
        project or info["project"],
        endpoint=info["endpoint"],
        **kw,
    )


class ClientTest(unittest.TestCase):
    def setUp(self):
        self.o = connect()

    def sql(self, text, **kw):
        return self.o.execute_sql(text, **kw)

    def rows(self, text, **kw):
        with self.sql(text, **kw).open_reader(tunnel=True) as reader:
            return [list(record.values) for record in reader]

    def table(self, name, columns, tail=""):
        """A new table for this test, dropped at its end."""
        self.o.delete_table(name, if_exists=True)
        self.sql(f"CREATE TABLE {name} ({columns}) {tail}")
        self.addCleanup(self.o.delete_table, name, if_exists=True)
        return self.o.get_table(name)

    def code_of(self, call, *args, **kw):
        """The error code that the call is refused with."""
        with self.assertRaises(errors.ODPSError) as caught:
            call(*args, **kw)
        return caught.exception.code or type(caught.exception).__name__

    @contextlib.contextmanager
    def optional_libraries(self):
        """Skips the test, or only the subtest around it, where a library that pyodps does not require is missing."""
        try:
            yield
        except (errors.DependencyNotInstalledError, ModuleNotFoundError) as missing:
            self.skipTest(str(missing))


class Authentication(ClientTest):
    def test_wrong_key_is_refused(self):
        self.assertEqual(self.code_of(connect(key="wrong").get_project().reload), "SignatureNotMatch")

    def test_unknown_id_is_refused(self):
        self.assertEqual(self.code_of(connect("nobody", "wrong").get_project().reload), "InvalidAccessKeyId")

    def test_v4_signature_is_accepted(self):
        options.enable_v4_sign = True
        try:
            project = connect(region_name="cn-hangzhou").get_project()
            project.reload()
            self.assertEqual(project.name, SANDBOX.info["project"])
        finally:
            options.enable_v4_sign = False

    def test_unknown_security_token_is_refused(self):
        account = StsAccount(SANDBOX.info["access_id"], SANDBOX.info["access_key"], "made up")
        o = ODPS(account=account, project=SANDBOX.info["project"], endpoint=SANDBOX.info["endpoint"])
        self.assertIn("token", str(self.failure_of(o.get_project().reload)).lower())

    def failure_of(self, call):
        with self.assertRaises(errors.ODPSError) as caught:
            call()
        return caught.exception

    def test_bearer_token_opens_its_instance_only(self):
        instance = self.sql("SELECT 1 AS one")
        url = self.o.get_logview_address(instance.id, 1)
        token = url.split("token=")[1]
        bearer = ODPS(
            account=BearerTokenAccount(token), project=SANDBOX.info["project"], endpoint=SANDBOX.info["endpoint"]
        )
        self.assertTrue(bearer.get_instance(instance.id).is_successful())
        self.assertEqual(self.code_of(list, bearer.list_tables()), "NoPermission")

    def test_bearer_token_opens_everything_if_it_says_so(self):
        policy = {
            "Version": "1",
            "Statement": [{"Action": ["*"], "Effect": "Allow", "Resource": "acs:odps:*:*"}],
        }
        token = self.o.get_project().generate_auth_token(policy, "bearer", 5)
        bearer = ODPS(
            account=BearerTokenAccount(token), project=SANDBOX.info["project"], endpoint=SANDBOX.info["endpoint"]
        )
        self.assertIn("ods_user_info_d", [table.name for table in bearer.list_tables()])
        self.assertTrue(bearer.execute_sql("DROP TABLE IF EXISTS t_bearer").is_successful())

    def test_read_only_account_reads_and_cannot_write(self):
        user = SANDBOX.info["private"]["restricted"]
        o = connect(user["name"], user["password"])
        with o.execute_sql("SELECT COUNT(*) FROM ods_user_info_d").open_reader(tunnel=True) as reader:
            self.assertEqual(reader[0][0], 360)
        self.assertEqual(self.code_of(o.execute_sql, "CREATE TABLE t_forbidden (id BIGINT)"), "ODPS-0130013")
        tunnel = TableTunnel(o)
        self.assertEqual(
            self.code_of(tunnel.create_upload_session, "ods_user_info_d", partition_spec="dt=20240115"),
            "NoPermission",
        )


class Metadata(ClientTest):
    def test_projects(self):
        names = [project.name for project in self.o.list_projects()]
        self.assertEqual(names, ["dbs_mc", "dbs_mc_2layer"])
        self.assertTrue(self.o.exist_project("dbs_mc"))
        self.assertFalse(self.o.exist_project("nowhere"))
        project = self.o.get_project()
        project.reload()
        self.assertEqual(project.owner, SANDBOX.info["access_id"])
        self.assertEqual(project.properties["odps.schema.model.enabled"], "true")
        self.assertEqual(self.o.get_project("dbs_mc_2layer").properties["odps.schema.model.enabled"], "false")

    def test_schemas(self):
        self.assertIn("default", [schema.name for schema in self.o.list_schemas()])
        self.o.create_schema("client_s")
        self.assertTrue(self.o.exist_schema("client_s"))
        self.assertEqual(self.o.get_schema("client_s").owner, SANDBOX.info["access_id"])
        self.o.create_table("t_in_schema", "id bigint", schema="client_s")
        self.assertEqual([t.name for t in self.o.list_tables(schema="client_s")], ["t_in_schema"])
        self.o.delete_table("t_in_schema", schema="client_s")
        self.o.delete_schema("client_s")
        self.assertFalse(self.o.exist_schema("client_s"))

    def test_tables(self):
        tables = {table.name: table for table in self.o.list_tables(prefix="ods_")}
        self.assertEqual(sorted(tables), ["ods_raw_log_d", "ods_user_info_d"])
        table = self.o.get_table("ods_user_info_d")
        self.assertEqual([c.name for c in table.table_schema.simple_columns], ["uid", "gender", "age_range", "zodiac"])
        self.assertEqual([c.name for c in table.table_schema.partitions], ["dt"])
        self.assertEqual(table.table_schema["uid"].comment, "User ID")
        self.assertEqual(table.lifecycle, 7)
        self.assertFalse(table.is_virtual_view)
        self.assertIn("PARTITIONED BY", table.get_ddl())
        self.assertFalse(self.o.exist_table("no_such_table"))
        self.assertEqual([t.name for t in self.o.list_tables(type="virtual_view")], [])

    def test_pages(self):
        for i in range(7):
            self.o.create_table(f"t_page_{i}", "id bigint", if_not_exists=True)
        try:
            url = self.o.get_project().tables.resource()
            params = {"expectmarker": "true", "maxitems": "3", "name": "t_page_"}
            reply = self.o.rest.get(url, params=params).text
            self.assertEqual(reply.count("<Table>"), 3)
            self.assertIn("<Marker>t_page_2</Marker>", reply)
            self.assertEqual(len(list(self.o.list_tables(prefix="t_page_"))), 7)
        finally:
            for i in range(7):
                self.o.delete_table(f"t_page_{i}")

    def test_partitions(self):
        table = self.o.get_table("ods_user_info_d")
        self.assertEqual([p.name for p in table.partitions], ["dt='20240115'", "dt='20240116'", "dt='20240117'"])
        self.assertTrue(table.exist_partition("dt=20240116"))
        self.assertFalse(table.exist_partition("dt=19990101"))
        self.assertGreater(table.get_partition("dt=20240116").size, 0)
        own = self.table("t_parts", "v STRING", "PARTITIONED BY (dt STRING, hh STRING)")
        own.create_partition("dt=a,hh=1")
        own.create_partition("dt=a,hh=2")
        self.assertEqual([p.name for p in own.iterate_partitions("dt=a")], ["dt='a',hh='1'", "dt='a',hh='2'"])
        own.delete_partition("dt=a,hh=1")
        self.assertEqual([p.name for p in own.partitions], ["dt='a',hh='2'"])

    def test_head(self):
        records = list(self.o.get_table("ods_user_info_d").head(4, partition="dt=20240115"))
        self.assertEqual(records[0]["uid"], "0000001")
        self.assertIsNone(records[3]["age_range"])

    def test_head_is_utf8(self):
        table = self.table("t_utf8", "s STRING")
        self.o.write_table("t_utf8", [["中文"]])
        self.assertEqual(list(table.head(1, use_legacy=True))[0]["s"], "中文")

    def test_project_with_two_levels(self):
        o = connect(project=SANDBOX.info["project"] + "_2layer")
        self.assertFalse(o.is_schema_namespace_enabled())
        o.delete_table("t_flat", if_exists=True)
        o.create_table("t_flat", "id bigint")
        self.addCleanup(o.delete_table, "t_flat", if_exists=True)
        o.write_table("t_flat", [[1], [2]])
        with o.execute_sql(f"SELECT COUNT(*) FROM {o.project}.t_flat").open_reader(tunnel=True) as reader:
            self.assertEqual(reader[0][0], 2)
        # The JDBC driver and SQLAlchemy call the project its schema.
        listed = [table.name for table in o.list_tables(schema=o.project)]
        self.assertIn("t_flat", listed)
        self.assertTrue(o.exist_table("t_flat", schema=o.project))

    def test_users_roles_quotas(self):
        names = [user.display_name for user in self.o.list_users()]
        self.assertIn("ALIYUN$" + SANDBOX.info["access_id"], names)
        self.assertIn("admin", [role.name for role in self.o.list_roles()])
        self.assertIn("sandbox", [quota.nickname for quota in self.o.list_quotas()])
        who = self.o.execute_security_query("whoami")
        self.assertEqual(who["ID"], SANDBOX.info["access_id"])

    def test_resources_and_functions(self):
        resource = self.o.create_resource("client_lib.py", "py", file_obj="def f(x): return x")
        self.addCleanup(self.o.delete_resource, "client_lib.py")
        self.assertTrue(self.o.exist_resource("client_lib.py"))
        self.assertEqual(self.o.get_resource("client_lib.py").type.name, "PY")
        with self.o.get_resource("client_lib.py").open("r") as reader:
            self.assertEqual(reader.read(), "def f(x): return x")
        self.assertIn("client_lib.py", [r.name for r in self.o.list_resources()])
        self.o.create_function("client_f", class_type="client_lib.f", resources=[resource])
        self.assertEqual(self.o.get_function("client_f").class_type, "client_lib.f")
        self.assertIn("client_f", [f.name for f in self.o.list_functions()])
        self.o.delete_function("client_f")
        self.assertFalse(self.o.exist_function("client_f"))


class Sql(ClientTest):
    def test_values_come_typed(self):
        values = self.rows(
            "SELECT 1, 2L, 'x', 1.5, true, CAST('2024-01-15 08:30:00' AS DATETIME), CAST('2024-01-15' AS DATE), "
            "CAST(12.30 AS DECIMAL(10,2)), CAST(NULL AS STRING)"
        )
        self.assertEqual(values[0][:5], [1, 2, "x", 1.5, True])
        self.assertEqual(values[0][5].astimezone(datetime.timezone.utc).hour, 8)
        self.assertEqual(values[0][6:], [datetime.date(2024, 1, 15), decimal.Decimal("12.30"), None])

    def test_result_without_tunnel(self):
        with self.sql("SELECT uid FROM ods_user_info_d WHERE dt='20240115' ORDER BY uid LIMIT 2").open_reader(
            tunnel=False
        ) as reader:
            self.assertEqual([record[0] for record in reader], ["0000001", "0000002"])

    def test_texts_of_statements(self):
        self.table("t_text", "id BIGINT COMMENT 'key'", "LIFECYCLE 3")
        with self.sql("SHOW TABLES LIKE 't_text'").open_reader() as reader:
            self.assertIn("t_text", reader.raw)
        with self.sql("DESC t_text").open_reader() as reader:
            self.assertIn("bigint", reader.raw.lower())

    def test_cursor_runs_statements_without_rows(self):
        import odps.dbapi

        self.table("t_cursor", "id BIGINT")
        connection = odps.dbapi.connect(self.o)
        cursor = connection.cursor()
        for statement in ("SHOW TABLES", "DESC t_cursor", "SHOW CREATE TABLE t_cursor", "EXPLAIN SELECT 1"):
            cursor.execute(statement)
            self.assertTrue(cursor.fetchall(), statement)
        cursor.execute("INSERT INTO t_cursor VALUES (1), (2)")
        cursor.execute("SELECT COUNT(*) FROM t_cursor")
        self.assertEqual(cursor.fetchone()[0], 2)

    def test_summary_tells_the_rows_that_were_written(self):
        self.table("t_count", "id BIGINT")
        instance = self.sql("INSERT INTO t_count VALUES (1), (2)")
        summary = instance.get_task_summary(instance.get_task_names()[0])
        self.assertEqual(summary["Outputs"], {SANDBOX.info["project"] + ".t_count": [2]})

    def test_unique_identifier(self):
        instance = self.o.run_sql("SELECT 1", unique_identifier_id="client-guid-1")
        self.assertEqual(instance.get_unique_identifier_id(), "client-guid-1")

    def test_errors(self):
        self.assertRaises(errors.NoSuchTable, self.sql, "SELECT * FROM nowhere_at_all")
        self.assertRaises(errors.ParseError, self.sql, "SELEC 1")
        self.assertEqual(self.code_of(self.sql, "SELECT unknown_column FROM ods_user_info_d"), "ODPS-0130071")

    def test_instance(self):
        instance = self.o.run_sql("SELECT 1 AS one")
        instance.wait_for_success()
        self.assertTrue(instance.is_terminated() and instance.is_successful())
        self.assertEqual(instance.get_sql_query().strip(), "SELECT 1 AS one;")
        task = instance.get_task_names()[0]
        progress = instance.get_task_progress(task)
        self.assertEqual(progress.stages[0].finished_percentage, 100)
        self.assertIn(instance.id, [i.id for i in self.o.list_instances()])
        self.assertTrue(self.o.exist_instance(instance.id))
        self.assertFalse(self.o.exist_instance("20240101000000000gnowhere"))

    def test_stop(self):
        instance = self.o.run_sql(
            "SELECT COUNT(*) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c"
        )
        instance.stop()
        self.assertRaises(errors.ODPSError, instance.wait_for_success)
        self.assertFalse(instance.is_successful())

    def test_same_submission_twice_is_one_job(self):
        ids = [self.o.run_sql("SELECT 5", unique_identifier_id="client-guid-1").id for _ in range(2)]
        self.assertEqual(ids[0], ids[1])

    def test_insert_and_overwrite(self):
        self.table("t_ins", "id BIGINT, name STRING", "PARTITIONED BY (dt STRING)")
        self.sql("INSERT INTO t_ins PARTITION (dt='a') VALUES (1, 'x'), (2, 'y')")
        self.sql("INSERT OVERWRITE TABLE t_ins PARTITION (dt='a') VALUES (3, 'z')")
        self.assertEqual(self.rows("SELECT id, name, dt FROM t_ins"), [[3, "z", "a"]])


GALLERY = (
    "t TINYINT, s SMALLINT, i INT, b BIGINT, f FLOAT, d DOUBLE, bo BOOLEAN, st STRING, vc VARCHAR(10), ch CHAR(4), "
    "bi BINARY, de DECIMAL(20,4), da DATE, dt DATETIME, ts TIMESTAMP, tn TIMESTAMP_NTZ, js JSON, "
    "ai ARRAY<BIGINT>, at ARRAY<STRING>, m MAP<STRING,BIGINT>, r STRUCT<a:INT,b:STRING>"
)


def gallery_row():
    import pandas

    return [
        -128, 32767, -5, 2**62, 0.5, -1.25, True, "héllo\n\"'", "abc", "wxyz", b"\x00\x7f\xff",
        decimal.Decimal("-1234567890.1250"), datetime.date(1969, 7, 20),
        datetime.datetime(2024, 1, 15, 8, 30, 0, 123000), pandas.Timestamp("2024-01-15 08:30:00.123456"),
        pandas.Timestamp("1969-12-31 23:59:59.5"), {"a": [1, None]}, [1, None, 3], ["x", None, "y\"z"],
        {"k": 7, "z": None}, {"a": 1, "b": None},
    ]


class Tunnel(ClientTest):
    def test_write_and_read(self):
        self.table("t_rw", "id BIGINT, name STRING, amount DECIMAL(10,2)")
        data = [[1, "a", decimal.Decimal("1.50")], [2, None, None], [3, "中文", decimal.Decimal("-0.01")]]
        self.o.write_table("t_rw", data)
        self.assertEqual([list(r.values) for r in self.o.read_table("t_rw")], data)
        with self.o.get_table("t_rw").open_reader() as reader:
            self.assertEqual(reader.count, 3)
            self.assertEqual([list(r.values) for r in reader[1:3]], data[1:])
            self.assertEqual([r[0] for r in reader.read(1, 1)], [2])

    def test_all_types(self):
        self.table("t_types", GALLERY)
        with self.optional_libraries():
            row = gallery_row()
        self.o.write_table("t_types", [row, [None] * len(row)])
        back = [list(r.values) for r in self.o.read_table("t_types")]
        self.assertEqual(back[1], [None] * len(row))
        for column, expected, found in zip(self.o.get_table("t_types").table_schema, row, back[0]):
            if column.name in ("js", "r"):
                found = dict(found) if not hasattr(found, "_asdict") else found._asdict()
            if column.name == "bi":
                found = bytes(found)
            if column.name in ("dt",):
                found = found.replace(tzinfo=None) if expected.tzinfo is None else found
            self.assertEqual(found, expected, column.name)

    def test_rows_come_in_the_order_in_which_they_went(self):
        self.table("t_order", "id BIGINT, s STRING")
        lengths = random.Random(3)
        for first in (0, 500):
            self.o.write_table("t_order", [[first + i, "x" * lengths.randint(10, 1500)] for i in range(500)])
        self.assertEqual([record[0] for record in self.o.read_table("t_order")], list(range(1000)))

    def test_strings_are_bytes(self):
        self.table("t_bytes", "s STRING")
        data = [b"hello \x00\x00 world", "中文".encode("gbk"), bytes(range(256)), "中文".encode()]
        self.addCleanup(setattr, options.tunnel, "string_as_binary", options.tunnel.string_as_binary)
        options.tunnel.string_as_binary = True
        self.o.write_table("t_bytes", [[value] for value in data])
        self.assertEqual([record[0] for record in self.o.read_table("t_bytes")], data)
        self.assertEqual([row[0] for row in self.rows("SELECT s FROM t_bytes")], data)

    def test_forms_of_decimal_and_char(self):
        self.table("t_forms", "d DECIMAL, e DECIMAL(10,2), c CHAR(4), m MAP<CHAR(2),CHAR(3)>")
        self.o.write_table("t_forms", [[decimal.Decimal("10"), decimal.Decimal("1.50"), "ab", {"k": "v"}]])
        self.assertEqual([[str(v) for v in r.values] for r in self.o.read_table("t_forms")],
                         [["10", "1.5", "ab  ", "{'k ': 'v  '}"]])
        self.assertEqual(self.rows("SELECT m['k'] = 'v' FROM t_forms"), [[True]])

    def test_partition(self):
        table = self.table("t_wp", "id BIGINT", "PARTITIONED BY (dt STRING, hh BIGINT)")
        with table.open_writer(partition="dt=a,hh=1", create_partition=True) as writer:
            writer.write([[1], [2]])
        with table.open_writer(partition="dt=a,hh=1") as writer:
            writer.write([[3]])
        with table.open_reader(partition="dt=a,hh=1") as reader:
            self.assertEqual([list(r.values) for r in reader], [[1, "a", "1"], [2, "a", "1"], [3, "a", "1"]])
        with table.open_writer(partition="dt=a,hh=1", overwrite=True) as writer:
            writer.write([[9]])
        self.assertEqual(self.rows("SELECT id, dt, hh FROM t_wp"), [[9, "a", 1]])
        self.assertEqual(
            self.code_of(TableTunnel(self.o).create_upload_session, "t_wp", partition_spec="dt=x,hh=1"),
            "NoSuchPartition",
        )

    def test_compression_both_ways(self):
        data = [[i, f"order number {i % 100}"] for i in range(20000)]
        for algorithm in CompressOption.CompressAlgorithm:
            with self.subTest(algorithm=algorithm.name), self.optional_libraries():
                self.table("t_compressed", "id BIGINT, name STRING")
                tunnel = TableTunnel(self.o)
                option = CompressOption(algorithm)
                upload = tunnel.create_upload_session("t_compressed", compress_option=option)
                with upload.open_record_writer(0, compress=True) as writer:
                    for row in data:
                        writer.write(upload.new_record(row))
                upload.commit([0])
                download = tunnel.create_download_session("t_compressed", compress_option=option)
                self.assertEqual(download.count, len(data))
                with download.open_record_reader(0, download.count, compress=True) as reader:
                    self.assertEqual([list(r.values) for r in reader], data)

    def test_columns_and_row_range(self):
        self.table("t_cols", "a BIGINT, b STRING, c DOUBLE")
        self.o.write_table("t_cols", [[i, str(i), i / 2] for i in range(10)])
        download = TableTunnel(self.o).create_download_session("t_cols")
        with download.open_record_reader(3, 2, columns=["c", "a"]) as reader:
            self.assertEqual([list(r.values) for r in reader], [[1.5, 3], [2.0, 4]])

    def test_blocks(self):
        self.table("t_blocks", "id BIGINT")
        upload = TableTunnel(self.o).create_upload_session("t_blocks")
        for block, values in ((0, [1]), (5, [9]), (5, [2, 3])):
            with upload.open_record_writer(block) as writer:
                for value in values:
                    writer.write(upload.new_record([value]))
        self.assertEqual(sorted(int(b) for b in upload.get_block_list()), [0, 5])
        self.assertRaises(TunnelError, upload.commit, [0])
        self.assertEqual(self.rows("SELECT COUNT(*) FROM t_blocks"), [[0]])
        upload.commit([0, 5])
        self.assertEqual(upload.status.value.upper(), "CLOSED")
        self.assertEqual(self.rows("SELECT id FROM t_blocks ORDER BY id"), [[1], [2], [3]])
        again = TableTunnel(self.o).create_upload_session("t_blocks", upload_id=upload.id)
        self.assertEqual(again.status.value.upper(), "CLOSED")

    def test_changed_table_is_told(self):
        self.table("t_changed", "id BIGINT")
        self.o.write_table("t_changed", [[1]])
        download = TableTunnel(self.o).create_download_session("t_changed")
        self.sql("INSERT INTO t_changed VALUES (2L)")
        self.assertEqual(self.code_of(lambda: list(download.open_record_reader(0, 1))), "TableModified")

    def test_stream_upload(self):
        self.table("t_stream", "id BIGINT, tags ARRAY<STRING>", "PARTITIONED BY (dt STRING)")
        tunnel = TableTunnel(self.o)
        stream = tunnel.create_stream_upload_session("t_stream", partition_spec="dt=a", create_partition=True)
        for compress in (False, True):
            with stream.open_record_writer(compress=compress) as writer:
                writer.write(stream.new_record([int(compress), ["x", None]]))
            self.assertEqual(self.rows("SELECT COUNT(*) FROM t_stream"), [[int(compress) + 1]])
        stream.reload(force=True)
        self.assertEqual(
            self.rows("SELECT id, tags, dt FROM t_stream ORDER BY id"), [[0, ["x", None], "a"], [1, ["x", None], "a"]]
        )
        stream.abort()
        self.assertEqual(self.code_of(stream.reload, force=True), "StreamSessionNotFound")

    def test_upsert(self):
        table = self.table(
            "t_upsert",
            "id BIGINT NOT NULL, name STRING, amount DECIMAL(10,2), PRIMARY KEY (id)",
            "TBLPROPERTIES ('transactional'='true')",
        )
        tunnel = TableTunnel(self.o)
        upsert = tunnel.create_upsert_session("t_upsert")
        stream = upsert.open_upsert_stream(compress=True)
        for i in range(100):
            stream.upsert(upsert.new_record([i, f"n{i}", decimal.Decimal(i) / 4]))
        stream.upsert(upsert.new_record([7, "seven", None]))
        stream.delete(upsert.new_record([8, None, None]))
        stream.flush()
        stream.close()
        self.assertEqual(self.rows("SELECT COUNT(*) FROM t_upsert"), [[0]])
        upsert.commit()
        self.assertEqual(upsert.status.value, "COMMITTED")
        self.assertEqual(self.rows("SELECT COUNT(*) FROM t_upsert"), [[99]])
        self.assertEqual(self.rows("SELECT * FROM t_upsert WHERE id IN (7, 8, 9) ORDER BY id"),
                         [[7, "seven", None], [9, "n9", decimal.Decimal("2.25")]])
        with table.open_writer() as writer:  # the client takes the upsert road by itself
            writer.write([9, "nine", None])
        self.assertEqual(self.rows("SELECT name FROM t_upsert WHERE id = 9"), [["nine"]])
        with table.open_reader() as reader:
            self.assertEqual(reader.count, 99)
        aborted = tunnel.create_upsert_session("t_upsert")
        stream = aborted.open_upsert_stream()
        stream.delete(aborted.new_record([1, None, None]))
        stream.flush()
        aborted.abort()
        self.assertEqual(self.rows("SELECT COUNT(*) FROM t_upsert"), [[99]])

    def test_upsert_into_a_partition(self):
        self.table(
            "t_upsert_p",
            "id BIGINT NOT NULL, v STRING, PRIMARY KEY (id)",
            "PARTITIONED BY (dt STRING) TBLPROPERTIES ('transactional'='true')",
        )
        self.sql("ALTER TABLE t_upsert_p ADD PARTITION (dt='a') PARTITION (dt='b')")
        for dt in ("a", "b"):
            upsert = TableTunnel(self.o).create_upsert_session("t_upsert_p", partition_spec=f"dt={dt}")
            stream = upsert.open_upsert_stream()
            stream.upsert(upsert.new_record([1, dt]))
            stream.flush()
            stream.close()
            upsert.commit()
        self.assertEqual(self.rows("SELECT id, v, dt FROM t_upsert_p ORDER BY dt"), [[1, "a", "a"], [1, "b", "b"]])

    def test_instance_tunnel_compressed(self):
        instance = self.sql("SELECT uid FROM ods_user_info_d WHERE dt='20240115' ORDER BY uid")
        with instance.open_reader(tunnel=True, compress_algo="zlib") as reader:
            self.assertEqual(reader.count, 120)
            self.assertEqual(reader[0][0], "0000001")

    def test_unknown_table(self):
        self.assertEqual(self.code_of(TableTunnel(self.o).create_download_session, "nowhere"), "NoSuchTable")


class Federation(ClientTest):
    DUAL_SIGNATURE = {"odps.sql.common.table.planner.ext.hive.bridge": "true"}
    ROLE = "acs:ram::1234567890:role/dbs-holo-role"

    def external_table(self, name, role=None, **kw):
        """An external table over public.dwd_orders: with a role, or else with dual signature."""
        hologres = SANDBOX.info["hologres"]
        serde = f"WITH SERDEPROPERTIES ('odps.properties.rolearn'='{role}')" if role else ""
        self.o.delete_table(name, if_exists=True)
        self.sql(
            f"CREATE EXTERNAL TABLE {name} (order_id STRING) "
            f"STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler' {serde} "
            f"LOCATION 'jdbc:postgresql://{hologres['host']}:{hologres['port']}/order_dw?"
            "ApplicationName=MaxCompute&currentSchema=public&useSSL=false&table=dwd_orders/' "
            "TBLPROPERTIES ('mcfed.mapreduce.jdbc.driver.class'='org.postgresql.Driver', "
            "'odps.federation.jdbc.target.db.type'='holo')",
            **kw,
        )
        self.addCleanup(self.o.delete_table, name, if_exists=True)
        return self.o.get_table(name)

    def foreign_server(self, name, role, database="order_dw"):
        hologres = SANDBOX.info["hologres"]
        self.sql(
            f"CREATE FOREIGN SERVER {name} TYPE HOLOGRES "
            f"OPTIONS (host='{hologres['host']}', port='{hologres['port']}', dbname='{database}', rolearn='{role}')"
        )
        self.addCleanup(self.sql, f"DROP FOREIGN SERVER IF EXISTS {name}")

    def failure_of(self, text, **kw):
        with self.assertRaises(errors.ODPSError) as caught:
            self.sql(text, **kw)
        return caught.exception

    def test_external_schema_reads_hologres(self):
        self.sql(
            "CREATE EXTERNAL SCHEMA IF NOT EXISTS client_holo WITH dbs_holo_external ON 'order_dw.public'",
            hints=WITH_SCHEMAS,
        )
        self.addCleanup(self.sql, "DROP SCHEMA client_holo", hints=WITH_SCHEMAS)
        self.assertIn("dwd_orders", [t.name for t in self.o.list_tables(schema="client_holo")])
        count = self.rows("SELECT COUNT(*) FROM client_holo.dwd_orders", hints=WITH_SCHEMAS)[0][0]
        self.assertGreater(count, 0)
        columns = self.o.get_table("dwd_orders", schema="client_holo").table_schema.names
        self.assertEqual(len(columns), 12)

    def test_external_table_with_a_role(self):
        table = self.external_table("x_role", self.ROLE)
        self.assertEqual(table.type.value, "EXTERNAL_TABLE")
        self.assertEqual(table.storage_handler, "com.aliyun.odps.jdbc.JdbcStorageHandler")
        self.assertIn("table=dwd_orders", table.location)
        self.assertEqual(table.serde_properties["odps.properties.rolearn"], self.ROLE)
        self.assertGreater(self.rows("SELECT COUNT(*) FROM x_role")[0][0], 0)

    def test_external_table_with_dual_signature(self):
        refused = self.failure_of(
            "CREATE EXTERNAL TABLE x_dual (order_id STRING) STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler' "
            "LOCATION 'jdbc:postgresql://127.0.0.1:1/order_dw?table=dwd_orders/' "
            "TBLPROPERTIES ('odps.federation.jdbc.target.db.type'='holo')"
        )
        self.assertEqual(refused.code, "ODPS-0130071")
        self.external_table("x_dual", hints=self.DUAL_SIGNATURE)
        own = self.rows("SELECT COUNT(*) FROM x_dual", hints=self.DUAL_SIGNATURE)[0][0]
        self.external_table("x_same", self.ROLE)
        self.assertEqual(self.rows("SELECT COUNT(*) FROM x_same"), [[own]])
        nobody = SANDBOX.info["private"]["unprivileged"]  # who has no rights in Hologres
        with self.assertRaises(errors.ODPSError) as caught:
            connect(nobody["name"], nobody["password"]).execute_sql("SELECT * FROM x_dual", hints=self.DUAL_SIGNATURE)
        self.assertEqual(caught.exception.code, "ODPS-0130013")

    def test_role_without_rights_is_refused(self):
        self.external_table("x_powerless", self.ROLE + "-without-rights")
        self.assertEqual(self.failure_of("SELECT * FROM x_powerless").code, "ODPS-0130013")
        self.foreign_server("powerless", self.ROLE + "-without-rights")
        self.sql("CREATE EXTERNAL SCHEMA powerless WITH powerless ON 'public'", hints=WITH_SCHEMAS)
        self.addCleanup(self.sql, "DROP SCHEMA powerless", hints=WITH_SCHEMAS)
        with self.assertRaises(errors.NoPermission) as caught:
            list(self.o.list_tables(schema="powerless"))
        self.assertIn("Query Failed", str(caught.exception))

    def test_foreign_servers(self):
        with self.sql("SHOW FOREIGN SERVERS").open_reader() as reader:
            self.assertIn("dbs_holo_external\torder_dw", reader.raw)
        self.foreign_server("client_server", self.ROLE, "crm")
        with self.sql("DESC FOREIGN SERVER client_server").open_reader() as reader:
            self.assertIn("crm", reader.raw)
            self.assertIn(self.ROLE, reader.raw)
        self.sql("DROP FOREIGN SERVER IF EXISTS client_server")
        with self.sql("SHOW FOREIGN SERVERS").open_reader() as reader:
            self.assertNotIn("client_server", reader.raw)


class Durability(ClientTest):
    def test_killed_server_keeps_sessions_and_commits(self):
        self.table("t_kill", "id BIGINT")
        self.o.write_table("t_kill", [[1]])
        tunnel = TableTunnel(self.o)
        upload = tunnel.create_upload_session("t_kill")
        with upload.open_record_writer(0) as writer:
            writer.write(upload.new_record([2]))
        SANDBOX.kill()
        SANDBOX.start()
        self.o = connect()
        self.assertEqual(self.rows("SELECT id FROM t_kill"), [[1]])
        again = TableTunnel(self.o).create_upload_session("t_kill", upload_id=upload.id)
        again.commit([0])
        self.assertEqual(self.rows("SELECT id FROM t_kill ORDER BY id"), [[1], [2]])


class NestedValues(ClientTest):
    """ARRAY, MAP and STRUCT on each road: Tunnel, CSV of a result, CSV and Arrow of a table's head."""

    VALUES = {
        "fields in order": "named_struct('name', 'n', 'id', 'i')",
        "null in an array": "array('null', NULL)",
        "null in an array of numbers": "array(1, NULL)",
        "null in a map": "map('k', CAST(NULL AS BIGINT))",
        "null in a struct": "named_struct('a', CAST(NULL AS INT), 'b', 1)",
        "datetime": "named_struct('l', array(DATETIME '2024-01-01 00:00:00'), 'm', map('k', DATETIME '2024-02-29 12:30:00'))",
        "date": "map('k', DATE '2024-02-29')",
        "quotes": "array('q\"q', 's\\'s', '')",
        "backslashes": "array('a\\\\b', '\\\\N')",
        "line ends": "array('a\\nb\\r\\n', ' c ')",
        "separators": "map('a,b', 'c:d', '{e}', '[f]')",
        "numbers": "array(12345678901234567890.123456789012345678BD, 1.10BD)",
        "structs inside": "map('k', array(named_struct('z', 1, 'a', map('x', 2.5BD))))",
    }

    def csv_rows(self, text):
        with self.sql(text).open_reader(tunnel=False) as reader:
            return [list(record.values) for record in reader]

    def test_csv_of_a_result_is_what_the_tunnel_says(self):
        for name, value in self.VALUES.items():
            with self.subTest(name):
                text = f"SELECT {value} AS v"
                self.assertEqual(self.csv_rows(text), self.rows(text))

    def test_fields_are_read_by_position(self):
        record = self.csv_rows("SELECT named_struct('name', 'n', 'id', 'i') AS v")[0][0]
        self.assertEqual((record.name, record.id), ("n", "i"))

    def test_head_reads_structs_with_capitals(self):
        table = self.table("t_py_nested", "id BIGINT, c STRUCT<userId:INT,name:STRING>, l ARRAY<DATETIME>")
        self.sql("INSERT INTO t_py_nested SELECT 1, struct(5, 'x'), array(DATETIME '2024-01-01 00:00:00', NULL)")
        with table.open_writer() as writer:
            writer.write([[2, (6, "tunnel"), None]])
        wanted = [[1, (5, "x"), [datetime.datetime(2024, 1, 1), None]], [2, (6, "tunnel"), None]]
        for legacy in (True, False):
            with self.subTest(legacy=legacy):
                rows = [list(record.values) for record in table.head(10, use_legacy=legacy)]
                self.assertEqual(sorted(rows), wanted)
        self.assertEqual(self.rows("SELECT c.userId FROM t_py_nested ORDER BY id LIMIT 2"), [[5], [6]])

    def test_value_that_arrow_has_not_is_told(self):
        table = self.table("t_py_arrow", "id BIGINT, t TIMESTAMP")
        self.sql("INSERT INTO t_py_arrow SELECT 1, TIMESTAMP '0001-01-01 00:00:00'")
        with self.assertRaises(errors.ODPSError) as caught:
            with table.open_reader(arrow=True) as reader:
                list(reader)
        self.assertIn("column t does not fit the type TIMESTAMP. 0001-01-01 00:00:00", str(caught.exception))

    def test_partitions_have_one_rule(self):
        table = self.table("t_py_part", "id BIGINT", "PARTITIONED BY (pt STRING)")
        for value in ("a b", "a:b", "a+b&c%d", "2024-01-01"):
            with self.subTest(value):
                table.create_partition(f"pt='{value}'")
                with table.open_writer(partition=f"pt='{value}'") as writer:
                    writer.write([[1]])
                with table.open_reader(partition=f"pt='{value}'") as reader:
                    self.assertEqual([record[0] for record in reader], [1])
        self.assertEqual(self.code_of(table.create_partition, {"pt": "a,b"}), "ODPS-0130071")


if __name__ == "__main__":
    print("pyodps", odps.__version__)
    unittest.main()
