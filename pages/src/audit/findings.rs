//! Words what was found, with the line of the page and that of the spec. What many pages say of one line of the spec is one finding.
//! Must not know how differences are found.

use super::compare::Difference;
use super::lines::Lines;
use super::wording::{called, first_difference, format_of, is_number, shown, what};
use crate::facts::{Column, Fact, Place, plain};
use crate::page::{Page, Type, Unplaced};
use apig_codegen::api::Operation;
use apig_codegen::{Diagnostic, Severity, Span};
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
        lines: Lines<'_>,
    ) {
        match difference {
            Difference::Cell { page, spec, column: None } => self.types(page, spec, lines),
            Difference::Cell { page, spec, column: Some(column) } => self.cell(page, spec, *column, lines),
            Difference::Renamed { page, spec } => {
                let at = lines.line(page.at);
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
                    Diagnostic::new(MISSING_IN_SPEC, Severity::Error, lines.line(fact.at), message)
                        .label("the page has it")
                        .and(operation.span, "the operation"),
                );
            }
            Difference::MissingOnPage(fact) => {
                let path = lines.line(page.path.as_ref().map_or(1, |path| path.number));
                self.push_once((fact.at, MISSING_ON_PAGE, String::new()), path, || {
                    let message = format!("the page lacks {}", what(&fact.place, &fact.name));
                    Diagnostic::new(MISSING_ON_PAGE, Severity::Error, fact.at, message)
                        .label("the spec has it")
                        .and(path, "the page of the operation")
                });
            }
        }
    }

    fn types(&mut self, page: &Fact<usize>, spec: &Fact<Span>, lines: Lines<'_>) {
        let (Some((said, at)), Some((meant, span))) = (&page.ty, &spec.ty) else { return };
        let at = lines.line(*at);
        self.push_once((*span, "type", said.to_string()), at, || {
            let message = format!("{} has another type on the page", what(&page.place, &page.name));
            let diagnostic = Diagnostic::new(DIFFERS, Severity::Error, *span, message)
                .label(format!("the spec says {meant}"))
                .and(at, format!("the page says {said}"));
            let format = format_of(meant).and_then(|written| lines.value(*span, written)).zip(format_of(said));
            // Both are integers, or numbers.
            let is_format = matches!((said, meant), (Type::Integer | Type::Long, Type::Integer | Type::Long))
                || matches!((said, meant), (Type::Float | Type::Double, Type::Float | Type::Double));
            match format.filter(|_| is_format) {
                Some((span, format)) => diagnostic.patch(span, format),
                None => diagnostic,
            }
        });
    }

    fn cell(&mut self, page: &Fact<usize>, spec: &Fact<Span>, column: Column, lines: Lines<'_>) {
        let (said, meant) = (page.cells.get(&column), spec.cells.get(&column));
        let (at, span) = (lines.line(said.map_or(page.at, |said| said.at)), meant.map_or(spec.at, |meant| meant.at));
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
            let diagnostic = Diagnostic::new(DIFFERS, Severity::Error, span, message)
                .label(format!("the spec says {meant}"))
                .and(at, format!("the page says {said}"));
            match lines.value(span, &meant).filter(|_| is_number(column) && said.parse::<f64>().is_ok()) {
                Some(value) => diagnostic.patch(value, said),
                None => diagnostic,
            }
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
    pub fn without_operation(&mut self, page: &Page, other: Option<&Operation>, lines: Lines<'_>) {
        let path = page.path.as_ref().or(page.title.as_ref()).map_or(1, |path| path.number);
        let message = match (&page.method, &page.path) {
            (Some(method), Some(path)) => format!("the spec has no `{} {}`", method.text, path.text),
            _ => "the page names no method and path".to_owned(),
        };
        let diagnostic = Diagnostic::new(WITHOUT_OPERATION, Severity::Warning, lines.line(path), message);
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

    /// What only the SDKs told, and a page says by now.
    pub fn said(&mut self, line: Span, fact: &Fact<usize>) {
        let message = format!("the page says all of {} by now", what(&fact.place, &fact.name));
        self.push(Diagnostic::new(UNUSED, Severity::Error, line, message).help("remove the line"));
    }

    /// An exception without a difference.
    pub fn unused(&mut self, span: Span, at: &str) {
        let message = format!("nothing differs at `{at}` any more");
        self.push(Diagnostic::new(UNUSED, Severity::Error, span, message).help("remove the exception"));
    }
}
