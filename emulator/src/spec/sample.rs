//! Makes a value for a schema: one that the document has, else the least that the schema allows. Knows the model of the
//! spec. Must not know what the value is for.

use crate::spec::check::Check;
use apig_codegen::api::{
    Alternative, Constraints, Definition, Json, Kind, Number, Object, Property, Scalar, Schema, Text, Type, Union,
};
use serde_json::json;
use std::iter;

/// A document whose mandatory fields lead on for ever, or demand a million items, gets this much and no more.
const MAX_VALUES: usize = 1_000;
const MAX_DEPTH: usize = 32;
const MAX_LENGTH: u64 = 10_000;

/// A value that a server may answer.
pub(crate) fn of(schema: &Schema, types: &[Definition]) -> Json {
    Sampler { check: Check { types }, left: MAX_VALUES }.value(schema, 0)
}

struct Sampler<'a> {
    check: Check<'a>,
    left: usize,
}

impl Sampler<'_> {
    fn value(&mut self, schema: &Schema, depth: usize) -> Json {
        if let Some(documented) = documented(schema, self.check) {
            return documented;
        }
        if self.left == 0 || depth > MAX_DEPTH {
            return Json::Null;
        }
        self.left -= 1;
        let constraints = &schema.constraints;
        match &schema.ty {
            Type::Scalar(Scalar::Boolean) => self.first(schema, [true, false].map(Json::from)),
            Type::Scalar(Scalar::Integer(_) | Scalar::Number(_)) => self.first(schema, numbers(constraints)),
            Type::Scalar(Scalar::Text(Text::Plain | Text::Binary)) => {
                self.first(schema, ["string", "a", "A", "0", "a0", "A0"].map(|text| stretched(text, constraints)))
            }
            Type::Scalar(Scalar::Text(Text::Secret)) => stretched("secret", constraints),
            Type::Scalar(Scalar::Text(Text::DateTime)) => "2020-09-19T07:27:47Z".into(),
            Type::Scalar(Scalar::Text(Text::Date)) => "2020-09-19".into(),
            Type::Scalar(Scalar::Text(Text::Base64)) => self.first(schema, ["", "c3RyaW5n"].map(Json::from)),
            Type::Any | Type::FreeForm | Type::Map(_) => json!({}),
            Type::Array(item) => {
                let least = constraints.min_items.and_then(|least| usize::try_from(least).ok()).unwrap_or(0);
                (0..least.min(self.left)).map(|_| self.value(item, depth + 1)).collect()
            }
            Type::Named(id) => match self.check.types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::Object(object)) => self.object(object, depth),
                Some(Kind::StringEnum(variants)) => {
                    self.first(schema, variants.iter().map(|variant| variant.value.as_str().into()))
                }
                Some(Kind::IntegerEnum(_, variants)) => {
                    self.first(schema, variants.iter().map(|variant| variant.value.into()))
                }
                Some(Kind::Union(union)) => match union.alternatives.first() {
                    Some(first) => self.of_union(union, first, depth),
                    None => Json::Null,
                },
                None => Json::Null,
            },
        }
    }

    /// A value of a type of a union, with what tells it apart.
    fn of_union(&mut self, union: &Union, first: &Alternative, depth: usize) -> Json {
        let mut value = self.value(&first.schema, depth + 1);
        if let (Json::Object(entries), Some(tag), Some(is)) = (&mut value, &union.tag, first.tags.first()) {
            entries.insert(tag.clone(), is.as_str().into());
        }
        value
    }

    /// The first of several values that the schema allows, or simply the first: an expression may demand anything.
    fn first(&self, schema: &Schema, values: impl IntoIterator<Item = Json>) -> Json {
        let mut values = values.into_iter().peekable();
        let any = values.peek().cloned().unwrap_or_default();
        values.find(|value| self.check.value(schema, value, "").is_ok()).unwrap_or(any)
    }

    /// With all that is mandatory, and whatever else the document shows a value of.
    fn object(&mut self, object: &Object, depth: usize) -> Json {
        let is_sent = |property: &&Property| {
            let is_documented = || documented(&property.schema, self.check).is_some();
            !property.write_only && (property.required || is_documented())
        };
        let sent: Vec<&Property> = object.properties.iter().filter(is_sent).collect();
        sent.into_iter().map(|property| (property.name.clone(), self.value(&property.schema, depth + 1))).collect()
    }
}

/// What the document shows, as far as its own schema allows it.
fn documented(schema: &Schema, check: Check<'_>) -> Option<Json> {
    schema.examples.iter().chain(&schema.default).find(|value| check.value(schema, value, "").is_ok()).cloned()
}

/// A text of a length that is allowed.
fn stretched(text: &str, constraints: &Constraints) -> Json {
    let length = |bound: Option<u64>, else_: usize| {
        bound.and_then(|bound| usize::try_from(bound.min(MAX_LENGTH)).ok()).unwrap_or(else_)
    };
    let (least, most) = (length(constraints.min_length, 0), length(constraints.max_length, usize::MAX));
    let count = text.chars().count().max(least).min(most);
    text.chars().cycle().take(count).collect::<String>().into()
}

/// Zero, and numbers at the bounds: one of them is allowed, unless the document has it both ways.
fn numbers(constraints: &Constraints) -> Vec<Json> {
    let float = |number: Number| match number {
        Number::Integer(number) => number as f64,
        Number::Float(number) => number,
    };
    let step = constraints.multiple_of.map_or(1.0, float);
    let bounds = constraints.minimum.iter().chain(&constraints.maximum).map(|bound| bound.value);
    let near = bounds.clone().map(float).flat_map(|bound| {
        let (under, above) = ((bound / step).floor() * step, (bound / step).ceil() * step);
        [above, under, above + step, under - step, bound + step / 2.0, bound - step / 2.0].map(Number::Float)
    });
    iter::once(Number::Integer(0)).chain(bounds).chain(near).map(json_of).collect()
}

fn json_of(number: Number) -> Json {
    match number {
        Number::Integer(number) => {
            serde_json::Number::from_i128(number).map_or_else(|| (number as f64).into(), Json::Number)
        }
        // Written as a whole number where it is one.
        Number::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => (number as i64).into(),
        Number::Float(number) => number.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use apig_codegen::{Document, Examples, Job, ReadError};

    /// What is made for the property `it`, described like this.
    fn made(schema: &str) -> Json {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: getA\n      responses:\n        \
             '200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}\n\
             components:\n  schemas:\n    A: {{type: object, required: [it], properties: {{it: {schema}}}}}\n"
        );
        let job = Job {
            package: "t".to_owned(),
            runtime: apig_codegen::RuntimeChoice::Cloud,
            documents: vec![Document::new("openapi.yaml")],
            command: String::new(),
            spec_root: String::new(),
            strict: false,
            examples: Examples::Checked,
            front_page: false,
        };
        let (services, report) = apig_codegen::read(&job, &|path| {
            (path == "openapi.yaml").then(|| text.clone().into_bytes()).ok_or(ReadError::NotFound)
        });
        assert!(!services.is_empty(), "{schema}: {}", report.human(apig_codegen::Style::Plain, ""));
        let service = &services[0];
        let schema = service.operations[0].successes[0].schema.as_ref().unwrap();
        of(schema, &service.types)["it"].clone()
    }

    #[test]
    fn what_is_shown_goes_first_and_bounds_are_kept() {
        for (schema, expected) in [
            ("{type: string, example: Emma, default: x}", json!("Emma")),
            ("{type: string, default: x}", json!("x")),
            ("{type: string, minLength: 3, example: x}", json!("string")),
            ("{type: string, maxLength: 3}", json!("str")),
            ("{type: string, minLength: 8}", json!("stringst")),
            ("{type: string, pattern: '^[A-Z0-9]+$', minLength: 3}", json!("AAA")),
            ("{type: string, enum: [new, old]}", json!("new")),
            ("{type: integer, enum: [3, 4]}", json!(3)),
            ("{type: string, format: date-time}", json!("2020-09-19T07:27:47Z")),
            ("{type: string, format: byte, minLength: 1}", json!("c3RyaW5n")),
            ("{type: boolean}", json!(true)),
            ("{type: integer}", json!(0)),
            ("{type: integer, minimum: 1}", json!(1)),
            ("{type: integer, maximum: -5}", json!(-5)),
            ("{type: integer, minimum: 7, multipleOf: 5}", json!(10)),
            ("{type: integer, maximum: -7, multipleOf: 5}", json!(-10)),
            ("{type: integer, format: int64, minimum: 9007199254740993}", json!(9_007_199_254_740_993_i64)),
            ("{type: number, minimum: 0.5}", json!(0.5)),
            ("{type: integer, minimum: 3, exclusiveMinimum: true}", json!(4)),
            ("{type: number, minimum: 0.2, exclusiveMinimum: true, maximum: 0.9}", json!(0.9)),
            ("{type: array, minItems: 2, items: {type: string, example: b}}", json!(["b", "b"])),
            ("{type: array, items: {type: string}}", json!([])),
            ("{type: object, additionalProperties: {type: string}}", json!({})),
        ] {
            assert_eq!(made(schema), expected, "{schema}");
        }
    }

    #[test]
    fn mandatory_and_shown_properties_and_none_that_only_callers_send() {
        let fields = "id: {type: integer, readOnly: true}, title: {type: string, minLength: 1}, \
            password: {type: string, writeOnly: true}, note: {type: string}, kind: {type: string, default: book}";
        let schema = format!("{{type: object, required: [id, title, password], properties: {{{fields}}}}}");
        assert_eq!(made(&schema), json!({"id": 0, "title": "string", "kind": "book"}));
    }

    #[test]
    fn a_document_that_never_ends_does() {
        let many = "{type: array, minItems: 1000000000000, items: {$ref: '#/components/schemas/A'}}";
        let length = made(many).to_string().len();
        assert!(length < 100_000, "{length}");
        assert!(made("{type: string, minLength: 1000000000000}").to_string().len() < 20_000);
        // It ends with `null`, as nothing can be right here.
        assert!(made("{$ref: '#/components/schemas/A'}").to_string().contains("null"));
    }
}
