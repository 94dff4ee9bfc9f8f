//! A comparison for people at a terminal: a line per change, worst first, and one that sums up. It must not know streams.

use super::outcome::{self, Outcome};
use crate::terminal::{Colour, paint, printable};
use apig_codegen::diff::{Change, Rust, Wire};
use std::fmt::Write;

/// The whole text, without the last line's end.
pub fn text(outcome: &Outcome, details: bool, has_colours: bool) -> String {
    let mut text = String::new();
    let mut services: Vec<&str> = Vec::new();
    for change in outcome.changes() {
        if !services.contains(&change.service.as_str()) {
            services.push(&change.service);
        }
    }
    for service in services {
        let _ = writeln!(text, "{}", paint(&printable(service), Colour::Cyan, has_colours));
        for change in outcome.changes().iter().filter(|change| change.service == service) {
            line(&mut text, outcome, change, has_colours);
            if details {
                more(&mut text, change, has_colours);
            }
        }
        text.push('\n');
    }
    if outcome.failed() {
        text.push_str("nothing was compared: a version has errors, which are told above");
        return text;
    }
    text.push_str(&outcome.sentence());
    if let (Some(version), Some(next)) = (&outcome.version, outcome.suggested()) {
        let _ = write!(text, "; {} {version} would become {next}", super::versions::PACKAGE);
    }
    let _ = write!(text, " ({} ms)", outcome.time.as_millis());
    text
}

fn line(text: &mut String, outcome: &Outcome, change: &Change, has_colours: bool) {
    let wire = format!("{:<13}", change.wire.name());
    let wire = match change.wire {
        Wire::Breaking => paint(&wire, Colour::Red, has_colours),
        Wire::Dangerous => paint(&wire, Colour::Yellow, has_colours),
        Wire::Compatible => paint(&wire, Colour::Green, has_colours),
        Wire::Documentation | Wire::None => wire,
    };
    let rust = format!("{:<5}", change.rust.name());
    let rust = match change.rust {
        Rust::Major => paint(&rust, Colour::Red, has_colours),
        Rust::Minor => paint(&rust, Colour::Green, has_colours),
        Rust::Patch | Rust::None => rust,
    };
    let place = outcome.place(change).map_or_else(String::new, |(names, place)| {
        printable(&format!("{}{}:{}:{}: ", names.path, place.path, place.line, place.column))
    });
    let message = printable(&change.message);
    let _ = writeln!(text, "  {wire} {rust}  {place}{message}{}", operations(change));
}

/// The operations, as far as a line has room.
fn operations(change: &Change) -> String {
    match change.operations.as_slice() {
        [] => String::new(),
        // The message names it.
        [one] if change.message.contains(one.as_str()) => String::new(),
        [one] => format!(" ({})", printable(one)),
        [one, rest @ ..] => format!(" ({} and {} more)", printable(one), rest.len()),
    }
}

fn more(text: &mut String, change: &Change, has_colours: bool) {
    let _ = writeln!(text, "      id: {}", change.id);
    if let Some(reason) = outcome::reason(change) {
        let _ = writeln!(text, "      why {}: {reason}", change.wire.name());
    }
    if !change.operations.is_empty() {
        let _ = writeln!(text, "      operations: {}", printable(&change.operations.join(", ")));
    }
    for item in &change.items {
        for (sign, line, colour) in [('-', &item.before, Colour::Red), ('+', &item.after, Colour::Green)] {
            if let Some(line) = line {
                let _ = writeln!(text, "      {}", paint(&format!("{sign} {}", printable(line)), colour, has_colours));
            }
        }
    }
}
