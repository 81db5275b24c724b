# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery of MaxCompute values (../values/maxcompute.json) as MaxCompute's own Python client reads it."""

import datetime
import decimal
import json
import math
import struct
import sys
import unittest
from pathlib import Path

try:
    import pandas
    import pyarrow
except ImportError as missing:
    print(missing, "- skipped")
    sys.exit(77)

from test_pyodps import ClientTest, setUpModule, tearDownModule  # noqa: F401  # skips where there is no client

from odps import options, types
from odps.tunnel import TableTunnel

GALLERY = json.loads((Path(__file__).parent.parent / "values" / "maxcompute.json").read_text())
WITH_INTERVALS = {"odps.sql.type.system.odps2": "true"}
UTC = datetime.timezone.utc
# It has classes of its own for lengths of time, with other texts. In Arrow it takes a scale of 0 for one of 18: see
# findings/pyodps-decimal-without-scale.sh.
INTERVALS = ["INTERVAL_"]
# Its reader of CSV refuses BINARY and a fraction of a DATETIME, takes JSON's null for NULL, and has no BOOLEAN inside of
# other values. What it does read of nested values is in test_pyodps.py.
TEXTLESS = INTERVALS + ["BINARY", "DATE", "TIMESTAMP", "ARRAY", "JSON"]


def float_text(value, is_single):
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if is_single:  # the shortest text that gives the same float
        value = next(
            v for v in (float(f"{value:.{digits}g}") for digits in range(1, 18))
            if struct.pack("f", v) == struct.pack("f", value)
        )
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def time_text(value, is_instant):
    stamp = value
    if is_instant:  # pyodps gives instants without a zone where options.local_timezone says UTC
        stamp = stamp if stamp.tzinfo is None else stamp.astimezone(UTC)
    fraction = f".{stamp.microsecond * 1000 + getattr(stamp, 'nanosecond', 0):09}".rstrip("0").rstrip(".")
    # not strftime, which writes the year 1 without zeros
    text = (f"{stamp.year:04}-{stamp.month:02}-{stamp.day:02} "
            f"{stamp.hour:02}:{stamp.minute:02}:{stamp.second:02}{fraction}")
    return text + "+00:00" if is_instant else text


def members(value, kind):
    """Pairs of name and JSON of a STRUCT, however the client holds it."""
    if hasattr(value, "as_dict"):
        value = value.as_dict()
    elif hasattr(value, "_asdict"):
        value = value._asdict()
    if not isinstance(value, dict):  # a tuple of the fields' values
        value = dict(zip(kind.field_types, value))
    return [(name, json_text(item, kind.field_types[name])) for name, item in value.items()]


def json_text(value, kind):
    """What stands inside of a nested value's text."""
    if value is None:
        return "null"
    name = kind.name.lower()
    if name.startswith(("array", "map", "struct", "json")):
        return text_of(value, kind)
    text = text_of(value, kind)
    is_token = name in ("tinyint", "smallint", "int", "bigint", "boolean", "float", "double") or "decimal" in name
    return text if is_token else json.dumps(text, ensure_ascii=False)


def text_of(value, kind):
    """A value of the client as the gallery writes it; None for NULL."""
    if value is None or value is pandas.NaT:
        return None
    name = kind.name.lower()
    if isinstance(kind, types.Array):
        return "[" + ",".join(json_text(item, kind.value_type) for item in value) + "]"
    if isinstance(kind, types.Map):
        pairs = value.items() if isinstance(value, dict) else value
        return "{" + ",".join(
            json.dumps(text_of(key, kind.key_type)) + ":" + json_text(item, kind.value_type) for key, item in pairs
        ) + "}"
    if isinstance(kind, types.Struct):
        return "{" + ",".join(f"{json.dumps(member)}:{text}" for member, text in members(value, kind)) + "}"
    if name == "json":
        document = json.loads(value) if isinstance(value, str) else value
        return json.dumps(document, sort_keys=True)
    if name == "boolean":
        return "true" if value else "false"
    if name in ("float", "double"):
        return float_text(value, name == "float")
    if "decimal" in name:
        scale = kind.scale if kind.scale is not None else 18
        with decimal.localcontext() as context:
            context.prec = 50
            return f"{decimal.Decimal(value).quantize(decimal.Decimal(1).scaleb(-scale)):f}"
    if name == "date":
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if name == "datetime" or name == "timestamp":
        return time_text(value, True)
    if name == "timestamp_ntz":
        return time_text(value, False)
    if name == "binary":
        return "\\x" + value.hex()
    return value.decode() if isinstance(value, bytes) else str(value)


def sendable(sql):
    """Without what this client's own job XML loses: CR, and the end of a CDATA section."""
    return sql.replace("\r", "\\r").replace("]]>", "]\\135>")


class Values(ClientTest):
    """Each road reads each family; a cell that differs is a failure of its own."""

    def setUp(self):
        super().setUp()
        options.local_timezone = False  # instants as UTC
        self.addCleanup(setattr, options, "local_timezone", None)

    def families(self):
        tables = []
        for family in GALLERY:
            tables += [[value] for value in family["values"]] if family.get("single") else [family["values"]]
        for number, values in enumerate(tables):
            names = [value.get("name", f"c{i}") for i, value in enumerate(values, 1)]
            columns = ", ".join(f"`{name}` {value['type']}" for name, value in zip(names, values))
            name = f"gallery_{number}"
            with self.subTest(family=name, road="making"):
                table = self.table(name, f"id BIGINT, {columns}")
                self.sql(f"INSERT INTO {name} SELECT 1, " + ", ".join(sendable(value["sql"]) for value in values),
                         hints=WITH_INTERVALS)
                self.sql(f"INSERT INTO {name} SELECT 2" + ", NULL" * len(values))
                yield name, table, values

    def expect(self, road, family, values, kinds, rows):
        rows = sorted(rows, key=lambda row: row[0])
        self.assertEqual([row[0] for row in rows], [1, 2])
        for i, value in enumerate(values):
            with self.subTest(road=road, family=family, type=value["type"], sql=value["sql"]):
                text = value["text"]
                if "repeat" in value:
                    text = value["repeat"][0] * value["repeat"][1]
                text = value.get("roads", {}).get(road, text)
                if road == "pyodps head" and not text.isascii():
                    continue  # its reader of heads takes UTF-8 for Latin-1
                seen = text_of(rows[0][i + 1], kinds[i + 1])
                if value["type"] == "JSON" and text == "null":  # the client takes it for NULL
                    seen = seen or text
                self.assertEqual(seen, text)
                self.assertIsNone(text_of(rows[1][i + 1], kinds[i + 1]))

    def travel(self, road, read, without=()):
        """Every family by \a read(table), which gives its rows, but those with a type that begins with one of \a without:
        the client has no form for it there. What it cannot hold must be refused."""
        for family, table, values in self.families():
            if any(value["type"].startswith(tuple(without)) for value in values):
                continue
            kinds = [column.type for column in table.table_schema.columns]
            with self.subTest(road=road, family=family):
                if any(value.get("roads", {}).get("pyodps") == "!" for value in values):
                    with self.assertRaises(Exception):
                        [text_of(cell, kind) for row in read(table) for cell, kind in zip(row, kinds)]
                else:
                    self.expect(road, family, values, kinds, read(table))

    def test_records_of_a_table(self):
        def read(table):
            with table.open_reader() as reader:
                return [list(record.values) for record in reader]

        self.travel("pyodps table", read, INTERVALS)

    def test_records_of_a_result(self):
        self.travel("pyodps result", lambda table: self.rows(f"SELECT * FROM {table.name}"), INTERVALS)

    def test_csv_of_a_result(self):
        def read(table):
            job = self.sql(f"SELECT * FROM {table.name}")
            with job.open_reader(tunnel=False, schema=table.table_schema) as reader:
                return [list(record.values) for record in reader]

        self.travel("pyodps csv", read, TEXTLESS)

    def test_head(self):
        self.travel("pyodps head", lambda table: [list(record.values) for record in table.head(2)], TEXTLESS)

    def test_arrow(self):
        def read(table):
            session = TableTunnel(self.o).create_download_session(table.name)
            with session.open_arrow_reader(0, 2) as reader:
                rows = pyarrow.Table.from_batches(list(reader))
            return [[column[row].as_py() for column in rows.columns] for row in range(2)]

        self.travel("pyodps arrow", read, INTERVALS + ["JSON", "DECIMAL(38,0)"])


if __name__ == "__main__":
    unittest.main()
