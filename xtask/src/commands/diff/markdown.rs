//! Formats a comparison as markdown, for the summary of a pull request: the verdict first, then what breaks callers,
//! each change with its reason and its location; what reviewers seldom read is folded. Lists and no tables: they fit
//! narrow windows. Must not know streams.

mod items;
mod places;
pub(super) mod words;

pub use places::Links;

use super::edit::Edit;
use super::outcome::{self, Outcome};
use super::versions::{Names, PACKAGE};
use apig_codegen::diff::{Change, Gap, Rust, Wire};
use apig_codegen::{Report, Style};
use places::{location, place};
use std::borrow::Cow;
use std::fmt::Write;
use words::{block, message, plain};

/// How many bytes a part may have. All of them stay below the mebibyte that GitHub takes of a step.
const MOST: usize = 64 * 1024;

/// More changes than this that harm nobody are folded.
const MOST_OPEN: usize = 20;

/// The parts that list changes, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Silent,
    Breaking,
    Major,
    Dangerous,
    Compatible,
    Words,
}

impl Part {
    pub(super) fn of(change: &Change) -> Self {
        match (change.wire, change.rust) {
            (_, Rust::Silent) => Self::Silent,
            (Wire::Breaking, _) => Self::Breaking,
            (_, Rust::Major) => Self::Major,
            (Wire::Dangerous, _) | (_, Rust::Dangerous) => Self::Dangerous,
            (Wire::Compatible, _) | (_, Rust::Minor) => Self::Compatible,
            (Wire::Documentation | Wire::None, Rust::Patch | Rust::None) => Self::Words,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Silent => "🔴 Silent: Rust callers compile, and something else happens",
            Self::Breaking => "🔴 Breaking on the wire",
            Self::Major => "🔴 Breaking for Rust callers alone",
            Self::Dangerous => "🟡 Dangerous",
            Self::Compatible => "🟢 Compatible",
            Self::Words => "Documentation and code only",
        }
    }

    /// The verdict that its title leaves open.
    fn verdict(self, change: &Change) -> Option<String> {
        match (self, change.rust) {
            (Self::Words, _) => None,
            (Self::Silent | Self::Major, _) => Some(format!("wire: {}", change.wire.name())),
            (_, Rust::Dangerous) if change.wire >= Wire::Dangerous => {
                let reason =
                    outcome::reason_for_callers(change).unwrap_or("some calls are refused before they are sent");
                Some(format!("Rust: **{}**, {}", change.rust.name(), message(reason)))
            }
            (_, Rust::Major | Rust::Dangerous | Rust::Silent) => Some(format!("Rust: **{}**", change.rust.name())),
            (_, Rust::Minor | Rust::Patch | Rust::None) => Some(format!("Rust: {}", change.rust.name())),
        }
    }
}

/// The whole text, without the last line's end.
pub fn text(outcome: &Outcome, links: Links<'_>) -> String {
    let mut text = "## Changes of the API\n\n".to_owned();
    if outcome.failed() {
        failure(&mut text, outcome);
        return text.trim_end().to_owned();
    }
    let edits = outcome.edits();
    verdict(&mut text, outcome, &edits);
    list(&mut text, outcome, &edits, Part::Silent, links);
    security(&mut text, outcome, &edits, links);
    for part in [Part::Breaking, Part::Major, Part::Dangerous, Part::Compatible] {
        list(&mut text, outcome, &edits, part, links);
    }
    for line in outcome.outlived() {
        let _ = write!(text, "- {}\n\n", message(&line));
    }
    rust_api(&mut text, &edits);
    list(&mut text, outcome, &edits, Part::Words, links);
    gaps(&mut text, outcome, links);
    let _ = write!(text, "Compared: {} with {}.", plain(&outcome.before.version), plain(&outcome.after.version));
    text
}

fn list(text: &mut String, outcome: &Outcome, edits: &[Edit<'_>], part: Part, links: Links<'_>) {
    let edits: Vec<&Edit<'_>> = edits.iter().filter(|edit| Part::of(edit.change) == part).collect();
    if edits.is_empty() {
        return;
    }
    let entries = entries(edits.iter().map(|edit| entry(outcome, part, edit, links)));
    let title = format!("{} ({})", part.title(), edits.len());
    let is_open = match part {
        Part::Silent | Part::Breaking | Part::Major | Part::Dangerous => true,
        Part::Compatible => edits.len() <= MOST_OPEN,
        Part::Words => false,
    };
    if is_open {
        let _ = write!(text, "### {title}\n\n{entries}\n\n");
    } else {
        folded(text, &title, &entries);
    }
}

/// What is about who may call, or who may see what; it is listed once more with what it breaks.
fn security(text: &mut String, outcome: &Outcome, edits: &[Edit<'_>], links: Links<'_>) {
    let changes: Vec<&Edit<'_>> = edits.iter().filter(|edit| edit.change.security).collect();
    if changes.is_empty() {
        let what = if outcome.gaps().is_empty() { "nothing" } else { "nothing that was compared" };
        let _ = write!(text, "🔐 Security: {what} changes\n\n");
        return;
    }
    let entry = |edit: &&Edit<'_>| {
        let reason = outcome.reason(edit.change).map_or_else(String::new, |reason| format!(" — {}", message(&reason)));
        let facts = [location(outcome, edit.change, links), Some(touched(edit))];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        format!("- {}{reason}\\\n  {facts}", message(&edit.change.message))
    };
    let _ = write!(text, "### 🔐 Security ({})\n\n{}\n\n", changes.len(), entries(changes.iter().map(entry)));
}

/// Entries of a list, as many as a part may have.
fn entries(all: impl Iterator<Item = String>) -> String {
    let (mut entries, more) = fitting(all);
    if more > 0 {
        entries.push(format!("- … and {more} more: `cargo xtask diff` lists all"));
    }
    entries.join("\n")
}

fn rust_api(text: &mut String, edits: &[Edit<'_>]) {
    let (lines, more) = fitting(items::lines(edits).into_iter());
    if lines.is_empty() {
        return;
    }
    let mut content = block("diff", &lines);
    if more > 0 {
        let _ = write!(content, "\n… and {more} more lines: `cargo xtask diff --details` lists all.");
    }
    folded(text, "The Rust API", &content);
}

/// The first of the pieces, as many as a part may have, and how many are left.
fn fitting(pieces: impl Iterator<Item = String>) -> (Vec<String>, usize) {
    let (mut fitting, mut bytes, mut more) = (Vec::new(), 0_usize, 0);
    for piece in pieces {
        bytes = bytes.saturating_add(piece.len() + 1);
        if bytes <= MOST { fitting.push(piece) } else { more += 1 }
    }
    (fitting, more)
}

fn verdict(text: &mut String, outcome: &Outcome, edits: &[Edit<'_>]) {
    let wire = match outcome.wire() {
        Wire::Breaking => "🔴 **Breaks programs on the wire**",
        Wire::Dangerous => "🟡 **May surprise programs on the wire**",
        Wire::Compatible => "🟢 **Compatible on the wire**",
        Wire::Documentation | Wire::None if outcome.gaps().is_empty() => "⚪ **Nothing changes on the wire**",
        Wire::Documentation | Wire::None => "⚪ **Nothing that was compared changes on the wire**",
    };
    let rust = match outcome.rust() {
        _ if !outcome.comparison.judges_rust => "⚪ **Nothing is said of Rust callers**",
        Rust::Silent => "🔴 **Rust callers compile, and something else happens**",
        Rust::Major => "🔴 **Breaks Rust callers**",
        Rust::Dangerous => "🟡 **Refuses calls of Rust callers that worked**",
        Rust::Minor => "🟢 **Adds to the Rust crate**",
        Rust::Patch => "⚪ **Rust callers compile as before**",
        Rust::None => "⚪ **The Rust crate stays as it is**",
    };
    let wires = [Wire::Breaking, Wire::Dangerous, Wire::Compatible, Wire::Documentation];
    let wires = wires.map(|wire| (edits.iter().filter(|edit| edit.change.wire == wire).count(), wire.name()));
    let rusts = [Rust::Silent, Rust::Major, Rust::Dangerous, Rust::Minor, Rust::Patch];
    let rusts = rusts.map(|rust| (edits.iter().filter(|edit| edit.change.rust == rust).count(), rust.name()));
    let errors =
        if outcome.comparison.judges_rust { String::new() } else { format!(", as {}", plain(&outcome.broken())) };
    let _ = write!(text, "{wire}{}\\\n{rust}{errors}{}", counts(&wires), counts(&rusts));
    if let (Some(version), Some(next)) = (&outcome.versions.was, outcome.suggested()) {
        let _ = write!(text, "\\\n`{PACKAGE}` {} → **{}**", plain(version), plain(&next));
        match (outcome.raised(), outcome.too_small()) {
            (Some(now), _) if now == next => text.push_str(", as `Cargo.toml` says"),
            (Some(now), _) | (None, Some((_, now))) => _ = write!(text, ", but `Cargo.toml` says {}", plain(now)),
            (None, None) => {}
        }
    }
    if let accepted @ 1.. = edits.iter().filter(|edit| edit.accepted.is_some()).count() {
        let _ = write!(text, "\\\n✅ {accepted} of {} accepted", edits.len());
    }
    text.push_str("\n\n");
}

/// Counts by kind, if there is more than one.
fn counts(counts: &[(usize, &str)]) -> String {
    let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}"));
    let counts: Vec<String> = counts.collect();
    if counts.len() < 2 { String::new() } else { format!(": {}", counts.join(", ")) }
}

/// A change: what it is, and why that breaks callers; below, for whom and where.
fn entry(outcome: &Outcome, part: Part, edit: &Edit<'_>, links: Links<'_>) -> String {
    let change = edit.change;
    let for_callers = || outcome::reason_for_callers(change).map(Cow::Borrowed);
    let reason = match part {
        Part::Silent => for_callers(),
        Part::Breaking | Part::Dangerous if change.wire >= Wire::Dangerous => outcome.reason(change),
        Part::Breaking | Part::Dangerous => for_callers(),
        // Of these it says why they do no harm on the wire.
        Part::Major | Part::Compatible | Part::Words => outcome.reason(change).filter(|_| change.set.is_some()),
    };
    let reason = reason.map_or_else(String::new, |reason| format!(" — {}", message(&reason)));
    let accepted = edit.accepted.map(|agreement| format!("\\\n  ✅ accepted: {}", message(&agreement.reason)));
    let accepted = accepted.unwrap_or_default();
    let meanings = outcome::meanings(edit).into_iter();
    let meanings = meanings.map(|[was, is]| format!("\\\n  was: {}\\\n  is: **{}**", message(was), message(is)));
    let meanings: String = meanings.collect();
    let verdict = part.verdict(change).filter(|_| outcome.comparison.judges_rust);
    let facts = [verdict, location(outcome, change, links), Some(touched(edit))];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    format!("- {}{reason}{meanings}{accepted}\\\n  {facts}", message(&change.message))
}

/// The services, and the operations that the message does not name.
fn touched(edit: &Edit<'_>) -> String {
    let services = plain(&edit.services());
    let operations: Vec<String> = match edit.operations().as_slice() {
        [one] if edit.change.message.contains(one) => Vec::new(),
        [one, two, three, rest @ ..] if !rest.is_empty() => {
            vec![plain(one), plain(two), format!("{} and {} more", plain(three), rest.len())]
        }
        all => all.iter().map(|id| plain(id)).collect(),
    };
    if operations.is_empty() { services } else { format!("{services}: {}", operations.join(", ")) }
}

/// What was not compared, and the errors, in the words of `gen`.
fn gaps(text: &mut String, outcome: &Outcome, links: Links<'_>) {
    let entry = |gap: &Gap| {
        let errors = outcome.errors(gap);
        let more = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
        let first = errors.first();
        let reason = first.map_or_else(String::new, |(_, error)| format!(" — {}{more}", message(&error.message)));
        let place = first.map(|(names, error)| {
            let links = if error.is_newer { links.after } else { links.before };
            place(names, &error.location, links)
        });
        let facts = place.into_iter().chain([plain(&gap.service)]).collect::<Vec<_>>().join(" · ");
        format!("- {}{reason}\\\n  {facts}", message(&gap.what))
    };
    if !outcome.gaps().is_empty() {
        let entries = entries(outcome.gaps().iter().map(entry));
        let _ = write!(text, "### ⚪ Not compared ({})\n\n{entries}\n\n", outcome.gaps().len());
    }
    for (report, names) in [(&outcome.comparison.before, &outcome.before), (&outcome.comparison.after, &outcome.after)]
    {
        if report.has_errors() {
            folded(text, &format!("Errors of {}", plain(&names.version)), &errors(report, names));
        }
    }
}

/// Why nothing was compared, in the words of `gen`.
fn failure(text: &mut String, outcome: &Outcome) {
    text.push_str("🔴 **Nothing was compared**:");
    for (report, names) in [(&outcome.comparison.before, &outcome.before), (&outcome.comparison.after, &outcome.after)]
    {
        if report.has_errors() {
            let _ = write!(text, " {} has errors:\n\n{}\n", plain(&names.version), errors(report, names));
        }
    }
}

fn errors(report: &Report, names: &Names) -> String {
    let (mut lines, more) = fitting(report.human(Style::Plain, &names.path).trim_end().lines().map(str::to_owned));
    if more > 0 {
        lines.push(format!("… and {more} more lines"));
    }
    block("text", &lines)
}

fn folded(text: &mut String, title: &str, content: &str) {
    // GitHub reads markdown in there only between empty lines.
    let _ = write!(text, "<details><summary>{title}</summary>\n\n{}\n\n</details>\n\n", content.trim_end());
}
