#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# PySide6-Essentials 6.4.2 (Qt 6.4.2) and pgserver 0.1.4 (PostgreSQL 16), both from PyPI: the zone "UTC+8" lies sixteen
# hours apart. QTimeZone takes it for eight hours EAST of UTC, as Java does; PostgreSQL takes it for a POSIX
# specification, whose sign counts to the WEST. "GMT+8" is no zone at all for QTimeZone and west again for PostgreSQL.
# MaxCompute's odps.sql.timezone takes neither. A tool that hands the same text to its own clock and to a Hologres session
# schedules and shows times that differ by most of a day without an error; names with an area (Asia/Shanghai) agree.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
mkdir -m 700 "$dir/run"
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check PySide6-Essentials==6.4.2 shiboken6==6.4.2 pgserver==0.1.4
cat > "$dir/see.py" <<'PY'
import sys

import pgserver
from PySide6.QtCore import QDateTime, QTimeZone

moment = QDateTime.fromSecsSinceEpoch(1_700_000_000)


def by_qt(name):
    zone = QTimeZone(name.encode())
    return zone.offsetFromUtc(moment) // 3600 if zone.isValid() else None


server = pgserver.get_server(sys.argv[1])


def by_postgres(name):
    answer = server.psql(f"SET TimeZone = '{name}'; SELECT extract(timezone_hour FROM to_timestamp(1700000000))::int;")
    return int(answer.split("\n")[-4] if "row" in answer else answer.split()[-1])


for name in ("UTC+8", "GMT+8", "Asia/Shanghai"):
    print(f"seen: {name}: QTimeZone {by_qt(name)}, PostgreSQL {by_postgres(name)} hours east")
assert (by_qt("UTC+8"), by_postgres("UTC+8")) == (8, -8)
assert (by_qt("GMT+8"), by_postgres("GMT+8")) == (None, -8)
assert (by_qt("Asia/Shanghai"), by_postgres("Asia/Shanghai")) == (8, 8)
server.cleanup()
PY
XDG_RUNTIME_DIR="$dir/run" "$dir/venv/bin/python" "$dir/see.py" "$dir/data"
