//! Gives JSON values that come one after the other: a line each (`application/x-ndjson`, JSON Lines), or behind a mark
//! (`application/json-seq`, RFC 7464). Knows where one ends. Must not know what is in it.

use crate::Response;
#[cfg(feature = "blocking")]
use crate::blocking::Blocking;
use crate::outcome::error::Error;
use crate::stream::pieces::{Cut, Pieces};
use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;
use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// Values as the server sends them, one after the other. Also a [`Stream`].
///
/// A value that cannot be decoded is an error whose [`body`](Error::body) is its text, and the next one may be asked for all
/// the same. To drop it closes the connection.
#[must_use = "values are read when they are asked for"]
pub struct Records<T> {
    pieces: Pieces<Splitter>,
    decode: fn(&Response) -> Result<T, Error>,
}

impl<T> Records<T> {
    /// The next value; `None` after the last.
    ///
    /// # Errors
    ///
    /// The value cannot be decoded or is too large, and others may follow; or the connection broke, or nothing came for the
    /// time of an attempt, and none will.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// How many bytes a value may have; a megabyte if it is not said.
    pub fn max_record_size(mut self, limit: usize) -> Self {
        self.pieces.cut.limit = limit;
        self
    }

    /// How long the next piece may take: see [`Download::idle_timeout`](crate::Download::idle_timeout).
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.pieces.download = self.pieces.download.idle_timeout(limit);
        self
    }

    /// The same as an iterator that waits on its thread. An error is the last thing that it gives.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(into_blocking -> std::iter::Empty<Result<T, Error>>);

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let record = ready!(self.pieces.poll(context));
        Poll::Ready(record.map(|record| self.pieces.download.decode(record?.into(), self.decode)))
    }
}

impl<T> Unpin for Records<T> {}

impl<T> Stream for Records<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Records<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("status", &self.pieces.download.status()).finish_non_exhaustive()
    }
}

impl Response {
    /// The body as JSON values, one after the other.
    ///
    /// # Errors
    ///
    /// It was taken before.
    pub fn records<T: DeserializeOwned>(&self) -> Result<Records<T>, Error> {
        let download = self.download()?;
        let is_marked = download.content_type().is_some_and(|name| name.to_ascii_lowercase().contains("json-seq"));
        let splitter =
            Splitter { mark: if is_marked { MARK } else { b'\n' }, limit: super::ITEM, ..Splitter::default() };
        Ok(Records { pieces: Pieces::of(download, splitter), decode: Self::json })
    }
}

/// Stands before each value of a JSON text sequence: such a value may have several lines.
const MARK: u8 = 0x1e;

/// Cuts bytes at a mark.
#[derive(Default)]
struct Splitter {
    mark: u8,
    record: Vec<u8>,
    limit: usize,
    is_too_large: bool,
}

impl Cut for Splitter {
    type Piece = Vec<u8>;

    fn push(&mut self, bytes: &mut Bytes) -> Option<Result<Vec<u8>, usize>> {
        loop {
            let end = bytes.iter().position(|byte| *byte == self.mark);
            let part = bytes.split_to(end.unwrap_or(bytes.len()));
            self.is_too_large |= part.len() > self.limit.saturating_sub(self.record.len());
            if !self.is_too_large {
                self.record.extend_from_slice(&part);
            }
            end?;
            bytes.advance(1);
            if let Some(record) = self.finish() {
                return Some(record);
            }
        }
    }

    /// The record so far, unless there is nothing in it: the last one need not be ended.
    fn finish(&mut self) -> Option<Result<Vec<u8>, usize>> {
        let record = mem::take(&mut self.record);
        if mem::take(&mut self.is_too_large) {
            return Some(Err(self.limit));
        }
        let is_empty = record.iter().all(u8::is_ascii_whitespace);
        (!is_empty).then_some(Ok(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_cut_at_their_marks() {
        for (mark, limit, stream, records) in [
            (b'\n', 100, "", &[][..]),
            (b'\n', 100, "1\n2\r\n\n \n3", &["1", "2\r", "3"]),
            (b'\n', 100, "{\"a\":\"\\n\"}\n", &["{\"a\":\"\\n\"}"]),
            (b'\n', 7, "12345678\n9\n12345678", &["!", "9", "!"]),
            (MARK, 100, "\u{1e}{\n}\n\u{1e}2\n", &["{\n}\n", "2\n"]),
        ] {
            for size in 1..=stream.len().max(1) {
                let mut splitter = Splitter { mark, limit, ..Splitter::default() };
                let mut found = Vec::new();
                for piece in stream.as_bytes().chunks(size) {
                    let mut piece = Bytes::copy_from_slice(piece);
                    while let Some(record) = splitter.push(&mut piece) {
                        found.push(record);
                    }
                }
                found.extend(splitter.finish());
                let shown = |record: Result<Vec<u8>, usize>| {
                    record.map_or("!".to_owned(), |text| String::from_utf8(text).unwrap())
                };
                assert_eq!(found.into_iter().map(shown).collect::<Vec<_>>(), records, "{size}: {stream:?}");
            }
        }
    }
}
