//! Reads lists, which takes several calls. Knows pages and what is waited for. Must not know how one call is made.

pub(crate) mod paginate;
pub(crate) mod waiter;
