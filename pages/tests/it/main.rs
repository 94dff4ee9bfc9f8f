//! Pages in, and what they say, or how they differ from the spec, out. One binary, a module for each suite. Must not know the
//! package's inside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audit;
mod draft;
mod facts;
mod layout;
mod mangled;
mod read;
mod round_trip;
mod support;
