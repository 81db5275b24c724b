#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# pyodps 0.13.2 with pyarrow 17.0.0 (both PyPI): a column DECIMAL(20,0) read or written through Arrow has its point moved
# by eighteen digits. The client makes the Arrow type of a column from its MaxCompute type and takes a scale of 0 for no
# scale at all, whose default is 18. The service's batches come without a schema, so its bytes of the number 5 are read
# as 0.000000000000000005; without Arrow the same column is right. Keys and counts are often DECIMAL(p,0), the twins of
# Oracle's NUMBER(p) and Hologres' NUMERIC(p): joins on them lose every row, and no error is raised.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pyodps==0.13.2 pyarrow==17.0.0
cat > "$dir/see.py" <<'PY'
import decimal

import pyarrow
from odps.tunnel.io.types import odps_type_to_arrow_type
from odps.types import validate_data_type

read_as = odps_type_to_arrow_type(validate_data_type("decimal(20,0)"))
print("seen: DECIMAL(20,0) is read as", read_as)
assert read_as == pyarrow.decimal128(20, 18)
sent = pyarrow.array([decimal.Decimal(5)], pyarrow.decimal128(20, 0))
value = pyarrow.Array.from_buffers(read_as, 1, sent.buffers())[0].as_py()
print("seen: 5 is", value)
assert value == decimal.Decimal("5E-18")
assert odps_type_to_arrow_type(validate_data_type("decimal(20,2)")) == pyarrow.decimal128(20, 2)
PY
"$dir/venv/bin/python" "$dir/see.py"
