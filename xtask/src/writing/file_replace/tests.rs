//! Tests what is on the disk after files were replaced, and after that failed.

use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(temp.path().join(name), text).unwrap();
    }
    temp
}

fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap_or_default())).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn change<'a>(path: &'a str, before: &'a str) -> Replacement<'a> {
    Replacement { path: Path::new(path), before: Some(before.as_bytes()), after: b"new" }
}

fn addition(path: &str) -> Replacement<'_> {
    Replacement { path: Path::new(path), before: None, after: b"new" }
}

const AB: &[(&str, &str)] = &[("a", "old a"), ("b", "old b")];

#[test]
fn files_are_replaced_and_added() {
    let temp = folder(AB);
    replace(temp.path(), &[change("a", "old a"), change("b", "old b"), addition("c")]).unwrap();
    assert_eq!(contents(temp.path()), pairs(&[("a", "new"), ("b", "new"), ("c", "new")]));
}

#[test]
fn one_that_cannot_be_replaced_leaves_all_as_they_were() {
    for (file, expected) in [
        (change("b", "other"), "was changed meanwhile: run it again"),
        (change("c", ""), "cannot find"),
        (addition("b"), "was added meanwhile: run it again"),
        (addition("none/b"), "cannot find"),
        (addition("../b"), "leads out of"),
        (change("..", ""), "leads out of"),
    ] {
        let temp = folder(AB);
        let error = replace(temp.path(), &[change("a", "old a"), file]).unwrap_err();
        assert!(error.contains(expected), "{error}");
        assert_eq!(contents(temp.path()), pairs(AB));
    }
}

#[test]
fn what_is_staged_and_dropped_leaves_nothing() {
    let temp = folder(AB);
    let staged = stage(temp.path(), &[change("a", "old a"), addition("c")]).unwrap();
    assert_eq!(contents(temp.path()).len(), 4);
    drop(staged);
    assert_eq!(contents(temp.path()), pairs(AB));
}

#[test]
fn a_failure_half_way_puts_back_what_was_replaced_and_takes_away_what_was_added() {
    let temp = folder(AB);
    let staged = stage(temp.path(), &[change("a", "old a"), addition("c"), addition("d")]).unwrap();
    // Somebody else is faster.
    fs::write(temp.path().join("d"), "theirs").unwrap();
    let error = staged.commit().unwrap_err();
    assert!(error.starts_with("cannot replace") && !error.contains("already:"), "{error}");
    assert_eq!(contents(temp.path()), pairs(&[("a", "old a"), ("b", "old b"), ("d", "theirs")]));
}

#[test]
fn what_a_killed_run_has_left_is_cleared_away_and_what_is_not_its_own_is_not() {
    let generated = format!("{MARK} by an earlier run\nit");
    for begun in ["", "ne", "new\n", "old a", &generated, "// @gen"] {
        let temp = folder(&[("a", "old a"), (".a.new", begun)]);
        replace(temp.path(), &[change("a", "old a")]).unwrap();
        assert_eq!(contents(temp.path()), pairs(&[("a", "new")]), "{begun:?}");
    }
    for mine in ["mine", "nothing", "\nnew"] {
        let temp = folder(&[("a", "old a"), (".a.new", mine)]);
        let error = replace(temp.path(), &[change("a", "old a")]).unwrap_err();
        assert!(error.contains("/.a.new` is in the way"), "{error}");
        assert_eq!(contents(temp.path()), pairs(&[(".a.new", mine), ("a", "old a")]));
    }
    let temp = folder(&[("a", "old a")]);
    fs::create_dir(temp.path().join(".a.new")).unwrap();
    assert!(replace(temp.path(), &[change("a", "old a")]).unwrap_err().contains("is in the way"));
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_and_a_read_only_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let temp = folder(AB);
    let [a, b] = ["a", "b"].map(|name| temp.path().join(name));
    fs::set_permissions(&a, Permissions::from_mode(0o640)).unwrap();
    replace(temp.path(), &[change("a", "old a")]).unwrap();
    assert_eq!(fs::metadata(&a).unwrap().permissions().mode() & 0o777, 0o640);
    fs::set_permissions(&b, Permissions::from_mode(0o444)).unwrap();
    assert!(replace(temp.path(), &[change("a", "new"), change("b", "old b")]).unwrap_err().ends_with("is read-only"));
    assert_eq!(contents(temp.path()), pairs(&[("a", "new"), ("b", "old b")]));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_not_replaced_and_none_leads_out() {
    use std::os::unix::fs::symlink;
    let temp = folder(AB);
    let spec = temp.path().join("spec");
    fs::create_dir(&spec).unwrap();
    fs::write(spec.join("real"), "r").unwrap();
    symlink("real", spec.join("link")).unwrap();
    symlink("../a", spec.join("far")).unwrap();
    symlink("..", spec.join("up")).unwrap();
    symlink("../none", spec.join("nowhere")).unwrap();
    symlink("../a", spec.join(".real.new")).unwrap();
    assert!(replace(&spec, &[change("link", "r")]).unwrap_err().contains("/.real.new` is in the way"));
    fs::remove_file(spec.join(".real.new")).unwrap();

    replace(&spec, &[change("link", "r")]).unwrap();

    assert!(spec.join("link").is_symlink());
    assert_eq!(fs::read_to_string(spec.join("real")).unwrap(), "new");
    for out in [change("far", "old a"), addition("up/c")] {
        assert!(replace(&spec, &[out]).unwrap_err().contains("leads out of"));
    }
    assert!(replace(&spec, &[addition("nowhere")]).unwrap_err().contains("was added meanwhile"));
    assert_eq!(contents(temp.path())[..2], pairs(AB));
}
