//! Lowers the properties of structs: how a field can be absent, what sets it, what is said of it. Must not know which operations use
//! them.
//!
//! What callers send is all optional in Rust: whether something is missing is checked before sending, together with
//! everything else. What servers send is optional unless the document says that it is always there. A type that does both is
//! two, unless that makes no difference: see `directions`.

use super::deprecation::{self, Instead, Told};
use super::members::FieldNames;
use super::types::{item, type_of};
use super::{TypeTable, docs, formers};
use crate::api::{self, Definition, Property, TypeId};
use crate::rust::{Docs, Field, Ident, Setter, Skip, Target, Type, Wrap};

/// Type and wrapping of a property.
pub struct FieldShape {
    /// Without wrapping.
    pub ty: Type,
    /// How the field can be absent.
    pub wrap: Wrap,
}

impl FieldShape {
    /// That of a property of a definition.
    pub fn of(property: &Property, definition: &Definition, from: TypeId, types: &TypeTable<'_>) -> Self {
        let mut ty = type_of(&property.schema.ty, types);
        if let api::Type::Named(to) = property.schema.ty
            && types.recursion.needs_box(from.0, to.0)
        {
            ty = Type::Box(Box::new(ty));
        }
        let nullable = property.schema.nullable;
        let wrap = if definition.in_request {
            if nullable && !property.read_only { Wrap::Nullable } else { Wrap::Option }
        } else if property.required && !nullable && !property.write_only {
            Wrap::Plain
        } else {
            Wrap::Option
        };
        Self { ty, wrap }
    }
}

/// The field of a property.
pub fn field(
    property: &Property,
    ident: &Ident,
    shape: &FieldShape,
    (definition, told): (&Definition, Option<&Told>),
) -> Field {
    let sent_by_server_only = definition.in_request && property.read_only;
    Field {
        ident: ident.clone(),
        docs: field_docs(property, definition.in_request, told),
        deprecated: told.map(|told| told.mark.clone()),
        ty: wrapped(shape),
        rename: (ident.plain() != property.name).then(|| property.name.clone()),
        skip: match shape.wrap {
            Wrap::Option | Wrap::Nullable | Wrap::Plain if sent_by_server_only => Skip::Sending,
            Wrap::Plain => Skip::Never,
            Wrap::Option => Skip::None,
            Wrap::Nullable => Skip::Absent,
        },
    }
}

/// The Rust type of a field.
pub fn wrapped(shape: &FieldShape) -> Type {
    let ty = Box::new(shape.ty.clone());
    match shape.wrap {
        Wrap::Plain => shape.ty.clone(),
        Wrap::Option => Type::Option(ty),
        Wrap::Nullable => Type::Nullable(ty),
    }
}

/// The methods that set it: to a value, and to `null`.
pub fn setters_of(property: &Property, names: &FieldNames, shape: &FieldShape, told: Option<&Told>) -> Vec<Setter> {
    let setter = Setter {
        ident: names.setter.clone(),
        docs: field_docs(property, true, told),
        deprecated: told.map(|told| told.mark.clone()),
        target: Target::Own(names.field.clone()),
        ty: shape.ty.clone(),
        wrap: shape.wrap,
        null: false,
    };
    let null = names.null.as_ref().filter(|_| shape.wrap == Wrap::Nullable).map(|null| Setter {
        ident: null.clone(),
        docs: vec![format!("Sends `null` for {}.", docs::code(&property.name))],
        null: true,
        ..setter.clone()
    });
    std::iter::once(setter).chain(null).collect()
}

/// The same methods by the names that they had.
pub fn former_setters<'s>(
    setters: &'s [Setter],
    names: &'s FieldNames,
    id: TypeId,
    types: &TypeTable<'_>,
) -> impl Iterator<Item = Setter> + use<'s> {
    let owner = format!("crate::{}::types::{}", types.service.plain(), types.ident(id).plain());
    let former = move |(setter, former): (&Setter, &Option<Ident>)| {
        let path = format!("{owner}::{}()", setter.ident.plain());
        Some(formers::setter(setter, former.clone()?, &path))
    };
    setters.iter().zip(&names.formers).filter_map(former)
}

/// The field of all properties that the document does not list.
pub fn additional_field(schema: &api::Schema, names: &FieldNames, types: &TypeTable<'_>) -> Field {
    Field {
        ident: names.field.clone(),
        docs: vec!["Everything that has another name.".to_owned()],
        deprecated: None,
        ty: Type::Map(Box::new(item(schema, types))),
        rename: None,
        skip: Skip::Flatten,
    }
}

/// The method that sets it.
pub fn additional_setter(field: &Field, names: &FieldNames) -> Setter {
    Setter {
        ident: names.setter.clone(),
        docs: field.docs.clone(),
        deprecated: None,
        target: Target::Own(field.ident.clone()),
        ty: field.ty.clone(),
        wrap: Wrap::Plain,
        null: false,
    }
}

/// What is said of a property that should no longer be used. What replaces it stands beside it, or is a type.
pub fn deprecated(
    property: &Property,
    (definition, object): (&Definition, &api::Object),
    id: TypeId,
    types: &TypeTable<'_>,
) -> Option<Told> {
    deprecation::told(property.deprecated.as_ref(), |name| {
        let other = object.properties.iter().find(|other| other.name == name && definition.has(other));
        let Some((other, names)) = other.zip(types.members(id).field(name)) else { return Instead::ty(name, types) };
        let path = |member: &Ident| {
            format!("crate::{}::types::{}::{}", types.service.plain(), types.ident(id).plain(), member.plain())
        };
        let is_set = definition.in_request && !other.read_only;
        Some(Instead::at(&names.field, if is_set { format!("{}()", path(&names.setter)) } else { path(&names.field) }))
    })
}

/// The documentation of a field: the document's, then its bounds.
pub fn field_docs(property: &Property, in_request: bool, told: Option<&Told>) -> Docs {
    let mut lines = property.description.as_deref().map(docs::text).unwrap_or_default();
    if lines.is_empty() {
        lines.push(docs::code(&property.name));
    }
    let mut notes: Vec<String> = docs::bounds(&property.schema).into_iter().collect();
    if in_request && property.required {
        notes.insert(0, "Required.".to_owned());
    }
    if property.read_only {
        notes.push("Set by the server; never sent.".to_owned());
    }
    if property.write_only {
        notes.push("Sent only; never comes back.".to_owned());
    }
    docs::paragraph_of(&mut lines, if notes.is_empty() { Vec::new() } else { vec![notes.join(" ")] });
    docs::paragraph_of(&mut lines, told.map(|told| told.docs.clone()).unwrap_or_default());
    lines
}
