//! Tests the emulator as its users have it: driven by the SDK, and by hand where the SDK would never send such a
//! request.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod anybody;
mod backends;
mod connections;
mod docs;
mod dump;
mod errors;
mod examples;
mod faults;
mod federation;
mod guard;
mod iam;
mod lifecycle;
mod lives;
mod many;
mod page;
mod properties;
mod raw;
mod recording;
mod signatures;
mod starting;
mod support;
mod tokens;
mod validation;
