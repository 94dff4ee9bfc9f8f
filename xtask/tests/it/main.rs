//! Runs the built command in folders of its own, as people do. Knows what is on the disk before and after. Must not
//! know the command's inside.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agreeing;
mod announcing;
mod auditing;
mod bundling;
mod checking;
mod constructs;
mod dependencies;
mod diffing;
mod documents;
mod dumping;
mod explaining;
mod floors;
mod foreign;
mod fresh;
mod interop;
mod kills;
mod linting;
mod mocking;
mod printing;
mod refusing;
mod releasing;
mod renaming;
mod reporting;
mod scaffolding;
mod summaries;
mod support;
mod transcribing;
mod watching;
mod writing;
