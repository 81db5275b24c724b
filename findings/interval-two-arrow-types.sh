#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# pyodps 0.13.2 with pyarrow 17.0.0 (PyPI) and odps-sdk-core 0.53.2-public (Maven Central), MaxCompute's official clients:
# they take INTERVAL_DAY_TIME for different Arrow types. Python has struct<sec: int64, nano: int32>, Java Arrow's own
# interval of days and milliseconds, which cannot hold the nanoseconds that records of both clients carry. The Tunnel's
# batches come without a schema, so whichever form a server sends, the other client fails. Only records are read by both:
# our sandbox sends the struct, and the Java client's Arrow reader is not used for such columns.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pyodps==0.13.2 pyarrow==17.0.0
"$dir/venv/bin/python" - <<'PY'
import pyarrow
from odps.tunnel.io.types import odps_type_to_arrow_type
from odps.types import validate_data_type

kind = odps_type_to_arrow_type(validate_data_type("interval_day_time"))
print("seen: Python:", kind)
assert kind == pyarrow.struct([("sec", pyarrow.int64()), ("nano", pyarrow.int32())])
PY
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>com.aliyun.odps</groupId><artifactId>odps-sdk-core</artifactId><version>0.53.2-public</version>
  </dependency></dependencies>
</project>
XML
mvn --quiet --batch-mode --file "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/jars"
cat > "$dir/See.java" <<'JAVA'
import com.aliyun.odps.Column;
import com.aliyun.odps.OdpsType;
import com.aliyun.odps.TableSchema;
import com.aliyun.odps.commons.util.ArrowUtils;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

class See {
    public static void main(String[] arguments)
    {
        TableSchema schema = new TableSchema();
        schema.addColumn(new Column("i", OdpsType.INTERVAL_DAY_TIME));
        ArrowType type = ArrowUtils.tableSchemaToArrowSchema(schema).getFields().get(0).getType();
        System.out.println("seen: Java: " + type);
        if (!type.equals(new ArrowType.Interval(IntervalUnit.DAY_TIME)))
            throw new AssertionError(type);
    }
}
JAVA
java -cp "$dir/jars/*" "$dir/See.java" 2> "$dir/log" || { cat "$dir/log"; exit 1; }
