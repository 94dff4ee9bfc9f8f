//! Compares the parameters of two versions of an operation. Must not know what else an operation has.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::finding::Way;
use super::pairing::Pairs;
use super::schemas::{self, Context, Findings, Sides};
use super::similarity::Similarity;
use super::{Subject, relation, words};
use crate::api::{Location, Operation, Parameter, Type};

/// Compares the parameters; `same_path` if the two paths differ in the names of parameters at most.
pub fn compare(sides: Sides<'_>, before: &Operation, after: &Operation, same_path: bool, findings: &mut Findings) {
    let context = |old: &Parameter, new: &Parameter| {
        Context::new(subject(&before.id, old), subject(&after.id, new), Way::Request)
    };
    let key = |parameter: &Parameter| match parameter.location {
        // The names of headers have no case.
        Location::Header => (location(parameter), parameter.name.to_ascii_lowercase()),
        Location::Path | Location::Query | Location::QueryString | Location::Cookie => {
            (location(parameter), parameter.name.clone())
        }
    };
    let mut pairs = Pairs::by(&before.parameters, &after.parameters, key);
    let mut both = std::mem::take(&mut pairs.both);
    let mut report = |rule: &'static Rule, old: &Parameter, new: &Parameter, keyword: &str, what: String| {
        let at = |parameter: &Parameter| parameter.places.at(keyword);
        findings.push(context(old, new).finding(rule, what).at(at(old), at(new)));
    };
    let is_path = |parameter: &Parameter| parameter.location == Location::Path;
    if same_path {
        // Parameters at the same position of the same path are the same.
        let nth = |parameters: &[Parameter], parameter: &Parameter| {
            parameters.iter().filter(|other| is_path(other)).position(|other| other.name == parameter.name)
        };
        let (old, new): (Vec<_>, Vec<_>) = (pairs.removed.clone(), pairs.added.clone());
        for old in old.into_iter().filter(|old| is_path(old)) {
            let at = nth(&before.parameters, old);
            let Some(new) = new.iter().find(|new| is_path(new) && nth(&after.parameters, new) == at) else { continue };
            let what = format!("is where {} was", words::former(&old.name, &new.name));
            report(&rules::PATH_PARAMETER_RENAMED, old, new, "name", what);
            both.push((old, new));
            pairs.removed.retain(|other| !std::ptr::eq(*other, old));
            pairs.added.retain(|other| !std::ptr::eq(*other, *new));
        }
    }
    for (old, new) in pairs.further(|parameter| parameter.name.to_ascii_lowercase()) {
        let what = format!("travels in the {} instead of the {}", location(new), location(old));
        report(&rules::PARAMETER_MOVED, old, new, "in", what);
        both.push((old, new));
    }
    let similarity = |old: &Parameter, new: &Parameter| match old.location == new.location && !is_path(old) {
        true => schemas::similarity(sides, (&old.schema, old.required), (&new.schema, new.required)),
        false => Similarity::Never,
    };
    for (old, new) in
        pairs.renamed(|parameter| &parameter.name, |parameter| parameter.description.as_deref(), similarity)
    {
        let what = format!("is where {} was", words::former(&old.name, &new.name));
        report(&rules::PARAMETER_RENAMED, old, new, "name", what);
        both.push((old, new));
    }
    // Parameters of a path come and go with it.
    for old in pairs.removed.into_iter().filter(|old| !is_path(old)) {
        let context = Context::new(subject(&before.id, old), subject(&before.id, old), Way::Request);
        let finding = context.finding(&rules::PARAMETER_REMOVED, "vanished");
        let finding = finding.of_secret(is_secret(old)).at(Some(old.span), None);
        findings.push(finding.gone(old.deprecated.as_ref()));
    }
    for new in pairs.added.into_iter().filter(|new| !is_path(new)) {
        let context = Context::new(subject(&after.id, new), subject(&after.id, new), Way::Request);
        let (rule, what) = match new.required {
            true => (&rules::REQUIRED_PARAMETER_ADDED, "is new, and must be given"),
            false => (&rules::OPTIONAL_PARAMETER_ADDED, "is new, and may be left out"),
        };
        findings.push(context.finding(rule, what).of_secret(is_secret(new)).at(None, Some(new.span)));
    }
    for (old, new) in both {
        parameter(sides, &context(old, new), old, new, findings);
    }
}

fn parameter(sides: Sides<'_>, context: &Context, before: &Parameter, after: &Parameter, findings: &mut Findings) {
    let Parameter {
        // Reported by the pairing.
        name,
        location: _,
        rust_name,
        was,
        description,
        required,
        deprecated,
        of_client,
        client,
        schema,
        style,
        explode,
        allow_reserved,
        example,
        places,
        span: _,
    } = before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        findings.push(context.finding(rule, what).at(places.at(keyword), after.places.at(keyword)));
    };
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
            true => (&rules::PARAMETER_BECAME_REQUIRED, "must be given now"),
            false => (&rules::PARAMETER_BECAME_OPTIONAL, "may be left out now"),
        };
        report(rule, "required", what.to_owned());
    }
    if *of_client != after.of_client {
        let what = match after.of_client {
            true => "is supplied by the client's configuration",
            false => "is not supplied by the client's configuration any more",
        };
        report(&rules::CLIENT_PARAMETER_CHANGED, "x-client-parameter", what.to_owned());
    }
    if *client != after.client {
        let what = match &after.client {
            Some(client) => format!("makes a client `{client}`, which has the operations below it"),
            None => "makes no client any more".to_owned(),
        };
        report(&rules::CLIENT_CHANGED, "x-rust-client", what);
    }
    let stays = before.location == after.location;
    if stays && *style != after.style {
        let what = format!("is written as {}", words::instead(style.written(), after.style.written()));
        report(&rules::LIST_STYLE_CHANGED, "style", what);
    }
    if *allow_reserved != after.allow_reserved {
        let what = match after.allow_reserved {
            true => "is sent without escapes for reserved characters",
            false => "is sent with escapes for reserved characters",
        };
        report(&rules::LIST_STYLE_CHANGED, "allowReserved", what.to_owned());
    }
    let is_list = matches!((&schema.ty, &after.schema.ty), (Type::Array(_), Type::Array(_)));
    if is_list && stays && *style == after.style && *explode != after.explode {
        let what = match after.explode {
            true => "is repeated for each item instead of written with commas",
            false => "is written with commas instead of repeated for each item",
        };
        report(&rules::LIST_STYLE_CHANGED, "explode", what.to_owned());
    }
    if *example != after.example {
        report(&rules::EXAMPLE_CHANGED, "example", "has another example".to_owned());
    }
    schemas::compare(sides, context, schema, &after.schema, findings);
}

/// Whether a parameter carries a secret, by its format, or by its name where it is a header.
fn is_secret(parameter: &Parameter) -> bool {
    let name = parameter.name.to_ascii_lowercase();
    let is_told = ["authorization", "cookie", "token", "secret", "api-key", "apikey", "password"];
    let carries = parameter.location == Location::Cookie || parameter.location == Location::Header;
    relation::is_secret(&parameter.schema.ty) || carries && is_told.iter().any(|told| name.contains(told))
}

/// Where a parameter travels, as subjects have it.
pub fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

fn subject(operation: &str, parameter: &Parameter) -> Subject {
    let (operation, name) = (operation.to_owned(), parameter.name.clone());
    Subject::Parameter { operation, location: location(parameter), name }
}
