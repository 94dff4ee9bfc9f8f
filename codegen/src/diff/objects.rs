//! Two objects: their properties, and what else they may hold. Must not know where objects stand.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::finding::Way;
use super::pairing::Pairs;
use super::schemas::{self, Found, Place, Sides};
use super::similarity::Likeness;
use super::{Subject, words};
use crate::api::{Object, Property};
use crate::source::Places;

/// Compares two objects; the order of properties means nothing.
pub fn compare(
    sides: Sides<'_>,
    place: &Place,
    (before, old_places): (&Object, &Places),
    (after, new_places): (&Object, &Places),
    found: &mut Found,
) {
    let Object { properties, additional, closed } = before;
    let mut pairs = Pairs::by(properties, &after.properties, |property| property.name.clone());
    // Whichever way the data goes, the same was renamed.
    let ways = |property: &Property| (property.read_only, property.write_only);
    let likeness = |old: &Property, new: &Property| match ways(old) == ways(new) {
        true => schemas::likeness(sides, (&old.schema, old.required), (&new.schema, new.required)),
        false => Likeness::Never,
    };
    let mut renamed = pairs.renamed(|property| &property.name, |property| property.description.as_deref(), likeness);
    renamed.retain(|(old, _)| travels(old, place.way));
    for (old, new) in &renamed {
        let what = format!("is where {} was", words::former(&old.name, &new.name));
        let finding = of(place, old, new).finding(&rules::PROPERTY_RENAMED, what);
        found.findings.push(finding.at(Some(old.span), Some(new.span)));
    }
    for (old, new) in pairs.both.into_iter().chain(renamed) {
        property(sides, &of(place, old, new), old, new, found);
    }
    for old in pairs.removed.into_iter().filter(|old| travels(old, place.way)) {
        let finding = of(place, old, old).finding(&rules::PROPERTY_REMOVED, "vanished");
        found.findings.push(finding.at(Some(old.span), None));
    }
    for new in pairs.added.into_iter().filter(|new| travels(new, place.way)) {
        let (rule, what) = match new.required {
            true => (&rules::REQUIRED_PROPERTY_ADDED, "is new, and always there"),
            false => (&rules::OPTIONAL_PROPERTY_ADDED, "is new, and may be left out"),
        };
        found.findings.push(of(place, new, new).finding(rule, what).at(None, Some(new.span)));
    }
    let mut tell = |rule: &'static Rule, what: &str| {
        let keyword = "additionalProperties";
        let finding = place.finding(rule, what).at(old_places.at(keyword), new_places.at(keyword));
        found.findings.push(finding);
    };
    match (closed, after.closed) {
        (false, true) => tell(&rules::OBJECT_CLOSED, "holds no other names any more"),
        (true, false) => tell(&rules::OBJECT_OPENED, "may hold other names again"),
        (true, true) | (false, false) => {}
    }
    match (additional, &after.additional) {
        (None, Some(_)) => tell(&rules::OTHER_NAMES_DESCRIBED, "says what it holds under other names"),
        (Some(_), None) => {
            tell(&rules::OTHER_NAMES_NOT_DESCRIBED, "does not say any more what it holds under other names")
        }
        (Some(old), Some(new)) => {
            let place = Place { inside: "each further value of ".to_owned(), ..place.clone() };
            schemas::compare(sides, &place, old, new, found);
        }
        (None, None) => {}
    }
}

/// The place of a property.
fn of(place: &Place, old: &Property, new: &Property) -> Place {
    let named = |ty: &Subject, name: &str| {
        let ty = if let Subject::Type { name } = ty { name.clone() } else { String::new() };
        Subject::Property { ty, name: name.to_owned() }
    };
    Place::new(named(&place.older, &old.name), named(&place.subject, &new.name), place.way)
}

/// Whether a property is sent this way at all.
fn travels(property: &Property, way: Way) -> bool {
    match way {
        Way::Request => !property.read_only,
        Way::Response => !property.write_only,
    }
}

fn property(sides: Sides<'_>, place: &Place, before: &Property, after: &Property, found: &mut Found) {
    let Property {
        name: _,
        rust_name,
        description,
        required,
        required_at,
        read_only,
        write_only,
        deprecated,
        schema,
        span,
    } = before;
    let mut tell = |rule: &'static Rule, keyword: &str, what: String| {
        let at = |schema: &crate::api::Schema| schema.places.at(keyword);
        found.findings.push(place.finding(rule, what).at(at(schema), at(&after.schema)));
    };
    if *read_only != after.read_only {
        let (rule, what) = match after.read_only {
            true => (&rules::BECAME_READ_ONLY, "is sent by the server only"),
            false => (&rules::NO_LONGER_READ_ONLY, "may be sent by callers, too"),
        };
        tell(rule, "readOnly", what.to_owned());
    }
    if *write_only != after.write_only {
        let (rule, what) = match after.write_only {
            true => (&rules::BECAME_WRITE_ONLY, "is sent by callers only"),
            false => (&rules::NO_LONGER_WRITE_ONLY, "is sent by the server, too"),
        };
        tell(rule, "writeOnly", what.to_owned());
    }
    if !(travels(before, place.way) && travels(after, place.way)) {
        return;
    }
    annotations::compare(
        Annotations { rust_name, description, deprecated },
        Annotations { rust_name: &after.rust_name, description: &after.description, deprecated: &after.deprecated },
        &mut tell,
    );
    if *required != after.required {
        let (rule, what) = match after.required {
            true => (&rules::PROPERTY_BECAME_REQUIRED, "is required now"),
            false => (&rules::PROPERTY_BECAME_OPTIONAL, "is optional now"),
        };
        let ends = (required_at.or(Some(*span)), after.required_at.or(Some(after.span)));
        found.findings.push(place.finding(rule, what).at(ends.0, ends.1));
    }
    schemas::compare(sides, place, schema, &after.schema, found);
}
