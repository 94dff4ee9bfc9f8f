//! Has a module for each command, which knows its arguments, help and steps. Must not know how files are read or written, or
//! how results are printed.

#[cfg(feature = "pages")]
mod audit;
pub mod bundle;
mod cargo;
pub mod changelog;
pub mod diff;
pub mod explain;
pub mod r#gen;
mod handed_on;
pub mod interop;
mod job;
pub mod lint;
pub mod mock;
pub mod new;
pub mod pages;
#[cfg(feature = "pages")]
mod transcribe;
