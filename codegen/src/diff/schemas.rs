//! Compares two schemas at one position: type, `null`, format, default, examples, bounds. Types with names are returned
//! as pairs, to be compared once. Must not know which position it is.

use super::catalogue::{Rule, rules};
use super::finding::{Finding, Way};
use super::relation::{self, other_type, same_kind};
use super::similarity::Similarity;
use super::types::Pair;
use super::{Subject, bounds, words};
use crate::api::{Definition, Scalar, Schema, Service, Type, TypeId};
use crate::source::{Places, Span};

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

/// The result of a comparison: differences, and pairs of types that are still to be compared.
#[derive(Debug, Default)]
pub struct Findings {
    /// Differences, in the order in which they are met.
    pub list: Vec<Finding>,
    /// Types that belong together.
    pub pairs: Vec<Pair>,
}

impl Findings {
    /// Adds a difference.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }
}

/// The subject that is compared, in both versions, and the direction of its data.
#[derive(Clone)]
pub struct Context {
    /// The newer name.
    pub subject: Subject,
    /// The older name.
    pub older: Subject,
    /// What inside of it is compared.
    pub inside: String,
    /// The direction of its data.
    pub way: Way,
}

impl Context {
    /// A subject that may have had another name.
    pub fn new(older: Subject, subject: Subject, way: Way) -> Self {
        Self { subject, older, inside: String::new(), way }
    }

    /// Something inside of it.
    fn inside(&self, what: &str) -> Self {
        Self { inside: format!("{what}{}", self.inside), ..self.clone() }
    }

    /// A difference of this subject.
    pub fn finding(&self, rule: &'static Rule, what: impl Into<String>) -> Finding {
        let finding = Finding::new(rule, self.subject.clone(), what).once(self.older.clone());
        Finding { way: Some(self.way), inside: self.inside.clone(), ..finding }
    }
}

/// Compares two schemas.
pub fn compare(sides: Sides<'_>, context: &Context, before: &Schema, after: &Schema, findings: &mut Findings) {
    let Schema {
        ty,
        nullable,
        constraints,
        default,
        separator,
        others,
        reference,
        examples,
        places,
        // Compared with the type.
        format: _,
    } = before;
    let at = |keyword: &str| (places.at(keyword), after.places.at(keyword));
    let either = |keyword: &str| places.of(keyword).or(after.places.of(keyword)).is_some();
    let mut report = |rule: &'static Rule, (old, new): (Option<Span>, Option<Span>), what: String| {
        findings.push(context.finding(rule, what).at(old, new));
    };
    if *nullable != after.nullable {
        let (rule, what) = match after.nullable {
            true => (&rules::BECAME_NULLABLE, "may be `null` now"),
            false => (&rules::NO_LONGER_NULLABLE, "may not be `null` any more"),
        };
        report(rule, at(if either("nullable") { "nullable" } else { "type" }), what.to_owned());
    }
    if relation::is_secret(ty) != relation::is_secret(&after.ty)
        && let [Type::Scalar(Scalar::Text(_)), Type::Scalar(Scalar::Text(_))] = [ty, &after.ty]
    {
        let (rule, what) = match relation::is_secret(&after.ty) {
            true => (&rules::SECRECY_ADDED, "is a secret now"),
            false => (&rules::SECRECY_LOST, "is no secret any more"),
        };
        report(rule, at("format"), what.to_owned());
    }
    if let Some(rule) = other_type(sides, before, after) {
        let what = words::types((ty, sides.before), (&after.ty, sides.after));
        let is_text = |ty: &Type| matches!(ty, Type::Scalar(Scalar::Text(_)));
        let is_width = [rules::WIDTH_GROWN.id, rules::WIDTH_SHRUNK.id].contains(&rule.id);
        let keyword = match *reference == after.reference {
            true if is_width || is_text(ty) && is_text(&after.ty) => "format",
            true => "type",
            false => "$ref",
        };
        let of = |places: &Places| places.of(keyword).or(places.at("type"));
        report(rule, (of(places), of(&after.places)), what);
        // Everything else differs because of it, unless both are texts, or numbers of the same kind.
        if !(is_width || is_text(ty) && is_text(&after.ty)) {
            return;
        }
    } else if let (Some(old), Some(new)) = (relation::form(before), relation::form(after))
        && old != new
    {
        let rule = match (old, new) {
            (None, _) => &rules::FORMAT_ADDED,
            (Some(_), None) => &rules::FORMAT_REMOVED,
            (Some(_), Some(_)) => &rules::FORMAT_CHANGED,
        };
        report(rule, at("format"), words::value("`format`", old, new));
    }
    if *separator != after.separator {
        let what = words::value("`x-separator`", separator.as_ref(), after.separator.as_ref());
        report(&rules::SEPARATOR_CHANGED, at("x-separator"), what);
    }
    if *others != after.others {
        let (rule, what) = match after.others {
            true => (&rules::ENUM_OPENED, "may hold values that are not listed"),
            false => (&rules::ENUM_CLOSED, "holds the listed values only"),
        };
        let keyword = if either("anyOf") { "anyOf" } else { "oneOf" };
        report(rule, at(keyword), what.to_owned());
    }
    if *default != after.default {
        let rule = match (default, &after.default) {
            (None, _) => &rules::DEFAULT_ADDED,
            (Some(_), Some(_)) => &rules::DEFAULT_CHANGED,
            (Some(_), None) => &rules::DEFAULT_REMOVED,
        };
        report(rule, at("default"), words::value("default", default.as_ref(), after.default.as_ref()));
    }
    if *examples != after.examples {
        let keyword = if either("examples") { "examples" } else { "example" };
        report(&rules::EXAMPLE_CHANGED, at(keyword), "has another example".to_owned());
    }
    for change in bounds::compare(constraints, &after.constraints, matches!(ty, Type::Scalar(Scalar::Integer(_)))) {
        report(change.rule, at(change.keyword), change.what);
    }
    descend(sides, context, ty, &after.ty, findings);
}

/// Goes on with what is inside of two types of one kind.
fn descend(sides: Sides<'_>, context: &Context, before: &Type, after: &Type, findings: &mut Findings) {
    if let (Type::Array(before), Type::Array(after)) = (before, after) {
        compare(sides, &context.inside("each item of "), before, after, findings);
    } else if let (Type::Map(before), Type::Map(after)) = (before, after) {
        compare(sides, &context.inside("each value of "), before, after, findings);
    } else if let (Type::Named(before), Type::Named(after)) = (before, after)
        && same_kind(sides, *before, *after)
    {
        findings.pairs.push(Pair { before: *before, after: *after, way: context.way });
    }
}

/// How similar two schemas are, each with whether it is required: one may be the other under a new name.
pub fn similarity(sides: Sides<'_>, before: (&Schema, bool), after: (&Schema, bool)) -> Similarity {
    if !same_type(sides, before.0, after.0) {
        Similarity::Possible
    } else if before.1 == after.1 && same_bounds(before.0, after.0) {
        Similarity::Equal
    } else {
        Similarity::Similar
    }
}

fn same_type(sides: Sides<'_>, before: &Schema, after: &Schema) -> bool {
    other_type(sides, before, after).is_none()
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
