"""Compares this generator with others: the processor time of a run, its memory, and the time for checking what it made. Knows how
each is started; must not know what it makes. No proof: nothing fails, and the figures are of this machine and this hour."""

import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
TARGET = pathlib.Path(os.environ["INTEROP_TARGET"])
PEERS = pathlib.Path(os.environ["INTEROP_PEERS"]) / "bin"
# Ours goes first: what the others are compared with.
GENERATORS = ["ours", "ploidy", "openapi-to-rust"]
# Whose documents are compared if the command line names none.
SERVICES = ["apig", "iam", "roma"]
RUNS = int(os.environ.get("INTEROP_RUNS", "15"))
CHECKS = max(RUNS // 3, 1)


class Failed(Exception):
    """What a program said that did not succeed."""


def spent(command, folder, **variables):
    """Seconds of processor time, of the program and all that it started, and MiB at its peak."""
    with open(folder / "output.txt", "w+b") as output:
        started = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env=dict(os.environ, **variables))
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            output.seek(0)
            raise Failed(f"`{' '.join(map(str, command))}` failed:\n{output.read().decode(errors='replace')}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def generate(generator, name, document, folder):
    """Makes a crate of a document in a new folder."""
    folder.mkdir(parents=True)
    command = {
        "ours": [os.environ["INTEROP_XTASK"], "gen", "--spec", document, "--out", folder / "crate", "--package", name,
                 "--runtime-path", HERE.parents[1] / "runtime"],
        "ploidy": [PEERS / "ploidy", "generate", "rust", document, "--output", folder / "crate", "--name", name],
        "openapi-to-rust": [PEERS / "openapi-to-rust", "generate", document],
    }
    return spent(command[generator], folder)


def complete(generator, name, folder):
    """Makes a crate of its own, which cargo can check, of what was generated; the answer is its folder."""
    crate = folder / "crate"
    if generator == "openapi-to-rust":
        (folder / "src").rename(crate.with_name("made"))
        (crate / "src").mkdir(parents=True)
        (folder / "made/generated").rename(crate / "src/generated")
        (crate / "src/lib.rs").write_text("pub mod generated;\n")
        head = f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2024"\n\n'
        needs = (crate / "src/generated/REQUIRED_DEPS.toml").read_text()
        (crate / "Cargo.toml").write_text(head + needs)
    manifest = crate / "Cargo.toml"
    if "[workspace]" not in manifest.read_text():
        manifest.write_text(manifest.read_text() + "\n[workspace]\n")
    return crate


def check(crate):
    """Checks a crate, all of it, and nothing that it depends on if that was checked before."""
    os.utime(crate / "src/lib.rs")
    return spent(["cargo", "check", "--quiet"], crate, CARGO_INCREMENTAL="0", CARGO_TARGET_DIR=str(TARGET / "speed/target"))


def in_turn(runs, generators, measure):
    """What each generator took, run after run, so that what else this machine does falls on all of them alike. One that fails is left
    out, and it is said why."""
    taken = {generator: [] for generator in generators}
    for run in range(runs):
        for generator in list(taken):
            try:
                taken[generator].append(measure(generator, run))
            except Failed as reason:
                print(reason, file=sys.stderr, flush=True)
                del taken[generator]
    return taken


def row(words, taken):
    """A line of the table: medians, and the median of the ratios of ours to each."""
    cells = [words]
    for generator in GENERATORS:
        if generator not in taken:
            cells.append("fails")
            continue
        seconds, memory = (statistics.median(values) for values in zip(*taken[generator]))
        # A program begins with the peak of the one that starts it, so that less than our own cannot be told.
        least = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        peak = f"{memory:.0f} MiB" if memory > least * 1.1 else f"below {least:.0f} MiB"
        ratio = ""
        if generator != "ours" and "ours" in taken:
            pairs = zip(taken["ours"], taken[generator])
            ratio = f" ({statistics.median(ours[0] / theirs[0] for ours, theirs in pairs):.2f})"
        cells.append(f"{seconds:.3f} s, {peak}{ratio}")
    print(f"| {' | '.join(cells)} |", flush=True)


def given(files):
    """Documents of the command line, by the names that their crates have."""
    paths = [pathlib.Path(file).resolve() for file in files]
    return {f"c{at}-" + re.sub("[^a-z0-9]+", "-", path.stem.lower()).strip("-"): path for at, path in enumerate(paths, 1)}


def main():
    place = TARGET / "speed"
    place.mkdir(exist_ok=True)
    files = given(sys.argv[1:]) or {service: TARGET / f"{service}.json" for service in SERVICES}
    print("processor time and peak memory, medians; in brackets, how many times the processor time of it ours takes\n")
    print(f"| | {' | '.join(GENERATORS)} |\n|{'---|' * (len(GENERATORS) + 1)}", flush=True)
    # In memory, where there is a folder for that: ext4 goes around files that were deleted minutes ago, and whoever writes most files
    # pays for it.
    memory = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else place) as made:
        for name, document in files.items():
            compare(name, document, pathlib.Path(made) / name)


def compare(name, document, place):
    """Two lines of the table: of generating, and of checking."""

    def folder(generator, run):
        return place / generator / str(run)

    made = in_turn(RUNS, GENERATORS, lambda one, run: generate(one, name, document, folder(one, run)))
    row(f"`{name}`: generate", made)
    crates = {generator: complete(generator, name, folder(generator, RUNS - 1)) for generator in made}
    # What they depend on is checked first.
    sound = in_turn(1, crates, lambda one, _: check(crates[one]))
    row(f"`{name}`: `cargo check`", in_turn(CHECKS, sound, lambda one, _: check(crates[one])))


if __name__ == "__main__":
    main()
