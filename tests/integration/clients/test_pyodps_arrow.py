# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrow through MaxCompute's own Python client: sessions, pandas and preview. Skips itself without pyarrow and pandas."""

import datetime
import decimal
import sys
import unittest

try:
    import pandas
    import pyarrow
except ImportError as missing:
    print(missing, "- skipped")
    sys.exit(77)

from test_pyodps import ClientTest, setUpModule, tearDownModule  # noqa: F401  # skips where there is no client

from odps import options
from odps.tunnel import CompressOption, TableTunnel
from odps.tunnel.io.types import odps_schema_to_arrow_schema

Algorithm = CompressOption.CompressAlgorithm

SCALARS = (
    "t TINYINT, s SMALLINT, i INT, b BIGINT, f FLOAT, d DOUBLE, bo BOOLEAN, st STRING, vc VARCHAR(10), ch CHAR(4), "
    "bi BINARY, de DECIMAL(20,4), wide DECIMAL, da DATE, dt DATETIME, ts TIMESTAMP, tn TIMESTAMP_NTZ"
)
NESTED = (
    "ai ARRAY<BIGINT>, at ARRAY<STRING>, m MAP<STRING,BIGINT>, r STRUCT<a:INT,b:STRING>, "
    "deep ARRAY<STRUCT<k:STRING,v:MAP<BIGINT,DECIMAL(10,2)>>>, ad ARRAY<DATE>, "
    "ab ARRAY<BOOLEAN>, af ARRAY<FLOAT>, bb ARRAY<BINARY>, adt ARRAY<DATETIME>, mts MAP<STRING,TIMESTAMP>, "
    "ats ARRAY<TIMESTAMP>"
)
UTC = datetime.timezone.utc


def scalars():
    return [
        -128, 32767, -5, 2**62, 0.5, -1.25, True, "héllo\n\"'", "abc", "wxyz", b"\x00\x7f\xff",
        decimal.Decimal("-1234567890.1250"), decimal.Decimal("12345678901234567890.123456789012345678"),
        datetime.date(1969, 7, 20), datetime.datetime(2024, 1, 15, 8, 30, 0, 123000, tzinfo=UTC),
        pandas.Timestamp("2024-01-15 08:30:00.123456", tz="UTC"), pandas.Timestamp("1969-12-31 23:59:59.5"),
    ]


def nested():
    return [
        [1, None, 3], ["x", None, 'y"z'], [("k", 7), ("z", None)], {"a": 1, "b": None},
        [{"k": "p", "v": [(5, decimal.Decimal("1.50")), (-6, None)]}, None, {"k": None, "v": []}],
        [datetime.date(2024, 2, 29), None], [True, False, None], [0.5, None, -1.0], [b"\x00\xff", None],
        [datetime.datetime(2024, 1, 15, 8, 30, 0, 123000), None], [("k", pandas.Timestamp("2024-01-15 08:30:00.5"))],
        [pandas.Timestamp("1969-12-31 23:59:59.25"), None],
    ]


class ArrowTest(ClientTest):
    def setUp(self):
        super().setUp()
        options.local_timezone = False  # instants as UTC
        self.addCleanup(setattr, options, "local_timezone", None)

    def batch(self, name, rows):
        """Rows as a batch of the types that the client gives the table's columns."""
        schema = odps_schema_to_arrow_schema(self.o.get_table(name).table_schema)
        arrays = [pyarrow.array([row[i] for row in rows], type=field.type) for i, field in enumerate(schema)]
        return pyarrow.RecordBatch.from_arrays(arrays, names=schema.names)

    def upload(self, name, batches, partition=None, option=None):
        """Writes record batches, each as a block of its own."""
        session = TableTunnel(self.o).create_upload_session(name, partition_spec=partition, compress_option=option)
        for block, batch in enumerate(batches):
            with session.open_arrow_writer(block, compress=option is not None) as writer:
                writer.write(batch)
        session.commit(list(range(len(batches))))


class Sessions(ArrowTest):
    def download(self, name, columns=None, rows=None, partition=None, option=None):
        session = TableTunnel(self.o).create_download_session(
            name, partition_spec=partition, compress_option=option
        )
        first, count = rows or (0, session.count)
        with session.open_arrow_reader(first, count, columns=columns, compress=option is not None) as reader:
            return reader.read()

    def test_all_types_both_ways(self):
        self.table("t_arrow_types", SCALARS + ", " + NESTED)
        row = scalars() + nested()
        rows = [row, [None] * len(row), row]
        self.upload("t_arrow_types", [self.batch("t_arrow_types", rows)])
        found = self.download("t_arrow_types")
        for column, name in enumerate(found.schema.names):
            values = found.column(name).to_pylist()
            expected = row[column]
            if name == "dt":
                expected = expected.replace(tzinfo=None)
            if name == "ts":
                expected = expected.tz_localize(None)
            self.assertEqual(values, [expected, None, expected], name)

    def test_records_and_arrow_are_the_same_rows(self):
        self.table("t_arrow_same", SCALARS)
        row = scalars()
        row[14] = row[14].replace(tzinfo=None)
        row[15] = row[15].tz_localize(None)
        self.o.write_table("t_arrow_same", [row, [None] * len(row)])
        expected = scalars()
        for value, other in zip(self.download("t_arrow_same").to_pylist()[0].values(), row):
            self.assertEqual(value, other)
        self.upload("t_arrow_same", [self.batch("t_arrow_same", [expected])])
        written, nothing, uploaded = [list(r.values) for r in self.o.read_table("t_arrow_same")]
        self.assertEqual(written, uploaded)
        self.assertEqual(nothing, [None] * len(row))

    def test_many_rows_compressed_both_ways(self):
        count = 20000
        batch = pyarrow.RecordBatch.from_pydict(
            {
                "id": pyarrow.array(range(count), pyarrow.int64()),
                "name": [None if i % 7 == 0 else f"order number {i % 100}" for i in range(count)],
                "even": [i % 2 == 0 for i in range(count)],
            }
        )
        for algorithm in (None, *Algorithm):
            with self.subTest(algorithm=algorithm), self.optional_libraries():
                self.table("t_arrow_many", "id BIGINT, name STRING, even BOOLEAN")
                option = CompressOption(algorithm) if algorithm else None
                self.upload("t_arrow_many", [batch.slice(0, 12345), batch.slice(12345)], option=option)
                self.assertEqual(self.download("t_arrow_many", option=option).combine_chunks().to_batches()[0], batch)

    def test_columns_rows_and_partitions(self):
        self.table("t_arrow_part", "a BIGINT, b STRING, c DOUBLE", "PARTITIONED BY (dt STRING)")
        self.sql("ALTER TABLE t_arrow_part ADD PARTITION (dt='x') PARTITION (dt='y')")
        rows = [[i, str(i), i / 2] for i in range(10)]
        self.upload("t_arrow_part", [self.batch("t_arrow_part", rows)], partition="dt=x")
        self.upload("t_arrow_part", [self.batch("t_arrow_part", [[77, None, None]])], partition="dt=y")
        part = self.download("t_arrow_part", ["c", "a"], (3, 2), "dt=x")
        self.assertEqual(part.schema.names, ["c", "a"])
        self.assertEqual(part.to_pylist(), [{"c": 1.5, "a": 3}, {"c": 2.0, "a": 4}])
        with self.o.get_table("t_arrow_part").open_reader(partition="dt=y", arrow=True, append_partitions=True) as reader:
            self.assertEqual([b.to_pylist() for b in reader], [[{"a": 77, "b": None, "c": None, "dt": "y"}]])

    def test_pandas(self):
        self.table("t_arrow_frame", "id BIGINT, name STRING, amount DECIMAL(10,2), tags ARRAY<STRING>, at DATETIME")
        frame = pandas.DataFrame(
            {
                "id": [1, 2, 3],
                "name": ["a", None, "c"],
                "amount": [decimal.Decimal("1.50"), None, decimal.Decimal("-0.01")],
                "tags": [["x", None], [], None],
                "at": pandas.to_datetime(["2024-01-15 08:30:00.5", None, "1969-12-31 23:59:59.0"]),
            }
        )
        self.o.write_table("t_arrow_frame", frame)
        table = self.o.get_table("t_arrow_frame")
        with table.open_reader() as reader:
            back = reader.to_pandas()
        self.assertEqual(back["id"].tolist(), [1, 2, 3])
        self.assertEqual(back["name"].dropna().tolist(), ["a", "c"])
        self.assertEqual(back["amount"].tolist(), frame["amount"].tolist())
        self.assertEqual([None if tags is None else list(tags) for tags in back["tags"]], [["x", None], [], None])
        self.assertEqual(back["at"].tolist()[0], pandas.Timestamp("2024-01-15 08:30:00.5"))
        self.assertTrue(back["at"].isna()[1])
        self.assertEqual(table.to_pandas()["id"].tolist(), [1, 2, 3])
        self.assertEqual([len(part) for part in table.iter_pandas(batch_size=2)], [2, 1])
        with table.open_writer(arrow=True) as writer:
            writer.write(frame.iloc[:1])
        self.assertEqual(self.rows("SELECT COUNT(*) FROM t_arrow_frame"), [[4]])

    def test_query_result(self):
        instance = self.sql("SELECT dt, COUNT(*) AS n FROM ods_user_info_d GROUP BY dt ORDER BY dt")
        expected = [{"dt": f"2024011{day}", "n": 120} for day in (5, 6, 7)]
        with instance.open_reader(tunnel=True, arrow=True) as reader:
            self.assertEqual([row for batch in reader for row in batch.to_pylist()], expected)
        with instance.open_reader(tunnel=True, arrow=True, columns=["n"]) as reader:
            self.assertEqual([batch.to_pydict() for batch in reader], [{"n": [120] * 3}])
        with instance.open_reader(tunnel=True) as reader:
            self.assertEqual(reader.to_pandas()["n"].tolist(), [120] * 3)

    def test_empty_block(self):
        self.table("t_arrow_empty", "id BIGINT")
        session = TableTunnel(self.o).create_upload_session("t_arrow_empty")
        with session.open_arrow_writer(0):
            pass
        session.commit([0])
        self.assertEqual(self.rows("SELECT COUNT(*) FROM t_arrow_empty"), [[0]])

    def test_rows_of_another_type_are_refused(self):
        self.table("t_arrow_other", "id BIGINT, name STRING")
        session = TableTunnel(self.o).create_upload_session("t_arrow_other")
        writer = session.open_arrow_writer(0)
        wrong = pyarrow.RecordBatch.from_pydict({"id": ["x"], "name": ["y"]})
        writer._write_chunk(wrong.serialize().to_pybytes())  # the writer itself would not let it through
        self.assertEqual(self.code_of(writer.close), "MalformedDataStream")
        self.assertEqual(session.get_block_list(), [])


class Preview(ArrowTest):
    def preview(self, name, **kw):
        return TableTunnel(self.o).open_preview_reader(self.o.get_table(name), **kw)

    def test_all_types(self):
        self.table("t_preview", SCALARS + ", " + NESTED)
        row = scalars() + nested()
        self.upload("t_preview", [self.batch("t_preview", [row, [None] * len(row)])])
        expected = dict(zip(self.o.get_table("t_preview").table_schema.names, row))
        for name in ("dt", "ts"):
            expected[name] = expected[name].replace(tzinfo=None)
        for algorithm in (None, "ZSTD", "LZ4"):
            with self.subTest(algorithm=algorithm), self.optional_libraries():
                found = self.preview("t_preview", compress_algo=algorithm).read()
                self.assertEqual(found.num_rows, 2)
                # Inside of others, the client leaves timestamps as they came.
                instants = [("k", {"sec": 1705307400, "nano": 500000000})], [{"sec": -1, "nano": 250000000}, None]
                for name, value in {**expected, "mts": instants[0], "ats": instants[1]}.items():
                    self.assertEqual(found.column(name).to_pylist(), [value, None], name)
        record = self.preview("t_preview", arrow=False).read()
        self.assertEqual(record["mts"], dict(expected["mts"]))
        self.assertEqual(record["ts"].replace(tzinfo=None), expected["ts"])

    def test_head(self):
        table = self.o.get_table("ods_user_info_d")
        for partition, first in (("dt=20240116", "20240116"), (None, "20240115")):
            records = list(table.head(4, partition=partition, use_legacy=False))
            self.assertEqual(len(records), 4)
            self.assertEqual(records[0]["uid"], "0000001")
            self.assertEqual(list(records[0].values)[-1], first)
        self.assertEqual([r[0] for r in table.head(2, columns=["zodiac"], use_legacy=False)][0], records[0]["zodiac"])
        self.assertRaises(Exception, lambda: list(table.head(1, partition="dt=1999", use_legacy=False)))

    def test_limit_and_columns(self):
        with self.preview("ods_user_info_d", limit=5, columns=["dt", "uid"]) as reader:
            found = reader.read()
        self.assertEqual(found.num_rows, 5)
        self.assertEqual(found.to_pylist()[0], {"dt": "20240115", "uid": "0000001"})
        self.assertEqual(self.preview("ods_user_info_d").read().num_rows, 360)

    def test_empty_table(self):
        self.table("t_preview_empty", "id BIGINT, at TIMESTAMP")
        self.assertEqual(self.preview("t_preview_empty").read().num_rows, 0)


if __name__ == "__main__":
    unittest.main()
