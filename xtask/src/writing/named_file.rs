//! Writes the file that the command line names. Must not know what is in it.

use crate::disk::{display_path, failed};
use crate::writing::file_replace::{Replacement, replace};
use apig_codegen::MARK;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes a generated file, in a folder that is made when it does not exist. What people wrote is not replaced.
pub fn write_generated(out: &Path, text: &str, sources: &[PathBuf]) -> Result<(), String> {
    if fs::read(out).is_ok_and(|before| !before.starts_with(MARK.as_bytes())) {
        return Err(format!("`{}` is not generated, and would be replaced: move it away", display_path(out)));
    }
    let folder = out.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed("make", folder, &error))?;
    write(out, text, sources)
}

/// Replaces a file in one step, and never one that was just read.
pub fn write(out: &Path, text: &str, sources: &[PathBuf]) -> Result<(), String> {
    // Behind a link, what it leads to is replaced.
    let target = match fs::canonicalize(out) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => out.to_owned(),
        Err(error) => return Err(failed("write", out, &error)),
    };
    if target.exists() && !target.is_file() {
        return Err(format!(
            "`{}` is not a regular file; without --out, standard output is written to",
            display_path(out)
        ));
    }
    if sources.iter().any(|source| fs::canonicalize(source).is_ok_and(|source| source == target)) {
        return Err(format!("`{}` is a part of the spec that was read: choose another file", display_path(out)));
    }
    let before = target.exists().then(|| fs::read(&target)).transpose().map_err(|error| failed("read", out, &error))?;
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = Path::new(target.file_name().unwrap_or_default());
    replace(folder, &[Replacement { path: name, before: before.as_deref(), after: text.as_bytes() }])
}
