# SPDX-License-Identifier: GPL-3.0-or-later
"""Hologres' own Java writer against the sandbox: compiles and runs holo/. ISTHMUS_HOLO_CLASSPATH names the jars of
com.alibaba.hologres:holo-client and what it needs, as java -cp takes them ("folder/*"); skipped without."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sandboxed import Sandbox

SKIPPED = 77
TABLE = "DROP TABLE IF EXISTS holo_writer; CREATE TABLE holo_writer (id bigint PRIMARY KEY, name text);"


def main():
    jars = os.environ.get("ISTHMUS_HOLO_CLASSPATH")
    if not jars or not shutil.which("javac") or not shutil.which("psql"):
        print("ISTHMUS_HOLO_CLASSPATH names no jars, or there is no JDK or no psql: skipped")
        return SKIPPED
    sandbox = Sandbox()
    try:
        sandbox.start()
        side = sandbox.info["hologres"]
        address = "postgresql://{user}@{host}:{port}/{database}".format(**side)
        subprocess.run(
            ["psql", "-q", "-v", "ON_ERROR_STOP=1", "-c", TABLE, address],
            env={**os.environ, "PGPASSWORD": side["password"]},
            check=True,
        )
        with tempfile.TemporaryDirectory() as classes:
            source = str(Path(__file__).parent / "holo" / "HoloWriter.java")
            subprocess.run(["javac", "-nowarn", "-cp", jars, "-d", classes, source], check=True)
            url = "jdbc:postgresql://{host}:{port}/{database}".format(**side)
            return subprocess.run(
                ["java", "-cp", f"{classes}:{jars}", "HoloWriter", url, side["user"], side["password"]], timeout=120
            ).returncode
    finally:
        sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
