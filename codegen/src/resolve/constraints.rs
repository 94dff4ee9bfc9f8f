//! Resolves the bounds of a schema, and checks that they fit its type and each other.

use super::numbers::compare;
use super::without_spans::to_json;
use crate::api::{Bound, Constraints, Json, Number, Pattern, Scalar, Text, Type};
use crate::diagnostics::{Diagnostics, messages};
use crate::openapi::{Schema, TypeName};
use crate::source::{Span, Spanned};
use std::cmp::Ordering;

/// Reads the bounds of a schema of that type; those that the type cannot have are reported.
pub fn read(schema: &Schema, ty: &Type, diagnostics: &mut Diagnostics) -> Constraints {
    let of_text = matches!(ty, Type::Scalar(Scalar::Text(_)));
    let of_number = matches!(ty, Type::Scalar(Scalar::Integer(_) | Scalar::Number(_)));
    let of_list = matches!(ty, Type::Array(_));
    let of_map = matches!(ty, Type::Map(_) | Type::FreeForm);
    let of_any = matches!(ty, Type::Any);
    // A type that is none has been reported, and who wrote a bound meant one.
    let is_unread = schema.types.is_empty() && schema.places.of("type").is_some();
    let mut fits = |fits: bool, key: &str, span: Option<Span>| {
        if let (false, false, Some(span)) = (fits, is_unread, span) {
            diagnostics.push(messages::constraint_without_effect(span, key, describe(ty)));
        }
        fits
    };
    let at = |count: &Option<Spanned<u64>>| count.as_ref().map(|count| count.span);
    let at_number = |number: &Option<Spanned<Number>>| number.as_ref().map(|number| number.span);
    let count = |fits: bool, count: &Option<Spanned<u64>>| count.as_ref().filter(|_| fits).map(|count| count.value);
    let bound = |fits: bool, number: &Option<Spanned<Number>>, exclusive: bool| {
        number.as_ref().filter(|_| fits).map(|number| Bound { value: number.value, exclusive })
    };
    // Keywords about the inside of a value are reported at its first part.
    let is_plain = matches!(ty, Type::Scalar(_));
    fits(!is_plain && !of_list, "properties", schema.properties.first().map(|(name, _)| name.span));
    fits(!is_plain && !of_list, "required", schema.required.first().map(|name| name.span));
    fits(!is_plain && !of_map, "items", schema.items.as_ref().map(|items| items.span()));
    let min_length = count(fits(of_text, "minLength", at(&schema.min_length)), &schema.min_length);
    let max_length = count(fits(of_text, "maxLength", at(&schema.max_length)), &schema.max_length);
    let min_items = count(fits(of_list, "minItems", at(&schema.min_items)), &schema.min_items);
    let max_items = count(fits(of_list, "maxItems", at(&schema.max_items)), &schema.max_items);
    // Nobody but the server counts the properties of a type with a name.
    let of_object = matches!(ty, Type::Named(_));
    let min_properties = fits(of_map, "minProperties", at(&schema.min_properties)) || of_object;
    let min_properties = count(min_properties, &schema.min_properties);
    let max_properties = fits(of_map, "maxProperties", at(&schema.max_properties)) || of_object;
    let max_properties = count(max_properties, &schema.max_properties);
    let unique_at = schema.places.of("uniqueItems").filter(|_| schema.unique_items);
    let unique_items = fits(of_list || of_any, "uniqueItems", unique_at) && schema.unique_items;
    let minimum =
        bound(fits(of_number, "minimum", at_number(&schema.minimum)), &schema.minimum, schema.exclusive_minimum);
    let maximum =
        bound(fits(of_number, "maximum", at_number(&schema.maximum)), &schema.maximum, schema.exclusive_maximum);
    let multiple_of = fits(of_number, "multipleOf", at_number(&schema.multiple_of))
        .then(|| schema.multiple_of.as_ref().map(|number| number.value))
        .flatten();
    let patterns_fit = fits(of_text, "pattern", schema.patterns.first().map(|pattern| pattern.span));
    let patterns = schema.patterns.iter().filter(|_| patterns_fit).map(|written| pattern(written, diagnostics));
    let patterns = each_once(patterns);
    let constraints = Constraints {
        min_length,
        max_length,
        patterns,
        minimum,
        maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        required: if of_map || of_any { names(&schema.required) } else { Vec::new() },
        values: values(schema, ty),
        server_clamps: schema.server_clamps,
    };
    check_width(ty, [("minimum", &schema.minimum), ("maximum", &schema.maximum)], diagnostics);
    without_empty_ranges(schema, constraints, diagnostics)
}

fn names(written: &[Spanned<String>]) -> Vec<String> {
    written.iter().map(|name| name.value.clone()).collect()
}

/// The values that there are, if they make no type with a name; of what may only be nothing, that.
fn values(schema: &Schema, ty: &Type) -> Option<Vec<Json>> {
    let is_null = |ty: &Spanned<TypeName>| ty.value == TypeName::Null;
    match &schema.values {
        _ if matches!(ty, Type::Named(_)) => None,
        Some(values) => Some(values.value.iter().map(to_json).collect()),
        None => (!schema.types.is_empty() && schema.types.iter().all(is_null)).then(|| vec![Json::Null]),
    }
}

/// Reports bounds that no integer of that width reaches.
fn check_width(ty: &Type, bounds: [(&str, &Option<Spanned<Number>>); 2], diagnostics: &mut Diagnostics) {
    let Type::Scalar(Scalar::Integer(width)) = ty else { return };
    let (least, most) = width.limits();
    let fits = |number: Number| {
        compare(number, Number::Integer(least)) != Some(Ordering::Less)
            && compare(number, Number::Integer(most)) != Some(Ordering::Greater)
    };
    for (key, bound) in bounds {
        if let Some(bound) = bound.as_ref().filter(|bound| !fits(bound.value)) {
            diagnostics.push(messages::constraint_without_effect(bound.span, key, width.words()));
        }
    }
}

fn pattern(written: &Spanned<String>, diagnostics: &mut Diagnostics) -> Pattern {
    if let Some((inner, flags)) = in_slashes(&written.value) {
        diagnostics.push(messages::pattern_in_slashes(written.span, inner, flags));
        return Pattern { text: written.value.clone(), checkable: false };
    }
    let checkable = match regex_lite::Regex::new(&written.value) {
        Ok(_) => true,
        Err(error) => {
            let advanced = ["(?=", "(?!", "(?<=", "(?<!", "(?>", "\\1", "\\2", "\\k<"];
            let is_advanced = advanced.iter().any(|mark| written.value.contains(mark));
            diagnostics.push(messages::uncheckable_pattern(written.span, &error.to_string(), is_advanced));
            false
        }
    };
    Pattern { text: written.value.clone(), checkable }
}

fn each_once(patterns: impl Iterator<Item = Pattern>) -> Vec<Pattern> {
    let mut once: Vec<Pattern> = Vec::new();
    for pattern in patterns {
        if !once.contains(&pattern) {
            once.push(pattern);
        }
    }
    once
}

/// The expression and the flags of `/^a$/i`; a slash before the start of the text or behind its end never matches.
fn in_slashes(pattern: &str) -> Option<(&str, &str)> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let is_literal = flags.chars().all(|flag| "dgimsuvy".contains(flag)) && !inner.contains('|');
    let is_anchored = inner.starts_with('^') || inner.ends_with('$') && !inner.ends_with("\\$");
    (is_literal && is_anchored).then_some((inner, flags))
}

/// Reports ranges without a value in them. They are dropped, so that nothing is reported for being outside of them.
fn without_empty_ranges(schema: &Schema, of: Constraints, diagnostics: &mut Diagnostics) -> Constraints {
    let mut constraints = of;
    let Constraints { min_length, max_length, min_items, max_items, min_properties, max_properties, .. } =
        &mut constraints;
    let counts = [
        ("minLength", &schema.min_length, "maxLength", &schema.max_length, [min_length, max_length]),
        ("minItems", &schema.min_items, "maxItems", &schema.max_items, [min_items, max_items]),
        (
            "minProperties",
            &schema.min_properties,
            "maxProperties",
            &schema.max_properties,
            [min_properties, max_properties],
        ),
    ];
    for (low, min, high, max, ends) in counts {
        if let (Some(min), Some(max)) = (min, max)
            && min.value > max.value
        {
            diagnostics.push(messages::empty_range(max.span, min.span, low, high));
            ends.into_iter().for_each(|end| *end = None);
        }
    }
    if let (Some(min), Some(max)) = (&schema.minimum, &schema.maximum) {
        let excluded = schema.exclusive_minimum || schema.exclusive_maximum;
        if compare(min.value, max.value).is_some_and(|order| order.is_gt() || excluded && order.is_eq()) {
            diagnostics.push(messages::empty_range(max.span, min.span, "minimum", "maximum"));
            (constraints.minimum, constraints.maximum) = (None, None);
        }
    }
    constraints
}

/// What a use of a type demands beyond the type itself.
pub fn tighten(constraints: &mut Constraints, own: Constraints) {
    let Constraints {
        min_length,
        max_length,
        patterns,
        minimum,
        maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        required,
        values,
        server_clamps,
    } = own;
    let most = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).max();
    let least = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
    constraints.min_length = most(min_length, constraints.min_length);
    constraints.max_length = least(max_length, constraints.max_length);
    constraints.min_items = most(min_items, constraints.min_items);
    constraints.max_items = least(max_items, constraints.max_items);
    constraints.min_properties = most(min_properties, constraints.min_properties);
    constraints.max_properties = least(max_properties, constraints.max_properties);
    constraints.minimum = stricter(minimum, constraints.minimum, Ordering::Greater);
    constraints.maximum = stricter(maximum, constraints.maximum, Ordering::Less);
    constraints.patterns = each_once(patterns.into_iter().chain(std::mem::take(&mut constraints.patterns)));
    // Of these there is one; that of the use itself is nearer to the intention.
    constraints.multiple_of = multiple_of.or(constraints.multiple_of);
    constraints.values = values.or(constraints.values.take());
    constraints.required.extend(required);
    constraints.unique_items |= unique_items;
    constraints.server_clamps |= server_clamps;
}

/// The end of a range that leaves less; of two equal ones, the one that is excluded.
fn stricter(own: Option<Bound>, other: Option<Bound>, stricter: Ordering) -> Option<Bound> {
    let (Some(own), Some(other)) = (own, other) else { return own.or(other) };
    Some(match compare(own.value, other.value) {
        Some(Ordering::Equal) => Bound { exclusive: own.exclusive || other.exclusive, ..own },
        order if order == Some(stricter) => own,
        Some(_) | None => other,
    })
}

/// A type as messages name it.
pub fn describe(ty: &Type) -> &'static str {
    match ty {
        Type::Scalar(Scalar::Boolean) => "a boolean",
        Type::Scalar(Scalar::Integer(_)) => "an integer",
        Type::Scalar(Scalar::Number(_)) => "a number",
        Type::Scalar(Scalar::Text(Text::Plain | Text::Binary | Text::Secret)) => "a string",
        Type::Scalar(Scalar::Text(Text::DateTime)) => "a time",
        Type::Scalar(Scalar::Text(Text::Date)) => "a date",
        Type::Scalar(Scalar::Text(Text::Base64)) => "Base64 text",
        Type::Any => "a value of any type",
        Type::FreeForm | Type::Map(_) => "a map",
        Type::Array(_) => "a list",
        Type::Named(_) => "a type with a name",
    }
}
