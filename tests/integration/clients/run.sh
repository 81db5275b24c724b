#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test of an official client. Ends with 77, which ctest counts as skipped, where there is no Python or no client.
# ISTHMUS_PYTHON names the interpreter that has the client (pip install pyodps), python3 is the default.
python=${ISTHMUS_PYTHON:-python3}
if ! "$python" -c 'import odps' 2>/dev/null; then
    echo "$python has no module odps: skipped"
    exit 77
fi
exec "$python" "$(dirname "$0")/$1" -v
