//! Renders the expressions of examples. Must not know programs.

use super::code::{Code, Word, code, float, integer, string};
use super::types::Scope;
use super::uses;
use crate::rust::{Call, Expr, Ident, Type};
use proc_macro2::Literal;

/// An expression. What it mentions is imported: see [`imports`].
pub fn of(expr: &Expr) -> Code {
    let name = |ident: &Ident| Scope::Operations.name(ident);
    let list = |items: &[Expr]| Code::list(items.iter().map(of), ", ");
    let owned = |entries: &[(String, Expr)]| {
        let entry = |(key, value): &(String, Expr)| code!("({}.to_owned(), {})", string(key), of(value));
        Code::list(entries.iter().map(entry), ", ")
    };
    match expr {
        Expr::String(text) => string(text),
        Expr::Owned(text) => code!("{}.to_owned()", string(text)),
        Expr::Integer(value) => integer(*value),
        Expr::Float(value) => float(*value),
        Expr::Bool(flag) => code!("{}", flag),
        Expr::Variant(ty, variant) => code!("{}::{}", name(ty), variant),
        Expr::FromText(ty, text) => code!("{}::from({})", name(ty), string(text)),
        Expr::FromInteger(ty, value) => code!("{}::from({})", name(ty), integer(*value)),
        Expr::Holding(ty, variant, is_boxed, inner) => {
            let inner = if *is_boxed { code!("Box::new({})", of(inner)) } else { of(inner) };
            code!("{}::{}({})", name(ty), variant, inner)
        }
        Expr::List(items) => code!("[{}]", list(items)),
        Expr::Vec(items) => code!("vec![{}]", list(items)),
        Expr::Entries(entries) => {
            let entries = entries.iter().map(|(key, value)| code!("({}, {})", string(key), of(value)));
            code!("[{}]", Code::list(entries, ", "))
        }
        Expr::Map(map) => code!("BTreeMap::from([{}])", owned(map)),
        Expr::Object(map) => code!("Map::from_iter([{}])", owned(map)),
        Expr::Empty(ty) => empty(ty),
        Expr::Some(inner) => code!("Some({})", of(inner)),
        Expr::None => code!("None"),
        Expr::Runtime(ty, text) => code!("{}::from({})", Word(ty), string(text)),
        Expr::Into(text) => code!("{}.into()", string(text)),
        Expr::Json(value) if size(value) > MAX_JSON => {
            code!("{}.parse::<Value>().unwrap_or_default()", string(&value.to_string()))
        }
        Expr::Json(value) => code!("json!({})", json(value)),
        Expr::Struct(ty, setters) => code!("{}::default(){}", name(ty), chain(setters)),
    }
}

/// A call, from the client of the service on. What it mentions is imported, too.
pub fn call(call: &Call) -> Code {
    let makes = |(function, argument): &(Ident, Expr)| code!(".{}({})", function, of(argument));
    called(&code!("client{}", Code::list(call.clients.iter().map(makes), "")), call)
}

/// A call by the client that has the method.
pub fn called(client: &Code, call: &Call) -> Code {
    let Call { clients: _, function, arguments, setters } = call;
    code!("{}.{}({}){}", client, function, Code::list(arguments.iter().map(of), ", "), chain(setters))
}

/// `Vec::<String>::new()`.
fn empty(ty: &Type) -> Code {
    match ty {
        Type::Vec(inner) => code!("Vec::<{}>::new()", Scope::Operations.ty(inner)),
        Type::Map(inner) => code!("BTreeMap::<String, {}>::new()", Scope::Operations.ty(inner)),
        Type::Object => code!("Map::new()"),
        Type::Unit
        | Type::Bool
        | Type::Int(_)
        | Type::F32
        | Type::F64
        | Type::String
        | Type::Runtime(_)
        | Type::Value
        | Type::Upload(_)
        | Type::Option(_)
        | Type::Nullable(_)
        | Type::Box(_)
        | Type::Named(_)
        | Type::Union(_)
        | Type::Answer(..) => code!("Default::default()"),
    }
}

fn chain(setters: &[(Ident, Option<Expr>)]) -> Code {
    let setter = |(setter, value): &(Ident, Option<Expr>)| code!(".{}({})", setter, value.as_ref().map(of));
    Code::list(setters.iter().map(setter), "")
}

/// `json!` goes through its argument one macro at a time, of which there may be 128.
const MAX_JSON: usize = 40;

/// How many values there are in a value.
fn size(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => 1,
        serde_json::Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        serde_json::Value::Object(entries) => 1 + entries.values().map(size).sum::<usize>(),
    }
}

/// JSON as `json!` takes it. A number has a suffix where nothing else tells its width.
fn json(value: &serde_json::Value) -> Code {
    match value {
        serde_json::Value::Null => code!("null"),
        serde_json::Value::Bool(flag) => code!("{}", flag),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) if i32::try_from(value).is_ok() => integer(value),
            (Some(value), _) => code!("{}", Literal::i64_suffixed(value)),
            (None, Some(value)) => code!("{}", Literal::u64_suffixed(value)),
            (None, None) => float(number.as_f64().unwrap_or_default()),
        },
        serde_json::Value::String(text) => string(text),
        serde_json::Value::Array(items) => code!("[{}]", Code::list(items.iter().map(json), ", ")),
        serde_json::Value::Object(entries) if entries.is_empty() => code!("{{}}"),
        serde_json::Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| code!("{}: {}", string(key), json(value)));
            code!("{{ {} }}", Code::list(entries, ", "))
        }
    }
}

/// The `use` items that an example needs; `runtime` and `service` are paths, `known` is imported already.
pub fn imports(code: &Code, runtime: &Code, service: &Code, imported: &[&str]) -> Vec<Code> {
    let mentioned = uses::mentioned(code);
    let group = |path: &Code, names: &[&'static str]| {
        let names = names.iter().filter(|name| mentioned.contains(**name) && !imported.contains(name));
        uses::group(path, names.map(|name| code!("{}", Word(name))).collect())
    };
    [
        group(runtime, &["Base64", "DateTime", "Map", "Part", "Secret", "Value"]),
        group(service, &["types"]),
        group(&code!("{}::serde_json", runtime), &["json"]),
        group(&code!("std::collections"), &["BTreeMap"]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
