//! Finds the operations that send or answer secrets, so that no log and no hook shows them. Must not know what a secret
//! is for.

use super::TypeTable;
use crate::api::{Kind, Operation, Scalar, Text, Type, TypeId};
use std::collections::BTreeSet;

/// Whether a request or an answer of the operation holds a secret, at any depth.
pub fn are_in(operation: &Operation, types: &TypeTable<'_>) -> bool {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.schema);
    let body = operation.body.iter().map(|body| &body.schema);
    let answers = operation.successes.iter().chain(&operation.failures);
    if answers.clone().flat_map(|answer| &answer.headers).any(|header| header.secret) {
        return true;
    }
    let answers = answers.flat_map(|answer| {
        let headers = answer.headers.iter().filter_map(|header| header.schema.as_ref());
        answer.schema.iter().chain(headers)
    });
    let mut queue: Vec<&Type> = parameters.chain(body).chain(answers).map(|schema| &schema.ty).collect();
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    while let Some(ty) = queue.pop() {
        match ty {
            Type::Scalar(Scalar::Text(Text::Secret)) => return true,
            Type::Array(inner) | Type::Map(inner) => queue.push(&inner.ty),
            Type::Named(id) if seen.insert(*id) => queue.extend(inside(*id, types)),
            Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Named(_) => {}
        }
    }
    false
}

/// The types of an object's properties.
fn inside<'t>(id: TypeId, types: &TypeTable<'t>) -> Vec<&'t Type> {
    match types.definitions.get(id.0).map(|definition| &definition.kind) {
        Some(Kind::Object(object)) => {
            let properties = object.properties.iter().map(|property| &property.schema);
            properties.chain(object.additional.as_deref()).map(|schema| &schema.ty).collect()
        }
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => Vec::new(),
    }
}
