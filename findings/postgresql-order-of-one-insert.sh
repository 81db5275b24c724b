#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL 16.2 (in pgserver 0.1.4, PyPI): a table that one INSERT … SELECT, or one COPY, has filled, and that nothing
# has changed since, gives its rows in another order than they were written, without any parallel plan. A row that does
# not fit into the current page sends the server to the free space map, which may know an earlier page that still has
# room for it. Rows of equal length stay in order, so that small tests never show it. Whoever numbers the rows of a
# "heap only appended to", reads it in ranges by OFFSET to resume a transfer, or compares two copies by their first rows,
# loses, doubles or misjudges rows. An order must be a column.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pgserver==0.1.4
cat > "$dir/see.py" <<'PY'
import sys
import warnings

warnings.simplefilter("ignore")
import pgserver

folder = sys.argv[1]
server = pgserver.get_server(folder + "/cluster")


def run(sql):
    return server.psql("\\pset tuples_only on\n\\pset format unaligned\n" + sql).strip().split("\n")[-1]


steps_back = "SELECT count(*) FROM (SELECT n, lag(n) OVER () AS before FROM %s) AS t WHERE before > n;"
rows = "SELECT n, repeat('x', %s) FROM generate_series(1, 2000) AS n"
uneven = rows % "1 + (n * 7919) % 1500"
run("SET max_parallel_workers_per_gather = 0; CREATE TABLE inserted (n int, s text); INSERT INTO inserted " + uneven + ";")
run("CREATE TABLE copied (n int, s text); COPY (" + uneven + ") TO '" + folder + "/cluster/rows'; COPY copied FROM '" + folder
    + "/cluster/rows';")
run("CREATE TABLE even (n int, s text); INSERT INTO even " + rows % "700" + ";")
inserted, copied, even = (int(run(steps_back % table)) for table in ("inserted", "copied", "even"))
server.cleanup()
print("seen: rows out of order after one INSERT:", inserted, "after one COPY:", copied, "with rows of equal length:", even)
assert inserted > 0 and copied > 0 and even == 0
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir"
