#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# adbc-driver-postgresql 1.13.0 with pyarrow 26.0.1 (PyPI), PostgreSQL 16.2 (in pgserver 0.1.4): an array of two
# dimensions arrives as one flat list, without an error or a trace of the rows it had; so {{1,2},{3,4}} and {{1,2,3,4}}
# are the same afterwards. PostgreSQL's type does not say how many dimensions a value has, and the driver reads the
# elements and drops the numbers that stand before them. An array that does not begin at index 0 or 1 is refused.
# Embeddings and matrices are kept in such columns. Isthmus shows and exports the server's own
# text.
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

server = pgserver.get_server(sys.argv[1] + "/cluster")
with adbc.connect(server.get_uri()) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT ARRAY[[1, 2], [3, 4]] AS two, ARRAY[[1, 2, 3, 4]] AS one")
    table = cursor.fetch_arrow_table()
server.cleanup()
two, one = (table.column(i)[0].as_py() for i in range(2))
print("seen: {{1,2},{3,4}} as", table.schema.field("two").type, two, "and {{1,2,3,4}} as", one)
assert two == one == [1, 2, 3, 4]
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir"
