//! Stand-in until the signer is merged.
use crate::AccessKey;
use crate::error::Error;
use std::time::SystemTime;
pub(crate) fn sign(_: &mut http::Request<bytes::Bytes>, _: &AccessKey, _: SystemTime) -> Result<String, Error> {
    Err(Error::credentials("no signer"))
}
pub(crate) fn server_time(_: &str) -> Option<SystemTime> {
    None
}
pub(crate) fn difference(_: &str, _: &str) -> Option<String> {
    None
}
