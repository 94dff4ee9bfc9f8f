//! Prepares what the templates print of conversions: what came back becomes what is sent, field by field. Must not know why a type
//! is two.

use super::super::RUNTIME;
use super::super::code::{Code, Word, code};
use crate::rust::{Held, Ident, Origin, Reused, Struct, Type, Union};
use minijinja::{Value, context};

/// ` => PersonInput`
pub fn sent(sent: &Option<Ident>) -> Code {
    code!("{}", sent.as_ref().map(|sent| code!(" => {}", sent)))
}

/// What the template of a struct's conversions prints, for each.
pub fn of_struct(item: &Struct) -> Vec<Value> {
    let view = |from: &Ident, fields: Vec<Code>, rest: Option<Code>| {
        // As rustfmt has it.
        let short = match fields.as_slice() {
            [one] if rest.is_none() && one.as_str().len() <= 18 => Some(one.clone()),
            _ => None,
        };
        context! {
            from => Code::from(from),
            unused => fields.is_empty().then(|| Code::from(from)),
            fields => (!fields.is_empty() && short.is_none()).then_some(fields),
            short,
            rest,
        }
    };
    let origin = item.origin.iter().map(|origin| view(&origin.ident, fields(origin, item).collect(), None));
    let reused = item.reused.iter().map(|reused| {
        let made = made(reused, item).collect::<Vec<_>>();
        let is_whole = made.len() == item.fields.len();
        view(&reused.ident, made, (!is_whole).then(|| code!("..Self::default()")))
    });
    origin.chain(reused).collect()
}

/// Everything in the conversions of a struct that can name something from elsewhere.
pub fn mentioned(item: &Struct) -> Vec<Code> {
    let of_origin = item.origin.iter().flat_map(|origin| fields(origin, item).chain([Code::from(&origin.ident)]));
    let of_reused = item.reused.iter().flat_map(|reused| made(reused, item).chain([Code::from(&reused.ident)]));
    of_origin.chain(of_reused).collect()
}

fn fields<'a>(origin: &'a Origin, item: &'a Struct) -> impl Iterator<Item = Code> + 'a {
    item.fields.iter().zip(&origin.held).map(|(field, held)| {
        let value = converted(code!("value.{}", field.ident), held, &field.ty);
        code!("{}: {}", field.ident, value)
    })
}

/// The fields that are made of what comes back.
fn made<'a>(reused: &'a Reused, item: &'a Struct) -> impl Iterator<Item = Code> + 'a {
    reused.fields.iter().filter_map(|(ident, source)| {
        let (field, (source, held)) = (item.fields.iter().find(|field| field.ident == *ident)?, source.as_ref()?);
        let value = code!("value.{}", source);
        let value = match (&held.ty, &field.ty) {
            (from, to) if from == to => value,
            (Type::Option(_), Type::Nullable(_)) if held.null => code!("Nullable::or_null({})", value),
            (Type::Option(_), Type::Nullable(_)) => code!("Nullable::or_absent({})", value),
            (_, Type::Nullable(_)) => code!("Nullable::Value({})", value),
            (Type::Option(from), Type::Option(to)) => resent(value, from, to),
            (from, Type::Option(to)) => resent(code!("Some({})", value), from, to),
            (_, _) => value,
        };
        Some(code!("{}: {}", ident, value))
    })
}

/// A value that may not be there as one of another type, which is made of it by `From`. One call, as above.
fn resent(value: Code, from: &Type, to: &Type) -> Code {
    let function = match (from, to) {
        (from, to) if from == to => return value,
        (Type::Vec(_), _) => "convert_list",
        (Type::Map(_), _) => "convert_map",
        (_, _) => "convert",
    };
    code!("{}::fields::{}({})", RUNTIME, Word(function), value)
}

/// What the template of a union's conversion prints.
pub fn of_union(origin: &Origin, union: &Union) -> Value {
    let arm = |(ident, value): (&_, Code)| code!("{}::{}(value) => Self::{}({})", origin.ident, ident, ident, value);
    let known = union.variants.iter().zip(&origin.held);
    let known = known.map(|(variant, held)| (&variant.ident, converted(code!("value"), held, &variant.ty)));
    let arms: Vec<Code> = known.chain([(&union.unknown, code!("value"))]).map(arm).collect();
    context! { from => Code::from(&origin.ident), arms }
}

/// A value of one type as one of another, which differs from it in how it can be absent, and in what types are called that
/// are two. One call, which is as easy to break as it is to read.
fn converted(value: Code, held: &Held, to: &Type) -> Code {
    let call = |(alone, resent): (&'static str, &'static str), from: &Type, to: &Type| match (from == to, alone) {
        (true, "") => value.clone(),
        (true, alone) => code!("{}({})", Word(alone), value),
        (false, _) => code!("{}::fields::{}({})", RUNTIME, Word(resent), value),
    };
    match (&held.ty, to) {
        (Type::Option(from), Type::Nullable(to)) if held.null => {
            call(("Nullable::or_null", "resend_or_null"), from, to)
        }
        (Type::Option(from), Type::Nullable(to)) => call(("Nullable::or_absent", "resend_or_absent"), from, to),
        (Type::Option(from), Type::Option(to)) => call(("", "resend"), from, to),
        (from, Type::Option(to)) => call(("Some", "resend_some"), from, to),
        (from, to) => call(("", "resend"), from, to),
    }
}
