"""Lets Prism answer our SDK with the documents' examples, and then watch it talk to the emulator. Must not know what the
calls are."""

import contextlib
import importlib.util
import os
import pathlib
import re
import sys
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import emulator  # noqa: E402
import prisms  # noqa: E402

# How many operations there are, how often our SDK calls them, and how many of the answers are a 204.
CALLS = {"apig": (10, 11, 2), "iam": (15, 18, 1), "roma": (10, 11, 2)}
# Prism's mock warns of each 204, in which there is no JSON to be found. That is as documented.
WITHOUT_CONTENT = "Unable to find content for application/json"
# Where the page's own example has a time that is none of RFC 3339: two marks of a zone, or no zone.
BROKEN_TIMES = {"apig": {"UpdateApiGroupV2", "UpdateAppV2"}, "iam": set(), "roma": {"UpdateApiGroupV2"}}
INSTANCE = "eddc4d25480b4cd6b512f270a1b8b341"
NEW = b'{"name": "new", "call_limits": 1, "time_unit": "DAY", "time_interval": 1}'


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


def whole(service):
    """Every operation of a document, called by a program that is made from it: what the other calls leave out."""
    spec = importlib.util.spec_from_file_location("smoke", HERE.parent / "smoke" / "judge.py")
    smoke = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(smoke)
    document = pathlib.Path(os.environ["INTEROP_TARGET"]) / f"{service}.yaml"
    return [f"{service}: not all calls went through"] if smoke.judge(document, True, BROKEN_TIMES[service]) else []


def main():
    problems = []
    with contextlib.ExitStack() as stack:
        running = stack.enter_context(emulator.running())
        print("starting a mock and a proxy for each service …", flush=True)

        def prism(mode, service, *arguments):
            document = pathlib.Path(os.environ["INTEROP_TARGET"]) / f"{service}.yaml"
            return prisms.running(mode, document, *arguments)

        pairs = []
        for service in CALLS:
            pairs.append((service, "mock", stack.enter_context(prism("mock", service))))
            pairs.append((service, "proxy", stack.enter_context(prism("proxy", service, running.url, "--errors"))))
        for service, mode, judging in pairs:
            judging.wait_for("Prism is listening on")
            problems += judge(service, mode, judging, running.project, running.token)
            if mode == "proxy" and service != "iam":
                problems += errors(service, judging, running.project, running.token)
    for service in CALLS if os.environ.get("INTEROP_WHOLE") else ():
        problems += whole(service)
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
