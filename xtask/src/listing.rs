//! The list of public items beside `src`: whether it is what it should be, and how a new one gets there. It must not know
//! what is in it.
//!
//! The new text is on the disk before `src` is replaced, and takes its name after that: a run that is killed leaves at worst
//! the old list beside the new `src`, which `gen --check` reports and the next run mends.

use crate::disk::{failed, is_marked, is_there};
use crate::stage::sync_folder;
use apig_codegen::{ChangeKind, MARK, PUBLIC_API};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const NEW: &str = ".public-api.txt.new";

/// What there is, and what there should be.
pub struct Listing<'a> {
    folder: &'a Path,
    pub text: &'a str,
    pub found: Found,
}

/// What is at the place of the list.
#[derive(Debug, PartialEq)]
pub enum Found {
    Nothing,
    Generated(Vec<u8>),
    /// Something that the generator did not make.
    InTheWay,
}

impl<'a> Listing<'a> {
    /// Looks at the list in a folder, which ought to have this text.
    pub fn read(folder: &'a Path, text: &'a str) -> Result<Self, String> {
        let path = folder.join(PUBLIC_API);
        let read = || -> io::Result<Found> {
            let is_file = match fs::symlink_metadata(&path) {
                Ok(metadata) => metadata.is_file(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
                Err(error) => return Err(error),
            };
            let bytes = if is_file { fs::read(&path)? } else { Vec::new() };
            Ok(if is_marked(&bytes) { Found::Generated(bytes) } else { Found::InTheWay })
        };
        let found = read().map_err(|error| failed("read", &path, &error))?;
        Ok(Self { folder, text, found })
    }

    /// What a run changes.
    pub fn change(&self) -> Option<ChangeKind> {
        match &self.found {
            Found::Nothing => Some(ChangeKind::Missing),
            Found::Generated(bytes) if bytes == self.text.as_bytes() => None,
            Found::Generated(_) => Some(ChangeKind::Stale),
            // Left alone.
            Found::InTheWay => None,
        }
    }

    /// Writes the new text beside the old one, if it is another.
    pub fn stage(&self) -> Result<Option<Staged<'_>>, String> {
        let new = self.folder.join(NEW);
        clear(&new)?;
        if self.change().is_none() {
            return Ok(None);
        }
        let staged = Staged { folder: self.folder, new };
        let write = || -> io::Result<()> {
            let mut file = File::create_new(&staged.new)?;
            file.write_all(self.text.as_bytes())?;
            file.sync_all()
        };
        match write() {
            Ok(()) => Ok(Some(staged)),
            Err(error) => {
                let error = failed("write", &staged.new, &error);
                staged.discard();
                Err(error)
            }
        }
    }
}

/// A list that has not got its name yet.
pub struct Staged<'a> {
    folder: &'a Path,
    new: PathBuf,
}

impl Staged<'_> {
    /// Gives it its name.
    pub fn commit(self) -> Result<(), String> {
        let path = self.folder.join(PUBLIC_API);
        let renamed = fs::rename(&self.new, &path).and_then(|()| sync_folder(self.folder));
        renamed.map_err(|error| {
            self.discard();
            failed("write", &path, &error)
        })
    }

    /// Takes it away. Best effort: the next run clears away what stays.
    pub fn discard(&self) {
        clear(&self.new).ok();
    }
}

/// Removes what a killed run has left: a list, or the beginning of one.
fn clear(new: &Path) -> Result<(), String> {
    if !is_there(new) {
        return Ok(());
    }
    let bytes = fs::read(new).map_err(|error| failed("read", new, &error))?;
    if !is_marked(&bytes) && !MARK.as_bytes().starts_with(&bytes) {
        return Err(format!("`{}` is in the way: move it, or delete it", crate::disk::shown(new)));
    }
    fs::remove_file(new).map_err(|error| failed("remove", new, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_list_is_replaced() {
        let temp = tempfile::tempdir().unwrap();
        let (folder, path) = (temp.path(), temp.path().join(PUBLIC_API));
        let text = format!("{MARK} by a test\n");
        let found = || Listing::read(folder, &text).unwrap();
        assert_eq!(found().change(), Some(ChangeKind::Missing));
        found().stage().unwrap().unwrap().commit().unwrap();
        assert_eq!(found().change(), None);
        assert!(found().stage().unwrap().is_none());
        fs::write(&path, format!("{MARK} older\n")).unwrap();
        assert_eq!(found().change(), Some(ChangeKind::Stale));
        fs::write(&path, "mine").unwrap();
        assert_eq!(found().found, Found::InTheWay);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(found().found, Found::InTheWay);
    }

    #[test]
    fn what_a_killed_run_has_left_is_cleared_away_and_what_is_not_its_own_is_not() {
        let temp = tempfile::tempdir().unwrap();
        let text = format!("{MARK} by a test\n");
        let listing = Listing::read(temp.path(), &text).unwrap();
        for begun in ["", "// @gen", "// @generated by an earlier run\nit"] {
            fs::write(temp.path().join(NEW), begun).unwrap();
            listing.stage().unwrap().unwrap().discard();
            assert!(!temp.path().join(NEW).exists());
        }
        fs::write(temp.path().join(NEW), "mine").unwrap();
        assert!(listing.stage().err().unwrap().contains("is in the way"));
    }
}
