//! The list of public items is exact: what the emitted Rust declares, read back with `syn`, is in the list, and nothing
//! else is. Held for each case of `golden/` and for the project. Must not know how the list is made.

mod declared;

use crate::support::{Files, SERVICES, constructs, job, spec};
use apig_codegen::{Job, Output, generate};
use std::collections::BTreeSet;

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
    assert!(constructs().len() > 30, "the cases were not found");
    constructs().iter().for_each(|case| check(&case.name, &case.output, "golden"));
}

#[test]
fn the_list_of_the_project_is_what_its_code_declares() {
    let job = Job { package: "apig-sdk".to_owned(), ..job(SERVICES) };
    check("the project", &generate(&job, &Files::below(&spec(), ".yaml").reader()), "apig_sdk");
}

#[test]
fn the_list_is_sorted_by_path() {
    let prelude = constructs().iter().find(|case| case.name == "prelude").unwrap();
    let text = prelude.output.public_api.as_ref().unwrap();
    let types: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#[non_exhaustive] pub struct ")).collect();
    let mut sorted = types.clone();
    sorted.sort_by_key(|path| path.split("::").collect::<Vec<_>>());
    assert!(types.len() > 3);
    assert_eq!(types, sorted);
}
