# SPDX-License-Identifier: GPL-3.0-or-later
"""MaxCompute's own Java client against the sandbox: compiles and runs java/. ISTHMUS_JAVA_CLASSPATH names the jars of
com.aliyun.odps:odps-sdk-core and what it needs, as java -cp takes them ("folder/*"); skipped without."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import mapped
from sandboxed import Sandbox

SKIPPED = 77
GALLERY = Path(__file__).parent.parent / "values" / "maxcompute.json"
TEMPORARY_ACCOUNT = {"access_id": "STS.client", "access_key": "client's key", "sts_token": "client's token"}


def main():
    jars = os.environ.get("ISTHMUS_JAVA_CLASSPATH")
    if not jars or not shutil.which("javac"):
        print("ISTHMUS_JAVA_CLASSPATH names no jars, or there is no JDK: skipped")
        return SKIPPED
    sandbox = Sandbox()
    try:
        sandbox.start()
        sandbox.add_account(TEMPORARY_ACCOUNT)
        with tempfile.TemporaryDirectory() as classes:
            sources = [str(path) for path in sorted((Path(__file__).parent / "java").glob("*.java"))]
            subprocess.run(["javac", "-nowarn", "-cp", jars, "-d", classes, *sources], check=True)
            # The preview's Arrow reader reaches into the JDK.
            java = ["java", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", f"{classes}:{jars}", "JavaClient"]
            state = str(Path(sandbox.dir) / "sandbox.json")
            tables = Path(classes) / "mapped.json"
            tables.write_text(mapped.as_json(mapped.make(sandbox)))
            return subprocess.run([*java, state, str(GALLERY), str(tables)]).returncode
    finally:
        sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
