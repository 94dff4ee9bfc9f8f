//! Holds what a comparison returns: changes, each with its two locations and its two verdicts. Plain data. Must not
//! know how changes are detected or printed.

use crate::api::Subject;

/// One difference in meaning between two versions of the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Stable name of the kind of change, such as `property-removed`.
    pub id: &'static str,
    /// One sentence: what changed, from what to what.
    pub message: String,
    /// What happened to its subject, as the sentence says it.
    pub what: String,
    /// The service: the name of its module; empty for what belongs to the crate and to no service.
    pub service: String,
    /// What it is about, by its name in the newer version if it is there.
    pub subject: Subject,
    /// What else the same edit is about: those that share what was edited, and the names that subjects had before.
    pub also: Vec<Subject>,
    /// What had another name in the older version: there, and here.
    pub renamed: Vec<(Subject, Subject)>,
    /// The operations that it touches, by `operationId` in the newer version if they are there, in the order of the document.
    pub operations: Vec<String>,
    /// The direction of the data that it touches, if it touches data.
    pub direction: Option<Direction>,
    /// Its location in the older version, if it is there.
    pub before: Option<Location>,
    /// Its location in the newer version, if it is there.
    pub after: Option<Location>,
    /// What the older version announced, if it is something that vanished and should not have been used any more.
    pub announced: Option<Announced>,
    /// Whether it is about who may call, or who may see what.
    pub security: bool,
    /// What it does to programs that talk to the service, in whatever language.
    pub wire: Wire,
    /// Why the project has set that verdict, if it has.
    pub set: Option<String>,
    /// What it does to programs that use the Rust crate.
    pub rust: Rust,
    /// The public items of the crate that appear, vanish or change.
    pub items: Vec<ItemChange>,
}

/// What was announced of something that vanished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The version of the crate since which it should not be used, if the document said it.
    pub since: Option<String>,
    /// The last day on which it was surely to be there, such as `2027-06-30`, if the document said it.
    pub sunset: Option<String>,
}

impl Announced {
    /// Whether its last day is before `today`, which is written like it.
    pub fn is_due(&self, today: &str) -> bool {
        // As they are written, days are in order.
        self.sunset.as_deref().is_some_and(|day| day < today)
    }
}

/// A former name that both versions have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptName {
    /// What has it.
    pub message: String,
    /// Its location in the newer version.
    pub at: Location,
}

/// A location in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Location {
    /// Relative to the spec root.
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// The direction of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From caller to server.
    Request,
    /// From server to caller.
    Response,
    /// Both ways.
    Both,
}

/// What a change does on the wire; the worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// Requests and answers stay as they were.
    None,
    /// Only words changed.
    Documentation,
    /// Programs that worked go on to work.
    Compatible,
    /// Programs that worked may meet what they did not expect.
    Dangerous,
    /// Programs that worked may be refused, or misread an answer.
    Breaking,
}

/// What a change does to Rust callers, as the part of the version that it asks for; the worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rust {
    /// The crate stays as it was.
    None,
    /// What the crate does or says changes, its public items do not.
    Patch,
    /// Items appear, or are deprecated.
    Minor,
    /// Callers compile, and the crate refuses some of the calls that worked, before anything is sent. Counts as minor in a version.
    Dangerous,
    /// Items vanish or change type: callers may not compile.
    Major,
    /// Callers compile, and something else is sent or returned. Counts as major in a version.
    Silent,
}

/// A public item of the crate that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemChange {
    /// Path of the item, such as `apig::types::AppQuota::name`.
    pub path: String,
    /// Its line of `public-api.txt` in the older version.
    pub before: Option<String>,
    /// The same in the newer version.
    pub after: Option<String>,
    /// Its path from now on, if the one that it had leads there, too, for a while.
    pub renamed_to: Option<String>,
    /// What callers meant by it, and what they mean now, where that changed and they compile as before.
    pub meaning: Option<[String; 2]>,
}

impl Direction {
    /// Its name, as reports have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
        }
    }
}

impl Wire {
    /// Its name, as reports have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Documentation => "documentation",
            Self::Compatible => "compatible",
            Self::Dangerous => "dangerous",
            Self::Breaking => "breaking",
        }
    }
}

impl Rust {
    /// Its name, as reports have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Dangerous => "dangerous",
            Self::Major => "major",
            Self::Silent => "silent",
        }
    }
}
