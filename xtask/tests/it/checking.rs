//! Tests `gen --check`: what it reports, and that it writes nothing.

use crate::support::{A, B, Case, document, files};
use apig_codegen::MARK;
use std::fs;

#[test]
fn a_fresh_crate_passes() {
    let case = Case::generated(A);
    let times = case.times();
    let run = case.run(&["--check"]).ok();
    assert!(run.out.starts_with("out/src is up to date ("));
    assert_eq!(case.times(), times);
}

#[test]
fn all_three_kinds_are_listed() {
    let case = Case::generated(A);
    let all: Vec<String> = case.src().keys().map(|path| path.display().to_string()).collect();
    case.write("out/src/lib.rs", &format!("{}// edited\n", case.read("out/src/lib.rs")));
    case.write("out/src/old.rs", &format!("{MARK} by an earlier run\n"));
    case.write("out/src/mine.rs", "mine");
    let missing = all.iter().find(|path| *path != "lib.rs");
    if let Some(missing) = missing {
        fs::remove_file(case.path("out/src").join(missing)).unwrap();
    }
    let (before, times) = (files(&case.path("")), case.times());

    let run = case.run(&["--check"]).fails("run `cargo xtask gen --spec spec/things.yaml --out out`");

    assert_eq!(run.listed("stale"), ["out/src/lib.rs"]);
    assert!(run.out.contains("    -// edited\n"), "{}", run.out);
    let missing: Vec<String> = missing.iter().map(|path| format!("out/src/{path}")).collect();
    assert_eq!(run.listed("missing"), missing);
    assert_eq!(run.listed("orphaned"), ["out/src/old.rs"]);
    assert!(!run.out.contains("mine.rs"));
    assert_eq!(files(&case.path("")), before);
    assert_eq!(case.times(), times);

    case.run(&[]).ok();
    case.run(&["--check"]).ok();
}

#[test]
fn a_crate_that_does_not_exist_is_missing_and_not_made() {
    let case = Case::new(A);
    let run = case.run(&["--check"]).fails("out is out of date");
    assert!(run.listed("missing").contains(&"out/Cargo.toml"));
    assert!(run.listed("missing").contains(&"out/src/lib.rs"));
    assert_eq!(case.names("."), ["spec"]);
}

#[test]
fn a_persons_file_in_the_way_is_stale() {
    let case = Case::generated(A);
    case.write("out/src/lib.rs", "mine");
    let run = case.run(&["--check"]).fails("move away what is in the way, then run");
    assert_eq!(run.listed("stale"), ["out/src/lib.rs"]);
    assert!(!run.out.contains("mine"));
}

#[test]
fn a_long_diff_is_cut() {
    let case = Case::generated(A);
    let lines: String = (0..100).map(|number| format!("// {number}\n")).collect();
    case.write("out/src/lib.rs", &format!("{MARK}\n{lines}"));
    let run = case.run(&["--check"]).fails("1 stale");
    assert!(run.out.contains("more lines\n"));
    assert!(run.out.lines().count() < 30, "{}", run.out);
}

#[test]
fn the_list_of_public_items_is_checked() {
    let case = Case::generated(A);
    let list = case.read("out/public-api.txt");
    case.write("out/public-api.txt", &format!("{list}pub mod more\n"));
    let run = case.run(&["--check"]).fails("1 stale");
    assert_eq!(run.listed("stale"), ["out/public-api.txt"]);
    assert!(run.out.contains("    -pub mod more\n"), "{}", run.out);
    fs::remove_file(case.path("out/public-api.txt")).unwrap();
    let run = case.run(&["--check"]).fails("1 missing");
    assert_eq!(run.listed("missing"), ["out/public-api.txt"]);
}

#[test]
fn a_changed_spec_is_noticed() {
    let case = Case::generated(A);
    case.spec("things.yaml", &document(B));
    case.run(&["--check"]).fails("stale");
}

#[test]
fn leftovers_of_a_killed_run_are_left_to_the_next_one() {
    let case = Case::generated(A);
    case.write("out/.src.new/lib.rs", MARK);
    case.run(&["--check"]).ok();
    assert!(case.path("out/.src.new").exists());
    case.run(&[]).ok();
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}
