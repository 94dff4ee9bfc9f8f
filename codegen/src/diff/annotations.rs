//! What documents say about things of all kinds beside their data: Rust name, description, deprecation. Must not know which
//! thing it is.

use super::catalogue::{Rule, rules};
use super::words;

/// What is said about one thing.
#[derive(Clone, Copy)]
pub struct Annotations<'a> {
    /// `x-rust-name`.
    pub rust_name: &'a Option<String>,
    /// `description`.
    pub description: &'a Option<String>,
    /// `deprecated`.
    pub deprecated: &'a bool,
}

/// Compares what is said about two versions of a thing. `tell` takes the rule, the keyword and the words.
pub fn compare(
    before: Annotations<'_>,
    after: Annotations<'_>,
    tell: &mut impl FnMut(&'static Rule, &'static str, String),
) {
    if before.rust_name != after.rust_name {
        let what = words::value("`x-rust-name`", before.rust_name.as_ref(), after.rust_name.as_ref());
        tell(&rules::RUST_NAME_CHANGED, "x-rust-name", what);
    }
    description(before.description, after.description, tell);
    if before.deprecated != after.deprecated {
        let (rule, what) = match after.deprecated {
            true => (&rules::DEPRECATED, "should no longer be used"),
            false => (&rules::DEPRECATION_WITHDRAWN, "may be used again"),
        };
        tell(rule, "deprecated", what.to_owned());
    }
}

/// The same for a thing of which nothing else is said.
pub fn description(
    before: &Option<String>,
    after: &Option<String>,
    tell: &mut impl FnMut(&'static Rule, &'static str, String),
) {
    if before != after {
        tell(&rules::DESCRIPTION_CHANGED, "description", words::text("description", before, after));
    }
}
