//! Clears away what a killed run has left beside `src`. Knows the names that a run uses, and whose files are whose.
//! Must not know how a run works.

use crate::disk::{display_path, failed, is_marked, is_there, walk};
use apig_codegen::MARK;
use std::fs;
use std::io;
use std::path::Path;

/// The new folder before it changes places with `src`, and the old one after it.
pub const NEW: &str = ".src.new";
/// The old folder, where two renames have to do.
pub const OLD: &str = ".src.old";

/// Brings a folder back in order after a run that was killed. Call it before anything is compared.
pub fn recover(folder: &Path) -> Result<(), String> {
    let (src, old) = (folder.join("src"), folder.join(OLD));
    if !is_there(&src) && is_there(&old) {
        fs::rename(&old, &src).map_err(|error| failed("restore", &src, &error))?;
    }
    clear(&folder.join(NEW), &src)?;
    clear(&old, &src)
}

/// Removes a folder that is not in use any more, unless a file in it could be a person's only copy.
pub fn clear(leftover: &Path, src: &Path) -> Result<(), String> {
    if !is_there(leftover) {
        return Ok(());
    }
    let walk = walk(leftover)?;
    for path in &walk.files {
        let file = leftover.join(path);
        if !is_ours(&file, &src.join(path)).map_err(|error| failed("read", &file, &error))? {
            return Err(format!(
                "`{}` is neither generated nor the same as in `{}`, so `{}` is not removed: move the file away, or delete it",
                display_path(&file),
                display_path(src),
                display_path(leftover),
            ));
        }
    }
    for path in &walk.files {
        let file = leftover.join(path);
        fs::remove_file(&file).map_err(|error| failed("remove", &file, &error))?;
    }
    let folders = walk.folders.iter().rev().map(|path| leftover.join(path));
    for folder in folders.chain([leftover.to_owned()]) {
        fs::remove_dir(&folder).map_err(|error| failed("remove", &folder, &error))?;
    }
    Ok(())
}

/// A generated file, or what there is of one; or a link to, or (the beginning of) a copy of, a person's file in `src`.
fn is_ours(path: &Path, twin: &Path) -> io::Result<bool> {
    if is_same_file(path, twin) {
        return Ok(true);
    }
    let bytes = fs::read(path)?;
    let is_begun = MARK.as_bytes().starts_with(&bytes);
    Ok(is_begun || is_marked(&bytes) || fs::read(twin).is_ok_and(|twin| twin.starts_with(&bytes)))
}

#[cfg(unix)]
fn is_same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs::symlink_metadata(path).map(|metadata| (metadata.dev(), metadata.ino()));
    matches!((id(a), id(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::path::PathBuf;
    use tempfile::TempDir;

    /// A folder with these files in it; `MARK` stands for the mark.
    pub fn folder(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
        let temp = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = temp.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.replace("MARK", MARK)).unwrap();
        }
        let path = temp.path().to_owned();
        (temp, path)
    }

    pub fn files(folder: &Path) -> Vec<String> {
        walk(folder).unwrap().files.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn a_run_killed_between_two_renames_is_undone() {
        let (_temp, folder) =
            folder(&[(".src.old/lib.rs", "MARK old"), (".src.old/mine.rs", "mine"), (".src.new/lib.rs", "MARK new")]);
        recover(&folder).unwrap();
        assert_eq!(files(&folder), ["src/lib.rs", "src/mine.rs"]);
        let lib = fs::read_to_string(folder.join("src/lib.rs")).unwrap();
        assert!(lib.ends_with("old"));
    }

    #[test]
    fn a_run_killed_after_the_swap_is_cleared_away() {
        let (_temp, folder) =
            folder(&[("src/lib.rs", "MARK new"), ("src/mine.rs", "mine"), (".src.old/a/b/lib.rs", "MARK old")]);
        fs::hard_link(folder.join("src/mine.rs"), folder.join(".src.old/mine.rs")).unwrap();
        recover(&folder).unwrap();
        assert_eq!(files(&folder), ["src/lib.rs", "src/mine.rs"]);
        assert!(!folder.join(OLD).exists());
    }

    #[test]
    fn files_that_were_being_written_are_cleared_away() {
        let (_temp, folder) = folder(&[
            ("src/mine.rs", "mine"),
            (".src.new/lib.rs", ""),
            (".src.new/a.rs", "// @gen"),
            (".src.new/mine.rs", "mi"),
        ]);
        recover(&folder).unwrap();
        assert_eq!(files(&folder), ["src/mine.rs"]);
    }

    #[test]
    fn the_only_copy_of_a_persons_file_is_never_removed() {
        for text in ["their own", "not mine"] {
            let (_temp, folder) =
                folder(&[("src/mine.rs", "mine"), (".src.new/lib.rs", "MARK"), (".src.new/mine.rs", text)]);
            let error = recover(&folder).unwrap_err();
            assert!(error.contains(".src.new/mine.rs` is neither generated"), "{error}");
            assert_eq!(files(&folder), [".src.new/lib.rs", ".src.new/mine.rs", "src/mine.rs"]);
        }
    }
}
