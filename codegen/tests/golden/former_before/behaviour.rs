//! The caller, when there were no other names.

#![deny(deprecated)]

use super::of_former_before::former_before::*;

include!("../former_caller.rs");
