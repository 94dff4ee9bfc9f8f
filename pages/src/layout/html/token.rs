//! Cuts HTML into tags and text. Knows how both are written. Must not know what a tag means. Written by hand: of the tokenizers that
//! there are, html5gum calls itself for each attribute, up to the end of the stack, and html5ever compares each with all before it.

use super::entity;
use std::borrow::Cow;

/// A tag or text.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'t> {
    Start(Tag<'t>),
    /// The end of an element of this name.
    End(String),
    Text(Cow<'t, str>),
}

/// The begin of an element.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tag<'t> {
    /// Its name, in small letters.
    pub name: String,
    /// Whether nothing can be in it.
    pub is_closed: bool,
    attributes: Vec<(&'static str, Cow<'t, str>)>,
}

/// The attributes that are read.
const ATTRIBUTES: [&str; 8] = ["aria-label", "class", "colspan", "href", "id", "rel", "role", "rowspan"];

impl Tag<'_> {
    /// The value of an attribute that is read; empty if it has none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }
}

/// Elements without an end.
const VOID: [&str; 12] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Elements in which no tag but their own end is one. None of them is shown.
const RAW: [&str; 7] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title"];

/// The tokens of a page, each with its offset.
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// What we are in that only its own end ends.
    raw: Option<&'static str>,
}

impl<'t> Tokens<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, raw: None }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes behind the next of this, or to the end.
    fn skip(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.text.len(), |at| self.at + at + end.len());
    }

    /// Takes as many bytes, or all.
    fn take(&mut self, length: Option<usize>) -> &'t str {
        let rest = self.rest();
        let taken = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Takes what is before the first character like this, or all.
    fn take_until(&mut self, is_end: impl Fn(char) -> bool) -> &'t str {
        self.take(self.rest().find(is_end))
    }

    fn next_is(&mut self, mark: char) -> bool {
        let is_next = self.rest().starts_with(mark);
        self.at += if is_next { mark.len_utf8() } else { 0 };
        is_next
    }

    /// Text up to the next tag.
    fn text(&mut self) -> Token<'t> {
        let start = self.at;
        self.next_is('<');
        loop {
            self.take(self.rest().find('<'));
            if self.rest().is_empty() || is_markup(self.rest()) {
                return Token::Text(entity::decoded(self.text.get(start..self.at).unwrap_or_default()));
            }
            self.at += 1;
        }
    }

    /// A tag, if the page does not end in it.
    fn tag(&mut self) -> Option<Tag<'t>> {
        let name = self.take_until(|c| c.is_whitespace() || c == '/' || c == '>').to_ascii_lowercase();
        let is_closed = VOID.contains(&name.as_str());
        let mut tag = Tag { name, is_closed, attributes: Vec::new() };
        while !self.rest().is_empty() {
            self.take_until(|c| !c.is_whitespace());
            if self.next_is('>') {
                return Some(tag);
            }
            if self.next_is('/') {
                tag.is_closed |= self.rest().starts_with('>');
                continue;
            }
            let name = self.take_until(|c| c.is_whitespace() || matches!(c, '/' | '>' | '='));
            self.take_until(|c| !c.is_whitespace());
            let value = if self.next_is('=') { self.value() } else { "" };
            let known = ATTRIBUTES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
            let known = known.filter(|known| tag.attributes.iter().all(|(other, _)| other != known));
            tag.attributes.extend(known.map(|name| (name, entity::decoded(value))));
        }
        None
    }

    fn value(&mut self) -> &'t str {
        self.take_until(|c| !c.is_whitespace());
        for quote in ['"', '\''] {
            if self.next_is(quote) {
                let value = self.take(self.rest().find(quote));
                self.next_is(quote);
                return value;
            }
        }
        self.take_until(|c| c.is_whitespace() || c == '>')
    }
}

/// Whether a text that begins with `<` is a tag, a comment or the like.
fn is_markup(text: &str) -> bool {
    let behind = text.strip_prefix('<').map(|behind| behind.strip_prefix('/').unwrap_or(behind));
    behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?'))
}

impl<'t> Iterator for Tokens<'t> {
    type Item = (usize, Token<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.raw.take() {
            let is_end = |at: &usize| {
                let behind = self.text.get(at + 2..at + 2 + name.len());
                behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name))
            };
            let end = self.rest().match_indices("</").map(|(at, _)| self.at + at).find(is_end);
            self.at = end.unwrap_or(self.text.len());
        }
        while !self.rest().is_empty() {
            let start = self.at;
            let rest = self.rest();
            if !is_markup(rest) {
                return Some((start, self.text()));
            }
            let is_end = rest.starts_with("</");
            if rest.starts_with("<!--") {
                // It can be over at once: `<!-->`.
                self.at += "<!".len();
                self.skip("-->");
            } else if ["<!", "<?", "</!", "</?"].iter().any(|mark| rest.starts_with(mark)) {
                self.skip(">");
            } else {
                self.at += if is_end { 2 } else { 1 };
                let tag = self.tag()?;
                if is_end {
                    return Some((start, Token::End(tag.name)));
                }
                self.raw = RAW.into_iter().find(|name| *name == tag.name && !tag.is_closed);
                return Some((start, Token::Start(tag)));
            }
        }
        None
    }
}
