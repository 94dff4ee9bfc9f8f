//! Carries out calls. Knows the one way from an operation value, or a request by hand, to its response; its files are a
//! circle, since what a call needs, such as its project, may take a call. Must not know any service, or how bytes get
//! over the wire.

pub(crate) mod attempts;
pub(crate) mod authentication;
pub(crate) mod client;
pub(crate) mod credential_client;
pub(crate) mod exchange;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod project;
pub(crate) mod raw;
pub(crate) mod request;
pub(crate) mod telemetry;
