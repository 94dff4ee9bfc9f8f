//! Reads times as headers have them: `Sun, 06 Nov 1994 08:49:37 GMT`.

use std::time::SystemTime;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// The time of such a text.
pub(crate) fn read(text: &str) -> Option<SystemTime> {
    Some(OffsetDateTime::parse(text, &Rfc2822).ok()?.into())
}
