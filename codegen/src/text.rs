//! Characters that must not be printed as they came. Knows Unicode's traps; must not know where text goes.

/// Characters that change the direction of the text around them, so that what is read is not what is there.
pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
