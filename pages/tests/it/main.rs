//! Tests of the package, as one program.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod draft;
mod layout;
