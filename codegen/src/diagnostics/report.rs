//! Prints diagnostics for people; `json` and `github` print them for programs. The only module that knows
//! annotate-snippets.

mod findings;
mod github;
mod json;

use super::excerpt::Excerpt;
use super::{Diagnostic, Diagnostics, Label, Quotes, Severity};
use crate::source::{FileId, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use findings::Kinds;
use std::fmt::Write;

/// Whether the text may hold terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// For a terminal.
    Colour,
}

/// All diagnostics, sorted, and the files that they are about.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Errors and warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
    notes: Vec<Diagnostic>,
    pub(crate) sources: Sources,
}

/// Of more messages than this the kinds are counted, and only the first of each kind are shown: nobody reads on.
const MOST_SHOWN: usize = 100;

/// A character that a terminal, or the eye, would act upon instead of showing it.
fn acts(c: char) -> bool {
    c.is_control() || crate::text::is_bidi(c)
}

/// Text from the input as it may be shown.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// The same for several lines.
fn printable_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// A replacement as it is written into the file: what is replaced decides on the quotes.
fn in_quotes(written: &str, replacement: &str, quotes: Quotes, is_json: bool) -> String {
    let single = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let double = |text: &str| serde_json::Value::from(text).to_string();
    match (quotes, written.chars().next()) {
        (Quotes::Kept, Some('\'')) => single(replacement),
        (Quotes::Kept, Some('"')) => double(replacement),
        (Quotes::Kept, Some(_) | None) | (Quotes::Exact, _) => replacement.to_owned(),
        (Quotes::Added, _) if is_json => double(written),
        (Quotes::Added, _) => single(written),
        (Quotes::Removed, _) => written.trim_matches(['\'', '"']).to_owned(),
    }
}

/// The edit that would fix it, as it is written into the file.
pub(crate) fn written_patch(diagnostic: &Diagnostic, sources: &Sources) -> Option<super::Patch> {
    let super::Patch { span, replacement } = diagnostic.patch.as_ref()?;
    let written = sources.text(span.file).get(span.start..span.end).unwrap_or_default();
    let replacement = in_quotes(written, replacement, diagnostic.quotes, sources.is_json(span.file));
    Some(super::Patch { span: *span, replacement })
}

impl Report {
    pub(crate) fn new(mut diagnostics: Vec<Diagnostic>, sources: Sources) -> Self {
        for diagnostic in &mut diagnostics {
            diagnostic.patch = written_patch(diagnostic, &sources);
        }
        for label in diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.labels) {
            label.span = sources.visible(label.span);
        }
        let (notes, diagnostics) = diagnostics.into_iter().partition(|message| message.severity == Severity::Note);
        Self { diagnostics, notes, sources }
    }

    /// Adds a file that is no document, so that findings can be shown in it.
    pub fn add_source(&mut self, path: &str, text: &str) -> FileId {
        self.sources.add_outside(path, text)
    }

    /// Adds a file below the spec root that is no document either.
    pub fn add_file(&mut self, path: &str, text: &str) -> FileId {
        self.sources.add(path, text)
    }

    /// A line of a file, from 1, as far as it has text.
    pub fn line(&self, file: FileId, number: usize) -> Span {
        let (start, end) = (self.sources.offset(file, number, 1), self.sources.offset(file, number + 1, 1));
        let line = self.sources.text(file).get(start..end).unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        Span { file, start: start + indent, end: start + line.trim_end().len().max(indent) }
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.sources.text(span.file).get(span.start..span.end).unwrap_or_default()
    }

    /// Adds findings of another kind behind those that are there.
    pub fn extend(&mut self, findings: Vec<Diagnostic>) {
        let mut list = Diagnostics::default();
        findings.into_iter().for_each(|finding| list.push(finding));
        let more = Self::new(list.into_sorted(), std::mem::take(&mut self.sources));
        self.diagnostics.extend(more.diagnostics);
        self.notes.extend(more.notes);
        self.sources = more.sources;
    }

    /// The errors and warnings, sorted by file and span.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What is not as one expects though nothing is wrong, sorted by file and span.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// Tells whether one of the messages is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn path(&self, span: Span, spec_root: &str) -> String {
        printable(&self.sources.shown_path(span.file, spec_root))
    }

    /// rustc's look: position, excerpt, hint. `spec_root` is put before each path, so that a terminal can open it.
    pub fn human(&self, style: Style, spec_root: &str) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colour => Renderer::styled(),
        };
        let kinds = findings::kinds(self.diagnostics.iter());
        let shown = self.most_important(&kinds);
        let is_whole = shown.len() == self.diagnostics.len();
        let mut text = if is_whole { String::new() } else { self.counts(&kinds, spec_root) + "\n" };
        for diagnostic in &shown {
            text.push_str(&self.render(&renderer, diagnostic, spec_root));
            text.push_str("\n\n");
        }
        if let more @ 1.. = self.diagnostics.len() - shown.len() {
            let _ = write!(text, "… and {more} more\n\n");
        }
        text
    }

    /// All messages, or as many of each kind if there are too many, errors first.
    fn most_important<'r>(&'r self, kinds: &Kinds<'r>) -> Vec<&'r Diagnostic> {
        if self.diagnostics.len() <= MOST_SHOWN {
            return self.diagnostics.iter().collect();
        }
        let of_each = (MOST_SHOWN / kinds.len().max(1)).max(1);
        kinds.values().flat_map(|list| list.iter().take(of_each).copied()).collect()
    }

    fn render(&self, renderer: &Renderer, diagnostic: &Diagnostic, spec_root: &str) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let message = printable(&diagnostic.message);
        let title = level.primary_title(message).id(diagnostic.code);
        let mut group = Group::with_title(title);
        let mut cut = Vec::new();
        for labels in self.by_excerpt(&diagnostic.labels) {
            let (snippet, places) = self.snippet(labels, spec_root);
            group = group.element(snippet);
            cut.extend(places);
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
                .patch(Patch::new(excerpt.within(patch.span), printable_lines(&patch.replacement)));
            groups.push(Group::with_title(Level::HELP.secondary_title("change it to")).element(snippet));
        }
        // The printer counts columns in what it is given.
        let rendered = renderer.render(&groups);
        cut.into_iter().fold(rendered, |text, (counted, place)| text.replacen(&counted, &place, 1))
    }

    /// The excerpt around labels; and, if that begins within a line, where the printer takes its first label to be, and where
    /// that is.
    fn snippet<'a>(
        &self,
        labels: Vec<(bool, &'a Label)>,
        spec_root: &str,
    ) -> (Snippet<'a, annotate_snippets::Annotation<'a>>, Option<(String, String)>) {
        let spans: Vec<Span> = labels.iter().map(|(_, label)| label.span).collect();
        let excerpt = Excerpt::around(&self.sources, &spans);
        let path = spans.first().map(|span| self.path(*span, spec_root)).unwrap_or_default();
        let place = |line: usize, column: usize| format!("{path}:{line}:{column}");
        let cut = spans.first().filter(|_| excerpt.is_cut).map(|span| {
            let at = self.sources.position(span.file, span.start);
            let before = excerpt.text.get(..excerpt.within(*span).start).unwrap_or_default();
            (place(excerpt.line, before.chars().count() + 1), place(at.line, at.column))
        });
        let mut snippet = Snippet::source(excerpt.text.clone()).line_start(excerpt.line).path(path.clone());
        for ((main, label), span) in labels.into_iter().zip(spans) {
            let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(excerpt.within(span));
            snippet = snippet.annotation(if label.text.is_empty() {
                annotation
            } else {
                annotation.label(printable(&label.text))
            });
        }
        (snippet, cut)
    }

    /// Labels that are near to each other share one excerpt; that of the main label comes first.
    fn by_excerpt<'a>(&self, labels: &'a [Label]) -> Vec<Vec<(bool, &'a Label)>> {
        let mut excerpts: Vec<Vec<(bool, &'a Label)>> = Vec::new();
        for (index, label) in labels.iter().enumerate() {
            let near = |excerpt: &&mut Vec<(bool, &Label)>| {
                excerpt.first().is_some_and(|(_, first)| Excerpt::holds(&self.sources, first.span, label.span))
            };
            match excerpts.iter_mut().find(near) {
                Some(excerpt) => excerpt.push((index == 0, label)),
                None => excerpts.push(vec![(index == 0, label)]),
            }
        }
        excerpts
    }
}
