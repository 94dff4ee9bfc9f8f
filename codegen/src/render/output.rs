//! Renders what an operation returns.

use super::code::{Code, Word, code, documented, string};
use super::declared;
use super::types::Scope;
use crate::rust::{Decode, Ident, Output, OutputField, Source, StatusVariant, Type};
use minijinja::{Value, context};

/// The type that an operation returns.
pub fn ty(output: &Output) -> Code {
    match output {
        Output::One(answered) => Scope::Operations.ty(&answered.ty),
        Output::ByStatus { ident, .. } | Output::WithHeaders { ident, .. } => Code::from(ident),
    }
}

/// The types that the type of the output mentions.
pub fn inside(output: &Output) -> Vec<Code> {
    match output {
        Output::One(_) => Vec::new(),
        Output::ByStatus { variants, .. } => {
            variants.iter().map(|variant| Scope::Operations.ty(&variant.answered.ty)).collect()
        }
        Output::WithHeaders { fields, .. } => fields.iter().map(|field| Scope::Operations.ty(&field.ty)).collect(),
    }
}

/// What the answer template prints: the struct of headers and body, if the answer is one.
pub fn fields(output: &Output, method: &str) -> Option<Value> {
    let Output::WithHeaders { ident, fields } = output else { return None };
    let words = [format!("What {method} answers.")];
    let field = |field: &OutputField| super::field(&field.docs, &field.ident, &field.ty);
    let fields: Vec<Value> = fields.iter().map(field).collect();
    Some(context! { docs => documented(&words, []), derives => derives(output), ident => Code::from(ident), fields })
}

/// What the output template prints: the enum of answers, if there are several.
pub fn view(output: &Output, method: &str) -> Option<Value> {
    let Output::ByStatus { ident, variants } = output else { return None };
    let words = [format!("What {method} answers, by status.")];
    let variant = |variant: &StatusVariant| {
        context! { docs => documented(&variant.docs, []), declaration => declared::variant(variant, Scope::Operations) }
    };
    let variants: Vec<Value> = variants.iter().map(variant).collect();
    Some(context! { docs => documented(&words, []), derives => derives(output), ident => Code::from(ident), variants })
}

fn derives(output: &Output) -> Code {
    Code::list(output.derives().iter().map(|name| code!("{}", Word(name))), ", ")
}

/// How an answer is decoded.
pub fn decode(output: &Output) -> Code {
    match output {
        Output::One(answered) => one(answered.decode),
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
                    Source::Body(decode) => one(*decode),
                };
                code!("{}: {}?", field.ident, value)
            });
            code!("Ok({} {{ {} }})", ident, Code::list(fields, ", "))
        }
    }
}

fn one(decode: Decode) -> Code {
    match decode {
        Decode::Nothing => code!("response.empty()"),
        Decode::Json => code!("response.json()"),
        Decode::Value => code!("response.value()"),
        Decode::Text => code!("response.text()"),
        Decode::Download => code!("response.download()"),
        Decode::Events => code!("response.events()"),
        Decode::TextEvents => code!("response.text_events()"),
        Decode::Records => code!("response.records()"),
        Decode::Redirect => code!("response.redirect()"),
        Decode::Response => code!("Ok(response.clone())"),
    }
}

fn arm(ident: &Ident, variant: &StatusVariant) -> Code {
    let (first, last) = variant.statuses;
    let pattern = if first == last { code!("{}", first) } else { code!("{}..={}", first, last) };
    let (name, decode) = (&variant.ident, one(variant.answered.decode));
    let of_nothing = (variant.answered.ty == Type::Unit).then(|| code!("|()| "));
    code!("{} => {}.map({}{}::{}),", pattern, decode, of_nothing, ident, name)
}
