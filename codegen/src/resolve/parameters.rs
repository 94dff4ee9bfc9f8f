//! Resolves parameters: merges those of the path item and of the operation, and compares them with the path.

use super::operations::earlier;
use super::references::Shared;
use super::types::{Resolver, ValueRole};
use super::without_spans::{text, to_json};
use crate::api::{Location, Parameter, Scalar, Text, Type};
use crate::diagnostics::{messages, nearest};
use crate::openapi::{self, RefOr};
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;

/// Path parameters that the client's configuration holds.
const CLIENT_PARAMETERS: &[&str] = &["project_id"];

/// Headers that the SDK sets; OpenAPI says that parameters of these names are ignored.
const OWN_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// The names in braces of a path, in order; a malformed path is reported.
pub fn template(resolver: &mut Resolver<'_, '_>, path: &Spanned<String>) -> Option<Vec<String>> {
    names_in_braces(&path.value)
        .map_err(|(reason, help)| {
            resolver.files.diagnostics.push(messages::malformed_path(path.span, &path.value, &reason, help));
        })
        .ok()
}

/// The names, or what is wrong and what to do about it.
fn names_in_braces(path: &str) -> Result<Vec<String>, (String, &'static str)> {
    if path.contains(['?', '#']) {
        return Err(("a path ends before `?` and `#`".to_owned(), "declare query parameters with `in: query`"));
    }
    if path.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '\\')) {
        return Err(("it has a character that no URL has".to_owned(), "write the character percent-encoded"));
    }
    let mut names: Vec<String> = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let name = rest.get(at..).and_then(|rest| rest.strip_prefix('{')).and_then(|rest| rest.split_once('}'));
        let (name, after) = name.ok_or(("a brace has no partner".to_owned(), "write parameters as `{name}`"))?;
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if name.is_empty() || !name.chars().all(legal) {
            let reason = format!("`{{{name}}}` is no name of a parameter");
            return Err((reason, "parameters have letters, digits, `_`, `-` or `.`"));
        }
        if names.iter().any(|other| other == name) {
            return Err((format!("`{{{name}}}` stands in it twice"), "give each parameter a name of its own"));
        }
        names.push(name.to_owned());
        rest = after;
    }
    Ok(names)
}

/// A parameter as declared, before the operation may replace it.
struct Declared<'a> {
    parameter: Shared<'a, openapi::Parameter>,
    file: FileId,
    /// Where the operation names it, for messages.
    span: Span,
}

/// The parameters of an operation, and whether they are all that it has: the operation's own replace those of the path item.
pub fn read(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    item: &openapi::PathItem,
    written: &openapi::Operation,
    operation: (&str, Span),
    path: &Spanned<String>,
) -> (Vec<Parameter>, bool) {
    let Some(names) = template(resolver, path) else { return (Vec::new(), false) };
    // One that cannot be read may be the one that is missing.
    let mut is_complete = !item.parameters_are_incomplete && !written.parameters_are_incomplete;
    let mut declared: Vec<Declared<'_>> = Vec::new();
    for list in [&item.parameters, &written.parameters] {
        let mut in_list: BTreeMap<(openapi::Location, String), Span> = BTreeMap::new();
        for written in list {
            let Some(found) = resolver.files.find(file, written) else {
                is_complete = false;
                continue;
            };
            let span = match written {
                RefOr::Ref(reference) => reference.target.span,
                RefOr::Value(parameter) => parameter.name.span,
            };
            let parameter = found.value;
            let key = key(&parameter);
            if let Some(first) = earlier(&mut in_list, key.clone(), span) {
                let message = messages::duplicate_parameter(span, first, &parameter.name.value);
                resolver.files.diagnostics.push(message);
                continue;
            }
            declared.retain(|other| self::key(&other.parameter) != key);
            declared.push(Declared { parameter, file: found.file, span });
        }
    }
    compare(resolver, &declared, (&names, is_complete), operation.1, path);
    let count = declared.len();
    let mut parameters: Vec<Parameter> =
        declared.into_iter().filter_map(|declared| parameter(resolver, declared, operation.0)).collect();
    is_complete &= parameters.len() == count;
    let rank = |parameter: &Parameter| match parameter.location {
        Location::Path => names.iter().position(|name| *name == parameter.name).unwrap_or(names.len()),
        Location::Query | Location::Header => names.len() + 1,
    };
    parameters.sort_by_key(rank);
    (parameters, is_complete)
}

/// What identifies a parameter; the names of headers have no case.
fn key(parameter: &openapi::Parameter) -> (openapi::Location, String) {
    let name = &parameter.name.value;
    let location = parameter.location.value;
    (location, if location == openapi::Location::Header { name.to_ascii_lowercase() } else { name.clone() })
}

/// Compares the declared path parameters with the path.
fn compare(
    resolver: &mut Resolver<'_, '_>,
    declared: &[Declared<'_>],
    (names, is_complete): (&[String], bool),
    operation: Span,
    path: &Spanned<String>,
) {
    let is_path = |declared: &&Declared<'_>| declared.parameter.location.value == openapi::Location::Path;
    let is = |declared: &&Declared<'_>, name: &str| declared.parameter.name.value == name;
    let in_path = |name: &str| declared.iter().filter(is_path).any(|declared| is(&declared, name));
    let mut missing: Vec<&str> = names.iter().map(String::as_str).filter(|name| !in_path(name)).collect();
    let mut unused: Vec<&Declared<'_>> = declared.iter().filter(is_path).collect();
    unused.retain(|declared| !names.contains(&declared.parameter.name.value));
    let mut messages = Vec::new();
    // One misspelled name leaves a part of the path without a parameter and a parameter without a part; that is one message.
    let only = missing.len() == 1 && unused.len() == 1;
    unused.retain(|declared| {
        let name = &declared.parameter.name.value;
        let near = nearest(name, missing.iter().copied());
        let Some(suggestion) = near.or_else(|| missing.first().copied().filter(|_| only)) else { return true };
        missing.retain(|name| *name != suggestion);
        let can_patch = near.is_some() && declared.span == declared.parameter.name.span;
        messages.push(messages::parameter_misspelled(
            declared.span,
            &declared.parameter.name,
            path.span,
            suggestion,
            can_patch,
        ));
        false
    });
    for name in missing {
        messages.push(match declared.iter().find(|declared| is(declared, name)) {
            None if !is_complete => continue,
            Some(elsewhere) => messages::parameter_elsewhere(elsewhere.parameter.location.span, name, path.span),
            None => messages::parameter_not_declared(path.span, operation, name),
        });
    }
    for declared in unused {
        let name = &declared.parameter.name.value;
        messages.push(messages::parameter_not_in_path(declared.span, name, &path.value, path.span));
    }
    messages.into_iter().for_each(|message| resolver.files.diagnostics.push(message));
}

fn parameter(resolver: &mut Resolver<'_, '_>, declared: Declared<'_>, operation: &str) -> Option<Parameter> {
    let Declared { parameter, file, span } = declared;
    let name = parameter.name.value.clone();
    let location = match parameter.location.value {
        openapi::Location::Path => Location::Path,
        openapi::Location::Query => Location::Query,
        openapi::Location::Header => Location::Header,
        openapi::Location::Cookie => {
            let message = messages::unsupported(parameter.location.span, "a cookie parameter", "use a header");
            resolver.files.diagnostics.push(message);
            return None;
        }
    };
    if location == Location::Path && !parameter.required {
        resolver.files.diagnostics.push(messages::optional_path_parameter(parameter.name.span, &name));
    }
    if location == Location::Header {
        if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            resolver.files.diagnostics.push(messages::ignored_header(parameter.name.span, &name));
            return None;
        }
        if !is_header_name(&name) {
            resolver.files.diagnostics.push(messages::illegal_header_name(parameter.name.span, &name));
            return None;
        }
    }
    let of_client = parameter.of_client.as_ref().is_some_and(|flag| flag.value);
    if of_client && !(location == Location::Path && CLIENT_PARAMETERS.contains(&name.as_str())) {
        resolver.files.diagnostics.push(messages::unknown_client_parameter(parameter.name.span, &name));
    }
    let schema = parameter.schema.as_ref()?;
    let inline_name = Spanned::new(format!("{operation} {name}"), parameter.name.span);
    let used = resolver.resolve(schema, file, &inline_name)?;
    if let Some(example) = &parameter.example {
        resolver.examples.push((example.clone(), used.schema.clone(), parameter.span, ValueRole::Example));
    }
    let explode = style(resolver, &parameter, location);
    if explode.is_some() {
        check_shape(resolver, &used.schema.ty, used.span, true);
    }
    if location != Location::Header && used.schema.ty == Type::Scalar(Scalar::Text(Text::Secret)) {
        let instead = "URLs are logged on the way: send it in a header or a body";
        resolver.files.diagnostics.push(messages::unsupported(used.span, "a secret in a URL", instead));
    }
    let mut places = parameter.places.clone();
    places.set_if_new("description", used.schema.places.of("description"));
    places.set_if_new("deprecated", used.schema.places.of("deprecated"));
    Some(Parameter {
        name,
        rust_name: text(&parameter.rust_name),
        location,
        description: text(&parameter.description).or(used.description),
        required: parameter.required,
        deprecated: parameter.deprecated || used.deprecated,
        of_client,
        schema: used.schema,
        explode: explode.unwrap_or_default(),
        example: parameter.example.as_ref().map(to_json),
        span,
        places,
    })
}

/// Whether HTTP allows a header of that name.
pub fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Whether a list repeats the parameter (`a=1&a=2`) or is written with commas (`a=1,2`); `None` if the document requests another style.
fn style(resolver: &mut Resolver<'_, '_>, parameter: &openapi::Parameter, location: Location) -> Option<bool> {
    let expected = match location {
        Location::Path | Location::Header => "simple",
        Location::Query => "form",
    };
    if let Some(style) = parameter.style.as_ref().filter(|style| style.value != expected) {
        let what = format!("the style `{}`", style.value);
        let message = messages::unsupported(style.span, &what, "the service has to take the default style");
        resolver.files.diagnostics.push(message);
        return None;
    }
    let default = location == Location::Query;
    Some(parameter.explode.as_ref().map_or(default, |explode| explode.value) && location == Location::Query)
}

/// Parameters are text: maps and lists of lists have no one way to be written.
fn check_shape(resolver: &mut Resolver<'_, '_>, ty: &Type, span: Span, list_allowed: bool) {
    let what = match ty {
        Type::Array(_) if !list_allowed => "a list of lists as a parameter",
        Type::Scalar(Scalar::Text(Text::Secret)) if !list_allowed => "a list of secrets as a parameter",
        Type::Array(items) => return check_shape(resolver, &items.ty, span, false),
        Type::Map(_) | Type::FreeForm => "a map as a parameter",
        Type::Any => "a parameter of any type",
        Type::Named(id) => match resolver.is_object(*id) {
            true => "an object as a parameter",
            false => return,
        },
        Type::Scalar(_) => return,
    };
    let instead = "declare one parameter for each value, or send a body";
    resolver.files.diagnostics.push(messages::unsupported(span, what, instead));
}
