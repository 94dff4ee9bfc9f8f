"""Lets Schemathesis judge the emulator by the bundled documents: valid and invalid data, all checks, in all phases. Must
not know what the checks are; `exceptions.py` has the exceptions."""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import yaml

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import emulator  # noqa: E402

GATEWAYS = ["name_taken", "rule_of_prose", "status_of_no_page"]
SERVICES = {"apig": GATEWAYS, "iam": ["rule_of_prose", "method_without_field", "third_key"], "roma": GATEWAYS}
# `exceptions.py` has these with the exceptions.
OWN = "positive_data_acceptance,negative_data_rejection,status_code_conformance"
# Chance decides whether these are met.
RARE = {"rounded", "unmarred", "either_of_two"}
EXAMPLES = 15
# Deletes the ground that all others stand on.
UNTOUCHED = "DeleteInstancesV2"
# So many of a hundred operations may never succeed.
MOST_LIFELESS = 35
# Chance decides whether these find what is made by hand.
CHANCE = {"DisassociateAppQuotaWithApp"}
INSTANCE = "eddc4d25480b4cd6b512f270a1b8b341"
APP = "98df09fb-d459-4cbf-83a7-2b55ca6f3d5d"


def uncorrected(node):
    """The document as the server means it: where it corrects a number (`x-server-clamps`), it refuses none. The bounds
    stand in the spec as documentation, and every client of the vendor may send what lies outside."""
    if isinstance(node, list):
        return [uncorrected(item) for item in node]
    if not isinstance(node, dict):
        return node
    hidden = {"minimum", "maximum", "format"} if node.get("x-server-clamps") is True else set()
    return {key: uncorrected(value) for key, value in node.items() if key not in hidden}


def bind(running, service):
    """A quota that an app is bound to: of this, the documents have no link that a tool could follow."""
    segment = {"apig": "apigw", "roma": "apic"}.get(service)
    if not segment:
        return
    base = f"{running.url}/v2/{running.project}/{segment}/instances/{INSTANCE}/app-quotas"

    def post(url, body):
        headers = {"X-Auth-Token": running.token, "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers)) as answer:
            return json.load(answer)

    quota = {"name": "bound", "call_limits": 1, "time_unit": "DAY", "time_interval": 1}
    made = post(base, quota)["app_quota_id"]
    post(f"{base}/{made}/binding-apps", {"app_ids": [APP]})


def judge(service, expected, folder):
    """Judges one service; the answer is what is wrong."""
    target = pathlib.Path(os.environ["INTEROP_TARGET"])
    document = folder / "openapi.json"
    bundle = yaml.safe_load((target / f"{service}.yaml").read_text(encoding="utf-8"))
    document.write_text(json.dumps(uncorrected(bundle)), encoding="utf-8")
    record, met = folder / "requests.jsonl", folder / "met.json"
    started = time.monotonic()
    with emulator.running("--record", str(record)) as running:
        bind(running, service)
        config = folder / "schemathesis.toml"
        config.write_text(
            f'seed = 1\nhooks = "{HERE / "exceptions.py"}"\n[generation]\nmax-examples = {EXAMPLES}\n'
            'database = "none"\n[parameters]\n'
            f'"path.project_id" = "{running.project}"\n"path.instance_id" = "{INSTANCE}"\n"path.app_id" = "{APP}"\n',
            encoding="utf-8",
        )
        command = [str(pathlib.Path(sys.executable).parent / "schemathesis"), "--config-file", str(config), "run"]
        command += [str(document), "--url", running.url, "--header", f"X-Auth-Token: {running.token}"]
        command += ["--checks", "all", "--exclude-checks", OWN]
        command += ["--exclude-operation-id", UNTOUCHED, "--no-color"]
        environment = dict(os.environ, INTEROP_MET=str(met), PYTHONPATH=str(HERE))
        done = subprocess.run(command, env=environment, cwd=folder, text=True, capture_output=True)
    if done.returncode:
        return [f"{service}: Schemathesis found something (exit code {done.returncode})\n{done.stdout}{done.stderr}"]
    problems = []
    cases = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    if not cases:
        problems.append(f"{service}: no count of cases\n{done.stdout}")
    # Who is refused at the door proves nothing.
    statuses = {}
    for request in emulator.requests(record):
        if request["service"] == service:
            statuses.setdefault(request["operation"], []).append(request["status"])
    ids = {one["operationId"] for path in bundle["paths"].values() for one in path.values() if "operationId" in one}
    lifeless = []
    for operation in sorted(ids - {UNTOUCHED}):
        answered = statuses.get(operation, [])
        if not any(status >= 400 for status in answered):
            problems.append(f"{service}: {operation} did not fail: {sorted(set(answered))}")
        if not any(status < 300 for status in answered):
            lifeless.append(operation)
    # Of what is made by hand, all succeed; where ids of several things must be known, chance does not find them.
    by_hand = [operation for operation in lifeless if "Quota" in operation and operation not in CHANCE]
    if by_hand or len(lifeless) * 100 > len(ids) * MOST_LIFELESS:
        problems.append(f"{service}: these never succeeded: {' '.join(lifeless)}")
    for name, count in json.loads(met.read_text(encoding="utf-8")).items():
        if bool(count) != (name in expected) and name not in RARE:
            problems.append(f"{service}: the exception {name} was met {count} times")
    sent = sum(map(len, statuses.values()))
    succeeded = sum(status < 300 for answered in statuses.values() for status in answered)
    print(
        f"{service}: {len(ids)} operations, {cases[1] if cases else '?'} cases, all checks pass; {sent} requests, "
        f"{succeeded} of them successful, {len(ids) - len(lifeless)} operations at least once, {time.monotonic() - started:.0f} s",
        flush=True,
    )
    return problems


def main():
    def judged(service):
        with tempfile.TemporaryDirectory() as folder:
            return judge(service, SERVICES[service], pathlib.Path(folder))

    # Side by side: each has its own emulator, and most of the time Schemathesis thinks.
    with concurrent.futures.ThreadPoolExecutor() as pool:
        problems = [problem for found in pool.map(judged, SERVICES) for problem in found]
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
