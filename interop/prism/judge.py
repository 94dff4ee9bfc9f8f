"""Lets Prism answer our SDK with the documents' examples, and then watch it talk to the emulator. Must not know what the
calls are."""

import contextlib
import os
import pathlib
import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import emulator  # noqa: E402

# How many operations there are, how often our SDK calls them, and how many of the answers are a 204.
CALLS = {"apig": (10, 11, 2), "iam": (3, 6, 0), "roma": (10, 11, 2)}
# Prism's mock warns of each 204, in which there is no JSON to be found. That is as documented.
WITHOUT_CONTENT = "Unable to find content for application/json"
INSTANCE = "eddc4d25480b4cd6b512f270a1b8b341"
NEW = b'{"name": "new", "call_limits": 1, "time_unit": "DAY", "time_interval": 1}'
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
def prism(mode, service, *arguments):
    port = free_port()
    command = pathlib.Path(os.environ["INTEROP_NODE"]) / "@stoplight/prism-cli/dist/index.js"
    document = pathlib.Path(os.environ["INTEROP_TARGET"]) / f"{service}.yaml"
    command = [shutil.which("node") or "node", str(command), mode, str(document), *arguments]
    command += ["--port", str(port), "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield Prism(process, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def objections(lines):
    """What Prism has against requests and answers, an undocumented status among them."""
    return [line for line in lines if re.search(r"[✖⚠]|violation|unable to", line, re.IGNORECASE)]


def status(url, token, body=None):
    """The status and the media type of an answer that may be an error."""
    headers = {"X-Auth-Token": token, "Content-Type": "application/json", "Accept": "application/json"}
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type()


def judge(service, mode, running, project, token):
    """Lets our SDK call everything by way of Prism; the answer is what is wrong."""
    operations, calls, empty = CALLS[service]
    said = emulator.calls(running.url, project, [service], token)
    if said != f"{service}: {operations} operations, {calls} calls\n":
        return [f"{service}: our SDK says {said!r}"]
    lines = running.rest()
    expected = [line for line in lines if WITHOUT_CONTENT in line]
    problems = [f"{service}, {mode}: {line}" for line in objections(lines) if line not in expected]
    if len(expected) != (empty if mode == "mock" else 0):
        problems.append(f"{service}, {mode}: {len(expected)} answers without content")
    received = sum("Request received" in line for line in lines)
    if received != calls:
        problems.append(f"{service}, {mode}: {received} requests instead of {calls}")
    print(f"{service}, {mode}: {operations} operations, {received} requests, {len(problems)} objections", flush=True)
    return problems


def errors(service, running, project, token):
    """Documented errors pass Prism as well, and it objects to what is wrong: else its silence would prove nothing."""
    segment = {"apig": "apigw", "roma": "apic"}[service]
    base = f"{running.url}/v2/{project}/{segment}/instances/{INSTANCE}/app-quotas"
    json, problem = "application/json", "application/problem+json"
    problems = []

    def check(expected, *request):
        came = status(*request)
        if came != expected:
            problems.append(f"{service}, proxy: {request[0]} was answered {came} instead of {expected}")

    check((404, json), f"{base}/nowhere", token)
    check((401, json), base, "nobody's")
    check((403, json), base.replace(project, "p0"), token)
    check((404, json), base.replace(INSTANCE, "i0"), token, NEW)
    problems += [f"{service}, proxy: {line}" for line in objections(running.rest())]
    check((422, problem), base, token, b'{"name": 1}')
    if not objections(running.rest()):
        problems.append(f"{service}, proxy: Prism does not object to a wrong request")
    return problems


def main():
    problems = []
    with contextlib.ExitStack() as stack:
        running = stack.enter_context(emulator.running())
        print("starting a mock and a proxy for each service …", flush=True)
        pairs = []
        for service in CALLS:
            pairs.append((service, "mock", stack.enter_context(prism("mock", service))))
            pairs.append((service, "proxy", stack.enter_context(prism("proxy", service, running.url, "--errors"))))
        for service, mode, judging in pairs:
            judging.wait_for("Prism is listening on")
            problems += judge(service, mode, judging, running.project, running.token)
            if mode == "proxy" and service != "iam":
                problems += errors(service, judging, running.project, running.token)
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
