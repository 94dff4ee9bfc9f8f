"""Runs a proof in an environment of its own, which is made once for each set of pinned versions. Knows how packages are
installed; must not know what is proved. `cargo xtask interop` starts it; nothing but Python itself is needed for it."""

import concurrent.futures
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
OLDEST = (3, 10)
# Each proof is this file in a folder of its name, beside what it needs. The longest are the first.
PROOFS = {
    "schemathesis": "judge.py",
    "python": "compare.py",
    "page": "check.mjs",
    "prism": "judge.py",
    "yaml": "judge.py",
    "schema": "judge.py",
    "oai": "judge.py",
    "smoke": "judge.py",
}
# No proofs, so that `all` leaves them out.
COMPARISONS = {"speed": "measure.py", "diff": "measure.mjs"}
# What a proof ends with that finds out by itself that it cannot be run here, and has said why.
SKIPPED = 77


class Skipped(Exception):
    """Why a proof cannot be run here."""


def install(folder, needs, commands, timeout=600):
    """A folder that the commands have filled, for this text of what is needed."""
    key = hashlib.sha256(f"{sys.version}\n{needs}".encode()).hexdigest()[:12]
    place = pathlib.Path(os.environ["INTEROP_TARGET"]) / f"{folder}-{key}"
    ready = place / "ready"
    if not ready.exists():
        print(f"installing what {folder} needs into {place} …", flush=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for command in commands(place):
            try:
                done = subprocess.run(command, text=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout)
            except (FileNotFoundError, subprocess.TimeoutExpired) as error:
                raise Skipped(f"{command[0]} cannot be run: {error}") from error
            if done.returncode:
                said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
                name = " ".join([pathlib.Path(command[0]).stem, *command[1:4]])
                raise Skipped(f"`{name}` failed: {said[-1] if said else 'it does not say why'}")
        ready.touch()
    return place


def python(name):
    """The interpreter of an environment with the packages of `requirements.txt`, and the folder with those of `sources.txt` as
    they were published, if there is one."""
    requirements, sources = HERE / name / "requirements.txt", HERE / name / "sources.txt"
    if not requirements.exists():
        return sys.executable, None
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")

    def commands(place):
        yield [sys.executable, "-m", "venv", str(place)]
        pip = [str(place.joinpath(*inside)), "-m", "pip", "--disable-pip-version-check", "--retries", "1"]
        yield [*pip, "install", "-r", str(requirements)]
        if sources.exists():
            download = ["download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes"]
            yield [*pip, *download, "-r", str(sources), "--dest", str(place / "sources")]

    needs = "".join(file.read_text(encoding="utf-8") for file in (requirements, sources) if file.exists())
    place = install(name, needs, commands)
    return str(place.joinpath(*inside)), place / "sources" if sources.exists() else None


def node(name):
    """The folder with the packages of `package.json`; nothing if there is none."""
    package = HERE / name / "package.json"
    if not package.exists():
        return None

    def commands(place):
        shutil.copy(package, place)
        npm = shutil.which("npm") or "npm"
        yield [npm, "install", "--prefix", str(place), "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", "1"]

    return install(name, package.read_text(encoding="utf-8"), commands)


def git(name):
    """The folder with what `commits.txt` names: a folder below it for each line, which has a name, a repository, the hash of a
    commit and the folder in that. The hash is what makes it the same each time."""
    commits = HERE / name / "commits.txt"
    if not commits.exists():
        return None

    def commands(place):
        for line in commits.read_text(encoding="utf-8").splitlines():
            part, repository, commit, folder = line.split()
            at = ["git", "-C", str(place / part)]
            yield ["git", "init", "--quiet", str(place / part)]
            yield [*at, "fetch", "--quiet", "--depth", "1", repository, commit]
            yield [*at, "checkout", "--quiet", commit, "--", folder]

    return install(name, commits.read_text(encoding="utf-8"), commands)


def rust(name):
    """The folder with the programs of `peers.txt`: a package and its version on each line."""
    peers = HERE / name / "peers.txt"
    if not peers.exists():
        return None

    def commands(place):
        for line in peers.read_text(encoding="utf-8").splitlines():
            package, version = line.split()
            # One at a time: a machine that is to be measured has other work, too.
            yield ["cargo", "install", package, "--version", version, "--locked", "--jobs", "1", "--root", str(place)]

    return install(name, peers.read_text(encoding="utf-8"), commands, timeout=3600)


def prove(name, arguments):
    """Runs one proof, or a comparison; the answer is its exit code."""
    print(f"== {name}", flush=True)
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONUTF8="1")
    (interpreter, sources), packages = python(name), node("prism" if "prism" in arguments else name)
    if sources:
        environment["INTEROP_SOURCES"] = str(sources)
    if packages:
        environment["INTEROP_NODE"] = str(packages / "node_modules")
    commits = git(name)
    if commits:
        environment["INTEROP_GIT"] = str(commits)
    peers = rust(name)
    if peers:
        environment["INTEROP_PEERS"] = str(peers)
    script = HERE / name / {**PROOFS, **COMPARISONS}[name]
    if script.suffix == ".mjs":
        interpreter = shutil.which("node")
        if not interpreter:
            raise Skipped("Node.js is not here")
    code = subprocess.run([interpreter, str(script), *arguments], env=environment).returncode
    if code == SKIPPED:
        raise Skipped("the line above says why")
    return code


def prove_all(arguments):
    """Runs the proofs two at a time, since much of each is waiting, and tells of each when it has ended."""
    # What takes minutes more is left to those who ask for a proof by its name.
    environment = dict(os.environ, INTEROP_WHOLE="", PYTHONUTF8="1")

    def done(name):
        # The end of the line in the same piece: what another proof said may come at any time.
        print(f"running {name} …\n", end="", flush=True)
        command = [sys.executable, __file__, name, *arguments]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    failed = False
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for proof in concurrent.futures.as_completed([pool.submit(done, name) for name in PROOFS]):
            print(proof.result().stdout.decode(errors="replace"), end="", flush=True)
            # Below zero where it was killed.
            failed |= proof.result().returncode != 0
    return int(failed)


def main():
    name, arguments = sys.argv[1], sys.argv[2:]
    if name == "all":
        return prove_all(arguments)
    os.environ.setdefault("INTEROP_WHOLE", "1")
    may_skip, arguments = "--no-skip" not in arguments, [one for one in arguments if one != "--no-skip"]
    try:
        if sys.version_info < OLDEST:
            raise Skipped(f"Python {'.'.join(map(str, OLDEST))} or newer is needed")
        return int(prove(name, arguments) != 0)
    except Skipped as reason:
        print(f"skipped: {name}: {reason}", flush=True)
        return int(not may_skip)


if __name__ == "__main__":
    sys.exit(main())
