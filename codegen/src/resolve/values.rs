//! Checks whether a value matches its schema: an example, a default, a request. Reports every place that does not.
//! Knows types; `bounds` knows the constraints beyond them. Must not know where the value comes from.

mod bounds;
mod forms;

use super::constraints::describe;
use super::numbers::whole;
use super::received::Refusal;
use super::without_spans::to_json;
use crate::api::{self, Constraints, Definition, Kind, Number, Scalar, Schema, Text, TextForm, Type, TypeId, Width};
use crate::diagnostics::messages::{self, Remedy};
use crate::diagnostics::{Diagnostic, MOST_SLIPS, nearest};
use crate::openapi::number_in_text;
use crate::source::Span;
use crate::yaml::{self, Node, Value};
pub use forms::has_form;
use std::collections::BTreeSet;

/// A part of a value that does not match, and why.
pub struct Mismatch {
    pub span: Span,
    /// Where in the value, such as `apps[0].status`.
    pub path: String,
    pub reason: String,
    /// What is missing there, if that is why.
    pub missing: Option<String>,
    /// What to do about it.
    remedy: Remedy<'static>,
    /// Where the property or the values are described that it violates, if they have a span of their own.
    described: Option<Span>,
}

impl Mismatch {
    /// The message about an example; `schema` is where the schema is used.
    pub fn into_example(self, schema: Span) -> Diagnostic {
        let schema = self.described.unwrap_or(schema);
        messages::example_mismatch(self.span, &self.path, &self.reason, schema, self.remedy)
    }

    /// The message about a default.
    pub fn into_default(self) -> Diagnostic {
        messages::default_mismatch(self.span, &self.reason, self.remedy)
    }

    /// The message about a state that one waits for.
    pub fn into_state(self) -> Diagnostic {
        messages::waiter_value(self.span, &self.reason, self.remedy)
    }

    /// What a server says of it.
    pub fn into_refusal(self) -> Refusal {
        let path = match self.missing {
            Some(name) if self.path.is_empty() => name,
            Some(name) => format!("{}.{name}", self.path),
            None => self.path,
        };
        Refusal { path, reason: self.reason }
    }

    /// The message about a value of an enum.
    pub fn into_value(self) -> Diagnostic {
        messages::enum_value_mismatch(self.span, &self.reason, self.remedy)
    }
}

/// Which way a value travels: read-only properties are not sent, write-only ones do not come back.
#[derive(Clone, Copy, Debug)]
pub enum Direction {
    /// From the caller.
    Request,
    /// From the server.
    Response,
    /// Either.
    Any,
    /// From the caller, as a server reads it: it ignores what only it sets and corrects what it says that it corrects, and
    /// text has to have the form that its type names.
    Received,
}

/// Compares a value with a schema.
pub fn check(node: &Node, schema: &Schema, types: &[Definition], direction: Direction) -> Vec<Mismatch> {
    let mut checker = Checker { types, direction, path: String::new(), described: None, mismatches: Vec::new() };
    checker.value(node, schema);
    checker.mismatches
}

struct Checker<'t> {
    types: &'t [Definition],
    direction: Direction,
    path: String,
    /// Where the property is described whose value is being checked.
    described: Option<Span>,
    mismatches: Vec<Mismatch>,
}

impl Checker<'_> {
    fn report(&mut self, span: Span, reason: impl Into<String>) {
        self.report_with(span, reason, Remedy::Unknown);
    }

    fn report_with(&mut self, span: Span, reason: impl Into<String>, remedy: Remedy<'static>) {
        let (path, described) = (self.path.clone(), self.described);
        self.mismatches.push(Mismatch { span, path, reason: reason.into(), missing: None, remedy, described });
    }

    fn unexpected(&mut self, node: &Node, expected: &str, is_text: bool) {
        let remedy = match &node.value {
            Value::Number(_) | Value::Bool(_) if is_text => Remedy::AddQuotes,
            Value::String(text) if !is_text => number_in_text(text, expected).unwrap_or(Remedy::Unknown),
            Value::Null => Remedy::Words("leave it out, or allow it with `nullable: true` in the schema"),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                Remedy::Unknown
            }
        };
        self.report_with(node.span, format!("expected {expected}, found {}", node.kind()), remedy);
    }

    fn missing(&mut self, span: Span, name: &str) {
        self.report(span, format!("`{name}` is required and missing"));
        if let Some(mismatch) = self.mismatches.last_mut() {
            mismatch.missing = Some(name.to_owned());
        }
    }

    /// Reports a value that is not in the list of values.
    fn not_one_of(&mut self, node: &Node, values: &[String], described: Span) {
        let remedy = match &node.value {
            Value::String(text) => nearest(text, values.iter().map(String::as_str)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let remedy = remedy.map_or(Remedy::Unknown, |suggestion| Remedy::Word(suggestion.to_owned()));
        let outer = self.described.replace(described);
        self.report_with(node.span, format!("not one of {}", values.join(", ")), remedy);
        self.described = outer;
    }

    fn at(&mut self, part: &str, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if !self.path.is_empty() && !part.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(part);
        check(self);
        self.path.truncate(length);
    }

    fn value(&mut self, node: &Node, schema: &Schema) {
        let bounds = &schema.constraints;
        if schema.nullable && node.value == Value::Null {
            return;
        }
        self.listed(node, bounds);
        match (&schema.ty, &node.value) {
            (Type::Any, Value::Array(nodes)) => self.items(node.span, nodes, bounds),
            (Type::Any | Type::FreeForm, Value::Object(object)) => self.entries(node.span, object, bounds),
            (Type::Any, _) | (Type::Scalar(Scalar::Boolean), Value::Bool(_)) => {}
            (Type::Scalar(Scalar::Integer(width)), Value::Number(number)) => {
                self.integer(node, *width, *number, bounds)
            }
            (Type::Scalar(Scalar::Number(_)), Value::Number(number)) => self.number(node.span, *number, bounds),
            (Type::Scalar(Scalar::Text(form)), Value::String(text)) => {
                if matches!(self.direction, Direction::Received) && !has_form(*form, text) {
                    self.report(node.span, format!("not {}", describe(&schema.ty)));
                }
                if let Some(form) = TextForm::of(schema)
                    && !form.matches(text)
                {
                    self.report(node.span, format!("not {}", form.words()));
                }
                self.text(node.span, text, bounds);
            }
            (Type::Array(items), Value::Array(nodes)) => {
                self.items(node.span, nodes, bounds);
                for (index, node) in nodes.iter().enumerate() {
                    self.at(&format!("[{index}]"), |checker| checker.value(node, items));
                }
            }
            (Type::Map(values), Value::Object(object)) => {
                self.entries(node.span, object, bounds);
                for member in &object.members {
                    self.at(&member.key.value, |checker| checker.value(&member.value, values));
                }
            }
            (Type::Named(id), _) if schema.others && self.is_like(node, *id) => {}
            (Type::Named(id), _) => self.named(node, *id),
            (Type::Scalar(scalar), _) => {
                let is_text = matches!(scalar, Scalar::Text(Text::Plain | Text::Binary | Text::Secret));
                self.unexpected(node, describe(&schema.ty), is_text);
            }
            (Type::FreeForm | Type::Array(_) | Type::Map(_), _) => {
                self.unexpected(node, describe(&schema.ty), false);
            }
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
            (Kind::IntegerEnum(_, variants), Value::Number(number)) if whole(*number).is_some() => {
                if !variants.iter().any(|variant| Some(variant.value) == whole(*number)) {
                    let values: Vec<_> = variants.iter().map(|variant| variant.value.to_string()).collect();
                    self.not_one_of(node, &values, definition.span);
                }
            }
            (Kind::Object(object), Value::Object(given)) => {
                let intended = self.additional(given, object);
                self.rules(node.span, given, object);
                for property in &object.properties {
                    if property.read_only && matches!(self.direction, Direction::Received) {
                        continue;
                    }
                    let Some(member) = given.get(&property.name) else {
                        let sent = match self.direction {
                            Direction::Request | Direction::Received => !property.read_only,
                            Direction::Response => !property.write_only,
                            Direction::Any => !property.read_only && !property.write_only,
                        };
                        if property.required && sent && !intended.contains(property.name.as_str()) {
                            let outer = self.described.replace(property.span);
                            self.missing(node.span, &property.name);
                            self.described = outer;
                        }
                        continue;
                    };
                    let outer = self.described.replace(property.span);
                    self.at(&property.name, |checker| checker.value(&member.value, &property.schema));
                    self.described = outer;
                }
            }
            (Kind::Union(union), _) => self.union(node, union, definition.span),
            (Kind::StringEnum(_), _) => self.unexpected(node, "a string", true),
            (Kind::IntegerEnum(..), _) => self.unexpected(node, "an integer", false),
            (Kind::Object(_), _) => self.unexpected(node, "a map", false),
        }
    }

    /// Checks which properties are there together.
    fn rules(&mut self, span: Span, given: &yaml::Object, object: &api::Object) {
        for api::Rule { only_one, sets, span: described } in &object.rules {
            let there = sets.iter().filter(|set| set.iter().all(|name| given.has(name))).count();
            if there == 0 || *only_one && there > 1 {
                let sets: Vec<String> = sets.iter().map(|set| set.join(" and ")).collect();
                let how = if there == 0 { "none" } else { "more than one" };
                let outer = self.described.replace(*described);
                self.report(span, format!("{how} of these is there: {}", sets.join(", or ")));
                self.described = outer;
            }
        }
    }

    /// Whether a value is one of an enum, listed or not.
    fn is_like(&self, node: &Node, id: TypeId) -> bool {
        match (self.types.get(id.0).map(|definition| &definition.kind), &node.value) {
            (Some(Kind::StringEnum(_)), Value::String(_)) => true,
            (Some(Kind::IntegerEnum(..)), Value::Number(number)) => whole(*number).is_some(),
            (Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Object(_) | Kind::Union(_)) | None, _) => false,
        }
    }

    /// Checks a value as the one of several types that it is of.
    fn union(&mut self, node: &Node, union: &api::Union, described: Span) {
        match union.alternative(&to_json(node)) {
            Some(alternative) => self.value(node, &alternative.schema),
            // Of several at once, which is no mistake where any may be meant.
            None if union.fits(&to_json(node)) => {}
            None => {
                let outer = self.described.replace(described);
                let names: Vec<&str> =
                    union.alternatives.iter().filter_map(|one| one.names.first()).map(String::as_str).collect();
                self.report(node.span, format!("none of the types {}", names.join(", ")));
                self.described = outer;
            }
        }
    }

    /// Checks names that the object has no property for. Returns the properties that are probably intended by misspelled ones.
    fn additional<'o>(&mut self, given: &yaml::Object, object: &'o api::Object) -> BTreeSet<&'o str> {
        let mut intended = BTreeSet::new();
        let names: BTreeSet<&str> = object.properties.iter().map(|property| property.name.as_str()).collect();
        for member in &given.members {
            let name = member.key.value.as_str();
            if names.contains(name) {
                continue;
            }
            if let Some(schema) = &object.additional {
                self.at(name, |checker| checker.value(&member.value, schema));
                continue;
            }
            if matches!(self.direction, Direction::Received) {
                continue;
            }
            // Servers may send more than is documented, but not where the document says that there is no more; and a misspelled name
            // is not that.
            let absent = object.properties.iter().map(|property| property.name.as_str());
            let absent = absent.take_while(|_| intended.len() < MOST_SLIPS).filter(|name| !given.has(name));
            if let Some(property) = nearest(name, absent) {
                let remedy = Remedy::Word(property.to_owned());
                self.report_with(member.key.span, format!("unknown property `{name}`"), remedy);
                intended.insert(property);
            } else if object.closed {
                self.report(member.key.span, format!("unknown property `{name}`"));
            }
        }
        intended
    }

    fn integer(&mut self, node: &Node, width: Width, number: Number, bounds: &Constraints) {
        let Some(integer) = whole(number) else { return self.unexpected(node, "an integer", false) };
        let (least, most) = width.limits();
        match width {
            _ if (least..=most).contains(&integer) => {}
            Width::Int32 => self.report(node.span, "more than 32 bits hold"),
            Width::Int64 => self.report(node.span, "more than 64 bits hold"),
            Width::Uint32 | Width::Uint64 | Width::Int128 | Width::Uint128 => {
                self.report(node.span, format!("not {}", width.words()));
            }
        }
        self.number(node.span, number, bounds);
    }
}
