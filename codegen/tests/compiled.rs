//! What was generated for each construct is Rust, and does what it should: the modules in `golden/<construct>/expected.rs`
//! are compiled here, against the runtime that such a crate gets, and their own examples run; what they do beyond that stands
//! in `golden/<construct>/behaviour.rs`.
//!
//! A binary of its own, so that `golden` can replace what does not compile. Must not know how code is generated.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "golden/modules.rs"]
mod cases;
#[path = "golden/support.rs"]
mod support;
