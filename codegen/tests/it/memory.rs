//! A run that remembers earlier ones says what one without memory says. All documents of the other tests are run through
//! one memory, each in the place of the one before: texts, places, complaints and files change at every step.

use crate::support::{self, Case, Files, job, tests};
use apig_codegen::{Job, Memory, Output, ReadError, Style, generate, generate_again};
use std::fs;
use std::path::PathBuf;

/// The documents of `golden`.
fn constructs() -> Vec<Files> {
    let mut paths: Vec<PathBuf> = fs::read_dir(tests("golden")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.join("spec.yaml").exists());
    paths.iter().map(|path| Files::below(path, ".yaml")).collect()
}

/// The documents of `golden` and `diagnostics`.
fn cases() -> Vec<Files> {
    let others = support::cases("diagnostics");
    constructs().into_iter().chain(others.iter().map(Case::files)).collect()
}

fn read(case: &Files, path: &str) -> Result<Vec<u8>, ReadError> {
    let names = if path == "root.yaml" { ["spec.yaml", "openapi.yaml"] } else { [path; 2] };
    names.iter().find_map(|name| case.0.get(*name).cloned()).ok_or(ReadError::NotFound)
}

fn shown(output: &Output) -> String {
    let files = output.tree.iter().flat_map(apig_codegen::Tree::files);
    let files: String = files.map(|(path, text)| format!("{path}\n{text}")).collect();
    let public_api = output.public_api.as_deref().unwrap_or_default();
    format!("{}{files}{public_api}", output.report.human(Style::Plain, ""))
}

fn job_of_two() -> Job {
    job(["a/openapi.yaml", "b/openapi.yaml"])
}

#[test]
fn memory_changes_nothing() {
    let job = job(["root.yaml"]);
    let memory = Memory::default();
    let mut trees = 0;
    for case in cases() {
        let read = |path: &str| read(&case, path);
        let fresh = generate(&job, &read);
        trees += usize::from(fresh.tree.is_some());
        // The second time everything is known.
        for _ in 0..2 {
            assert_eq!(shown(&generate_again(&job, &read, &memory)), shown(&fresh));
        }
    }
    assert!(trees > 20, "{trees}");
}

/// Versions of the files of two documents, which share two: as they are, changed, with a slip, and not there.
fn versions() -> [(&'static str, Vec<Option<String>>); 4] {
    let root = |title: &str, path: &str, schema: &str| {
        Some(format!(
            "openapi: 3.0.3\ninfo: {{title: {title}, version: \"1\"}}\npaths:\n  /{path}:\n    get:\n      operationId: Get{title}\n      responses:\n        \"200\":\n          description: OK\n          content:\n            application/json:\n              schema: {{$ref: '{schema}'}}\n"
        ))
    };
    let file = |name: &str, properties: &str| {
        Some(format!(
            "components:\n  schemas:\n    {name}:\n      type: object\n      properties:\n        {properties}\n"
        ))
    };
    let shared = |properties| file("Shared", properties);
    // What stands beside the components is read by whoever refers to it.
    let other = |properties, beside| {
        let file = file("Other", properties)?;
        Some(format!("{file}x-more:\n  Other:\n    type: object\n    properties:\n      {beside}\n"))
    };
    let (first, second) = ("../common.yaml#/components/schemas/Shared", "../other.yaml#/components/schemas/Other");
    let third = "../other.yaml#/x-more/Other";
    let both = "of: {$ref: 'other.yaml#/components/schemas/Other'}";
    [
        (
            "a/openapi.yaml",
            vec![root("A", "a", first), root("A", "all", second), root("A", "a", "../common.yaml#/x"), None],
        ),
        (
            "b/openapi.yaml",
            vec![root("B", "b", first), root("B", "all", third), root("B", "b", "../othre.yaml#/x"), None],
        ),
        (
            "common.yaml",
            vec![
                shared(both),
                shared("id: {type: string}"),
                shared("of: {$ref: gone.yaml}"),
                // Both documents need it, and the complaint is about neither.
                Some("components: {".to_owned()),
            ],
        ),
        (
            "other.yaml",
            vec![
                other("name: {type: string}", "name: {type: string}"),
                other("title: {type: string}", "name: {tpye: string}"),
                other("name: {tpye: string}", "title: {type: string}"),
                None,
            ],
        ),
    ]
}

#[test]
fn documents_that_share_files_are_known_by_all_that_they_are_made_of() {
    let job = job_of_two();
    let versions = versions();
    let memory = Memory::default();
    let (mut trees, mut state) = (0, 0_usize);
    for step in 0..480_usize {
        // A file changes at a time, mostly back to what it was; each state comes after many others.
        let random = step.wrapping_mul(2_654_435_761) >> 8;
        let (file, version) = (random % 4, [0, 0, 0, 1, 1, 0, 2, 3][random / 4 % 8]);
        state = state & !(3 << (2 * file)) | version << (2 * file);
        let read = |path: &str| {
            let at = versions.iter().position(|(name, _)| *name == path);
            let text = at.and_then(|at| versions[at].1[state >> (2 * at) & 3].as_ref());
            text.map(|text| text.as_bytes().to_vec()).ok_or(ReadError::NotFound)
        };
        let fresh = generate(&job, &read);
        trees += usize::from(fresh.tree.is_some());
        assert_eq!(shown(&generate_again(&job, &read, &memory)), shown(&fresh), "step {step}, state {state:b}");
    }
    assert!((100..300).contains(&trees), "{trees}");
}

#[test]
fn what_a_broken_file_left_out_comes_back_with_it() {
    let job = job_of_two();
    let versions = versions();
    let memory = Memory::default();
    for version in [1, 3, 1] {
        let read = |path: &str| {
            let (_, texts) = versions.iter().find(|(name, _)| *name == path).unwrap();
            let text = &texts[if path == "common.yaml" { version } else { 0 }];
            Ok(text.clone().unwrap().into_bytes())
        };
        assert_eq!(shown(&generate_again(&job, &read, &memory)), shown(&generate(&job, &read)), "version {version}");
    }
}

/// The second document is sound as it stands, and what Rust cannot do with it is said after both are known.
#[test]
fn places_in_a_known_document_stay_when_there_are_fewer_files_before_it() {
    let job = job_of_two();
    let versions = versions();
    let memory = Memory::default();
    for needs_another in [true, false, true] {
        let read = |path: &str| {
            let text = versions.iter().find(|(name, _)| *name == path).and_then(|(_, texts)| texts[0].clone()).unwrap();
            let shared = "{$ref: '../common.yaml#/components/schemas/Shared'}";
            let clash = "{type: object, properties: {unit: {type: string, enum: [per-day, per_day]}}}";
            Ok(match path {
                "a/openapi.yaml" if !needs_another => text.replace(shared, "{}"),
                "b/openapi.yaml" => text.replace(shared, clash),
                _ => text,
            }
            .into_bytes())
        };
        let fresh = shown(&generate(&job, &read));
        assert!(fresh.contains("name-clash") && fresh.contains("b/openapi.yaml:"), "{fresh}");
        assert_eq!(shown(&generate_again(&job, &read, &memory)), fresh, "{needs_another}");
    }
}

/// Whatever is changed of what a run knew, the next one shows it: one line at a time, there and back.
#[test]
fn an_edit_of_a_line_shows_wherever_it_does_without_memory() {
    const EDITS: [(&str, &str); 9] = [
        ("description: ", "description: Word "),
        ("summary: ", "summary: Word "),
        ("type: string", "type: integer"),
        ("type: integer", "type: string"),
        ("format: int32", "format: int64"),
        ("required: true", "required: false"),
        ("deprecated: true", "deprecated: false"),
        ("maximum: 1", "maximum: 2"),
        ("operationId: ", "operationId: Other"),
    ];
    let job = job(["root.yaml"]);
    let (mut edits, mut changed) = (0, 0);
    for case in &constructs() {
        let text = case.text("spec.yaml").to_owned();
        let lines: Vec<&str> = text.lines().collect();
        // The largest two repeat themselves.
        if lines.len() > 100 {
            continue;
        }
        let memory = Memory::default();
        let run = |text: &str, memory: &Memory| {
            let read = |path: &str| if path == "root.yaml" { Ok(text.into()) } else { read(case, path) };
            shown(&generate_again(&job, &read, memory))
        };
        let before = run(&text, &memory);
        for (at, line) in lines.iter().enumerate() {
            for (from, to) in EDITS.iter().filter(|(from, _)| line.contains(from)) {
                edits += 1;
                // All of them take a minute.
                if edits % 4 != 0 {
                    continue;
                }
                let mut edited = lines.clone();
                let line = line.replacen(from, to, 1);
                edited[at] = &line;
                let edited = edited.join("\n");
                let fresh = run(&edited, &Memory::default());
                assert_eq!(run(&edited, &memory), fresh, "line {}: {line}", at + 1);
                assert_eq!(run(&text, &memory), before, "back from line {}: {line}", at + 1);
                changed += usize::from(fresh != before);
            }
        }
    }
    assert!(changed > 100, "{changed}");
}
