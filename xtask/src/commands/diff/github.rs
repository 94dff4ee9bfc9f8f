//! Formats a comparison as annotations of a pull request. Must not know streams.

use super::edit::Edit;
use super::outcome::{self, Outcome};
use super::versions::Names;
use crate::printing::machine_readable::{escaped, property};
use apig_codegen::diff::{Location, Rust, Wire};
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
    gaps(&mut text, outcome);
    text.push_str(&escaped(&outcome.sentence()));
    text
}

/// What was not compared, and why. Places in files as they were are none to annotate.
fn gaps(text: &mut String, outcome: &Outcome) {
    for gap in outcome.gaps().iter().take(MOST) {
        let errors = outcome.errors(gap);
        let place = errors.iter().find(|(_, error)| error.is_newer);
        let place = place.map_or_else(String::new, |(names, error)| place_of(names, &error.location));
        let first = errors.first().map_or("", |(_, error)| error.message.as_str());
        let message = escaped(&format!("{}: {} was not compared: {first}", gap.service, gap.what));
        let _ = writeln!(text, "::warning {place}title=not-compared::{message}");
    }
    if let more @ 1.. = outcome.gaps().len().saturating_sub(MOST) {
        let _ = writeln!(text, "… and {more} more not compared: `cargo xtask diff` lists all");
    }
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
    let location = outcome.location(change).map_or_else(String::new, |(names, location)| place_of(names, location));
    let verdict = format!("wire: {}, Rust: {}", change.wire.name(), outcome.name_of(change.rust));
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

/// A place as annotations have it.
fn place_of(names: &Names, location: &Location) -> String {
    format!(
        "file={},line={},col={},endLine={},endColumn={},",
        property(&format!("{}{}", names.path, location.path)),
        location.line,
        location.column,
        location.end_line,
        location.end_column
    )
}
