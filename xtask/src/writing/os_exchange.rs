//! Renames as std cannot: exchanges two paths, or refuses to replace, in one step of the system where it has one. Must
//! not know what is renamed.

use std::io;
use std::path::Path;

/// Lets two files or folders, both there, change places.
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    system::exchange(a, b)
}

/// Renames, unless something has the new name already.
pub fn without_replacing(old: &Path, new: &Path) -> io::Result<()> {
    match system::without_replacing(old, new) {
        Err(error) if is_unknown(error.kind()) => checked(old, new),
        result => result,
    }
}

/// Where looking and renaming are two steps.
fn checked(old: &Path, new: &Path) -> io::Result<()> {
    if crate::disk::is_there(new) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    std::fs::rename(old, new)
}

/// How a system, or a file system, says that it has no such rename.
pub fn is_unknown(error: io::ErrorKind) -> bool {
    matches!(error, io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod system {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use std::io;
    use std::path::Path;

    pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }

    pub fn without_replacing(old: &Path, new: &Path) -> io::Result<()> {
        Ok(renameat_with(CWD, old, CWD, new, RenameFlags::NOREPLACE)?)
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod system {
    use std::io;
    use std::path::Path;

    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn without_replacing(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_there_is_not_replaced() {
        for rename in [without_replacing, checked] {
            let temp = tempfile::tempdir().unwrap();
            let [a, b, c] = ["a", "b", "c"].map(|name| temp.path().join(name));
            fs::write(&a, "a").unwrap();
            fs::write(&b, "b").unwrap();
            assert_eq!(rename(&a, &b).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
            assert_eq!([fs::read(&a).unwrap(), fs::read(&b).unwrap()], [b"a", b"b"]);
            rename(&a, &c).unwrap();
            assert!(!a.exists() && fs::read(&c).unwrap() == b"a");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn two_change_places() {
        let temp = tempfile::tempdir().unwrap();
        let [a, b] = ["a", "b"].map(|name| temp.path().join(name));
        fs::create_dir(&a).unwrap();
        fs::write(a.join("inner"), "").unwrap();
        fs::create_dir(&b).unwrap();
        exchange(&a, &b).unwrap();
        assert!(!a.join("inner").exists() && b.join("inner").exists());
    }
}
