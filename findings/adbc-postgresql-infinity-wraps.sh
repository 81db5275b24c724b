#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# adbc-driver-postgresql 1.13.0 with pyarrow 26.0.1 (PyPI), PostgreSQL 16.2 (in pgserver 0.1.4): 'infinity', which many
# tables use as "valid until further notice", arrives as a day and a point in time BEFORE all others, without an error.
# The driver moves PostgreSQL's count from 2000-01-01 to 1970-01-01 without looking at the two values that are no count
# and at what no longer fits: timestamps behind the year 294246 turn round in the same way. pyarrow compares, filters and
# writes such values like any other (into Parquet, say); only turning one into a Python datetime fails. Whoever copies a
# history table by Arrow finds "until" before "since". Isthmus shows and exports the
# server's own text.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pgserver==0.1.4 adbc-driver-postgresql==1.13.0 pyarrow==26.0.1
cat > "$dir/see.py" <<'PY'
import sys
import warnings

warnings.simplefilter("ignore")
import adbc_driver_postgresql.dbapi as adbc
import pgserver
import pyarrow
import pyarrow.compute as compute

server = pgserver.get_server(sys.argv[1] + "/cluster")


def column(values):
    with adbc.connect(server.get_uri()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM (VALUES " + ", ".join("(" + value + ")" for value in values) + ") AS t (v)")
        return cursor.fetch_arrow_table().column(0)


days = column(["DATE '2026-01-01'", "DATE 'infinity'"])
times = column(["TIMESTAMP '2026-01-01'", "TIMESTAMP 'infinity'", "TIMESTAMP '294276-12-31 23:59:59'"])
server.cleanup()
print("seen: days since 1970:", days.cast(pyarrow.int32()).to_pylist())
print("seen: microseconds since 1970:", times.cast(pyarrow.int64()).to_pylist())
before = [compute.less(values.slice(i, 1), values.slice(0, 1))[0].as_py() for values in (days, times) for i in range(1, len(values))]
print("seen: said to be before 2026:", before)
assert before == [True, True, True]
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir"
