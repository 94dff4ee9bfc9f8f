//! Holds what a call comes to: a response or an error, which call it was, and what a provider means by it. Its files are a
//! circle, since an error keeps the response, and reading a response may fail. Must not know how a call is carried out.

pub(crate) mod call;
pub(crate) mod chunks;
pub(crate) mod dialect;
pub(crate) mod error;
pub(crate) mod redirect;
pub(crate) mod response;
pub(crate) mod transport_error;
