//! Collects differences, and merges those that come of one edit into one change. Must not know what is compared.

use super::catalogue::Rule;
use super::{Announced, Change, Direction, Location, Rust, Subject, words};
use crate::api::Deprecation;
use crate::source::{Sources, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// The direction of the data that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// From caller to server.
    Request,
    /// From server to caller.
    Response,
}

/// A difference.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// What it is about.
    pub subject: Subject,
    /// The same in the older version, if it had another name there.
    pub older: Option<Subject>,
    /// What it is about inside of the subject, such as `each item of `; may be empty.
    pub inside: String,
    /// What happened, as the rest of a sentence that begins with the subject.
    pub what: String,
    /// What was announced of it, if it vanished.
    pub announced: Option<Announced>,
    /// Whether it is about a secret, whatever kind of change it is.
    pub secret: bool,
    /// The direction of the data.
    pub way: Option<Way>,
    /// Its span in the older version.
    pub before: Option<Span>,
    /// Its span in the newer version.
    pub after: Option<Span>,
}

impl Finding {
    /// A difference that is about no data.
    pub fn new(rule: &'static Rule, subject: Subject, what: impl Into<String>) -> Self {
        let (what, inside) = (what.into(), String::new());
        let (older, announced, way) = (None, None, None);
        Self { rule, subject, older, inside, what, announced, secret: false, way, before: None, after: None }
    }

    /// With its spans.
    pub fn at(self, before: Option<Span>, after: Option<Span>) -> Self {
        Self { before, after, ..self }
    }

    /// As one about a secret, if it is.
    pub fn of_secret(self, secret: bool) -> Self {
        Self { secret, ..self }
    }

    /// As one about something that vanished, of which the older version said this.
    pub fn gone(self, deprecation: Option<&Deprecation>) -> Self {
        let Some(Deprecation { since, sunset, replaced_by: _ }) = deprecation else { return self };
        let text = |said: &Option<Spanned<String>>| said.as_ref().map(|said| said.value.clone());
        let announced = Announced { since: text(since), sunset: text(sunset) };
        let what = format!("{}{}", self.what, words::announced(&announced));
        Self { what, announced: Some(announced), ..self }
    }

    /// With the name that its subject had.
    pub fn once(self, older: Subject) -> Self {
        let older = (older != self.subject).then_some(older);
        Self { older, ..self }
    }
}

/// What two findings have in common that come of one edit.
type Edit = (&'static str, String, Option<Span>, Option<Span>);

/// Findings of a service that come of one edit.
#[derive(Debug)]
struct Edited {
    first: Finding,
    subjects: Vec<Subject>,
    older: Vec<Subject>,
    renamed: Vec<(Subject, Subject)>,
    seen: BTreeSet<Subject>,
    ways: BTreeSet<Way>,
    operations: Vec<String>,
}

/// The findings of a service, edit by edit.
#[derive(Debug, Default)]
pub struct Edits {
    by_edit: BTreeMap<Edit, usize>,
    list: Vec<Edited>,
}

impl Edits {
    /// Takes in a finding that touches this operation, if it touches one.
    pub fn add(&mut self, finding: &Finding, operation: Option<&str>) {
        let edit = (finding.rule.id, finding.what.clone(), finding.before, finding.after);
        let at = *self.by_edit.entry(edit).or_insert(self.list.len());
        if at == self.list.len() {
            let (subjects, older, renamed, operations) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            let (seen, ways) = (BTreeSet::new(), BTreeSet::new());
            self.list.push(Edited { first: finding.clone(), subjects, older, renamed, seen, ways, operations });
        }
        let Some(edited) = self.list.get_mut(at) else { return };
        // What a type says, its uses say by it.
        let is_type = |finding: &Finding| matches!(finding.subject, Subject::Type { .. });
        if is_type(finding) && !is_type(&edited.first) {
            edited.first = finding.clone();
        }
        if let Some(older) = finding.older.as_ref().filter(|older| !edited.seen.contains(older)) {
            edited.renamed.push((older.clone(), finding.subject.clone()));
        }
        let lists = [(Some(&finding.subject), &mut edited.subjects), (finding.older.as_ref(), &mut edited.older)];
        for (subject, list) in lists {
            if let Some(subject) = subject.filter(|subject| !edited.seen.contains(subject)) {
                edited.seen.insert(subject.clone());
                list.push(subject.clone());
            }
        }
        edited.ways.extend(finding.way);
        if let Some(operation) =
            operation.filter(|operation| edited.operations.last().map(String::as_str) != Some(operation))
        {
            edited.operations.push(operation.to_owned());
        }
    }

    /// The changes, in the order of their locations.
    pub fn into_changes(self, service: &str, before: &Sources, after: &Sources) -> Vec<Change> {
        let mut changes: Vec<Change> =
            self.list.into_iter().map(|edited| edited.into_change(service, before, after)).collect();
        changes.sort_by(|a, b| order(a).cmp(&order(b)));
        changes
    }
}

/// What changes are sorted by.
fn order(change: &Change) -> (Option<&Location>, &str, &str) {
    (change.after.as_ref().or(change.before.as_ref()), change.id, &change.message)
}

impl Edited {
    fn into_change(self, service: &str, before: &Sources, after: &Sources) -> Change {
        let Self { first, mut subjects, older, renamed, seen: _, ways, operations } = self;
        let direction = match (ways.contains(&Way::Request), ways.contains(&Way::Response)) {
            (true, true) => Some(Direction::Both),
            (true, false) => Some(Direction::Request),
            (false, true) => Some(Direction::Response),
            (false, false) => None,
        };
        subjects.retain(|subject| *subject != first.subject);
        // The uses of a type go without saying.
        let counts = !matches!(first.subject, Subject::Type { .. }) && !subjects.is_empty();
        let like_it = if counts { format!(" (and {} more)", subjects.len()) } else { String::new() };
        let message = format!("{}{}{like_it} {}", first.inside, words::subject(&first.subject), first.what);
        Change {
            id: first.rule.id,
            message,
            what: first.what,
            service: service.to_owned(),
            subject: first.subject,
            also: subjects.into_iter().chain(older).collect(),
            renamed,
            operations,
            direction,
            announced: first.announced,
            security: first.rule.security || first.secret,
            before: first.before.map(|span| locate(before, span)),
            after: first.after.map(|span| locate(after, span)),
            wire: first.rule.judge(direction).wire,
            set: None,
            rust: Rust::None,
            items: Vec::new(),
        }
    }
}

/// The location of a span, no longer than a line.
pub fn locate(sources: &Sources, span: Span) -> Location {
    let span = sources.visible(span);
    let (start, end) = (sources.position(span.file, span.start), sources.position(span.file, span.end));
    Location {
        path: sources.path(span.file).to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
