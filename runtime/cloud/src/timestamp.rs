//! Writes and reads points in time, in the shapes of headers, signatures and messages. Knows the time crate, as does
//! `value/date_time`. Must not know what happened then.

pub(crate) mod compact;

use std::ops::Range;
use std::time::SystemTime;

/// The text of a time in whole seconds, UTC; `None` before 1970 and after 9999.
pub(crate) fn text(time: SystemTime) -> Option<String> {
    let compact = compact::write(time)?;
    let (date, time) = compact.split_once('T')?;
    let part = |text: &str, range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let date = [part(date, 0..4), part(date, 4..6), part(date, 6..8)].join("-");
    let time = [part(time, 0..2), part(time, 2..4), part(time, 4..7)].join(":");
    Some(format!("{date}T{time}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_time_has_a_text() {
        let time = SystemTime::UNIX_EPOCH + Duration::new(1_600_500_467, 605_711_410);
        assert_eq!(text(time).as_deref(), Some("2020-09-19T07:27:47Z"));
    }
}
