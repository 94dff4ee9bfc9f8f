//! Reads integers that are written with a point or an exponent. Knows how JSON writes numbers. Must not know which of
//! them should be integers.

/// Digits of the greatest number that any type of integer holds.
const MOST: usize = 39;

/// The body with whole numbers such as `1.0` and `1e2` written as integers, unless there are none. What follows stays
/// at its place where it can.
pub(super) fn respelled(body: &[u8]) -> Option<Vec<u8>> {
    let (mut text, mut rest) = (Vec::with_capacity(body.len()), body);
    let mut is_other = false;
    while let Some(first) = rest.first() {
        let length = match first {
            b'"' => string(rest),
            b'-' | b'0'..=b'9' => rest.iter().take_while(|byte| is_of_number(**byte)).count(),
            _ => 1,
        };
        let (token, after) = rest.split_at_checked(length)?;
        let integer = if *first == b'"' { None } else { integer(token) };
        text.extend_from_slice(integer.as_deref().map_or(token, str::as_bytes));
        if let Some(integer) = integer {
            text.extend(std::iter::repeat_n(b' ', length.saturating_sub(integer.len())));
            is_other = true;
        }
        rest = after;
    }
    is_other.then_some(text)
}

/// The length of the string that begins here.
fn string(text: &[u8]) -> usize {
    // The first quote ends nothing.
    let mut is_escaped = true;
    let end = text.iter().position(|byte| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 1)
}

fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// The integer that a number with a point or an exponent is, digit by digit: a float would round it.
fn integer(token: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(token).ok()?;
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_digits(whole) && is_digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    if !is_number || !text.contains(['.', 'e', 'E']) {
        return None;
    }
    let digits = [whole, fraction].concat();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let shift = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let length = usize::try_from(i64::try_from(digits.len()).ok()?.checked_add(shift)?).ok()?;
    let (kept, cut) = digits.split_at_checked(length).unwrap_or((digits, ""));
    let is_whole = (1..=MOST).contains(&length) && cut.bytes().all(|digit| digit == b'0');
    is_whole.then(|| format!("{sign}{kept:0<length$}"))
}
