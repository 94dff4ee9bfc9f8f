//! Lowers the documents' examples to calls in the documentation, and to tests of the generated crate. Must not know how
//! expressions are written.

use super::calls::CallNames;
use super::members::Members;
use super::{TypeTable, arguments, clients, names, parts, sendable};
use crate::api::{self, Format, Json, Kind, Location, Object, Parameter, Scalar, Schema, Status, Text, TypeId};
use crate::rust::{Call, Example, Expr, Ident, Type};
use std::collections::BTreeMap;

/// The calls that an operation's examples make.
pub struct Calls {
    /// The call in the documentation.
    pub shown: Call,
    /// A call for each example of the body, with the JSON that it must build.
    pub bodies: Vec<(Call, Json)>,
    /// Whether the parameters surely pass the checks.
    pub passes: bool,
}

/// Makes the calls of an operation.
pub fn of_operation(
    operation: &api::Operation,
    call: &CallNames,
    (idents, of_body): (&[(&Parameter, Ident)], &BTreeMap<Ident, Ident>),
    types: &TypeTable<'_>,
) -> Calls {
    let value = |parameter: &Parameter| arguments::of(parameter, types);
    let of_path = idents.iter().map(|(parameter, _)| *parameter).filter(|parameter| clients::is_argument(parameter));
    let arguments: Vec<Expr> = of_path.map(value).collect();
    let clients = clients::parameters(operation).zip(&call.clients);
    let clients: Vec<(Ident, Expr)> =
        clients.map(|(parameter, client)| (client.function.clone(), value(parameter))).collect();
    let shown_parameters = |(parameter, _): &&(&Parameter, Ident)| parameter.required || parameter.example.is_some();
    let parameters: Vec<(Ident, Option<Expr>)> = idents
        .iter()
        .filter(|(parameter, _)| parameter.location != Location::Path)
        .filter(shown_parameters)
        .map(|(parameter, ident)| (names::setter(ident), Some(arguments::of(parameter, types))))
        .collect();
    let called = |setters: Vec<(Ident, Option<Expr>)>| {
        let all = parameters.iter().cloned().chain(setters).collect();
        let (function, arguments) = (call.function.clone(), arguments.clone());
        Call { clients: clients.clone(), function, arguments, setters: all }
    };
    let passes = idents.iter().all(|(parameter, _)| arguments::passes(parameter, types));
    let Some(body) = &operation.body else { return Calls { shown: called(Vec::new()), bodies: Vec::new(), passes } };
    let bodies: Vec<(Call, Json)> = body
        .examples
        .iter()
        .filter_map(|example| {
            let setters = body_setters(example, body, types)?.into_iter();
            let setters = setters.map(|(setter, value)| (of_body.get(&setter).cloned().unwrap_or(setter), value));
            Some((called(setters.collect()), sendable::of(example, &body.schema, types)))
        })
        .collect();
    let shown = bodies.first().map_or_else(|| called(Vec::new()), |(shown, _)| shown.clone());
    Calls { shown, bodies, passes }
}

/// The setters that make an operation's body out of an example.
fn body_setters(example: &Json, body: &api::Body, types: &TypeTable<'_>) -> Option<Vec<(Ident, Option<Expr>)>> {
    let schema = &body.schema;
    match body.format {
        Format::Json | Format::Form | Format::Text | Format::Lines => {}
        Format::Multipart => return parts::setters(example, body, types),
        Format::Events | Format::Bytes => {
            return Some(vec![(Ident("body".to_owned()), Some(Expr::String(example.as_str()?.to_owned())))]);
        }
    }
    match schema.ty.named().and_then(|id| types.kind(id)) {
        Some(Kind::Object(object)) => setters(example, object, types.members(schema.ty.named()?), types),
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_)) | None => {
            Some(vec![(Ident("body".to_owned()), Some(expr(example, schema, types)?))])
        }
    }
}

/// The setters that make a struct out of an example; `None` if it cannot be made with setters.
fn setters(
    example: &Json,
    object: &Object,
    members: &Members,
    types: &TypeTable<'_>,
) -> Option<Vec<(Ident, Option<Expr>)>> {
    let example = example.as_object()?;
    let mut setters = Vec::new();
    let named = object.properties.iter().zip(&members.fields);
    for (property, names) in named.filter(|(property, _)| !property.read_only) {
        let Some(value) = example.get(&property.name) else { continue };
        match names.null.as_ref().filter(|_| value.is_null()) {
            Some(null) => setters.push((null.clone(), None)),
            None => setters.push((names.setter.clone(), Some(expr(value, &property.schema, types)?))),
        }
    }
    if let (Some(additional), Some(names)) = (&object.additional, &members.additional) {
        let listed = |name: &String| object.properties.iter().any(|property| property.name == *name);
        let others = example.iter().filter(|(name, _)| !listed(name));
        let others = others.map(|(name, value)| Some((name.clone(), argument_inside(value, additional, types)?)));
        let others: Vec<(String, Expr)> = others.collect::<Option<_>>()?;
        setters.extend((!others.is_empty()).then(|| (names.setter.clone(), Some(Expr::Entries(others)))));
    }
    Some(setters)
}

/// An example as an argument of its type; `None` if there is no short one.
pub fn expr(value: &Json, schema: &Schema, types: &TypeTable<'_>) -> Option<Expr> {
    if value.is_null() && !matches!(schema.ty, api::Type::Any) {
        return None;
    }
    let entries = |values: &Schema| entries(value, |value| argument_inside(value, values, types));
    Some(match &schema.ty {
        api::Type::Scalar(Scalar::Boolean) => Expr::Bool(value.as_bool()?),
        api::Type::Scalar(Scalar::Integer(_)) => Expr::Integer(value.as_number()?.as_i128()?),
        api::Type::Scalar(Scalar::Number(api::Precision::Decimal)) => Expr::String(value.as_number()?.to_string()),
        api::Type::Scalar(Scalar::Number(precision)) => {
            let most = if *precision == api::Precision::Float { f32::MAX.into() } else { f64::MAX };
            Expr::Float(value.as_f64().filter(|float| float.abs() <= most)?)
        }
        api::Type::Scalar(Scalar::Text(_)) => Expr::String(value.as_str()?.to_owned()),
        api::Type::Any => Expr::Json(value.clone()),
        api::Type::Array(_) | api::Type::Map(_) | api::Type::FreeForm if is_empty(value) => {
            Expr::Empty(super::types::type_of(&schema.ty, types))
        }
        api::Type::FreeForm => Expr::Entries(entries(&anything())?),
        api::Type::Array(items) => {
            let items = value.as_array()?.iter().map(|item| argument_inside(item, items, types));
            Expr::List(items.collect::<Option<_>>()?)
        }
        api::Type::Map(values) => Expr::Entries(entries(values)?),
        api::Type::Named(id) => named(value, *id, types)?,
    })
}

/// The values of a map that may hold anything.
fn anything() -> Schema {
    Schema::plain(api::Type::Any)
}

fn is_empty(value: &Json) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}

fn entries(value: &Json, inner: impl Fn(&Json) -> Option<Expr>) -> Option<Vec<(String, Expr)>> {
    value.as_object()?.iter().map(|(key, value)| Some((key.clone(), inner(value)?))).collect()
}

fn named(value: &Json, id: TypeId, types: &TypeTable<'_>) -> Option<Expr> {
    let (ident, members) = (types.ident(id), types.members(id));
    let variant = |at: Option<usize>| Some(Expr::Variant(ident.clone(), members.variants.get(at?)?.clone()));
    Some(match &types.definition(id)?.kind {
        Kind::StringEnum(variants) => {
            let text = value.as_str()?;
            let known = variant(variants.iter().position(|variant| variant.value == text));
            known.unwrap_or_else(|| Expr::FromText(ident.clone(), text.to_owned()))
        }
        Kind::IntegerEnum(_, variants) => {
            let number = value.as_number()?.as_i128()?;
            let known = variant(variants.iter().position(|variant| variant.value == number));
            known.unwrap_or_else(|| Expr::FromInteger(ident.clone(), number))
        }
        Kind::Object(object) => Expr::Struct(ident.clone(), setters(value, object, members, types)?),
        Kind::Union(union) => {
            let names = super::unions::variants(id, union, types);
            let found = union.alternative(value);
            let at = found.and_then(|found| union.alternatives.iter().position(|one| std::ptr::eq(one, found)));
            match at.and_then(|at| Some((union.alternatives.get(at)?, names.known.get(at)?))) {
                Some((alternative, (variant, is_boxed))) => {
                    let held = inside(value, &alternative.schema, types)?;
                    Expr::Holding(ident.clone(), variant.clone(), *is_boxed, Box::new(held))
                }
                None => Expr::Holding(ident.clone(), names.unknown, false, Box::new(Expr::Json(value.clone()))),
            }
        }
    })
}

/// An item of a list or a map that is an argument: text is converted to its type, nothing else is.
fn argument_inside(value: &Json, schema: &Schema, types: &TypeTable<'_>) -> Option<Expr> {
    match &schema.ty {
        api::Type::Scalar(Scalar::Text(_) | Scalar::Number(api::Precision::Decimal)) if !schema.nullable => {
            expr(value, schema, types)
        }
        api::Type::Scalar(_)
        | api::Type::Any
        | api::Type::FreeForm
        | api::Type::Array(_)
        | api::Type::Map(_)
        | api::Type::Named(_) => inside(value, schema, types),
    }
}

/// An expression where nothing converts it.
fn inside(value: &Json, schema: &Schema, types: &TypeTable<'_>) -> Option<Expr> {
    if schema.nullable && schema.ty != api::Type::Any {
        let schema = Schema { nullable: false, ..schema.clone() };
        let inner = || inside(value, &schema, types).map(|inner| Expr::Some(Box::new(inner)));
        return if value.is_null() { Some(Expr::None) } else { inner() };
    }
    let entries = |values: &Schema| entries(value, |value| inside(value, values, types));
    Some(match &schema.ty {
        api::Type::Scalar(Scalar::Text(form)) => {
            let text = value.as_str()?.to_owned();
            match form {
                Text::Plain | Text::Binary => Expr::Owned(text),
                Text::DateTime => Expr::Runtime("DateTime", text),
                Text::Date => Expr::Into(text),
                Text::Base64 => Expr::Runtime("Base64", text),
                Text::Secret => Expr::Runtime("Secret", text),
            }
        }
        api::Type::Scalar(Scalar::Number(api::Precision::Decimal)) => Expr::Into(value.as_number()?.to_string()),
        api::Type::Array(_) | api::Type::Map(_) | api::Type::FreeForm if is_empty(value) => {
            Expr::Empty(super::types::type_of(&schema.ty, types))
        }
        api::Type::Array(items) => {
            Expr::Vec(value.as_array()?.iter().map(|item| inside(item, items, types)).collect::<Option<_>>()?)
        }
        api::Type::Map(values) => Expr::Map(entries(values)?),
        api::Type::FreeForm => Expr::Object(entries(&anything())?),
        api::Type::Scalar(Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_))
        | api::Type::Any
        | api::Type::Named(_) => expr(value, schema, types)?,
    })
}

/// The tests that an operation's examples make.
pub fn tests(operation: &api::Operation, call: &CallNames, calls: &Calls, types: &TypeTable<'_>) -> Vec<Example> {
    let name = |what: &str, at: usize| match at {
        0 => names::with(&call.function, what),
        _ => names::with(&call.function, &format!("{what}_{}", at + 1)),
    };
    let mut tests = Vec::new();
    let format = operation.body.as_ref().map(|body| body.format);
    for (at, (call, json)) in calls.bodies.iter().enumerate() {
        // What is sent in another format is compared as it is set, if one field holds it.
        let passes = match format {
            Some(Format::Json) | None => calls.passes,
            Some(Format::Form | Format::Text) => false,
            Some(Format::Multipart | Format::Events | Format::Lines | Format::Bytes) => continue,
        };
        let (test, call, json) = (name("request", at), call.clone(), json.to_string());
        tests.push(Example::Request { test, call, json, passes });
    }
    for answer in operation.successes.iter().chain(&operation.failures) {
        let Some(schema) = answer.schema.as_ref().filter(|_| answer.format == Some(Format::Json)) else { continue };
        let status = match answer.status {
            Status::Code(code) => code.to_string(),
            Status::Range(first) => format!("{first}xx"),
            Status::Default => "default".to_owned(),
        };
        for (at, example) in answer.examples.iter().enumerate() {
            tests.push(Example::Answer {
                test: name(&status, at),
                ty: answer_type(schema, types),
                json: example.to_string(),
                kept: sendable::of(example, schema, types).to_string(),
            });
        }
    }
    tests
}

fn answer_type(schema: &Schema, types: &TypeTable<'_>) -> Type {
    super::types::item(schema, types)
}
