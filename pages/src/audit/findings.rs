//! Words what was found, with the line of the page and that of the spec. What many pages say of one line of the spec is one finding.
//! Must not know how differences are found.

use super::compare::Difference;
use crate::facts::{Column, Fact, Place, plain};
use crate::page::{Page, Unplaced};
use apig_codegen::api::Operation;
use apig_codegen::{Diagnostic, Severity, Span};
use serde_json::Value;
use std::collections::BTreeMap;

const DIFFERS: &str = "differs-from-page";
const MISSING_IN_SPEC: &str = "missing-in-spec";
const MISSING_ON_PAGE: &str = "missing-on-page";
const WITHOUT_OPERATION: &str = "page-without-operation";
const WITHOUT_PAGE: &str = "operation-without-page";
const UNREAD: &str = "unread-page-text";
const UNUSED: &str = "unused-exception";

/// The codes of what is found; `cargo xtask explain` says more of each.
pub const CODES: [&str; 7] =
    [DIFFERS, MISSING_IN_SPEC, MISSING_ON_PAGE, WITHOUT_OPERATION, WITHOUT_PAGE, UNREAD, UNUSED];

/// A finding names so many lines of pages at most.
const MOST_LINES: usize = 4;

/// Where the spec says it, and what the page says instead.
type Key = (Span, &'static str, String);

#[derive(Default)]
pub struct Findings {
    list: Vec<(Diagnostic, Vec<Span>)>,
    /// Those that further pages may say again.
    known: BTreeMap<Key, usize>,
}

impl Findings {
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let finish = |(diagnostic, more): (Diagnostic, Vec<Span>)| {
            let shown =
                more.iter().take(MOST_LINES).fold(diagnostic, |diagnostic, line| diagnostic.and(*line, "and here"));
            match more.len() {
                0..=MOST_LINES => shown,
                count => shown.help(format!("pages say it at {} lines in all", count + 1)),
            }
        };
        self.list.into_iter().map(finish).collect()
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push((diagnostic, Vec::new()));
    }

    /// Of what many pages say of one line of the spec, the first is told, with the lines of the others.
    fn push_once(&mut self, key: Key, line: Span, diagnostic: impl FnOnce() -> Diagnostic) {
        match self.known.get(&key).and_then(|index| self.list.get_mut(*index)) {
            Some((first, more)) => {
                let is_new = !more.contains(&line) && !first.labels.iter().any(|label| label.span == line);
                more.extend(is_new.then_some(line));
            }
            None => {
                self.known.insert(key, self.list.len());
                self.push(diagnostic());
            }
        }
    }

    /// What differs between a page and the spec.
    pub fn difference(
        &mut self,
        difference: &Difference<'_>,
        (page, operation): (&Page, &Operation),
        line: &dyn Fn(usize) -> Span,
    ) {
        match difference {
            Difference::Cell { page, spec, column: None } => self.types(page, spec, line),
            Difference::Cell { page, spec, column: Some(column) } => self.cell(page, spec, *column, line),
            Difference::Renamed { page, spec } => {
                let at = line(page.at);
                self.push_once((spec.at, "name", page.name.clone()), at, || {
                    let message = format!("{} has another name on the page", what(&spec.place, &spec.name));
                    Diagnostic::new(DIFFERS, Severity::Error, spec.at, message)
                        .label("the name in the spec")
                        .and(at, format!("the page says `{}`", page.name))
                });
            }
            Difference::MissingInSpec(fact) => {
                let message = format!("the spec lacks {}", what(&fact.place, &fact.name));
                self.push(
                    Diagnostic::new(MISSING_IN_SPEC, Severity::Error, line(fact.at), message)
                        .label("the page has it")
                        .and(operation.span, "the operation"),
                );
            }
            Difference::MissingOnPage(fact) => {
                let path = line(page.path.as_ref().map_or(1, |path| path.number));
                self.push_once((fact.at, MISSING_ON_PAGE, String::new()), path, || {
                    let message = format!("the page lacks {}", what(&fact.place, &fact.name));
                    Diagnostic::new(MISSING_ON_PAGE, Severity::Error, fact.at, message)
                        .label("the spec has it")
                        .and(path, "the page of the operation")
                });
            }
        }
    }

    fn types(&mut self, page: &Fact<usize>, spec: &Fact<Span>, line: &dyn Fn(usize) -> Span) {
        let (Some((said, at)), Some((meant, span))) = (&page.ty, &spec.ty) else { return };
        let at = line(*at);
        self.push_once((*span, "type", said.to_string()), at, || {
            let message = format!("{} has another type on the page", what(&page.place, &page.name));
            Diagnostic::new(DIFFERS, Severity::Error, *span, message)
                .label(format!("the spec says {meant}"))
                .and(at, format!("the page says {said}"))
        });
    }

    fn cell(&mut self, page: &Fact<usize>, spec: &Fact<Span>, column: Column, line: &dyn Fn(usize) -> Span) {
        let (said, meant) = (page.cells.get(&column), spec.cells.get(&column));
        let (at, span) = (line(said.map_or(page.at, |said| said.at)), meant.map_or(spec.at, |meant| meant.at));
        let text = |said: Option<&str>| said.map(plain).unwrap_or_default();
        let (said, meant) = (said.map(|said| said.text.as_str()), meant.map(|meant| meant.text.as_str()));
        self.push_once((span, column.name(), text(said)), at, || {
            let what = what(&page.place, &page.name);
            let message = match (column, page.place == Place::Operation) {
                (Column::Value, _) | (_, true) => format!("{what} is another one on the page"),
                (Column::Words, _) => format!("{what} is described in other words on the page"),
                (Column::Mandatory, _) if said == Some("Yes") => format!("{what} is mandatory on the page"),
                (Column::Mandatory, _) => format!("{what} is not mandatory on the page"),
                (Column::Deprecated, _) if said.is_some() => format!("{what} is deprecated on the page"),
                (Column::Deprecated, _) => format!("{what} is not deprecated on the page"),
                (column, _) => format!("{what} has another {} on the page", called(column)),
            };
            let different = said.zip(meant).and_then(|(said, meant)| first_difference(said, meant));
            let (said, meant) = different.unwrap_or_else(|| (shown(column, said), shown(column, meant)));
            Diagnostic::new(DIFFERS, Severity::Error, span, message)
                .label(format!("the spec says {meant}"))
                .and(at, format!("the page says {said}"))
        });
    }

    /// A table of facts that cannot be read.
    pub fn no_table(&mut self, line: Span, reason: &str) {
        let message = format!("this is no table of facts: {reason}");
        self.push(Diagnostic::new(UNREAD, Severity::Error, line, message));
    }

    /// What was not understood.
    pub fn unread(&mut self, unplaced: &Unplaced, line: Span) {
        let message = format!("this is not understood: {}", unplaced.reason);
        self.push(Diagnostic::new(UNREAD, Severity::Error, line, message));
    }

    /// A page of which the spec has no operation; `other` has its path.
    pub fn without_operation(&mut self, page: &Page, other: Option<&Operation>, line: &dyn Fn(usize) -> Span) {
        let path = page.path.as_ref().or(page.title.as_ref()).map_or(1, |path| path.number);
        let message = match (&page.method, &page.path) {
            (Some(method), Some(path)) => format!("the spec has no `{} {}`", method.text, path.text),
            _ => "the page names no method and path".to_owned(),
        };
        let diagnostic = Diagnostic::new(WITHOUT_OPERATION, Severity::Warning, line(path), message);
        self.push(match other {
            Some(other) => diagnostic.and(other.span, format!("it has `{} {}`", other.method.verb(), other.path)),
            None => diagnostic,
        });
    }

    /// An operation that no page describes.
    pub fn without_page(&mut self, operation: &Operation) {
        let message = format!("no page describes `{} {}`", operation.method.verb(), operation.path);
        self.push(Diagnostic::new(WITHOUT_PAGE, Severity::Error, operation.span, message));
    }

    /// An exception without a difference.
    pub fn unused(&mut self, span: Span, at: &str) {
        let message = format!("nothing differs at `{at}` any more");
        self.push(Diagnostic::new(UNUSED, Severity::Error, span, message).help("remove the exception"));
    }
}

/// A cell as messages show it.
fn shown(column: Column, text: Option<&str>) -> String {
    match (column, text) {
        (Column::Deprecated, None) => "nothing of it".to_owned(),
        (_, None) => "none".to_owned(),
        (Column::Values, Some(values)) => values.replace(',', ", "),
        (_, Some(text)) => plain(text),
    }
}

fn called(column: Column) -> &'static str {
    match column {
        Column::FewestItems => "least number of items",
        Column::MostItems => "greatest number of items",
        Column::Values => "list of values",
        column => column.name(),
    }
}

/// What messages call a thing.
fn what(place: &Place, name: &str) -> String {
    match place {
        Place::Operation if name == "function" => "the description".to_owned(),
        Place::Operation if name == "updated" => "the day of the last change".to_owned(),
        Place::Operation => format!("the {name}"),
        Place::Path => format!("the path parameter `{name}`"),
        Place::Query => format!("the query parameter `{name}`"),
        Place::Header => format!("the header `{name}`"),
        Place::Other(location) => format!("the {location} parameter `{name}`"),
        Place::Body => format!("the field `{name}` of the body"),
        Place::RequestExample if name == "-" => "the example of a request".to_owned(),
        Place::RequestExample => format!("example {name} of a request"),
        Place::Status => format!("the status {name}"),
        Place::ResponseHeader(status) => format!("the header `{name}` of the answer {status}"),
        Place::Response(status) => format!("the field `{name}` of the answer {status}"),
        Place::ResponseExample(status) if name == "-" => format!("the example of the answer {status}"),
        Place::ResponseExample(status) => format!("example {name} of the answer {status}"),
    }
}

/// What two JSON texts say differently first, with a pointer to it.
fn first_difference(page: &str, spec: &str) -> Option<(String, String)> {
    let is_compound = |value: &Value| value.is_object() || value.is_array();
    let read = |text: &str| serde_json::from_str::<Value>(text).ok().filter(is_compound);
    let (page, spec) = (read(page)?, read(spec)?);
    let (mut page, mut spec, mut pointer) = (&page, &spec, String::new());
    loop {
        let (step, next_page, next_spec) = match (page, spec) {
            (Value::Object(said), Value::Object(meant)) => {
                let mut keys = said.keys().chain(meant.keys());
                let key = keys.find(|key| said.get(*key) != meant.get(*key))?;
                (key.clone(), said.get(key), meant.get(key))
            }
            (Value::Array(said), Value::Array(meant)) => {
                let at = (0..said.len().max(meant.len())).find(|at| said.get(*at) != meant.get(*at))?;
                (at.to_string(), said.get(at), meant.get(at))
            }
            _ => return Some((format!("`{pointer}` is {page}"), format!("`{pointer}` is {spec}"))),
        };
        pointer = format!("{pointer}/{step}");
        match (next_page, next_spec) {
            (Some(said), Some(meant)) => (page, spec) = (said, meant),
            (said, meant) => {
                let is = |value: Option<&Value>| match value {
                    Some(value) => format!("`{pointer}` is {value}"),
                    None => format!("there is no `{pointer}`"),
                };
                return Some((is(said), is(meant)));
            }
        }
    }
}
