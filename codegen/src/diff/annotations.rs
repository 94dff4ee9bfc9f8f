//! Compares what documents say about items of every kind beside their data: Rust name, description, deprecation. Must
//! not know which kind an item is.

use super::catalogue::{Rule, rules};
use super::words;

/// What a document says about one item.
#[derive(Clone, Copy)]
pub struct Annotations<'a> {
    pub rust_name: &'a Option<String>,
    pub description: &'a Option<String>,
    pub deprecated: &'a bool,
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
    description(before.description, after.description, report);
    if before.deprecated != after.deprecated {
        let (rule, what) = match after.deprecated {
            true => (&rules::DEPRECATED, "should no longer be used"),
            false => (&rules::DEPRECATION_WITHDRAWN, "may be used again"),
        };
        report(rule, "deprecated", what.to_owned());
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
