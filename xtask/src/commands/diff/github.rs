//! Formats a comparison as annotations of a pull request. Must not know streams.

use super::edit::Edit;
use super::outcome::{self, Outcome};
use crate::printing::machine_readable::{escaped, property};
use apig_codegen::diff::{Rust, Wire};
use std::fmt::Write;

/// GitHub shows ten of each level in a step and drops the others in silence.
const MOST: usize = 10;

/// The lines, without the last line's end.
pub fn text(outcome: &Outcome) -> String {
    if outcome.failed() {
        return format!("::error::{}", escaped(&outcome.sentence()));
    }
    let mut text = String::new();
    let edits = outcome.edits();
    for level in ["error", "warning", "notice"] {
        let of_level = || edits.iter().filter(|edit| level_of(edit) == Some(level));
        for edit in of_level().take(MOST) {
            annotation(&mut text, outcome, edit, level);
        }
        if let more @ 1.. = of_level().count().saturating_sub(MOST) {
            let _ = writeln!(text, "… and {more} more of level {level}: `cargo xtask diff` lists all");
        }
    }
    text.push_str(&escaped(&outcome.sentence()));
    text
}

/// What breaks callers is an error, unless it is accepted, and what may do so a warning; words alone annotate nothing.
fn level_of(edit: &Edit<'_>) -> Option<&'static str> {
    match (edit.change.wire, edit.change.rust) {
        _ if edit.accepted.is_some() => Some("notice"),
        (Wire::Breaking, _) | (_, Rust::Major | Rust::Silent) => Some("error"),
        (Wire::Dangerous, _) | (_, Rust::Dangerous) => Some("warning"),
        (Wire::Compatible, _) | (_, Rust::Minor) => Some("notice"),
        (Wire::Documentation | Wire::None, Rust::Patch | Rust::None) => None,
    }
}

fn annotation(text: &mut String, outcome: &Outcome, edit: &Edit<'_>, level: &str) {
    let change = edit.change;
    let location = outcome.location(change).map_or_else(String::new, |(names, location)| {
        format!(
            "file={},line={},col={},endLine={},endColumn={},",
            property(&format!("{}{}", names.path, location.path)),
            location.line,
            location.column,
            location.end_line,
            location.end_column
        )
    });
    let verdict = format!("wire: {}, Rust: {}", change.wire.name(), change.rust.name());
    let operations = match edit.operations().as_slice() {
        [] => String::new(),
        all => format!("\noperations: {}", all.join(", ")),
    };
    let reason = outcome::reason_for_callers(change).map_or_else(String::new, |reason| format!("\nRust: {reason}"));
    let announced = outcome.announcement(change).map_or_else(String::new, |words| format!("\n{words}"));
    let meanings = outcome::meanings(edit).into_iter().map(|[was, is]| format!("\nwas {was}\nis {is}"));
    let meanings: String = meanings.collect();
    let accepted = edit.accepted.map_or_else(String::new, |agreement| format!("\naccepted: {}", agreement.reason));
    let set = outcome.reason(change).filter(|_| change.set.is_some());
    let set = set.map_or_else(String::new, |reason| format!("\nwire: {reason}"));
    let message =
        escaped(&format!("{} ({verdict}){accepted}{announced}{operations}{set}{reason}{meanings}", change.message));
    let title = if change.security { format!("security%2C {}", change.id) } else { change.id.to_owned() };
    let _ = writeln!(text, "::{level} {location}title={title}::{message}");
}
