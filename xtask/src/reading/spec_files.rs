//! Reads the files that the generator asks for, and only files of the spec's folder: neither a path nor a link leads
//! out of it, and nothing that would block or fill the memory is opened. Must not know what is in the files.

use apig_codegen::ReadError;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// A file larger than this is no document that a person wrote.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The folder that documents are read from.
pub struct Root {
    /// Without links, so that a prefix tells what lies inside.
    folder: PathBuf,
}

impl Root {
    pub fn open(folder: &Path) -> Result<Self, String> {
        let folder = fs::canonicalize(folder)
            .map_err(|error| format!("cannot read the folder `{}`: {error}", folder.display()))?;
        Ok(Self { folder })
    }

    /// Reads the file at `path`, which is relative to the folder and separated by `/`.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let (real, metadata) = match self.plain(path).map_err(not_read)? {
            Some(metadata) => (self.folder.join(path), metadata),
            None => self.behind_links(path)?,
        };
        // A pipe must not be opened before this: that would wait for somebody to write into it.
        if !metadata.is_file() {
            let kind = if metadata.is_dir() { "a folder" } else { "not a regular file" };
            return refused(format!("`{path}` is {kind}"));
        }
        // With room for one more byte, a file that is as long as it was is read at once.
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MAX_BYTES)).unwrap_or_default() + 1);
        File::open(&real).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(not_read)?;
        if bytes.len() as u64 > MAX_BYTES {
            return too_large(path);
        }
        Ok(bytes)
    }

    /// What is at a path that goes straight down, through no link. Where most files are, two questions to the system are
    /// enough; from its root down to the folder, nothing has to be asked again.
    fn plain(&self, path: &str) -> io::Result<Option<Metadata>> {
        let mut here = self.folder.clone();
        let mut last = None;
        for part in Path::new(path).components() {
            let Component::Normal(name) = part else { return Ok(None) };
            here.push(name);
            last = Some(fs::symlink_metadata(&here)?).filter(|metadata| !metadata.is_symlink());
            if last.is_none() {
                break;
            }
        }
        Ok(last)
    }

    fn behind_links(&self, path: &str) -> Result<(PathBuf, Metadata), ReadError> {
        let real = fs::canonicalize(self.folder.join(path)).map_err(not_read)?;
        if !real.starts_with(&self.folder) {
            return Err(ReadError::Refused(format!("`{path}` leads out of the folder of the spec")));
        }
        let metadata = fs::metadata(&real).map_err(not_read)?;
        Ok((real, metadata))
    }
}

/// The refusal of a file that is larger than [`MAX_BYTES`].
pub fn too_large(path: &str) -> Result<Vec<u8>, ReadError> {
    refused(format!("`{path}` is larger than {} MiB", MAX_BYTES / 1024 / 1024))
}

fn refused(reason: String) -> Result<Vec<u8>, ReadError> {
    Err(ReadError::Refused(reason))
}

fn not_read(error: io::Error) -> ReadError {
    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
        return ReadError::NotFound;
    }
    ReadError::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(folder: &Path, path: &str) -> String {
        match Root::open(folder).unwrap().read(path) {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(ReadError::NotFound) => "not found".to_owned(),
            Err(ReadError::Refused(reason) | ReadError::Failed(reason)) => reason,
        }
    }

    #[test]
    fn only_regular_files_of_the_folder_are_read() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("spec");
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(folder.join("sub/a.yaml"), "inside").unwrap();
        fs::write(temp.path().join("b.yaml"), "outside").unwrap();

        assert_eq!(outcome(&folder, "sub/a.yaml"), "inside");
        assert_eq!(outcome(&folder, "sub"), "`sub` is a folder");
        assert_eq!(outcome(&folder, "c.yaml"), "not found");
        assert_eq!(outcome(&folder, "sub/a.yaml/c.yaml"), "not found");
        assert_eq!(outcome(&folder, "../b.yaml"), "`../b.yaml` leads out of the folder of the spec");
        let absolute = temp.path().join("b.yaml").display().to_string();
        assert!(outcome(&folder, &absolute).ends_with("leads out of the folder of the spec"));
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        let file = File::create(temp.path().join("big.yaml")).unwrap();
        file.set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(outcome(temp.path(), "big.yaml"), "`big.yaml` is larger than 64 MiB");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside_and_pipes_do_not_block() {
        use std::os::unix::fs::symlink;
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("spec");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.yaml"), "inside").unwrap();
        fs::write(temp.path().join("b.yaml"), "outside").unwrap();
        symlink("a.yaml", folder.join("near.yaml")).unwrap();
        symlink("../b.yaml", folder.join("far.yaml")).unwrap();
        symlink("loop.yaml", folder.join("loop.yaml")).unwrap();
        symlink(".", folder.join("here")).unwrap();
        symlink("..", folder.join("up")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe.yaml")).status().unwrap().success());

        assert_eq!(outcome(&folder, "near.yaml"), "inside");
        assert_eq!(outcome(&folder, "far.yaml"), "`far.yaml` leads out of the folder of the spec");
        assert_eq!(outcome(&folder, "here/here/a.yaml"), "inside");
        assert_eq!(outcome(&folder, "here/far.yaml"), "`here/far.yaml` leads out of the folder of the spec");
        assert_eq!(outcome(&folder, "up/b.yaml"), "`up/b.yaml` leads out of the folder of the spec");
        assert_eq!(outcome(&folder, "up/spec/a.yaml"), "inside");
        assert_eq!(outcome(&folder, "pipe.yaml"), "`pipe.yaml` is not a regular file");
        assert!(outcome(&folder, "loop.yaml").contains("ymbolic link"));
    }
}
