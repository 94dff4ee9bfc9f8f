//! Rules about schemas: what a type says about its values.

use super::inline::plain;
use super::model::{Element, Model, describe, items, owner};
use super::rule::{Findings, Preset, Rule};

use crate::diagnostics::Severity;
use crate::grammar::Object;
use crate::source::Span;
use crate::yaml::{Node, Value};

pub const INTEGER_FORMAT: Rule = Rule {
    id: "integer-format",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "An integer says `format: int32` or `int64`.",
    rationale: "The vendor's tables say Integer or Long. Without a format nobody knows which, and a client may take one that is too small.",
    bad: "\
total:
  type: integer
  description: How many things there are.
",
    good: "\
total:
  type: integer
  format: int64
  description: How many things there are.
",
    vendor: &[],
    fixes: false,
    check: integer_format,
};

pub const UNBOUNDED: Rule = Rule {
    id: "unbounded-integer",
    preset: Preset::Vendor,
    severity: Severity::Warning,
    summary: "An integer that callers send has a bound.",
    rationale: "The vendor documents the bounds of what it takes; a row without any was cut off more often than not. What the server corrects \
                says `x-server-clamps: true`.",
    bad: "\
type: integer
format: int32
description: How large the thing is.
",
    good: "\
type: integer
format: int32
description: How large the thing is.
minimum: 1
maximum: 9
",
    vendor: &[],
    fixes: false,
    check: unbounded,
};

pub const ENUM_DESCRIPTIONS: Rule = Rule {
    id: "enum-descriptions",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Values of an enum that do not speak for themselves are described.",
    rationale: "A user who reads `1` and `2` has to guess. `x-enum-descriptions` tells, value by value.",
    bad: "\
enum: [1, 2]
",
    good: "\
enum: [1, 2]
x-enum-descriptions: [open, closed]
",
    vendor: &[],
    fixes: false,
    check: enum_descriptions,
};

pub const ANSWER_REQUIRED: Rule = Rule {
    id: "required-in-answer",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Fields of an answer are never `required`.",
    rationale: "The pages' own examples leave documented fields out. An SDK that insists on a field fails when a server leaves it out.",
    bad: "\
Thing:
  type: object
  required: [id]
  properties:
    id:
",
    good: "\
Thing:
  type: object
  properties:
    id:
",
    vendor: &[],
    fixes: false,
    check: required_in_answer,
};

pub const SECRET_FORMAT: Rule = Rule {
    id: "secret-format",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "A secret says `format: password`.",
    rationale: "Whatever has the format is kept out of logs, errors and `Debug`. A secret without it is printed by the first user who looks at \
                an answer.",
    bad: "\
door_password:
  type: string
",
    good: "\
door_password:
  type: string
  format: password
",
    vendor: &[],
    fixes: false,
    check: secret_format,
};

fn is_of_type(element: &Element<'_>, name: &str) -> bool {
    element.text("type").is_some_and(|(written, _)| written == name)
}

pub fn type_span(element: &Element<'_>) -> Span {
    element.text("type").map_or(element.span(), |(_, span)| span)
}

fn integer_format(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Schema).filter(|(_, element)| is_of_type(element, "integer")) {
        let format = element.text("format");
        if format.is_some_and(|(format, _)| matches!(format, "int32" | "int64")) {
            continue;
        }
        let span = format.map_or(type_span(element), |(_, span)| span);
        findings
            .at(element, span, format!("{} is an integer of unknown width", owner(model, element)))
            .help("write `format: int32` for Integer, `format: int64` for Long");
    }
}

fn unbounded(model: &Model<'_>, findings: &mut Findings) {
    for (index, element) in model.of(Object::Schema).filter(|(_, element)| is_of_type(element, "integer")) {
        let is_sent = model.sent.get(index).is_some_and(|sent| *sent);
        let is_bound = ["minimum", "maximum", "enum", "x-server-clamps"].iter().any(|key| element.has(key));
        if is_sent && !is_bound {
            findings.at(element, type_span(element), format!("{} is sent without any bound", owner(model, element))).help(
                "copy `minimum` and `maximum` from the page; `x-server-clamps: true` if the server corrects the value",
            );
        }
    }
}

fn enum_descriptions(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Schema).filter(|(_, element)| !element.has("x-enum-descriptions")) {
        let Some(values) = element.get("enum") else { continue };
        let description = element.text("description").map_or("", |(text, _)| text);
        let unclear =
            items(&values.value).iter().find(|value| !explains_itself(value) && !description.contains(&display(value)));
        if let Some(value) = unclear {
            findings
                .at(element, value.span, format!("nothing says what `{}` means", display(value)))
                .and(values.key.span, "in this enum")
                .help("add `x-enum-descriptions` with a text for each value, in their order");
        }
    }
}

fn display(value: &Node) -> String {
    match &value.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => plain(value),
    }
}

/// Whether a value is a word.
fn explains_itself(value: &Node) -> bool {
    match &value.value {
        Value::String(text) => text.chars().filter(|c| c.is_alphabetic()).count() >= 3,
        Value::Bool(_) | Value::Null => true,
        Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

fn required_in_answer(model: &Model<'_>, findings: &mut Findings) {
    for (index, element) in model.of(Object::Schema) {
        let Some(required) = element.get("required") else { continue };
        let is_answered = model.answered.get(index) == Some(&true);
        let is_sent = model.sent.get(index) == Some(&true);
        if is_answered && !items(&required.value).is_empty() {
            let (how, help) = if is_sent {
                (
                    "sent and answered",
                    "give the answer a schema of its own, without `required`: servers leave out what they ask for",
                )
            } else {
                ("only answered", "remove `required`: servers leave out what pages call mandatory")
            };
            let message = format!("{} is {how}, and has fields that are required", describe(element));
            findings.at(element, required.key.span, message).help(help);
        }
    }
}

fn secret_format(model: &Model<'_>, findings: &mut Findings) {
    const SECRETS: &[&str] = &[
        "password",
        "passwd",
        "passcode",
        "secret",
        "secret_key",
        "security_token",
        "securitytoken",
        "access_token",
        "private_key",
    ];
    for (_, element) in model.of(Object::Schema).filter(|(_, element)| is_of_type(element, "string")) {
        let named = if element.keyword == "schema" {
            element.parent.and_then(|parent| model.element(parent))
        } else {
            Some(element)
        };
        let name = named.map(Element::display_name).unwrap_or_default().to_ascii_lowercase();
        let is_secret = SECRETS.iter().any(|secret| name == *secret || name.ends_with(&format!("_{secret}")));
        let is_hidden = element.text("format").is_some_and(|(format, _)| format == "password");
        if is_secret && !is_hidden {
            findings
                .at(element, type_span(element), format!("{} is a secret that is not hidden", owner(model, element)))
                .help("add `format: password`");
        }
    }
}
