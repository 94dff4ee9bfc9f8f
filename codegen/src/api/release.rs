//! Reads versions as cargo has them. Must not know what they are of.

/// The numbers of a version that is a release.
pub fn release(text: &str) -> Option<[u64; 3]> {
    let numbers: Vec<u64> = text.split('.').map(number).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

fn number(text: &str) -> Option<u64> {
    let is_plain = text.chars().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_plain)
}
