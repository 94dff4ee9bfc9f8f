//! Writes and reads times as signatures have them: `20240102T030405Z`, UTC, in whole seconds.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use time::{Date, Month, OffsetDateTime};

/// The text of a time; `None` before 1970 and after 9999.
pub(crate) fn write(time: SystemTime) -> Option<String> {
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let time = OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok()?;
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second) = time.to_hms();
    (year <= 9999).then(|| format!("{year:04}{:02}{day:02}T{hour:02}{minute:02}{second:02}Z", u8::from(month)))
}

/// The time of such a text, and of no other text.
pub(crate) fn read(text: &str) -> Option<SystemTime> {
    let number = |range: Range<usize>| -> Option<u16> {
        let digits = text.get(range)?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let small = |range: Range<usize>| u8::try_from(number(range)?).ok();
    if text.len() != 16 || text.get(8..9) != Some("T") || text.get(15..) != Some("Z") {
        return None;
    }
    let month = Month::try_from(small(4..6)?).ok()?;
    let date = Date::from_calendar_date(number(0..4)?.into(), month, small(6..8)?).ok()?;
    let time = date.with_hms(small(9..11)?, small(11..13)?, small(13..15)?).ok()?.assume_utc();
    UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(time.unix_timestamp()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_times() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_704_164_645, "20240102T030405Z"),
            (253_402_300_799, "99991231T235959Z"),
        ] {
            let time = UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(write(time).as_deref(), Some(text));
            assert_eq!(write(time + Duration::from_millis(999)).as_deref(), Some(text));
            assert_eq!(read(text), Some(time));
        }
    }

    #[test]
    fn times_out_of_reach() {
        assert_eq!(write(UNIX_EPOCH - Duration::from_secs(1)), None);
        assert_eq!(write(UNIX_EPOCH + Duration::from_secs(253_402_300_800)), None);
        assert_eq!(UNIX_EPOCH.checked_add(Duration::from_secs(i64::MAX as u64)).and_then(write), None);
    }

    #[test]
    fn other_texts() {
        for text in [
            "",
            "20240102T030405",
            "20240102T030405z",
            "20240102 030405Z",
            "20240102T030405ZZ",
            "20241302T030405Z",
            "20240230T030405Z",
            "20240102T240405Z",
            "20240102T030460Z",
            "2024-102T030405Z",
            "+0240102T030405Z",
            "19691231T235959Z",
            "2024010éT03040Z",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
