//! Tells whether what `x-pagination` and `x-waiters` name changed places with something else, or only got another name. Must not
//! know what it is named for.

use super::schemas::Sides;
use crate::api::{Kind, Operation, Schema, Service, Type};
use std::fmt;

/// What is named in an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A parameter, by its name.
    Parameter(String),
    /// A header of an answer, by its name.
    Header(String),
    /// A part of an answer, by a pointer. A step into a list is one into its items.
    Part(String),
    /// A property of an item of the list.
    OfItem(String),
    /// Nothing, by a flag that is set.
    Flag,
}

/// As the document has it.
impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(name) | Self::OfItem(name) => f.write_str(name),
            Self::Header(name) => write!(f, "header:{name}"),
            Self::Flag => f.write_str("true"),
            Self::Part(pointer) => {
                f.write_str(pointer.strip_prefix('/').filter(|name| !name.contains('/')).unwrap_or(pointer))
            }
        }
    }
}

/// Whether two versions of an operation name different things: the old one is still there, or the new one was there before.
pub fn is_exchanged(sides: Sides<'_>, (before, old): (&Operation, &Named), (after, new): (&Operation, &Named)) -> bool {
    old != new && (has(sides.before, before, new) || has(sides.after, after, old))
}

fn has(service: &Service, operation: &Operation, named: &Named) -> bool {
    match named {
        Named::Parameter(name) => operation.parameters.iter().any(|parameter| parameter.name == *name),
        Named::Header(name) => {
            let mut headers = operation.successes.iter().flat_map(|answer| &answer.headers);
            headers.any(|header| header.name.eq_ignore_ascii_case(name))
        }
        Named::Part(pointer) => is_answered(service, operation, pointer),
        Named::Flag => false,
        Named::OfItem(name) => {
            let list = operation.pagination.as_ref().and_then(|pagination| pagination.items.as_deref());
            is_answered(service, operation, &format!("{}/{name}", list.unwrap_or_default()))
        }
    }
}

fn is_answered(service: &Service, operation: &Operation, pointer: &str) -> bool {
    let mut bodies = operation.successes.iter().filter_map(|answer| answer.schema.as_ref());
    bodies.any(|body| leads_somewhere(service, body, pointer))
}

fn leads_somewhere(service: &Service, schema: &Schema, pointer: &str) -> bool {
    let mut names = pointer.split('/').filter(|name| !name.is_empty());
    names.try_fold(schema, |schema, name| property(service, schema, name)).is_some()
}

fn property<'a>(service: &'a Service, schema: &'a Schema, name: &str) -> Option<&'a Schema> {
    match &schema.ty {
        Type::Array(items) => property(service, items, name),
        Type::Named(id) => match &service.types.get(id.0)?.kind {
            Kind::Object(object) => {
                object.properties.iter().find(|property| property.name == name).map(|property| &property.schema)
            }
            Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => None,
        },
        Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Map(_) => None,
    }
}
