//! Prepares what the templates print of conversions: what came back becomes what is sent, field by field. Must not know why a type
//! is two.

use super::super::RUNTIME;
use super::super::code::{Code, Word, code};
use crate::rust::{Held, Ident, Origin, Struct, Type, Union};
use minijinja::{Value, context};

/// ` => PersonInput`
pub fn sent(sent: &Option<Ident>) -> Code {
    code!("{}", sent.as_ref().map(|sent| code!(" => {}", sent)))
}

/// What the template of a struct's conversion prints.
pub fn of_struct(origin: &Origin, item: &Struct) -> Value {
    let fields: Vec<Code> = fields(origin, item).collect();
    context! {
        from => Code::from(&origin.ident),
        unused => fields.is_empty().then(|| Code::from(&origin.ident)),
        fields => (!fields.is_empty()).then_some(fields),
    }
}

/// Everything in the conversion of a struct that can name something from elsewhere.
pub fn mentioned(origin: &Origin, item: &Struct) -> Vec<Code> {
    fields(origin, item).chain([Code::from(&origin.ident)]).collect()
}

fn fields<'a>(origin: &'a Origin, item: &'a Struct) -> impl Iterator<Item = Code> + 'a {
    item.fields.iter().zip(&origin.held).map(|(field, held)| {
        let value = converted(code!("value.{}", field.ident), held, &field.ty);
        code!("{}: {}", field.ident, value)
    })
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
