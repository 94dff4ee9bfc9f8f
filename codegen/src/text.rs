//! Makes text safe to print. Knows Unicode's traps. Must not know where text goes.

/// A text with its lines joined, and one space wherever there is white space.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that change the direction of the text around them, so that what is read is not what is there.
pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
