//! Tests what releases mean to `cargo xtask diff`: the last one is compared with, and breaking its callers needs a version that says so.

use crate::support::{NAME, Repository, SIZE, things};
use serde_json::Value;

fn version(repository: &Repository, version: &str) {
    repository.0.write("Cargo.toml", &format!("[workspace.package]\nversion = \"{version}\"\n"));
}

#[test]
fn the_last_release_is_compared_with() {
    let repository = Repository::new(&things(SIZE));
    for (tag, text) in [
        ("v0.9.0", things(NAME)),
        ("v0.10.0", things(&format!("{NAME}{SIZE}"))),
        // No releases.
        ("v0.11.0-rc.1", things(NAME)),
        ("v1", things(NAME)),
        ("version-7.0.0", things(NAME)),
    ] {
        repository.commit("things/openapi.yaml", &format!("{text}# {tag}\n"));
        repository.git(&["tag", "--annotate", "--message", tag, tag]);
    }
    // A release of another branch.
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.commit("things/openapi.yaml", &things(NAME));
    repository.git(&["tag", "v9.0.0"]);
    repository.git(&["checkout", "--quiet", "main"]);

    let run = repository.diff(&[]).ok();
    assert!(run.out.contains("1 change between v0.10.0 (") && run.out.contains(") and the working tree: "), "{run:?}");
    assert!(repository.xtask(&["changelog"]).ok().out.contains("`things::types::Thing::size` is gone"));
    let run = repository.diff(&["HEAD"]).ok();
    assert!(run.out.contains(") and the working tree mean the same"), "{run:?}");
}

#[test]
fn a_version_that_promises_too_much_fails() {
    let (both, breaks, adds) =
        (things(&format!("{NAME}{SIZE}")), things(NAME), |text: &str| text.replace("things:", "items:"));
    let more = format!("{both}{}", adds(&SIZE.replace("size", "depth")));
    let too_small = |repository: &Repository, arguments: &[&str]| {
        let run = repository.diff(arguments);
        let json: Value = serde_json::from_str(&repository.diff(&["--format", "json"]).ok().out).unwrap();
        let said = run.err.strip_prefix("error: ").map(str::trim_end).unwrap_or_default().to_owned();
        assert_eq!(run.code, Some(i32::from(!said.is_empty())), "{run:?}");
        assert_eq!(json["version_is_enough"], said.is_empty(), "{json}");
        said
    };
    for (released, text, now, expected) in [
        // A break of what is released.
        (true, &breaks, "1.2.3", "2.0.0 is needed: Cargo.toml says 1.2.3"),
        (true, &breaks, "1.3.0", "2.0.0 is needed: Cargo.toml says 1.3.0"),
        (true, &breaks, "2.0.0", ""),
        (true, &breaks, "2.1.0", ""),
        (true, &breaks, "2.0.0-rc.1", ""),
        // What is added waits for the release, unless somebody says how far the version goes.
        (true, &more, "1.2.3", ""),
        (true, &more, "1.2.4", "1.3.0 is needed: Cargo.toml says 1.2.4"),
        (true, &more, "1.3.0", ""),
        // Before the first release nobody is promised anything, unless somebody says so.
        (false, &breaks, "1.2.3", ""),
        (false, &breaks, "1.2.4", "2.0.0 is needed: Cargo.toml says 1.2.4"),
    ] {
        let repository = Repository::new(&both);
        if released {
            repository.git(&["tag", "v1.2.3"]);
        }
        version(&repository, now);
        repository.0.spec("things/openapi.yaml", text);
        if *text == breaks {
            // It has to be told by the version, too, if it is meant.
            repository.diff(&["--accept", "--reason", "Gone."]).ok();
        }
        for what in ["rust", "any", "dangerous"] {
            assert_eq!(too_small(&repository, &["--fail-on", what]), expected, "{released} {now}");
        }
        repository.diff(&["--fail-on", "wire"]).ok();
        if expected.contains("says 1.2.3") {
            let markdown = repository.diff(&["--format", "markdown"]).ok().out;
            assert!(markdown.contains("1.2.3 → **2.0.0**, but `Cargo.toml` says 1.2.3\\\n"), "{markdown}");
            let html = repository.diff(&["--format", "html"]).ok().out;
            assert!(html.contains("<strong>2.0.0</strong>, but <code>Cargo.toml</code> says 1.2.3."), "{html}");
            repository.diff(&["--format", "github", "--fail-on", "any"]).fails("::error::2.0.0 is needed");
        }
    }
}

/// The version that was raised by an earlier branch is enough for the next one, which starts from there.
#[test]
fn a_version_is_raised_once_between_releases() {
    let repository = Repository::new(&things(&format!("{NAME}{SIZE}")));
    repository.git(&["tag", "v1.2.3"]);
    version(&repository, "2.0.0");
    repository.commit("things/openapi.yaml", &things(NAME));
    repository.0.spec("things/openapi.yaml", &things(SIZE));
    let run = repository.diff(&["HEAD", "--fail-on", "rust"]);
    assert!(run.code == Some(1) && run.err.is_empty(), "{run:?}");
    assert!(run.out.contains("apig-sdk 1.2.3 would become 2.0.0 and is 2.0.0 now"), "{run:?}");
}
