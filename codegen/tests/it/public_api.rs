//! The list of public items is exact: what the emitted Rust declares, read back with `syn`, is in the list, and nothing
//! else is. Held for each case of `golden/` and for the project. Must not know how the list is made.

mod declared;

use crate::support::{Files, SERVICES, job, spec, tests};
use apig_codegen::{Job, Output, generate};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn output(root: &Path, package: &str, documents: &[&str]) -> Output {
    let job = Job { package: package.to_owned(), ..job(documents.iter().copied()) };
    generate(&job, &Files::below(root, ".yaml").reader())
}

/// Both lists without white space and without the commas that a printer adds at the end of a long line.
fn check(name: &str, output: &Output, package: &str) {
    let squeezed = |line: &str| line.replace(' ', "").replace(",>", ">").replace(",)", ")");
    let text = output.public_api.as_ref().unwrap_or_else(|| panic!("{name} is refused"));
    let (mark, lines) = text.split_once("\n\n").unwrap();
    assert!(mark.starts_with(apig_codegen::MARK) && !mark.contains('\n'), "{mark}");
    let listed: Vec<String> = lines.lines().map(squeezed).collect();
    let declared = declared::lines(output.tree.as_ref().unwrap(), package);
    let declared: BTreeSet<String> = declared.iter().map(|line| squeezed(line)).collect();
    let unique: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(unique.len(), listed.len(), "{name} lists an item twice");
    let missing: Vec<&String> = declared.difference(&unique).collect();
    let invented: Vec<&String> = unique.difference(&declared).collect();
    assert!(missing.is_empty() && invented.is_empty(), "{name}\nmissing: {missing:#?}\ninvented: {invented:#?}");
}

#[test]
fn the_list_of_each_case_is_what_its_code_declares() {
    let root = tests("golden");
    let cases = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = cases.filter(|case| case.join("spec.yaml").exists()).collect();
    cases.sort();
    assert!(cases.len() > 30, "the cases were not found");
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        check(name, &output(&root, "golden", &[&format!("{name}/spec.yaml")]), "golden");
    }
}

#[test]
fn the_list_of_the_project_is_what_its_code_declares() {
    check("the project", &output(&spec(), "apig-sdk", &SERVICES), "apig_sdk");
}

#[test]
fn the_list_is_sorted_by_path() {
    let root = tests("golden");
    let text = output(&root, "golden", &["prelude/spec.yaml"]).public_api.unwrap();
    let types: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#[non_exhaustive] pub struct ")).collect();
    let mut sorted = types.clone();
    sorted.sort_by_key(|path| path.split("::").collect::<Vec<_>>());
    assert!(types.len() > 3);
    assert_eq!(types, sorted);
}
