//! Messages about `x-waiters`.

use super::{Remedy, with_remedy};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// A waiter for an item without `x-pagination`.
pub fn waiter_without_pagination(span: Span) -> Diagnostic {
    let words = "a waiter for an `item` looks through a list, and this operation is none";
    Diagnostic::error("waiter-without-pagination", span, words)
        .help("add `x-pagination`, which says where the list is, or wait for a state: `field` and `reaches`")
}

/// A waiter that would need more arguments than it takes.
pub fn waiter_incomplete(span: Span, name: &str) -> Diagnostic {
    let words =
        format!("a waiter takes path parameters and the value of an item, and this operation needs `{name}` too");
    Diagnostic::error("waiter-incomplete", span, words).help("wait by an operation that needs nothing else")
}

/// A waiter that looks at what is not there.
pub fn waiter_unknown(span: Span, owner: &str, what: &str, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("waiter-unknown", span, format!("{owner} has no {what} `{name}`"));
    match (suggestion, what) {
        (Some(suggestion), _) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        (None, "state") => diagnostic.help("`field` names a string, an integer or a boolean of the response"),
        (None, _) => diagnostic.help(format!("it names a property of type `string` of {owner}")),
    }
}

/// A waiter for a state that the answer may not have.
pub fn waiter_answer(span: Span, answers: impl Iterator<Item = Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error("waiter-answer", span, "who waits for a state looks at one kind of answer");
    answers
        .fold(diagnostic, |diagnostic, answer| diagnostic.and(answer, "this is what it answers"))
        .help("all statuses that mean success answer the same object, which is not `null`")
}

/// A value that the state cannot have, or that is waited for and ends the wait.
pub fn waiter_value(span: Span, reason: &str, remedy: Remedy<'_>) -> Diagnostic {
    let message = format!("one cannot wait for this value: {reason}");
    with_remedy(Diagnostic::error("waiter-value", span, message), span, remedy)
}

/// A waiter for something else.
pub fn waiter_until(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("waiter-until", span, format!("`until` is `present` or `absent`, not `{written}`"))
}

/// `not_found_is_absent` where that is not what one waits for.
pub fn waiter_not_found(span: Span) -> Diagnostic {
    Diagnostic::error("waiter-not-found", span, "`not_found_is_absent` is for `until: absent` of an `item`").help(
        "who waits for something to appear is told that the list is gone; without `item`, 404 is what is waited for",
    )
}
