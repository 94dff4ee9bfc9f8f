//! Lowers the documents' examples to calls in the documentation, and to tests of the generated crate. Must not know how
//! expressions are written.

use super::{TypeTable, arguments, names, sendable};
use crate::api::{self, Json, Kind, Location, Object, Parameter, Scalar, Schema, Status, Text, TypeId};
use crate::rust::{Example, Expr, Ident, Type};

/// The calls that an operation's examples make.
pub struct Calls {
    /// The call in the documentation.
    pub shown: Expr,
    /// A call for each example of the body, with the JSON that it must build.
    pub bodies: Vec<(Expr, Json)>,
    /// Whether the parameters surely pass the checks.
    pub passes: bool,
}

/// Makes the calls of an operation.
pub fn of_operation(
    operation: &api::Operation,
    function: &Ident,
    idents: &[(&Parameter, Ident)],
    types: &TypeTable<'_>,
) -> Calls {
    let arguments: Vec<Expr> =
        of(idents, Location::Path).map(|(parameter, _)| arguments::of(parameter, types)).collect();
    let shown_parameters = |(parameter, _): &&(&Parameter, Ident)| parameter.required || parameter.example.is_some();
    let parameters: Vec<(Ident, Option<Expr>)> = idents
        .iter()
        .filter(|(parameter, _)| parameter.location != Location::Path)
        .filter(shown_parameters)
        .map(|(parameter, ident)| (names::setter(ident), Some(arguments::of(parameter, types))))
        .collect();
    let call = |setters: Vec<(Ident, Option<Expr>)>| {
        let all = parameters.iter().cloned().chain(setters).collect();
        Expr::Call(function.clone(), arguments.clone(), all)
    };
    let taken: Vec<Ident> = idents
        .iter()
        .filter(|(parameter, _)| parameter.location != Location::Path)
        .map(|(_, ident)| names::setter(ident))
        .collect();
    let passes = idents.iter().all(|(parameter, _)| arguments::passes(parameter, types));
    let Some(body) = &operation.body else { return Calls { shown: call(Vec::new()), bodies: Vec::new(), passes } };
    let bodies: Vec<(Expr, Json)> = body
        .examples
        .iter()
        .filter_map(|example| {
            let setters = body_setters(example, &body.schema, types)?.into_iter();
            let setters = setters.map(|(setter, value)| (names::body_setter(&setter, &taken), value));
            Some((call(setters.collect()), sendable::of(example, &body.schema, types)))
        })
        .collect();
    let shown = bodies.first().map_or_else(|| call(Vec::new()), |(shown, _)| shown.clone());
    Calls { shown, bodies, passes }
}

fn of<'a>(
    idents: &'a [(&'a Parameter, Ident)],
    location: Location,
) -> impl Iterator<Item = &'a (&'a Parameter, Ident)> {
    idents.iter().filter(move |(parameter, _)| parameter.location == location)
}

/// The setters that make an operation's body out of an example.
fn body_setters(example: &Json, schema: &Schema, types: &TypeTable<'_>) -> Option<Vec<(Ident, Option<Expr>)>> {
    match schema.ty.named().and_then(|id| types.kind(id)) {
        Some(Kind::Object(object)) => setters(example, object, types),
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_)) | None => {
            Some(vec![(Ident("body".to_owned()), Some(expr(example, schema, types)?))])
        }
    }
}

/// The setters that make a struct out of an example; `None` if it cannot be made with setters.
fn setters(example: &Json, object: &Object, types: &TypeTable<'_>) -> Option<Vec<(Ident, Option<Expr>)>> {
    let example = example.as_object()?;
    let mut setters = Vec::new();
    for property in object.properties.iter().filter(|property| !property.read_only) {
        let Some(value) = example.get(&property.name) else { continue };
        let field = names::field(property.rust_name.as_deref().unwrap_or(&property.name))?;
        let setter = names::setter(&field);
        if value.is_null() && property.schema.nullable {
            setters.push((names::with(&field, "null"), None));
        } else {
            setters.push((setter, Some(expr(value, &property.schema, types)?)));
        }
    }
    if let Some(additional) = &object.additional {
        let listed = |name: &String| object.properties.iter().any(|property| property.name == *name);
        let others = example.iter().filter(|(name, _)| !listed(name));
        let others = others.map(|(name, value)| Some((name.clone(), argument_inside(value, additional, types)?)));
        let others: Vec<(String, Expr)> = others.collect::<Option<_>>()?;
        setters.extend((!others.is_empty()).then(|| (names::additional(object), Some(Expr::Entries(others)))));
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
        Kind::IntegerEnum(_, variants) => {
            let number = value.as_i64()?;
            match variants.iter().find(|variant| variant.value == number) {
                Some(variant) => {
                    Expr::Variant(ident, names::variant(variant.name.as_deref().unwrap_or(&names::number(number)))?)
                }
                None => Expr::FromInteger(ident, number.into()),
            }
        }
        Kind::Object(object) => Expr::Struct(ident, setters(value, object, types)?),
        Kind::Union(union) => {
            let names = super::unions::variants(id, union, types);
            let found = union.alternative(value, types.definitions);
            let at = found.and_then(|found| union.alternatives.iter().position(|one| std::ptr::eq(one, found)));
            match at.and_then(|at| Some((union.alternatives.get(at)?, names.known.get(at)?))) {
                Some((alternative, (variant, is_boxed))) => {
                    let held = inside(value, &alternative.schema, types)?;
                    Expr::Holding(ident, variant.clone(), *is_boxed, Box::new(held))
                }
                None => Expr::Holding(ident, names.unknown, false, Box::new(Expr::Json(value.clone()))),
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
                Text::Plain => Expr::Owned(text),
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
pub fn tests(operation: &api::Operation, calls: &Calls, types: &TypeTable<'_>) -> Vec<Example> {
    let base = names::function(operation.rust_name.as_deref().unwrap_or(&operation.id));
    let base = base.unwrap_or_else(|| Ident("operation".to_owned()));
    let name = |what: &str, at: usize| match at {
        0 => names::with(&base, what),
        _ => names::with(&base, &format!("{what}_{}", at + 1)),
    };
    let mut tests = Vec::new();
    for (at, (call, json)) in calls.bodies.iter().enumerate() {
        let (test, call, json) = (name("request", at), call.clone(), json.to_string());
        tests.push(Example::Request { test, call, json, passes: calls.passes });
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
                kept: sendable::of(example, schema, types).to_string(),
            });
        }
    }
    tests
}

fn answer_type(schema: &Schema, types: &TypeTable<'_>) -> Type {
    super::types::item(schema, types)
}
