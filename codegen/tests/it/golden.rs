//! What is generated, construct by construct: `golden/<construct>/spec.yaml` and the whole tree that comes of it, below
//! `expected/`, and what is warned of. `BLESS=1 cargo test -p apig-codegen --test it golden` writes what came; reading the
//! difference is the test. To add a case, add a folder. `compiled.rs` compiles and runs what is expected here.

use crate::support::{job, tests};
use apig_codegen::{Job, ReadError, Style, Tree, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

fn bless() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// The names of the cases.
fn names() -> Vec<String> {
    let entries = fs::read_dir(tests("golden")).unwrap().map(|entry| entry.unwrap());
    let cases = entries.filter(|entry| entry.path().join("spec.yaml").exists());
    let mut names: Vec<String> = cases.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What comes of a case, and what it is warned of.
fn tree_of(case: &str) -> Result<(Tree, String), String> {
    let (package, command) = ("golden".to_owned(), "BLESS=1 cargo test".to_owned());
    let job = Job { package, command, ..job([format!("{case}/spec.yaml").as_str()]) };
    let output = generate(&job, &|path| fs::read(tests("golden").join(path)).map_err(|_| ReadError::NotFound));
    let report = output.report.human(Style::Plain, "");
    output.tree.map(|tree| (tree, report.clone())).ok_or(report)
}

/// Regular files below a folder: path with `/` to bytes.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn each_case_makes_the_tree_that_is_expected() {
    let mut mistakes = Vec::new();
    for case in names() {
        let expected = tests("golden").join(&case).join("expected");
        let mut wanted: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        match tree_of(&case) {
            Ok((tree, warnings)) => {
                wanted.extend(tree.files().map(|(path, text)| (path.to_owned(), text.into())));
                wanted.extend((!warnings.is_empty()).then(|| ("warnings.txt".to_owned(), warnings.into())));
            }
            Err(report) => {
                mistakes.push(format!("{case} is refused:\n{report}"));
                continue;
            }
        }
        let disk = files(&expected);
        let paths: BTreeSet<&String> = disk.keys().chain(wanted.keys()).collect();
        for path in paths.into_iter().filter(|path| disk.get(*path) != wanted.get(*path)) {
            let file = expected.join(path);
            match (bless(), wanted.get(path)) {
                (false, _) => mistakes.push(format!("{case}/expected/{path} is not what is generated")),
                (true, Some(bytes)) => {
                    fs::create_dir_all(file.parent().unwrap()).unwrap();
                    fs::write(file, bytes).unwrap();
                }
                (true, None) => fs::remove_file(file).unwrap(),
            }
        }
    }
    let how = "look at what `BLESS=1 cargo test -p apig-codegen --test it golden` changes";
    assert!(mistakes.is_empty(), "{how}\n\n{}", mistakes.join("\n"));
}

#[test]
fn each_case_is_compiled_here() {
    let mut text =
        "//! The cases, so that adding one is adding a folder. Written by `BLESS=1 cargo test`.\n".to_owned();
    for case in names() {
        let has_regions = tree_of(&case).is_ok_and(|(tree, _)| tree.files().any(|(path, _)| path == "endpoints.rs"));
        let endpoints = if has_regions { "    pub mod endpoints;\n" } else { "" };
        text.push_str(&format!(
            "\n#[rustfmt::skip]\n#[allow(dead_code, unused_imports)]\n#[path = \"{case}/expected\"]\nmod of_{case} {{\n    \
             pub mod {case};\n{endpoints}}}\n"
        ));
        if tests("golden").join(&case).join("behaviour.rs").exists() {
            text.push_str(&format!("#[path = \"{case}/behaviour.rs\"]\nmod {case};\n"));
        }
    }
    let list = tests("golden").join("modules.rs");
    let known = fs::read_to_string(&list).unwrap_or_default();
    if bless() && known != text {
        return fs::write(list, text).unwrap();
    }
    assert_eq!(known, text, "write the list of cases: `BLESS=1 cargo test -p apig-codegen --test it golden`");
}

/// rustdoc compiles what stands between fences, unless they say what else it is: the one example of each operation and of
/// the client is meant to be compiled, and nothing that a document says.
#[test]
fn no_description_becomes_a_test() {
    for case in names() {
        for (path, bytes) in files(&tests("golden").join(&case).join("expected")) {
            let text = String::from_utf8(bytes).unwrap();
            let docs = text.lines().filter_map(|line| {
                let line = line.trim_start();
                line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! "))
            });
            let (mut open, mut examples) = (None, 0);
            for line in docs {
                let mark = line.trim_start().chars().take_while(|c| matches!(c, '`' | '~')).count();
                match (&open, line.trim_start().get(mark..).unwrap_or("")) {
                    (None, language) if mark >= 3 => {
                        assert!(matches!(language, "no_run" | "text"), "{case}/{path}: {line}");
                        examples += usize::from(language == "no_run");
                        open = Some(mark);
                    }
                    (Some(length), "") if mark >= *length => open = None,
                    (Some(_) | None, _) => {}
                }
            }
            assert!(open.is_none() && examples <= 1, "{case}/{path}");
        }
    }
}

/// No page is read back when it is printed: here all are.
#[test]
fn everything_is_rust() {
    for case in names() {
        let (tree, _) = tree_of(&case).unwrap();
        for (path, text) in tree.files() {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{case}/{path}: {error}"));
        }
    }
}

/// Cases that rustfmt would print otherwise: a name alone is longer than a line.
const TOO_LONG: &[&str] = &["long_names"];

/// prettyplease and rustfmt agree on what is generated.
#[test]
fn rustfmt_finds_nothing_to_change() {
    if bless() {
        return;
    }
    let services = names()
        .into_iter()
        .filter(|case| !TOO_LONG.contains(&case.as_str()))
        .map(|case| tests("golden").join(format!("{case}/expected/{case}.rs")));
    let mut rustfmt = Command::new("rustfmt");
    rustfmt
        .args(["--check", "--edition", "2024", "--config-path"])
        .arg(tests("golden").join("rustfmt.toml"))
        .args(services);
    match rustfmt.output() {
        Err(error) => eprintln!("skipped, rustfmt cannot be run: {error}"),
        Ok(output) => {
            let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
            assert!(output.status.success(), "rustfmt would write:\n{}", said.concat());
        }
    }
}
