# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery of MaxCompute values (../values/maxcompute.json) as MaxCompute's own Python client reads it."""

import datetime
import decimal
import json
import math
import re
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
# What pyodps 0.13.2 cannot read: road, type and text (as regular expressions), what it says or gives instead.
GAPS = [
    # pandas.Timestamp counts 64 bits of nanoseconds, which reach from 1677 to 2262, and takes no instant before 1928
    # (odps.tunnel.io.reader, odps.utils.MillisecondsConverter). In Arrow the service has such a type itself.
    ("table|result", "TIMESTAMP.*", "9999.*", "overflow"),
    ("table|result", "TIMESTAMP.*", "0001.*", "older than 1928"),
    ("csv|head", "TIMESTAMP.*", "9999.*", "Out of bounds nanosecond timestamp"),
    ("arrow", "TIMESTAMP.*", "(0001|9999).*", "does not fit the type TIMESTAMP"),
    # odps_type_to_arrow_type (odps.tunnel.io.types) refuses tables that have such columns, whichever are read. A scale
    # of 0 becomes 18: findings/pyodps-decimal-without-scale.sh
    ("arrow", ".*JSON.*|INTERVAL_.*", ".*", "Unsupported type"),
    ("arrow", r"DECIMAL\(38,0\)", ".*", "'99999999999999999999.999999999999999999'"),
    # CsvRecordReader (odps.readers): a backslash before a quote inside of others, fractions of a DATETIME, BOOLEAN inside
    # of others, BINARY.
    ("csv|head", ".*<.*STRING.*", r'.*\\\\(\\"|").*', "!="),
    ("csv|head", "DATETIME", r".*\.\d+\+.*", "unconverted data remains"),
    ("csv|head", ".+<.*BOOLEAN.*", ".*", "Cannot cast value(true)"),
    ("csv", "BINARY", ".*", "unsupported column types"),
    ("head", "BINARY", ".*", r"\\x5c78"),
]


def declared(value):
    """The text of a gallery's value."""
    return value["repeat"][0] * value["repeat"][1] if "repeat" in value else value["text"]


def gap_of(gaps, road, of_type, text):
    """What the client says or gives instead of a value; None where it must read it."""
    for gap, types_of, texts_of, said in gaps:
        if re.fullmatch(gap, road) and re.fullmatch(types_of, of_type) and re.fullmatch(texts_of, text, re.DOTALL):
            return said
    return None


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
        # Arrow has the zeros at the end, the other forms have not.
        text = f"{decimal.Decimal(value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if name == "date":
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if name == "datetime" or name == "timestamp":
        return time_text(value, True)
    if name == "timestamp_ntz":
        return time_text(value, False)
    if name == "binary":
        return "\\x" + value.hex()
    if name.startswith("interval") and isinstance(value, str):
        return value
    if name == "interval_year_month":
        return f"{value.total_months() // 12}-{value.total_months() % 12}"
    if name == "interval_day_time":
        seconds, nanoseconds = divmod(value.value, 10**9)
        return f"{seconds // 86400} {datetime.timedelta(seconds=seconds % 86400)!s:0>8}.{nanoseconds:09}"
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

    def expect(self, value, kind, cells, text):
        seen = text_of(cells[0], kind)
        if value["type"] == "JSON" and text == "null":  # the client takes it for NULL
            seen = seen or text
        self.assertEqual(seen, text)
        self.assertIsNone(text_of(cells[1], kind))

    def expect_gap(self, value, kind, read, text, said):
        try:
            self.expect(value, kind, read(), text)
        except Exception as failure:
            self.assertIn(said, str(failure))
        else:
            self.fail(f"is read now, not: {said}")

    def travel(self, road, read):
        """Every family by \a read(table, columns), which gives its rows."""
        for family, table, values in self.families():
            columns = table.table_schema.columns[1:]
            texts = [declared(value) for value in values]
            gaps = [gap_of(GAPS, road, value["type"], text) for value, text in zip(values, texts)]

            def cells(chosen):
                rows = sorted(read(table, ["id"] + [column.name for column in chosen]), key=lambda row: row[0])
                self.assertEqual([row[0] for row in rows], [1, 2])
                return list(zip(*rows))[1:]

            readable = [column for column, gap in zip(columns, gaps) if not gap]
            with self.subTest(road=road, family=family):
                read_cells = iter(cells(readable) if readable else [])
                for value, column, text, gap in zip(values, columns, texts, gaps):
                    with self.subTest(type=value["type"], sql=value["sql"], gap=gap):
                        if gap:
                            self.expect_gap(value, column.type, lambda: cells([column])[0], text, gap)
                        else:
                            self.expect(value, column.type, next(read_cells), text)

    def query(self, table, columns):
        return self.sql("SELECT " + ", ".join(f"`{name}`" for name in columns) + f" FROM {table.name}")

    def test_records_of_a_table(self):
        def read(table, columns):
            with table.open_reader(columns=columns) as reader:
                return [list(record.values) for record in reader]

        self.travel("table", read)

    def test_records_of_a_result(self):
        def read(table, columns):
            with self.query(table, columns).open_reader(tunnel=True) as reader:
                return [list(record.values) for record in reader]

        self.travel("result", read)

    def test_csv_of_a_result(self):
        def read(table, columns):
            with self.query(table, columns).open_reader(tunnel=False, schema=table.table_schema) as reader:
                return [list(record.values) for record in reader]

        self.travel("csv", read)

    def test_head(self):
        self.travel("head", lambda table, columns: [list(record.values) for record in table.head(2, columns=columns)])

    def test_arrow(self):
        def read(table, columns):
            session = TableTunnel(self.o).create_download_session(table.name)
            with session.open_arrow_reader(0, 2, columns=columns) as reader:
                rows = pyarrow.Table.from_batches(list(reader))
            return [[column[row].as_py() for column in rows.columns] for row in range(2)]

        self.travel("arrow", read)


if __name__ == "__main__":
    unittest.main()
