//! Holds a body that comes piece by piece. Knows how long a piece may take. Must not know what the pieces mean, or how a call
//! is made.

use crate::lock::lock;
use crate::outcome::error::Error;
use crate::outcome::transport_error::{TransportError, TransportErrorKind};
use crate::timer::Alarm;
use crate::{Call, Response};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

/// The pieces of a body, as they come: what a [`Transport`](crate::transport::Transport) that streams gives.
///
/// To drop it is to hear no more, so the connection is closed.
pub struct Chunks {
    source: Source,
    /// How long the next piece may take.
    idle: Alarm,
}

enum Source {
    /// One piece, which is all, or nothing any more.
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Chunks {
    /// The pieces of a stream.
    pub fn new(stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self { source: Source::Stream(Box::pin(stream)), idle: Alarm::default() }
    }

    /// The next piece.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// How long the next piece may take; endless if it is not said.
    pub(crate) fn set_idle_timeout(&mut self, limit: Duration) {
        self.idle = Alarm::after(limit);
    }

    /// Waits for its pieces as long as this one does.
    pub(crate) fn wait_like(&mut self, other: &Self) {
        self.idle = other.idle.anew();
    }
}

impl From<Bytes> for Chunks {
    fn from(whole: Bytes) -> Self {
        Self { source: Source::Whole(Some(whole)), idle: Alarm::default() }
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let next = match &mut this.source {
            Source::Whole(whole) => Poll::Ready(whole.take().filter(|whole| !whole.is_empty()).map(Ok)),
            Source::Stream(stream) => stream.as_mut().poll_next(context),
        };
        match next {
            Poll::Ready(item) => {
                this.idle.reset();
                // What broke goes on no more, whatever the transport would say.
                if !matches!(item, Some(Ok(_))) {
                    this.source = Source::Whole(None);
                }
                Poll::Ready(item)
            }
            Poll::Pending => match this.idle.poll(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(limit) => {
                    this.source = Source::Whole(None);
                    let text = format!("nothing came for {limit:?}");
                    Poll::Ready(Some(Err(TransportError::new(TransportErrorKind::Timeout, text))))
                }
            },
        }
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").finish_non_exhaustive()
    }
}

/// A call that can be made again, where what it answers ended too early.
pub(crate) trait Again: Send + Sync {
    /// How long to wait before that, beside what the server asks for; `None` if it is not to be. It may have been so often in
    /// vain, and the answer may have broken off.
    fn pause(&self, in_vain: u32, broken: Option<&Error>) -> Option<Duration>;

    /// Makes it, and says which event was the last that came.
    fn send(self: Arc<Self>, last_id: Option<String>) -> Answering;
}

/// The future of [`Again::send`].
pub(crate) type Answering = Pin<Box<dyn Future<Output = Result<Response, Error>> + Send>>;

/// What a body answers.
#[derive(Clone)]
pub(crate) struct Asked {
    pub call: Call,
    pub again: Option<Arc<dyn Again>>,
}

/// A body that is still to be read, by whoever asks first.
#[derive(Clone)]
pub(crate) struct Unread(Arc<(Mutex<Option<Chunks>>, Asked)>);

impl Unread {
    pub fn new(chunks: Chunks, asked: Asked) -> Self {
        Self(Arc::new((Mutex::new(Some(chunks)), asked)))
    }

    pub fn take(&self) -> Option<Chunks> {
        lock(&self.0.0).take()
    }

    pub fn asked(&self) -> Asked {
        self.0.1.clone()
    }
}

/// Pieces that become one. Most bodies come in one piece, which is kept as it is.
#[derive(Default)]
pub(crate) struct Gathered {
    first: Bytes,
    all: BytesMut,
}

impl Gathered {
    pub fn len(&self) -> usize {
        if self.all.is_empty() { self.first.len() } else { self.all.len() }
    }

    /// Adds a piece; of one that makes it longer than the limit, what there is room for.
    pub fn push(&mut self, chunk: Bytes, limit: usize) -> Result<(), TransportError> {
        let room = limit.saturating_sub(self.len());
        let fits = chunk.len() <= room;
        let chunk = if fits { chunk } else { chunk.slice(..room) };
        if self.len() == 0 {
            self.first = chunk;
        } else {
            if self.all.is_empty() {
                self.all.extend_from_slice(&self.first);
            }
            self.all.extend_from_slice(&chunk);
        }
        if fits { Ok(()) } else { Err(TransportError::too_large(limit)) }
    }

    pub fn into_bytes(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}
