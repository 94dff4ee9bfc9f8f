//! The rule about types that want a name. Must not know what types mean.

use super::model::{Model, Thing, owner};
use super::rule::{Findings, Rule};
use super::schemas::type_span;
use crate::diagnostics::Severity;
use crate::grammar::Object;
use crate::source::Span;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

pub const INLINE_SCHEMA: Rule = Rule {
    id: "inline-schema",
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
fn wants_a_name(thing: &Thing<'_>) -> Option<String> {
    let is_component = matches!(thing.slot, "schemas" | "allOf");
    let has_names = thing.has("properties") || thing.has("enum");
    let written = || thing.object.members.iter().map(|member| format!("{}:{}", member.key.value, plain(&member.value)));
    (!is_component && has_names).then(|| written().collect())
}

/// A value without its place.
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
    for (_, thing) in model.of(Object::Schema) {
        let Some(form) = wants_a_name(thing) else { continue };
        let kind = if thing.has("enum") { "enum" } else { "object" };
        let span = type_span(thing);
        let said = findings.at(thing, span, format!("{} is an {kind} without a name", owner(model, thing)));
        let said = said.help("move it to `components/schemas` and refer to it with `$ref`");
        match seen.get(&form) {
            Some(first) => drop(said.and(*first, "the same as here")),
            None => drop(seen.insert(form, span)),
        }
    }
}
