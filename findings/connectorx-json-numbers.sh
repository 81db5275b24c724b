#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# connectorx 0.4.6 with pyarrow 26.0.1 (PyPI), PostgreSQL 16.2 (in pgserver 0.1.4): numbers inside of json and jsonb come
# through a binary float. PostgreSQL keeps them as numeric, digit by digit; connectorx parses each document and writes
# it anew, so that an amount of twenty digits or an id behind a point arrives as another number, and 1.10 as 1.1, without
# an error. The text of a json column, spaces and order of keys included, is not the server's either. Reading the column
# as text (doc::text) gives what is stored, and is what Isthmus does.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pgserver==0.1.4 connectorx==0.4.6 pyarrow==26.0.1
cat > "$dir/see.py" <<'PY'
import socket
import sys
import threading
import warnings

warnings.simplefilter("ignore")
import connectorx
import pgserver

server = pgserver.get_server(sys.argv[1] + "/cluster")
door = socket.create_server(("127.0.0.1", 0))  # connectorx knows no Unix sockets


def hand_on(source, target):
    while some := source.recv(65536):
        target.sendall(some)
    target.shutdown(socket.SHUT_WR)


def serve():
    while True:
        client, _ = door.accept()
        inner = socket.socket(socket.AF_UNIX)
        inner.connect(sys.argv[1] + "/cluster/.s.PGSQL.5432")
        for ends in ((client, inner), (inner, client)):
            threading.Thread(target=hand_on, args=ends, daemon=True).start()


threading.Thread(target=serve, daemon=True).start()
document = "'{\"amount\":12345678901234567890.123456789,\"price\":1.10}'::jsonb"
table = connectorx.read_sql(
    "postgresql://postgres@127.0.0.1:%d/postgres?sslmode=disable" % door.getsockname()[1],
    "SELECT " + document + " AS parsed, (" + document + ")::text AS kept", return_type="arrow")
server.cleanup()
parsed, kept = (table.column(i)[0].as_py() for i in range(2))
print("seen: stored", kept, "given", parsed)
assert "12345678901234567890.123456789" in kept and "1.10" in kept
assert "12345678901234567890" not in parsed and "1.10" not in parsed
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir"
