"""Proves that our SDK sends what the vendor's SDK for Python sends, field by field, but for the differences that
`differences.tsv` lists with their reasons. One that is not listed fails, and so does one that is listed and not there."""

import csv
import fnmatch
import json
import pathlib
import re
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import emulator  # noqa: E402
import calls  # noqa: E402
import every  # noqa: E402
import life  # noqa: E402

SERVICES = ["apig", "roma", "iam"]
ABSENT = "-"


def fields(request):
    """What a request says, a name and a text for each thing."""
    pairs = [pair.split("=", 1) for pair in request["query"].split("&") if pair]
    named = {"method": request["method"], "path": request["path"], "status": str(request["status"])}
    named["caller"] = request["caller"]
    named["body"] = json.dumps(request["body"], sort_keys=True, ensure_ascii=False)
    named["order of the query"] = " ".join(name for name, _ in pairs)
    # As they were written: an escape that is needless, or missing, is a difference.
    named.update((f"query {name}", value) for name, value in pairs)
    for name, value in request["headers"]:
        assert f"header {name}" not in named, f"{name} is sent twice"
        named[f"header {name}"] = same(name, value)
    return named


def same(name, value):
    """A header's value without what differs from run to run."""
    if name == "host":
        return re.sub(r":\d+$", ":PORT", value)
    if name == "x-sdk-date":
        return re.sub(r"^\d{8}T\d{6}Z$", "TIME", value)
    return value


class Listed:
    """A line of the table."""

    def __init__(self, line):
        self.line, self.seen = line, 0

    def matches(self, request, field, theirs, ours):
        def is_one(column, value):
            return self.line[column] == "*" or value in self.line[column].split()

        def is_like(column, value):
            pattern = self.line[column].replace("\\*", "[*]")
            return fnmatch.fnmatchcase(value, pattern)

        return (
            self.line["field"] == field
            and is_one("methods", request["method"])
            and is_one("services", request["service"])
            and is_like("theirs", theirs)
            and is_like("ours", ours)
        )


def differences(theirs, ours):
    """Each field in which two requests differ: its name and both values."""
    theirs, ours = fields(theirs), fields(ours)
    for field in sorted(theirs.keys() | ours.keys()):
        pair = theirs.get(field, ABSENT), ours.get(field, ABSENT)
        if pair[0] != pair[1]:
            yield field, *pair


def record(run):
    """The requests that a run sends to an emulator of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "requests.jsonl"
        with emulator.running("--record", str(path)) as running:
            run(running)
            return emulator.requests(path)


def main():
    print("the vendor's SDK for Python calls the emulator, signed by access key …", flush=True)
    theirs = record(calls.run)
    print("our SDK does the same …", flush=True)
    ours = record(lambda running: emulator.calls(running.url, running.project, SERVICES))
    operations = {(request["service"], request["operation"]) for request in theirs}
    problems = []
    if len(theirs) != len(ours) or len(operations) != 35:
        problems.append(f"{len(theirs)} requests of theirs, {len(ours)} of ours, of {len(operations)} operations")
    with open(HERE / "differences.tsv", encoding="utf-8", newline="") as table:
        listed = [Listed(line) for line in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]
    compared = 0
    for one, other in zip(theirs, ours):
        call = f"{one['service']} {one['operation']}"
        compared += len(fields(one).keys() | fields(other).keys())
        if one["caller"] != "emulator":
            problems.append(f"{call}: the signature was not looked at")
        for field, their, our in differences(one, other):
            matching = [line for line in listed if line.matches(one, field, their, our)]
            for line in matching:
                line.seen += 1
            if not matching:
                problems.append(f"{call}: {field}\n    theirs: {their}\n    ours:   {our}")
    for line in listed:
        if not line.seen:
            problems.append(f"differences.tsv lists what is not there: {' | '.join(line.line.values())}")
    with emulator.running("--starting", "1") as running:
        print(life.live(calls.service("apig", running), running), flush=True)
    print("a program that calls everything is built, and told to the vendor's SDK …", flush=True)
    wrong, lines = every.compare(["apig", "iam", "roma"])
    problems += wrong
    print(*lines, sep="\n", flush=True)
    count = f"{len(ours)} requests of {len(operations)} operations, {compared} fields"
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{count}: {len(problems)} problems", file=sys.stderr)
        return 1
    print(f"{count}: the same, but for {len(listed)} differences that are listed with their reasons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
