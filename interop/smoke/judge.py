"""Generates a crate from each document, and lets it call every operation of the emulator, which serves the same document and
judges each request by it. Knows how crates are built; must not know what is called.

Documents are named on the command line; without any, the one beside this file is taken. With `--against prism`, the program then calls
Prism's mock of the document, which judges requests as well, and the emulator by way of Prism, which judges its answers, too."""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import prisms  # noqa: E402

TARGET = pathlib.Path(os.environ["INTEROP_TARGET"]) / "smoke"
WORKSPACE = HERE.parent.parent
# All crates of foreign documents have one name, so that nothing of the last is left.
PACKAGE = "smoked"
MOST_SHOWN = 40


class Unusable(Exception):
    """Why nothing can be called."""


def last_words(done):
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return "\n    ".join(lines[-12:])


def generate(document, folder, package=PACKAGE):
    """The crate, and the program that calls its operations. Where they are as they should be, nothing is written."""
    command = [os.environ["INTEROP_XTASK"], "gen", "--spec", str(document), "--out", str(folder), "--package", package]
    command += ["--runtime-path", str(WORKSPACE / "runtime"), "--smoke"]
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode:
        raise Unusable(f"no crate comes of it: {last_words(done)}")


def build(folder):
    """The program. Whatever else the workspace has compiled with these versions is taken."""
    shutil.copy(WORKSPACE / "Cargo.lock", folder)
    target = TARGET / "target"
    environment = dict(os.environ, CARGO_TARGET_DIR=str(target), CARGO_INCREMENTAL="0", CARGO_PROFILE_DEV_DEBUG="0")
    command = ["cargo", "build", "--quiet", "--example", "smoke", "--features", "blocking"]
    done = subprocess.run(command, env=environment, cwd=folder, text=True, capture_output=True)
    if done.returncode:
        raise Unusable(f"it does not compile: {last_words(done)}")
    name = "smoke.exe" if os.name == "nt" else "smoke"
    program = folder / name
    shutil.copy(target / "debug" / "examples" / name, program)
    return program


def forget(folder):
    """Takes the crate away, and what was compiled of it."""
    shutil.rmtree(folder, ignore_errors=True)
    for left in (TARGET / "target" / "debug").glob(f"**/*{PACKAGE}*"):
        with contextlib.suppress(OSError):
            left.unlink()


@contextlib.contextmanager
def serving(document):
    """The emulator with this document: its URL, and how many operations there are."""
    command = [os.environ["INTEROP_EMULATOR"], "--port", "0", "--quiet", "--spec", str(document)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            if not line:
                raise Unusable(f"the emulator does not take it: {process.stderr.read()[:2000]}")
            url, count = re.match(r"(\S+) answers (\d+) operations", line).groups()
            yield url, int(count)
        finally:
            process.terminate()


@contextlib.contextmanager
def prism(mode, document, *arguments):
    with prisms.running(mode, document, "--errors", *arguments) as running:
        running.wait_for("Prism is listening on")
        yield running.url


def call(program, url, who, operations, document, known=()):
    """Calls everything; the answer is whether something failed but what is known to, or did not that is."""
    started = time.monotonic()
    done = subprocess.run([str(program), url], text=True, capture_output=True, timeout=1800)
    lines = done.stdout.splitlines()
    called = {line.split(" (")[0].split(" ", 1)[1] for line in lines if line.startswith(("ok ", "failed "))}
    failed = [line for line in lines if line.startswith("failed ")]
    surprises = {line.split(" (")[0].split(" ", 1)[1] for line in failed} ^ set(known)
    calls = re.search(r"^(\d+) calls, \d+ failed$", done.stdout, re.MULTILINE)
    print(
        f"{document}: {who}: {operations} operations, {len(called)} called, {calls[1] if calls else '?'} calls, "
        f"{len(failed)} failed, {time.monotonic() - started:.1f} s",
        flush=True,
    )
    for line in failed[:MOST_SHOWN]:
        print(f"  {line}", flush=True)
    if len(failed) > MOST_SHOWN:
        print(f"  … and {len(failed) - MOST_SHOWN} more", flush=True)
    if not calls:
        print(f"  it did not end: {last_words(done)}", flush=True)
    return int(bool(surprises) or not calls or len(called) != operations)


def judge(document, against_prism, known=()):
    """Whether something is wrong with a document. Of the operations that are known, the document's own
    example is no answer to Prism."""
    name = re.sub(r"[^a-z0-9]+", "-", str(document.resolve()).lower())[-60:].strip("-")
    folder, started = TARGET / name, time.monotonic()
    try:
        forget(folder)
        generate(document, folder)
        program = build(folder)
        print(f"{document}: {time.monotonic() - started:.0f} s to build", flush=True)
        with contextlib.ExitStack() as stack:
            url, operations = stack.enter_context(serving(document))
            outcomes = [call(program, url, "emulator", operations, document)]
            if against_prism:
                mock = stack.enter_context(prism("mock", document))
                outcomes.append(call(program, mock, "prism", operations, document, known))
                proxy = stack.enter_context(prism("proxy", document, url))
                outcomes.append(call(program, proxy, "emulator behind prism", operations, document, known))
            return int(any(outcomes))
    except Unusable as reason:
        print(f"{document}: {reason}", flush=True)
        return 1
    finally:
        forget(folder)


def main():
    arguments = sys.argv[1:]
    against_prism = arguments[:2] == ["--against", "prism"]
    names = arguments[2:] if against_prism else arguments
    documents = [pathlib.Path(name) for name in names] or [HERE / "library.yaml"]
    outcomes = [judge(document, against_prism) for document in documents]
    if len(outcomes) > 1:
        print(f"{len(outcomes)} documents, {sum(outcomes)} with failures", flush=True)
    return int(any(outcomes))


if __name__ == "__main__":
    sys.exit(main())
