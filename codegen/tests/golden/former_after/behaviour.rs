//! The caller compiles, and is told of the other names; nothing that it sends and gets is otherwise.

#![expect(deprecated, reason = "that it uses former names is told, and nothing else is")]

use super::of_former_after::former_after::*;

include!("../former_caller.rs");
