#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL 16.2 (in pgserver 0.1.4) with psycopg 3.2.3 (PyPI): whether a COMMIT whose answer was lost has happened
# cannot be learnt by reading. The server goes on with a COMMIT whose client is gone (here it waits in a deferred
# trigger; a slow disk or a replica that must confirm it do the same), so a new session that looks for the rows, or for
# the marker that an exactly-once sink keeps beside them, finds neither, and both are there a moment later. A writer
# that takes "not there" for "failed" and sends the batch again doubles it. Who instead WRITES the marker (INSERT … ON
# CONFLICT) waits for the transaction that has it and is told the truth. Isthmus asks so (settledtransaction.cpp).
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pgserver==0.1.4 "psycopg[binary]==3.2.3"
cat > "$dir/see.py" <<'PY'
import socket
import sys
import threading
import time
import warnings

warnings.simplefilter("ignore")
import pgserver
import psycopg

server = pgserver.get_server(sys.argv[1] + "/cluster")
address = server.get_uri()
other = psycopg.connect(address, autocommit=True)
other.execute("CREATE TABLE markers (batch bigint PRIMARY KEY)")
other.execute(
    "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$"
)
other.execute(
    "CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON markers DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW WHEN (NEW.batch > 0) EXECUTE FUNCTION slowly()"
)
other.execute("SELECT pg_advisory_lock(1)")


def waits(kind):
    return other.execute("SELECT 1 FROM pg_locks WHERE locktype = %s AND NOT granted", [kind]).fetchone() is not None


def wait_for(condition):
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


lost = []


def write():
    writer = psycopg.connect(address)
    writer.execute("INSERT INTO markers VALUES (1)")
    sockets.append(socket.socket(fileno=writer.fileno()))
    try:
        writer.commit()
    except psycopg.OperationalError as error:
        lost.append(error)


sockets = []
writing = threading.Thread(target=write)
writing.start()
wait_for(lambda: waits("advisory"))
sockets[0].shutdown(socket.SHUT_RDWR)  # the network breaks
writing.join()
assert lost, "the client was not told"

reading = psycopg.connect(address, autocommit=True)
read = reading.execute("SELECT count(*) FROM markers WHERE batch = 1").fetchone()[0]
answers = []
asking = psycopg.connect(address, autocommit=True)


def ask():
    inserted = asking.execute("INSERT INTO markers VALUES (1) ON CONFLICT DO NOTHING").rowcount
    answers.append("not there" if inserted else "there")


writing_marker = threading.Thread(target=ask)
writing_marker.start()
wait_for(lambda: waits("transactionid"))
other.execute("SELECT pg_advisory_unlock(1)")  # the COMMIT gets on
writing_marker.join()
later = reading.execute("SELECT count(*) FROM markers WHERE batch = 1").fetchone()[0]
sockets[0].detach()
server.cleanup()
print("seen: COMMIT was not answered; markers a new session reads:", read)
print("seen: what writing the marker says:", answers[0])
print("seen: markers a moment later:", later)
assert (read, answers[0], later) == (0, "there", 1)
PY
"$dir/venv/bin/python" "$dir/see.py" "$dir"
