//! Finds the operations that send or answer secrets, so that no log and no hook shows them. Must not know what a secret
//! is for.

use crate::api::{Definition, Kind, Operation, Scalar, Schema, Text, Type};

/// Which types hold a secret, at any depth.
pub struct Secrets(Vec<bool>);

impl Secrets {
    /// Finds them.
    pub fn of(types: &[Definition]) -> Self {
        Self(holding(types, |scalar| scalar == Scalar::Text(Text::Secret)))
    }

    /// Whether a request or an answer of the operation holds a secret.
    pub fn are_in(&self, operation: &Operation) -> bool {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.schema);
        let others = operation.body.iter().flat_map(|body| &body.others).map(|other| &other.schema);
        let body = operation.body.iter().map(|body| &body.schema).chain(others);
        let answers = || operation.successes.iter().chain(&operation.failures);
        let headers = || answers().flat_map(|answer| &answer.headers);
        let of_headers = headers().filter_map(|header| header.schema.as_ref());
        let mut all =
            parameters.chain(body).chain(answers().filter_map(|answer| answer.schema.as_ref())).chain(of_headers);
        headers().any(|header| header.secret) || all.any(|schema| self.holds(&schema.ty))
    }

    fn holds(&self, ty: &Type) -> bool {
        match innermost(ty) {
            Type::Scalar(Scalar::Text(Text::Secret)) => true,
            other => other.named().is_some_and(|id| self.0.get(id.0).copied().unwrap_or(false)),
        }
    }
}

/// Which types hold a value that is looked for, at any depth. In time that grows with the number of properties: from those that
/// hold one to those that hold these.
pub fn holding(types: &[Definition], is_it: impl Fn(Scalar) -> bool) -> Vec<bool> {
    let mut holders = vec![Vec::new(); types.len()];
    let mut queue = Vec::new();
    for (holder, definition) in types.iter().enumerate() {
        for schema in inside(definition) {
            match innermost(&schema.ty) {
                Type::Scalar(scalar) if is_it(*scalar) => queue.push(holder),
                other => other.named().and_then(|id| holders.get_mut(id.0)).into_iter().for_each(|of| of.push(holder)),
            }
        }
    }
    let mut holding = vec![false; types.len()];
    while let Some(id) = queue.pop() {
        if let Some(known) = holding.get_mut(id).filter(|known| !**known) {
            *known = true;
            queue.extend(holders.get(id).into_iter().flatten());
        }
    }
    holding
}

/// What lists and maps hold in the end.
fn innermost(ty: &Type) -> &Type {
    ty.inner().map_or(ty, |inner| innermost(&inner.ty))
}

/// The types of an object's properties.
fn inside(definition: &Definition) -> Vec<&Schema> {
    match &definition.kind {
        Kind::Object(object) => {
            let properties = object.properties.iter().map(|property| &property.schema);
            properties.chain(object.additional.as_deref()).collect()
        }
        Kind::Union(union) => union.alternatives.iter().map(|one| &one.schema).collect(),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) => Vec::new(),
    }
}
