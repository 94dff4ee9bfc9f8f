//! Tests the project itself: `generated/src` is what `spec/` says, and a change of the spec is noticed and made.

use crate::support::{Case, files, finish};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn generated_src_is_what_the_spec_says() {
    let run = finish(Command::new(env!("CARGO_BIN_EXE_oaswright")).args(["gen", "--check"]).env_remove("NO_COLOR"));
    assert_eq!(run.code, Some(0), "run `cargo xtask gen` and commit what it changes\n\n{}{}", run.out, run.err);
}

/// A copy of the spec, of what was generated from it, and of what people wrote beside that.
pub fn copy() -> Case {
    let case = Case::empty();
    for folder in ["spec", "generated/docs", "generated/extra", "generated/src"] {
        for (path, bytes) in files(&project().join(folder)) {
            let to = case.path(folder).join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
    }
    let list = "generated/public-api.txt";
    case.write(list, &fs::read_to_string(project().join(list)).unwrap());
    case
}

pub fn xtask(case: &Case, arguments: &[&str]) -> Command {
    let mut command = case.bare();
    command.args(arguments).env("CARGO_MANIFEST_DIR", case.path("xtask"));
    command
}

#[test]
fn a_changed_description_is_noticed_and_changes_exactly_its_file() {
    let case = copy();
    let path = "spec/apig/app_quotas.yaml";
    let spec = case.read(path);
    let words = "This API is used to query credential quota details.";
    assert_eq!(spec.matches(words).count(), 1);
    case.write(path, &spec.replace(words, "This API is used to look at a quota."));
    let check = finish(&mut xtask(&case, &["gen", "--check"]));
    assert_eq!(check.code, Some(1));
    assert!(check.out.contains("cargo xtask gen") || check.err.contains("cargo xtask gen"), "{check:?}");
    let run = finish(&mut xtask(&case, &["gen"])).ok();
    assert_eq!(run.listed("changed"), ["generated/src/apig/methods/credential_quota_management.rs"]);
    assert!(run.listed("added").is_empty() && run.listed("removed").is_empty(), "{run:?}");
}

#[test]
fn what_was_deleted_comes_back_byte_for_byte() {
    let case = copy();
    let before = files(&case.path("generated"));
    fs::remove_dir_all(case.path("generated/src")).unwrap();
    fs::remove_file(case.path("generated/public-api.txt")).unwrap();
    finish(&mut xtask(&case, &["gen"])).ok();
    assert_eq!(files(&case.path("generated")), before);
}
