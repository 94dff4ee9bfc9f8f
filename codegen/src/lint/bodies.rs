//! Rules about bodies: whether there is one, and whether an example shows it. Must not know statuses.

use super::model::{Model, describe};
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::Severity;
use crate::grammar::Object;

pub const MISSING_EXAMPLE: Rule = Rule {
    id: "missing-example",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Every request body, and every body of a success, has an example.",
    rationale: "The examples of the pages are the only bytes that are known to be right. The tests send and decode each of them.",
    bad: "\
required: true
content:
  application/json:
    schema:
      $ref: '#/components/schemas/ThingCreate'
",
    good: "\
required: true
content:
  application/json:
    schema:
      $ref: '#/components/schemas/ThingCreate'
    example:
      name: a thing
      size: 3
",
    vendor: &["DOC-040-01-2507-2507-M"],
    fixes: false,
    check: missing_example,
};

pub const OPTIONAL_BODY: Rule = Rule {
    id: "body-required",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "A request body says whether it is required.",
    rationale: "OpenAPI takes a body for optional unless it says otherwise, which is hardly ever meant and easily forgotten.",
    bad: "\
requestBody:
  content:
",
    good: "\
requestBody:
  required: true
  content:
",
    vendor: &[],
    fixes: false,
    check: body_required,
};

pub const BODY_OF_GET: Rule = Rule {
    id: "body-of-get",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "GET, HEAD and DELETE have no request body.",
    rationale: "HTTP gives such a body no meaning: gateways drop it, and signatures are then wrong.",
    bad: "    description: Whether to remove a part that is in use.
    schema:
      type: boolean
requestBody:
  required: true
  content:
    application/json:
      schema:
        $ref: '#/components/schemas/ThingCreate'
      example:
        name: a thing
        size: 3
responses:
",
    good: "    description: Whether to remove a part that is in use.
    schema:
      type: boolean
responses:
",
    vendor: &["STC-010-01-2507-2507-M-3"],
    fixes: false,
    check: body_of_get,
};

fn missing_example(model: &Model<'_>, findings: &mut Findings) {
    for (index, element) in model.of(Object::MediaType) {
        let Some(above) = element.parent.and_then(|parent| model.element(parent)) else { continue };
        let status = above.name.map_or("", |name| name.value.as_str());
        let is_success = above.kind == Object::Response && above.keyword == "responses" && status.starts_with('2');
        let wants_one = above.kind == Object::RequestBody || is_success;
        let has_one = element.has("example") || element.has("examples");
        if wants_one && !has_one && !schema_has_example(model, index) {
            let what = if is_success { format!("the body of `{status}`") } else { "the request body".to_owned() };
            findings
                .of(element, format!("{what} has no example"))
                .help("copy the one of the page, with its keys in their order");
        }
    }
}

fn schema_has_example(model: &Model<'_>, media: usize) -> bool {
    let schema = model.below(media, "schema").next().and_then(|(index, _)| model.resolved(index));
    schema.is_some_and(|(_, schema)| schema.has("example"))
}

fn body_required(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::RequestBody) {
        if !element.has("required") {
            findings.of(element, "the request body does not say whether it is required").help("write `required: true`");
        }
    }
}

fn body_of_get(model: &Model<'_>, findings: &mut Findings) {
    for operation in &model.operations {
        let Some(element) = model.element(operation.element) else { continue };
        let takes_none = matches!(operation.method, "get" | "head" | "delete");
        if let Some(body) = element.get("requestBody").filter(|_| takes_none) {
            findings
                .at(
                    element,
                    body.key.span,
                    format!("{} is a {} with a body", describe(element), operation.method.to_ascii_uppercase()),
                )
                .help("the vendor sends such conditions in the query");
        }
    }
}
