//! The generator from outside: documents in, and what is said of them, compared or generated out. One binary, a module for each
//! suite: `cargo test -p apig-codegen --test it diagnostics` runs one. The cases lie beside this folder (`tests/README.md`);
//! `support` reads them. Must not know the generator's inside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agreed;
mod broken;
mod bundle;
mod diagnostics;
mod diff;
mod editor;
mod edits;
mod explanations;
mod forms;
mod golden;
mod hostile;
mod lint;
mod names;
mod public_api;
mod relations;
mod rust_verdict;
mod sample;
mod slips;
mod support;
mod sweep;
mod templates;
