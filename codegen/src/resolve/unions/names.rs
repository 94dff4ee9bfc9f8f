//! Finds what the document calls the types of a union. Must not know what tells them apart.

use crate::api::{Definition, Kind, Scalar, Text, Type};
use crate::openapi::{self, RefOr, TypeName};
use crate::resolve::alternatives::Part;
use crate::resolve::types::Resolver;
use crate::source::Span;
use crate::yaml::Value;
use std::collections::BTreeMap;

/// A title that is longer is a sentence.
const LONGEST_TITLE: usize = 40;

impl Resolver<'_, '_> {
    /// What the document calls a part, the best name first: by the discriminator, as a component, by its title, by a value that
    /// only it has, by a property that only it has.
    pub(super) fn names(
        &self,
        part: &Part,
        own_names: &BTreeMap<&str, Span>,
        mapped: Vec<String>,
        tags: &[String],
    ) -> Vec<String> {
        let mut names = Vec::new();
        names.extend(part.name.clone().filter(|_| part.is_fallback));
        if let [value] = &*mapped {
            names.push(value.clone());
        }
        names.extend(part.place.as_ref().map(|place| place.name(&self.files.sources).to_owned()));
        names.extend(part.name.clone());
        let title = part.found.title.as_ref().map(|title| title.value.clone());
        names.extend(title.filter(|title| title.len() <= LONGEST_TITLE));
        if let [value] = tags {
            names.push(value.clone());
        }
        let values = part.found.values.iter().flat_map(|values| &values.value);
        let values: Vec<&Value> = values.map(|node| &node.value).collect();
        if let [Value::String(value)] = &*values {
            names.push(value.clone());
        }
        let only = own(&part.found).into_iter().filter(|(name, _)| own_names.get(name) == Some(&part.span));
        names.extend(only.min_by_key(|(_, required)| !required).map(|(name, _)| format!("with {name}")));
        names.retain(|name| name.chars().any(|c| c.is_ascii_alphanumeric()) && name.is_ascii());
        names
    }
}

/// The names that only one part has, each with where that part is.
pub fn own_names(parts: &[Part]) -> BTreeMap<&str, Span> {
    let mut holders: BTreeMap<&str, Option<Span>> = BTreeMap::new();
    for part in parts {
        for (name, _) in own(&part.found) {
            let holder = holders.entry(name).or_insert(Some(part.span));
            *holder = holder.filter(|span| *span == part.span);
        }
    }
    holders.into_iter().filter_map(|(name, holder)| Some((name, holder?))).collect()
}

/// The properties that are written in a schema, and whether each is always there.
fn own(schema: &openapi::Schema) -> Vec<(&str, bool)> {
    let is_required = |name: &str| schema.required.iter().any(|required| required.value == name);
    let own = schema.properties.iter().map(|(name, _)| (name.value.as_str(), is_required(&name.value)));
    let inside = schema.all_of.iter().flat_map(|part| match part {
        RefOr::Ref(_) => Vec::new(),
        RefOr::Value(part) => self::own(part),
    });
    own.chain(inside).collect()
}

/// What a type is called that has no name.
pub fn of_type(ty: &Type, types: &[Definition]) -> &'static str {
    match ty {
        Type::Scalar(Scalar::Boolean) => "Boolean",
        Type::Scalar(Scalar::Integer(_)) => "Integer",
        Type::Scalar(Scalar::Number(_)) => "Number",
        Type::Scalar(Scalar::Text(Text::DateTime)) => "DateTime",
        Type::Scalar(Scalar::Text(Text::Date)) => "Date",
        Type::Scalar(Scalar::Text(Text::Base64)) => "Base64",
        Type::Scalar(Scalar::Text(Text::Plain | Text::Binary | Text::Secret)) => "Text",
        Type::Array(_) => "List",
        Type::FreeForm | Type::Map(_) => "Map",
        Type::Any => "Any",
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            Some(Kind::StringEnum(_)) => "Text",
            Some(Kind::IntegerEnum(..)) => "Integer",
            Some(Kind::Union(_)) => "Several",
            Some(Kind::Object(_)) | None => "Object",
        },
    }
}

/// What a type is called that has no name, before it is resolved.
pub fn written_type(schema: &openapi::Schema) -> &'static str {
    let ty = schema.types.iter().map(|ty| ty.value).find(|ty| *ty != TypeName::Null);
    match ty {
        Some(TypeName::Array) => "list",
        Some(TypeName::Boolean) => "boolean",
        Some(TypeName::Integer) => "integer",
        Some(TypeName::Number) => "number",
        Some(TypeName::String) => "text",
        Some(TypeName::Object | TypeName::Null) => "object",
        None if schema.values.is_some() => "text",
        None => "object",
    }
}
