//! Compares two objects: their properties, and what else they may hold. Must not know where objects are used.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::finding::Way;
use super::pairing::Pairs;
use super::schemas::{self, Context, Findings, Sides};
use super::similarity::Similarity;
use super::{Subject, relation, words};
use crate::api::{self, Object, Property};
use crate::source::Places;

/// Compares two objects; the order of properties means nothing.
pub fn compare(
    sides: Sides<'_>,
    context: &Context,
    (before, old_places): (&Object, &Places),
    (after, new_places): (&Object, &Places),
    findings: &mut Findings,
) {
    let Object { properties, additional, closed, rules: demanded } = before;
    let mut pairs = Pairs::by(properties, &after.properties, |property| property.name.clone());
    // A rename is the same in both directions.
    let ways = |property: &Property| (property.read_only, property.write_only);
    let similarity = |old: &Property, new: &Property| match ways(old) == ways(new) {
        true => schemas::similarity(sides, (&old.schema, old.required), (&new.schema, new.required)),
        false => Similarity::Never,
    };
    let mut renamed = pairs.renamed(|property| &property.name, |property| property.description.as_deref(), similarity);
    renamed.retain(|(old, _)| travels(old, context.way));
    for (old, new) in &renamed {
        let what = format!("is where {} was", words::former(&old.name, &new.name));
        let finding = of(context, old, new).finding(&rules::PROPERTY_RENAMED, what);
        findings.push(finding.at(Some(old.span), Some(new.span)));
    }
    for (old, new) in pairs.both.into_iter().chain(renamed) {
        property(sides, &of(context, old, new), old, new, findings);
    }
    for old in pairs.removed.into_iter().filter(|old| travels(old, context.way)) {
        let finding = of(context, old, old).finding(&rules::PROPERTY_REMOVED, "vanished");
        findings.push(finding.at(Some(old.span), None).gone(old.deprecated.as_ref()));
    }
    for new in pairs.added.into_iter().filter(|new| travels(new, context.way)) {
        let (rule, what) = match new.required {
            true => (&rules::REQUIRED_PROPERTY_ADDED, "is new, and always there"),
            false => (&rules::OPTIONAL_PROPERTY_ADDED, "is new, and may be left out"),
        };
        let finding = of(context, new, new).finding(rule, what).of_secret(relation::is_secret(&new.schema.ty));
        findings.push(finding.at(None, Some(new.span)));
    }
    let without_place =
        |list: &[api::Rule]| list.iter().map(|rule| (rule.only_one, rule.sets.clone())).collect::<Vec<_>>();
    if without_place(demanded) != without_place(&after.rules) {
        let at = |list: &[api::Rule]| list.first().map(|rule| rule.span);
        let finding = context.finding(&rules::RULE_CHANGED, "demands other properties together");
        findings.push(finding.at(at(demanded).or(old_places.at("type")), at(&after.rules).or(new_places.at("type"))));
    }
    let mut report = |rule: &'static Rule, what: &str| {
        let keyword = "additionalProperties";
        let finding = context.finding(rule, what).at(old_places.at(keyword), new_places.at(keyword));
        findings.push(finding);
    };
    match (closed, after.closed) {
        (false, true) => report(&rules::OBJECT_CLOSED, "holds no other names any more"),
        (true, false) => report(&rules::OBJECT_OPENED, "may hold other names again"),
        (true, true) | (false, false) => {}
    }
    match (additional, &after.additional) {
        (None, Some(_)) => report(&rules::OTHER_NAMES_DESCRIBED, "says what it holds under other names"),
        (Some(_), None) => {
            report(&rules::OTHER_NAMES_NOT_DESCRIBED, "does not say any more what it holds under other names")
        }
        (Some(old), Some(new)) => {
            let context = Context { inside: "each further value of ".to_owned(), ..context.clone() };
            schemas::compare(sides, &context, old, new, findings);
        }
        (None, None) => {}
    }
}

/// The context of a property.
fn of(context: &Context, old: &Property, new: &Property) -> Context {
    let named = |ty: &Subject, name: &str| {
        let ty = if let Subject::Type { name } = ty { name.clone() } else { String::new() };
        Subject::Property { ty, name: name.to_owned() }
    };
    Context::new(named(&context.older, &old.name), named(&context.subject, &new.name), context.way)
}

/// Whether a property is sent this way at all.
fn travels(property: &Property, way: Way) -> bool {
    match way {
        Way::Request => !property.read_only,
        Way::Response => !property.write_only,
    }
}

fn property(sides: Sides<'_>, context: &Context, before: &Property, after: &Property, findings: &mut Findings) {
    let Property {
        name,
        rust_name,
        was,
        description,
        required,
        required_at,
        read_only,
        write_only,
        deprecated,
        schema,
        span,
    } = before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        let at = |schema: &api::Schema| schema.places.at(keyword);
        findings.push(context.finding(rule, what).at(at(schema), at(&after.schema)));
    };
    if *read_only != after.read_only {
        let (rule, what) = match after.read_only {
            true => (&rules::BECAME_READ_ONLY, "is sent by the server only"),
            false => (&rules::NO_LONGER_READ_ONLY, "may be sent by callers, too"),
        };
        report(rule, "readOnly", what.to_owned());
    }
    if *write_only != after.write_only {
        let (rule, what) = match after.write_only {
            true => (&rules::BECAME_WRITE_ONLY, "is sent by callers only"),
            false => (&rules::NO_LONGER_WRITE_ONLY, "is sent by the server, too"),
        };
        report(rule, "writeOnly", what.to_owned());
    }
    if !(travels(before, context.way) && travels(after, context.way)) {
        return;
    }
    annotations::compare(
        Annotations { name, was, rust_name, description, deprecated },
        Annotations {
            name: &after.name,
            was: &after.was,
            rust_name: &after.rust_name,
            description: &after.description,
            deprecated: &after.deprecated,
        },
        &mut report,
    );
    if *required != after.required {
        let (rule, what) = match after.required {
            true => (&rules::PROPERTY_BECAME_REQUIRED, "is required now"),
            false => (&rules::PROPERTY_BECAME_OPTIONAL, "is optional now"),
        };
        let ends = (required_at.or(Some(*span)), after.required_at.or(Some(after.span)));
        findings.push(context.finding(rule, what).at(ends.0, ends.1));
    }
    schemas::compare(sides, context, schema, &after.schema, findings);
}
