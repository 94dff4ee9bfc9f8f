//! Replaces files by new texts: all of them or none, each in one step. Must not know what is in them.
//!
//! Every new text is on the disk for good, at `.NAME.new` beside its place, before the first file is replaced. A run that
//! is killed leaves each file whole, the old or the new one, and at worst a `.NAME.new`, which the next run clears away.

use crate::disk::{display_path, failed, is_there, lock};
use crate::writing::os_exchange;
use apig_codegen::MARK;
use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A file, what was in it when it was read, and what shall be in it.
#[derive(Clone, Copy)]
pub struct Replacement<'a> {
    /// Where it is in the folder. Behind a link, what that leads to is replaced; no link leads out of the folder.
    pub path: &'a Path,
    /// `None` says that there was no such file.
    pub before: Option<&'a [u8]>,
    pub after: &'a [u8],
}

/// Replaces files of a folder, in this order, while no other run does. An error means that all are as they were.
pub fn replace(folder: &Path, files: &[Replacement<'_>]) -> Result<(), String> {
    let _lock = lock(folder, false);
    stage(folder, files)?.commit()
}

/// Lays out the new files and replaces nothing yet. Who calls it holds the lock.
pub fn stage<'a>(folder: &Path, files: &[Replacement<'a>]) -> Result<Staged<'a>, String> {
    // What is in it already is taken away again if one of the others fails.
    let mut staged = Staged(Vec::new());
    for file in files {
        staged.0.push(New::write(folder, *file)?);
    }
    Ok(staged)
}

/// Removes what a killed run has left beside a file: something generated, or something that begins like one of these texts,
/// or the beginning of it.
pub fn clear(path: &Path, texts: &[&[u8]]) -> Result<(), String> {
    let new = beside(path);
    let Ok(metadata) = fs::symlink_metadata(&new) else { return Ok(()) };
    let line = |text: &&'_ [u8]| text.split(|byte| *byte == b'\n').next().unwrap_or_default().to_vec();
    let mut beginnings: Vec<Vec<u8>> = texts.iter().map(line).filter(|line| !line.is_empty()).collect();
    beginnings.push(MARK.as_bytes().to_vec());
    let longest = beginnings.iter().map(Vec::len).max().unwrap_or_default();
    let read = || -> io::Result<Vec<u8>> {
        let mut begun = Vec::new();
        File::open(&new)?.take(longest as u64).read_to_end(&mut begun)?;
        Ok(begun)
    };
    let is_left_over = |begun: &[u8]| beginnings.iter().any(|line| line.iter().zip(begun).all(|(a, b)| a == b));
    if !metadata.is_file() || !is_left_over(&read().map_err(|error| failed("read", &new, &error))?) {
        return Err(format!("`{}` is in the way: move it, or delete it", display_path(&new)));
    }
    fs::remove_file(&new).map_err(|error| failed("remove", &new, &error))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    path.with_file_name(name)
}

/// New files that have not got their names yet. Dropped, they are gone.
pub struct Staged<'a>(Vec<New<'a>>);

impl Staged<'_> {
    /// Gives them their names. An error means that all files are as they were, but for those that it names.
    pub fn commit(self) -> Result<(), String> {
        let mut done = Vec::new();
        let named = self.0.iter().try_for_each(|new| {
            new.rename_into_place().map_err(|error| failed("replace", &new.path, &error))?;
            done.push(new);
            Ok(())
        });
        let synced = named.and_then(|()| done.iter().try_for_each(|new| new.sync()));
        synced.map_err(|error| {
            let lost = done.iter().rev().filter(|new| new.put_back().is_err()).map(|new| display_path(&new.path));
            let lost: Vec<String> = lost.collect();
            if lost.is_empty() { error } else { format!("{error}; replaced already: {}", lost.join(", ")) }
        })
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        // What has got its name is no longer there.
        self.0.iter().for_each(|new| drop(fs::remove_file(beside(&new.real))));
    }
}

/// A file whose new text lies beside it.
struct New<'a> {
    file: Replacement<'a>,
    /// How messages name it, and where it really is.
    path: PathBuf,
    real: PathBuf,
    permissions: Option<Permissions>,
}

impl<'a> New<'a> {
    fn write(folder: &Path, file: Replacement<'a>) -> Result<Self, String> {
        let path = folder.join(file.path);
        let real = find(folder, &path, file.before.is_some())?;
        let permissions = match file.before {
            Some(before) => Some(unchanged(&path, &real, before)?),
            None if is_there(&real) => {
                return Err(format!("`{}` was added meanwhile: run it again", display_path(&path)));
            }
            None => None,
        };
        clear(&real, &[file.before.unwrap_or_default(), file.after])?;
        let new = Self { file, path, real, permissions };
        new.write_beside(file.after).map_err(|error| failed("write", &new.path, &error))?;
        Ok(new)
    }

    fn write_beside(&self, text: &[u8]) -> io::Result<()> {
        let path = beside(&self.real);
        let mut new = File::create_new(&path)?;
        let mut write = || -> io::Result<()> {
            new.write_all(text)?;
            self.permissions.clone().map_or(Ok(()), |permissions| new.set_permissions(permissions))?;
            new.sync_all()
        };
        write().inspect_err(|_| drop(fs::remove_file(&path)))
    }

    fn rename_into_place(&self) -> io::Result<()> {
        match self.file.before {
            Some(_) => fs::rename(beside(&self.real), &self.real),
            None => os_exchange::without_replacing(&beside(&self.real), &self.real),
        }
    }

    /// Undoes that, in one step as well.
    fn put_back(&self) -> io::Result<()> {
        match self.file.before {
            Some(before) => self.write_beside(before).and_then(|()| self.rename_into_place()),
            None => fs::remove_file(&self.real),
        }
    }

    fn sync(&self) -> Result<(), String> {
        let synced = self.real.parent().map_or(Ok(()), sync_folder);
        synced.map_err(|error| failed("write", &self.path, &error))
    }
}

/// Waits until the names in a folder are on the disk. Some systems cannot open folders or cannot wait for them.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(path)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Where a file of a folder really is, or will be.
fn find(folder: &Path, path: &Path, exists: bool) -> Result<PathBuf, String> {
    let find = |path: &Path| fs::canonicalize(path).map_err(|error| failed("find", path, &error));
    let real = match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !exists => find(parent)?.join(name),
        _ => find(path)?,
    };
    if !real.starts_with(find(folder)?) {
        return Err(format!("`{}` leads out of `{}`", display_path(path), display_path(folder)));
    }
    Ok(real)
}

/// The permissions of a file that is as it was read, and may be replaced.
fn unchanged(path: &Path, real: &Path, before: &[u8]) -> Result<Permissions, String> {
    let permissions = fs::metadata(real).map_err(|error| failed("read", path, &error))?.permissions();
    if permissions.readonly() {
        return Err(format!("`{}` is read-only", display_path(path)));
    }
    if fs::read(real).map_err(|error| failed("read", path, &error))? != before {
        return Err(format!("`{}` was changed meanwhile: run it again", display_path(path)));
    }
    Ok(permissions)
}

#[cfg(test)]
mod tests;
