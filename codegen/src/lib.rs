//! Turns an OpenAPI document into the text of a Rust SDK, or into diagnostics. Performs no IO.

pub mod api;
mod diagnostics;
mod openapi;
mod resolve;
mod source;
mod text;
mod yaml;
#[allow(missing_docs)]
mod stub;
pub use stub::*;
pub use diagnostics::{Diagnostic, Report, Severity, Style};

/// t
pub fn check(read: &Read<'_>, path: &str) -> (Option<api::Service>, Report) {
    let mut files = resolve::Files::new(read, false);
    let s = resolve::resolve(&mut files, path);
    (s, Report::new(files.diagnostics.into_sorted(), files.sources))
}
