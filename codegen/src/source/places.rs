//! Where the keywords of a map are written, so that a difference can be shown at its line. Knows keywords as words only.

use super::Span;
use std::fmt;

/// The place of a map, and those of the keywords in it, each from its name to the end of its value.
#[derive(Clone, Default, PartialEq)]
pub struct Places {
    whole: Option<Span>,
    keywords: Vec<(&'static str, Span)>,
}

/// On one line, so that a dump of a model can leave it out.
impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Places({:?})", self.whole)
    }
}

impl Places {
    /// The places of a map of which no keyword is known.
    pub fn new(whole: Span) -> Self {
        Self { whole: Some(whole), keywords: Vec::new() }
    }

    /// Takes note of a keyword; the last place counts.
    pub fn set(&mut self, keyword: &'static str, span: Span) {
        match self.keywords.iter_mut().find(|(known, _)| *known == keyword) {
            Some((_, known)) => *known = span,
            None => self.keywords.push((keyword, span)),
        }
    }

    /// As [`set`](Self::set), but the first place counts.
    pub fn set_if_new(&mut self, keyword: &'static str, span: Option<Span>) {
        if let (None, Some(span)) = (self.of(keyword), span) {
            self.keywords.push((keyword, span));
        }
    }

    /// The place of a keyword, if it is there.
    pub fn of(&self, keyword: &str) -> Option<Span> {
        self.keywords.iter().find(|(known, _)| *known == keyword).map(|(_, span)| *span)
    }

    /// The place of a keyword, else of the map.
    pub fn at(&self, keyword: &str) -> Option<Span> {
        self.of(keyword).or(self.whole)
    }

    /// The place of the map.
    pub fn whole(&self) -> Option<Span> {
        self.whole
    }

    /// What `other` has goes before what is here.
    pub fn overlay(&mut self, other: &Places) {
        self.whole = other.whole.or(self.whole);
        other.keywords.iter().for_each(|(keyword, span)| self.set(keyword, *span));
    }
}
