//! Tests exit codes of wrong usage, and the formats.

use crate::support::{A, B, Case, Run, document, finish};
use serde_json::Value;

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn wrong_usage_exits_with_2() {
    let case = Case::new(A);
    for arguments in [
        &[][..],
        &["none"],
        &["gen", "more"],
        &["gen", "--none"],
        &["gen", "--out", "out"],
        &["gen", "--spec", "spec/things.yaml"],
        &["gen", "--package", "out"],
        &["gen", "--watch", "--check"],
        &["gen", "--dump"],
        &["gen", "--dump", "yaml"],
        &["gen", "--dump", "api", "--check"],
        &["gen", "--dump", "api", "--spec", "spec/things.yaml", "--out", "out"],
        &["gen", "--format", "xml"],
        &["gen", "--spec", "spec/things.yaml", "--out", "out", "--package", "no good"],
        &["gen", "--spec", "spec/things.yaml", "--out", ""],
    ] {
        let run = finish(case.bare().args(arguments));
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert_eq!(run.out, "");
        assert!(run.err.contains("--help") || run.err.contains("Usage:"), "{run:?}");
    }
    assert_eq!(case.names("."), ["spec"]);
}

#[test]
fn help_has_examples() {
    let case = Case::new(A);
    for arguments in [&["--help"][..], &["gen", "--help"], &["help", "gen"]] {
        let run = finish(case.bare().args(arguments)).ok();
        assert!(run.out.contains("Examples:\n  cargo xtask gen"), "{}", run.out);
    }
}

#[test]
fn json_is_one_object() {
    let case = Case::new(A);
    let run = case.run(&["--format", "json"]).ok();
    let first = json(&run);
    assert_eq!(first["success"], true);
    assert_eq!(first["error"], Value::Null);
    assert!(first["diagnostics"].is_array());
    assert!(first["milliseconds"].is_u64());
    let changes = first["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["path"] == "out/src/lib.rs" && change["kind"] == "added"));

    case.spec("things.yaml", &document(B));
    let run = case.run(&["--check", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    let check = json(&run);
    assert_eq!(check["success"], false);
    assert_eq!(check["mend"], "cargo xtask gen --spec spec/things.yaml --out out");
    assert_eq!(check["changes"][0]["kind"], "stale");

    let run = case.run_spec("none.yaml", &["--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    assert!(json(&run)["error"].as_str().unwrap().starts_with("cannot read `spec/none.yaml`"));
}

#[test]
fn github_gets_annotations() {
    let case = Case::generated(A);
    case.write("out/src/lib.rs", &format!("{}// 100%\n", case.read("out/src/lib.rs")));
    let run = case.run(&["--check", "--format", "github"]).fails("::error::out is out of date");
    let line = run.out.lines().next().unwrap();
    assert!(line.starts_with("::error file=out/src/lib.rs,title=Generated file is stale::"), "{line}");
    assert!(line.contains("%0A-// 100%25"), "{line}");
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn pipes_get_no_escape_codes() {
    let case = Case::generated(A);
    case.spec("things.yaml", &document(B));
    for arguments in [&["--check"][..], &[]] {
        let run = finish(case.command("things.yaml").args(arguments).env("CLICOLOR_FORCE", "1"));
        assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
    }
}

/// `script` gives a program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_unless_they_are_not_wanted() {
    let case = Case::generated(A);
    case.spec("things.yaml", &document(B));
    let run = |no_colour: &str| {
        let command = format!("'{}' gen --check --spec spec/things.yaml --out out", env!("CARGO_BIN_EXE_oaswright"));
        let mut script = std::process::Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(case.path(""));
        script.env("NO_COLOR", no_colour).env("TERM", "xterm").stdin(std::process::Stdio::null());
        script.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Ok(coloured) = run("") else {
        println!("skipped: there is no program `script`");
        return;
    };
    assert!(coloured.contains("\u{1b}[33mstale"), "{coloured:?}");
    assert!(!run("1").unwrap().contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let case = Case::new(A);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = case.command("things.yaml");
    let error = writer.try_clone().unwrap();
    let status = command.stdout(writer).stderr(error).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}
