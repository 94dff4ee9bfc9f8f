//! Diagnostics as text: for people, for programs, for GitHub. The only module that knows annotate-snippets.

use super::{Diagnostic, Label, Severity};
use crate::source::{Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::fmt::Write;

/// Whether the text may hold terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// For a terminal.
    Colour,
}

/// Everything that was found, sorted, and the files it was found in.
#[derive(Debug)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

/// Text from the input that is shown on a terminal: control characters must not reach it.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' || crate::text::is_bidi(c) { '\u{fffd}' } else { c }).collect()
}

impl Report {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>, sources: Sources) -> Self {
        Self { diagnostics, sources }
    }

    /// The messages, sorted by file and place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Tells whether one of the messages is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn path(&self, span: Span, spec_root: &str) -> String {
        format!("{spec_root}{}", self.sources.path(span.file))
    }

    /// rustc's look: position, excerpt, hint. `spec_root` is put before each path, so that a terminal can open it.
    pub fn human(&self, style: Style, spec_root: &str) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colour => Renderer::styled(),
        };
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            text.push_str(&self.render(&renderer, diagnostic, spec_root));
            text.push_str("\n\n");
        }
        text
    }

    fn render(&self, renderer: &Renderer, diagnostic: &Diagnostic, spec_root: &str) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&diagnostic.message);
        let title = level.primary_title(message).id(diagnostic.code);
        let mut group = Group::with_title(title);
        for labels in self.by_file(&diagnostic.labels) {
            group = group.element(self.snippet(labels, spec_root));
        }
        let mut groups = Vec::new();
        for help in &diagnostic.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        groups.push(group);
        if let Some(patch) = &diagnostic.patch {
            let excerpt = Excerpt::around(&self.sources, &[patch.span]);
            let snippet = Snippet::source(excerpt.text.clone())
                .line_start(excerpt.line)
                .path(self.path(patch.span, spec_root))
                .patch(Patch::new(excerpt.within(patch.span), printable(&patch.replacement)));
            groups.push(Group::with_title(Level::HELP.secondary_title("change it to")).element(snippet));
        }
        renderer.render(&groups)
    }

    /// Labels of one file make one excerpt; the main place's file comes first.
    fn by_file<'a>(&self, labels: &'a [Label]) -> Vec<Vec<(bool, &'a Label)>> {
        let mut files: Vec<Vec<(bool, &Label)>> = Vec::new();
        for (index, label) in labels.iter().enumerate() {
            let same = |group: &&mut Vec<(bool, &Label)>| {
                group.first().is_some_and(|(_, first)| first.span.file == label.span.file)
            };
            match files.iter_mut().find(same) {
                Some(group) => group.push((index == 0, label)),
                None => files.push(vec![(index == 0, label)]),
            }
        }
        files
    }

    fn snippet<'a>(
        &self,
        labels: Vec<(bool, &'a Label)>,
        spec_root: &str,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let spans: Vec<Span> = labels.iter().map(|(_, label)| self.sources.visible(label.span)).collect();
        let excerpt = Excerpt::around(&self.sources, &spans);
        let path = spans.first().map(|span| self.path(*span, spec_root)).unwrap_or_default();
        let mut snippet = Snippet::source(excerpt.text.clone()).line_start(excerpt.line).path(path);
        for ((main, label), span) in labels.into_iter().zip(spans) {
            let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(excerpt.within(span));
            snippet = snippet.annotation(if label.text.is_empty() {
                annotation
            } else {
                annotation.label(printable(&label.text))
            });
        }
        snippet
    }

    /// One JSON document: an array with an object per message.
    pub fn json(&self, spec_root: &str) -> String {
        let place = |label: &Label| {
            let start = self.sources.position(label.span.file, label.span.start);
            let end = self.sources.position(label.span.file, self.sources.visible(label.span).end);
            serde_json::json!({
                "path": self.path(label.span, spec_root),
                "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
                "text": label.text,
            })
        };
        let list: Vec<serde_json::Value> = self
            .diagnostics
            .iter()
            .map(|diagnostic| {
                serde_json::json!({
                    "code": diagnostic.code,
                    "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
                    "message": diagnostic.message,
                    "places": diagnostic.labels.iter().map(place).collect::<Vec<_>>(),
                    "help": diagnostic.help,
                    "replacement": diagnostic.patch.as_ref().map(|patch| &patch.replacement),
                })
            })
            .collect();
        serde_json::Value::Array(list).to_string()
    }

    /// GitHub's annotation commands, one line per message.
    pub fn github(&self, spec_root: &str) -> String {
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let Some(label) = diagnostic.labels.first() else { continue };
            let start = self.sources.position(label.span.file, label.span.start);
            let end = self.sources.position(label.span.file, self.sources.visible(label.span).end);
            let mut message = diagnostic.message.clone();
            for help in &diagnostic.help {
                message.push_str("\nhelp: ");
                message.push_str(help);
            }
            let _ = writeln!(
                text,
                "::{command} title={},file={},line={},col={},endLine={},endColumn={}::{}",
                diagnostic.code,
                property(&self.path(label.span, spec_root)),
                start.line,
                start.column,
                end.line,
                end.column,
                data(&message),
            );
        }
        text
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The lines around some places. Only these go to the printer, so that its cost does not grow with the file.
struct Excerpt {
    text: String,
    line: usize,
    start: usize,
}

/// Lines shown above and below a marked place.
const MARGIN: usize = 2;

/// Longer lines are cut: a minified document is one line of megabytes.
const LONGEST_LINE: usize = 400;

impl Excerpt {
    fn around(sources: &Sources, spans: &[Span]) -> Self {
        let Some(file) = spans.first().map(|span| span.file) else {
            return Self { text: String::new(), line: 1, start: 0 };
        };
        let text = sources.text(file);
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(0).min(text.len());
        let mut line = sources.position(file, first).line.saturating_sub(MARGIN).max(1);
        let mut start = sources.offset(file, line, 1);
        if first.saturating_sub(start) > LONGEST_LINE {
            line = sources.position(file, first).line;
            start = floor(text, first.saturating_sub(LONGEST_LINE / 4).max(sources.offset(file, line, 1)));
        }
        let below = sources.offset(file, sources.position(file, last).line + MARGIN + 1, 1);
        let end = below.min(floor(text, last.saturating_add(LONGEST_LINE))).max(last);
        let text = text.get(start..end).unwrap_or("").chars().map(shown).collect();
        Self { text, line, start }
    }

    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let end = self.text.len();
        let from = span.start.saturating_sub(self.start).min(end);
        from..span.end.saturating_sub(self.start).clamp(from, end)
    }
}

/// A character of the input as it is shown: one of as many bytes, so that offsets stay true.
fn shown(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        _ if !c.is_control() && !crate::text::is_bidi(c) => c,
        _ if c.len_utf8() == 1 => ' ',
        _ if c.len_utf8() == 2 => '¤',
        _ => '\u{fffd}',
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
