//! Reads small files, and finds the home directory that many of them are in. Knows how much is read, and the words for
//! what cannot be.

use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Files for people are far smaller; whatever is larger was not meant.
const MAX_FILE: u64 = 1024 * 1024;

#[cfg_attr(not(feature = "profiles"), expect(dead_code))]
#[derive(Clone)]
pub(super) struct Files {
    home: Option<PathBuf>,
    /// Where relative paths start; empty for the process's own directory.
    directory: PathBuf,
}

impl Files {
    pub(super) fn of_process() -> Self {
        let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
        Self { home, directory: PathBuf::new() }
    }

    #[cfg(test)]
    pub(super) fn of_test(directory: &Path) -> Self {
        Self { home: Some(directory.to_owned()), directory: directory.to_owned() }
    }
}

#[cfg(feature = "profiles")]
impl super::Environment {
    /// A path below the home directory, if there is one.
    pub(crate) fn in_home(&self, path: &str) -> Option<PathBuf> {
        Some(self.files.home.as_deref()?.join(path))
    }

    /// The text of a file; `None` when there is no such file.
    pub(crate) fn read(&self, path: &Path) -> Result<Option<Zeroizing<String>>, Unreadable> {
        read(&self.files.directory.join(path))
    }
}

/// The text of a file; `None` when there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Zeroizing<String>>, Unreadable> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(Unreadable::Failed(error)),
    };
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(Unreadable::Failed)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Unreadable::TooLarge);
    }
    match std::str::from_utf8(&bytes) {
        // Editors of Windows put a mark first.
        Ok(text) => Ok(Some(Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned()))),
        Err(_) => Err(Unreadable::NoText),
    }
}

/// Why a file that is there cannot be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Failed(std::io::Error),
    TooLarge,
    NoText,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => write!(f, "cannot be read: {error}"),
            Self::TooLarge => write!(f, "has more than {MAX_FILE} bytes"),
            Self::NoText => f.write_str("is not UTF-8 text"),
        }
    }
}

#[cfg(all(test, feature = "profiles"))]
mod tests {
    use super::super::Environment;
    use super::*;

    #[test]
    fn files() {
        let directory = tempfile::tempdir().unwrap();
        let environment = Environment::of_test(&[], directory.path());
        let write = |name: &str, bytes: &[u8]| std::fs::write(directory.path().join(name), bytes).unwrap();
        write("plain", b"text");
        write("marked", "\u{feff}text".as_bytes());
        write("binary", &[0xff]);
        write("large", &vec![b'x'; 1024 * 1024 + 1]);
        for (path, text) in [
            ("plain", Ok(Some("text"))),
            ("marked", Ok(Some("text"))),
            ("missing", Ok(None)),
            ("plain/below", Ok(None)),
            ("binary", Err("is not UTF-8 text")),
            ("large", Err("has more than 1048576 bytes")),
            (".", Err("cannot be read: ")),
        ] {
            match (environment.read(Path::new(path)), text) {
                (Ok(found), Ok(text)) => assert_eq!(found.as_ref().map(|found| found.as_str()), text, "{path}"),
                (Err(error), Err(words)) => assert!(error.to_string().starts_with(words), "{error}"),
                (other, _) => panic!("{path}: {}", other.is_ok()),
            }
        }
        assert_eq!(environment.in_home(".x/y"), Some(directory.path().join(".x/y")));
    }
}
