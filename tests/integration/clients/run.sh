#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test of an official client. Ends with 77, which ctest counts as skipped, where there is no Python or the test
# finds no client. ISTHMUS_PYTHON names another interpreter than python3.
python=${ISTHMUS_PYTHON:-python3}
if ! command -v "$python" >/dev/null; then
    echo "there is no $python: skipped"
    exit 77
fi
exec "$python" "$(dirname "$0")/$1" -v
