//! Carries bodies from and to reqwest piece by piece. Must not know what they are of.

use super::failed;
use crate::transport::{TransportError, Upload};
use crate::upload::Reading;
use bytes::Bytes;
use futures_core::Stream;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// A body that is read while it is sent.
// Whoever polls it has it alone, which is all that a lock is for here: reqwest wants bodies that threads can share.
pub struct Sending {
    reading: Mutex<Reading>,
    left: Option<u64>,
}

impl Sending {
    pub fn of(upload: &Upload) -> Self {
        Self { reading: Mutex::new(Reading::of(upload.body())), left: upload.body().len() }
    }
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<http_body::Frame<Bytes>>>> {
        let reading = self.reading.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = Pin::new(reading).poll_next(context);
        if let (Poll::Ready(Some(Ok(chunk))), Some(left)) = (&next, &mut self.left) {
            *left = left.saturating_sub(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        }
        next.map(|next| next.map(|chunk| chunk.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.left.map(http_body::SizeHint::with_exact).unwrap_or_default()
    }
}

/// The pieces of a body, one after the other.
pub struct Pieces(Option<Next>);

type Next = Pin<Box<dyn Future<Output = (reqwest::Response, Result<Option<Bytes>, reqwest::Error>)> + Send>>;

impl Pieces {
    pub fn of(mut response: reqwest::Response) -> Self {
        Self(Some(Box::pin(async {
            let chunk = response.chunk().await;
            (response, chunk)
        })))
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.0 else { return Poll::Ready(None) };
        let (response, chunk) = ready!(next.as_mut().poll(context));
        *self = if matches!(chunk, Ok(Some(_))) { Self::of(response) } else { Self(None) };
        Poll::Ready(chunk.map_err(failed).transpose())
    }
}
