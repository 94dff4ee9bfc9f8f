//! Formats a comparison as a page for a browser: one file that loads nothing, with both sides of each change beside each other. Knows
//! what the page shows. Must not know streams, or how the page looks.

use super::edit::Edit;
use super::markdown::Part;
use super::outcome::{self, Outcome};
use super::versions::{Names, PACKAGE};
use apig_codegen::diff::{Change, Gap, Location};
use apig_codegen::{Report, Style};
use minijinja::{Environment, Value, context};

/// How many lines stand above and below what changed.
const AROUND: usize = 3;
/// Of what is long, this many lines are shown.
const MOST_LINES: usize = 40;

/// Reads the text of a file of one of the versions.
pub type Texts<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The whole page. The error is one of the template.
pub fn text(outcome: &Outcome, (old, new): (Texts<'_>, Texts<'_>)) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    // The name decides that all values are escaped.
    environment.add_template("report.html", include_str!("report.html.jinja"))?;
    let edits: Vec<Value> = outcome.edits().iter().map(|edit| entry(outcome, edit, (old, new))).collect();
    let failures = [(&outcome.comparison.before, &outcome.before), (&outcome.comparison.after, &outcome.after)];
    let failures = failures.into_iter().filter(|(report, _)| report.has_errors()).map(failure);
    environment.get_template("report.html")?.render(context! {
        sentence => outcome.sentence(),
        before => outcome.before.version.as_str(),
        after => outcome.after.version.as_str(),
        wire => outcome.wire().name(),
        rust => outcome.name_of(outcome.rust()),
        is_compared => !outcome.failed(),
        package => PACKAGE,
        version => outcome.versions.was.as_deref(),
        too_small => outcome.too_small().map(|(_, now)| now),
        suggested => outcome.suggested(),
        failures => failures.collect::<Vec<_>>(),
        gaps => outcome.gaps().iter().map(|gap| not_compared(outcome, gap)).collect::<Vec<_>>(),
        edits,
    })
}

fn not_compared(outcome: &Outcome, gap: &Gap) -> Value {
    let errors = outcome.errors(gap).into_iter().map(|(names, error)| {
        let at = &error.location;
        format!("{}{}:{}:{}: {}", names.path, at.path, at.line, at.column, error.message)
    });
    context! { service => gap.service.as_str(), what => gap.what.as_str(), errors => errors.collect::<Vec<_>>() }
}

/// What is wrong with a version, in the words of `gen`.
fn failure((report, names): (&Report, &Names)) -> Value {
    let errors = report.human(Style::Plain, &names.path);
    context! { version => names.version.as_str(), errors => errors.lines().map(str::to_owned).collect::<Vec<_>>() }
}

fn entry(outcome: &Outcome, edit: &Edit<'_>, (old, new): (Texts<'_>, Texts<'_>)) -> Value {
    let change = edit.change;
    let items = edit.items().filter(|item| item.before != item.after);
    let items = items.map(|item| context! { before => item.before.as_deref(), after => item.after.as_deref() });
    let items: Vec<Value> = items.collect();
    let meanings =
        outcome::meanings(edit).into_iter().map(|[was, is]| context! { was => was.as_str(), is => is.as_str() });
    context! {
        id => change.id,
        message => change.message.as_str(),
        verdict => verdict(change),
        wire => change.wire.name(),
        rust => outcome.name_of(change.rust),
        security => change.security,
        accepted => edit.accepted.map(|agreement| agreement.reason.trim_end_matches('.')),
        reason => outcome.reason(change),
        reason_for_callers => outcome::reason_for_callers(change),
        meanings => meanings.collect::<Vec<_>>(),
        services => edit.services(),
        operations => edit.operations().join(", "),
        before => change.before.as_ref().map(|at| side(&outcome.before, at, old)),
        after => change.after.as_ref().map(|at| side(&outcome.after, at, new)),
        count => items.len(),
        items,
    }
}

/// The worse of the two verdicts, which filters and colours go by.
fn verdict(change: &Change) -> &'static str {
    match Part::of(change) {
        Part::Silent => "silent",
        Part::Breaking | Part::Major => "breaking",
        Part::Dangerous => "dangerous",
        Part::Compatible => "compatible",
        Part::Words => "documentation",
    }
}

/// What the document says there, with a few lines around it.
fn side(names: &Names, at: &Location, texts: Texts<'_>) -> Value {
    let text = texts(&at.path).unwrap_or_default();
    let (first, last) = (at.line.saturating_sub(AROUND).max(1), at.end_line.max(at.line).saturating_add(AROUND));
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let lines = lines.skip_while(|(number, _)| *number < first).take_while(|(number, _)| *number <= last);
    let lines = lines.take(MOST_LINES).map(|(number, line)| {
        context! { number, line, is_changed => (at.line..=at.end_line.max(at.line)).contains(&number) }
    });
    context! { place => format!("{}{}:{}", names.path, at.path, at.line), lines => lines.collect::<Vec<_>>() }
}
