//! Holds what is sent as it is: bytes, files and streams, and multipart bodies of them. Knows how a multipart body is framed. Must
//! not know requests.

mod body;
mod multipart;
mod part;
mod reading;

pub use body::Body;
pub(crate) use multipart::Framed;
pub use multipart::Multipart;
pub use part::Part;
pub(crate) use reading::Reading;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::io;
use std::pin::Pin;

/// Among the extensions of a request whose body is a file, a stream, or has one in it. The request's own body is empty then.
#[derive(Clone, Debug)]
pub struct Upload(pub(crate) Body);

impl Upload {
    /// What is sent.
    pub fn body(&self) -> &Body {
        &self.0
    }

    /// Reads it chunk by chunk, from its beginning. A stream can be read once.
    pub fn read(&self) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + use<> {
        Reading::of(&self.0)
    }

    /// Reads all of it into memory.
    pub(crate) async fn collect(&self) -> io::Result<Bytes> {
        let mut reading = Reading::of(&self.0);
        let mut all = BytesMut::new();
        while let Some(chunk) = std::future::poll_fn(|context| Pin::new(&mut reading).poll_next(context)).await {
            all.extend_from_slice(&chunk?);
        }
        Ok(all.freeze())
    }
}
