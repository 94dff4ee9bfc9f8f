//! Two schemas at one place: type, `null`, format, default, examples, bounds. Types with names are handed on as a pair to be
//! compared once. Must not know what place it is.

use super::catalogue::{Rule, rules};
use super::finding::{Finding, Way};
use super::similarity::Likeness;
use super::types::Pair;
use super::{Subject, bounds, words};
use crate::api::{Definition, Kind, Precision, Schema, Service, Type, TypeId, Width};
use crate::source::{Places, Span};
use std::collections::BTreeSet;

/// Both versions of a service.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    /// The older one.
    pub before: &'a Service,
    /// The newer one.
    pub after: &'a Service,
}

impl<'a> Sides<'a> {
    /// The definitions of a pair.
    pub fn definitions(self, before: TypeId, after: TypeId) -> Option<(&'a Definition, &'a Definition)> {
        Some((self.before.types.get(before.0)?, self.after.types.get(after.0)?))
    }
}

/// What a comparison found: differences, and pairs of types that are still to be compared.
#[derive(Debug, Default)]
pub struct Found {
    /// Differences.
    pub findings: Vec<Finding>,
    /// Types that belong together.
    pub pairs: Vec<Pair>,
}

/// What is compared, and which way it goes.
#[derive(Clone)]
pub struct Place {
    /// The newer name.
    pub subject: Subject,
    /// The older name.
    pub older: Subject,
    /// What inside of it is compared.
    pub inside: String,
    /// Which way it goes.
    pub way: Way,
}

impl Place {
    /// A place that may have had another name.
    pub fn new(older: Subject, subject: Subject, way: Way) -> Self {
        Self { subject, older, inside: String::new(), way }
    }

    /// Something inside of it.
    fn inside(&self, what: &str) -> Self {
        Self { inside: format!("{what}{}", self.inside), ..self.clone() }
    }

    /// A difference at this place.
    pub fn finding(&self, rule: &'static Rule, what: impl Into<String>) -> Finding {
        let finding = Finding::new(rule, self.subject.clone(), what).once(self.older.clone());
        Finding { way: Some(self.way), inside: self.inside.clone(), ..finding }
    }
}

/// Compares two schemas.
pub fn compare(sides: Sides<'_>, place: &Place, before: &Schema, after: &Schema, found: &mut Found) {
    let Schema { ty, nullable, constraints, default, format, reference, examples, places } = before;
    let at = |keyword: &str| (places.at(keyword), after.places.at(keyword));
    let either = |keyword: &str| places.of(keyword).or(after.places.of(keyword)).is_some();
    let mut tell = |rule: &'static Rule, (old, new): (Option<Span>, Option<Span>), what: String| {
        found.findings.push(place.finding(rule, what).at(old, new));
    };
    if *nullable != after.nullable {
        let (rule, what) = match after.nullable {
            true => (&rules::BECAME_NULLABLE, "may be `null` now"),
            false => (&rules::NO_LONGER_NULLABLE, "may not be `null` any more"),
        };
        tell(rule, at(if either("nullable") { "nullable" } else { "type" }), what.to_owned());
    }
    if let Some(rule) = other_type(sides, ty, &after.ty) {
        let what = words::types((ty, sides.before), (&after.ty, sides.after));
        let is_width = [rules::WIDTH_GROWN.id, rules::WIDTH_SHRUNK.id].contains(&rule.id);
        let keyword = match *reference == after.reference {
            true if is_width => "format",
            true => "type",
            false => "$ref",
        };
        let of = |places: &Places| places.of(keyword).or(places.at("type"));
        tell(rule, (of(places), of(&after.places)), what);
        // Everything else differs because of it, unless both are texts, or numbers of the same kind.
        let is_text = |ty: &Type| matches!(ty, Type::String | Type::DateTime | Type::Base64 | Type::Secret);
        if !(is_width || is_text(ty) && is_text(&after.ty)) {
            return;
        }
    } else if (ty, &after.ty) == (&Type::String, &Type::String) && *format != after.format {
        let what = words::value("`format`", format.as_ref(), after.format.as_ref());
        tell(&rules::FORMAT_CHANGED, at("format"), what);
    }
    if *default != after.default {
        let rule = match (default, &after.default) {
            (None, _) => &rules::DEFAULT_ADDED,
            (Some(_), Some(_)) => &rules::DEFAULT_CHANGED,
            (Some(_), None) => &rules::DEFAULT_REMOVED,
        };
        tell(rule, at("default"), words::value("default", default.as_ref(), after.default.as_ref()));
    }
    if *examples != after.examples {
        let keyword = if either("examples") { "examples" } else { "example" };
        tell(&rules::EXAMPLE_CHANGED, at(keyword), "has another example".to_owned());
    }
    for difference in bounds::compare(constraints, &after.constraints, matches!(ty, Type::Integer(_))) {
        tell(difference.rule, at(difference.keyword), difference.what);
    }
    descend(sides, place, ty, &after.ty, found);
}

/// Goes on with what is inside of two types of one kind.
fn descend(sides: Sides<'_>, place: &Place, before: &Type, after: &Type, found: &mut Found) {
    if let (Type::Array(before), Type::Array(after)) = (before, after) {
        compare(sides, &place.inside("each item of "), before, after, found);
    } else if let (Type::Map(before), Type::Map(after)) = (before, after) {
        compare(sides, &place.inside("each value of "), before, after, found);
    } else if let (Type::Named(before), Type::Named(after)) = (before, after)
        && same_kind(sides, *before, *after)
    {
        found.pairs.push(Pair { before: *before, after: *after, way: place.way });
    }
}

/// The change of a type that is more than a change inside of it.
fn other_type(sides: Sides<'_>, before: &Type, after: &Type) -> Option<&'static Rule> {
    let same = match before {
        Type::Named(id) => after.named().is_some_and(|after| same_kind(sides, *id, after)),
        Type::Array(_) => matches!(after, Type::Array(_)),
        Type::Map(_) => matches!(after, Type::Map(_)),
        Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String
        | Type::DateTime
        | Type::Base64
        | Type::Secret
        | Type::Any
        | Type::FreeForm => before == after,
    };
    let is_secret = |a: &Type, b: &Type| matches!((a, b), (Type::String, Type::Secret));
    if same {
        None
    } else if is_secret(before, after) || is_secret(after, before) {
        Some(&rules::SECRECY_CHANGED)
    } else if is_longer(before, after) {
        Some(&rules::WIDTH_GROWN)
    } else if is_longer(after, before) {
        Some(&rules::WIDTH_SHRUNK)
    } else if holds(after, before, sides.before) {
        Some(&rules::TYPE_WIDENED)
    } else if holds(before, after, sides.after) {
        Some(&rules::TYPE_NARROWED)
    } else {
        Some(&rules::TYPE_CHANGED)
    }
}

/// Whether a number has less room than another one of its kind.
fn is_longer(short: &Type, long: &Type) -> bool {
    matches!(
        (short, long),
        (Type::Integer(Width::Int32), Type::Integer(Width::Int64))
            | (Type::Number(Precision::Float), Type::Number(Precision::Double))
    )
}

/// Whether each value of a type is one of another, wider type. `service` is that of the narrow type.
fn holds(wide: &Type, narrow: &Type, service: &Service) -> bool {
    let kind = narrow.named().and_then(|id| service.types.get(id.0)).map(|definition| &definition.kind);
    match wide {
        Type::Any => true,
        Type::FreeForm => matches!(narrow, Type::Map(_)) || matches!(kind, Some(Kind::Object(_))),
        Type::String => matches!(narrow, Type::DateTime | Type::Base64) || matches!(kind, Some(Kind::StringEnum(_))),
        Type::Number(_) => matches!(narrow, Type::Integer(_)) || matches!(kind, Some(Kind::IntegerEnum(..))),
        Type::Integer(_) => matches!(kind, Some(Kind::IntegerEnum(..))),
        Type::Boolean
        | Type::DateTime
        | Type::Base64
        | Type::Secret
        | Type::Array(_)
        | Type::Map(_)
        | Type::Named(_) => false,
    }
}

/// Whether two types with names can be versions of one: objects that share a name of a property or have none, or lists of
/// values of one type.
fn same_kind(sides: Sides<'_>, before: TypeId, after: TypeId) -> bool {
    let Some((before, after)) = sides.definitions(before, after) else { return false };
    if let (Kind::Object(old), Kind::Object(new)) = (&before.kind, &after.kind) {
        let names: BTreeSet<&str> = old.properties.iter().map(|property| property.name.as_str()).collect();
        let shares = new.properties.iter().any(|property| names.contains(property.name.as_str()));
        return shares || before.name == after.name || names.is_empty() || new.properties.is_empty();
    }
    std::mem::discriminant(&before.kind) == std::mem::discriminant(&after.kind)
}

/// How alike two schemas are, each with whether it must be there, of which one may be the other under a new name.
pub fn likeness(sides: Sides<'_>, before: (&Schema, bool), after: (&Schema, bool)) -> Likeness {
    if !same_type(sides, before.0, after.0) {
        Likeness::Other
    } else if before.1 == after.1 && same_bounds(before.0, after.0) {
        Likeness::Same
    } else {
        Likeness::Kin
    }
}

fn same_type(sides: Sides<'_>, before: &Schema, after: &Schema) -> bool {
    other_type(sides, &before.ty, &after.ty).is_none()
        && match (before.ty.inner(), after.ty.inner()) {
            (Some(before), Some(after)) => same_type(sides, before, after),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
}

fn same_bounds(before: &Schema, after: &Schema) -> bool {
    before.nullable == after.nullable
        && before.format == after.format
        && bounds::compare(&before.constraints, &after.constraints, false).is_empty()
        && before.ty.inner().zip(after.ty.inner()).is_none_or(|(before, after)| same_bounds(before, after))
}
