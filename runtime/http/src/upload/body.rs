//! Holds the body of a request that is sent as it is. Knows whether it can be sent again. Must not know what it holds.

use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// A body that is sent as it is: bytes, a file, or a stream.
///
/// Files and streams are read while they are sent, so that they are never in memory as a whole. Bytes and files can be sent
/// again where an attempt failed: a file must not have changed since. A stream is sent again only if nothing was read of it; a
/// call that would have to do so fails, and its error says why.
///
/// ```
/// use oaswright_runtime::Body;
///
/// let body = Body::from("a,b\n1,2\n");
/// assert_eq!(body.len(), Some(8));
/// assert!(body.can_be_sent_again());
/// ```
#[derive(Clone, PartialEq)]
pub struct Body {
    pub(super) source: Source,
    pub(super) content_type: Option<String>,
}

#[derive(Clone)]
pub(super) enum Source {
    Bytes(Bytes),
    File(Arc<File>),
    Once(Arc<Once>),
    /// One after the other.
    Chain(Arc<[Body]>),
}

impl Source {
    fn into_body(self) -> Body {
        Body { source: self, content_type: None }
    }
}

/// A file as it was when the body was made.
#[derive(PartialEq)]
pub(crate) struct File {
    pub path: PathBuf,
    pub len: u64,
    pub modified: Option<SystemTime>,
}

/// What can be read once.
pub(super) struct Once {
    stream: Mutex<Option<Chunks>>,
    len: Option<u64>,
}

/// Bytes as they come.
pub(super) type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

impl Body {
    /// A file, which is read while it is sent.
    ///
    /// # Errors
    ///
    /// It is not there, or not to be read.
    pub fn path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"));
        }
        let file = File { path: path.to_owned(), len: metadata.len(), modified: metadata.modified().ok() };
        Ok(Source::File(Arc::new(file)).into_body())
    }

    /// A stream, which is read once. Its length is unknown, so it is sent in chunks.
    pub fn stream<E>(stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::once(None, stream)
    }

    /// A stream of so many bytes, which is read once.
    pub fn stream_of<E>(len: u64, stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::once(Some(len), stream)
    }

    fn once<E>(len: Option<u64>, stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let stream: Chunks = Box::pin(super::reading::Failing(Box::pin(stream)));
        Source::Once(Arc::new(Once { stream: Mutex::new(Some(stream)), len })).into_body()
    }

    /// One after the other.
    pub(super) fn chain(bodies: Vec<Body>) -> Self {
        Source::Chain(bodies.into()).into_body()
    }

    /// Says of which media type it is; otherwise it is what the operation documents, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    pub(crate) fn own_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// How many bytes it has, if that is known before it is read.
    #[allow(clippy::len_without_is_empty, reason = "a body of unknown length may be empty or not")]
    pub fn len(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Source::File(file) => Some(file.len),
            Source::Once(once) => once.len,
            Source::Chain(bodies) => bodies.iter().map(Body::len).sum(),
        }
    }

    /// Whether all of it can be sent from its beginning, be it for the first time or once more.
    pub fn can_be_sent_again(&self) -> bool {
        match &self.source {
            Source::Bytes(_) | Source::File(_) => true,
            Source::Once(once) => once.slot().is_some(),
            Source::Chain(bodies) => bodies.iter().all(Body::can_be_sent_again),
        }
    }

    /// The bytes, if it is in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            Source::File(_) | Source::Once(_) | Source::Chain(_) => None,
        }
    }
}

impl Once {
    fn slot(&self) -> std::sync::MutexGuard<'_, Option<Chunks>> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn take(&self) -> Option<Chunks> {
        self.slot().take()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Source::Bytes(bytes.into()).into_body()
    }
}

/// Bytes are equal by what they are, files by their names and times, and a stream is equal to itself.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Source::Bytes(one), Source::Bytes(other)) => one == other,
            (Source::File(one), Source::File(other)) => one == other,
            (Source::Once(one), Source::Once(other)) => Arc::ptr_eq(one, other),
            (Source::Chain(one), Source::Chain(other)) => one == other,
            (Source::Bytes(_) | Source::File(_) | Source::Once(_) | Source::Chain(_), _) => false,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It may hold secrets.
        match self.len() {
            Some(len) => write!(f, "Body({len} bytes)"),
            None => f.write_str("Body(a stream)"),
        }
    }
}
