//! What is generated, construct by construct: `golden/<construct>/spec.yaml`, and `expected.rs`, the modules that come of it, each where
//! it is named, so that a construct is read from top to bottom; `warnings.txt`, what is warned of; `lib.rs`, which all crates have alike, is
//! there for a few. To add a case, add a folder. `compiled.rs` compiles and runs what is expected here.

use crate::support::{Construct, constructs, expect, tests};
use apig_codegen::{Style, Tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Cases that show their `lib.rs`; those of the others are like the first one, for a crate that has nothing of our cloud.
const WITH_LIB: &[&str] = &["scalars", "client_parameter", "hostile", "regions", "regions_bearer", "security_api_key"];

#[test]
fn each_case_makes_the_tree_that_is_expected() {
    let first = constructs().iter().find(|case| case.name == WITH_LIB[0]).unwrap();
    expect("golden", |expected| {
        for case in constructs() {
            let (name, folder) = (&case.name, tests("golden").join(&case.name));
            let warnings = case.output.report.human(Style::Plain, "");
            let Some(tree) = &case.output.tree else {
                expected.wrong(format!("{name} is refused:\n{warnings}"));
                continue;
            };
            expected.file(&folder.join("warnings.txt"), &warnings);
            expected.file(&folder.join("expected.rs"), &flattened(tree));
            if WITH_LIB.contains(&name.as_str()) {
                expected.file(&folder.join("lib.rs"), lib(tree));
            } else {
                assert_eq!(common(tree, name), common(first.tree(), WITH_LIB[0]), "{name}");
            }
        }
    });
}

fn lib(tree: &Tree) -> &str {
    tree.files().find(|(path, _)| *path == "lib.rs").unwrap().1
}

/// The lines of `lib.rs` that are not about the case.
fn common(tree: &Tree, case: &str) -> Vec<String> {
    let is_own = |line: &&str| line.contains(case) || line.starts_with("//! Rust SDK of ");
    lib(tree).lines().filter(|line| !is_own(line)).map(str::to_owned).collect()
}

/// All modules of a crate as one file, each where it is named. The mark of a generated file stands once.
fn flattened(tree: &Tree) -> String {
    let mut files: BTreeMap<&str, &str> = tree.files().filter(|(path, _)| *path != "lib.rs").collect();
    let mark = files.values().next().unwrap().lines().next().unwrap();
    let mut text = format!("{mark}\n");
    while let Some(path) = files.keys().find(|path| !path.contains('/')).copied() {
        let module = path.strip_suffix(".rs").unwrap();
        text += &format!("\npub mod {module} {{\n{}}}\n", inside(&mut files, path, mark));
    }
    assert!(files.is_empty(), "no module names {:?}", files.keys());
    text
}

/// A module without the mark if it is the same, and with the modules that it names.
fn inside(files: &mut BTreeMap<&str, &str>, path: &str, mark: &str) -> String {
    let text = files.remove(path).unwrap_or_else(|| panic!("there is no {path}"));
    let text = text.strip_prefix(&format!("{mark}\n\n")).unwrap_or(text);
    let mut whole = String::new();
    for line in text.split_inclusive('\n') {
        let declaration = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ");
        match declaration.and_then(|name| name.strip_suffix(";\n")) {
            Some(name) => {
                let child = format!("{}/{}.rs", path.strip_suffix(".rs").unwrap(), name.trim_start_matches("r#"));
                whole += &format!("{} {{\n{}}}\n", line.trim_end_matches(";\n"), inside(files, &child, mark));
            }
            None => whole += line,
        }
    }
    whole
}

#[test]
fn each_case_is_compiled_here() {
    let mut text =
        "//! The cases, so that adding one is adding a folder. Written by `BLESS=1 cargo test`.\n".to_owned();
    for Construct { name: case, .. } in constructs() {
        text.push_str(&format!(
            "\n#[rustfmt::skip]\n#[allow(dead_code, unused_imports)]\n#[path = \"{case}/expected.rs\"]\nmod of_{case};\n"
        ));
        if tests("golden").join(case).join("behaviour.rs").exists() {
            text.push_str(&format!("#[path = \"{case}/behaviour.rs\"]\nmod {case};\n"));
        }
    }
    expect("golden", |expected| expected.file(&tests("golden").join("modules.rs"), &text));
}

/// rustdoc compiles what stands between fences, unless they say what else it is: the one example of each operation and each
/// waiter and the two of the client are meant to be compiled, and nothing that a document says.
#[test]
fn no_description_becomes_a_test() {
    for case in constructs() {
        for (path, text) in case.tree().files() {
            let docs = text.lines().filter_map(|line| {
                let line = line.trim_start();
                line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! "))
            });
            let (mut open, mut examples) = (None, 0);
            for line in docs {
                let mark = line.trim_start().chars().take_while(|c| matches!(c, '`' | '~')).count();
                match (&open, line.trim_start().get(mark..).unwrap_or("")) {
                    (None, language) if mark >= 3 => {
                        assert!(matches!(language, "no_run" | "text"), "{}/{path}: {line}", case.name);
                        examples += usize::from(language == "no_run");
                        open = Some(mark);
                    }
                    (Some(length), "") if mark >= *length => open = None,
                    (Some(_) | None, _) => {}
                }
            }
            let waiters = text.matches("    pub fn wait_until_").count();
            let most = if path.contains('/') { 1 + waiters } else { 2 };
            assert!(open.is_none() && examples <= most, "{}/{path}", case.name);
        }
    }
}

/// No page is read back when it is printed: here all are.
#[test]
fn everything_is_rust() {
    for case in constructs() {
        for (path, text) in case.tree().files() {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{}/{path}: {error}", case.name));
        }
    }
}

/// Cases that rustfmt would print otherwise: a name alone is longer than a line.
const TOO_LONG: &[&str] = &["long_names"];

/// prettyplease and rustfmt agree on what is generated.
#[test]
fn rustfmt_finds_nothing_to_change() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    let mut services = Vec::new();
    for case in constructs().iter().filter(|case| !TOO_LONG.contains(&case.name.as_str())) {
        let root = folder.join(&case.name);
        let _ = fs::remove_dir_all(&root);
        for (path, text) in case.tree().files() {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), text).unwrap();
        }
        services.push(root.join(format!("{}.rs", case.name)));
    }
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
