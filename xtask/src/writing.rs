//! Writes files, whole or not at all, whatever happens meanwhile. Must not know what is in them.

pub mod file_replace;
pub mod folder_swap;
pub mod manifest;
pub mod named_file;
mod os_exchange;
pub mod plan;
pub mod public_list;
pub mod recovery;
pub mod stage;
