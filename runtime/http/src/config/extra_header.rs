//! Reads headers of the caller's own. Knows which headers the SDK sets itself. Must not know requests.

use crate::secret::is_secret_name;
use crate::{Authenticate, Secret};
use http::header::{HeaderName, HeaderValue};

/// A header of the caller's own, unless it is one that has its own way into a request, or that credentials set.
pub(crate) fn extra_header(
    name: &str,
    value: &Secret,
    way: Option<&dyn Authenticate>,
) -> Result<(HeaderName, HeaderValue), &'static str> {
    const OWN: [&str; 6] =
        ["authorization", "connection", "content-length", "content-type", "host", "transfer-encoding"];
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is not a name that a header can have")?;
    if OWN.contains(&name.as_str()) || way.is_some_and(|way| way.sets_header(name.as_str())) {
        return Err("is set by the SDK itself");
    }
    let mut value = HeaderValue::from_str(value.expose()).map_err(|_| "has characters that a header cannot carry")?;
    value.set_sensitive(is_secret_name(name.as_str()));
    Ok((name, value))
}
