//! Compares the headers of two versions of an answer. Must not know what else an answer has.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::pairing::Pairs;
use super::schemas::{self, Context, Findings, Sides};
use super::similarity::Similarity;
use super::{Subject, words};
use crate::api::Header;

/// Compares headers by their names, which have no case.
pub fn compare(sides: Sides<'_>, context: &Context, before: &[Header], after: &[Header], findings: &mut Findings) {
    let mut pairs = Pairs::by(before, after, |header| header.name.to_ascii_lowercase());
    let similarity = |old: &Header, new: &Header| match (old.written == new.written, old.required == new.required) {
        (true, true) => Similarity::Equal,
        (true, false) => Similarity::Similar,
        (false, true | false) => Similarity::Possible,
    };
    let renamed = pairs.renamed(|header| &header.name, |header| header.description.as_deref(), similarity);
    for (old, new) in &renamed {
        let what = format!("is where {} was", words::former(&old.name, &new.name));
        let finding = of(context, old, new).finding(&rules::HEADER_RENAMED, what);
        findings.push(finding.at(Some(old.span), Some(new.span)));
    }
    for old in pairs.removed {
        let rule = if old.required { &rules::REQUIRED_HEADER_REMOVED } else { &rules::OPTIONAL_HEADER_REMOVED };
        let finding = of(context, old, old).finding(rule, "vanished").at(Some(old.span), None);
        findings.push(finding.gone(old.deprecated.as_ref()));
    }
    for new in pairs.added {
        let what = if new.required { "is new, and always there" } else { "is new" };
        let finding = of(context, new, new).finding(&rules::HEADER_ADDED, what).of_secret(new.secret);
        findings.push(finding.at(None, Some(new.span)));
    }
    for (old, new) in pairs.both.into_iter().chain(renamed) {
        header(sides, &of(context, old, new), old, new, findings);
    }
}

/// The context of a header.
fn of(context: &Context, old: &Header, new: &Header) -> Context {
    let named = |answer: &Subject, name: &str| {
        let Subject::Answer { operation, status } = answer else { return answer.clone() };
        Subject::Header { operation: operation.clone(), status: status.clone(), name: name.to_owned() }
    };
    Context::new(named(&context.older, &old.name), named(&context.subject, &new.name), context.way)
}

fn header(sides: Sides<'_>, context: &Context, before: &Header, after: &Header, findings: &mut Findings) {
    let Header {
        name: _,
        rust_name,
        description,
        deprecated,
        required,
        schema,
        written,
        // Reported as a change of the format.
        secret: _,
        span: _,
        places,
    } = before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        findings.push(context.finding(rule, what).at(places.at(keyword), after.places.at(keyword)));
    };
    annotations::compare(
        Annotations { name: "", was: &None, rust_name, description, deprecated },
        Annotations {
            name: "",
            was: &None,
            rust_name: &after.rust_name,
            description: &after.description,
            deprecated: &after.deprecated,
        },
        &mut report,
    );
    if *required != after.required {
        let (rule, what) = match after.required {
            true => (&rules::HEADER_BECAME_REQUIRED, "is always there now"),
            false => (&rules::HEADER_BECAME_OPTIONAL, "may be missing now"),
        };
        report(rule, "required", what.to_owned());
    }
    if let (Some(old), Some(new)) = (schema, &after.schema) {
        schemas::compare(sides, context, old, new, findings);
    } else if *written != after.written {
        let what = format!("is {}", words::instead(written, &after.written));
        report(&rules::TYPE_CHANGED, "schema", what);
    }
}
