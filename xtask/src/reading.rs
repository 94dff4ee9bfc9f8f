//! Reads what a run is about: where it reads and writes, and the files of the spec. Must not know what is in them.

#[cfg(feature = "pages")]
pub mod pages;
pub mod paths;
pub mod spec_files;
