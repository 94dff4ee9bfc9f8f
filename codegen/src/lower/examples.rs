//! Examples: the document's become a call in the documentation, and tests of the generated crate.

use super::{Types, names};
use crate::api::{self, Json, Kind, Location, Object, Parameter, Schema, Status, TypeId};
use crate::rust::{Example, Expr, Ident, Type};

/// The calls that an operation's examples make.
pub struct Calls {
    /// What the documentation shows.
    pub shown: Expr,
    /// A call for each example of the body, with the JSON that it must build.
    pub bodies: Vec<(Expr, Json)>,
}

/// Makes the calls of an operation.
pub fn of_operation(
    operation: &api::Operation,
    function: &Ident,
    idents: &[(&Parameter, Ident)],
    types: &Types<'_>,
) -> Calls {
    let arguments: Vec<Expr> = of(idents, Location::Path).map(|(parameter, _)| argument(parameter, types)).collect();
    let shown_parameters = |(parameter, _): &&(&Parameter, Ident)| parameter.required || parameter.example.is_some();
    let parameters: Vec<(Ident, Option<Expr>)> = idents
        .iter()
        .filter(|(parameter, _)| parameter.location != Location::Path)
        .filter(shown_parameters)
        .map(|(parameter, ident)| (names::setter(ident), Some(argument(parameter, types))))
        .collect();
    let call = |setters: Vec<(Ident, Option<Expr>)>| {
        let all = parameters.iter().cloned().chain(setters).collect();
        Expr::Call(function.clone(), arguments.clone(), all)
    };
    let Some(body) = &operation.body else { return Calls { shown: call(Vec::new()), bodies: Vec::new() } };
    let bodies: Vec<(Expr, Json)> = body
        .examples
        .iter()
        .filter_map(|example| {
            Some((call(body_setters(example, &body.schema, types)?), known(example, &body.schema, types)))
        })
        .collect();
    let shown = bodies.first().map_or_else(|| call(Vec::new()), |(shown, _)| shown.clone());
    Calls { shown, bodies }
}

fn of<'a>(
    idents: &'a [(&'a Parameter, Ident)],
    location: Location,
) -> impl Iterator<Item = &'a (&'a Parameter, Ident)> {
    idents.iter().filter(move |(parameter, _)| parameter.location == location)
}

/// A value for a parameter: the document's example, or something that shows its type.
fn argument(parameter: &Parameter, types: &Types<'_>) -> Expr {
    let given = parameter.example.as_ref().and_then(|example| expr(example, &parameter.schema, types));
    given.unwrap_or_else(|| placeholder(&parameter.name, &parameter.schema.ty, types))
}

fn placeholder(name: &str, ty: &api::Type, types: &Types<'_>) -> Expr {
    match ty {
        api::Type::Boolean => Expr::Bool(true),
        api::Type::Integer(_) => Expr::Integer(1),
        api::Type::Number(_) => Expr::Float(1.0),
        api::Type::Array(items) => Expr::List(vec![placeholder(name, &items.ty, types)]),
        api::Type::Named(id) => first_variant(*id, types).unwrap_or_else(|| Expr::String(name.to_owned())),
        api::Type::String
        | api::Type::DateTime
        | api::Type::Base64
        | api::Type::Any
        | api::Type::FreeForm
        | api::Type::Map(_) => Expr::String(name.to_owned()),
    }
}

fn first_variant(id: TypeId, types: &Types<'_>) -> Option<Expr> {
    let ident = types.ident(id);
    match &types.definition(id)?.kind {
        Kind::StringEnum(variants) => variants.first().map(|first| Expr::FromText(ident, first.value.clone())),
        Kind::IntegerEnum(_, variants) => variants.first().map(|first| Expr::FromInteger(ident, first.value)),
        Kind::Object(_) => None,
    }
}

/// The setters that make an operation's body out of an example.
fn body_setters(example: &Json, schema: &Schema, types: &Types<'_>) -> Option<Vec<(Ident, Option<Expr>)>> {
    match &schema.ty {
        api::Type::Named(id) => match &types.definition(*id)?.kind {
            Kind::Object(object) => setters(example, object, types),
            Kind::StringEnum(_) | Kind::IntegerEnum(..) => {
                Some(vec![(Ident("body".to_owned()), Some(expr(example, schema, types)?))])
            }
        },
        api::Type::Boolean
        | api::Type::Integer(_)
        | api::Type::Number(_)
        | api::Type::String
        | api::Type::DateTime
        | api::Type::Base64
        | api::Type::Any
        | api::Type::FreeForm
        | api::Type::Array(_)
        | api::Type::Map(_) => Some(vec![(Ident("body".to_owned()), Some(expr(example, schema, types)?))]),
    }
}

/// The setters that make a struct out of an example; `None` if it cannot be made with setters.
fn setters(example: &Json, object: &Object, types: &Types<'_>) -> Option<Vec<(Ident, Option<Expr>)>> {
    let example = example.as_object()?;
    if object.additional.is_some() {
        return None;
    }
    let mut setters = Vec::new();
    for property in object.properties.iter().filter(|property| !property.read_only) {
        let Some(value) = example.get(&property.name) else { continue };
        let field = names::field(property.rust_name.as_deref().unwrap_or(&property.name))?;
        let setter = names::setter(&field);
        if value.is_null() && property.schema.nullable {
            setters.push((Ident(format!("{}_null", field.plain())), None));
        } else {
            setters.push((setter, Some(expr(value, &property.schema, types)?)));
        }
    }
    Some(setters)
}

/// An example as an expression of its type; `None` if there is no short one.
fn expr(value: &Json, schema: &Schema, types: &Types<'_>) -> Option<Expr> {
    if value.is_null() && !matches!(schema.ty, api::Type::Any) {
        return None;
    }
    Some(match &schema.ty {
        api::Type::Boolean => Expr::Bool(value.as_bool()?),
        api::Type::Integer(_) => Expr::Integer(value.as_i64()?),
        api::Type::Number(_) => Expr::Float(value.as_f64()?),
        api::Type::String | api::Type::DateTime | api::Type::Base64 => Expr::String(value.as_str()?.to_owned()),
        api::Type::Any | api::Type::FreeForm => Expr::Json(value.clone()),
        api::Type::Array(items) => {
            let nested = value.as_array()?.iter().map(|item| owned(item, items, types));
            Expr::List(nested.collect::<Option<_>>()?)
        }
        api::Type::Map(values) => {
            let entries =
                value.as_object()?.iter().map(|(key, value)| Some((key.clone(), owned(value, values, types)?)));
            Expr::Map(entries.collect::<Option<_>>()?)
        }
        api::Type::Named(id) => named(value, *id, types)?,
    })
}

fn named(value: &Json, id: TypeId, types: &Types<'_>) -> Option<Expr> {
    let ident = types.ident(id);
    Some(match &types.definition(id)?.kind {
        Kind::StringEnum(variants) => {
            let text = value.as_str()?;
            match variants.iter().find(|variant| variant.value == text) {
                Some(variant) => {
                    Expr::Variant(ident, names::variant(variant.name.as_deref().unwrap_or(&variant.value))?)
                }
                None => Expr::FromText(ident, text.to_owned()),
            }
        }
        Kind::IntegerEnum(..) => Expr::FromInteger(ident, value.as_i64()?),
        Kind::Object(object) => Expr::Struct(ident, setters(value, object, types)?),
    })
}

/// An expression inside a list or a map, where nothing converts it.
fn owned(value: &Json, schema: &Schema, types: &Types<'_>) -> Option<Expr> {
    if schema.nullable {
        return None;
    }
    Some(match (&schema.ty, expr(value, schema, types)?) {
        // Lists of text take anything that becomes text.
        (api::Type::DateTime, Expr::String(text)) => Expr::Runtime("DateTime", text),
        (api::Type::Base64, Expr::String(text)) => Expr::Runtime("Base64", text),
        (api::Type::String, Expr::String(text)) => Expr::Owned(text),
        (_, expr) => expr,
    })
}

/// An example without what no type has a place for: unknown properties, `null` where it means nothing, and what only
/// the server sets.
fn known(value: &Json, schema: &Schema, types: &Types<'_>) -> Json {
    match (&schema.ty, value) {
        (api::Type::Number(_), Json::Number(number)) => {
            number.as_f64().and_then(serde_json::Number::from_f64).map_or(Json::Null, Json::Number)
        }
        (api::Type::Array(items), Json::Array(values)) => {
            Json::Array(values.iter().map(|value| known(value, items, types)).collect())
        }
        (api::Type::Map(inner), Json::Object(entries)) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), known(value, inner, types))).collect())
        }
        (api::Type::Named(id), Json::Object(entries)) => {
            let Some(definition) = types.definition(*id) else { return value.clone() };
            let Kind::Object(object) = &definition.kind else { return value.clone() };
            let keep = |(key, value): (&String, &Json)| {
                let property = object.properties.iter().find(|property| property.name == *key);
                match (property, &object.additional) {
                    (Some(property), _) => {
                        let sendable = !(definition.in_request && property.read_only);
                        let says = !value.is_null() || definition.in_request && property.schema.nullable;
                        let any = matches!(property.schema.ty, api::Type::Any) && !value.is_null();
                        (sendable && (says || any)).then(|| (key.clone(), known(value, &property.schema, types)))
                    }
                    (None, Some(additional)) => Some((key.clone(), known(value, additional, types))),
                    (None, None) => None,
                }
            };
            Json::Object(entries.iter().filter_map(keep).collect())
        }
        (_, value) => value.clone(),
    }
}

/// The tests that an operation's examples make.
pub fn tests(operation: &api::Operation, calls: &Calls, types: &Types<'_>) -> Vec<Example> {
    let base = names::function(operation.rust_name.as_deref().unwrap_or(&operation.id));
    let base = base.map(|ident| ident.plain().to_owned()).unwrap_or_default();
    let name = |what: &str, at: usize| {
        Ident(if at == 0 { format!("{base}_{what}") } else { format!("{base}_{what}_{}", at + 1) })
    };
    let mut tests = Vec::new();
    for (at, (call, json)) in calls.bodies.iter().enumerate() {
        tests.push(Example::Request { test: name("request", at), call: call.clone(), json: json.to_string() });
    }
    for answer in operation.successes.iter().chain(&operation.failures) {
        let Some(schema) = &answer.schema else { continue };
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
                kept: known(example, schema, types).to_string(),
            });
        }
    }
    tests
}

fn answer_type(schema: &Schema, types: &Types<'_>) -> Type {
    super::types::type_of(&schema.ty, types)
}
