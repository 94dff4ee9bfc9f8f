//! Renders checks: one short statement each.

use super::code::{Code, Word, code, float, integer, string};
use crate::rust::{Check, Demand, Field, Ident, Inner, Number, OperationField, Range, Rule, Type};
use proc_macro2::Literal;

/// The checks of a struct.
pub fn of_struct(checks: &[Check], fields: &[Field]) -> Vec<Code> {
    let ty = |check: &Check| fields.iter().find(|field| field.ident == check.field).map(|field| &field.ty);
    checks.iter().map(|check| of_field(check, ty(check).is_some_and(is_optional))).collect()
}

/// The checks of which fields are there together.
pub fn of_rules(rules: &[Rule], fields: &[Field]) -> Vec<Code> {
    let is_nullable =
        |ident: &Ident| fields.iter().any(|field| field.ident == *ident && matches!(field.ty, Type::Nullable(_)));
    let part = |set: usize, (name, ident): &(String, Ident)| match is_nullable(ident) {
        true => code!("check.part({}, {}, !self.{}.is_absent());", set as u64, string(name), ident),
        false => code!("check.part({}, {}, self.{}.is_some());", set as u64, string(name), ident),
    };
    let rule = |Rule { only_one, sets }: &Rule| {
        let parts = sets.iter().enumerate().flat_map(|(at, set)| set.iter().map(move |field| part(at, field)));
        let end = if *only_one { code!("check.one_of();") } else { code!("check.any_of();") };
        parts.chain([end]).collect::<Vec<_>>()
    };
    rules.iter().flat_map(rule).collect()
}

/// The checks of an operation.
pub fn of_operation(checks: &[Check], fields: &[OperationField]) -> Vec<Code> {
    let ty = |check: &Check| fields.iter().find(|field| field.ident == check.field).map(|field| &field.ty);
    checks.iter().map(|check| of_field(check, ty(check).is_some_and(is_optional))).collect()
}

/// Whether checks call `validate` on an item, for which the trait has to be imported.
pub fn call_validate(checks: &[Check]) -> bool {
    fn inside(demand: &Demand) -> bool {
        match demand {
            Demand::Each(inner) | Demand::EachValue(inner) => {
                let calls = |demand: &Demand| matches!(demand, Demand::Nested) && !inner.nullable;
                inner.demands.iter().any(|demand| calls(demand) || inside(demand))
            }
            Demand::Path
            | Demand::Required
            | Demand::RequiredOrNull
            | Demand::Length(_)
            | Demand::Pattern(_)
            | Demand::Form(_)
            | Demand::Range(_)
            | Demand::Number(_)
            | Demand::Decimal(_)
            | Demand::MultipleOf(_)
            | Demand::Items(_)
            | Demand::Unique
            | Demand::Properties(_)
            | Demand::Instead
            | Demand::Nested
            | Demand::OfSecret(_) => false,
        }
    }
    checks.iter().any(|check| inside(&check.demand))
}

fn is_optional(ty: &Type) -> bool {
    matches!(ty, Type::Option(_) | Type::Nullable(_))
}

fn of_field(check: &Check, optional: bool) -> Code {
    let field = &check.field;
    let value = match (&check.demand, optional) {
        (Demand::Path, _) => code!("&self.{}", field),
        (Demand::RequiredOrNull, _) => code!("(!self.{}.is_absent()).then_some(&())", field),
        (Demand::Instead, _) => code!("self.{}.is_some()", field),
        (Demand::OfSecret(_), true) => code!("self.{}.as_ref().map(Secret::expose)", field),
        (Demand::OfSecret(_), false) => code!("Some(self.{}.expose())", field),
        (
            Demand::Required
            | Demand::Length(_)
            | Demand::Pattern(_)
            | Demand::Form(_)
            | Demand::Range(_)
            | Demand::Number(_)
            | Demand::Decimal(_)
            | Demand::MultipleOf(_)
            | Demand::Items(_)
            | Demand::Unique
            | Demand::Properties(_)
            | Demand::Nested
            | Demand::Each(_)
            | Demand::EachValue(_),
            optional,
        ) => match optional {
            true => code!("self.{}.as_ref()", field),
            false => code!("Some(&self.{})", field),
        },
    };
    statement(&check.name, &value, &check.demand)
}

/// A check of a value that stands in no field.
pub fn of_value(demand: &Demand) -> Code {
    match demand {
        Demand::OfSecret(_) => statement("", &code!("Some(value.expose())"), demand),
        demand => statement("", &code!("Some(value)"), demand),
    }
}

fn statement(wire: &str, value: &Code, demand: &Demand) -> Code {
    let (function, demanded) = match demand {
        Demand::Path => ("path", None),
        Demand::Required | Demand::RequiredOrNull => ("required", None),
        Demand::Length(range) => ("length", Some(counts(range))),
        Demand::Pattern(pattern) => ("pattern", Some(string(pattern))),
        Demand::Form(function) => (*function, None),
        Demand::Range(range) => ("range", Some(numbers(range))),
        Demand::Number(range) => ("number", Some(numbers(range))),
        Demand::Decimal(range) => ("decimal", Some(numbers(range))),
        Demand::MultipleOf(factor) => ("multiple_of", Some(wide(*factor))),
        Demand::Items(range) => ("items", Some(counts(range))),
        Demand::Unique => ("unique", None),
        Demand::Properties(range) => ("properties", Some(counts(range))),
        Demand::Instead => ("instead", None),
        Demand::Nested => ("nested", None),
        Demand::OfSecret(demand) => return statement(wire, value, demand),
        Demand::Each(each) => ("each", Some(inner(each))),
        Demand::EachValue(each) => ("each_value", Some(inner(each))),
    };
    let demanded = demanded.map(|demanded| code!(", {}", demanded));
    code!("check.{}({}, {}{});", Word(function), string(wire), value, demanded)
}

/// What is checked of an item: a block of statements.
fn inner(inner: &Inner) -> Code {
    let statements = inner.demands.iter().map(|demand| match (demand, inner.nullable) {
        (Demand::Nested, false) => code!("item.validate(check);"),
        (Demand::OfSecret(_), false) => statement("", &code!("Some(item.expose())"), demand),
        (Demand::OfSecret(_), true) => statement("", &code!("item.as_ref().map(Secret::expose)"), demand),
        (demand, false) => statement("", &code!("Some(item)"), demand),
        (demand, true) => statement("", &code!("item.as_ref()"), demand),
    });
    code!("|check, item| {{ {} }}", Code::list(statements, " "))
}

fn counts(range: &Range<u64>) -> Code {
    let end = |end: Option<u64>| end.map(|end| code!("{}", end));
    bounds(end(range.from), false, end(range.to), false)
}

fn numbers(range: &Range<Number>) -> Code {
    bounds(range.from.map(number), range.from_excluded, range.to.map(number), range.to_excluded)
}

fn number(number: Number) -> Code {
    match number {
        Number::Integer(value) => integer(value),
        Number::Float(value) => float(value),
    }
}

/// A number whose width nothing else tells.
fn wide(value: Number) -> Code {
    match value {
        Number::Integer(integer) if i32::try_from(integer).is_err() => match i64::try_from(integer) {
            Ok(integer) => code!("{}", Literal::i64_suffixed(integer)),
            Err(_) => code!("{}", Literal::i128_suffixed(integer)),
        },
        Number::Integer(_) | Number::Float(_) => number(value),
    }
}

/// A range; `std::ops::Bound` only where Rust has no syntax for it.
fn bounds(from: Option<Code>, from_out: bool, to: Option<Code>, to_out: bool) -> Code {
    if from_out {
        let to = match (to, to_out) {
            (Some(to), true) => code!("Bound::Excluded({})", to),
            (Some(to), false) => code!("Bound::Included({})", to),
            (None, _) => code!("Bound::Unbounded"),
        };
        return code!("(Bound::Excluded({}), {})", from, to);
    }
    match (to, to_out) {
        (Some(to), true) => code!("{}..{}", from, to),
        (Some(to), false) => code!("{}..={}", from, to),
        (None, _) => code!("{}..", from),
    }
}
