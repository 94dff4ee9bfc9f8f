//! Compares two versions of the documents. Must not know YAML, git, or how changes are printed.

mod change;
mod rust;
mod version;

pub use change::{Change, Direction, ItemChange, Location, Rust, Subject, Wire};
pub use rust::{judge, worst as worst_for_rust};
pub use version::next_version;
