//! Reads pages of documentation from the disk: files, and folders of them. Must not know what is in them.

use super::spec_files::MAX_BYTES;
use crate::disk::{display_path, entries, failed};
use std::fs;
use std::path::{Path, PathBuf};

/// What the names of pages end with.
const ENDINGS: [&str; 6] = ["txt", "md", "rst", "html", "htm", "tsv"];

/// The pages that these paths name, each as what messages call it, and its text. There is one at least.
pub fn read(paths: &[&PathBuf]) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    if files.is_empty() {
        return Err(format!("there is no page: looked for names that end with .{}", ENDINGS.join(", .")));
    }
    files.iter().map(|path| text(path)).collect()
}

/// The pages that a path names, in the order of their names; links are not followed.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !fs::metadata(path).map_err(|error| failed("read", path, &error))?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut open = vec![path.to_owned()];
    let first = files.len();
    while let Some(folder) = open.pop() {
        for (name, kind) in entries(&folder).map_err(|error| failed("read", &folder, &error))? {
            let path = folder.join(name);
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
                files.push(path);
            }
        }
    }
    files.get_mut(first..).unwrap_or_default().sort();
    Ok(())
}

/// A page, and what messages call it. Bytes that are no UTF-8 are shown as such, where they stand.
fn text(path: &Path) -> Result<(String, String), String> {
    let metadata = fs::metadata(path).map_err(|error| failed("read", path, &error))?;
    let shown = display_path(path);
    // A pipe must not be opened: that would wait for somebody to write into it.
    if !metadata.is_file() || metadata.len() > MAX_BYTES {
        return Err(format!("`{shown}` is not a regular file of {} MiB at most", MAX_BYTES / 1024 / 1024));
    }
    let bytes = fs::read(path).map_err(|error| failed("read", path, &error))?;
    Ok((shown, String::from_utf8_lossy(&bytes).into_owned()))
}
