//! Expressions of examples as tokens, and as lines of documentation.

use super::code::string;
use super::types::Scope;
use crate::format;
use crate::rust::{Expr, Ident, Service};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An expression. `runtime` is the path to what the runtime exports.
pub fn tokens(expr: &Expr, runtime: &TokenStream) -> TokenStream {
    let name = |ident: &Ident| Scope::Operations.name(ident);
    match expr {
        Expr::String(text) => {
            let text = string(text);
            quote!(#text)
        }
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
            let items = items.iter().map(|item| tokens(item, runtime));
            quote!([#(#items),*])
        }
        Expr::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (string(key), tokens(value, runtime));
                quote!((#key.to_owned(), #value))
            });
            quote!(std::collections::BTreeMap::from([#(#entries),*]))
        }
        Expr::Runtime(ty, text) => {
            let (ty, text) = (quote::format_ident!("{ty}"), string(text));
            quote!(#runtime::#ty::from(#text))
        }
        Expr::Json(value) => json(value, runtime),
        Expr::Struct(ty, setters) => {
            let ty = name(ty);
            let setters = chain(setters, runtime);
            quote!(#ty::default()#setters)
        }
        Expr::Call(function, arguments, setters) => {
            let arguments = arguments.iter().map(|argument| tokens(argument, runtime));
            let setters = chain(setters, runtime);
            quote!(client.#function(#(#arguments),*)#setters)
        }
    }
}

fn chain(setters: &[(Ident, Option<Expr>)], runtime: &TokenStream) -> TokenStream {
    let setters = setters.iter().map(|(setter, value)| {
        let value = value.as_ref().map(|value| tokens(value, runtime));
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

/// Any JSON, by parsing its text: a literal is all that can get into code.
fn json(value: &serde_json::Value, runtime: &TokenStream) -> TokenStream {
    let text = string(&value.to_string());
    quote!(#runtime::serde_json::from_str(#text).unwrap_or_default())
}

/// An operation's example: a program that compiles and is not run.
pub fn call_example(call: &Expr, service: &Service, package: &Ident) -> Vec<String> {
    let (crate_, module) = (&package.0, &service.ident.0);
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: {crate_}::{module}::Client) -> Result<(), {crate_}::Error> {{"),
    ];
    if mentions_types(call) {
        lines.extend([format!("use {crate_}::{module}::types;"), String::new()]);
    }
    let call = tokens(call, &quote!(#package));
    lines.extend(format::statement(&quote!(let answer = #call.send().await?;)));
    lines.extend(["# let _ = answer;", "# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// A client's example: how it is made.
pub fn client_example(service: &Service, package: &Ident) -> Vec<String> {
    let (crate_, module, endpoint) = (&package.0, &service.ident, string(&service.endpoint));
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# fn example() -> Result<(), {crate_}::Error> {{"),
        format!("use {crate_}::{{Config, Credentials, {}}};", module.0),
        String::new(),
    ];
    lines.extend(format::statement(&quote! {
        let config = Config::builder()
            .endpoint(#endpoint)
            .project_id("0605767b5b80d5762fb7c0186d9bede6")
            .credentials(Credentials::token("a token"))
            .build()?;
        let client = #module::Client::new(config);
    }));
    lines.extend(["# let _ = client;", "# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Whether an expression names a type of the service.
pub fn mentions_types(expr: &Expr) -> bool {
    let of_setters =
        |setters: &[(Ident, Option<Expr>)]| setters.iter().filter_map(|(_, value)| value.as_ref()).any(mentions_types);
    match expr {
        Expr::String(_)
        | Expr::Owned(_)
        | Expr::Integer(_)
        | Expr::Float(_)
        | Expr::Bool(_)
        | Expr::Runtime(..)
        | Expr::Json(_) => false,
        Expr::Variant(..) | Expr::FromText(..) | Expr::FromInteger(..) | Expr::Struct(..) => true,
        Expr::List(items) => items.iter().any(mentions_types),
        Expr::Map(entries) => entries.iter().any(|(_, value)| mentions_types(value)),
        Expr::Call(_, arguments, setters) => arguments.iter().any(mentions_types) || of_setters(setters),
    }
}
