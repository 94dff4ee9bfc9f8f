//! Reads what a project has agreed on about changes of its documents: `accepted.yaml`, which of them are meant although they break
//! callers, and `diff.yaml`, how bad a kind of change is to its callers. Knows how the files are written. Must not know how
//! changes are found or printed.

mod accepted;
mod severities;

pub use accepted::{Agreement, accepted, written};
pub use severities::{Severities, severities};

use crate::diagnostics::{Diagnostic, Diagnostics, Report, Severity, nearest, printable};
use crate::diff::{Rule, catalogue, rule, rust_rules};
use crate::job::{Examples, Read, ReadError};
use crate::openapi::Fields;
use crate::resolve::Files;
use crate::source::{Sources, Span, Spanned};
use crate::text::on_one_line;
use crate::yaml::Node;

/// The code of what can be wrong with the files.
const CODE: &str = "diff-config";

/// The code of a document without anything in it.
const EMPTY: &str = "empty-file";

/// What a file says, if there is one, and what is wrong with it.
fn file<T: Default>(
    path: &str,
    read: &Read<'_>,
    content: impl FnOnce(Node, &Sources, &mut Diagnostics) -> T,
) -> (T, Report) {
    let mut files = Files::new(read, true, Examples::Unchecked);
    let loaded = match read(path) {
        Err(ReadError::NotFound) => None,
        Ok(_) | Err(ReadError::Refused(_) | ReadError::Failed(_)) => files.load(path, None),
    };
    let content = loaded.map(|loaded| content(loaded.node.clone(), &files.sources, &mut files.diagnostics));
    let mut found = files.diagnostics.into_sorted();
    // Comments alone say that there is nothing.
    found.retain(|diagnostic| diagnostic.code != EMPTY);
    (content.unwrap_or_default(), Report::new(found, files.sources))
}

fn wrong(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(CODE, Severity::Error, span, message)
}

/// A reason, on one line, as reports show it. One that says nothing is reported.
fn reason(fields: &mut Fields<'_, '_>, what: &str) -> Option<String> {
    let reason = fields.string("reason")?;
    let text = printable(&on_one_line(&reason.value));
    if text.is_empty() {
        let message = wrong(reason.span, format!("{what} without a reason"));
        fields.diagnostics.push(message.help("say why, in a sentence"));
    }
    Some(text)
}

/// The kind of change that is meant.
fn kind(id: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<&'static Rule> {
    let kind = rule(&id.value);
    if kind.is_none() {
        let message = wrong(id.span, format!("no kind of change is called `{}`", id.value));
        diagnostics.push(match nearest(&id.value, catalogue().chain(rust_rules()).map(|rule| rule.id)) {
            Some(suggestion) => message.help(format!("did you mean `{suggestion}`?")),
            None => message.help("spec/CHANGES.md lists the kinds"),
        });
    }
    kind
}
