//! Decides what is checked before sending. Never more than the service refuses: a bound that the server corrects is
//! left to it, and so are enum values, to which servers add. Must not know how checks are written.

use super::TypeTable;
use crate::api::{self, Bound, Constraints, Kind, Precision, Scalar, Schema, Text, TextForm, Type};
use crate::rust::{Check, Demand, Ident, Inner, Number, Range};

/// A value that may be checked.
#[derive(Clone, Copy)]
pub struct CheckedValue<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// Field that holds it.
    pub field: &'a Ident,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the field distinguishes `null` from an absent value.
    pub nullable: bool,
}

/// The checks of a value.
pub fn of(value: CheckedValue<'_>, schema: &Schema, types: &TypeTable<'_>) -> Vec<Check> {
    let mut demands = match (value.required, value.nullable) {
        (false, _) => Vec::new(),
        (true, false) => vec![Demand::Required],
        (true, true) => vec![Demand::RequiredOrNull],
    };
    demands.extend(demands_of(schema, types));
    let check = |demand| Check { name: value.name.to_owned(), field: value.field.clone(), demand };
    demands.into_iter().map(check).collect()
}

/// What a schema demands of a value that is there.
pub fn demands_of(schema: &Schema, types: &TypeTable<'_>) -> Vec<Demand> {
    let none = Constraints::default();
    let constraints = if schema.constraints.server_clamps { &none } else { &schema.constraints };
    let mut demands = bounds(constraints, &schema.ty);
    demands.extend(TextForm::of(schema).map(|form| Demand::Form(form.name())));
    match &schema.ty {
        Type::Array(items) => demands.extend(inner(items, types).map(Demand::Each)),
        Type::Map(values) => demands.extend(inner(values, types).map(Demand::EachValue)),
        Type::Named(id) => match types.kind(*id) {
            Some(Kind::Object(_) | Kind::Union(_)) => demands.push(Demand::Nested),
            Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => {}
        },
        Type::Scalar(_) | Type::Any | Type::FreeForm => {}
    }
    demands
}

/// What is demanded of each item, if anything is.
fn inner(schema: &Schema, types: &TypeTable<'_>) -> Option<Inner> {
    let demands = demands_of(schema, types);
    (!demands.is_empty()).then_some(Inner { nullable: schema.nullable, demands })
}

fn bounds(constraints: &Constraints, ty: &Type) -> Vec<Demand> {
    let Constraints {
        min_length,
        max_length,
        patterns,
        minimum: _,
        maximum: _,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        // Types and examples say which names and values there are.
        required: _,
        values: _,
        server_clamps: _,
    } = constraints;
    let mut demands = Vec::new();
    let mut of_text = Vec::new();
    of_text.extend(count(*min_length, *max_length).map(Demand::Length));
    let checkable = patterns.iter().filter(|pattern| pattern.checkable);
    of_text.extend(checkable.map(|pattern| Demand::Pattern(pattern.text.clone())));
    match ty {
        Type::Scalar(Scalar::Text(Text::Secret)) => {
            demands.extend(of_text.into_iter().map(|demand| Demand::OfSecret(Box::new(demand))));
        }
        Type::Scalar(Scalar::Text(Text::Plain | Text::DateTime | Text::Date | Text::Base64 | Text::Binary)) => {
            demands.extend(of_text)
        }
        Type::Scalar(Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_))
        | Type::Any
        | Type::FreeForm
        | Type::Array(_)
        | Type::Map(_)
        | Type::Named(_) => {}
    }
    demands.extend(range(constraints, ty));
    demands.extend(multiple_of.and_then(|number| factor(number, ty)).map(Demand::MultipleOf));
    demands.extend(count(*min_items, *max_items).map(Demand::Items));
    demands.extend(unique_items.then_some(Demand::Unique));
    // Those of a struct are not counted.
    let properties = count(*min_properties, *max_properties).filter(|_| ty.named().is_none());
    demands.extend(properties.map(Demand::Properties));
    demands
}

fn count(from: Option<u64>, to: Option<u64>) -> Option<Range<u64>> {
    let from = from.filter(|from| *from > 0);
    (from.is_some() || to.is_some()).then_some(Range { from, from_excluded: false, to, to_excluded: false })
}

/// The range of a number. One with fractions is checked in any case: NaN and infinities have no JSON.
fn range(constraints: &Constraints, ty: &Type) -> Option<Demand> {
    match ty.scalar()? {
        Scalar::Integer(width) => whole(constraints, width.limits()).map(Demand::Range),
        Scalar::Number(precision) => {
            let most = if precision == Precision::Float { f32::MAX.into() } else { f64::MAX };
            let end = |bound: &Option<Bound>| {
                let bound = bound.as_ref()?;
                Some((float(bound.value, most)?, bound.exclusive))
            };
            let (from, to) = (end(&constraints.minimum), end(&constraints.maximum));
            let excluded = |end: Option<(Number, bool)>| end.is_some_and(|(_, excluded)| excluded);
            let range = Range {
                from: from.map(|(number, _)| number),
                from_excluded: excluded(from),
                to: to.map(|(number, _)| number),
                to_excluded: excluded(to),
            };
            Some(if precision == Precision::Decimal { Demand::Decimal(range) } else { Demand::Number(range) })
        }
        Scalar::Boolean | Scalar::Text(_) => None,
    }
}

/// The whole numbers within bounds. An end that the type cannot reach is left out, and so are both if the type holds nothing beyond
/// them.
fn whole(constraints: &Constraints, (least, most): (i128, i128)) -> Option<Range<Number>> {
    let within = |number: &i128| (least..=most).contains(number);
    let (from, to) = (constraints.least().filter(within), constraints.greatest().filter(within));
    let is_bounded = from.is_some_and(|from| from > least) || to.is_some_and(|to| to < most);
    let number = |end: Option<i128>| end.map(Number::Integer);
    is_bounded.then_some(Range { from: number(from), from_excluded: false, to: number(to), to_excluded: false })
}

/// A number that a type holds whose greatest is `most`.
fn float(number: api::Number, most: f64) -> Option<Number> {
    let float = match number {
        api::Number::Integer(integer) => integer as f64,
        api::Number::Float(float) => float,
    };
    (float.abs() <= most).then_some(Number::Float(float))
}

/// What a number must be a multiple of, in its type.
fn factor(number: api::Number, ty: &Type) -> Option<Number> {
    match (ty.scalar()?, number) {
        (Scalar::Integer(_), api::Number::Integer(integer)) => Some(Number::Integer(integer)),
        (Scalar::Number(_), number) => float(number, f64::MAX),
        // A factor with a fraction means nothing simple for whole numbers.
        (Scalar::Integer(_) | Scalar::Boolean | Scalar::Text(_), _) => None,
    }
}
