//! Gives the bytes of an answer as they come. Knows the head of the answer. Must not know what the bytes mean, or how they
//! get over the wire.

use crate::Response;
#[cfg(feature = "blocking")]
use crate::blocking::Blocking;
use crate::outcome::chunks::{Again, Asked, Chunks, Gathered};
use crate::outcome::error::Error;
use crate::stream::save;
use crate::transport::{TransportError, TransportErrorKind};
use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::future::poll_fn;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// An answer whose head has come, and whose body is read as it comes. Also a [`Stream`] of its pieces.
///
/// What was asked for is nobody's to hold in memory: `chunk` gives a piece at a time, `save_to` writes a file. To drop it
/// before its end closes the connection.
///
/// ```no_run
/// # async fn example(mut download: oaswright_runtime::Download) -> Result<(), oaswright_runtime::Error> {
/// while let Some(chunk) = download.chunk().await? {
///     println!("{} bytes", chunk.len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "the body is read when it is asked for"]
pub struct Download {
    /// The answer without its body.
    head: Response,
    chunks: Chunks,
    asked: Option<Asked>,
}

impl Download {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The media type, as the server says.
    pub fn content_type(&self) -> Option<&str> {
        self.head.header(CONTENT_TYPE.as_str())
    }

    /// How many bytes there are in all, if the server says.
    pub fn content_length(&self) -> Option<u64> {
        self.head.header(CONTENT_LENGTH.as_str())?.parse().ok()
    }

    /// How long the next piece may take, instead of the time of an attempt
    /// ([`ConfigBuilder::attempt_timeout`](crate::ConfigBuilder::attempt_timeout)).
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.chunks.set_idle_timeout(limit);
        self
    }

    /// The next piece, of whatever size it comes; `None` after the last, and after an error.
    ///
    /// # Errors
    ///
    /// The connection broke, or nothing came for the time of an attempt.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// All that is left, if it has not more than `limit` bytes.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk); or there is more: [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge), at once
    /// where the server says how much there is.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, Error> {
        if self.content_length().is_some_and(|length| length > limit as u64) {
            return Err(self.too_large(limit));
        }
        let mut all = Gathered::default();
        while let Some(chunk) = self.chunk().await? {
            if all.push(chunk, limit).is_err() {
                return Err(self.too_large(limit));
            }
        }
        Ok(all.into_bytes())
    }

    /// Writes all that is left to a file, and says how many bytes it was. The file appears when it is complete, in place of
    /// the one that was there; until then it lies beside it under another name.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), or the file cannot be written; then nothing is left of it.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let mut file = save::Unfinished::beside(path.as_ref())?;
        while let Some(chunk) = self.chunk().await? {
            file = file.write(chunk).await?;
        }
        file.finish().await
    }

    /// The same as an iterator over its pieces that waits on its thread.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(into_blocking -> std::iter::Empty<Result<Bytes, Error>>);

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        Poll::Ready(match ready!(Pin::new(&mut self.chunks).poll_next(context)) {
            Some(Ok(chunk)) => Some(Ok(chunk)),
            Some(Err(error)) => Some(Err(self.failed(error))),
            None => None,
        })
    }

    pub(super) fn too_large(&self, limit: usize) -> Error {
        self.failed(TransportError::new(TransportErrorKind::TooLarge, format!("it has more than {limit} bytes")))
    }

    fn failed(&self, error: TransportError) -> Error {
        self.during(Error::from(error.after(self.head.clone())))
    }

    fn during(&self, error: Error) -> Error {
        match &self.asked {
            Some(asked) => error.during(asked.call.clone()),
            None => error,
        }
    }

    /// How the call is made again, if it may be.
    pub(super) fn again(&self) -> Option<Arc<dyn Again>> {
        self.asked.as_ref()?.again.clone()
    }

    /// Waits for its pieces as long as this one does.
    pub(super) fn waiting_like(mut self, other: &Self) -> Self {
        self.chunks.wait_like(&other.chunks);
        self
    }

    /// Decodes a part of the body.
    pub(super) fn decode<T>(&mut self, part: Bytes, decode: fn(&Response) -> Result<T, Error>) -> Result<T, Error> {
        self.head.set_body(part);
        let decoded = decode(&self.head).map_err(|error| self.during(error));
        self.head.set_body(Bytes::new());
        decoded
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

impl Response {
    /// The body, to be read as it comes.
    ///
    /// # Errors
    ///
    /// It was taken before.
    pub fn download(&self) -> Result<Download, Error> {
        let (head, chunks, asked) = self.unread()?;
        Ok(Download { head, chunks, asked })
    }
}
