//! Tests `explain`, and what messages and logs say of codes.

use crate::support::{A, B, Case, finish, with_schema};
use serde_json::Value;

#[test]
fn a_code_is_explained_with_an_example_of_both() {
    let run = finish(Case::empty().bare().args(["explain", "path-parameter"])).ok();
    assert!(run.out.starts_with("path-parameter: "), "{}", run.out);
    assert!(
        run.out.contains("\n\nBad:\n\n    paths:\n") && run.out.contains("\n\nGood:\n\n    paths:\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_kind_of_change_is_explained_by_its_verdicts() {
    for (code, expected) in [
        (
            "bound-narrowed",
            "\n\nIn requests: breaking, because values that were accepted are refused.\n\
             In answers: compatible, because readers of the wider range read it, too.\n\
             For Rust callers who compile as before: dangerous, because the crate refuses values out of the new bound before anything is sent.\n",
        ),
        ("rust-item-added", "\n\nOn the wire: none, because names of the crate are not sent.\n"),
    ] {
        let run = finish(Case::empty().bare().args(["explain", code])).ok();
        assert!(run.out.ends_with(expected), "{}", run.out);
    }
}

#[test]
fn all_codes_are_listed_in_a_line_each() {
    let run = finish(Case::empty().bare().arg("explain")).ok();
    assert!(run.out.lines().count() > 50);
    let (codes, titles): (Vec<&str>, Vec<&str>) = run.out.lines().partition(|line| line.starts_with("  "));
    assert!(codes.iter().all(|line| line.ends_with('.')), "{}", run.out);
    assert_eq!(titles.iter().filter(|title| title.ends_with(':')).count(), 3, "{}", run.out);
    assert!(codes.len() > 200, "{}", run.out);
    assert_eq!(finish(Case::empty().bare().args(["explain", "--list"])).ok().out, run.out);
}

#[test]
fn an_unknown_code_is_wrong_usage() {
    let run = finish(Case::empty().bare().args(["explain", "path-paramter"]));
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    let expected = "error: no code is called `path-paramter`; did you mean `cargo xtask explain path-parameter`?\n";
    assert_eq!(run.err, expected);
}

#[test]
fn messages_say_once_where_to_read_more() {
    let case = Case::empty();
    case.spec(
        "things.yaml",
        &with_schema("'#/components/schemas/Thng'", "A thing.").replace("type: string", "type: strin"),
    );
    let run = case.run(&["--strict"]).fails("error[dangling-ref]");
    assert!(run.err.contains("error[unknown-type]"), "{}", run.err);
    assert_eq!(run.err.matches("cargo xtask explain").count(), 1, "{}", run.err);
    assert!(run.err.contains("`cargo xtask explain dangling-ref` says more\n"), "{}", run.err);
}

#[test]
fn sarif_is_one_log() {
    let case = Case::empty();
    case.spec("a b.yaml", &with_schema("'#/components/schemas/Thng'", "A thing."));
    let run = case.run_spec("a b.yaml", &["--strict", "--format", "sarif"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "dangling-ref");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "spec/a%20b.yaml");
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"];
    assert_eq!(*replacement, "'#/components/schemas/Thing'");
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);

    let run = case.run_spec("none.yaml", &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &log["runs"][0]["invocations"][0]["executionSuccessful"]), (Some(1), &Value::Bool(false)));
}

#[test]
fn sarif_lists_what_is_out_of_date() {
    let case = Case::generated(A);
    case.spec("things.yaml", &crate::support::document(B));
    let run = case.run(&["--check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &log["runs"][0]["results"][0]["ruleId"]), (Some(1), &"out-of-date".into()));
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "out-of-date");
}

/// `script` gives a program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn explanations_and_messages_have_colours_on_a_terminal_only() {
    let case = Case::empty();
    case.spec("things.yaml", &with_schema("'#/components/schemas/Thng'", "A thing."));
    let xtask = env!("CARGO_BIN_EXE_oaswright");
    let commands =
        [format!("'{xtask}' explain merge-key"), format!("'{xtask}' gen --spec spec/things.yaml --out out || true")];
    for command in commands {
        let run = |no_colour: &str| {
            let mut script = std::process::Command::new("script");
            script.args(["-qec", &command, "/dev/null"]).current_dir(case.path(""));
            script.env("NO_COLOR", no_colour).env("TERM", "xterm").stdin(std::process::Stdio::null());
            script.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let Ok(coloured) = run("") else {
            println!("skipped: there is no program `script`");
            return;
        };
        assert!(coloured.contains('\u{1b}'), "{coloured:?}");
        assert!(!run("1").unwrap().contains('\u{1b}'));
    }
    for arguments in [&["explain", "merge-key"][..], &["gen", "--spec", "spec/things.yaml", "--out", "out"]] {
        let run = finish(case.bare().args(arguments).env("CLICOLOR_FORCE", "1"));
        assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
    }
}
