//! Tells whether text has the form that its type names: a time and a day of RFC 3339, Base64. Must not know schemas.

use crate::api::Text;

/// Whether text has the form that its type names.
pub fn has_form(form: Text, text: &str) -> bool {
    match form {
        Text::DateTime => is_time(text),
        Text::Date => is_day(text),
        Text::Base64 => is_base64(text),
        Text::Plain | Text::Binary | Text::Secret => true,
    }
}

fn is_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once(['T', 't']) else { return false };
    let Some(at) = time.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, zone) = time.split_at(at);
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    let is_fraction = fraction.is_none_or(|digits| !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit()));
    let is_zone = match zone.get(1..) {
        Some("") => zone.eq_ignore_ascii_case("z"),
        Some(offset) => matches!(numbers(offset, ':').as_deref(), Some([0..24, 0..60])),
        None => false,
    };
    is_day(day) && matches!(numbers(clock, ':').as_deref(), Some([0..24, 0..60, 0..61])) && is_fraction && is_zone
}

fn is_day(text: &str) -> bool {
    let Some((year, rest)) = text.split_at_checked(4) else { return false };
    let (Ok(year), true) = (year.parse::<u32>(), year.bytes().all(|c| c.is_ascii_digit())) else { return false };
    let Some(&[month, day]) = rest.strip_prefix('-').and_then(|rest| numbers(rest, '-')).as_deref() else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Numbers of two digits with this between them.
fn numbers(text: &str, between: char) -> Option<Vec<u32>> {
    let number = |part: &str| {
        let is_number = part.len() == 2 && part.bytes().all(|c| c.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    };
    text.split(between).map(number).collect()
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (form, good, bad) in [
            (
                Text::DateTime,
                &["2020-09-19T07:27:47Z", "2020-09-19t07:27:47.5z", "2016-12-31T23:59:60.123456789-04:30"][..],
                &[
                    "",
                    "soon",
                    "2020-09-19",
                    "2020-09-19 07:27:47Z",
                    "2020-02-30T00:00:00Z",
                    "2020-09-19T07:27:47",
                    "2020-09-19T24:00:00Z",
                    "2020-09-19T07:27:47.Z",
                    "2020-09-19T07:27:47+0800",
                    "2020-09-19T7:27:47Z",
                    "2020-09-19T07:27:47Zz",
                    "2020-09-19T07:27:47\u{e9}",
                ][..],
            ),
            (
                Text::Date,
                &["2020-02-29", "2000-02-29", "0001-01-01", "2020-12-31"][..],
                &[
                    "",
                    "2021-02-29",
                    "1900-02-29",
                    "2020-13-01",
                    "2020-04-31",
                    "2020-1-1",
                    "20200101",
                    "+020-01-01",
                    "2020-01-00",
                    "\u{e9}\u{e9}-01-01",
                ][..],
            ),
            (Text::Base64, &["", "AA==", "c3RyaW5n", "+/+/"][..], &["A", "AAA", "A-_=", "AA==="][..]),
            (Text::Plain, &["", "x"][..], &[][..]),
        ] {
            for text in good {
                assert!(has_form(form, text), "{form:?} {text}");
            }
            for text in bad {
                assert!(!has_form(form, text), "{form:?} {text}");
            }
        }
    }
}
