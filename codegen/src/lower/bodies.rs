//! Lowers request bodies: an object's fields are set on the operation itself, anything else is set whole. Must not know
//! parameters.

use super::types::type_of;
use super::{TypeTable, checks, docs, media_types};
use crate::api::{self, Kind};
use crate::rust::{BodyCheck, Check, Demand, Ident, Initial, OperationField, Setter, Target, Type, Wrap, Write};

/// What a body adds to an operation.
pub struct BodyParts {
    /// The field that holds it.
    pub field: OperationField,
    /// Setters: of its fields, and of the whole.
    pub setters: Vec<Setter>,
    /// Checks of a body that has no fields.
    pub checks: Vec<Check>,
    /// How a body that has fields checks itself.
    pub check: Option<BodyCheck>,
    /// How it is written.
    pub write: Write,
}

/// Lowers a body. `struct_setters` are those of the struct, if it is one.
pub fn lower(body: &api::Body, struct_setters: Vec<Setter>, types: &TypeTable<'_>) -> BodyParts {
    let ident = Ident("body".to_owned());
    let ty = type_of(&body.schema.ty, types);
    let is_struct = match body.schema.ty.named().and_then(|id| types.kind(id)) {
        Some(Kind::Object(_)) => true,
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_)) | None => false,
    };
    let plain = is_struct && body.required;
    let mut words = body.description.as_deref().map(docs::text).unwrap_or_default();
    if words.is_empty() {
        words.push("The request body.".to_owned());
    }
    let mut setters: Vec<Setter> = struct_setters.into_iter().map(|setter| retarget(setter, plain)).collect();
    setters.push(Setter {
        ident: ident.clone(),
        docs: if is_struct { vec!["Sets the whole request body.".to_owned()] } else { words.clone() },
        deprecated: false,
        target: Target::Own(ident.clone()),
        ty: ty.clone(),
        wrap: if plain { Wrap::Plain } else { Wrap::Option },
        null: false,
    });
    let demands = if is_struct { Vec::new() } else { checks::demands_of(&body.schema, types) };
    let required = (body.required && !plain).then_some(Demand::Required);
    let check = |demand| Check { name: "body".to_owned(), field: ident.clone(), demand };
    BodyParts {
        checks: required.into_iter().chain(demands).map(check).collect(),
        check: match (is_struct, plain) {
            (true, true) => Some(BodyCheck::Plain),
            (true, false) => Some(BodyCheck::Optional),
            (false, _) => None,
        },
        write: Write::Body { field: ident.clone(), optional: !plain, media_type: media_types::of_body(body) },
        field: OperationField {
            ident,
            docs: words,
            ty: if plain { ty } else { Type::Option(Box::new(ty)) },
            initial: if plain { Initial::Default } else { Initial::None },
        },
        setters,
    }
}

/// A setter of the struct as a setter of the operation that has it as body.
fn retarget(setter: Setter, plain: bool) -> Setter {
    let field = match setter.target {
        Target::Own(field) | Target::Body(field) | Target::OptionalBody(field) => field,
    };
    Setter { target: if plain { Target::Body(field) } else { Target::OptionalBody(field) }, ..setter }
}
