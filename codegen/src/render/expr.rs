//! Expressions of examples as tokens, and as lines of documentation.

use super::code::string;
use super::types::Scope;
use super::uses;
use crate::format;
use crate::rust::{Expr, Ident, Operation, Service, Type};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// An expression. What it mentions is imported: see [`imports`].
pub fn tokens(expr: &Expr) -> TokenStream {
    let name = |ident: &Ident| Scope::Operations.name(ident);
    let list = |items: &[Expr]| items.iter().map(tokens).collect::<Vec<_>>();
    let entries = |entries: &[(String, Expr)]| {
        let entry = |(key, value): &(String, Expr)| {
            let (key, value) = (string(key), tokens(value));
            quote!((#key.to_owned(), #value))
        };
        entries.iter().map(entry).collect::<Vec<_>>()
    };
    match expr {
        Expr::String(text) => string(text).to_token_stream(),
        Expr::Owned(text) => {
            let text = string(text);
            quote!(#text.to_owned())
        }
        Expr::Integer(integer) => integer_literal(*integer),
        Expr::Float(float) => float_literal(*float),
        Expr::Bool(flag) => quote!(#flag),
        Expr::Variant(ty, variant) => {
            let ty = name(ty);
            quote!(#ty::#variant)
        }
        Expr::FromText(ty, text) => {
            let (ty, text) = (name(ty), string(text));
            quote!(#ty::from(#text))
        }
        Expr::FromInteger(ty, integer) => {
            let (ty, integer) = (name(ty), integer_literal(*integer));
            quote!(#ty::from(#integer))
        }
        Expr::List(items) => {
            let items = list(items);
            quote!([#(#items),*])
        }
        Expr::Vec(items) => {
            let items = list(items);
            quote!(vec![#(#items),*])
        }
        Expr::Entries(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (string(key), tokens(value));
                quote!((#key, #value))
            });
            quote!([#(#entries),*])
        }
        Expr::Map(map) => {
            let entries = entries(map);
            quote!(BTreeMap::from([#(#entries),*]))
        }
        Expr::Object(map) => {
            let entries = entries(map);
            quote!(Map::from_iter([#(#entries),*]))
        }
        Expr::Empty(ty) => empty(ty),
        Expr::Some(inner) => {
            let inner = tokens(inner);
            quote!(Some(#inner))
        }
        Expr::None => quote!(None),
        Expr::Runtime(ty, text) => {
            let (ty, text) = (quote::format_ident!("{ty}"), string(text));
            quote!(#ty::from(#text))
        }
        Expr::Json(value) if size(value) > MAX_JSON => {
            let text = string(&value.to_string());
            quote!(#text.parse::<Value>().unwrap_or_default())
        }
        Expr::Json(value) => {
            let value = json(value);
            quote!(json!(#value))
        }
        Expr::Struct(ty, setters) => {
            let ty = name(ty);
            let setters = chain(setters);
            quote!(#ty::default()#setters)
        }
        Expr::Call(function, arguments, setters) => {
            let arguments = list(arguments);
            let setters = chain(setters);
            quote!(client.#function(#(#arguments),*)#setters)
        }
    }
}

/// `Vec::<String>::new()`.
fn empty(ty: &Type) -> TokenStream {
    let item = |inner: &Type| Scope::Operations.ty(inner);
    match ty {
        Type::Vec(inner) => {
            let inner = item(inner);
            quote!(Vec::<#inner>::new())
        }
        Type::Map(inner) => {
            let inner = item(inner);
            quote!(BTreeMap::<String, #inner>::new())
        }
        Type::Object => quote!(Map::new()),
        Type::Unit
        | Type::Bool
        | Type::I32
        | Type::I64
        | Type::F32
        | Type::F64
        | Type::String
        | Type::DateTime
        | Type::Base64
        | Type::Secret
        | Type::Value
        | Type::Option(_)
        | Type::Nullable(_)
        | Type::Box(_)
        | Type::Named(_) => quote!(Default::default()),
    }
}

fn chain(setters: &[(Ident, Option<Expr>)]) -> TokenStream {
    let setters = setters.iter().map(|(setter, value)| {
        let value = value.as_ref().map(tokens);
        quote!(.#setter(#value))
    });
    quote!(#(#setters)*)
}

fn integer_literal(integer: i64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(integer.unsigned_abs());
    if integer.is_negative() { quote!(-#literal) } else { quote!(#literal) }
}

fn float_literal(float: f64) -> TokenStream {
    let literal = Literal::f64_unsuffixed(float.abs());
    if float.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) }
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

/// JSON as `json!` takes it. A number says how wide it is, as nothing else does.
fn json(value: &serde_json::Value) -> TokenStream {
    match value {
        serde_json::Value::Null => quote!(null),
        serde_json::Value::Bool(flag) => quote!(#flag),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) if i32::try_from(integer).is_ok() => integer_literal(integer),
            (Some(integer), _) => Literal::i64_suffixed(integer).to_token_stream(),
            (None, Some(integer)) => Literal::u64_suffixed(integer).to_token_stream(),
            (None, None) => float_literal(number.as_f64().unwrap_or_default()),
        },
        serde_json::Value::String(text) => string(text).to_token_stream(),
        serde_json::Value::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        serde_json::Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (string(key), json(value));
                quote!(#key: #value)
            });
            quote!({#(#entries),*})
        }
    }
}

/// The `use` items that an example needs; `runtime` and `service` are paths, `known` is imported already.
pub fn imports(tokens: &TokenStream, runtime: &TokenStream, service: &TokenStream, known: &[&str]) -> Vec<TokenStream> {
    let mut mentioned = uses::mentioned(tokens);
    mentioned.retain(|name| !known.contains(&name.as_str()));
    let named = |names: &[&str]| -> Vec<TokenStream> {
        let names = names.iter().filter(|name| mentioned.contains(**name));
        names.map(|name| quote::format_ident!("{name}").to_token_stream()).collect()
    };
    let of_runtime = match named(&["Base64", "DateTime", "Map", "Secret", "Value"]).as_slice() {
        [] => None,
        [name] => Some(quote!(use #runtime::#name;)),
        names => Some(quote!(use #runtime::{#(#names),*};)),
    };
    let of_std = named(&["BTreeMap"]).into_iter().map(|name| quote!(use std::collections::#name;));
    let of_json = named(&["json"]).into_iter().map(|name| quote!(use #runtime::serde_json::#name;));
    let types = named(&["types"]).into_iter().map(|name| quote!(use #service::#name;));
    of_runtime.into_iter().chain(types).chain(of_json).chain(of_std).collect()
}

/// An operation's example: a program that compiles and is not run.
pub fn call_example(operation: &Operation, module: &Ident, package: &Ident) -> Result<Vec<String>, String> {
    let crate_ = &package.0;
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: {crate_}::{}::Client) -> Result<(), {crate_}::Error> {{", module.0),
    ];
    let call = tokens(&operation.example);
    let imports = imports(&call, &quote!(#package), &quote!(#package::#module), &[]);
    if !imports.is_empty() {
        lines.extend(format::statements(imports)?);
        lines.push(String::new());
    }
    lines.extend(format::statements([quote!(let answer = #call.send().await?;)])?);
    if operation.paging.is_some() {
        lines.extend(["", "// The whole list: pages are fetched as they are needed."].map(str::to_owned));
        lines.extend(format::statements([quote!(let mut items = #call.items();)])?);
        let each = ["while let Some(item) = items.try_next().await? {", "    println!(\"{item:?}\");", "}"];
        lines.extend(each.map(str::to_owned));
    }
    lines.extend(["# let _ = answer;", "# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// A client's example: how it is made.
pub fn client_example(service: &Service, package: &Ident) -> Result<Vec<String>, String> {
    let (crate_, module) = (&package.0, &service.ident);
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# fn example() -> Result<(), {crate_}::Error> {{"),
        format!("use {crate_}::{{Config, Credentials, {}}};", module.0),
        String::new(),
    ];
    let place = match &service.region {
        Some(region) => {
            let region = string(region);
            quote!(.region(#region))
        }
        None => {
            let endpoint = string(&service.endpoint);
            quote!(.endpoint(#endpoint))
        }
    };
    let project = service.of_project.then(|| quote!(.project_id("0605767b5b80d5762fb7c0186d9bede6")));
    let config = quote! {
        let config = Config::builder()
            #place
            #project
            .credentials(Credentials::token("a token"))
            .build()?;
    };
    lines.extend(format::statements([config, quote!(let client = #module::Client::new(config);)])?);
    lines.extend(["# let _ = client;", "# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}
