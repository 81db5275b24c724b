#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sqlglot 30.30.0 (PyPI), used to carry views from PostgreSQL and Hologres over to Hive's dialect, the nearest it has to
# MaxCompute's: ORDER BY inside of array_agg() is dropped, without the warning that it logs for what it cannot say
# elsewhere, even where it is told to raise for that. The statement runs and gives the elements in whatever order they
# came. And 7 / 2 of whole numbers, 3 in PostgreSQL and Hologres, stays 7 / 2, which is 3.5 in Hive and MaxCompute; between
# operands whose type it sees it writes DIV. What is carried over by it wants to be compared on rows, not read.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check sqlglot==30.30.0
cat > "$dir/see.py" <<'PY'
import sqlglot


def hive(sql):
    return sqlglot.transpile(sql, read="postgres", write="hive", unsupported_level=sqlglot.ErrorLevel.RAISE)[0]


ordered = hive("SELECT array_agg(item ORDER BY line) FROM orders")
divided = hive("SELECT 7 / 2")
cast = hive("SELECT a::int / b::int FROM orders")
for line in (ordered, divided, cast):
    print("seen:", line)
assert ordered == "SELECT COLLECT_LIST(item) FROM orders"
assert divided == "SELECT 7 / 2"
PY
"$dir/venv/bin/python" "$dir/see.py"
