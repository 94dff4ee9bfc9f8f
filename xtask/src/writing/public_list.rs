//! Compares the list of public items beside `src` with what it should be, and writes a new one. Must not know what is
//! in it.
//!
//! The new text is on the disk before `src` is replaced, and takes its name after that: a run that is killed leaves at worst
//! the old list beside the new `src`, which `gen --check` reports and the next run mends.

use crate::disk::{failed, is_marked};
use crate::writing::file_replace::{self, Replacement, Staged};
use apig_codegen::{ChangeKind, PUBLIC_API};
use std::fs;
use std::io;
use std::path::Path;

/// What there is, and what there should be.
pub struct PublicList<'a> {
    folder: &'a Path,
    pub text: &'a str,
    pub on_disk: OnDisk,
}

/// What is on the disk where the list belongs.
#[derive(Debug, PartialEq)]
pub enum OnDisk {
    Nothing,
    Generated(Vec<u8>),
    /// Something that the generator did not make.
    InTheWay,
}

impl<'a> PublicList<'a> {
    /// Looks at the list in a folder, which ought to have this text.
    pub fn read(folder: &'a Path, text: &'a str) -> Result<Self, String> {
        let path = folder.join(PUBLIC_API);
        let read = || -> io::Result<OnDisk> {
            let is_file = match fs::symlink_metadata(&path) {
                Ok(metadata) => metadata.is_file(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(OnDisk::Nothing),
                Err(error) => return Err(error),
            };
            let bytes = if is_file { fs::read(&path)? } else { Vec::new() };
            Ok(if is_marked(&bytes) { OnDisk::Generated(bytes) } else { OnDisk::InTheWay })
        };
        let on_disk = read().map_err(|error| failed("read", &path, &error))?;
        Ok(Self { folder, text, on_disk })
    }

    /// What a run changes.
    pub fn change(&self) -> Option<ChangeKind> {
        match &self.on_disk {
            OnDisk::Nothing => Some(ChangeKind::Missing),
            OnDisk::Generated(bytes) if bytes == self.text.as_bytes() => None,
            OnDisk::Generated(_) => Some(ChangeKind::Stale),
            // Left alone.
            OnDisk::InTheWay => None,
        }
    }

    /// Writes the new text beside the old one, if it is another.
    pub fn stage(&self) -> Result<Option<Staged<'_>>, String> {
        let before = match &self.on_disk {
            OnDisk::Generated(bytes) => Some(bytes.as_slice()),
            OnDisk::Nothing | OnDisk::InTheWay => None,
        };
        if self.change().is_none() {
            // What a killed run has left goes all the same.
            file_replace::clear(&self.folder.join(PUBLIC_API), &[self.text.as_bytes()])?;
            return Ok(None);
        }
        let list = Replacement { path: Path::new(PUBLIC_API), before, after: self.text.as_bytes() };
        file_replace::stage(self.folder, &[list]).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use apig_codegen::MARK;

    #[test]
    fn only_a_list_is_replaced() {
        let temp = tempfile::tempdir().unwrap();
        let (folder, path) = (temp.path(), temp.path().join(PUBLIC_API));
        let text = format!("{MARK} by a test\n");
        let on_disk = || PublicList::read(folder, &text).unwrap();
        assert_eq!(on_disk().change(), Some(ChangeKind::Missing));
        on_disk().stage().unwrap().unwrap().commit().unwrap();
        assert_eq!(on_disk().change(), None);
        assert!(on_disk().stage().unwrap().is_none());
        fs::write(&path, format!("{MARK} older\n")).unwrap();
        assert_eq!(on_disk().change(), Some(ChangeKind::Stale));
        fs::write(&path, "mine").unwrap();
        assert_eq!(on_disk().on_disk, OnDisk::InTheWay);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(on_disk().on_disk, OnDisk::InTheWay);
    }

    #[test]
    fn what_a_killed_run_has_left_goes_even_if_the_list_is_up_to_date() {
        let temp = tempfile::tempdir().unwrap();
        let text = format!("{MARK} by a test\n");
        fs::write(temp.path().join(PUBLIC_API), &text).unwrap();
        let list = PublicList::read(temp.path(), &text).unwrap();
        let new = temp.path().join(".public-api.txt.new");
        fs::write(&new, format!("{MARK} by an earlier run\nit")).unwrap();
        assert!(list.stage().unwrap().is_none());
        assert!(!new.exists());
        fs::write(&new, "mine").unwrap();
        assert!(list.stage().err().unwrap().contains("is in the way"));
    }
}
