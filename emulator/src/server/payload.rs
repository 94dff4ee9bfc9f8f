//! Sends the body of an answer, whole or cut. Knows bytes only.

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body that announces all of its bytes, and may end before the last of them.
#[derive(Debug)]
pub(crate) struct Payload {
    announced: u64,
    left: Option<Bytes>,
    cut: Option<Pause>,
}

/// Before the connection is closed, what was written so far has to go out: the server writes it while this body waits.
#[derive(Debug, PartialEq, Eq)]
enum Pause {
    Ahead,
    Over,
}

/// The connection is to be closed.
#[derive(Debug)]
pub(crate) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut, as was asked for")
    }
}

impl std::error::Error for Cut {}

impl Payload {
    pub fn whole(bytes: Bytes) -> Self {
        let announced = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self { announced, left: (!bytes.is_empty()).then_some(bytes), cut: None }
    }

    /// The first half of it.
    pub fn cut(bytes: Bytes) -> Self {
        let half = bytes.slice(..bytes.len() / 2);
        Self { left: Some(half), cut: Some(Pause::Ahead), ..Self::whole(bytes) }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(bytes) = self.left.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.cut {
            Some(Pause::Ahead) => {
                self.cut = Some(Pause::Over);
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Pause::Over) => Poll::Ready(Some(Err(Cut))),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_none() && self.cut.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
