//! Tests what `gen` writes, and what it leaves alone.

use crate::support::{A, B, Case, document, files, finish};
use apig_codegen::MARK;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_new_crate_is_complete() {
    let case = Case::new(A);
    let run = case.run(&[]).ok();
    assert_eq!(case.names("."), ["out", "spec"]);
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
    assert!(case.read("out/Cargo.toml").contains("name = \"out\""));
    assert!(case.read("out/src/lib.rs").starts_with(MARK));
    assert!(run.listed("added").contains(&"out/src/lib.rs"));
    assert!(run.listed("added").contains(&"out/Cargo.toml"));
    assert!(run.out.contains("try it: cd out && cargo check"));
}

#[test]
fn the_documentation_goes_on_with_what_people_wrote() {
    let case = Case::generated(A);
    let included = "#![doc = include_str!(\"../docs/front.md\")]\n";
    assert!(!case.read("out/src/lib.rs").contains(included));
    case.write("out/docs/front.md", "# Hello\n");
    let run = case.run(&[]).ok();
    assert_eq!(run.listed("changed"), ["out/src/lib.rs"]);
    assert!(case.read("out/src/lib.rs").contains(included));
    assert_eq!(case.read("out/docs/front.md"), "# Hello\n");
    fs::remove_file(case.path("out/docs/front.md")).unwrap();
    case.run(&[]).ok();
    assert!(!case.read("out/src/lib.rs").contains(included));
}

#[test]
fn what_was_typed_is_not_in_the_files() {
    let case = Case::generated(A);
    let first = case.src();
    let deep = case.path("deep/er/out");
    let mut command = case.bare();
    command.current_dir(case.path("spec")).arg("gen");
    finish(command.args(["--spec", "../spec/things.yaml", "--out"]).arg(&deep)).ok();
    assert_eq!(files(&deep.join("src")), first);
    for text in first.values() {
        let text = String::from_utf8_lossy(text);
        assert!(!text.contains(case.path("").to_str().unwrap()), "{text}");
    }
}

#[test]
fn an_overlay_mends_the_document_and_is_named_where_it_is_wrong() {
    let case = Case::generated(A);
    let actions = |target: &str| {
        let update = "update: {title: Mended things}";
        format!("overlay: 1.1.0\ninfo: {{title: A, version: v1}}\nactions:\n  - {{target: {target}, {update}}}\n")
    };
    case.write("mended.yaml", &actions("$.info"));
    let run = case.run(&["--overlay", "mended.yaml"]).ok();
    assert!(run.listed("changed").contains(&"out/src/lib.rs"), "{run:?}");
    assert!(case.read("out/src/lib.rs").contains("Mended things"));
    case.run(&["--overlay", "mended.yaml", "--check"]).ok();

    case.write("mended.yaml", &actions("info"));
    case.run(&["--overlay", "mended.yaml"]).fails("--> mended.yaml:4:14");
    case.run(&["--overlay", "missing.yaml"]).fails("cannot read `missing.yaml`");
    assert!(case.read("out/src/lib.rs").contains("Mended things"));
}

#[test]
fn a_second_run_writes_nothing() {
    let case = Case::generated(A);
    let times = case.times();
    let run = case.run(&[]).ok();
    assert!(run.out.starts_with("out/src is up to date ("), "{}", run.out);
    assert_eq!(case.times(), times);
}

#[test]
fn exactly_what_differs_is_written() {
    let case = Case::generated(A);
    let (old, times) = (case.src(), case.times());
    case.spec("things.yaml", &document(B));
    let run = case.run(&[]).ok();
    let new = case.src();
    assert_ne!(new, old);
    let changed: Vec<String> = new
        .iter()
        .filter(|(path, text)| old.get(*path) != Some(text))
        .map(|(path, _)| format!("out/src/{}", path.display()))
        .collect();
    assert_eq!(run.listed("changed"), changed);
    let touched: Vec<String> = case
        .times()
        .iter()
        .filter(|(path, time)| times.get(*path) != Some(time))
        .map(|(path, _)| format!("out/{}", path.display()))
        .collect();
    assert_eq!(touched, changed);
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}

#[test]
fn a_deleted_folder_comes_back_byte_for_byte() {
    let case = Case::generated(A);
    let src = case.src();
    fs::remove_dir_all(case.path("out/src")).unwrap();
    case.run(&[]).ok();
    assert_eq!(case.src(), src);
}

#[test]
fn orphans_go_and_peoples_files_stay() {
    let case = Case::generated(A);
    case.write("out/src/deep/old.rs", &format!("{MARK} by an earlier run\n"));
    case.write("out/src/mine.rs", "mine");
    case.write("out/src/notes/mine.md", &format!("not on the first line\n{MARK}\n"));
    let run = case.run(&[]).ok();
    assert_eq!(run.listed("removed"), ["out/src/deep/old.rs"]);
    assert!(!case.path("out/src/deep").exists());
    assert_eq!(case.read("out/src/mine.rs"), "mine");
    assert!(case.path("out/src/notes/mine.md").exists());
    case.run(&[]).ok();
}

#[test]
fn an_edited_file_is_restored() {
    let case = Case::generated(A);
    let src = case.src();
    case.write("out/src/lib.rs", &format!("{}\n// edited\n", case.read("out/src/lib.rs")));
    let run = case.run(&[]).ok();
    assert_eq!(run.listed("changed"), ["out/src/lib.rs"]);
    assert_eq!(case.src(), src);
}

#[test]
fn the_list_of_public_items_is_restored() {
    let case = Case::generated(A);
    let list = case.read("out/public-api.txt");
    assert!(list.starts_with(MARK), "{list}");
    assert!(list.contains("\npub fn things::Client::get_thing(&self) -> things::GetThing\n"), "{list}");
    let src = case.times();
    fs::remove_file(case.path("out/public-api.txt")).unwrap();
    assert_eq!(case.run(&[]).ok().listed("added"), ["out/public-api.txt"]);
    case.write("out/public-api.txt", &format!("{list}pub fn mine\n"));
    assert_eq!(case.run(&[]).ok().listed("changed"), ["out/public-api.txt"]);
    assert_eq!(case.read("out/public-api.txt"), list);
    assert!(case.times().iter().all(|(path, time)| path.ends_with("public-api.txt") || src.get(path) == Some(time)));
    case.spec("things.yaml", &document(A).replace("          type: string\n", "          type: integer\n"));
    assert!(case.run(&[]).ok().listed("changed").contains(&"out/public-api.txt"));
    assert!(
        case.read("out/public-api.txt").contains("::name: Option<i32>")
            || case.read("out/public-api.txt").contains("::name: Option<i64>")
    );
}

#[test]
fn the_manifest_is_written_once_and_names_the_package() {
    let case = Case::new(A);
    case.run(&["--package", "first"]).ok();
    let manifest = case.read("out/Cargo.toml");
    assert!(manifest.contains("name = \"first\""), "{manifest}");
    case.write("out/Cargo.toml", &format!("{manifest}# mine\n"));
    case.spec("things.yaml", &document(B));
    case.run(&[]).ok();
    assert!(case.read("out/Cargo.toml").ends_with("# mine\n"));
    let message = "names the package `first`, not `second`";
    case.run(&["--package", "second"]).fails(message);
}

#[test]
fn the_project_is_every_service_of_the_spec() {
    let case = Case::new(A);
    case.write("spec/roma/openapi.yaml", &document(A));
    case.write("spec/apig/openapi.yaml", &document(B));
    let mut command = case.bare();
    command.arg("gen").env("CARGO_MANIFEST_DIR", case.path("xtask"));
    let run = finish(&mut command).ok();
    assert!(run.listed("added").contains(&"generated/src/lib.rs"));
    assert_eq!(case.names("generated"), ["public-api.txt", "src"]);
    let run = finish(&mut command).ok();
    assert!(run.out.starts_with("generated/src is up to date ("));
    let lib = files(&case.path("generated/src"))[Path::new("lib.rs")].clone();
    assert!(String::from_utf8(lib).unwrap().contains("`cargo xtask gen`"));
}

#[cfg(unix)]
#[test]
fn a_folder_may_be_reached_through_a_link() {
    let case = Case::new(A);
    fs::create_dir(case.path("real")).unwrap();
    std::os::unix::fs::symlink("real", case.path("out")).unwrap();
    case.run(&[]).ok();
    assert_eq!(case.names("real"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_unicode_stay() {
    use std::os::unix::ffi::OsStrExt;
    let case = Case::generated(A);
    let name = PathBuf::from(std::ffi::OsStr::from_bytes(b"na\xefve"));
    fs::write(case.path("out/src").join(&name), "mine").unwrap();
    case.spec("things.yaml", &document(B));
    case.run(&[]).ok();
    assert_eq!(case.src()[&name], b"mine");
}
