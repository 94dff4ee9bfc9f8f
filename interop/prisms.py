"""Starts Prism for as long as a proof needs it, as a mock of a document or as a proxy before a server. Must not know what is proved."""

import contextlib
import os
import pathlib
import queue
import re
import shutil
import socket
import subprocess
import threading
import time

PATIENCE = 90


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Prism:
    """A running Prism, and what it has written so far."""

    def __init__(self, process, url):
        self.process, self.url, self.lines, self.queue = process, url, [], queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.queue.put(re.sub(r"\x1b\[[0-9;]*m", "", line).strip())

    def wait_for(self, text):
        """Reads on to a line with this text."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and (self.process.poll() is None or not self.queue.empty()):
            with contextlib.suppress(queue.Empty):
                self.lines.append(self.queue.get(timeout=0.2))
                if text in self.lines[-1]:
                    return
        raise SystemExit("Prism did not say " + repr(text) + ":\n" + "\n".join(self.lines))

    def rest(self):
        """Reads on until nothing has come for a moment."""
        with contextlib.suppress(queue.Empty):
            while True:
                self.lines.append(self.queue.get(timeout=0.7))
        return self.lines


@contextlib.contextmanager
def running(mode, document, *arguments):
    port = free_port()
    command = pathlib.Path(os.environ["INTEROP_NODE"]) / "@stoplight/prism-cli/dist/index.js"
    command = [shutil.which("node") or "node", str(command), mode, str(document), *arguments]
    command += ["--port", str(port), "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield Prism(process, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
