//! The SDK over a real socket, as its users call it.
//!
//! `server` is the runtime's own test server. Each service alone is checked by
//! `cargo test -p apig-sdk --no-default-features --features apig` (and `iam`, `roma`), and no service at all by
//! `cargo check -p apig-sdk --no-default-features --all-targets`.

#![cfg(any(feature = "apig", feature = "iam", feature = "roma"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[cfg(feature = "apig")]
mod constraints;
#[cfg(all(feature = "apig", feature = "iam", feature = "roma"))]
mod defects;
#[cfg(any(feature = "apig", feature = "roma"))]
mod documented_errors;
#[cfg(feature = "apig")]
mod errors;
#[cfg(feature = "apig")]
mod example;
#[cfg(feature = "apig")]
mod examples;
#[cfg(feature = "apig")]
mod extra;
#[cfg(any(feature = "apig", feature = "roma"))]
mod family;
#[cfg(all(feature = "apig", feature = "roma"))]
mod gateway;
#[cfg(feature = "apig")]
mod headers;
#[cfg(feature = "iam")]
mod iam;
#[cfg(feature = "iam")]
mod iam_errors;
#[cfg(all(feature = "apig", feature = "roma"))]
mod lifecycle;
#[cfg(feature = "apig")]
mod lists;
#[cfg(feature = "iam")]
mod logins;
#[cfg(feature = "apig")]
mod operations;
#[cfg(all(feature = "apig", feature = "iam", feature = "roma"))]
mod redaction;
#[cfg(feature = "apig")]
mod refused;
#[cfg(all(feature = "apig", feature = "iam", feature = "roma"))]
mod regions;
#[cfg(feature = "apig")]
mod resent;
#[cfg(feature = "roma")]
mod roma;
#[path = "../../../runtime/http/tests/it/server.rs"]
mod server;
mod support;
#[cfg(feature = "apig")]
mod tolerant;
#[cfg(feature = "apig")]
mod transport;
mod travels;
#[cfg(feature = "apig")]
mod values;
#[cfg(feature = "apig")]
mod waiters;
