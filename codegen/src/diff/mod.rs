//! Compares two versions of the documents: meaning, not text. Must not know YAML, git, or how changes are printed.
//!
//! | module | knows | must not know |
//! |---|---|---|
//! | `change` | what a change is | how it is detected |
//! | `catalogue` | each kind of change, its verdict on the wire, and why | how it is detected |
//! | `services`, `tags`, `servers`, `security`, `operations`, `paging`, `waiters`, `parameters`, `answers`, `headers` | which items of two versions are one, and how they differ | verdicts |
//! | `relation` | how two types are related: wider, narrower, longer, another | where they are used |
//! | `schemas`, `bounds`, `types`, `objects` | how data differs, position by position and never by the names of types | operations |
//! | `base_path` | what moved between servers and paths | what else differs |
//! | `exchanged` | whether what is named elsewhere is something else now, or has another name | what it is named for |
//! | `annotations` | how names, descriptions and deprecations of items differ | which kinds of items |
//! | `pairing`, `similarity` | which items of two lists are one, renamed or not | what the items are |
//! | `finding` | which differences come of one edit | what differs |
//! | `locations` | where in the documents the subjects of changes are | what differs |
//! | `words` | how messages name subjects and values | what differs |
//! | `quote` | how much of names and values a message shows | what they are |
//! | `rust` | what changes do to Rust callers, by two lists of public items | how changes are detected |
//! | `version` | what version follows | how changes are judged |

mod annotations;
mod answers;
mod base_path;
mod bounds;
mod catalogue;
mod change;
mod exchanged;
mod finding;
mod headers;
mod locations;
mod objects;
mod operations;
mod paging;
mod pairing;
mod parameters;
mod quote;
mod relation;
mod rust;
mod schemas;
mod security;
mod servers;
mod services;
mod similarity;
mod tags;
mod types;
mod unions;
mod version;
mod waiters;
mod words;

pub use crate::api::Subject;
pub use catalogue::{Callers, Judgement, Rule, Verdict, catalogue, rule, rust_rules};
pub use change::{Announced, Change, Direction, ItemChange, Location, Rust, Wire};
pub use rust::{judge, worst as worst_for_rust};
pub use version::{next_version, release};

use crate::Report;
use crate::api::Service;
use crate::source::Sources;

/// What came of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// What changed, by service and location; nothing if one of the reports holds an error.
    pub changes: Vec<Change>,
    /// Diagnostics of the older documents.
    pub before: Report,
    /// Diagnostics of the newer documents.
    pub after: Report,
}

/// Compares two versions of services, each with the texts that it was read from.
pub(crate) fn compare(before: (&[Service], &Sources), after: (&[Service], &Sources)) -> Vec<Change> {
    services::compare(version(before), version(after))
}

/// Gives changes that only Rust callers see their locations in the texts.
pub(crate) fn place(changes: &mut [Change], before: (&[Service], &Sources), after: (&[Service], &Sources)) {
    locations::complete(changes, version(before), version(after));
}

fn version<'a>((services, sources): (&'a [Service], &'a Sources)) -> services::Version<'a> {
    services::Version { services, sources }
}
