//! Says of a kind of things what its operations have in common: its names, limits and errors, and what is done at which time.
//! Knows the words of the documents. Must not know any kind.

use super::call::{Call, Done, Scope};
use crate::state::records::{Fields, Record};

/// A kind of things that operations create, list, show, change and delete.
pub(crate) struct Kind {
    /// What the state calls it: as the spec calls its file.
    pub name: &'static str,
    /// Whether the project has it, and not the gateway.
    pub of_project: bool,
    /// The field of answers that has the id.
    pub id: &'static str,
    /// Fields that no two have all in common.
    pub unique: &'static [&'static str],
    /// What each is part of: the field with the id of that, which the path calls alike, and its kind.
    pub within: Option<(&'static str, &'static Kind)>,
    /// Fields that hold when it was created, and when it was changed.
    pub created: &'static [&'static str],
    pub changed: &'static [&'static str],
    /// 404: its code, and its text with `{}` for the id.
    pub unknown: Error,
    /// 400: another one has the name.
    pub taken: Error,
    /// 403: there are as many as the documents allow.
    pub too_many: Error,
    pub most: usize,
    /// Refuses a new one, completes it, or adds what comes with it. Its fields are those of the body, with defaults; nothing else is
    /// against it.
    pub born: fn(&Call<'_>, &mut Scope<'_>, &mut Record) -> Done,
    /// Refuses a change, completes it, or changes what comes with it. The fields are changed already; nothing else is against it.
    pub altered: fn(&Call<'_>, &mut Scope<'_>, &mut Record) -> Done,
    /// Adds what answers tell that is kept elsewhere, or counted.
    pub seen: fn(&Call<'_>, &Scope<'_>, &mut Fields),
    /// Refuses the deletion, or deletes what goes with it.
    pub gone: fn(&Call<'_>, &mut Scope<'_>, &Record) -> Done,
}

/// Code and text.
pub(crate) type Error = (&'static str, &'static str);

/// What most kinds are like.
pub(crate) const PLAIN: Kind = Kind {
    name: "",
    of_project: false,
    id: "id",
    unique: &[],
    within: None,
    created: &["create_time"],
    changed: &["update_time"],
    unknown: ("APIG.3000", "Resource {} does not exist"),
    taken: ("APIG.3200", "The name already exists"),
    too_many: ("APIG.3100", "The number of resources exceeds the maximum allowed limit."),
    most: 1_000,
    born: |_, _, _| Ok(()),
    altered: |_, _, _| Ok(()),
    seen: |_, _, _| {},
    gone: |_, _, _| Ok(()),
};
