//! Carries out calls. Knows the one way from an operation value, or a request by hand, to its response; its files are a
//! circle, since what a call needs, such as a login, may take a call. Must not know any service, or how bytes get over
//! the wire.

pub(crate) mod attempts;
pub(crate) mod client;
mod errand;
pub(crate) mod exchange;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod parameter;
pub(crate) mod raw;
mod repeated;
pub(crate) mod request;
pub(crate) mod telemetry;
