//! Makes a text that a regular expression matches, as far as it can: of alternatives one, of a class a member. Whether it
//! does match is for others to find out. Must not know lengths.

use std::iter::Peekable;
use std::str::Chars;

/// Nobody reads a longer one.
const MAX_LENGTH: usize = 10_000;
const MAX_DEPTH: usize = 50;

/// A text, with each repetition that may be longer made so many times longer, and another of the alternatives each time; `None`
/// for what is not understood.
pub fn example(pattern: &str, more: usize) -> Option<String> {
    let mut reader = Reader { chars: pattern.chars().peekable(), more, depth: 0 };
    let text = reader.alternatives()?;
    reader.chars.next().is_none().then_some(text)
}

struct Reader<'p> {
    chars: Peekable<Chars<'p>>,
    more: usize,
    depth: usize,
}

impl Reader<'_> {
    /// One of what `|` stands between: the first, unless longer texts are asked for.
    fn alternatives(&mut self) -> Option<String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut all = vec![self.sequence()?];
        while self.chars.next_if_eq(&'|').is_some() {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        let which = self.more % all.len();
        Some(all.swap_remove(which))
    }

    fn sequence(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(c) = self.chars.next_if(|c| !matches!(c, '|' | ')')) {
            let item = match c {
                '^' | '$' => String::new(),
                '(' => self.group()?,
                '[' => self.class()?.to_string(),
                '.' => "a".to_owned(),
                '\\' => self.escaped()?.map(String::from).unwrap_or_default(),
                c => c.to_string(),
            };
            let count = self.count()?;
            if item.len().saturating_mul(count) > MAX_LENGTH || text.len() > MAX_LENGTH {
                return None;
            }
            text.push_str(&item.repeat(count));
        }
        Some(text)
    }

    fn group(&mut self) -> Option<String> {
        let mut is_seen = true;
        if self.chars.next_if_eq(&'?').is_some() {
            match self.chars.next()? {
                // What is looked at, ahead or behind, is not there.
                '=' | '!' => is_seen = false,
                'P' => drop(self.chars.by_ref().find(|c| *c == '>')?),
                '<' if self.chars.next_if(|c| matches!(c, '=' | '!')).is_some() => is_seen = false,
                '<' => drop(self.chars.by_ref().find(|c| *c == '>')?),
                ':' => {}
                // Flags, for what follows or for what is inside.
                ')' => return Some(String::new()),
                _ => {
                    if self.chars.by_ref().find(|c| matches!(c, ':' | ')'))? == ')' {
                        return Some(String::new());
                    }
                }
            }
        }
        let inner = self.alternatives()?;
        self.chars.next_if_eq(&')')?;
        Some(if is_seen { inner } else { String::new() })
    }

    /// How often an item is there.
    fn count(&mut self) -> Option<usize> {
        let (least, most) = match self.chars.peek() {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            Some('{') => return self.counted(),
            Some(_) | None => return Some(1),
        };
        self.chars.next();
        Some(self.chosen(least, most))
    }

    /// `{2}`, `{2,}`, `{2,4}`, or a brace that is no count.
    fn counted(&mut self) -> Option<usize> {
        let inside: String = self.chars.clone().skip(1).take_while(|c| *c != '}').collect();
        let (least, most) = inside.split_once(',').map_or((inside.as_str(), None), |(least, most)| (least, Some(most)));
        let Ok(least) = least.parse::<usize>() else { return Some(1) };
        let most = match most {
            None => least,
            Some("") => usize::MAX,
            Some(most) => most.parse().ok()?,
        };
        self.chars.nth(inside.chars().count() + 1);
        Some(self.chosen(least, most))
    }

    fn chosen(&mut self, least: usize, most: usize) -> usize {
        self.chars.next_if(|c| matches!(c, '?' | '+'));
        least.saturating_add(self.more).min(most).max(least)
    }

    /// The character that an escape stands for; nothing for a place between characters.
    fn escaped(&mut self) -> Option<Option<char>> {
        Some(Some(match self.chars.next()? {
            'b' | 'B' | 'A' | 'z' | 'Z' | 'G' => return Some(None),
            'd' => '0',
            'w' | 'D' | 'S' => 'a',
            's' => ' ',
            'W' => '-',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\u{c}',
            'v' => '\u{b}',
            '0' => '\0',
            'p' | 'P' => self.property()?,
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            // What an earlier group matched.
            '1'..='9' | 'k' => return None,
            c => c,
        }))
    }

    fn property(&mut self) -> Option<char> {
        let name = match self.chars.next()? {
            '{' => self.chars.by_ref().take_while(|c| *c != '}').collect(),
            c => c.to_string(),
        };
        Some(match name.chars().next()? {
            'N' => '0',
            'L' if name == "Lu" => 'A',
            'P' => '-',
            'Z' => ' ',
            _ => 'a',
        })
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let text: String = match self.chars.next_if_eq(&'{') {
            Some(_) => self.chars.by_ref().take_while(|c| *c != '}').collect(),
            None => self.chars.by_ref().take(digits).collect(),
        };
        char::from_u32(u32::from_str_radix(&text, 16).ok()?)
    }

    /// A member of a class: a letter or a digit, if it has one.
    fn class(&mut self) -> Option<char> {
        let is_negated = self.chars.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut is_first = true;
        loop {
            let c = self.chars.next()?;
            match c {
                ']' if !is_first => break,
                '\\' => match self.chars.peek()? {
                    'd' => ranges.push(('0', '9')),
                    'w' => ranges.extend([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]),
                    's' => ranges.extend([(' ', ' '), ('\t', '\r')]),
                    'D' | 'S' | 'W' => {
                        ranges.push(if self.chars.peek() == Some(&'W') { ('!', '/') } else { ('a', 'z') })
                    }
                    _ => {
                        let start = self.escaped()?.unwrap_or('\u{8}');
                        ranges.push((start, self.end(start)?));
                        is_first = false;
                        continue;
                    }
                },
                start => {
                    ranges.push((start, self.end(start)?));
                    is_first = false;
                    continue;
                }
            }
            self.chars.next();
            is_first = false;
        }
        let has = |c: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&c)) != is_negated;
        let preferred = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(" -_./".chars());
        preferred.into_iter().find(has).or_else(|| ranges.first().map(|(start, _)| *start).filter(|_| !is_negated))
    }

    /// The end of a range in a class; its start, if it is none.
    fn end(&mut self, start: char) -> Option<char> {
        let mut ahead = self.chars.clone();
        if ahead.next() != Some('-') || matches!(ahead.next(), Some(']') | None) {
            return Some(start);
        }
        self.chars.next();
        match self.chars.next()? {
            '\\' => self.escaped()?,
            c => Some(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match() {
        for pattern in [
            "^[A-Z]{3}$",
            "^a|b$",
            "^(foo|bar)-\\d+$",
            "^[^a-z]$",
            "^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$",
            "^\\+?[1-9]\\d{1,14}$",
            "^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$",
            "^x{2}y?z*$",
            "^[]a]$",
            "^[a\\]]$",
            "^[-+]$",
            "^\\p{L}\\p{Nd}$",
            "^\\x41\\u0042\\u{43}$",
            "^(?P<year>\\d{4})-(?<month>\\d\\d)$",
            "^.{3}$",
            "^$",
            "^\\s\\S\\W$",
            "^sk_(live|test)_[0-9a-zA-Z]{10,99}$",
        ] {
            // The engine has no Unicode classes, and reads only some escapes.
            let plain =
                pattern.replace("\\p{L}", "a").replace("\\p{Nd}", "0").replace("\\u0042", "B").replace("\\u{43}", "C");
            let Ok(engine) = regex_lite::Regex::new(&plain) else { panic!("{plain}") };
            for more in [0, 1, 3] {
                let text = example(pattern, more).unwrap();
                assert!(engine.is_match(&text), "{pattern}: {text:?}");
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        for pattern in ["(a)\\1", "(", "[a", ")", "a)b", &"(".repeat(1000), "(x{9999}){9999}", "\\"] {
            assert_eq!(example(pattern, 0), None, "{pattern}");
        }
        assert_eq!(example("a+b{2,}c{1,2}", 3).as_deref(), Some("aaaabbbbbcc"));
    }
}
