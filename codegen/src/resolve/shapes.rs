//! Finds what tells the types of each union apart, once all types are resolved. A union that holds itself is cut there: it
//! adds nothing to itself, and would have no end. Must not know how values are compared with it.

use crate::api::{Definition, JsonType, JsonTypes, Kind, Name, Object, Scalar, Schema, Shape, Type, Union, Width};
use crate::diagnostics::{Diagnostics, messages};
use std::collections::{BTreeMap, BTreeSet};

/// Gives each type of each union its shape.
pub fn settle(types: &mut [Definition], diagnostics: &mut Diagnostics) {
    for id in cut(types, diagnostics) {
        let shapes = match types.get(id).map(|definition| &definition.kind) {
            Some(Kind::Union(union)) => union.alternatives.iter().map(|one| of(&one.schema, types)).collect::<Vec<_>>(),
            Some(Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => continue,
        };
        if let Some(union) = union_mut(types, id) {
            union.alternatives.iter_mut().zip(shapes).for_each(|(one, shape)| one.shape = shape);
        }
    }
}

/// Drops what makes a union hold itself with nothing between, and lists the unions, each after those that it holds. With a
/// stack of its own: chains can be long.
fn cut(types: &mut [Definition], diagnostics: &mut Diagnostics) -> Vec<usize> {
    let (mut order, mut seen, mut open) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for start in 0..types.len() {
        let mut stack = vec![(start, false)];
        while let Some((id, is_done)) = stack.pop() {
            if is_done {
                open.remove(&id);
                order.push(id);
                continue;
            }
            if union_mut(types, id).is_none() || !seen.insert(id) {
                continue;
            }
            open.insert(id);
            stack.push((id, true));
            let Some(union) = union_mut(types, id) else { continue };
            union.alternatives.retain(|one| {
                let is_open = one.schema.ty.named().is_some_and(|to| open.contains(&to.0));
                if is_open {
                    let reason = "the value would be of this type for being of this type";
                    diagnostics.push(messages::ignored(one.span, "a type that holds itself", reason));
                }
                !is_open
            });
            stack.extend(union.alternatives.iter().filter_map(|one| one.schema.ty.named()).map(|to| (to.0, false)));
        }
    }
    order
}

fn union_mut(types: &mut [Definition], id: usize) -> Option<&mut Union> {
    match types.get_mut(id).map(|definition| &mut definition.kind) {
        Some(Kind::Union(union)) => Some(union),
        Some(Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => None,
    }
}

/// What tells a value of a type apart.
fn of(schema: &Schema, types: &[Definition]) -> Shape {
    let only = |ty: JsonType| Shape { types: [ty].into(), ..Shape::default() };
    let shape = match &schema.ty {
        Type::Scalar(Scalar::Boolean) => only(JsonType::Boolean),
        Type::Scalar(Scalar::Integer(width)) => {
            let is_large = match width {
                Width::Int32 | Width::Int64 | Width::Uint32 => false,
                Width::Uint64 | Width::Int128 | Width::Uint128 => true,
            };
            let large = is_large.then_some(JsonType::Large);
            Shape { types: [JsonType::Integer].into_iter().chain(large).collect(), ..Shape::default() }
        }
        Type::Scalar(Scalar::Number(_)) => only(JsonType::Number),
        Type::Scalar(Scalar::Text(_)) => only(JsonType::String),
        Type::Any => Shape { types: all(), items: all(), is_open: true, ..Shape::default() },
        Type::FreeForm | Type::Map(_) => Shape { is_open: true, ..only(JsonType::Object) },
        Type::Array(item) => {
            let item = of(item, types);
            Shape { items: item.types, names: item.names, ..only(JsonType::Array) }
        }
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            Some(Kind::Object(object)) => {
                let (names, is_open) = (names(object, types), object.additional.is_some());
                Shape { names, is_open, ..only(JsonType::Object) }
            }
            Some(Kind::StringEnum(variants)) => {
                let values = variants.iter().map(|variant| variant.value.clone());
                Shape { values: values.collect(), ..only(JsonType::String) }
            }
            Some(Kind::IntegerEnum(_, variants)) => {
                let values = variants.iter().map(|variant| variant.value.to_string());
                Shape { values: values.collect(), ..only(JsonType::Integer) }
            }
            Some(Kind::Union(union)) => {
                union.alternatives.iter().map(|one| one.shape.clone()).reduce(either).unwrap_or_default()
            }
            None => Shape::default(),
        },
    };
    let null = schema.nullable.then_some(JsonType::Null);
    Shape { types: shape.types.iter().copied().chain(null).collect(), ..shape }
}

/// What two shapes have in common, and what each may have.
fn either(one: Shape, other: Shape) -> Shape {
    let Shape { types, values, items, names, is_open } = one;
    let are_objects = |types: &JsonTypes| types.contains(&JsonType::Object) || types.contains(&JsonType::Array);
    let both = are_objects(&types) && are_objects(&other.types);
    let mut all: BTreeMap<String, Name> = BTreeMap::new();
    for (name, here) in names.iter().chain(&other.names) {
        let in_both = names.contains_key(name) && other.names.contains_key(name);
        let entry = all.entry(name.clone()).or_insert_with(|| Name { required: true, types: JsonTypes::new() });
        entry.required &= here.required && (in_both || !both);
        entry.types.extend(&here.types);
    }
    // Values are all that there are only where both list some.
    let lists_values = |types: &JsonTypes, values: &[String]| !values.is_empty() || !types.contains(&JsonType::String);
    let are_listed = lists_values(&types, &values) && lists_values(&other.types, &other.values);
    Shape {
        types: &types | &other.types,
        values: if are_listed { [values, other.values].concat() } else { Vec::new() },
        items: &items | &other.items,
        names: all,
        is_open: is_open || other.is_open,
    }
}

fn names(object: &Object, types: &[Definition]) -> BTreeMap<String, Name> {
    let name = |property: &crate::api::Property| {
        let required = property.required && !property.read_only && !property.write_only;
        (property.name.clone(), Name { required, types: json_types(&property.schema, types) })
    };
    object.properties.iter().map(name).collect()
}

/// What JSON a value may be, whatever is inside of it.
fn json_types(schema: &Schema, types: &[Definition]) -> JsonTypes {
    match &schema.ty {
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            // Its own shape may come later, if an object that it holds holds it.
            Some(Kind::Union(_)) | None => all(),
            Some(Kind::Object(_)) => [JsonType::Object].into(),
            Some(Kind::StringEnum(_)) => [JsonType::String].into(),
            Some(Kind::IntegerEnum(..)) => [JsonType::Integer].into(),
        },
        Type::Array(_) => [JsonType::Array].into(),
        Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Map(_) => of(schema, types).types,
    }
}

fn all() -> JsonTypes {
    use JsonType::{Array, Boolean, Integer, Large, Null, Number, Object, String};
    [Null, Boolean, Integer, Large, Number, String, Array, Object].into()
}
