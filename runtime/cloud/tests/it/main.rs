//! Tests the runtime over a real socket, through an operation that looks like a generated one.

// Without the HTTP client there is no socket.
#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used, missing_docs)]

mod apps;
mod configuration;
mod content;
mod hooks;
mod logins;
mod projects;
mod sdk;
#[path = "../../../http/tests/it/server.rs"]
mod server;
mod signatures;

/// Runs a future as an application would.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
