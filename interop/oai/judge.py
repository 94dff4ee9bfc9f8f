"""Generates from the OpenAPI Initiative's own test documents, and proves that those which are to pass are taken and those which are to
fail are refused by a strict run. Must not know what is in them."""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from listed import Listed  # noqa: E402

VERSIONS = ("3.1", "3.2")
# Documents of the judge's own, whose verdicts are wrong on purpose: if they pass, the judge looks at nothing.
WRONG = {
    "pass": 'openapi: 3.1.0\ninfo: {title: Wrong, version: "1"}\n',
    "fail": 'openapi: 3.1.0\ninfo: {title: Right, version: "1"}\npaths: {}\n',
}


def errors(document, strict):
    """What a run refuses in a document: each code once, in the order in which they are first said."""
    command = ["gen", "--spec", document.name, "--out", "sdk", "--check", "--format", "json", *(["--strict"] if strict else [])]
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / document.name).write_bytes(document.read_bytes())
        done = subprocess.run([os.environ["INTEROP_XTASK"], *command], cwd=folder, stdout=subprocess.PIPE, timeout=60)
    messages = json.loads(done.stdout)["diagnostics"]
    return list(dict.fromkeys(message["code"] for message in messages if message["severity"] == "error"))


def is_right(kind, document):
    """Whether the verdict on a document is the expected one, and the codes of what was refused in it."""
    found = errors(document, strict=kind == "fail")
    return bool(found) == (kind == "fail"), found


def main():
    print("the generator reads the test documents of the OpenAPI Initiative …", flush=True)
    exceptions, problems = Listed(HERE / "exceptions.tsv"), []
    with tempfile.TemporaryDirectory() as folder:
        for kind, text in WRONG.items():
            document = pathlib.Path(folder) / f"{kind}.yaml"
            document.write_text(text, encoding="utf-8")
            if is_right(kind, document)[0]:
                problems.append(f"the judge takes what is wrong for right: {kind}")
    for version in VERSIONS:
        for kind in ("pass", "fail"):
            documents = sorted((pathlib.Path(os.environ["INTEROP_GIT"]) / version / "tests/schema" / kind).glob("*.yaml"))
            if not documents:
                problems.append(f"no documents of {version} that {kind}")
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                verdicts = list(pool.map(lambda document: is_right(kind, document), documents))
            right = sum(verdict for verdict, _ in verdicts)
            print(f"OpenAPI {version}: {right} of {len(documents)} {'taken' if kind == 'pass' else 'refused'}", flush=True)
            for document, (verdict, found) in zip(documents, verdicts):
                if not verdict and not exceptions.has(version, kind, document.name, " ".join(found) or "-"):
                    problems.append(f"OpenAPI {version}, {kind}: {document.name}: {' '.join(found) or 'taken'}")
    problems += exceptions.problems()
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{len(problems)} problems", file=sys.stderr)
        return 1
    print(f"as the initiative says, but for {len(exceptions.lines)} exceptions that are listed with their reasons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
