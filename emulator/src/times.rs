//! Tells the time, and writes times in the shapes of the documents. The only module that knows the time crate.

use std::time::{Duration, SystemTime};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// The zero time of the language that the service is written in: "never".
pub(crate) const UNSET: &str = "0001-01-01T00:00:00Z";

/// What time it is for the emulator.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    /// Seconds that it is ahead of this machine's; behind, if negative.
    pub ahead: i64,
}

impl Clock {
    pub fn now(self) -> SystemTime {
        let (now, by) = (SystemTime::now(), Duration::from_secs(self.ahead.unsigned_abs()));
        let moved = if self.ahead < 0 { now.checked_sub(by) } else { now.checked_add(by) };
        moved.unwrap_or(now)
    }
}

/// `2020-09-19T07:27:47Z`: what GET and PUT answer.
pub(crate) fn seconds(time: SystemTime) -> String {
    format!("{}Z", date_and_time(OffsetDateTime::from(time)))
}

/// `2020-09-19T07:43:11.948178051Z`: what binding answers. The fraction has no zeros at its end.
pub(crate) fn nanoseconds(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    format!("{}{}Z", date_and_time(time), fraction(time))
}

/// A time as it is told by answers that leave fractions of seconds out.
pub(crate) fn without_fraction(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) => {
            format!("{whole}{}", fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()))
        }
        None => text.to_owned(),
    }
}

/// `20200803093600`: what a version of an API is called, eight hours ahead.
pub(crate) fn version(time: SystemTime) -> String {
    at_beijing(time).chars().filter(char::is_ascii_digit).take(14).collect()
}

/// `2020-09-19T15:27:47.60571141+08:00`: what creating answers, eight hours ahead and nonetheless the same instant.
pub(crate) fn at_beijing(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    let time = UtcOffset::from_hms(8, 0, 0).ok().and_then(|offset| time.checked_to_offset(offset)).unwrap_or(time);
    let end = if time.offset().whole_hours() == 8 { "+08:00" } else { "Z" };
    format!("{}{}{end}", date_and_time(time), fraction(time))
}

/// `2015-11-09T01:42:57.527363Z`: what IAM answers.
pub(crate) fn microseconds(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    format!("{}.{:06}Z", date_and_time(time), time.microsecond())
}

/// `reset_time` as GET answers it: `2020-09-20 00:00:00` becomes `2020-09-20 00:00:00 +0000 +0000`. Any other text
/// stays, since no document says what may be sent.
pub(crate) fn reset_time(text: &str) -> String {
    if is_plain(text) { format!("{text} +0000 +0000") } else { text.to_owned() }
}

fn is_plain(text: &str) -> bool {
    let number = |range| text.get(range).filter(|text: &&str| text.bytes().all(|byte| byte.is_ascii_digit()));
    let small = |range| number(range).and_then(|digits| digits.parse::<u8>().ok());
    let read = || {
        let year = number(0..4)?.parse().ok()?;
        let date = Date::from_calendar_date(year, Month::try_from(small(5..7)?).ok()?, small(8..10)?).ok()?;
        let time = Time::from_hms(small(11..13)?, small(14..16)?, small(17..19)?).ok()?;
        Some(PrimitiveDateTime::new(date, time))
    };
    let marks = [(4, "-"), (7, "-"), (10, " "), (13, ":"), (16, ":")];
    text.len() == 19 && marks.iter().all(|&(at, mark)| text.get(at..at + 1) == Some(mark)) && read().is_some()
}

fn date_and_time(time: OffsetDateTime) -> String {
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second) = time.to_hms();
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}", u8::from(month))
}

fn fraction(time: OffsetDateTime) -> String {
    match time.nanosecond() {
        0 => String::new(),
        nanoseconds => format!(".{nanoseconds:09}").trim_end_matches('0').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_of_the_documents() {
        let at = |seconds, nanoseconds| SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds);
        assert_eq!(at_beijing(at(1_600_500_467, 605_711_410)), "2020-09-19T15:27:47.60571141+08:00");
        assert_eq!(seconds(at(1_600_500_467, 605_711_410)), "2020-09-19T07:27:47Z");
        assert_eq!(nanoseconds(at(1_600_501_391, 948_178_051)), "2020-09-19T07:43:11.948178051Z");
        assert_eq!(nanoseconds(at(1_600_501_391, 0)), "2020-09-19T07:43:11Z");
        assert_eq!(microseconds(at(1_447_033_377, 527_363_000)), "2015-11-09T01:42:57.527363Z");
    }

    #[test]
    fn reset_times() {
        assert_eq!(reset_time("2020-09-20 00:00:00"), "2020-09-20 00:00:00 +0000 +0000");
        for other in [
            "2020-09-20 00:00:00 +0000 +0000",
            "2020-13-20 00:00:00",
            "2020-09-20T00:00:00",
            "tomorrow",
            "2020-09-2é 00:00:0",
        ] {
            assert_eq!(reset_time(other), other);
        }
    }

    #[test]
    fn a_clock_may_be_wrong() {
        let hour = Duration::from_secs(3600);
        assert!(Clock { ahead: 3600 }.now() >= SystemTime::now() + hour - Duration::from_secs(5));
        assert!(Clock { ahead: -3600 }.now() <= SystemTime::now() - hour + Duration::from_secs(5));
        Clock { ahead: i64::MIN }.now();
    }
}
