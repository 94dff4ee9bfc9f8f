//! The kinds of edits, and what is right to say of each: by thought, not by what a comparison says. A line is one kind. Must not know how
//! edits are judged.

mod calls;
mod data;
mod silent;

use super::document::Document;
use super::places::Place;
use apig_codegen::diff::{Rust, Wire};

/// A kind of edit.
pub struct Kind {
    pub name: &'static str,
    /// Where it can be made; the places take turns.
    pub places: fn(&Document) -> Vec<Place>,
    /// Makes it at a place, if it fits there.
    pub edit: fn(&mut Document, &Place) -> Option<()>,
    /// What it is on the wire, where the data is sent and where it is answered.
    pub sent: Wire,
    pub answered: Wire,
    /// The verdicts for Rust callers one of which is right.
    pub rust: &'static [Rust],
    /// How many changes it is; 0 if that depends on the document.
    pub changes: usize,
    /// Whether it needs a document of two operations.
    pub of_two: bool,
    /// It is tried on each operation of so many whose document has this text.
    pub every: usize,
    pub needs: &'static str,
}

impl Kind {
    const fn of(
        name: &'static str,
        places: fn(&Document) -> Vec<Place>,
        edit: fn(&mut Document, &Place) -> Option<()>,
        (sent, answered): (Wire, Wire),
        rust: &'static [Rust],
    ) -> Self {
        Self { name, places, edit, sent, answered, rust, changes: 1, of_two: false, every: 83, needs: "" }
    }

    /// As an edit that is several changes.
    const fn changes(self, changes: usize) -> Self {
        Self { changes, ..self }
    }

    /// As one that fits few operations: those whose document has this text.
    const fn rare(self, needs: &'static str) -> Self {
        Self { every: 1, needs, ..self }
    }

    /// As one that does not fit many operations.
    const fn seldom(self) -> Self {
        Self { every: 11, ..self }
    }

    const fn of_two(self) -> Self {
        Self { of_two: true, ..self }
    }

    /// The wire verdict at a place.
    pub fn wire(&self, place: &Place) -> Wire {
        match (place.request, place.response) {
            (true, true) => self.sent.max(self.answered),
            (false, true) => self.answered,
            (true, false) | (false, false) => self.sent,
        }
    }

    /// Whether callers compile, and something else is sent or returned.
    pub fn is_silent(&self) -> bool {
        self.rust == [Rust::Silent]
    }
}

/// All kinds.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    data::KINDS.iter().chain(calls::KINDS).chain(silent::KINDS)
}
