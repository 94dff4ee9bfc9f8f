//! Prepares what the setter template prints.

use super::attributes::deprecated;
use super::code::{Code, code, documented};
use super::declared;
use super::types::Scope;
use crate::rust::{Setter, Target, Wrap};
use minijinja::{Value, context};

/// What the setter template prints, for a setter seen from `scope`. A setter without argument sets `null`.
pub fn view(setter: &Setter, scope: Scope<'_>) -> Value {
    let (_, value) = scope.argument(&setter.ty, &setter.ident);
    let value = match (setter.null, setter.wrap) {
        (true, _) => code!("Nullable::Null"),
        (false, Wrap::Plain) => value,
        (false, Wrap::Option) => code!("Some({})", value),
        (false, Wrap::Nullable) => code!("Nullable::Value({})", value),
    };
    context! {
        attributes => documented(&setter.docs, deprecated(setter.deprecated.as_ref())),
        signature => declared::setter(setter, scope),
        assignment => code!("{} = {};", field_path(&setter.target), value),
    }
}

/// The place that is assigned to.
pub fn field_path(target: &Target) -> Code {
    match target {
        Target::Own(field) => code!("self.{}", field),
        Target::Body(field) => code!("self.body.{}", field),
        Target::OptionalBody(field) => code!("self.body.get_or_insert_default().{}", field),
    }
}
