//! Reads answers that come piece by piece: bytes of any number, events, JSON values one after the other. Knows when a
//! piece is whole. Must not know how a call is made.

pub(crate) mod download;
pub(crate) mod events;
mod pieces;
pub(crate) mod records;
mod save;

/// The bytes of one event or record that are held, unless it is said otherwise.
const ITEM: usize = 1 << 20;
