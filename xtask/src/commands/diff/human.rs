//! Formats a comparison for people at a terminal: a line per change, worst first, and one that sums up. Must not know
//! streams.

use super::edit::Edit;
use super::outcome::{self, Outcome};
use super::versions::PACKAGE;
use crate::terminal::{Colour, paint, printable};
use apig_codegen::diff::{Rust, Wire};
use std::fmt::Write;

/// The whole text, without the last line's end.
pub fn text(outcome: &Outcome, details: bool, has_colours: bool) -> String {
    let mut text = String::new();
    let edits = outcome.edits();
    let mut services: Vec<String> = Vec::new();
    for edit in &edits {
        if !services.contains(&edit.services()) {
            services.push(edit.services());
        }
    }
    for service in services {
        let _ = writeln!(text, "{}", paint(&printable(&service), Colour::Cyan, has_colours));
        for edit in edits.iter().filter(|edit| edit.services() == service) {
            line(&mut text, outcome, edit, has_colours);
            if details {
                more(&mut text, outcome, edit, has_colours);
            }
        }
        text.push('\n');
    }
    if outcome.failed() {
        text.push_str(&outcome.sentence());
        return text;
    }
    security(&mut text, outcome, &edits, has_colours);
    for line in outcome.outlived() {
        let _ = writeln!(text, "{}\n", printable(&line));
    }
    gaps(&mut text, outcome, has_colours);
    text.push_str(&outcome.sentence());
    if let (Some(version), Some(next)) = (&outcome.versions.was, outcome.suggested()) {
        let _ = write!(text, "; {PACKAGE} {version} would become {next}");
        if let Some(now) = outcome.raised() {
            let _ = write!(text, " and is {now} now");
        }
    }
    let _ = write!(text, " ({} ms)", outcome.time.as_millis());
    text
}

/// What is about who may call, or who may see what, once more: it is nobody's compiler that tells it.
fn security(text: &mut String, outcome: &Outcome, edits: &[Edit<'_>], has_colours: bool) {
    let changes: Vec<&Edit<'_>> = edits.iter().filter(|edit| edit.change.security).collect();
    if !changes.is_empty() {
        let _ = writeln!(text, "{}", paint("security", Colour::Cyan, has_colours));
        for edit in changes {
            let reason =
                outcome.reason(edit.change).map_or_else(String::new, |reason| format!(": {}", printable(&reason)));
            let _ = writeln!(text, "  {}{}{reason}", printable(&edit.change.message), operations(edit));
        }
        text.push('\n');
    }
}

/// What was not compared. What is wrong there is told above, all of it.
fn gaps(text: &mut String, outcome: &Outcome, has_colours: bool) {
    if outcome.gaps().is_empty() {
        return;
    }
    let _ = writeln!(text, "{}", paint("not compared", Colour::Cyan, has_colours));
    for gap in outcome.gaps() {
        let errors = outcome.errors(gap);
        let more = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
        let first = errors.first().map_or_else(String::new, |(names, error)| {
            let at = &error.location;
            format!(": {}{}:{}:{}: {}{more}", names.path, at.path, at.line, at.column, error.message)
        });
        let _ = writeln!(text, "  {}", printable(&format!("{}: {}{first}", gap.service, gap.what)));
    }
    text.push('\n');
}

fn line(text: &mut String, outcome: &Outcome, edit: &Edit<'_>, has_colours: bool) {
    let change = edit.change;
    let wire = format!("{:<13}", change.wire.name());
    let wire = match change.wire {
        Wire::Breaking => paint(&wire, Colour::Red, has_colours),
        Wire::Dangerous => paint(&wire, Colour::Yellow, has_colours),
        Wire::Compatible => paint(&wire, Colour::Green, has_colours),
        Wire::Documentation | Wire::None => wire,
    };
    let rust = format!("{:<9}", outcome.name_of(change.rust));
    let rust = match change.rust {
        Rust::Major | Rust::Silent => paint(&rust, Colour::Red, has_colours),
        Rust::Dangerous => paint(&rust, Colour::Yellow, has_colours),
        Rust::Minor => paint(&rust, Colour::Green, has_colours),
        Rust::Patch | Rust::None => rust,
    };
    let location = outcome.location(change).map_or_else(String::new, |(names, location)| {
        printable(&format!("{}{}:{}:{}: ", names.path, location.path, location.line, location.column))
    });
    let message = printable(&change.message);
    let _ = writeln!(text, "  {wire} {rust}  {location}{message}{}", operations(edit));
    if let Some(agreement) = edit.accepted {
        let _ = writeln!(text, "      accepted: {}", printable(&agreement.reason));
    }
    if let Some(reason) = outcome.reason(change).filter(|_| change.set.is_some()) {
        let _ = writeln!(text, "      on the wire: {}", printable(&reason));
    }
    if let Some(announcement) = outcome.announcement(change) {
        let _ = writeln!(text, "      {}", printable(&announcement));
    }
    // What a compiler does not tell.
    if let Some(reason) = outcome::reason_for_callers(change) {
        let _ = writeln!(text, "      for Rust callers: {reason}");
    }
    for [was, is] in outcome::meanings(edit) {
        let _ = writeln!(text, "        was  {}\n        is   {}", printable(was), printable(is));
    }
}

/// The operations, as far as a line has room.
fn operations(edit: &Edit<'_>) -> String {
    match edit.operations().as_slice() {
        [] => String::new(),
        // The message names it.
        [one] if edit.change.message.contains(one) => String::new(),
        [one] => format!(" ({})", printable(one)),
        [one, rest @ ..] => format!(" ({} and {} more)", printable(one), rest.len()),
    }
}

fn more(text: &mut String, outcome: &Outcome, edit: &Edit<'_>, has_colours: bool) {
    let change = edit.change;
    let _ = writeln!(text, "      id: {}", change.id);
    if let Some(reason) = outcome.reason(change) {
        let _ = writeln!(text, "      why {}: {}", change.wire.name(), printable(&reason));
    }
    let operations = edit.operations();
    if !operations.is_empty() {
        let _ = writeln!(text, "      operations: {}", printable(&operations.join(", ")));
    }
    for item in edit.items() {
        // What means something else is told already.
        if item.before == item.after {
            continue;
        }
        for (sign, line, colour) in [('-', &item.before, Colour::Red), ('+', &item.after, Colour::Green)] {
            if let Some(line) = line {
                let _ = writeln!(text, "      {}", paint(&format!("{sign} {}", printable(line)), colour, has_colours));
            }
        }
    }
}
