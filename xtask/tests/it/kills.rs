//! Tests runs that are killed, and runs at the same time: at any moment the old crate is there, or the new one.

use crate::support::{A, B, Case, document};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A case with two specs, and what each of them makes.
fn two_specs() -> (Case, [Files; 2]) {
    let case = Case::new(A);
    case.spec("a/things.yaml", &document(A));
    case.spec("b/things.yaml", &document(B));
    let make = |spec: &str| {
        case.run_spec(spec, &[]).ok();
        case.write("out/src/mine.rs", "mine");
        case.src()
    };
    let trees = [make("a/things.yaml"), make("b/things.yaml")];
    assert_ne!(trees[0], trees[1]);
    (case, trees)
}

const SPECS: [&str; 2] = ["a/things.yaml", "b/things.yaml"];

/// How long a run takes that has something to write.
fn duration(case: &Case) -> Duration {
    let started = Instant::now();
    for spec in SPECS {
        case.run_spec(spec, &[]).ok();
    }
    started.elapsed() / 2
}

fn run_for(case: &Case, spec: &str, time: Duration) {
    let mut command = case.command(spec);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_killed_run_leaves_a_whole_tree() {
    let (case, trees) = two_specs();
    let whole = duration(&case);
    let rounds = 60;
    let mut now = 1;
    for round in 0..rounds {
        // From at once to a little after the usual end.
        run_for(&case, SPECS[1 - now], whole * round / (rounds - 10));
        let found = case.src();
        let Some(which) = trees.iter().position(|tree| *tree == found) else {
            panic!("round {round}: a mixture: {:?}", found.keys());
        };
        now = which;
    }
    for (spec, tree) in SPECS.iter().zip(&trees) {
        case.run_spec(spec, &[]).ok();
        assert_eq!(case.src(), *tree);
        assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
    }
}

#[test]
fn a_killed_first_run_leaves_a_whole_tree_or_none() {
    let (case, mut trees) = two_specs();
    let whole = duration(&case);
    trees[0].remove(&PathBuf::from("mine.rs"));
    let rounds = 30;
    for round in 0..rounds {
        fs::remove_dir_all(case.path("out")).unwrap();
        run_for(&case, SPECS[0], whole * round / (rounds - 5));
        let found = case.src();
        assert!(found.is_empty() || found == trees[0], "round {round}: {:?}", found.keys());
        assert!(!found.is_empty() || !case.path("out/Cargo.toml").exists());
        case.run_spec(SPECS[0], &[]).ok();
        assert_eq!(case.src(), trees[0]);
        assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
    }
}

#[test]
fn runs_at_the_same_time_leave_a_whole_tree() {
    let (case, trees) = two_specs();
    for _ in 0..10 {
        let runs = [0, 1, 0, 1].map(|which| {
            let mut command = case.command(SPECS[which]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        });
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert!(trees.contains(&case.src()));
        assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
    }
}

#[test]
fn a_run_that_waits_says_so() {
    let case = Case::generated(A);
    let folder = File::open(case.path("out"));
    let Ok(folder) = folder.and_then(|folder| folder.lock().map(|()| folder)) else {
        println!("skipped: folders cannot be locked here");
        return;
    };
    let mut command = case.command("things.yaml");
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    drop(folder);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(err, "waiting for another run that writes `out`\n");
}
