//! Renders the expressions of examples, and examples as lines of documentation.

use super::code::{Code, Word, code, float, integer, string};
use super::types::Scope;
use super::{declared, uses};
use crate::format;
use crate::rust::{Expr, Ident, Operation, SchemeKind, Service, Type};
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
        Expr::Call(function, arguments, setters) => {
            code!("client.{}({}){}", function, list(arguments), chain(setters))
        }
    }
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
        group(runtime, &["Base64", "DateTime", "Map", "Secret", "Value"]),
        group(service, &["types"]),
        group(&code!("{}::serde_json", runtime), &["json"]),
        group(&code!("std::collections"), &["BTreeMap"]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An operation's example: a program that compiles and is not run.
pub fn call_example(operation: &Operation, module: &Ident, package: &Ident) -> Result<Vec<String>, String> {
    let package = &named_from_outside(package, module);
    let crate_ = &package.0;
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: {crate_}::{}::Client) -> Result<(), {crate_}::Error> {{", module.0),
    ];
    let call = of(&operation.example);
    let imports = imports(&call, &code!("{}", package), &code!("{}::{}", package, module), &[]);
    if !imports.is_empty() {
        lines.extend(format::statements(imports.iter().map(Code::as_str))?);
        lines.push(String::new());
    }
    lines.extend(format::statements([code!("let answer = {}.send().await?;", call).as_str()])?);
    if operation.paging.is_some() {
        lines.extend(["", "// The whole list: pages are fetched as they are needed."].map(str::to_owned));
        lines.extend(format::statements([code!("let mut items = {}.items();", call).as_str()])?);
        let each = ["while let Some(item) = items.try_next().await? {", "    println!(\"{item:?}\");", "}"];
        lines.extend(each.map(str::to_owned));
    }
    lines.extend(["# let _ = answer;", "# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// The credentials of an example: for the first scheme that calls need.
fn credentials(service: &Service) -> Option<Code> {
    if service.signature {
        return Some(code!(".credentials(Credentials::token(\"a token\"))"));
    }
    let needed = service.security.iter().flatten().next();
    let scheme = service.schemes.iter().find(|scheme| needed.is_none_or(|name| *name == scheme.name))?;
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::OAuth2 => Some(code!(".credentials(Credentials::bearer(\"a token\"))")),
        SchemeKind::Basic => Some(code!(".credentials(Credentials::basic(\"a user\", \"a password\"))")),
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
            Some(code!(".credentials(Credentials::api_key(\"a key\"))"))
        }
        SchemeKind::OAuth2Client { .. } => Some(code!(
            ".credentials(Credentials::client_credentials(ClientCredentials::new(\"a client\", \"its secret\")))"
        )),
        SchemeKind::Other => None,
    }
}

/// A client's example: how it is made.
pub fn client_example(service: &Service, package: &Ident) -> Result<Vec<String>, String> {
    let package = named_from_outside(package, &service.ident);
    let (crate_, module) = (&package.0, &service.ident);
    let credentials = credentials(service);
    let used = match &credentials {
        None => "",
        Some(code) if code.as_str().contains("ClientCredentials") => "ClientCredentials, Credentials, ",
        Some(_) => "Credentials, ",
    };
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# fn example() -> Result<(), {crate_}::Error> {{"),
        format!("use {crate_}::{{Config, {used}{}}};", module.0),
        String::new(),
    ];
    let place = match &service.region {
        Some(region) => code!(".region({})", string(region)),
        // The runtime knows it.
        None if service.servers.first().is_some_and(|server| server.url.starts_with("https://")) => code!(""),
        None => code!(".endpoint({})", string(&service.endpoint)),
    };
    let project = service.of_project.then(|| code!(".project_id(\"0605767b5b80d5762fb7c0186d9bede6\")"));
    let config = code!("let config = Config::builder(){}{}{}.build()?;", place, project, credentials,);
    let client = code!("let client = {}::Client::new(config);", module);
    lines.extend(format::statements([config.as_str(), client.as_str()])?);
    lines.extend(["# let _ = client;", "# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// The crate, whatever else has its name: a module that is imported may be called like it.
fn named_from_outside(package: &Ident, module: &Ident) -> Ident {
    if package == module { Ident(format!("::{}", package.0)) } else { package.clone() }
}

/// What both examples show, in one program: how a client is made, and the simplest call.
pub fn first_call(service: &Service, package: &Ident) -> Result<Vec<String>, String> {
    let visible = |line: &String| !line.starts_with("```") && !line.starts_with("# ");
    let is_import = |line: &&String| line.starts_with("use ");
    let taken = |operation: &&Operation| declared::taken(operation).count();
    let Some(operation) = service.operations.iter().min_by_key(taken) else { return Ok(Vec::new()) };
    let client: Vec<String> = client_example(service, package)?.into_iter().filter(visible).collect();
    let call: Vec<String> = call_example(operation, &service.ident, package)?.into_iter().filter(visible).collect();
    // A list is another example.
    let call = call.split(|line| line.starts_with("// ")).next().unwrap_or_default();
    let mut lines: Vec<String> = client.iter().filter(is_import).cloned().collect();
    lines.extend(call.iter().filter(is_import).cloned());
    lines.push(String::new());
    let crate_ = named_from_outside(package, &service.ident).0;
    lines.push(format!("async fn first_call() -> Result<(), {crate_}::Error> {{"));
    let body = client.iter().chain(call).filter(|line| !is_import(line) && !line.is_empty());
    lines.extend(body.map(|line| format!("    {line}")));
    lines.extend(["    println!(\"{answer:?}\");", "    Ok(())", "}"].map(str::to_owned));
    Ok(lines)
}
