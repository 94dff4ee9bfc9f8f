//! Examples and defaults against their schemas. Reports every place that does not match.

use super::constraints::{as_f64, describe};
use crate::api;
use crate::api::{Bound, Constraints, Definition, Kind, Number, Schema, Type, TypeId, Width};
use crate::diagnostics::messages::{self, Mend};
use crate::diagnostics::{Diagnostic, MOST_SLIPS, nearest};
use crate::source::Span;
use crate::yaml::{self, Node, Value};
use std::collections::BTreeSet;

/// A place in a value that does not match, and why.
pub struct Mismatch {
    /// Where in the file.
    pub span: Span,
    /// Where in the value, such as `apps[0].status`.
    pub place: String,
    /// Why.
    pub reason: String,
    /// What would mend it.
    mend: Mend<'static>,
    /// Where the property or the values are described that it breaks, if they have a place of their own.
    described: Option<Span>,
}

impl Mismatch {
    /// The message about an example; `schema` is where the schema is used.
    pub fn into_example(self, schema: Span) -> Diagnostic {
        let schema = self.described.unwrap_or(schema);
        messages::example_mismatch(self.span, &self.place, &self.reason, schema, self.mend)
    }

    /// The message about a default.
    pub fn into_default(self) -> Diagnostic {
        messages::default_mismatch(self.span, &self.reason, self.mend)
    }
}

/// Which way a value travels: read-only properties are not sent, write-only ones do not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the caller.
    Request,
    /// From the server.
    Response,
    /// Either.
    Any,
}

/// Compares a value with a schema.
pub fn check(node: &Node, schema: &Schema, types: &[Definition], direction: Direction) -> Vec<Mismatch> {
    let mut checker = Checker { types, direction, place: String::new(), described: None, found: Vec::new() };
    checker.value(node, schema);
    checker.found
}

struct Checker<'t> {
    types: &'t [Definition],
    direction: Direction,
    place: String,
    /// Where the property is described whose value is being looked at.
    described: Option<Span>,
    found: Vec<Mismatch>,
}

impl Checker<'_> {
    fn report(&mut self, span: Span, reason: impl Into<String>) {
        self.report_with(span, reason, Mend::Unknown);
    }

    fn report_with(&mut self, span: Span, reason: impl Into<String>, mend: Mend<'static>) {
        let (place, described) = (self.place.clone(), self.described);
        self.found.push(Mismatch { span, place, reason: reason.into(), mend, described });
    }

    fn unexpected(&mut self, node: &Node, expected: &str, is_text: bool) {
        let mend = match &node.value {
            Value::Number(_) | Value::Bool(_) if is_text => Mend::AddQuotes,
            Value::String(text) if !is_text && reads_as(text, expected) => Mend::RemoveQuotes,
            Value::Null => Mend::Words("leave it out, or allow it with `nullable: true` in the schema"),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => Mend::Unknown,
        };
        self.report_with(node.span, format!("expected {expected}, found {}", node.kind()), mend);
    }

    /// Reports a value that is none of those which there are.
    fn not_one_of(&mut self, node: &Node, values: &[String], described: Span) {
        let mend = match &node.value {
            Value::String(text) => nearest(text, values.iter().map(String::as_str)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let mend = mend.map_or(Mend::Unknown, |meant| Mend::Word(meant.to_owned()));
        let outer = self.described.replace(described);
        self.report_with(node.span, format!("not one of {}", values.join(", ")), mend);
        self.described = outer;
    }

    fn at(&mut self, part: &str, check: impl FnOnce(&mut Self)) {
        let length = self.place.len();
        if !self.place.is_empty() && !part.starts_with('[') {
            self.place.push('.');
        }
        self.place.push_str(part);
        check(self);
        self.place.truncate(length);
    }

    fn value(&mut self, node: &Node, schema: &Schema) {
        let bounds = &schema.constraints;
        match (&schema.ty, &node.value) {
            (_, Value::Null) if schema.nullable => {}
            (Type::Any, _) | (Type::Boolean, Value::Bool(_)) | (Type::FreeForm, Value::Object(_)) => {}
            (Type::Integer(width), Value::Number(Number::Integer(integer))) => {
                if *width == Width::Int32 && i32::try_from(*integer).is_err() {
                    self.report(node.span, "more than 32 bits hold");
                } else if i64::try_from(*integer).is_err() {
                    self.report(node.span, "more than 64 bits hold");
                }
                self.number(node.span, Number::Integer(*integer), bounds);
            }
            (Type::Number(_), Value::Number(number)) => self.number(node.span, *number, bounds),
            (Type::String | Type::DateTime | Type::Base64 | Type::Secret, Value::String(text)) => {
                self.text(node.span, text, bounds)
            }
            (Type::Array(items), Value::Array(nodes)) => {
                self.count(node.span, nodes.len(), bounds.min_items, bounds.max_items, "items");
                for (index, node) in nodes.iter().enumerate() {
                    self.at(&format!("[{index}]"), |checker| checker.value(node, items));
                }
            }
            (Type::Map(values), Value::Object(object)) => {
                self.count(node.span, object.members.len(), bounds.min_properties, bounds.max_properties, "entries");
                for member in &object.members {
                    self.at(&member.key.value, |checker| checker.value(&member.value, values));
                }
            }
            (Type::Named(id), _) => self.named(node, *id),
            (
                Type::Boolean
                | Type::Integer(_)
                | Type::Number(_)
                | Type::String
                | Type::DateTime
                | Type::Base64
                | Type::Secret
                | Type::FreeForm
                | Type::Array(_)
                | Type::Map(_),
                _,
            ) => self.unexpected(node, describe(&schema.ty), matches!(schema.ty, Type::String | Type::Secret)),
        }
    }

    fn named(&mut self, node: &Node, id: TypeId) {
        let Some(definition) = self.types.get(id.0) else { return };
        match (&definition.kind, &node.value) {
            (Kind::StringEnum(variants), Value::String(text)) => {
                if !variants.iter().any(|variant| variant.value == *text) {
                    let values: Vec<_> = variants.iter().map(|variant| variant.value.clone()).collect();
                    self.not_one_of(node, &values, definition.span);
                }
            }
            (Kind::IntegerEnum(_, variants), Value::Number(Number::Integer(integer))) => {
                if !variants.iter().any(|variant| i128::from(variant.value) == *integer) {
                    let values: Vec<_> = variants.iter().map(|variant| variant.value.to_string()).collect();
                    self.not_one_of(node, &values, definition.span);
                }
            }
            (Kind::Object(object), Value::Object(given)) => {
                let meant = self.additional(given, object);
                for property in &object.properties {
                    let Some(member) = given.get(&property.name) else {
                        let sent = match self.direction {
                            Direction::Request => !property.read_only,
                            Direction::Response => !property.write_only,
                            Direction::Any => !property.read_only && !property.write_only,
                        };
                        if property.required && sent && !meant.contains(property.name.as_str()) {
                            let outer = self.described.replace(property.span);
                            self.report(node.span, format!("`{}` is required and missing", property.name));
                            self.described = outer;
                        }
                        continue;
                    };
                    let outer = self.described.replace(property.span);
                    self.at(&property.name, |checker| checker.value(&member.value, &property.schema));
                    self.described = outer;
                }
            }
            (Kind::StringEnum(_), _) => self.unexpected(node, "a string", true),
            (Kind::IntegerEnum(..), _) => self.unexpected(node, "an integer", false),
            (Kind::Object(_), _) => self.unexpected(node, "a map", false),
        }
    }

    /// Checks what the object has no property for. Returns the properties that seem to be meant by misspelled names.
    fn additional<'o>(&mut self, given: &yaml::Object, object: &'o api::Object) -> BTreeSet<&'o str> {
        let mut meant = BTreeSet::new();
        let known: BTreeSet<&str> = object.properties.iter().map(|property| property.name.as_str()).collect();
        for member in &given.members {
            let name = member.key.value.as_str();
            if known.contains(name) {
                continue;
            }
            if let Some(schema) = &object.additional {
                self.at(name, |checker| checker.value(&member.value, schema));
                continue;
            }
            // Servers may send more than is documented; a slip of the pen is not that.
            let absent = object.properties.iter().map(|property| property.name.as_str());
            let absent = absent.take_while(|_| meant.len() < MOST_SLIPS).filter(|name| !given.has(name));
            if let Some(property) = nearest(name, absent) {
                let mend = Mend::Word(property.to_owned());
                self.report_with(member.key.span, format!("unknown property `{name}`"), mend);
                meant.insert(property);
            }
        }
        meant
    }

    fn text(&mut self, span: Span, text: &str, bounds: &Constraints) {
        self.count(span, text.chars().count(), bounds.min_length, bounds.max_length, "characters");
        if let Some(pattern) = bounds.pattern.as_ref().filter(|pattern| pattern.checkable)
            && let Ok(regex) = regex_lite::Regex::new(&pattern.text)
            && !regex.is_match(text)
        {
            self.report(span, format!("does not match the pattern `{}`", pattern.text));
        }
    }

    fn number(&mut self, span: Span, number: Number, bounds: &Constraints) {
        let value = as_f64(number);
        let below = |bound: &Bound| value < as_f64(bound.value) || bound.exclusive && value == as_f64(bound.value);
        let above = |bound: &Bound| value > as_f64(bound.value) || bound.exclusive && value == as_f64(bound.value);
        if let Some(bound) = bounds.minimum.as_ref().filter(|bound| below(bound)) {
            self.report(span, format!("less than the minimum {}", show(bound.value)));
        }
        if let Some(bound) = bounds.maximum.as_ref().filter(|bound| above(bound)) {
            self.report(span, format!("more than the maximum {}", show(bound.value)));
        }
    }

    fn count(&mut self, span: Span, count: usize, min: Option<u64>, max: Option<u64>, what: &str) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if let Some(min) = min.filter(|min| count < *min) {
            self.report(span, format!("{count} {what}, fewer than {min}"));
        }
        if let Some(max) = max.filter(|max| count > *max) {
            self.report(span, format!("{count} {what}, more than {max}"));
        }
    }
}

/// Whether text would be what is expected, without its quotes.
fn reads_as(text: &str, expected: &str) -> bool {
    match expected {
        "an integer" => text.parse::<i64>().is_ok(),
        "a number" => text.parse::<f64>().is_ok_and(f64::is_finite),
        "a boolean" => matches!(text, "true" | "false"),
        _ => false,
    }
}

/// A number as it was written.
pub fn show(number: Number) -> String {
    match number {
        Number::Integer(integer) => integer.to_string(),
        Number::Float(float) => float.to_string(),
    }
}
