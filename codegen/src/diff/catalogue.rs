//! Lists every kind of change: what it means, what it does on the wire in which direction, and why. The only place of
//! these verdicts. Must not know how a change is detected.

#[macro_use]
mod table;

mod data;
mod items;
mod operations;
mod services;

pub mod rules {
    //! The rules by name, for those who find changes.

    pub use super::data::*;
    pub use super::items::{ITEM_ADDED, ITEM_CHANGED, ITEM_REMOVED};
    pub use super::operations::*;
    pub use super::services::*;
}

use super::{Change, Direction, Rust, Wire};

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name, such as `property-removed`.
    pub id: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// What that does on the wire.
    pub verdict: Verdict,
    /// What it does to callers of the crate who compile as before, if anything.
    pub callers: Option<Callers>,
    /// Whether it is about who may call, or who may see what.
    pub security: bool,
}

/// What a kind of change does to callers of the crate who compile as before, and why.
#[derive(Debug)]
pub struct Callers {
    /// The verdict.
    pub rust: Rust,
    /// Why, as a part of a sentence.
    pub reason: &'static str,
}

/// What a kind of change does on the wire, and why.
#[derive(Debug)]
pub enum Verdict {
    /// The same wherever it happens.
    Always(Judgement),
    /// It depends on which way the data goes.
    ByDirection {
        /// From caller to server.
        request: Judgement,
        /// From server to caller.
        response: Judgement,
    },
}

/// A verdict and its reason.
#[derive(Debug)]
pub struct Judgement {
    /// The verdict.
    pub wire: Wire,
    /// Why, as a part of a sentence.
    pub reason: &'static str,
}

impl Rule {
    /// What a change of this kind does to callers who compile as before.
    ///
    /// The crate checks what is sent alone. Where items change, callers learn of it from the compiler, or call what is new.
    pub fn callers_of(&self, change: &Change) -> Option<&Callers> {
        self.callers.as_ref().filter(|callers| match callers.rust {
            Rust::Silent => change.items.is_empty(),
            Rust::None | Rust::Patch | Rust::Minor | Rust::Dangerous | Rust::Major => {
                change.direction != Some(Direction::Response)
            }
        })
    }

    /// What such a change does to data that goes this way; of both ways, the worse one.
    pub fn judge(&self, direction: Option<Direction>) -> &Judgement {
        match &self.verdict {
            Verdict::Always(judgement) => judgement,
            Verdict::ByDirection { request, response } => match direction {
                Some(Direction::Request) => request,
                Some(Direction::Response) => response,
                Some(Direction::Both) | None if request.wire >= response.wire => request,
                Some(Direction::Both) | None => response,
            },
        }
    }
}

/// All kinds of changes on the wire: of services, of operations, of data.
pub fn catalogue() -> impl Iterator<Item = &'static Rule> {
    services::ALL.iter().chain(operations::ALL).chain(data::ALL)
}

/// Kinds of changes that only Rust callers see.
pub fn rust_rules() -> impl Iterator<Item = &'static Rule> {
    items::ALL.iter()
}

/// The kind of change that has this name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    catalogue().chain(rust_rules()).find(|rule| rule.id == id)
}
