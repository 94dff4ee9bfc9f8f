//! Renders what an operation returns.

use super::code::{Code, code, documented, string};
use super::declared;
use super::types::Scope;
use crate::rust::{Ident, Output, OutputField, Source, StatusVariant, Type};
use minijinja::{Value, context};

/// The type that an operation returns.
pub fn ty(output: &Output) -> Code {
    match output {
        Output::One(ty) => Scope::Operations.ty(ty),
        Output::ByStatus { ident, .. } | Output::WithHeaders { ident, .. } => Code::from(ident),
    }
}

/// The types that the type of the output mentions.
pub fn inside(output: &Output) -> Vec<Code> {
    match output {
        Output::One(_) => Vec::new(),
        Output::ByStatus { variants, .. } => variants.iter().map(|variant| Scope::Operations.ty(&variant.ty)).collect(),
        Output::WithHeaders { fields, .. } => fields.iter().map(|field| Scope::Operations.ty(&field.ty)).collect(),
    }
}

/// What the answer template prints: the struct of headers and body, if the answer is one.
pub fn fields(output: &Output, function: &str) -> Option<Value> {
    let Output::WithHeaders { ident, fields } = output else { return None };
    let words = [format!("What [`Client::{function}`] answers.")];
    let field = |field: &OutputField| super::field(&field.docs, &field.ident, &field.ty);
    let fields: Vec<Value> = fields.iter().map(field).collect();
    Some(context! { docs => documented(&words, []), ident => Code::from(ident), fields })
}

/// What the output template prints: the enum of answers, if there are several.
pub fn view(output: &Output, function: &str) -> Option<Value> {
    let Output::ByStatus { ident, variants } = output else { return None };
    let words = [format!("What [`Client::{function}`] answers, by status.")];
    let variant = |variant: &StatusVariant| {
        context! { docs => documented(&variant.docs, []), declaration => declared::variant(variant, Scope::Operations) }
    };
    let variants: Vec<Value> = variants.iter().map(variant).collect();
    Some(context! { docs => documented(&words, []), ident => Code::from(ident), variants })
}

/// How an answer is decoded.
pub fn decode(output: &Output) -> Code {
    match output {
        Output::One(ty) => one(ty),
        Output::ByStatus { ident, variants } => {
            // An exact status goes before a range that contains it.
            let (exact, ranges): (Vec<_>, Vec<_>) =
                variants.iter().partition(|variant| variant.statuses.0 == variant.statuses.1);
            let arms = exact.into_iter().chain(ranges).map(|variant| arm(ident, variant));
            let arms = Code::list(arms, " ");
            code!("match response.status().as_u16() {{ {} _ => Err(response.unexpected_status()), }}", arms)
        }
        Output::WithHeaders { ident, fields } => {
            let fields = fields.iter().map(|field| {
                let value = match &field.source {
                    Source::Header(header) => code!("response.required_header({})", string(header)),
                    Source::Body => one(&field.ty),
                };
                code!("{}: {}?", field.ident, value)
            });
            code!("Ok({} {{ {} }})", ident, Code::list(fields, ", "))
        }
    }
}

fn one(ty: &Type) -> Code {
    if *ty == Type::Unit { code!("response.empty()") } else { code!("response.json()") }
}

fn arm(ident: &Ident, variant: &StatusVariant) -> Code {
    let (first, last) = variant.statuses;
    let pattern = if first == last { code!("{}", first) } else { code!("{}..={}", first, last) };
    let (name, decode) = (&variant.ident, one(&variant.ty));
    let of_nothing = (variant.ty == Type::Unit).then(|| code!("|()| "));
    code!("{} => {}.map({}{}::{}),", pattern, decode, of_nothing, ident, name)
}
