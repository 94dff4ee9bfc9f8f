//! Lays out the complete new folder beside the old one. Must not know how the two are exchanged.

use crate::disk::{display_path, failed, is_there};
use crate::writing::plan::Plan;
use apig_codegen::{ChangeKind, Tree};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Fills `new`, which must not exist: what the plan changes is written, everything else is taken over from `src`.
/// Nothing waits for the disk: who loses power runs it again, and waiting would take half of a run.
pub fn stage(src: &Path, new: &Path, tree: &Tree, plan: &Plan) -> Result<(), String> {
    let mut stage = Stage { src, new, folders: BTreeSet::new() };
    stage.folder(new)?;
    let is_written = |kind: &ChangeKind| matches!(kind, ChangeKind::Stale | ChangeKind::Missing);
    let changed: BTreeSet<&str> =
        plan.changes.iter().filter(|change| is_written(&change.kind)).map(|change| change.path.as_str()).collect();
    for (path, text) in tree.files() {
        if changed.contains(path) {
            stage.write(path, text)?;
        } else {
            stage.take_over(Path::new(path))?;
        }
    }
    for path in &plan.kept {
        stage.take_over(path)?;
    }
    stage.finish()
}

struct Stage<'a> {
    src: &'a Path,
    new: &'a Path,
    folders: BTreeSet<PathBuf>,
}

impl Stage<'_> {
    fn folder(&mut self, path: &Path) -> Result<(), String> {
        if self.folders.contains(path) {
            return Ok(());
        }
        if path != self.new
            && let Some(parent) = path.parent()
        {
            self.folder(parent)?;
        }
        fs::create_dir(path).map_err(|error| failed("make the folder", path, &error))?;
        self.folders.insert(path.to_owned());
        Ok(())
    }

    fn target(&mut self, path: &Path) -> Result<PathBuf, String> {
        let target = self.new.join(path);
        if let Some(folder) = target.parent() {
            self.folder(folder)?;
        }
        Ok(target)
    }

    fn write(&mut self, path: &str, text: &str) -> Result<(), String> {
        let target = self.target(Path::new(path))?;
        let write = || File::create_new(&target)?.write_all(text.as_bytes());
        write().map_err(|error| failed("write", &target, &error))
    }

    /// A link keeps the time of the last change, the permissions, and what is being written this moment; where the file
    /// system has no links, a copy must do.
    fn take_over(&mut self, path: &Path) -> Result<(), String> {
        let (old, target) = (self.src.join(path), self.target(path)?);
        if fs::hard_link(&old, &target).is_ok() {
            return Ok(());
        }
        let copy = || -> io::Result<()> {
            if is_there(&target) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::copy(&old, &target)?;
            // Not every file system lets a copy be older than it is.
            File::open(&target)?.set_modified(fs::metadata(&old)?.modified()?).ok();
            Ok(())
        };
        copy().map_err(|error| format!("cannot take over `{}`: {error}", display_path(&old)))
    }

    fn finish(self) -> Result<(), String> {
        if let Ok(old) = fs::metadata(self.src) {
            fs::set_permissions(self.new, old.permissions()).map_err(|error| failed("write", self.new, &error))?;
        }
        Ok(())
    }
}

/// Makes a folder and those above it; the answer lists which, the innermost first.
pub fn make(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let is_missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
    let missing = folder.ancestors().take_while(is_missing);
    let missing = missing.map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(|error| failed("make the folder", folder, &error))?;
    Ok(missing)
}

/// Removes those of the folders that are still empty.
pub fn unmake(made: &[PathBuf]) {
    made.iter().try_for_each(fs::remove_dir).ok();
}
