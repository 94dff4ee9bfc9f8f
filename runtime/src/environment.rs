//! The process's surroundings: variables, the home directory, small files.
//!
//! The only module that reads any of them. Knows no names of variables or files; a test brings surroundings of its own,
//! since a process's variables cannot be set safely.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Files for people are far smaller; whatever is larger was not meant.
const MAX_FILE: u64 = 1024 * 1024;

/// Variables, home directory and files.
pub(crate) struct Environment {
    var: Box<dyn Fn(&str) -> Option<OsString> + Send + Sync>,
    home: Option<PathBuf>,
    /// Where relative paths start; empty for the process's own directory.
    directory: PathBuf,
}

impl Environment {
    /// The surroundings of this process.
    pub(crate) fn of_process() -> Self {
        Self {
            var: Box::new(|name| std::env::var_os(name)),
            home: std::env::home_dir().filter(|home| !home.as_os_str().is_empty()),
            directory: PathBuf::new(),
        }
    }

    /// Surroundings for a test: these variables, with a directory as home and as the process's own.
    #[cfg(test)]
    pub(crate) fn of_test(variables: &[(&str, &str)], directory: &Path) -> Self {
        let variables: std::collections::BTreeMap<String, OsString> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), value.into())).collect();
        Self {
            var: Box::new(move |name| variables.get(name).cloned()),
            home: Some(directory.to_owned()),
            directory: directory.to_owned(),
        }
    }

    /// A variable's value. An empty one counts as not set. Bytes that are no text become `U+FFFD`, which no secret and
    /// no URL may contain, so that it is refused where it is used.
    pub(crate) fn var(&self, name: &str) -> Option<String> {
        let value = (self.var)(name).filter(|value| !value.is_empty())?;
        Some(value.into_string().unwrap_or_else(|value| value.to_string_lossy().into_owned()))
    }

    /// The first of several names that is set, with its value.
    pub(crate) fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| Some((*name, self.var(name)?)))
    }

    /// A path below the home directory, if there is one.
    #[cfg(feature = "profiles")]
    pub(crate) fn in_home(&self, path: &str) -> Option<PathBuf> {
        Some(self.home.as_deref()?.join(path))
    }

    /// The text of a file; `None` when there is no such file.
    #[cfg(feature = "profiles")]
    pub(crate) fn read(&self, path: &Path) -> Result<Option<Zeroizing<String>>, Unreadable> {
        let file = match File::open(self.directory.join(path)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables() {
        let directory = tempfile::tempdir().unwrap();
        let environment = Environment::of_test(&[("A", "a"), ("EMPTY", ""), ("B", "b")], directory.path());
        for (name, value) in [("A", Some("a")), ("EMPTY", None), ("MISSING", None)] {
            assert_eq!(environment.var(name).as_deref(), value, "{name}");
        }
        assert_eq!(environment.first(&["MISSING", "EMPTY", "B", "A"]), Some(("B", "b".to_owned())));
        assert_eq!(environment.first(&["MISSING"]), None);
    }

    #[test]
    fn the_process_has_variables() {
        let environment = Environment::of_process();
        assert!(environment.var("PATH").is_some());
        assert!(environment.var("THERE_IS_NO_SUCH_VARIABLE").is_none());
    }

    #[cfg(feature = "profiles")]
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
