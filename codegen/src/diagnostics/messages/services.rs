//! Messages about servers, regions and security schemes.

use crate::diagnostics::Diagnostic;
use crate::source::{Span, Spanned};

/// A security scheme that is not declared: callers give what it needs by other ways, and the operation is there.
pub fn unknown_scheme(span: Span, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::fault("unknown-scheme", span, format!("no security scheme is called `{name}`"));
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("declare it below `components/securitySchemes`"),
    }
}

/// Two schemes in one header, needed together: any of them is probably enough.
pub fn clashing_schemes(second: &Spanned<String>, first: &Spanned<String>, header: &str) -> Diagnostic {
    let text = format!("a request has no place for both `{}` and `{}`", first.value, second.value);
    Diagnostic::fault("clashing-schemes", second.span, text)
        .label(format!("this is sent in the header `{header}`"))
        .and(first.span, "and so is this")
        .help("if one of them is enough, make each of them an item of its own")
}

/// `x-issued-by` that names no service of the job. A warning, because a document may be generated from alone.
pub fn unknown_issuer(span: Span, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("unknown-issuer", span, format!("no service is called `{name}`"))
        .label("so the SDK does not know where tokens are issued");
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("a service is called after its folder; generate from its document too"),
    }
}

/// A region twice among the servers of a service.
pub fn duplicate_region(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error("duplicate-region", second, format!("the region `{name}` stands in the servers twice"))
        .label("again here")
        .and(first, "first here")
        .help("a region has one endpoint: remove the one that is wrong")
}

/// A region in the URL of a server makes something that calls cannot be sent to.
pub fn wrong_endpoint(span: Span, endpoint: &str, url: Span, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error("wrong-endpoint", span, format!("`{endpoint}` is no endpoint: {reason}"))
        .and(url, "the template")
        .help(help)
}

/// A variable of a server's URL without a value.
pub fn server_variable(span: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("server-variable", span, format!("nothing says what `{{{name}}}` is in the URL of the server"))
        .help(format!("add `variables: {{{name}: {{default: …}}}}` to the server"))
}
