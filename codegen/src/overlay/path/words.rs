//! Takes an expression apart into words: marks, names, integers and texts in quotes. Must not know where which may stand.

use super::Mistake;

/// Brackets within one another: deeper queries select nothing that a document has, and a stack has an end.
const MAX_DEPTH: usize = 50;

/// What is left of an expression.
pub struct Parser<'a> {
    text: &'a str,
    pub at: usize,
    depth: usize,
}

pub type Parsed<T> = Result<T, Mistake>;

impl<'a> Parser<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn wrong<T>(&self, expected: &'static str) -> Parsed<T> {
        Err(Mistake { at: self.at, expected })
    }

    pub fn eat(&mut self, what: &str) -> bool {
        let is_there = self.rest().starts_with(what);
        if is_there {
            self.at += what.len();
        }
        is_there
    }

    pub fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    pub fn while_is(&mut self, is: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !is(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// One level deeper, where that is not too deep.
    pub fn nested<T>(&mut self, read: impl Fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return self.wrong("query that is less deep");
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    pub fn integer(&mut self) -> Parsed<Option<i64>> {
        let start = self.at;
        self.eat("-");
        let digits = self.while_is(|c| c.is_ascii_digit());
        if digits.is_empty() && self.at == start {
            return Ok(None);
        }
        match self.text.get(start..self.at).and_then(|text| text.parse().ok()) {
            Some(integer) => Ok(Some(integer)),
            None => self.wrong("an integer"),
        }
    }

    /// A text in quotes, if one begins here.
    pub fn quoted(&mut self) -> Parsed<Option<String>> {
        let Some(quote) = self.rest().chars().next().filter(|c| matches!(c, '\'' | '"')) else { return Ok(None) };
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.rest().chars().next() else { return self.wrong("a quote at the end of the text") };
            self.at += c.len_utf8();
            match c {
                _ if c == quote => return Ok(Some(text)),
                '\\' => text.push(self.escaped(quote)?),
                _ => text.push(c),
            }
        }
    }

    fn escaped(&mut self, quote: char) -> Parsed<char> {
        let Some(c) = self.rest().chars().next() else { return self.wrong("a character behind `\\`") };
        let found = match c {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' | '\\' => c,
            'u' => return self.unicode(),
            _ if c == quote => c,
            _ => return self.wrong("one of `\\b`, `\\f`, `\\n`, `\\r`, `\\t`, `\\/`, `\\\\`, `\\uXXXX`"),
        };
        self.at += c.len_utf8();
        Ok(found)
    }

    /// `uXXXX`, or two of them for a character beyond 16 bits.
    fn unicode(&mut self) -> Parsed<char> {
        let mut units = Vec::new();
        while units.len() < 2 && (self.eat("u") || (!units.is_empty() && self.eat("\\u"))) {
            let Some(unit) = self.rest().get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok()) else {
                return self.wrong("four hexadecimal digits");
            };
            self.at += 4;
            units.push(unit);
            if !(0xd800..0xdc00).contains(&unit) {
                break;
            }
        }
        match char::decode_utf16(units).next() {
            Some(Ok(c)) => Ok(c),
            Some(Err(_)) | None => self.wrong("a whole character"),
        }
    }
}
