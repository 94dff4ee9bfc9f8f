//! One constructor for each message, by topic: its code, its words, its hints. Look here to see all that can be said.
//! `explanations` says more about each code. Must not know who finds the mistakes.

mod files;
mod keywords;
mod names;
mod operations;
mod paging;
mod references;
mod schemas;
mod services;
mod syntax;

pub use files::*;
pub use keywords::*;
pub use names::*;
pub use operations::*;
pub use paging::*;
pub use references::*;
pub use schemas::*;
pub use services::*;
pub use syntax::*;
