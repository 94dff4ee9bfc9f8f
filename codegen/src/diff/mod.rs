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
//! | `kept` | former names that both versions have | which versions are compared |
//! | `pairing`, `similarity` | which items of two lists are one, renamed or not | what the items are |
//! | `finding` | which differences come of one edit | what differs |
//! | `locations` | where in the documents the subjects of changes are | what differs |
//! | `words` | how messages name subjects and values | what differs |
//! | `quote` | how much of names and values a message shows | what they are |
//! | `rust` | what changes do to Rust callers, by two lists of public items | how changes are detected |
//! | `gaps` | what errors keep from being compared | what is compared |
//! | `version` | what version follows | how changes are judged |

mod annotations;
mod answers;
mod base_path;
mod bounds;
mod catalogue;
mod change;
mod exchanged;
mod finding;
mod gaps;
mod headers;
mod kept;
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

pub use crate::api::{Subject, release};
pub use catalogue::{Callers, Judgement, Rule, Verdict, catalogue, rule, rust_rules};
pub use change::{Announced, Change, Direction, ItemChange, KeptName, Location, Rust, Wire};
pub use gaps::{Gap, Obstacle};
pub use rust::{judge, worst as worst_for_rust};
pub use version::next_version;

pub(crate) use kept::names as kept;
pub(crate) use locations::complete as place;
pub(crate) use services::{Version, compare};

use crate::Report;

/// What came of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// What changed, by service and location.
    pub changes: Vec<Change>,
    /// What was not compared, by service. What an error may have dropped is here, and no change.
    pub gaps: Vec<Gap>,
    /// Whether anything was compared.
    pub is_any: bool,
    /// Whether a crate can be made of both versions. If not, no change says what it does to Rust callers.
    pub judges_rust: bool,
    /// Former names that both versions have.
    pub kept: Vec<KeptName>,
    /// Diagnostics of the older documents.
    pub before: Report,
    /// Diagnostics of the newer documents.
    pub after: Report,
}
