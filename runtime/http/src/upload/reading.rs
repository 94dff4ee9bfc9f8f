//! Reads a body while it is sent: chunk by chunk, files on a thread that may wait. Must not know who sends it.

use super::Body;
use super::body::{Chunks, File, Source};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::fs;
use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// How much of a file is in memory at once.
const CHUNK: usize = 64 * 1024;

/// A body that is being read.
pub(crate) enum Reading {
    Done,
    Bytes(Bytes),
    File(Arc<File>),
    Opened {
        file: Arc<File>,
        left: u64,
        chunk: JoinHandle<io::Result<(fs::File, Bytes)>>,
    },
    Stream(Chunks),
    Chain {
        bodies: Arc<[Body]>,
        next: usize,
        current: Box<Reading>,
    },
    /// A stream that nobody has read yet.
    Untouched(Body),
}

impl Reading {
    pub fn of(body: &Body) -> Self {
        match &body.source {
            Source::Bytes(bytes) => Self::Bytes(bytes.clone()),
            Source::File(file) => Self::File(Arc::clone(file)),
            Source::Once(_) => Self::Untouched(body.clone()),
            Source::Chain(bodies) => Self::Chain { bodies: Arc::clone(bodies), next: 0, current: Box::new(Self::Done) },
        }
    }
}

impl Stream for Reading {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let this = &mut *self;
            match this {
                Self::Done => return Poll::Ready(None),
                Self::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    *this = Self::Done;
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Self::File(file) => {
                    let file = Arc::clone(file);
                    let of_file = Arc::clone(&file);
                    match spawn(move || first_chunk(&of_file)) {
                        Ok(chunk) => *this = Self::Opened { left: file.len, file, chunk },
                        Err(error) => return this.fail(error),
                    }
                }
                Self::Opened { file, left, chunk } => {
                    let read = match Pin::new(chunk).poll(context) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(joined) => joined.map_err(io::Error::other).and_then(|read| read),
                    };
                    let (handle, bytes) = match read {
                        Ok(read) => read,
                        Err(error) => return this.fail(error),
                    };
                    let Some(rest) = u64::try_from(bytes.len()).ok().and_then(|len| left.checked_sub(len)) else {
                        return this.fail(changed());
                    };
                    if bytes.is_empty() && rest > 0 {
                        return this.fail(changed());
                    }
                    if rest == 0 {
                        *this = Self::Done;
                    } else {
                        match spawn(move || next_chunk(handle)) {
                            Ok(chunk) => *this = Self::Opened { file: Arc::clone(file), left: rest, chunk },
                            Err(error) => return this.fail(error),
                        }
                    }
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Self::Untouched(body) => {
                    let stream = if let Source::Once(once) = &body.source { once.take() } else { None };
                    match stream {
                        Some(stream) => *this = Self::Stream(stream),
                        None => return this.fail(io::Error::other("the stream was read already")),
                    }
                }
                Self::Stream(stream) => return stream.as_mut().poll_next(context),
                Self::Chain { bodies, next, current } => match Pin::new(&mut **current).poll_next(context) {
                    Poll::Ready(None) => match bodies.get(*next) {
                        Some(body) => (**current, *next) = (Self::of(body), *next + 1),
                        None => *this = Self::Done,
                    },
                    other => return other,
                },
            }
        }
    }
}

impl Reading {
    fn fail(&mut self, error: io::Error) -> Poll<Option<io::Result<Bytes>>> {
        *self = Self::Done;
        Poll::Ready(Some(Err(error)))
    }
}

fn spawn<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    Ok(Handle::try_current().map_err(io::Error::other)?.spawn_blocking(read))
}

fn changed() -> io::Error {
    io::Error::other("the file has changed since the request was made")
}

fn first_chunk(file: &File) -> io::Result<(fs::File, Bytes)> {
    let handle = fs::File::open(&file.path)?;
    let metadata = handle.metadata()?;
    if metadata.len() != file.len || metadata.modified().ok() != file.modified {
        return Err(changed());
    }
    next_chunk(handle)
}

fn next_chunk(mut handle: fs::File) -> io::Result<(fs::File, Bytes)> {
    let mut chunk = BytesMut::zeroed(CHUNK);
    let count = handle.read(&mut chunk)?;
    chunk.truncate(count);
    Ok((handle, chunk.freeze()))
}

/// A stream whose errors are those of reading.
pub(super) struct Failing<S>(pub Pin<Box<S>>);

impl<S, E> Stream for Failing<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.0.as_mut().poll_next(context).map(|next| next.map(|chunk| chunk.map_err(io::Error::other)))
    }
}
