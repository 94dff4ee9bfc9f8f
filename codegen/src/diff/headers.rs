//! The headers of two versions of an answer. Must not know what else an answer has.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::pairing::Pairs;
use super::schemas::{self, Found, Place, Sides};
use super::similarity::Likeness;
use super::{Subject, words};
use crate::api::Header;

/// Compares headers by their names, which have no case.
pub fn compare(sides: Sides<'_>, place: &Place, before: &[Header], after: &[Header], found: &mut Found) {
    let mut pairs = Pairs::by(before, after, |header| header.name.to_ascii_lowercase());
    let likeness = |old: &Header, new: &Header| match (old.written == new.written, old.required == new.required) {
        (true, true) => Likeness::Same,
        (true, false) => Likeness::Kin,
        (false, true | false) => Likeness::Other,
    };
    let renamed = pairs.renamed(|header| &header.name, |header| header.description.as_deref(), likeness);
    for (old, new) in &renamed {
        let what = format!("is where {} was", words::former(&old.name, &new.name));
        let finding = of(place, old, new).finding(&rules::HEADER_RENAMED, what);
        found.findings.push(finding.at(Some(old.span), Some(new.span)));
    }
    for old in pairs.removed {
        let rule = if old.required { &rules::REQUIRED_HEADER_REMOVED } else { &rules::OPTIONAL_HEADER_REMOVED };
        found.findings.push(of(place, old, old).finding(rule, "vanished").at(Some(old.span), None));
    }
    for new in pairs.added {
        let what = if new.required { "is new, and always there" } else { "is new" };
        found.findings.push(of(place, new, new).finding(&rules::HEADER_ADDED, what).at(None, Some(new.span)));
    }
    for (old, new) in pairs.both.into_iter().chain(renamed) {
        header(sides, &of(place, old, new), old, new, found);
    }
}

/// The place of a header.
fn of(place: &Place, old: &Header, new: &Header) -> Place {
    let named = |answer: &Subject, name: &str| {
        let Subject::Answer { operation, status } = answer else { return answer.clone() };
        Subject::Header { operation: operation.clone(), status: status.clone(), name: name.to_owned() }
    };
    Place::new(named(&place.older, &old.name), named(&place.subject, &new.name), place.way)
}

fn header(sides: Sides<'_>, place: &Place, before: &Header, after: &Header, found: &mut Found) {
    let Header {
        name: _,
        rust_name,
        description,
        deprecated,
        required,
        schema,
        written,
        // Told as a change of the format.
        secret: _,
        span: _,
        places,
    } = before;
    let mut tell = |rule: &'static Rule, keyword: &str, what: String| {
        found.findings.push(place.finding(rule, what).at(places.at(keyword), after.places.at(keyword)));
    };
    annotations::compare(
        Annotations { rust_name, description, deprecated },
        Annotations { rust_name: &after.rust_name, description: &after.description, deprecated: &after.deprecated },
        &mut tell,
    );
    if *required != after.required {
        let (rule, what) = match after.required {
            true => (&rules::HEADER_BECAME_REQUIRED, "is always there now"),
            false => (&rules::HEADER_BECAME_OPTIONAL, "may be missing now"),
        };
        tell(rule, "required", what.to_owned());
    }
    if let (Some(old), Some(new)) = (schema, &after.schema) {
        schemas::compare(sides, place, old, new, found);
    } else if *written != after.written {
        let what = format!("is {}", words::instead(written, &after.written));
        tell(&rules::TYPE_CHANGED, "schema", what);
    }
}
