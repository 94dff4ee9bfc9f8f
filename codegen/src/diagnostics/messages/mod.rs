//! Constructs each message, by topic: its code, its text, its hints. Look here for all that can be reported.
//! `explanations` tells more about each code. Must not know who detects the mistakes.

mod deprecation;
mod files;
mod keywords;
mod names;
mod notes;
mod operations;
mod overlays;
mod paging;
mod references;
mod schemas;
mod services;
mod syntax;
mod waiters;

pub use deprecation::*;
pub use files::*;
pub use keywords::*;
pub use names::*;
pub use notes::*;
pub use operations::*;
pub use overlays::*;
pub use paging::*;
pub use references::*;
pub use schemas::*;
pub use services::*;
pub use syntax::*;
pub use waiters::*;
