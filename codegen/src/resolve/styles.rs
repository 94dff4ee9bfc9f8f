//! Decides how a parameter is written: its style, or the media type of its `content`. Must not know what it holds.

use super::media_types;
use super::types::Resolver;
use crate::api::{Format, Location, Style, Type};
use crate::diagnostics::messages;
use crate::openapi::{self, RefOr, Schema};
use crate::source::{Span, Spanned};
use crate::yaml::Node;

/// How a parameter is written, and what of it the document says there.
pub struct Written<'a> {
    pub style: Style,
    pub explode: bool,
    pub schema: Option<&'a RefOr<Schema>>,
    pub examples: Vec<Node>,
}

/// The style of a place, if the document names none.
pub fn default(location: Location) -> Style {
    match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::QueryString | Location::Cookie => Style::Form,
    }
}

/// How a parameter is written.
pub fn of<'a>(resolver: &mut Resolver<'_, '_>, parameter: &'a openapi::Parameter, location: Location) -> Written<'a> {
    let content = media_types::json(&parameter.content).or(parameter.content.first());
    if let (None, Some((name, media))) = (&parameter.schema, content) {
        let style = match Format::of(&name.value) {
            Format::Json => Style::Json,
            Format::Form if location == Location::QueryString => Style::Form,
            Format::Form | Format::Text | Format::Multipart | Format::Events | Format::Lines | Format::Bytes => {
                resolver.files.diagnostics.push(messages::parameter_media_type(name.span, &name.value));
                default(location)
            }
        };
        let examples = parameter.examples.iter().chain(&media.examples).cloned().collect();
        return Written { style, explode: true, schema: media.schema.as_ref(), examples };
    }
    let style = parameter.style.as_ref().and_then(|style| named(resolver, style, location));
    let style = style.unwrap_or_else(|| default(location));
    let by_default = matches!(style, Style::Form | Style::Cookie);
    let explode = parameter.explode.as_ref().map_or(by_default, |explode| explode.value);
    Written { style, explode, schema: parameter.schema.as_ref(), examples: parameter.examples.clone() }
}

/// The style of that name, if the place has it.
fn named(resolver: &mut Resolver<'_, '_>, name: &Spanned<String>, location: Location) -> Option<Style> {
    let styles: &[Style] = match location {
        Location::Path => &[Style::Simple, Style::Label, Style::Matrix],
        Location::Query => &[Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject],
        Location::QueryString => &[Style::Form],
        Location::Header => &[Style::Simple],
        Location::Cookie => &[Style::Form, Style::Cookie],
    };
    let found = styles.iter().find(|style| style.written() == name.value);
    if found.is_none() {
        let names: Vec<&str> = styles.iter().map(|style| style.written()).collect();
        resolver.files.diagnostics.push(messages::wrong_style(name.span, &name.value, &names));
    }
    found.copied()
}

/// Says where OpenAPI leaves open how a value is written: lists and objects inside others.
pub fn check_shape(resolver: &mut Resolver<'_, '_>, ty: &Type, span: Span, style: Style) {
    let inner = match ty {
        Type::Array(inner) | Type::Map(inner) => &inner.ty,
        Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Named(_) => return,
    };
    let is_nested = match inner {
        Type::Array(_) | Type::Map(_) | Type::FreeForm => true,
        Type::Named(id) => resolver.is_object(*id),
        Type::Scalar(_) | Type::Any => false,
    };
    if is_nested && !matches!(style, Style::Json | Style::DeepObject) {
        resolver.files.diagnostics.push(messages::nested_parameter(span));
    }
}
