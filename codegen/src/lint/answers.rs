//! Rules about answers: which statuses are documented, and what errors look like.

use super::model::{Element, Model, describe};
use super::rule::{Findings, Preset, Rule};

use crate::diagnostics::Severity;
use crate::source::Span;
use std::collections::BTreeMap;

pub const MISSING_STATUS: Rule = Rule {
    id: "missing-status",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Every operation documents the errors that all of them have.",
    rationale: "The vendor's pages end with a table of error codes: 400, 401, 403 and 500 on every page, and 404 where the path names a \
                resource. A status that is missing here was forgotten, unless an exception says that the page lacks it.",
    bad: "\
'204':
  description: No Content
'400':
  $ref: '#/components/responses/Failed'
'404':
  $ref: '#/components/responses/NotFound'
",
    good: "\
'204':
  description: No Content
'400':
  $ref: '#/components/responses/Failed'
'401':
  $ref: '#/components/responses/Failed'
'403':
  $ref: '#/components/responses/Failed'
'404':
  $ref: '#/components/responses/NotFound'
",
    vendor: &[],
    fixes: false,
    check: missing_status,
};

pub const GET_STATUS: Rule = Rule {
    id: "get-status",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "A GET that succeeds answers 200.",
    rationale: "201 and 204 say that something was made or that nothing comes back. In a GET they are left from the operation above.",
    bad: "\
'201':
  description: OK
",
    good: "\
'200':
  description: OK
",
    vendor: &["STC-010-01-2507-2507-M-2"],
    fixes: false,
    check: get_status,
};

pub const ERROR_SCHEMA: Rule = Rule {
    id: "error-schema",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "All errors of a service have one schema, to which they refer.",
    rationale: "Clients have one error type. An error of another shape is documented with an exception, so that somebody has looked at \
                it before code and message are lost.",
    bad: "\
Failed:
  description: Failed
  content:
    application/json:
      schema:
        type: object
",
    good: "\
Failed:
  description: Failed
  content:
    application/json:
      schema:
        $ref: '#/components/schemas/ErrorBody'
",
    vendor: &[],
    fixes: false,
    check: error_schema,
};

/// The errors that each operation documents.
const ALWAYS: &[&str] = &["400", "401", "403", "500"];

/// Where the responses of an operation are listed.
fn list_of_responses(element: &Element<'_>) -> Span {
    element.get("responses").map_or(element.span(), |member| member.key.span)
}

fn missing_status(model: &Model<'_>, findings: &mut Findings) {
    for operation in &model.operations {
        let Some(element) = model.element(operation.element) else { continue };
        let statuses: Vec<&str> = model
            .below(operation.element, "responses")
            .filter_map(|(_, answer)| answer.name)
            .map(|name| name.value.as_str())
            .collect();
        let parameters = model.of_operation(operation.element, "parameters");
        let names_a_resource = parameters.iter().any(|(.., one)| {
            one.text("in").is_some_and(|(location, _)| location == "path") && !one.flag("x-client-parameter")
        });
        let required = ALWAYS.iter().copied().chain(names_a_resource.then_some("404"));
        let covered = |status: &str| {
            statuses.iter().any(|listed| {
                *listed == status
                    || *listed == "default"
                    || *listed == format!("{}XX", status.get(..1).unwrap_or_default())
            })
        };
        let mut missing: Vec<&str> = required.filter(|status| !covered(status)).collect();
        missing.sort_unstable();
        if !missing.is_empty() {
            findings
                .at(
                    element,
                    list_of_responses(element),
                    format!("{} does not document {}", describe(element), missing.join(", ")),
                )
                .help("copy the rows from the page's table of errors; where the page has none, say so in lint.yaml");
        }
    }
}

fn get_status(model: &Model<'_>, findings: &mut Findings) {
    for operation in model.operations.iter().filter(|operation| operation.method == "get") {
        let Some(element) = model.element(operation.element) else { continue };
        let successes: Vec<_> = model
            .below(operation.element, "responses")
            .filter(|(_, answer)| answer.name.is_some_and(|name| name.value.starts_with('2')))
            .collect();
        let is_right =
            |answer: &Element<'_>| answer.name.is_some_and(|name| matches!(name.value.as_str(), "200" | "2XX"));
        if let Some((_, wrong)) = successes.first().filter(|_| !successes.iter().any(|(_, answer)| is_right(answer))) {
            let span = wrong.name.map_or(wrong.span(), |name| name.span);
            findings
                .at(element, span, format!("{} is a GET and does not answer 200", describe(element)))
                .help("a GET answers 200 and what was asked for");
        }
    }
}

/// Bodies of errors: which service has them, the response, and the schema that it refers to.
fn error_schema(model: &Model<'_>, findings: &mut Findings) {
    for index in 0..model.services.len() {
        // Each response once, however many operations refer to it.
        let mut bodies: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        for operation in model.operations.iter().filter(|operation| operation.service == index) {
            for (status, response) in model.below(operation.element, "responses") {
                let fails = response.name.is_some_and(|name| name.value.starts_with(['4', '5']));
                let Some((found, _)) = model.resolved(status).filter(|_| fails) else { continue };
                for (media, _) in model.below(found, "content") {
                    let schema = model.below(media, "schema").next();
                    let named = schema.and_then(|(_, schema)| schema.target).and_then(|target| model.resolved(target));
                    bodies.insert(media, named.map(|(target, _)| target));
                }
            }
        }
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        bodies.values().flatten().for_each(|schema| *counts.entry(*schema).or_default() += 1);
        // The one that most have; of two, the one that comes first.
        let usual = counts
            .iter()
            .max_by_key(|(schema, count)| (**count, std::cmp::Reverse(**schema)))
            .map(|(schema, _)| *schema);
        for (media, schema) in bodies {
            let Some(element) = model.element(media).filter(|_| schema.is_none() || schema != usual) else { continue };
            let span = element.get("schema").map_or(element.span(), |member| member.key.span);
            let message = if schema.is_none() {
                "an error whose schema has no name"
            } else {
                "an error that has another schema than the others"
            };
            let finding =
                findings.at(element, span, message).help("refer to the schema that the errors of the service share");
            if let Some(usual) = usual.and_then(|usual| model.element(usual)) {
                finding.and(usual.span(), "the usual one");
            }
        }
    }
}
