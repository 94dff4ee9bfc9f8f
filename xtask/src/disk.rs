//! Reads the generated folder: which files are there, whose they are, and the lock that keeps two runs apart. Must not
//! know what ought to be there, and changes nothing.

use crate::terminal;
use apig_codegen::MARK;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File, FileType, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Every regular file below a folder.
#[derive(Default)]
pub struct Disk {
    /// Path (with `/`) → bytes. Of people's files only as many bytes are read as show that they have no mark.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Files whose names are not Unicode: people's, as the generator makes none.
    pub unnamed: Vec<PathBuf>,
}

/// Whether the generator made the file that begins with these bytes.
pub fn is_marked(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK.as_bytes())
}

/// Reads the folder `src`; one that does not exist is empty.
pub fn read(src: &Path) -> Result<Disk, String> {
    let mut disk = Disk::default();
    for path in walk(src)?.files {
        let bytes = content(&src.join(&path)).map_err(|error| failed("read", &src.join(&path), &error))?;
        if let Some(name) = name(&path) {
            disk.files.insert(name, bytes);
        } else {
            disk.unnamed.push(path);
        }
    }
    Ok(disk)
}

fn content(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(MARK.len() as u64).read_to_end(&mut bytes)?;
    if is_marked(&bytes) {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn name(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The paths below a folder, relative to it.
#[derive(Default)]
pub struct Walk {
    pub files: Vec<PathBuf>,
    /// A folder stands before the folders in it; the walked one itself is not listed.
    pub folders: Vec<PathBuf>,
}

/// Lists a folder. Links and special files are an error: following a link could lead out of the folder, and neither
/// can be carried over into a new one safely.
pub fn walk(root: &Path) -> Result<Walk, String> {
    let mut walk = Walk::default();
    match fs::symlink_metadata(root) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(format!("`{}` is not a folder", display_path(root))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(walk),
        Err(error) => return Err(failed("read", root, &error)),
    }
    let mut waiting = vec![PathBuf::new()];
    while let Some(folder) = waiting.pop() {
        let here = root.join(&folder);
        for (name, kind) in entries(&here).map_err(|error| failed("read", &here, &error))? {
            let path = folder.join(name);
            if kind.is_dir() {
                walk.folders.push(path.clone());
                waiting.push(path);
            } else if kind.is_file() {
                walk.files.push(path);
            } else {
                let kind = if kind.is_symlink() { "a symbolic link" } else { "not a regular file" };
                return Err(format!(
                    "`{}` is {kind}, which cannot be in a generated folder: move it away",
                    display_path(&root.join(path))
                ));
            }
        }
    }
    walk.files.sort();
    Ok(walk)
}

/// What is directly in a folder, in no order.
pub fn entries(folder: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    fs::read_dir(folder)?.map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))).collect()
}

/// Keeps other runs out of `folder` until the file is dropped. `None` where folders cannot be locked: the lock spares two
/// people a surprise, while it is the exchange of whole folders that keeps a crate whole.
pub fn lock(folder: &Path, is_shared: bool) -> Option<File> {
    let file = File::open(folder).ok()?;
    let patience = Instant::now() + Duration::from_secs(2);
    loop {
        match if is_shared { file.try_lock_shared() } else { file.try_lock() } {
            Ok(()) => return Some(file),
            Err(TryLockError::Error(_)) => return None,
            Err(TryLockError::WouldBlock) if Instant::now() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                terminal::err(&format!("waiting for another run that writes `{}`", display_path(folder)));
                let locked = if is_shared { file.lock_shared() } else { file.lock() };
                return locked.is_ok().then_some(file);
            }
        }
    }
}

/// Whether there is anything at `path`, be it a link to nowhere.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// A path as messages show it.
pub fn display_path(path: &Path) -> String {
    terminal::printable(&path.display().to_string())
}

/// The message about an operation of the system that failed.
pub fn failed(verb: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {verb} `{}`: {error}", display_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_files_are_known_by_their_first_bytes() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir(temp.path().join("sub")).unwrap();
        fs::write(temp.path().join("sub/a.rs"), format!("{MARK} by a test\nfn a() {{}}\n")).unwrap();
        fs::write(temp.path().join("b.rs"), "b".repeat(1000)).unwrap();

        let disk = read(temp.path()).unwrap();

        assert_eq!(disk.files.keys().collect::<Vec<_>>(), ["b.rs", "sub/a.rs"]);
        assert!(disk.files["sub/a.rs"].ends_with(b"fn a() {}\n"));
        assert_eq!(disk.files["b.rs"].len(), MARK.len());
    }

    #[test]
    fn a_folder_that_does_not_exist_is_empty() {
        let temp = tempfile::tempdir().unwrap();
        assert!(read(&temp.path().join("src")).unwrap().files.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused() {
        let temp = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc", temp.path().join("etc")).unwrap();
        assert!(walk(temp.path()).err().unwrap().contains("is a symbolic link"));
        assert!(walk(&temp.path().join("etc")).err().unwrap().ends_with("is not a folder"));
    }
}
