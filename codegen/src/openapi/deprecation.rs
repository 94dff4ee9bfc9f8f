//! Reads that something should no longer be used, and what stands beside it. Must not know what it is.

use super::Fields;
use crate::diagnostics::messages;
use crate::source::Spanned;

/// That something should no longer be used, and what else is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deprecation {
    /// `x-deprecated-since`: the version of the crate in which it became so.
    pub since: Option<Spanned<String>>,
    /// `x-sunset`: the last day on which it is surely there.
    pub sunset: Option<Spanned<String>>,
    /// `x-replaced-by`: what to use instead.
    pub replaced_by: Option<Spanned<String>>,
}

impl Deprecation {
    /// What an object says of itself. What says more of a deprecation makes one where it stands alone.
    pub fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let flag = fields.boolean("deprecated");
        let (since, sunset) = (fields.string("x-deprecated-since"), fields.string("x-sunset"));
        let said = Self { since, sunset, replaced_by: fields.string("x-replaced-by") };
        let keys = ["x-deprecated-since", "x-sunset", "x-replaced-by"];
        let more = keys.into_iter().find_map(|key| fields.member(key));
        match (flag.map(|flag| flag.value), more) {
            (Some(true), _) => Some(said),
            (Some(false), Some(more)) => {
                let flag = fields.member("deprecated").map(|member| member.key.span);
                fields.diagnostics.push(messages::not_deprecated(&more.key, flag));
                None
            }
            (None, Some(more)) => {
                if !fields.has("deprecated") {
                    fields.diagnostics.push(messages::not_deprecated(&more.key, None));
                }
                Some(said)
            }
            (Some(false) | None, None) => None,
        }
    }

    /// What to do, and until when, in words; `instead` is how the replacement is shown. Nothing if neither is said.
    pub fn advice(&self, instead: Option<String>) -> String {
        let instead = instead.map(|instead| format!("use {instead} instead"));
        let sunset = self.sunset.as_ref().map(|day| format!("goes after {}", day.value));
        instead.into_iter().chain(sunset).collect::<Vec<_>>().join("; ")
    }

    /// Of two that say it of one thing, what is said first, and what only the other says.
    pub fn both(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        let (Some(one), Some(other)) = (&first, &second) else { return first.or(second) };
        let or = |a: &Option<Spanned<String>>, b: &Option<Spanned<String>>| a.clone().or_else(|| b.clone());
        Some(Self {
            since: or(&one.since, &other.since),
            sunset: or(&one.sunset, &other.sunset),
            replaced_by: or(&one.replaced_by, &other.replaced_by),
        })
    }
}
