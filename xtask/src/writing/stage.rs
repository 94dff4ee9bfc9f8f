//! Lays out the complete new folder beside the old one. Must not know how the two are exchanged.

use crate::disk::{display_path, failed, is_there};
use crate::writing::plan::Plan;
use apig_codegen::{ChangeKind, Tree};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

/// How many files are waited for at once.
const THREADS: usize = 32;

/// Fills `new`, which must not exist: what the plan changes is written, everything else is taken over from `src`. When
/// this returns, the folder is on the disk for good.
pub fn stage(src: &Path, new: &Path, tree: &Tree, plan: &Plan) -> Result<(), String> {
    let mut stage = Stage { src, new, folders: BTreeSet::new(), written: Vec::new() };
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
    written: Vec<PathBuf>,
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
        write().map_err(|error| failed("write", &target, &error))?;
        self.written.push(target);
        Ok(())
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
        copy().map_err(|error| format!("cannot take over `{}`: {error}", display_path(&old)))?;
        self.written.push(target);
        Ok(())
    }

    fn finish(self) -> Result<(), String> {
        let folders: Vec<PathBuf> = self.folders.into_iter().collect();
        sync(&self.written, sync_file)?;
        sync(&folders, sync_folder)?;
        if let Ok(old) = fs::metadata(self.src) {
            fs::set_permissions(self.new, old.permissions()).map_err(|error| failed("write", self.new, &error))?;
        }
        Ok(())
    }
}

/// Waits for many paths at once: a file system that has several to wait for writes its journal once for all of them.
fn sync(paths: &[PathBuf], one: fn(&Path) -> io::Result<()>) -> Result<(), String> {
    let sync = |path: &PathBuf| one(path).map_err(|error| failed("write", path, &error));
    let chunk = paths.len().div_ceil(THREADS).max(1);
    thread::scope(|scope| {
        let thread = thread::Builder::new;
        let running: io::Result<Vec<_>> = paths
            .chunks(chunk)
            .map(|chunk| thread().spawn_scoped(scope, move || chunk.iter().try_for_each(sync)))
            .collect();
        let running = running.map_err(|error| format!("cannot start a thread: {error}"))?;
        running.into_iter().try_for_each(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

fn sync_file(path: &Path) -> io::Result<()> {
    // Windows waits only for files that are open for writing.
    File::options().read(true).write(cfg!(windows)).open(path)?.sync_all()
}

/// Waits until the names in a folder are on the disk. Some systems cannot open folders or cannot wait for them.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(path)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
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
