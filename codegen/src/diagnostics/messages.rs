//! One constructor for each message: its code, its words, its hints. Look here to see all that can be said.

use super::{Diagnostic, nearest};
use crate::source::Span;

// ---- Files and syntax ----

/// The root document, or a file that a `$ref` names, cannot be read.
pub fn unreadable_file(span: Span, path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("unreadable-file", span, format!("cannot read `{path}`: {reason}"))
        .help("paths are relative to the file that names them, with `/` between folders")
}

/// Bytes that are no UTF-8.
pub fn not_utf8(span: Span, byte: usize) -> Diagnostic {
    Diagnostic::error("not-utf8", span, format!("the file is not UTF-8: byte {} starts no character", byte + 1))
        .label("the last readable character")
        .help("save the file as UTF-8")
}

/// A file without a document.
pub fn empty_file(span: Span) -> Diagnostic {
    Diagnostic::error("empty-file", span, "the file is empty")
        .help("a document starts with `openapi: 3.0.3`; spec/README.md shows the rest")
}

/// More than one YAML document in a file.
pub fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::error("several-documents", span, "the file holds more than one YAML document")
        .label("the second one starts here")
        .help("put each into a file of its own")
}

/// What the YAML parser says. `yaml::advice` knows the words and adds the help.
pub fn yaml_syntax(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("yaml-syntax", span, format!("this is not YAML: {reason}"))
}

/// What the JSON parser says.
pub fn json_syntax(span: Span, reason: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("json-syntax", span, format!("this is not JSON: {reason}"));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The same key twice in a map.
pub fn duplicate_key(second: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::error("duplicate-key", second, format!("`{key}` stands twice in the same map"))
        .label("again here")
        .and(first, "first here")
        .help("remove one of them, or rename it")
}

/// A list or a map as the key of a map.
pub fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::error("complex-key", span, "the name in a map must be plain text, not a list, a map or an alias")
        .help("text that starts with `[`, `{`, `*` or `?` needs quotes")
}

/// `<<: *anchor`.
pub fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::error("merge-key", span, "merge keys (`<<`) are not supported")
        .help("write the members out, or use `allOf` to combine schemas")
}

/// `!tag`.
pub fn yaml_tag(span: Span) -> Diagnostic {
    Diagnostic::error("yaml-tag", span, "YAML tags (`!…`) are not supported")
        .help("remove the tag; quote the value if it must be a string")
}

/// An alias to something that contains it.
pub fn alias_cycle(span: Span) -> Diagnostic {
    Diagnostic::error("alias-cycle", span, "this alias points to something that contains it")
        .help("use `$ref` for a schema that contains itself")
}

/// An alias to nothing.
pub fn unknown_anchor(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-anchor", span, format!("nothing above is marked `&{name}`"))
        .help("an alias (`*…`) repeats what an anchor (`&…`) marks further up; text that starts with `*` needs quotes")
}

/// Aliases of aliases of aliases.
pub fn alias_bomb(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("alias-bomb", span, format!("aliases repeat more than {limit} values"))
        .help("use `$ref` for what is needed in many places")
}

/// Too many levels.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", span, format!("nested more than {limit} levels deep"))
        .help("move inner schemas to `components/schemas` and refer to them")
}

// ---- Keywords ----

/// No `openapi` keyword.
pub fn not_openapi(span: Span, swagger: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-version", span, "this is not an OpenAPI 3 document");
    if swagger {
        diagnostic.label("this is Swagger 2").help("convert it to OpenAPI 3.0 first")
    } else {
        diagnostic.help("a document starts with `openapi: 3.0.3`")
    }
}

/// An OpenAPI version that is not read.
pub fn wrong_version(span: Span, version: &str) -> Diagnostic {
    Diagnostic::error("wrong-version", span, format!("OpenAPI version `{version}` is not supported"))
        .label("3.0.x and 3.1.x are")
        .help("write `openapi: 3.0.3`")
}

/// A keyword that OpenAPI does not know at this place.
pub fn unknown_keyword(span: Span, key: &str, what: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-keyword", span, format!("unknown keyword `{key}` in {what}"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic.help("a name of your own starts with `x-`"),
    }
}

/// One of our extensions where it has no effect.
pub fn misplaced_extension(span: Span, key: &str, what: &str) -> Diagnostic {
    Diagnostic::error("misplaced-extension", span, format!("`{key}` has no effect in {what}"))
        .help("spec/README.md says where each extension belongs")
}

/// A keyword that should be there.
pub fn missing_keyword(span: Span, what: &str, key: &str) -> Diagnostic {
    Diagnostic::error("missing-keyword", span, format!("{what} without `{key}`"))
}

/// A value of the wrong type.
pub fn wrong_type(span: Span, what: &str, expected: &str, found: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-value-type", span, format!("{what} must be {expected}"));
    let diagnostic = diagnostic.label(format!("this is {found}"));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// `required: true` in a schema.
pub fn required_flag(span: Span) -> Diagnostic {
    wrong_type(span, "`required` of a schema", "a list of names", "a boolean", None)
        .help("name the property in the `required` of the object that has it")
}

/// A `type` that JSON Schema does not know.
pub fn unknown_type<'a>(span: Span, written: &str, names: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let alias = match written.to_ascii_lowercase().as_str() {
        "int" | "long" | "int32" | "int64" => Some("integer"),
        "str" | "text" | "date-time" | "file" => Some("string"),
        "bool" => Some("boolean"),
        "float" | "double" | "decimal" => Some("number"),
        "list" => Some("array"),
        "map" | "dict" | "struct" => Some("object"),
        _ => None,
    };
    let meant = alias.or_else(|| nearest(written, names.clone()));
    let diagnostic = Diagnostic::error("unknown-type", span, format!("unknown type `{written}`"))
        .label(format!("one of: {}", names.collect::<Vec<_>>().join(", ")));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic,
    }
}

/// `enum: []`.
pub fn empty_enum(span: Span) -> Diagnostic {
    Diagnostic::error("empty-enum", span, "`enum` lists no value").help("list the values, or remove `enum`")
}

/// An `in` that OpenAPI does not know.
pub fn unknown_location(span: Span, written: &str) -> Diagnostic {
    let meant = nearest(written, ["path", "query", "header", "cookie"]);
    let diagnostic = Diagnostic::error("unknown-keyword", span, format!("parameters cannot be in `{written}`"))
        .label("one of: path, query, header");
    match (meant, written) {
        (Some(meant), _) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        (None, "body" | "formData") => diagnostic.help("OpenAPI 3 describes bodies with `requestBody`"),
        (None, _) => diagnostic,
    }
}

/// Something valid that this generator does not turn into Rust.
pub fn unsupported(span: Span, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::error("unsupported", span, format!("{what} is not supported")).help(instead)
}

/// A keyword beside `$ref`.
pub fn ref_sibling(span: Span, key: &str) -> Diagnostic {
    Diagnostic::warning("ref-sibling", span, format!("`{key}` beside `$ref` has no effect"))
        .help("put it into the schema that is referred to, or wrap the `$ref` into `allOf`")
}

// ---- References ----

/// A `$ref` to nothing. `there` is what stands beside the place that it names.
pub fn dangling_ref(span: Span, target: &str, meant: Option<String>, there: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error("dangling-ref", span, format!("nothing is at `{target}`"));
    match (meant, there) {
        (Some(meant), _) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        (None, []) => diagnostic.help("no component of that name is in the file"),
        (None, there) => diagnostic.help(format!("there are: {}", there.join(", "))),
    }
}

/// A `$ref` to something of another kind.
pub fn wrong_ref_target(span: Span, target: &str, what: &str, section: &str, meant: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-ref-target", span, format!("`{target}` is not {what}"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => {
            let file = target.split_once('#').map_or(target, |(file, _)| file);
            let below = if section == "pathItems" { "paths".to_owned() } else { format!("components/{section}") };
            diagnostic.help(format!("refer to something below `{file}#/{below}`"))
        }
    }
}

/// A `$ref` that is no path and pointer.
pub fn malformed_ref(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("malformed-ref", span, format!("`{target}` is not a reference"))
        .help("a reference looks like `#/components/schemas/Name` or `file.yaml#/components/schemas/Name`")
}

/// A `$ref` out of the spec root.
pub fn ref_outside_root(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("ref-outside-root", span, format!("`{target}` lies outside of the specification's folder"))
        .help("copy what you need below that folder; nothing outside is ever read")
}

/// A `$ref` to a URL.
pub fn ref_to_url(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("ref-to-url", span, format!("`{target}` is a URL, and nothing is ever fetched"))
        .help("save the document below the specification's folder and refer to the file")
}

/// `$ref`s that lead to themselves without a type on the way.
pub fn ref_cycle(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("ref-cycle", span, format!("`{target}` leads back to itself"))
        .help("references must end at something; a schema may contain itself only below a property of an object")
}

/// A chain of references that is too long to follow.
pub fn ref_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", span, format!("more than {limit} schemas lead to one another"))
}

// ---- Meaning ----

/// A path parameter that the path does not have.
pub fn parameter_not_in_path(span: Span, name: &str, path: &str) -> Diagnostic {
    Diagnostic::error("path-parameter", span, format!("`{name}` does not stand in `{path}`"))
        .help(format!("add `{{{name}}}` to the path, or remove the parameter"))
}

/// A path parameter and a part of the path that were meant to be the same. `can_patch` if the name stands at the place.
pub fn parameter_misspelled(span: Span, name: &str, path: Span, meant: &str, can_patch: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error("path-parameter", span, format!("the path has no `{{{name}}}`"))
        .and(path, format!("but a `{{{meant}}}` that nobody declares"))
        .help(format!("did you mean `{meant}`?"));
    if can_patch { diagnostic.patch(span, meant) } else { diagnostic }
}

/// A part of a path that is declared as another kind of parameter.
pub fn parameter_elsewhere(span: Span, name: &str, path: Span) -> Diagnostic {
    Diagnostic::error("path-parameter", span, format!("`{name}` stands in the path and is declared to be elsewhere"))
        .and(path, "here it stands")
        .help("write `in: path`")
}

/// A part of a path without a parameter.
pub fn parameter_not_declared(span: Span, operation: Span, name: &str) -> Diagnostic {
    Diagnostic::error("path-parameter", span, format!("`{{{name}}}` is not declared as a path parameter"))
        .and(operation, "needed by this operation")
        .help(format!("add `- {{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"))
}

/// A template that is none.
pub fn malformed_path(span: Span, path: &str, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error("malformed-path", span, format!("`{path}` is not a path template: {reason}")).help(help)
}

/// `paths` entry without a slash.
pub fn path_without_slash(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error("malformed-path", span, format!("the path `{path}` does not start with `/`"))
}

/// A path parameter without `required: true`.
pub fn optional_path_parameter(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("path-parameter", span, format!("the path parameter `{name}` must have `required: true`"))
}

/// A parameter declared twice in a list.
pub fn duplicate_parameter(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error("duplicate-parameter", second, format!("the parameter `{name}` is declared twice"))
        .label("again here")
        .and(first, "first here")
}

/// A name that goes into the URL or a header and cannot.
pub fn illegal_header_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("illegal-header-name", span, format!("`{name}` cannot be the name of a header"))
        .help("letters, digits and `-` can")
}

/// A header parameter that OpenAPI says is ignored.
pub fn ignored_header(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("ignored-header", span, format!("the header parameter `{name}` has no effect"))
        .help("the SDK sets this header: remove the parameter, and declare credentials as a security scheme")
}

/// A header of an answer that OpenAPI says is ignored.
pub fn ignored_response_header(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning("ignored-header", span, format!("the response header `{name}` has no effect"))
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
    Diagnostic::error("duplicate-operation-id", second, format!("two operations are called `{id}`"))
        .label("again here")
        .and(first, "first here")
        .help("operation ids become function names: give each its own")
}

/// Two operations at one method and path.
pub fn duplicate_operation(second: Span, first: Span, method: &str, path: &str) -> Diagnostic {
    Diagnostic::error("duplicate-operation", second, format!("`{method} {path}` is described twice"))
        .label("again here")
        .and(first, "first here")
        .help("paths that differ only in the names of their parameters are the same path")
}

/// An example that breaks its schema.
pub fn example_mismatch(span: Span, place: &str, reason: &str, schema: Span) -> Diagnostic {
    let what = if place.is_empty() { "the example".to_owned() } else { format!("`{place}` in the example") };
    Diagnostic::error("example-mismatch", span, format!("{what} does not match its schema: {reason}"))
        .and(schema, "the schema")
}

/// A default that breaks its own schema.
pub fn default_mismatch(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("default-mismatch", span, format!("the default does not match its own schema: {reason}"))
}

/// `minimum` above `maximum`, and the like.
pub fn empty_range(span: Span, other: Span, low: &str, high: &str) -> Diagnostic {
    Diagnostic::error("empty-range", span, format!("no value is between `{low}` and `{high}`"))
        .and(other, "the other end")
}

/// A bound on something that cannot have it.
pub fn constraint_without_effect(span: Span, key: &str, ty: &str) -> Diagnostic {
    Diagnostic::warning("constraint-without-effect", span, format!("`{key}` has no effect on {ty}"))
        .help("remove it, or mend `type`")
}

/// A pattern that the runtime's engine does not read.
pub fn uncheckable_pattern(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::warning("uncheckable-pattern", span, format!("the SDK cannot check this pattern: {reason}"))
        .help("it is shown in the documentation only; look-around and back references have no linear-time form")
}

/// `required` names no property.
pub fn required_unknown(span: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::warning("required-unknown", span, format!("`required` names `{name}`, which is no property"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic.help("add the property, or remove the name"),
    }
}

/// `type` missing where it cannot be guessed.
pub fn missing_items(span: Span) -> Diagnostic {
    Diagnostic::error("missing-keyword", span, "an array without `items`").help("say what the array holds")
}

/// An enum value of another type.
pub fn enum_value(span: Span, expected: &str, found: &str, help: &str) -> Diagnostic {
    Diagnostic::error("enum-value", span, format!("this value of the enum must be {expected}"))
        .label(format!("this is {found}"))
        .help(help)
}

/// A value twice in an enum.
pub fn duplicate_enum_value(second: Span, first: Span, value: &str) -> Diagnostic {
    Diagnostic::error("duplicate-enum-value", second, format!("`{value}` stands twice in the enum"))
        .label("again here")
        .and(first, "first here")
}

/// `x-enum-varnames` that does not fit its enum.
pub fn enum_names_count(span: Span, key: &str, names: usize, values: usize) -> Diagnostic {
    Diagnostic::error("enum-names", span, format!("`{key}` has {names} entries for {values} values"))
        .help("give one for each value, in the same order")
}

/// Parts of an `allOf` that contradict.
pub fn all_of_conflict(second: Span, first: Span, what: &str) -> Diagnostic {
    Diagnostic::error("all-of-conflict", second, format!("the parts of this `allOf` disagree: {what}"))
        .label("here")
        .and(first, "and here")
}

/// A status that is none.
pub fn wrong_status(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error("wrong-status", span, format!("`{written}` is not a status"))
        .help("write '200', '4XX' or 'default'")
}

/// An operation that can only fail.
pub fn no_success(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error("no-success", span, format!("`{id}` describes no success"))
        .help("add a response with a 2xx status, `2XX` or `default`")
}

/// A security scheme that is not declared.
pub fn unknown_scheme(span: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-scheme", span, format!("no security scheme is called `{name}`"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic.help("declare it below `components/securitySchemes`"),
    }
}

/// `x-issued-by` that names no service of the job. A warning, because a document may be generated from alone.
pub fn unknown_issuer(span: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("unknown-issuer", span, format!("no service is called `{name}`"))
        .label("so the SDK does not know where tokens are issued");
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
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

/// `x-pagination` that names nothing, or something of another type.
pub fn pagination_unknown(span: Span, owner: &str, what: &str, name: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("pagination-unknown", span, format!("{owner} has no {what} `{name}`"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic.help("`x-pagination` names what stands in `parameters` and in the schema of the response"),
    }
}

/// `x-pagination` where it is not known what comes.
pub fn pagination_answer(span: Span) -> Diagnostic {
    Diagnostic::error("pagination-answer", span, "a list that comes page by page has one kind of answer")
        .help("all statuses that mean success answer the same object, which is not `null`")
}

/// `x-waiters` without `x-pagination`.
pub fn waiter_without_pagination(span: Span) -> Diagnostic {
    Diagnostic::error("waiter-without-pagination", span, "a waiter looks through a list, and this operation is none")
        .help("add `x-pagination`, which says where the list is")
}

/// A waiter that would have to know more than it is told.
pub fn waiter_incomplete(span: Span, name: &str) -> Diagnostic {
    let words = format!("a waiter takes path parameters and a value, and this operation needs `{name}` too");
    Diagnostic::error("waiter-incomplete", span, words).help("wait in a list that needs nothing else")
}

/// A waiter that compares what items do not have.
pub fn waiter_unknown(span: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("waiter-unknown", span, format!("an item of the list has no text `{name}`"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
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

/// `x-client-parameter` on a name that the client does not know.
pub fn unknown_client_parameter(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-client-parameter", span, format!("the client knows no path parameter `{name}`"))
        .help("`x-client-parameter` is for `project_id`")
}

// ---- Names ----

/// Two things that would get one name in Rust.
pub fn name_clash(second: Span, first: Span, what: &str, rust: &str, names: (&str, &str), key: &str) -> Diagnostic {
    let message = format!("{what} `{}` and `{}` would both be `{rust}` in Rust", names.0, names.1);
    Diagnostic::error("name-clash", second, message)
        .label("the second one")
        .and(first, "the first one")
        .help(format!("give one of them another name with `{key}`"))
}

/// A name without anything that Rust allows in one.
pub fn unnameable(span: Span, what: &str, name: &str, key: &str) -> Diagnostic {
    Diagnostic::error("unnameable", span, format!("{} `{name}` cannot be named in Rust", singular(what)))
        .help(format!("give it a name of ASCII letters, digits and `_` with `{key}`"))
}

fn singular(what: &str) -> String {
    match what.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => what.strip_suffix('s').unwrap_or(what).to_owned(),
    }
}

/// `x-rust-name` that is no name.
pub fn illegal_rust_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("illegal-rust-name", span, format!("`{name}` is not a Rust name"))
        .help("use ASCII letters, digits and `_`, starting with a letter")
}

/// Something that should not happen.
pub fn defect(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("defect", span, format!("the generator made something that is not Rust: {reason}"))
        .help("this is a defect of the generator, not of the specification: please report it with the specification")
}
