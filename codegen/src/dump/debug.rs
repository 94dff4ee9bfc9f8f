//! The text of `{:?}` as a tree. Knows how `derive(Debug)` writes; must not know what is pruned or printed.

use super::shown::Shown;
use std::iter::Peekable;
use std::str::Chars;

/// Reads what `{:?}` writes. Whatever it does not know is a word.
pub fn read(text: &str) -> Shown {
    Reader { rest: text.chars().peekable() }.value()
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
}

impl Reader<'_> {
    fn value(&mut self) -> Shown {
        let word = self.word();
        if self.rest.peek() == Some(&' ') {
            self.rest.next();
        }
        match self.rest.peek() {
            Some('{') => Shown::Fields(
                word,
                self.members('}', |reader| {
                    let key = reader.word();
                    reader.skip(&[':', ' ']);
                    (key, reader.value())
                }),
            ),
            Some('[') => Shown::Items(word, self.members(']', Self::value)),
            Some('(') => Shown::Items(word, self.members(')', Self::value)),
            Some(_) | None => Shown::Word(word),
        }
    }

    /// What is between a bracket and the one that closes it.
    fn members<T>(&mut self, close: char, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        self.rest.next();
        let mut members = Vec::new();
        loop {
            self.skip(&[',', ' ']);
            match self.rest.peek() {
                None => return members,
                Some(next) if *next == close => {
                    self.rest.next();
                    return members;
                }
                Some(_) => members.push(one(self)),
            }
        }
    }

    fn skip(&mut self, skipped: &[char]) {
        while self.rest.next_if(|next| skipped.contains(next)).is_some() {}
    }

    /// A string with its quotes, or all up to a sign that ends a word.
    fn word(&mut self) -> String {
        let mut word = String::new();
        if let Some(quote) = self.rest.next_if(|next| matches!(next, '"' | '\'')) {
            word.push(quote);
            while let Some(next) = self.rest.next() {
                word.push(next);
                match next {
                    '\\' => word.extend(self.rest.next()),
                    _ if next == quote => break,
                    _ => {}
                }
            }
            return word;
        }
        while let Some(next) = self.rest.next_if(|next| !" ,:(){}[]".contains(*next)) {
            word.push(next);
        }
        word
    }
}
