//! Tests that examples in documentation read as code does: rustfmt leaves them alone, and so must whoever wraps words.

use std::fs;
use std::path::Path;

/// Lines of code in the comments of a file that hold the end of one statement and the start of the next.
fn joined(text: &str) -> Vec<&str> {
    let starts = ["; let ", "; use ", "; assert", "; for ", "; fn ", "; async ", "; while ", "; # "];
    let (mut found, mut is_code) = (Vec::new(), false);
    for line in text.lines().map(str::trim) {
        let Some(line) = line.strip_prefix("//!").or_else(|| line.strip_prefix("///")) else {
            is_code = false;
            continue;
        };
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if is_code && starts.iter().any(|start| line.contains(start)) {
            found.push(line);
        }
    }
    found
}

fn look(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            look(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.extend(joined(&text).into_iter().map(|line| format!("{}:{line}", path.display())));
        }
    }
}

#[test]
fn examples_have_a_line_for_each_statement() {
    assert_eq!(joined("//! ```\n//! a(); let b = 1;\n//! ```\n//! c; let d"), [" a(); let b = 1;"]);
    let mut found = Vec::new();
    for package in ["codegen", "emulator", "generated", "runtime/cloud", "runtime/http", "xtask"] {
        look(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(package).join("src"), &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}
