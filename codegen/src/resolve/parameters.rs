//! Resolves parameters: merges those of the path item and of the operation. Must not know how they fit into the path
//! (`path_parameters`), nor styles.

use super::operations::earlier;
use super::path_parameters;
use super::styles;
use super::types::{Resolver, ValueRole};
use super::without_spans::{text, to_json};
use crate::api::{Authentication, Constraints, Deprecation, Location, Parameter, Scalar, Schema, Text, Type};
use crate::diagnostics::messages;
pub use crate::openapi::is_header_name;
use crate::openapi::{self, RefOr};
use crate::source::{FileId, Places, Span, Spanned};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Path parameters that the client's configuration holds.
const CLIENT_PARAMETERS: &[&str] = &["project_id"];

/// Headers that the SDK sets; OpenAPI says that parameters of these names are ignored.
const OWN_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// A parameter as declared, before the operation may replace it.
pub struct Declared {
    pub parameter: Rc<openapi::Parameter>,
    file: FileId,
    /// What types in it are called after, if a reference led to it.
    shared: Option<String>,
    /// Where the operation names it, for messages.
    pub span: Span,
    /// Its name, or that of the part of the path which it is.
    pub name: String,
    /// Where it travels, though the document may say otherwise of one that stands in the path.
    pub location: openapi::Location,
}

/// The operation that has the parameters.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    pub id: &'a str,
    pub span: Span,
    pub authentication: Authentication,
}

/// The parameters of an operation, and whether they are all that it has: the operation's own replace those of the path item.
pub fn read(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    item: &openapi::PathItem,
    written: &openapi::Operation,
    operation: Owner<'_>,
    path: &Spanned<String>,
) -> (Vec<Parameter>, bool) {
    let (names, path_is_sound) = path_parameters::names(resolver, path);
    // One that cannot be read may be the one that is missing.
    let mut is_complete = !item.parameters_are_incomplete && !written.parameters_are_incomplete;
    let mut declared: Vec<Declared> = Vec::new();
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
            let shared = found.place.as_ref().map(|place| resolver.files.name_of(place));
            let parameter = found.value;
            let key = key(&parameter);
            if let Some(first) = earlier(&mut in_list, key.clone(), span) {
                let message = messages::duplicate_parameter(span, first, &parameter.name.value);
                resolver.files.diagnostics.push(message);
                continue;
            }
            declared.retain(|other| self::key(&other.parameter) != key);
            let (name, location) = (parameter.name.value.clone(), parameter.location.value);
            declared.push(Declared { parameter, file: found.file, shared, span, name, location });
        }
    }
    let told = path_parameters::Told { path_is_sound, is_complete };
    let missing = path_parameters::fit(resolver, &mut declared, &names, told, (operation.span, path));
    let mut parameters: Vec<Parameter> = missing.into_iter().map(|name| of_path(name, path.span)).collect();
    let (count, found) = (declared.len(), parameters.len());
    parameters.extend(declared.into_iter().filter_map(|declared| parameter(resolver, declared, operation)));
    is_complete &= parameters.len() == count + found;
    let rank = |parameter: &Parameter| match parameter.location {
        Location::Path => names.iter().position(|name| *name == parameter.name).unwrap_or(names.len()),
        Location::Query | Location::QueryString | Location::Header | Location::Cookie => names.len() + 1,
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

/// A part of the path that nobody declares.
fn of_path(name: String, span: Span) -> Parameter {
    let style = styles::default(Location::Path);
    Parameter {
        name,
        rust_name: None,
        was: None,
        location: Location::Path,
        description: None,
        required: true,
        deprecated: None,
        of_client: false,
        client: None,
        schema: plain_text(Text::Plain),
        style,
        explode: false,
        allow_reserved: false,
        example: None,
        span,
        places: Places::new(span),
    }
}

fn plain_text(text: Text) -> Schema {
    Schema::plain(Type::Scalar(Scalar::Text(text)))
}

fn parameter(resolver: &mut Resolver<'_, '_>, declared: Declared, operation: Owner<'_>) -> Option<Parameter> {
    let Declared { parameter, file, shared, span, name, location } = declared;
    let location = match location {
        openapi::Location::Path => Location::Path,
        openapi::Location::Query => Location::Query,
        openapi::Location::QueryString => Location::QueryString,
        openapi::Location::Header => Location::Header,
        openapi::Location::Cookie => Location::Cookie,
    };
    let is_told_in_path = parameter.location.value == openapi::Location::Path;
    if is_told_in_path && !parameter.required {
        resolver.files.diagnostics.push(messages::optional_path_parameter(parameter.name.span, &name));
    }
    let is_own_header = location == Location::Header && OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str());
    // Where the document has no other way for credentials, ignoring this one would leave none.
    let is_credential = name.eq_ignore_ascii_case("authorization") && operation.authentication == Authentication::None;
    if is_own_header && !is_credential {
        resolver.files.diagnostics.push(messages::ignored_header(parameter.name.span, &name));
        return None;
    }
    if matches!(location, Location::Header | Location::Cookie) && !is_header_name(&name) {
        resolver.files.diagnostics.push(messages::illegal_header_name(parameter.name.span, &name));
        return None;
    }
    let of_client = parameter.of_client.as_ref().is_some_and(|flag| flag.value);
    if of_client && !(location == Location::Path && CLIENT_PARAMETERS.contains(&name.as_str())) {
        resolver.files.diagnostics.push(messages::unknown_client_parameter(parameter.name.span, &name));
    }
    let client = parameter.client.as_ref().filter(|_| !of_client);
    if let Some(client) = client.filter(|_| location != Location::Path) {
        let message = messages::keyword_without_effect(client.span, "x-rust-client", location.name());
        resolver.files.diagnostics.push(message);
    }
    let written = styles::of(resolver, &parameter, location);
    let inline_name = shared.unwrap_or_else(|| format!("{} {name}", operation.id));
    let inline_name = Spanned::new(inline_name, parameter.name.span);
    let used = match written.schema {
        Some(schema) => Some(resolver.resolve(schema, file, &inline_name)?),
        None if parameter.schema_is_unread => return None,
        None => None,
    };
    let mut schema = used.as_ref().map_or_else(|| plain_text(Text::Plain), |used| used.schema.clone());
    if is_own_header {
        schema = Schema { constraints: Constraints::default(), ..plain_text(Text::Secret) };
    }
    for example in &written.examples {
        resolver.examples.push((example.clone(), schema.clone(), parameter.span, ValueRole::Example));
    }
    styles::check_shape(resolver, &schema.ty, used.as_ref().map_or(span, |used| used.span), written.style);
    if let Some(allowed) = parameter.allow_empty.as_ref().filter(|allowed| allowed.value)
        && matches!(schema.ty.scalar(), Some(Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_)))
    {
        let reason = "no number or flag is empty, and without a value the parameter is left out";
        resolver.files.diagnostics.push(messages::ignored(allowed.span, "`allowEmptyValue`", reason));
    }
    let is_in_url = matches!(location, Location::Path | Location::Query | Location::QueryString);
    if is_in_url && schema.ty == Type::Scalar(Scalar::Text(Text::Secret)) {
        resolver.files.diagnostics.push(messages::secret_in_url(parameter.name.span, &name));
    }
    if let Some(at) = schema.separator.as_ref().and(schema.places.of("x-separator")) {
        let reason = "callers write the text themselves; what comes back in a property has a method for it";
        resolver.files.diagnostics.push(messages::ignored(at, "`x-separator`", reason));
    }
    let mut places = parameter.places.clone();
    places.set_if_new("description", schema.places.of("description"));
    for keyword in ["deprecated", "x-deprecated-since", "x-sunset", "x-replaced-by"] {
        places.set_if_new(keyword, schema.places.of(keyword));
    }
    let (description, deprecated) = used.map_or((None, None), |used| (used.description, used.deprecated));
    Some(Parameter {
        name,
        rust_name: text(&parameter.rust_name),
        was: parameter.was.clone(),
        location,
        description: text(&parameter.description).or(description),
        required: parameter.required || location == Location::Path,
        deprecated: Deprecation::both(parameter.deprecated.clone(), deprecated),
        of_client,
        client: client.filter(|_| location == Location::Path).map(|client| client.value.clone()),
        schema,
        style: written.style,
        explode: written.explode,
        allow_reserved: parameter.allow_reserved,
        example: written.examples.first().map(to_json),
        span,
        places,
    })
}
