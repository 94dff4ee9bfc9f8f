//! Writes a file that appears when it is complete. Knows files, and that writing one blocks. Must not know what is in it.

use crate::outcome::error::Error;
use bytes::Bytes;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tokio::runtime::Handle;

/// What is written at once: pieces come as small as the server sends them.
const BUFFER: usize = 256 * 1024;

/// A file under another name. It is removed unless it is finished.
pub(super) struct Unfinished {
    file: Option<File>,
    own: PathBuf,
    path: PathBuf,
    buffer: Vec<u8>,
    written: u64,
}

impl Unfinished {
    /// A new file, in the folder where it will be.
    pub fn beside(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().ok_or_else(|| failed(path, "it names no file"))?;
        let mut own = OsString::from(".");
        own.push(name);
        own.push(format!(".{:016x}.part", fastrand::u64(..)));
        let own = path.with_file_name(own);
        // Nobody's file is written over by accident.
        let file = OpenOptions::new().write(true).create_new(true).open(&own).map_err(|error| failed(path, error))?;
        Ok(Self { file: Some(file), own, path: path.to_owned(), buffer: Vec::new(), written: 0 })
    }

    /// Adds to it.
    pub async fn write(mut self, chunk: Bytes) -> Result<Self, Error> {
        self.buffer.extend_from_slice(&chunk);
        if self.buffer.len() < BUFFER { Ok(self) } else { self.elsewhere(Self::flush).await }
    }

    /// Gives it its name, and says how many bytes it has.
    pub async fn finish(self) -> Result<u64, Error> {
        let done = self.elsewhere(|file| {
            file.flush()?;
            // Windows renames no open file.
            file.file = None;
            std::fs::rename(&file.own, &file.path)
        });
        Ok(done.await?.written)
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.write_all(&self.buffer)?;
        }
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// Does what blocks on a thread that may be blocked, if there is one.
    async fn elsewhere(self, work: impl FnOnce(&mut Self) -> io::Result<()> + Send + 'static) -> Result<Self, Error> {
        let mut this = self;
        let path = this.path.clone();
        let work = move || work(&mut this).map(|()| this);
        let done = match Handle::try_current() {
            Ok(runtime) => runtime.spawn_blocking(work).await.map_err(io::Error::other).flatten(),
            Err(_) => work(),
        };
        done.map_err(|error| failed(&path, error))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After it got its name there is none to remove.
        self.file = None;
        let _ = std::fs::remove_file(&self.own);
    }
}

fn failed(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::value("the file cannot be written", format!("{}: {error}", path.display()))
}
