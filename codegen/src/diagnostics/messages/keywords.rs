//! Messages about keywords: unknown, missing, misplaced, not supported, or with a value of the wrong type.

use crate::diagnostics::{Diagnostic, nearest};
use crate::source::{Span, Spanned};

/// No `openapi` keyword.
pub fn not_openapi(span: Span, swagger: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-version", span, "this is not an OpenAPI 3 document");
    if swagger {
        diagnostic
            .label("Swagger is read in version 2.0, and has no `components`")
            .help("convert other versions to OpenAPI 3.0 first; what is OpenAPI 3 already begins with `openapi: 3.0.3`")
    } else {
        diagnostic.help("a document starts with `openapi: 3.0.3`")
    }
}

/// An OpenAPI version that is not read.
pub fn wrong_version(span: Span, version: &str) -> Diagnostic {
    let message = format!("OpenAPI version `{version}` is not supported");
    let whole = match version {
        "3.0" | "3" => "3.0.3",
        "3.1" => "3.1.0",
        "3.2" => "3.2.0",
        _ => {
            let diagnostic = Diagnostic::error("wrong-version", span, message);
            return diagnostic.label("3.0.x, 3.1.x and 3.2.x are").help("write `openapi: 3.0.3`");
        }
    };
    Diagnostic::fault("wrong-version", span, message)
        .label("3.0.x, 3.1.x and 3.2.x are")
        .help(format!("write all three numbers: `openapi: {whole}`"))
        .patch(span, whole)
}

/// A keyword of the other version of OpenAPI, understood all the same.
pub fn other_version(span: Span, written: &str, belongs: &str, help: &str) -> Diagnostic {
    let message = format!("{written} is OpenAPI {belongs}, and this document is not");
    Diagnostic::warning("other-version", span, message).label("understood here, but not by other tools").help(help)
}

/// A keyword that OpenAPI does not know at this place; an error if the keyword that it may be `loses` something then.
pub fn unknown_keyword(span: Span, key: &str, what: &str, suggestion: Option<&str>, loses: bool) -> Diagnostic {
    let message = format!("unknown keyword `{key}` in {what}");
    let diagnostic = match loses {
        true => Diagnostic::error("unknown-keyword", span, message),
        false => Diagnostic::fault("unknown-keyword", span, message),
    };
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("a name of your own starts with `x-`"),
    }
}

/// A keyword that OpenAPI knows at another place; an error if that `loses` something.
pub fn keyword_elsewhere(span: Span, key: &str, what: &str, belongs: &str, loses: bool) -> Diagnostic {
    let message = format!("unknown keyword `{key}` in {what}");
    match loses {
        true => Diagnostic::error("unknown-keyword", span, message).help(belongs),
        false => Diagnostic::fault("unknown-keyword", span, message).help(belongs),
    }
}

/// Two keywords of which one object has one.
pub fn excluded_keyword(second: Span, first: Span, keys: (&str, &str), what: &str) -> Diagnostic {
    let (one, other) = keys;
    Diagnostic::fault("excluded-keyword", second, format!("{what} has `{one}` or `{other}`, and not both"))
        .and(first, "this is the other one")
        .help("remove the one that says less")
}

/// A parameter of the query beside one that is all of it.
pub fn not_the_whole_query(span: Span, whole: Span) -> Diagnostic {
    Diagnostic::fault("excluded-keyword", span, "the query has a parameter that is all of it, and this one")
        .and(whole, "this is the whole query")
        .help("describe the query by one of them")
}

/// A keyword where it has no effect.
pub fn keyword_without_effect(span: Span, key: &str, place: &str) -> Diagnostic {
    Diagnostic::fault("excluded-keyword", span, format!("`{key}` has no effect on a parameter in `{place}`"))
        .help("remove it")
}

/// One of our extensions where it has no effect.
pub fn misplaced_extension(span: Span, key: &str, what: &str) -> Diagnostic {
    Diagnostic::fault("misplaced-extension", span, format!("`{key}` has no effect in {what}"))
        .help("spec/README.md says where each extension belongs")
}

/// A value that is written beside the name that it belongs to.
pub fn indented_too_little(first: &Spanned<String>, owner: &Spanned<String>, has_value: bool) -> Diagnostic {
    let words = format!("`{}` is not indented deeper than `{}`, to which it seems to belong", first.value, owner.value);
    Diagnostic::error("indented-too-little", first.span, words)
        .and(owner.span, if has_value { "it seems to belong to this" } else { "this has no value then" })
        .help("indent what belongs to a name deeper than the name")
}

/// A keyword that should be there.
pub fn missing_keyword(span: Span, what: &str, key: &str) -> Diagnostic {
    to_add(Diagnostic::error("missing-keyword", span, format!("{what} without `{key}`")), key)
}

/// The same of one without which nothing is lost.
pub fn missed_keyword(span: Span, what: &str, key: &str) -> Diagnostic {
    to_add(Diagnostic::fault("missing-keyword", span, format!("{what} without `{key}`")), key)
}

fn to_add(diagnostic: Diagnostic, key: &str) -> Diagnostic {
    let help = match key {
        "paths" => "add `paths`, and the operations below it; `paths: {}` says that there are none",
        "responses" => "add `responses`, with a status such as `'200'` and what is answered then",
        "schema" => "add `schema`, which says of what type it is",
        "content" => "add `content`, with `application/json` and its `schema`",
        "in" => "add `in: path`, `in: query` or `in: header`",
        "info" => "add `info`, with `title` and `version`",
        _ => return diagnostic.help(format!("add `{key}`")),
    };
    diagnostic.help(help)
}

/// What to do about a value of the wrong type.
pub enum Remedy<'a> {
    /// Nothing beyond the message.
    Unknown,
    Words(&'a str),
    AddQuotes,
    RemoveQuotes,
    /// Replace it by this text.
    Replace(String, &'a str),
    /// The intended word.
    Word(String),
}

/// A value of the wrong type.
pub fn wrong_type(span: Span, what: &str, expected: &str, found: &str, remedy: Remedy<'_>) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-value-type", span, format!("{what} must be {expected}"));
    let diagnostic = diagnostic.label(format!("this is {found}"));
    with_remedy(diagnostic, span, remedy)
}

/// The same of a value without which, or with what it was probably meant as, one can go on.
pub fn strange_value(span: Span, what: &str, expected: &str, found: &str, remedy: Remedy<'_>) -> Diagnostic {
    let diagnostic = Diagnostic::fault("wrong-value-type", span, format!("{what} must be {expected}"));
    with_remedy(diagnostic.label(format!("this is {found}")), span, remedy)
}

/// Adds what to do to a message.
pub fn with_remedy(diagnostic: Diagnostic, span: Span, remedy: Remedy<'_>) -> Diagnostic {
    match remedy {
        Remedy::Unknown => diagnostic,
        Remedy::Words(help) => diagnostic.help(help),
        Remedy::AddQuotes => diagnostic.help("put it in quotes").quote(span),
        Remedy::RemoveQuotes => diagnostic.help("remove the quotes").unquote(span),
        Remedy::Word(word) => diagnostic.help(format!("did you mean `{word}`?")).patch(span, word),
        Remedy::Replace(text, help) => diagnostic.help(help).rewrite(span, text),
    }
}

/// The name of a security scheme alone.
pub fn security_name(span: Span, name: &str) -> Diagnostic {
    let remedy = Remedy::Replace(
        format!("{{{name}: []}}"),
        "write the name with a list behind it, which is empty for most schemes",
    );
    wrong_type(span, "an item of `security`", "a map", "a string", remedy)
}

/// `required: true` in a schema.
pub fn required_flag(span: Span) -> Diagnostic {
    strange_value(span, "`required` of a schema", "a list of names", "a boolean", Remedy::Unknown)
        .help("remove this line, and name the property in the `required` of the object that has it")
}

/// A `type` that JSON Schema does not know. `meant` is the one that is taken instead.
pub fn unknown_type<'a>(
    span: Span,
    written: &str,
    meant: Option<&str>,
    names: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::fault("unknown-type", span, format!("unknown type `{written}`"));
    let all = || format!("one of: {}", names.collect::<Vec<_>>().join(", "));
    match meant {
        Some(_) if FORMATS.contains(&written) => {
            diagnostic.label("this is a format").help(format!("write `type: string`, and `format: {written}` below it"))
        }
        Some(meant) => diagnostic.label(all()).help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic.label(all()),
    }
}

/// Formats that are taken for types.
const FORMATS: [&str; 9] = ["date", "date-time", "time", "uuid", "email", "uri", "binary", "byte", "password"];

/// The type that is meant by a word that is none.
pub fn meant_type<'a>(written: &str, mut names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let meant = match written.to_ascii_lowercase().as_str() {
        "int" | "long" | "int32" | "int64" => "integer",
        "str" | "text" | "file" => "string",
        "bool" => "boolean",
        "float" | "double" | "decimal" => "number",
        "list" => "array",
        "map" | "dict" | "struct" => "object",
        word if FORMATS.contains(&word) => "string",
        _ => nearest(written, names.clone())?,
    };
    names.find(|name| *name == meant)
}

/// An `in` that OpenAPI does not know.
pub fn unknown_location(span: Span, written: &str) -> Diagnostic {
    let suggestion = nearest(written, ["path", "query", "header", "cookie"]);
    let diagnostic = Diagnostic::error("unknown-keyword", span, format!("parameters cannot be in `{written}`"))
        .label("one of: path, query, header");
    match (suggestion, written) {
        (Some(suggestion), _) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        (None, "body" | "formData") => {
            diagnostic.help("OpenAPI 3 describes bodies with `requestBody`, beside `parameters`")
        }
        (None, _) => diagnostic,
    }
}

/// A word that a keyword does not take.
pub fn unknown_word(span: Span, written: &str, key: &str, what: &str, words: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-keyword", span, format!("`{key}` of {what} cannot be `{written}`"))
        .label(format!("one of: {}", words.join(", ")));
    match nearest(written, words.iter().copied()) {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic,
    }
}

/// Something valid that this generator does not turn into Rust.
pub fn unsupported(span: Span, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::error("unsupported", span, format!("{what} is not supported")).help(instead)
}
