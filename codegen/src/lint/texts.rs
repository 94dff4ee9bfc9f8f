//! Rules about texts: whether there is one, and whether it says something. Must not know what is described.

use super::model::{Element, Model, describe};
use super::rule::{Findings, Preset, Rule};
use super::unfinished::{TEXTS, finished};
use crate::diagnostics::{Patch, Severity};
use crate::grammar::Object;
use crate::source::{Sources, Span};

pub const MISSING_DESCRIPTION: Rule = Rule {
    id: "missing-description",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Whatever users meet has a description.",
    rationale: "Descriptions become the documentation of the SDK. Every row of the vendor's tables has one, so a missing one was \
                forgotten. A schema needs one if a property refers to it, because the property has no other text.",
    bad: "\
size:
  type: integer
  format: int32
",
    good: "\
size:
  type: integer
  format: int32
  description: How large the thing is.
",
    vendor: &[],
    fixes: false,
    check: missing_description,
};

pub const DESCRIPTION_END: Rule = Rule {
    id: "description-end",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "A description ends like a sentence.",
    rationale: "Descriptions stand one after another in the documentation. A full stop tells that a text was copied to its end; where \
                the page itself has none, an exception says so.",
    bad: "\
description: How large the thing is
",
    good: "\
description: How large the thing is.
",
    vendor: &[],
    fixes: true,
    check: description_end,
};

pub const SUMMARY_END: Rule = Rule {
    id: "summary-end",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Every operation has a summary, which ends without a full stop.",
    rationale: "A summary is the title of the vendor's page. It becomes the first line of the documentation, and of lists of operations.",
    bad: "\
summary: Querying Things.
",
    good: "\
summary: Querying Things
",
    vendor: &[],
    fixes: true,
    check: summary_end,
};

pub const EMPTY_WORDS: Rule = Rule {
    id: "description-repeats-name",
    preset: Preset::Vendor,
    severity: Severity::Warning,
    summary: "A description says more than the name.",
    rationale: "A text that only repeats the name helps nobody, and often means that a table was read without its text.",
    bad: "\
error_code:
  type: string
  description: The error code.
",
    good: "\
error_code:
  type: string
  description: What failed, for programs.
",
    vendor: &[],
    fixes: false,
    check: repeats_name,
};

pub const ENGLISH: Rule = Rule {
    id: "english-text",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Texts are in English, down to the punctuation.",
    rationale: "The vendor translates its pages; what was overlooked there, such as a full-width comma, is copied easily and seen by \
                users only.",
    bad: "\
description: What failed，for people.
",
    good: "\
description: What failed, for people.
",
    vendor: &["INT-010-01-2507-2507-M"],
    fixes: false,
    check: english,
};

/// Whether users read a description of it in the documentation.
fn needs_description(index: usize, element: &Element<'_>, shown: &[bool]) -> bool {
    match element.kind {
        Object::Info
        | Object::Tag
        | Object::Operation
        | Object::Parameter
        | Object::Response
        | Object::Header
        | Object::SecurityScheme
        | Object::ServerVariable
        | Object::Server
        | Object::Waiter => true,
        Object::Schema => element.keyword == "properties" || shown.get(index).is_some_and(|shown| *shown),
        Object::Document
        | Object::Fragment
        | Object::ExternalDocs
        | Object::Components
        | Object::PathItem
        | Object::Pagination
        | Object::RequestBody
        | Object::MediaType
        | Object::Encoding
        | Object::Example
        | Object::Link
        | Object::Callback
        | Object::Discriminator
        | Object::Xml
        | Object::LintConfig
        | Object::LintException
        | Object::AuditConfig
        | Object::AuditException
        | Object::Agreement
        | Object::DiffConfig
        | Object::DiffSeverity => false,
    }
}

fn missing_description(model: &Model<'_>, findings: &mut Findings) {
    let mut shown = vec![false; model.elements.len()];
    for element in
        model.elements.iter().filter(|element| element.kind == Object::Schema && element.keyword == "properties")
    {
        let target = element.target.and_then(|target| model.resolved(target));
        if let Some(mark) = target.and_then(|(target, _)| shown.get_mut(target)) {
            *mark = true;
        }
    }
    for (index, element) in model.elements.iter().enumerate() {
        if element.is_reference() || !needs_description(index, element, &shown) {
            continue;
        }
        let is_described = element.text("description").is_some_and(|(text, _)| !text.trim().is_empty());
        let several = element.list("allOf").len() > 1;
        if !is_described && !several {
            let what = describe(element);
            findings.of(element, format!("{what} has no description")).help("copy the text from the vendor's table");
        }
    }
}

/// Whether its description is made of sentences. Those of responses and servers are names, those of links are titles.
fn has_sentences(kind: Object) -> bool {
    !matches!(kind, Object::Response | Object::Server | Object::ExternalDocs | Object::Example)
}

fn description_end(model: &Model<'_>, findings: &mut Findings) {
    for element in model.elements.iter().filter(|element| has_sentences(element.kind)) {
        let Some((text, span)) = finished(element, "description") else { continue };
        // A list may end a text.
        let last = text.trim_end().lines().next_back().unwrap_or_default().trim_start();
        if last.is_empty() || last.ends_with(['.', '!', '?', ')', '`', ':']) || last.starts_with(['-', '*', '|']) {
            continue;
        }
        let end = end_of_text(model.sources, span);
        let patch = end.map(|at| Patch { span: Span { start: at, end: at, ..span }, replacement: ".".to_owned() });
        let span = end.map_or(span, |at| Span { start: last_character(model.sources, span, at), end: at, ..span });
        findings
            .at(element, span, format!("the description of {} ends without a full stop", describe(element)))
            .patch(patch);
    }
}

/// The byte after the last visible character of a written text, inside of its quotes.
fn end_of_text(sources: &Sources, span: Span) -> Option<usize> {
    let written = sources.text(span.file).get(span.start..span.end)?;
    let inner = match written.chars().next()? {
        quote @ ('"' | '\'') => written.trim_end().strip_suffix(quote)?,
        _ => written,
    };
    Some(span.start + inner.trim_end().len())
}

fn last_character(sources: &Sources, span: Span, end: usize) -> usize {
    sources.floor(span.file, end.saturating_sub(1)).max(span.start)
}

fn summary_end(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Operation) {
        if element.text("summary").is_none() {
            findings
                .of(element, format!("{} has no summary", describe(element)))
                .help("copy the title of the vendor's page");
        }
        let Some((text, span)) = finished(element, "summary") else { continue };
        if !text.trim_end().ends_with('.') || text.trim_end().ends_with("..") {
            continue;
        }
        let Some(end) = end_of_text(model.sources, span) else { continue };
        let stop = Span { start: end.saturating_sub(1), end, ..span };
        findings
            .at(element, stop, format!("the summary of {} ends with a full stop", describe(element)))
            .patch(Some(Patch { span: stop, replacement: String::new() }));
    }
}

fn repeats_name(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.elements {
        let is_named = matches!(
            element.kind,
            Object::Operation | Object::Parameter | Object::Schema | Object::Header | Object::Tag
        );
        let Some((text, span)) = finished(element, "description").filter(|_| is_named) else { continue };
        let name = element.display_name();
        if !name.is_empty() && bare(text) == bare(name) {
            findings
                .at(element, span, format!("the description of {} only repeats the name", describe(element)))
                .help("say what it is good for, or what it refers to");
        }
    }
}

/// The letters of a text, without an article.
fn bare(text: &str) -> String {
    let lower = text.trim().to_ascii_lowercase();
    let rest = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    rest.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn english(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.elements {
        for key in TEXTS {
            let Some((text, span)) = finished(element, key) else { continue };
            let Some(odd) = text.chars().find(|c| is_east_asian(*c)) else { continue };
            let written = model.sources.text(span.file).get(span.start..span.end).unwrap_or_default();
            let at = written.find(odd).map(|at| Span {
                start: span.start + at,
                end: span.start + at + odd.len_utf8(),
                ..span
            });
            findings
                .at(
                    element,
                    at.unwrap_or(span),
                    format!("the {key} of {} holds `{odd}`, which is not English", describe(element)),
                )
                .help("use the English page, and ASCII punctuation");
        }
    }
}

/// CJK letters and punctuation, and the full-width forms of ASCII.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
}
