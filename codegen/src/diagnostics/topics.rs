//! Merges messages of which one is enough into one with the places of all, since one slip often shows at many places.
//! Must not know how messages are printed.

use super::Diagnostic;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// A message names so many further spans at most.
const MOST_PLACES: usize = 5;

/// What messages have in common of which one is enough.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A file has text that other readers take for something else.
    AmbiguousText(FileId),
    /// References lead to a target that does not exist.
    Nowhere(FileId, Vec<String>),
    /// A path parameter that several operations share is called otherwise than in their paths.
    NotInPath(Span),
}

impl Topic {
    /// The help that counts the places besides the first.
    fn further(&self, count: usize) -> String {
        match (self, count) {
            (Self::AmbiguousText(_), 1) => "the file has such text at 1 further place".to_owned(),
            (Self::AmbiguousText(_), _) => format!("the file has such text at {count} further places"),
            (Self::Nowhere(..), 1) => "1 further reference leads there".to_owned(),
            (Self::Nowhere(..), _) => format!("{count} further references lead there"),
            (Self::NotInPath(_), 1) => "1 further operation shares it".to_owned(),
            (Self::NotInPath(_), _) => format!("{count} further operations share it"),
        }
    }

    /// Changes what is no longer clear where there are several: `similar` is where something is called nearly so.
    fn of_several(&self, diagnostic: Diagnostic, similar: Option<Span>) -> Diagnostic {
        match (self, similar) {
            (Self::AmbiguousText(_), _) => diagnostic,
            (Self::Nowhere(..), None) => Diagnostic { patch: None, ..diagnostic },
            (Self::Nowhere(..), Some(name)) => {
                Diagnostic { patch: None, ..diagnostic }.and(name, "or is this name misspelled?")
            }
            (Self::NotInPath(name), _) => diagnostic.and(*name, "is this name misspelled?"),
        }
    }
}

/// Makes one message of those that have a topic in common.
pub fn gather(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<(Diagnostic, Vec<Span>)> = Vec::with_capacity(list.len());
    let mut first: BTreeMap<Topic, usize> = BTreeMap::new();
    for diagnostic in list {
        let Some((topic, _)) = diagnostic.topic.clone() else {
            kept.push((diagnostic, Vec::new()));
            continue;
        };
        let at = *first.entry(topic).or_insert(kept.len());
        match kept.get_mut(at) {
            Some((_, further)) => further.extend(diagnostic.labels.first().map(|label| label.span)),
            None => kept.push((diagnostic, Vec::new())),
        }
    }
    let gathered = |(diagnostic, further): (Diagnostic, Vec<Span>)| match diagnostic.topic.clone() {
        Some((topic, similar)) if !further.is_empty() => {
            let diagnostic =
                further.iter().take(MOST_PLACES).fold(diagnostic, |diagnostic, at| diagnostic.and(*at, ""));
            topic.of_several(diagnostic, similar).help(topic.further(further.len()))
        }
        Some(_) | None => diagnostic,
    };
    kept.into_iter().map(gathered).collect()
}
