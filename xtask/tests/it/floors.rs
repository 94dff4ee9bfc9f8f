//! Holds the modules of each crate to the table of floors in its root file. Knows `use` lines and that table. Must not know
//! what the modules do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn a_module_uses_those_of_lower_floors_only() {
    for package in ["codegen", "emulator", "pages", "runtime/cloud", "runtime/http", "xtask"] {
        let mut files = BTreeMap::new();
        read(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(package).join("src"), "", &mut files);
        let found = violations(&files);
        assert!(found.is_empty(), "{package}: {found:#?}");
    }
}

#[test]
fn what_is_on_the_wrong_floor_is_found() {
    let root = "//! | floor | module | knows |\n//! |---|---|---|\n//! | 1 | `a`, `b` | x |\n//! | 2 | `c` | y |\n\
        //! | 3 | `gone` | z |\nmod a;\nmod b;\npub mod c;\nmod new;\npub use c::{C, d::D};\npub struct Root;\n";
    let found = |file: &str, text: &str| {
        let files = [("lib.rs", root), (file, text)].map(|(name, text)| (name.to_owned(), text.to_owned()));
        violations(&BTreeMap::from(files)).into_iter().filter(|line| line.contains(".rs")).collect::<Vec<_>>()
    };
    assert_eq!(violations(&BTreeMap::from([("lib.rs".to_owned(), root.to_owned())])).len(), 2, "`gone` and `new`");
    for (file, text) in [
        ("c.rs", "use crate::a::A;\nuse crate::{a, b::{self, B}};\nuse super::a;\nuse crate::c::d;"),
        ("c/d.rs", "use super::super::b; use super::C; // crate::gone"),
        ("a/tests.rs", "crate::runtime; #[cfg(test)]\nmod tests {\nuse crate::c::C;"),
    ] {
        assert!(found(file, text).is_empty(), "{text}");
    }
    for (file, text, used) in [
        ("a.rs", "use crate::b::B;", "b"),
        ("a.rs", "fn f() { super::c::f() }", "c"),
        ("a/e.rs", "use super::super::c;", "c"),
        ("b/mod.rs", "use {crate::{b, c::{d, e}}, std::fs};", "c"),
        ("b.rs", "use crate::{D};", "c"),
        ("c.rs", "use crate::Root;", "Root"),
    ] {
        assert_eq!(found(file, text).len(), 1, "{text}");
        assert!(found(file, text)[0].contains(&format!("{file} uses `{used}`")), "{text}");
    }
}

fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), format!("{below}{}", entry.file_name().to_str().unwrap()));
        if path.is_dir() && !name.ends_with("tests") {
            read(&path, &format!("{name}/"), files);
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            files.insert(name, fs::read_to_string(path).unwrap());
        }
    }
}

/// What a crate does that its table of floors does not allow. The files are named by their paths below `src`.
fn violations(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let root = ["lib.rs", "main.rs"].into_iter().find(|name| files.contains_key(*name)).unwrap();
    let (table, code) = (&files[root], code(&files[root]));
    let rows = table.lines().filter_map(|line| line.strip_prefix("//! | ")?.split_once(" | "));
    let rows = rows.filter_map(|(floor, row)| Some((floor.parse::<u32>().ok()?, row.split(" | ").next()?)));
    let floors: BTreeMap<&str, u32> =
        rows.flat_map(|(floor, names)| names.split('`').skip(1).step_by(2).map(move |name| (name, floor))).collect();
    let words: BTreeSet<&str> = code.split([' ', '\n', ';']).collect();
    let has = |kind: &str, name: &str| code.contains(&format!("{kind} {name}"));
    let modules: BTreeSet<&str> = words.iter().copied().filter(|name| has("mod", &format!("{name};"))).collect();
    let listed: BTreeSet<&str> = floors.keys().copied().collect();

    let differing = modules.symmetric_difference(&listed);
    let mut found: BTreeSet<String> =
        differing.map(|name| format!("`{name}` stands in the table or in the code, but not in both")).collect();
    for (file, text) in files.iter().filter(|(file, _)| !["lib.rs", "main.rs"].contains(&file.as_str())) {
        let own = file.split(['/', '.']).next().unwrap_or_default();
        found.extend(used(file, &self::code(text)).into_iter().filter_map(|name| {
            // By its module, if the root exports it.
            let export = code.split("pub use ").skip(1).filter_map(|text| text.split(';').next());
            let export = export.filter(|text| text.split(|c| !is_of_name(c)).any(|word| word == name));
            let module = export.map(|text| text.split("::").next().unwrap_or_default()).next().unwrap_or(&name);
            let is_lower = module == own || floors.get(module) < floors.get(own);
            let is_of_root = ["fn", "struct", "enum", "trait", "type", "const"].iter().any(|kind| has(kind, &name));
            // Other names are those of generated code.
            let is_wrong = if modules.contains(module) { !is_lower } else { is_of_root };
            is_wrong.then(|| format!("{file} uses `{module}`, which is on no lower floor"))
        }));
    }
    found
}

/// Without comments and unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The first names of all paths that start at the root, by `crate` or by enough of `super`.
fn used(file: &str, code: &str) -> Vec<String> {
    let depth = file.trim_end_matches("/mod.rs").split('/').count();
    let code = code.replace(&"super::".repeat(depth), "crate::");
    let paths = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(group) => members(group),
        None => vec![rest],
    });
    let first = |path: &str| path.trim().chars().take_while(|c| is_of_name(*c)).collect();
    paths.map(first).collect()
}

/// What stands between commas in braces, of which the first is open already.
fn members(group: &str) -> Vec<&str> {
    let (mut open, mut start, mut found) = (1, 0, Vec::new());
    for (at, c) in group.char_indices() {
        open += i32::from(c == '{') - i32::from(c == '}');
        if open == 0 || (open == 1 && c == ',') {
            found.push(&group[start..at]);
            start = at + 1;
        }
        if open == 0 {
            break;
        }
    }
    found
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
