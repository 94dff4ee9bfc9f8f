//! Messages about paths, parameters, operations, and their answers.

use crate::diagnostics::{Diagnostic, Topic};
use crate::source::{Span, Spanned};

/// A path parameter that the path does not have.
pub fn parameter_not_in_path(span: Span, name: &str, path: &str, at: Span) -> Diagnostic {
    let diagnostic =
        Diagnostic::fault("path-parameter", span, format!("`{name}` does not stand in `{path}`")).and(at, "the path");
    // As some frameworks write it.
    let written = [format!("/:{name}"), format!("/<{name}>")];
    match written.iter().find(|written| path.contains(*written)) {
        Some(written) => {
            let suggestion = path.replacen(written, &format!("/{{{name}}}"), 1);
            diagnostic.help("a parameter stands in braces").patch(at, suggestion)
        }
        None => diagnostic.help(format!("add `{{{name}}}` to the path, or remove the parameter")),
    }
}

/// A path parameter and a part of the path that are probably the same, one misspelled. `can_patch` if the span is the name.
pub fn parameter_misspelled(
    span: Span,
    name: &Spanned<String>,
    path: Span,
    suggestion: &str,
    can_patch: bool,
) -> Diagnostic {
    let diagnostic = Diagnostic::fault("path-parameter", span, format!("the path has no `{{{}}}`", name.value))
        .and(path, format!("but a `{{{suggestion}}}` that nobody declares"))
        .help(format!("did you mean `{suggestion}`?"));
    if can_patch { diagnostic.patch(span, suggestion) } else { diagnostic.about(Topic::NotInPath(name.span), None) }
}

/// A part of a path that is declared as another kind of parameter.
pub fn parameter_elsewhere(span: Span, name: &str, path: Span) -> Diagnostic {
    Diagnostic::fault("path-parameter", span, format!("`{name}` stands in the path and is declared to be elsewhere"))
        .and(path, "here it stands")
        .help("write `in: path`, with `required: true`")
        .patch(span, "path")
}

/// A part of a path without a parameter.
pub fn parameter_not_declared(span: Span, operation: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("path-parameter", span, format!("`{{{name}}}` is not declared as a path parameter"))
        .and(operation, "needed by this operation")
        .help(format!("add `- {{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"))
}

/// A template that is none.
pub fn malformed_path(span: Span, path: &str, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::fault("malformed-path", span, format!("`{path}` is not a path template: {reason}")).help(help)
}

/// `paths` entry without a slash.
pub fn path_without_slash(span: Span, path: &str) -> Diagnostic {
    Diagnostic::fault("malformed-path", span, format!("the path `{path}` does not start with `/`"))
        .help("add the `/`")
        .patch(span, format!("/{path}"))
}

/// A path parameter without `required: true`.
pub fn optional_path_parameter(span: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("path-parameter", span, format!("the path parameter `{name}` must have `required: true`"))
        .help("a path without one of its parts is another path: add `required: true` below `in: path`")
}

/// A parameter that does not say what it holds.
pub fn parameter_without_schema(span: Span) -> Diagnostic {
    Diagnostic::fault("parameter-schema", span, "the parameter has neither `schema` nor `content`")
        .help("add `schema: {type: string}`, or what else the value is; without it, it is a text")
}

/// A style that the place of the parameter does not have.
pub fn wrong_style(span: Span, style: &str, styles: &[&str]) -> Diagnostic {
    let is_one: Vec<String> = styles.iter().map(|style| format!("`{style}`")).collect();
    Diagnostic::fault("parameter-style", span, format!("a parameter there cannot have the style `{style}`"))
        .help(format!("it has {}; the first is taken", is_one.join(", ")))
}

/// A parameter in a media type that is not JSON.
pub fn parameter_media_type(span: Span, media_type: &str) -> Diagnostic {
    Diagnostic::note("parameter-media-type", span, format!("the parameter is not written as `{media_type}`"))
        .help("a text is sent as it is, anything else as `schema` alone would be")
}

/// A list or an object inside another one, in a parameter.
pub fn nested_parameter(span: Span) -> Diagnostic {
    Diagnostic::note("nested-parameter", span, "OpenAPI does not say how lists and objects inside others are written")
        .label("each is sent as JSON")
        .help("if the service takes another form, describe the parameter with `content`, or as a text")
}

/// A secret where others can read it.
pub fn secret_in_url(span: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("secret-in-url", span, format!("`{name}` is a secret in a URL"))
        .help("URLs are logged on the way: let the service take it in a header or a body")
}

/// A parameter declared twice in a list.
pub fn duplicate_parameter(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("duplicate-parameter", second, format!("the parameter `{name}` is declared twice"))
        .label("again here")
        .and(first, "first here")
        .help("remove one of them")
}

/// A name that goes into the URL or a header and cannot.
pub fn illegal_header_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("illegal-header-name", span, format!("`{name}` cannot be the name of a header"))
        .help("letters, digits and `-` can")
}

/// A header parameter that OpenAPI says is ignored.
pub fn ignored_header(span: Span, name: &str) -> Diagnostic {
    Diagnostic::note("ignored-header", span, format!("the header parameter `{name}` has no effect"))
        .help("the SDK sets this header: remove the parameter, and declare credentials as a security scheme")
}

/// A header of an answer that OpenAPI says is ignored.
pub fn ignored_response_header(span: Span, name: &str) -> Diagnostic {
    Diagnostic::note("ignored-header", span, format!("the response header `{name}` has no effect"))
        .help("remove it: the media type below `content` says the same")
}

/// A header that would be part of the answer, if the answer were not of another form.
pub fn header_not_returned(span: Span, name: &str, reason: &str) -> Diagnostic {
    Diagnostic::warning("header-not-returned", span, format!("the header `{name}` is documented, but not returned"))
        .label(reason)
        .help("only the headers of an operation's one success become fields of its answer, and those of no list")
}

/// Two operations with one id.
pub fn duplicate_operation_id(second: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::fault("duplicate-operation-id", second, format!("two operations are called `{id}`"))
        .label("again here")
        .and(first, "first here")
        .help("operation ids become function names: give each its own, or this one is called after its method and path")
}

/// Two operations at one method and path.
pub fn duplicate_operation(second: Span, first: Span, method: &str, path: &str) -> Diagnostic {
    Diagnostic::fault("duplicate-operation", second, format!("`{method} {path}` is described twice"))
        .label("again here")
        .and(first, "first here")
        .help("paths that differ only in the names of their parameters are the same path")
}

/// A status that is none.
pub fn wrong_status(span: Span, written: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-status", span, format!("`{written}` is not a status"));
    match written.get(..3).filter(|code| matches!(code.parse::<u16>(), Ok(100..600))) {
        Some(code) => diagnostic
            .help("a status stands alone; its text goes into `description`")
            .rewrite(span, format!("'{code}'")),
        None => diagnostic.help("write '200', '4XX' or 'default'"),
    }
}

/// An operation that can only fail.
pub fn no_success(span: Span, id: &str) -> Diagnostic {
    Diagnostic::fault("no-success", span, format!("`{id}` describes no success"))
        .help("its output is the whole response; add one with a 2xx status, `2XX` or `default`")
}

/// A media type that no header can say.
pub fn illegal_media_type(span: Span, written: &str) -> Diagnostic {
    Diagnostic::fault("illegal-media-type", span, format!("`{written}` cannot be a media type"))
        .help("it has a type and a subtype, such as `application/json`, and parameters behind `;`; each has an entry of its own")
}

/// A media type that nobody has.
pub fn misspelled_media_type(span: Span, written: &str, suggestion: &str) -> Diagnostic {
    Diagnostic::fault("misspelled-media-type", span, format!("`{written}` is no media type"))
        .help(format!("did you mean `{suggestion}`?"))
        .patch(span, suggestion)
}

/// `x-client-parameter` on a name that the client does not know.
pub fn unknown_client_parameter(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-client-parameter", span, format!("the client knows no path parameter `{name}`"))
        .help("`x-client-parameter` is for `project_id`")
}
