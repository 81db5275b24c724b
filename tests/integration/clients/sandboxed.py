# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox of its own for a test of an official client. ISTHMUS_CTL names isthmusctl."""

import json
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

CTL = os.environ["ISTHMUS_CTL"]
START_SECONDS = 90


class Sandbox:
    def __init__(self):
        self._root = tempfile.TemporaryDirectory()
        os.chmod(self._root.name, 0o711)  # as root, PostgreSQL's own user has to reach the cluster in it
        self.dir = str(Path(self._root.name) / "sandbox of a client")
        self._server = None
        self._has_connections = False
        self.info = {}

    def start(self):
        log = open(Path(self._root.name) / "serve.log", "ab")
        self._server = subprocess.Popen([CTL, "sandbox", "serve", "--dir", self.dir], stdout=log, stderr=log)
        log.close()
        deadline = time.monotonic() + START_SECONDS
        status = [CTL, "sandbox", "status", "--dir", self.dir, "--json"]
        while subprocess.run(status, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((Path(self._root.name) / "serve.log").read_text())
            time.sleep(0.1)
        self.info = json.loads((Path(self.dir) / "sandbox.json").read_text())

    def ctl(self, *arguments):
        """What isthmusctl prints, with connections of its own to both sides: dbs_mc and order_dw."""
        own = {"ISTHMUS_CONFIG_DIR": "config", "ISTHMUS_DATA_DIR": "data"}
        folders = {name: str(Path(self._root.name) / folder) for name, folder in own.items()}
        if not self._has_connections:
            self._has_connections = True
            self.ctl("connection", "add", "--sandbox", self.dir)
        done = subprocess.run(
            [CTL, *arguments], env={**os.environ, **folders, "ISTHMUS_MASTER_PASSWORD": "for this test"},
            capture_output=True, text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{arguments[0]}: {done.stderr or done.stdout}")
        return done.stdout

    def add_account(self, account):
        """Lets one more account in, by the file that names them all, and starts anew."""
        self._end()
        state = Path(self.dir) / "sandbox.json"
        content = json.loads(state.read_text())
        content["private"]["accounts"].append(account)
        state.write_text(json.dumps(content))
        self.start()

    def kill(self):
        """Ends the server without warning; PostgreSQL goes down with it. start() brings both back."""
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()
        deadline = time.monotonic() + 30
        pid_file = Path(self.info["private"]["cluster_dir"]) / "data" / "postmaster.pid"
        while pid_file.exists() and time.monotonic() < deadline:
            pid = int(pid_file.read_text().splitlines()[0])
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.1)

    def _end(self):
        if self._server and self._server.poll() is None:
            self._server.terminate()
            self._server.wait(timeout=30)

    def stop(self):
        self._end()
        self._root.cleanup()
