//! Tests the runtime over a real socket, through an operation that looks like a generated one.

// Without the HTTP client there is no socket.
#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used, missing_docs)]

mod answers;
mod apps;
#[cfg(feature = "blocking")]
mod blocking;
mod content;
mod crowds;
mod faults;
mod hooks;
#[cfg(target_os = "linux")]
mod http2;
mod limits;
mod paging;
mod raw;
mod requests;
mod retries;
mod sdk;
mod secrets;
mod security;
mod server;
mod states;
#[cfg(feature = "tracing")]
mod traces;
mod uploads;
mod waiting;

/// Runs a future as an application would.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
