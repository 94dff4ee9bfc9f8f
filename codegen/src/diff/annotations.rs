//! Compares what documents say about items of every kind beside their data: Rust name, description, deprecation. Must
//! not know which kind an item is.

use super::catalogue::{Rule, rules};
use super::words;
use crate::api::Deprecation;
use crate::source::Spanned;

/// What a document says about one item.
#[derive(Clone, Copy)]
pub struct Annotations<'a> {
    /// What the document calls it.
    pub name: &'a str,
    pub was: &'a Option<Spanned<String>>,
    pub rust_name: &'a Option<String>,
    pub description: &'a Option<String>,
    pub deprecated: &'a Option<Deprecation>,
}

/// Compares the annotations of two versions of an item. `report` takes the rule, the keyword and the words.
pub fn compare(
    before: Annotations<'_>,
    after: Annotations<'_>,
    report: &mut impl FnMut(&'static Rule, &'static str, String),
) {
    if before.rust_name != after.rust_name {
        let what = words::value("`x-rust-name`", before.rust_name.as_ref(), after.rust_name.as_ref());
        report(&rules::RUST_NAME_CHANGED, "x-rust-name", what);
    }
    // With a new name, a former one goes without saying.
    if (before.name, before.rust_name) == (after.name, after.rust_name) {
        former_name(before.was, after.was, report);
    }
    description(before.description, after.description, report);
    match (before.deprecated, after.deprecated) {
        (None, None) => {}
        (None, Some(new)) => report(&rules::DEPRECATED, "deprecated", words::deprecated(new)),
        (Some(_), None) => report(&rules::DEPRECATION_WITHDRAWN, "deprecated", "may be used again".to_owned()),
        (Some(old), Some(new)) => deprecations(old, new, report),
    }
}

/// Compares the former names of something whose name stayed.
pub fn former_name(
    before: &Option<Spanned<String>>,
    after: &Option<Spanned<String>>,
    report: &mut impl FnMut(&'static Rule, &'static str, String),
) {
    let text = |was: &'_ Option<Spanned<String>>| was.as_ref().map(|was| was.value.clone());
    let (old, new) = (text(before), text(after));
    if old != new {
        report(&rules::FORMER_NAME_CHANGED, "x-was", words::value("former name", old.as_ref(), new.as_ref()));
    }
}

/// Compares what is said of something that should not be used in either version.
fn deprecations(
    before: &Deprecation,
    after: &Deprecation,
    report: &mut impl FnMut(&'static Rule, &'static str, String),
) {
    let Deprecation { since, sunset, replaced_by } = before;
    let text = |said: &Option<Spanned<String>>| said.as_ref().map(|said| said.value.clone());
    let sunsets = (text(sunset), text(&after.sunset));
    if sunsets.0 != sunsets.1 {
        let what = words::change("last day", sunsets.0.clone(), sunsets.1.clone());
        // As they are written, days are in order.
        let rule = match &sunsets {
            (None, _) => &rules::SUNSET_ADDED,
            (_, None) => &rules::SUNSET_WITHDRAWN,
            (Some(old), Some(new)) if new < old => &rules::SUNSET_BROUGHT_FORWARD,
            (Some(_), Some(_)) => &rules::SUNSET_POSTPONED,
        };
        report(rule, "x-sunset", what);
    }
    let (old, new) = (text(replaced_by), text(&after.replaced_by));
    if old != new {
        let what = words::value("replacement", old.as_ref(), new.as_ref());
        report(&rules::REPLACEMENT_CHANGED, "x-replaced-by", what);
    }
    let (old, new) = (text(since), text(&after.since));
    if old != new {
        let what = words::value("version since which it should not be used", old.as_ref(), new.as_ref());
        report(&rules::DEPRECATED_SINCE_CHANGED, "x-deprecated-since", what);
    }
}

/// The same for an item that has a description alone.
pub fn description(
    before: &Option<String>,
    after: &Option<String>,
    report: &mut impl FnMut(&'static Rule, &'static str, String),
) {
    if before != after {
        report(&rules::DESCRIPTION_CHANGED, "description", words::text("description", before, after));
    }
}
