# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery of Hologres values (../values/hologres.json), mapped table by table and by an external schema, as
MaxCompute's own Python client reads it."""

import unittest

import mapped
import test_values  # skips this test too where something is missing
from test_pyodps import SANDBOX, ClientTest, tearDownModule  # noqa: F401
from test_pyodps import setUpModule as start_sandbox

from odps import errors, options

TABLES = []
# What pyodps 0.13.2 cannot read: way, type and text (as regular expressions), what it says then.
GAPS = [
    # pandas.Timestamp counts 64 bits of nanoseconds, which reach from 1677 to 2262, and it takes no instant before 1928
    # (odps.tunnel.io.reader, odps.utils.MillisecondsConverter)
    ("result", "timestamp.*", "9999.*", "overflow"),
    ("result", "timestamptz", "0001.*", "older than 1928"),
    # CsvRecordReader (odps.readers) refuses BINARY, and takes BOOLEAN inside of others for text
    ("csv", "bytea", ".*", "unsupported column types"),
    ("csv", r"boolean\[\]", ".*", "Cannot cast value(true)"),
]


def setUpModule():
    start_sandbox()
    TABLES.extend(mapped.make(SANDBOX))


class MappedValues(ClientTest):
    def setUp(self):
        super().setUp()
        options.local_timezone = False  # instants as UTC
        self.addCleanup(setattr, options, "local_timezone", None)

    def expect(self, specimen, kind, cells):
        self.assertEqual(test_values.text_of(cells[0], kind), specimen.text)
        self.assertIsNone(test_values.text_of(cells[1], kind))

    def expect_refusal(self, table, read):
        with self.assertRaises(errors.ODPSError) as caught:
            read(table, "*", None)
        self.assertIn(table.refused.lower(), str(caught.exception).lower())

    def expect_values(self, way, table, read):
        schema = self.o.get_table(table.table, schema=table.schema).table_schema
        columns = list(zip(schema.columns[1:], table.specimens, strict=True))
        gaps = [test_values.gap_of(GAPS, way, specimen.type, specimen.text) for specimen in table.specimens]
        readable = [pair for pair, gap in zip(columns, gaps) if not gap]
        names = ["id"] + [column.name for column, _ in readable]
        rows = read(table, ", ".join(f"`{name}`" for name in names), schema)
        self.assertEqual([row[0] for row in rows], [1, 2])
        for i, (column, specimen) in enumerate(readable, 1):
            with self.subTest(way=way, road=table.road, type=specimen.type, sql=specimen.sql):
                self.expect(specimen, column.type, [row[i] for row in rows])
        for (column, specimen), gap in zip(columns, gaps):
            if gap:
                with self.subTest(way=way, road=table.road, type=specimen.type, sql=specimen.sql, gap=gap):
                    with self.assertRaises(Exception) as caught:
                        read(table, f"`id`, `{column.name}`", schema)
                    self.assertIn(gap, str(caught.exception))

    def travel(self, way, read):
        self.assertTrue(TABLES)
        for table in TABLES:
            with self.subTest(way=way, road=table.road, table=table.table):
                if table.refused:
                    self.expect_refusal(table, read)
                else:
                    self.expect_values(way, table, read)

    def query(self, table, columns):
        return self.sql(f"SELECT {columns} FROM {table.schema}.{table.table} ORDER BY id LIMIT 10", hints=mapped.HINTS)

    def test_results(self):
        def read(table, columns, _):
            with self.query(table, columns).open_reader(tunnel=True) as reader:
                return [list(record.values) for record in reader]

        self.travel("result", read)

    def test_csv(self):
        def read(table, columns, schema):
            with self.query(table, columns).open_reader(tunnel=False, schema=schema) as reader:
                return [list(record.values) for record in reader]

        self.travel("csv", read)


if __name__ == "__main__":
    unittest.main()
