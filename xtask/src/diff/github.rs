//! A comparison as annotations of a pull request. It must not know streams.

use super::outcome::Outcome;
use crate::machine::{escaped, property};
use apig_codegen::diff::{Change, Rust, Wire};
use std::fmt::Write;

/// GitHub shows ten of each level in a step and drops the others in silence.
const MOST: usize = 10;

/// The lines, without the last line's end.
pub fn text(outcome: &Outcome) -> String {
    let mut text = String::new();
    for level in ["error", "warning", "notice"] {
        let of_level = || outcome.changes().iter().filter(|change| level_of(change) == Some(level));
        for change in of_level().take(MOST) {
            annotation(&mut text, outcome, change, level);
        }
        if let more @ 1.. = of_level().count().saturating_sub(MOST) {
            let _ = writeln!(text, "… and {more} more of level {level}: `cargo xtask diff` lists all");
        }
    }
    text.push_str(&escaped(&outcome.sentence()));
    text
}

/// What breaks callers is an error, what may do so a warning; words alone annotate nothing.
fn level_of(change: &Change) -> Option<&'static str> {
    match (change.wire, change.rust) {
        (Wire::Breaking, _) | (_, Rust::Major) => Some("error"),
        (Wire::Dangerous, _) => Some("warning"),
        (Wire::Compatible, _) | (_, Rust::Minor) => Some("notice"),
        (Wire::Documentation | Wire::None, Rust::Patch | Rust::None) => None,
    }
}

fn annotation(text: &mut String, outcome: &Outcome, change: &Change, level: &str) {
    let place = outcome.place(change).map_or_else(String::new, |(names, place)| {
        format!(
            "file={},line={},col={},endLine={},endColumn={},",
            property(&format!("{}{}", names.path, place.path)),
            place.line,
            place.column,
            place.end_line,
            place.end_column
        )
    });
    let verdict = format!("wire: {}, Rust: {}", change.wire.name(), change.rust.name());
    let operations = if change.operations.is_empty() {
        String::new()
    } else {
        format!("\noperations: {}", change.operations.join(", "))
    };
    let message = escaped(&format!("{} ({verdict}){operations}", change.message));
    let _ = writeln!(text, "::{level} {place}title={}::{message}", change.id);
}
