//! Cuts what comes into pieces. Knows when it has ended. Must not know what a piece is (`events`, `records`).

use crate::outcome::error::Error;
use crate::stream::download::Download;
use bytes::Bytes;
use std::task::{Context, Poll, ready};

/// Knows where a piece ends, and holds what has come of the next one.
pub(super) trait Cut {
    /// What is cut out.
    type Piece;

    /// Reads on until a piece is complete, or is too large: then the limit is told. `None` when all was read.
    fn push(&mut self, bytes: &mut Bytes) -> Option<Result<Self::Piece, usize>>;

    /// What is left when nothing more comes, if that is a piece.
    fn finish(&mut self) -> Option<Result<Self::Piece, usize>>;
}

/// A body in pieces.
pub(super) struct Pieces<C> {
    pub download: Download,
    pub cut: C,
    /// What has come and was not looked at.
    rest: Bytes,
    has_begun: bool,
    is_over: bool,
}

impl<C: Cut> Pieces<C> {
    pub fn of(download: Download, cut: C) -> Self {
        Self { download, cut, rest: Bytes::new(), has_begun: false, is_over: false }
    }

    /// Goes on with another body, before which nothing is left of this one.
    pub fn go_on_with(&mut self, download: Download) {
        self.download = download.waiting_like(&self.download);
        (self.rest, self.has_begun, self.is_over) = (Bytes::new(), false, false);
    }

    /// Whether anything has come of the body.
    pub fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Whether nothing more comes of the body.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// The next piece; `None` after the last. An error may be that of a piece, behind which others come.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<C::Piece, Error>>> {
        loop {
            if let Some(piece) = self.cut.push(&mut self.rest) {
                return Poll::Ready(Some(self.sized(piece)));
            }
            if self.is_over {
                return Poll::Ready(None);
            }
            match ready!(self.download.poll(context)) {
                Some(Ok(chunk)) => (self.rest, self.has_begun) = (chunk, true),
                Some(Err(error)) => {
                    self.is_over = true;
                    self.cut.finish();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.is_over = true;
                    let last = self.cut.finish();
                    return Poll::Ready(last.map(|piece| self.sized(piece)));
                }
            }
        }
    }

    fn sized(&self, piece: Result<C::Piece, usize>) -> Result<C::Piece, Error> {
        piece.map_err(|limit| self.download.too_large(limit))
    }
}
