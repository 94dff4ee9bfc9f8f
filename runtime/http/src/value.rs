//! Holds values that JSON or Rust's types cannot say plainly. Must not know where they stand.

pub(crate) mod base64;
pub(crate) mod collections;
pub(crate) mod date;
pub(crate) mod date_time;
pub(crate) mod decimal;
pub(crate) mod nullable;
