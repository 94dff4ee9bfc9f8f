//! Finds what differs between the facts of a page and those of its operation. One slip is one difference: what is missing because
//! something around it is missing is not told again. Must not know how differences are worded.

use super::agreement::{of_cells, of_types, titles};
use super::pairs::pairs;
use crate::facts::{Column, Fact, Place};
use apig_codegen::Span;
use std::collections::BTreeSet;

/// A difference.
pub enum Difference<'f> {
    /// Both know the thing, and say something else of it; without a column it is the type.
    Cell { page: &'f Fact<usize>, spec: &'f Fact<Span>, column: Option<Column> },
    /// It is called otherwise.
    Renamed { page: &'f Fact<usize>, spec: &'f Fact<Span> },
    /// The spec lacks it.
    MissingInSpec(&'f Fact<usize>),
    /// The page lacks it.
    MissingOnPage(&'f Fact<Span>),
}

impl Difference<'_> {
    /// As `audit.yaml` names it, behind the operation.
    pub fn path(&self) -> String {
        let path = |place: &Place, name: &str| format!("{place} {name}");
        match self {
            Self::Cell { page, column, .. } => {
                let column = column.map_or("type", Column::name);
                format!("{} {column}", path(&page.place, &page.name))
            }
            Self::Renamed { page, .. } => path(&page.place, &page.name),
            Self::MissingInSpec(fact) => path(&fact.place, &fact.name),
            Self::MissingOnPage(fact) => path(&fact.place, &fact.name),
        }
    }
}

type Key<'f> = (&'f Place, &'f str);

/// What differs, in the order of the page, and what the page lacks behind it.
pub fn compare<'f>(page: &'f [Fact<usize>], spec: &'f [Fact<Span>], is_transcribed: bool) -> Vec<Difference<'f>> {
    let mut differences = Vec::new();
    // What differs as a whole, or is not described, so that nothing below it is told.
    let mut whole: BTreeSet<Key<'_>> = BTreeSet::new();
    let is_whole = is_whole(page, spec);
    for pair in pairs(page, spec) {
        match pair {
            (Some(page), Some(spec)) => {
                let has_other_name = page.name != spec.name && page.ty.is_some();
                if has_other_name {
                    whole.extend([key(page), key(spec)]);
                    differences.push(Difference::Renamed { page, spec });
                }
                differences.extend(cells(page, spec, is_transcribed).inspect(|difference| {
                    if let Difference::Cell { column: None, .. } = difference {
                        whole.insert(key(page));
                    }
                }));
                if page.ty.as_ref().is_some_and(|(ty, _)| is_unnamed(ty)) {
                    whole.insert(key(page));
                }
            }
            (Some(page), None) if !is_of_client(page) => {
                whole.insert(key(page));
                differences.push(Difference::MissingInSpec(page));
            }
            (None, Some(spec)) if is_whole && is_expected(spec, is_transcribed) => {
                whole.insert(key(spec));
                differences.push(Difference::MissingOnPage(spec));
            }
            _ => {}
        }
    }
    differences.retain(|difference| match difference {
        Difference::Cell { .. } => true,
        Difference::Renamed { page, .. } => !has_around(&whole, &page.place, &page.name),
        Difference::MissingInSpec(fact) => !has_around(&whole, &fact.place, &fact.name),
        Difference::MissingOnPage(fact) => !has_around(&whole, &fact.place, &fact.name),
    });
    differences
}

fn key<At>(fact: &Fact<At>) -> Key<'_> {
    (&fact.place, &fact.name)
}

/// What differs of one thing.
fn cells<'f>(
    page: &'f Fact<usize>,
    spec: &'f Fact<Span>,
    is_transcribed: bool,
) -> impl Iterator<Item = Difference<'f>> {
    let is_other = page.ty.as_ref().zip(spec.ty.as_ref()).is_some_and(|((said, _), (meant, _))| !of_types(said, meant));
    let columns = Column::ALL.into_iter().filter(move |column| !of_cells(page, spec, *column, is_transcribed));
    let columns = is_other.then_some(None).into_iter().chain(columns.map(Some));
    columns.map(move |column| Difference::Cell { page, spec, column })
}

fn is_unnamed(ty: &crate::page::Type) -> bool {
    use crate::page::Type;
    match ty {
        Type::Object => true,
        Type::Array(inner) | Type::Map(inner) => is_unnamed(inner),
        _ => false,
    }
}

/// Whether one of the set holds a thing: an object its fields, a status what is answered with it.
fn has_around(set: &BTreeSet<Key<'_>>, place: &Place, name: &str) -> bool {
    let of_status = place.status().is_some_and(|status| set.contains(&(&Place::Status, status)));
    let around = name.match_indices('.').any(|(at, _)| {
        let outer = name.get(..at).unwrap_or_default();
        set.contains(&(place, outer.trim_end_matches(['[', ']', '{', '}'])))
    });
    of_status || around
}

/// Headers that no document of OpenAPI has, since they follow from the rest of it: whoever calls sets them.
fn is_of_client(fact: &Fact<usize>) -> bool {
    let ignored = ["accept", "authorization", "content-type"];
    matches!(fact.place, Place::Header) && ignored.contains(&fact.name.to_ascii_lowercase().as_str())
        || matches!(fact.place, Place::ResponseHeader(_)) && fact.name.eq_ignore_ascii_case("content-type")
}

/// Whether a page has to say what the spec says: not all pages have a date, and a text of ours need not be on one.
fn is_expected(fact: &Fact<Span>, is_transcribed: bool) -> bool {
    match (&fact.place, fact.name.as_str()) {
        (Place::Operation, "updated" | "summary") => false,
        (Place::Operation, "function") => is_transcribed,
        _ => true,
    }
}

/// Whether the page describes all of the operation, and not one of several ways to call it.
fn is_whole(page: &[Fact<usize>], spec: &[Fact<Span>]) -> bool {
    fn title<At: Clone>(facts: &[Fact<At>]) -> Option<&str> {
        let title = facts.iter().find(|fact| fact.place == Place::Operation && fact.name == "title");
        title.and_then(|fact| fact.cell(Column::Value))
    }
    match (title(page), title(spec)) {
        (Some(page), Some(spec)) => {
            titles(spec).nth(1).is_none() || crate::facts::plain(page) == crate::facts::plain(spec)
        }
        _ => true,
    }
}
