//! Tells how the types of two versions of a schema are related: one kind, wider, narrower, longer, or another. Must not know where
//! they are used.

use super::catalogue::{Rule, rules};
use super::schemas::Sides;
use crate::api::{Kind, Scalar, Schema, Service, Text, Type, TypeId};
use std::collections::BTreeSet;

/// Whether it is text that nobody may see.
pub fn is_secret(ty: &Type) -> bool {
    *ty == Type::Scalar(Scalar::Text(Text::Secret))
}

/// The `format` of what has the same type whatever its format: text, or bytes in its place, or numbers that say more than their
/// width; the inner `None` if it has none.
pub fn form(schema: &Schema) -> Option<Option<&String>> {
    let format = schema.format.as_ref();
    match &schema.ty {
        // Who may see a text is another matter.
        Type::Scalar(Scalar::Text(Text::Secret)) => Some(None),
        Type::Scalar(Scalar::Text(Text::Plain | Text::Binary)) => Some(format),
        Type::Scalar(Scalar::Integer(_) | Scalar::Number(_)) => {
            let widths = ["int32", "int64", "uint32", "uint64", "int128", "uint128", "float", "double", "decimal"];
            Some(format.filter(|format| !widths.contains(&format.as_str())))
        }
        Type::Scalar(Scalar::Boolean | Scalar::Text(Text::DateTime | Text::Date | Text::Base64))
        | Type::Any
        | Type::FreeForm
        | Type::Array(_)
        | Type::Map(_)
        | Type::Named(_) => None,
    }
}

/// Whether it may be any text: what has another format is none of its values.
fn is_any_text(schema: &Schema) -> bool {
    let is_free = |form: Option<&String>| form.is_none_or(|format| format == "binary");
    is_text(&schema.ty) && form(schema).is_some_and(is_free)
}

/// Whether it is text, whatever its format is; a secret is, too.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Text(Text::Plain | Text::Binary | Text::Secret)))
}

/// The change of a type that is more than a change inside of it.
pub fn other_type(sides: Sides<'_>, before: &Schema, after: &Schema) -> Option<&'static Rule> {
    let (old, new) = (&before.ty, &after.ty);
    let same = match old {
        Type::Named(id) => new.named().is_some_and(|new| same_kind(sides, *id, new)),
        Type::Array(_) => matches!(new, Type::Array(_)),
        Type::Map(_) => matches!(new, Type::Map(_)),
        Type::Scalar(_) if is_text(old) => is_text(new),
        Type::Scalar(_) | Type::Any | Type::FreeForm => old == new,
    };
    if same {
        None
    } else if is_longer(old, new) {
        Some(&rules::WIDTH_GROWN)
    } else if is_longer(new, old) {
        Some(&rules::WIDTH_SHRUNK)
    } else if holds(after, old, sides.before) {
        Some(&rules::TYPE_WIDENED)
    } else if holds(before, new, sides.after) {
        Some(&rules::TYPE_NARROWED)
    } else {
        Some(&rules::TYPE_CHANGED)
    }
}

/// Whether a number has less room than another one of its kind.
fn is_longer(short: &Type, long: &Type) -> bool {
    match (short, long) {
        (Type::Scalar(Scalar::Integer(short)), Type::Scalar(Scalar::Integer(long))) => long.holds(*short),
        (Type::Scalar(Scalar::Number(short)), Type::Scalar(Scalar::Number(long))) => short < long,
        (Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Array(_) | Type::Map(_) | Type::Named(_), _) => false,
    }
}

/// Whether each value of a type is one of another, wider type. `service` is that of the narrow type.
fn holds(wide: &Schema, narrow: &Type, service: &Service) -> bool {
    let kind = narrow.named().and_then(|id| service.types.get(id.0)).map(|definition| &definition.kind);
    match &wide.ty {
        Type::Any => true,
        Type::FreeForm => matches!(narrow, Type::Map(_)) || matches!(kind, Some(Kind::Object(_))),
        Type::Scalar(Scalar::Text(Text::Plain | Text::Binary | Text::Secret)) => {
            let is_form = matches!(narrow, Type::Scalar(Scalar::Text(Text::DateTime | Text::Date | Text::Base64)));
            is_any_text(wide) && (is_form || matches!(kind, Some(Kind::StringEnum(_))))
        }
        Type::Scalar(Scalar::Number(_)) => {
            let is_whole = matches!(narrow, Type::Scalar(Scalar::Integer(_)));
            is_whole || matches!(kind, Some(Kind::IntegerEnum(..)))
        }
        Type::Scalar(Scalar::Integer(_)) => matches!(kind, Some(Kind::IntegerEnum(..))),
        Type::Scalar(Scalar::Boolean | Scalar::Text(Text::DateTime | Text::Date | Text::Base64))
        | Type::Array(_)
        | Type::Map(_)
        | Type::Named(_) => false,
    }
}

/// Whether two types with names can be versions of one: objects that share a name of a property or have none, or lists of
/// values of one type.
pub fn same_kind(sides: Sides<'_>, before: TypeId, after: TypeId) -> bool {
    let Some((before, after)) = sides.definitions(before, after) else { return false };
    if let (Kind::Object(old), Kind::Object(new)) = (&before.kind, &after.kind) {
        let names: BTreeSet<&str> = old.properties.iter().map(|property| property.name.as_str()).collect();
        let shares = new.properties.iter().any(|property| names.contains(property.name.as_str()));
        return shares || before.name == after.name || names.is_empty() || new.properties.is_empty();
    }
    std::mem::discriminant(&before.kind) == std::mem::discriminant(&after.kind)
}
