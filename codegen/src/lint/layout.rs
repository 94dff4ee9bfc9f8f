//! Rules about how a document is written: order, quotes, unused parts.

use super::model::{Element, Model, describe, items};
use super::reorder;
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::{Patch, Severity};
use crate::grammar::Object;
use crate::source::{Sources, Span};
use crate::yaml::{Node, Value};

pub const KEY_ORDER: Rule = Rule {
    id: "key-order",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Keywords stand in one order.",
    rationale: "The order is that of the vendor's pages: what it is called, what it says, what it takes, what it answers. With one order, a \
                diff shows what changed and not what moved.",
    bad: "\
type: object
properties:
  error_code:
    description: What failed, for programs.
    type: string
",
    good: "\
type: object
properties:
  error_code:
    type: string
    description: What failed, for programs.
",
    vendor: &[],
    fixes: true,
    check: key_order,
};

pub const QUOTED_STATUS: Rule = Rule {
    id: "quoted-status",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Status codes are in quotes.",
    rationale: "The names in a map are text. Some YAML readers refuse a number there, or find no `'200'` when the document says `200`.",
    bad: "\
204:
  description: No Content
",
    good: "\
'204':
  description: No Content
",
    vendor: &[],
    fixes: true,
    check: quoted_status,
};

pub const QUOTED_EXAMPLE: Rule = Rule {
    id: "quoted-example",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Strings of examples that begin with a digit are in quotes.",
    rationale: "Without quotes some YAML readers see a number or a date: `2020-09-19` is a day to them, `1e10` a number.",
    bad: "\
- id: 71d53ba4
  name: a thing
",
    good: "\
- id: '71d53ba4'
  name: a thing
",
    vendor: &[],
    fixes: true,
    check: quoted_example,
};

pub const UNUSED_COMPONENT: Rule = Rule {
    id: "unused-component",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "Components, and path items of resource files, are referred to.",
    rationale: "What nobody refers to is not generated, not tested, and wrong after the next change.",
    bad: "\
Door:
  type: object
  properties:
    width:
      type: integer
      format: int32
      description: How wide the door is.

Thing:
  type: object
",
    good: "\
Thing:
  type: object
",
    vendor: &[],
    fixes: false,
    check: unused_component,
};

pub const VERSION: Rule = Rule {
    id: "openapi-version",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Documents say `openapi: 3.0.3`.",
    rationale: "Most tools read 3.0 completely and 3.1 in parts, and one version for all documents keeps their words the same.",
    bad: "\
openapi: 3.1.0
",
    good: "\
openapi: 3.0.3
",
    vendor: &["BAS-110-01-2507-2507-M", "BAS-110-01-2507-2507-M-1"],
    fixes: false,
    check: version,
};

fn key_order(model: &Model<'_>, findings: &mut Findings) {
    for element in model.elements.iter().filter(|element| !element.is_reference()) {
        let ranks = reorder::ranks(element);
        let Some((late, early)) = reorder::first_out_of_order(&ranks) else { continue };
        let members = &element.object.members;
        let (Some(late), Some(early)) = (members.get(late), members.get(early)) else { continue };
        let order = reorder::in_order(element, &ranks);
        findings
            .at(element, late.key.span, format!("`{}` stands after `{}`", late.key.value, early.key.value))
            .label(format!("belongs before `{}`", early.key.value))
            .help(format!("the order is: {}", order.join(", ")))
            .patch(reorder::patch(element, &ranks, model.sources));
    }
}

/// The text of a span.
fn written(sources: &Sources, span: Span) -> &str {
    sources.text(span.file).get(span.start..span.end).unwrap_or_default()
}

fn quotes(span: Span, text: &str) -> Option<Patch> {
    Some(Patch { span, replacement: format!("'{text}'") })
}

fn quoted_status(model: &Model<'_>, findings: &mut Findings) {
    for element in model.elements.iter().filter(|element| element.keyword == "responses") {
        let Some(name) = element.name.filter(|name| name.value.starts_with(|c: char| c.is_ascii_digit())) else {
            continue;
        };
        if written(model.sources, name.span) == name.value && !is_json(model, element) {
            findings
                .at(element, name.span, format!("the status {} is not in quotes", name.value))
                .patch(quotes(name.span, &name.value));
        }
    }
}

fn is_json(model: &Model<'_>, element: &Element<'_>) -> bool {
    model.sources.is_json(element.file)
}

fn quoted_example(model: &Model<'_>, findings: &mut Findings) {
    for element in model.elements.iter().filter(|element| !element.is_reference() && !is_json(model, element)) {
        let key = if element.kind == Object::Example { "value" } else { "example" };
        let Some(example) = element.get(key) else { continue };
        let mut queue = vec![&example.value];
        let mut unquoted = Vec::new();
        while let Some(node) = queue.pop() {
            queue.extend(items(node));
            queue.extend(
                node.as_object().into_iter().flat_map(|object| object.members.iter().map(|member| &member.value)),
            );
            unquoted.extend(bare_digits(node, model.sources));
        }
        for (text, span) in unquoted {
            findings
                .at(element, span, format!("the example `{text}` is a string without quotes"))
                .patch(quotes(span, text));
        }
    }
}

/// A string that begins with a digit and is written without quotes, in one line.
fn bare_digits<'n>(node: &'n Node, sources: &Sources) -> Option<(&'n str, Span)> {
    let Value::String(text) = &node.value else { return None };
    let is_bare = text.starts_with(|c: char| c.is_ascii_digit()) && written(sources, node.span) == text;
    is_bare.then_some((text.as_str(), node.span))
}

fn unused_component(model: &Model<'_>, findings: &mut Findings) {
    let mut used = vec![false; model.elements.len()];
    for target in model.elements.iter().filter_map(|element| element.target) {
        if let Some(mark) = used.get_mut(target) {
            *mark = true;
        }
    }
    for (index, element) in model.elements.iter().enumerate() {
        let above = element.parent.and_then(|parent| model.element(parent)).map(|above| above.kind);
        let is_component =
            above == Some(Object::Components) || above == Some(Object::Fragment) && element.keyword == "paths";
        // Security schemes are named, not referred to.
        let is_root_scheme = element.kind == Object::SecurityScheme
            && model
                .services
                .iter()
                .any(|service| model.element(service.root).is_some_and(|root| root.file == element.file));
        if !is_component || is_root_scheme || used.get(index) == Some(&true) {
            continue;
        }
        findings.of(element, format!("nothing refers to {}", describe(element))).help("remove it, or refer to it");
    }
}

fn version(model: &Model<'_>, findings: &mut Findings) {
    for element in model.services.iter().filter_map(|service| model.element(service.root)) {
        if let Some((version, span)) = element.text("openapi").filter(|(version, _)| *version != "3.0.3") {
            findings.at(element, span, format!("the document is of version {version}")).help("write `openapi: 3.0.3`");
        }
    }
}
