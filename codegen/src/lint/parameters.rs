//! Rules about parameters: where they are declared, and which belong together.

use super::model::{Element, Model, describe};
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::Severity;
use crate::grammar::Object;

pub const PARAMETER_ORDER: Rule = Rule {
    id: "parameter-order",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Parameters stand in the order of the path, then those of the query, then headers.",
    rationale: "The vendor's tables have this order, so a reviewer can compare row by row. A path parameter out of order was often meant for \
                another path.",
    bad: "\
- name: force
  in: query
  description: Whether to remove a part that is in use.
  schema:
    type: boolean
- name: part_id
  in: path
  description: The part to remove.
  required: true
  schema:
    type: string
",
    good: "\
- name: part_id
  in: path
  description: The part to remove.
  required: true
  schema:
    type: string
- name: force
  in: query
  description: Whether to remove a part that is in use.
  schema:
    type: boolean
",
    vendor: &[],
    fixes: false,
    check: parameter_order,
};

pub const SHARED_PARAMETERS: Rule = Rule {
    id: "parameters-at-path",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Parameters stand at the operation, not at the path.",
    rationale: "Each of the vendor's pages lists all parameters of its operation. Those that stand at the path are overlooked when an \
                operation is read alone; what several share is a component.",
    bad: "\
parameters:
  - name: color
    in: query
    description: The colour to look for.
    schema:
      type: string
delete:
  summary: Removing a Part
",
    good: "\
delete:
  summary: Removing a Part
",
    vendor: &[],
    fixes: false,
    check: parameters_at_path,
};

pub const PAGINATION: Rule = Rule {
    id: "missing-pagination",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "A list with `offset` and `limit` has both, and `x-pagination`.",
    rationale: "Without `x-pagination` users get one page of a list and write the loop themselves.",
    bad: "\
operationId: ListThings
tags: [Things]
parameters:
  - name: offset
",
    good: "\
operationId: ListThings
tags: [Things]
x-pagination:
  offset: offset
  limit: limit
  total: total
  items: things
parameters:
  - name: offset
",
    vendor: &["FIL-020-01-2507-2507-M"],
    fixes: false,
    check: pagination,
};

fn location(element: &Element<'_>) -> Option<usize> {
    let (location, _) = element.text("in")?;
    ["path", "query", "header", "cookie"].iter().position(|known| *known == location)
}

fn parameter_order(model: &Model<'_>, findings: &mut Findings) {
    for operation in &model.operations {
        let Some(element) = model.element(operation.element) else { continue };
        let mut highest: Option<((usize, usize), &Element<'_>)> = None;
        for (at, _, parameter) in model.of_operation(operation.element, "parameters") {
            let Some(location) = location(parameter) else { continue };
            let in_path = operation.path.value.find(&format!("{{{}}}", parameter.display_name()));
            let rank = (location, if location == 0 { in_path.unwrap_or(0) } else { 0 });
            match highest {
                Some((before, other)) if rank < before => {
                    let span = model.element(at).map_or(element.span(), written);
                    let name = other.display_name();
                    let message = format!("the parameter `{}` stands after `{name}`", parameter.display_name());
                    let finding = findings.at(element, span, message).label(format!("belongs before `{name}`"));
                    finding.help("the order is: path parameters as in the path, query, headers");
                    // The others follow from this one.
                    break;
                }
                Some(_) | None => highest = Some((rank, parameter)),
            }
        }
    }
}

/// Where a parameter is written in a list, be it a reference.
fn written(element: &Element<'_>) -> crate::source::Span {
    element.text("$ref").map_or(element.span(), |(_, span)| span)
}

fn parameters_at_path(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::PathItem) {
        if let Some(member) = element.get("parameters") {
            findings
                .at(element, member.key.span, format!("{} has parameters for all its operations", describe(element)))
                .help("list them at each operation; refer to a component instead of repeating it");
        }
    }
}

fn pagination(model: &Model<'_>, findings: &mut Findings) {
    for operation in &model.operations {
        let Some(element) = model.element(operation.element) else { continue };
        let parameters = model.of_operation(operation.element, "parameters");
        let query = |name: &str| {
            let found = parameters.iter().find(|(.., one)| one.display_name() == name && location(one) == Some(1));
            found.and_then(|(at, ..)| model.element(*at)).map(written)
        };
        match (query("offset"), query("limit")) {
            (Some(offset), Some(limit)) if !element.has("x-pagination") => {
                findings
                    .of(element, format!("{} takes `offset` and `limit` and has no `x-pagination`", describe(element)))
                    .and(offset, "where to start")
                    .and(limit, "how many")
                    .help("name the fields: `x-pagination: {offset: offset, limit: limit, total: total, items: …}`");
            }
            (Some(one), None) | (None, Some(one)) => {
                let missing = if query("offset").is_some() { "limit" } else { "offset" };
                let pages_otherwise = ["marker", "page"].iter().any(|name| query(name).is_some());
                if !pages_otherwise {
                    findings.at(element, one, format!("{} has no `{missing}` beside this", describe(element)));
                }
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}
