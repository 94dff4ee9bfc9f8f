//! Prints how a run went, for people and for programs. Must not know how the results came about.

pub mod ending;
pub mod machine_readable;
pub mod report;
pub mod summary;
