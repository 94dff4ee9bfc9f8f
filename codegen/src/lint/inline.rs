//! The rule about types that need a name. Must not know what types mean.

use super::model::{Element, Model, owner};
use super::rule::{Findings, Preset, Rule};
use super::schemas::type_span;
use crate::diagnostics::Severity;
use crate::grammar::Object;
use crate::source::Span;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

pub const INLINE_SCHEMA: Rule = Rule {
    id: "inline-schema",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "An object or an enum has a name: it stands in `components/schemas`.",
    rationale: "An inline type gets a name that is made up, which changes as soon as something moves, and callers with it. Two that are equal \
                become two types.",
    bad: "\
items:
  type: object
  properties:
    id:
      type: string
      description: What tells the thing from all others.
",
    good: "\
items:
  $ref: '#/components/schemas/Thing'
",
    vendor: &[],
    fixes: false,
    check: inline_schema,
};

/// What makes two inline schemas the same; `None` for what may stay inline.
fn inline_form(element: &Element<'_>) -> Option<String> {
    let is_component = matches!(element.keyword, "schemas" | "allOf");
    let has_names = element.has("properties") || element.has("enum");
    let written =
        || element.object.members.iter().map(|member| format!("{}:{}", member.key.value, plain(&member.value)));
    (!is_component && has_names).then(|| written().collect())
}

/// A value without its spans.
pub fn plain(node: &Node) -> String {
    match &node.value {
        Value::Null => "~".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("{number:?}"),
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(",")),
        Value::Object(object) => {
            let members =
                object.members.iter().map(|member| format!("{:?}:{}", member.key.value, plain(&member.value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

fn inline_schema(model: &Model<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (_, element) in model.of(Object::Schema) {
        let Some(form) = inline_form(element) else { continue };
        let kind = if element.has("enum") { "enum" } else { "object" };
        let span = type_span(element);
        let finding = findings.at(element, span, format!("{} is an {kind} without a name", owner(model, element)));
        let finding = finding.help("move it to `components/schemas` and refer to it with `$ref`");
        match seen.get(&form) {
            Some(first) => drop(finding.and(*first, "the same as here")),
            None => drop(seen.insert(form, span)),
        }
    }
}
