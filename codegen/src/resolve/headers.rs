//! Resolves headers of answers: which become part of what an operation returns, and which are only described. Must not
//! know how.

use super::parameters::is_header_name;
use super::types::{Resolver, ValueRole};
use super::without_spans::{text, to_json};
use crate::api::{Header, Scalar, Schema, Text, Type};
use crate::diagnostics::messages;
use crate::openapi::{self, RefOr};
use crate::source::{FileId, Span, Spanned};

/// The answer that declares headers.
#[derive(Clone, Copy)]
pub struct AnswerContext<'a> {
    pub file: FileId,
    pub operation: &'a str,
    pub answer: AnswerRole,
}

/// The role of an answer among those of its operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AnswerRole {
    OnlySuccess,
    /// A success of which the body alone is returned, for this reason.
    BodyOnly(&'static str),
    Failure,
}

/// Reads the headers of an answer, in their order.
pub fn read(
    resolver: &mut Resolver<'_, '_>,
    headers: &[(Spanned<String>, RefOr<openapi::Header>)],
    context: AnswerContext<'_>,
) -> Vec<Header> {
    headers.iter().filter_map(|(name, header)| one(resolver, name, header, context)).collect()
}

fn one(
    resolver: &mut Resolver<'_, '_>,
    name: &Spanned<String>,
    header: &RefOr<openapi::Header>,
    context: AnswerContext<'_>,
) -> Option<Header> {
    // OpenAPI says so: the media type of the body is this header.
    if name.value.eq_ignore_ascii_case("content-type") {
        resolver.files.diagnostics.push(messages::ignored_response_header(name.span, &name.value));
        return None;
    }
    if !is_header_name(&name.value) {
        resolver.files.diagnostics.push(messages::illegal_header_name(name.span, &name.value));
        return None;
    }
    let found = resolver.files.find(context.file, header)?;
    let shared = found.place.as_ref().map(|place| resolver.files.name_of(place));
    let type_name = shared.unwrap_or_else(|| format!("{} {}", context.operation, name.value));
    let type_name = Spanned::new(type_name, name.span);
    let (header, file) = (found.value, found.file);
    if let Some(style) = header.style.as_ref().filter(|style| style.value != "simple") {
        let what = format!("the style `{}`", style.value);
        resolver.files.diagnostics.push(messages::unsupported(style.span, &what, "a header has the style `simple`"));
    }
    let schema = match (header.required, context.answer) {
        (true, AnswerRole::OnlySuccess) => Some(returned(resolver, &header, &type_name, file)?),
        (true, AnswerRole::BodyOnly(reason)) => {
            resolver.files.diagnostics.push(messages::header_not_returned(name.span, &name.value, reason));
            None
        }
        (true, AnswerRole::Failure) | (false, _) => None,
    };
    let written = header.schema.as_ref().and_then(|schema| resolver.files.find(file, schema));
    let format = written.as_ref().and_then(|schema| text(&schema.value.format));
    let types = written.iter().flat_map(|schema| &schema.value.types);
    let words: Vec<&str> = types.map(|ty| ty.value.written()).chain(format.as_deref()).collect();
    Some(Header {
        name: name.value.clone(),
        secret: format.as_deref() == Some("password"),
        rust_name: text(&header.rust_name),
        description: text(&header.description),
        deprecated: header.deprecated.clone(),
        required: header.required,
        schema,
        written: words.join(" "),
        span: name.span,
        places: header.places.clone(),
    })
}

/// The schema of a header that is part of the answer: text of some kind.
fn returned(
    resolver: &mut Resolver<'_, '_>,
    header: &openapi::Header,
    type_name: &Spanned<String>,
    file: FileId,
) -> Option<Schema> {
    let Some(schema) = &header.schema else { return Some(Schema::plain(Type::Scalar(Scalar::Text(Text::Plain)))) };
    let used = resolver.resolve(schema, file, type_name)?;
    if let Some(example) = &header.example {
        resolver.examples.push((example.clone(), used.schema.clone(), header.span, ValueRole::Example));
    }
    check_shape(resolver, &used.schema.ty, used.span)?;
    // The header's own example goes before those of its type; text cannot say `null`.
    let examples = header.example.iter().map(to_json).chain(used.schema.examples).collect();
    Some(Schema { nullable: false, examples, ..used.schema })
}

/// Lists and maps have no one way to be written into a header.
fn check_shape(resolver: &mut Resolver<'_, '_>, ty: &Type, span: Span) -> Option<()> {
    let what = match ty {
        Type::Array(_) => "a list in a header of an answer",
        Type::Map(_) | Type::FreeForm => "a map in a header of an answer",
        Type::Any => "a header of any type",
        Type::Named(id) if resolver.is_object(*id) => "an object in a header of an answer",
        Type::Scalar(_) | Type::Named(_) => return Some(()),
    };
    let instead = "describe it as `type: string`, which is the text as it comes";
    resolver.files.diagnostics.push(messages::unsupported(span, what, instead));
    None
}
