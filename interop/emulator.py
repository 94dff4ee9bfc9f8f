"""Starts the emulator for as long as a proof needs it. Knows its command line and the lines that it prints first; must
not know what is proved. The programs are found by the variables that `cargo xtask interop` sets."""

import contextlib
import json
import os
import re
import subprocess


class Emulator:
    """A running emulator: where it answers, and who may call."""

    def __init__(self, lines):
        text = "".join(lines)
        self.url = lines[0].split()[0]
        self.token = re.search(r"OS_TOKEN=(\S+)", text)[1]
        self.access_key, self.secret_key = re.search(r"access key (\S+), (\S+)", text).groups()
        self.project = re.search(r"project (\S+)", text)[1]


@contextlib.contextmanager
def running(*arguments):
    """An emulator on a free port, with a seed: two runs with the same requests have the same ids."""
    command = [os.environ["INTEROP_EMULATOR"], "--port", "0", "--seed", "1", "--quiet", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = []
            # The words of welcome end with an empty line; there is one after the first line, too.
            while len(lines) < 3 or lines[-1] != "\n":
                line = process.stdout.readline()
                if not line:
                    raise SystemExit("the emulator did not start")
                lines.append(line)
            yield Emulator(lines)
        finally:
            process.terminate()


def requests(path):
    """What the emulator wrote down. A line ends with a line feed, and with nothing else that might be in a text."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def calls(url, project, services, token=None):
    """Lets our SDK call every operation of the services; what it prints, or ends the proof if one of them fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("OS_", "HUAWEICLOUD_"))}
    if token:
        environment["OS_TOKEN"] = token
    command = [os.environ["INTEROP_CALLS"], url, project, *services]
    done = subprocess.run(command, env=environment, text=True, capture_output=True, timeout=120)
    if done.returncode:
        raise SystemExit(f"our SDK failed: {done.stdout}{done.stderr}")
    return done.stdout
