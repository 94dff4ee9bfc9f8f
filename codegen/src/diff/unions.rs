//! Compares two unions: their types, and what tells these apart. Must not know where unions are used.

use super::catalogue::rules;
use super::pairing::Pairs;
use super::schemas::{self, Context, Findings, Sides};
use super::{Subject, words};
use crate::api::{Alternative, Union};
use crate::source::Places;

/// Compares two unions; the order of types means nothing.
pub fn compare(
    sides: Sides<'_>,
    context: &Context,
    (before, old_places): (&Union, &Places),
    (after, new_places): (&Union, &Places),
    findings: &mut Findings,
) {
    let Union { alternatives, tag } = before;
    let (Subject::Type { name: new_type }, Subject::Type { name: old_type }) = (&context.subject, &context.older)
    else {
        return;
    };
    let subject = |ty: &str, one: &Alternative| Subject::Alternative {
        ty: ty.to_owned(),
        name: one.names.first().cloned().unwrap_or_default(),
    };
    if *tag != after.tag {
        let what = words::value("property that tells types apart", tag.as_ref(), after.tag.as_ref());
        let at = |places: &Places| places.at("discriminator");
        findings.push(context.finding(&rules::UNION_TAG_CHANGED, what).at(at(old_places), at(new_places)));
    }
    let default = |union: &Union| {
        let default = union.alternatives.iter().find(|one| one.is_fallback);
        default.and_then(|one| one.names.first().cloned())
    };
    let (old, new) = (default(before), default(after));
    if old != new {
        let what = words::value("type for what has another tag, or none", old.as_ref(), new.as_ref());
        let at = |places: &Places| places.at("discriminator");
        findings.push(context.finding(&rules::UNION_TAG_CHANGED, what).at(at(old_places), at(new_places)));
    }
    let pairs = Pairs::by(alternatives, &after.alternatives, |one| one.names.first().cloned());
    for one in pairs.removed {
        let subject = subject(old_type, one);
        let finding =
            Context::new(subject.clone(), subject, context.way).finding(&rules::UNION_TYPE_REMOVED, "vanished");
        findings.push(finding.at(Some(one.span), None));
    }
    for one in pairs.added {
        let subject = subject(new_type, one);
        let finding = Context::new(subject.clone(), subject, context.way).finding(&rules::UNION_TYPE_ADDED, "is new");
        findings.push(finding.at(None, Some(one.span)));
    }
    for (old, new) in pairs.both {
        let Alternative { names: _, tags, is_fallback: _, description, schema, shape: _, span } = old;
        let context = Context::new(subject(old_type, old), subject(new_type, new), context.way);
        if *tags != new.tags {
            let list = |tags: &[String]| tags.join(", ");
            let what = words::value("value of that property", Some(&list(tags)), Some(&list(&new.tags)));
            findings.push(context.finding(&rules::UNION_TAG_CHANGED, what).at(Some(*span), Some(new.span)));
        }
        if *description != new.description {
            let what = words::text("description", description, &new.description);
            findings.push(context.finding(&rules::DESCRIPTION_CHANGED, what).at(Some(*span), Some(new.span)));
        }
        schemas::compare(sides, &context, schema, &new.schema, findings);
    }
}
