//! Compares two versions of the documents. Must not know YAML, git, or how changes are printed.

mod change;

pub use change::{Change, Direction, ItemChange, Location, Rust, Subject, Wire};
