//! Records where the keywords of a map are written, so that a difference can be shown at its line. Knows keywords as
//! names only.

use super::Span;
use std::fmt;

/// The span of a map, and those of the keywords in it, each from its name to the end of its value.
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
    /// For a map, without keywords yet.
    pub fn new(whole: Span) -> Self {
        Self { whole: Some(whole), keywords: Vec::new() }
    }

    /// Records a keyword; the last span counts.
    pub fn set(&mut self, keyword: &'static str, span: Span) {
        match self.keywords.iter_mut().find(|(name, _)| *name == keyword) {
            Some((_, old)) => *old = span,
            None => self.keywords.push((keyword, span)),
        }
    }

    /// As [`set`](Self::set), but the first span counts.
    pub fn set_if_new(&mut self, keyword: &'static str, span: Option<Span>) {
        if let (None, Some(span)) = (self.of(keyword), span) {
            self.keywords.push((keyword, span));
        }
    }

    /// The span of a keyword, if it is there.
    pub fn of(&self, keyword: &str) -> Option<Span> {
        self.keywords.iter().find(|(name, _)| *name == keyword).map(|(_, span)| *span)
    }

    /// The span of a keyword, else of the map.
    pub fn at(&self, keyword: &str) -> Option<Span> {
        self.of(keyword).or(self.whole)
    }

    /// The span of the map.
    pub fn whole(&self) -> Option<Span> {
        self.whole
    }

    /// Adds the spans of `other`, which replace those that are here.
    pub fn overlay(&mut self, other: &Places) {
        self.whole = other.whole.or(self.whole);
        other.keywords.iter().for_each(|(keyword, span)| self.set(keyword, *span));
    }
}
