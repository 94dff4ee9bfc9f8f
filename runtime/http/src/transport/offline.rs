//! Is a transport that leads nowhere.

use super::{Exchange, Transport, TransportError, TransportErrorKind};
use bytes::Bytes;

/// Sends nothing and fails every call: for tests that look at what would be sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Transport for Offline {
    fn send(&self, _: http::Request<Bytes>) -> Exchange<'_> {
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, "the transport is offline")) })
    }

    fn is_simulated(&self) -> bool {
        true
    }
}
