//! Makes several scalars of one type one. Must not know where they stand.

use super::Part;
use crate::openapi::{self, RefOr, TypeName};
use crate::source::Spanned;
use std::rc::Rc;

/// The type of a schema that is a value without others in it and without a list of values.
fn scalar(schema: &openapi::Schema) -> Option<TypeName> {
    let mut types = schema.types.iter().map(|ty| ty.value).filter(|ty| *ty != TypeName::Null);
    let (first, second) = (types.next(), types.next());
    let is_plain = second.is_none() && schema.one_of.is_empty() && schema.any_of.is_empty() && schema.all_of.is_empty();
    first.filter(|ty| is_plain && !matches!(ty, TypeName::Array | TypeName::Object | TypeName::Null))
}

/// Several scalars of one type are one, without the bounds of either; one that lists values goes before one that does not,
/// since it holds any other value, too.
pub fn merged_scalars(parts: Vec<Part>) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::new();
    for part in parts {
        let Some(ty) = scalar(&part.found) else {
            merged.push(part);
            continue;
        };
        let is_listed = part.found.values.is_some();
        let same = merged.iter_mut().find(|other| scalar(&other.found) == Some(ty));
        match same {
            None => merged.push(part),
            Some(other) => match (other.found.values.is_some(), is_listed) {
                (true, true) => merged.push(part),
                (true, false) => other.others = true,
                (false, true) => *other = Part { others: true, ..part },
                (false, false) => {
                    let formats =
                        [&other.found.format, &part.found.format].map(|format| format.as_ref().map(|it| &it.value));
                    let is_narrow = ty == TypeName::Integer && formats == [Some(&"int32".to_owned()); 2];
                    let format = (is_narrow || ty == TypeName::String && formats[0] == formats[1])
                        .then(|| other.found.format.clone())
                        .flatten();
                    let types = vec![Spanned::new(ty, other.span)];
                    let all = Rc::new(openapi::Schema { types, format, ..openapi::Schema::blank(other.span) });
                    *other = Part { schema: RefOr::Value(Rc::clone(&all)), found: all, place: None, ..other.clone() };
                }
            },
        }
    }
    merged
}
