//! Messages about `x-pagination` and `x-waiters`.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// `x-pagination` that names nothing, or something of another type.
pub fn pagination_unknown(span: Span, owner: &str, what: &str, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("pagination-unknown", span, format!("{owner} has no {what} `{name}`"));
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("`x-pagination` names what stands in `parameters` and in the schema of the response"),
    }
}

/// `x-pagination` where the answer is unknown.
pub fn pagination_answer(span: Span, answers: impl Iterator<Item = Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("pagination-answer", span, "a list that comes page by page has one kind of answer");
    answers
        .fold(diagnostic, |diagnostic, answer| diagnostic.and(answer, "this is what it answers"))
        .help("all statuses that mean success answer the same object, which is not `null`")
}

/// `x-waiters` without `x-pagination`.
pub fn waiter_without_pagination(span: Span) -> Diagnostic {
    Diagnostic::error("waiter-without-pagination", span, "a waiter looks through a list, and this operation is none")
        .help("add `x-pagination`, which says where the list is")
}

/// A waiter that would need more arguments than it takes.
pub fn waiter_incomplete(span: Span, name: &str) -> Diagnostic {
    let words = format!("a waiter takes path parameters and a value, and this operation needs `{name}` too");
    Diagnostic::error("waiter-incomplete", span, words).help("wait in a list that needs nothing else")
}

/// A waiter that compares what items do not have.
pub fn waiter_unknown(span: Span, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("waiter-unknown", span, format!("an item of the list has no text `{name}`"));
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("`item` names a property of type `string` of the items that `x-pagination` names"),
    }
}

/// A waiter for something else.
pub fn waiter_until(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("waiter-until", span, format!("`until` is `present` or `absent`, not `{written}`"))
}

/// `not_found_is_absent` where that is not what one waits for.
pub fn waiter_not_found(span: Span) -> Diagnostic {
    Diagnostic::error("waiter-not-found", span, "`not_found_is_absent` is for `until: absent`")
        .help("who waits for something to appear is told that the list is gone")
}
