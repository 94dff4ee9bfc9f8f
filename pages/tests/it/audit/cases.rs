//! A case for each code: what it changes in `tests/audit/base`, where pages and spec agree, and the report as a terminal shows it. A
//! case is called after its code, `<code>` or `<code>--<variant>`, and nothing else is found in it. Must not know how differences are
//! found.
//!
//! Each line of a case is an edit: `<file>: <old> => <new>`, `without <file>`, or `--service <name>`. The report stands behind `----`.

use crate::support::{Files, below, job_of, reader};
use apig_codegen::explain::explain;
use apig_codegen::{Report, Style};
use apig_pages::audit::{CODES, Source, Spec};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit")
}

fn report(edits: &str) -> Report {
    let mut files = below(&folder().join("base"), &["yaml", "tsv", "md", "txt"]);
    let mut service = None;
    for edit in edits.lines() {
        if let Some(name) = edit.strip_prefix("--service ") {
            service = Some(name);
        } else if let Some(name) = edit.strip_prefix("without ") {
            files.remove(name).unwrap();
        } else {
            let (file, change) = edit.split_once(": ").unwrap();
            let (old, new) = change.split_once(" =>").unwrap();
            let new = new.strip_prefix(' ').unwrap_or_default();
            let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
            let text = files.get_mut(file).unwrap();
            assert_eq!(text.matches(&old).count(), 1, "{edit}");
            *text = text.replace(&old, &new);
        }
    }
    let (spec, pages): (Files, Files) =
        files.into_iter().partition(|(path, _)| path.ends_with(".yaml") || path == "sdks.tsv");
    let sources: Vec<Source<'_>> = pages.iter().map(|(path, text)| Source { path, text }).collect();
    Spec::read(&job_of(&["things/openapi.yaml"]), &reader(&spec)).audit(&sources, service).report
}

#[test]
fn every_difference_is_told_as_expected() {
    let agreed = report("--service things");
    assert!(agreed.diagnostics().is_empty(), "{}", agreed.human(Style::Plain, "spec/"));
    let mut cases: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_file());
    cases.sort();
    let (mut differing, mut codes) = (Vec::new(), BTreeSet::new());
    for case in cases {
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&case).unwrap();
        let (edits, expected) = text.split_once("\n----\n").unwrap_or((&text, ""));
        let report = report(edits);
        let shown = report.human(Style::Plain, "spec/");
        let came: String = shown.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
        let found: BTreeSet<&str> = report.diagnostics().iter().map(|one| one.code).collect();
        let code = name.split("--").next().unwrap();
        assert_eq!(found, BTreeSet::from([code]), "{name}\n{came}");
        codes.insert(code.to_owned());
        if expected == came {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&case, format!("{}\n----\n{came}", edits.trim_end())).unwrap();
        } else {
            differing.push(format!("==== {name}\n{came}"));
        }
    }
    assert!(
        differing.is_empty(),
        "{}\n{} differ; read them, and if they are right: BLESS=1 cargo test -p apig-pages --test it audit",
        differing.join("\n"),
        differing.len()
    );
    let all = CODES.into_iter().chain(["audit-config"]);
    assert_eq!(codes, all.map(str::to_owned).collect(), "each code has a case");
    codes.iter().for_each(|code| assert!(explain(code).is_some(), "`{code}` is not explained"));
}
