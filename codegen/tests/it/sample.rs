//! Tests made-up values: each is allowed by the schema that it is made for.

use apig_codegen::api::{self, Json};
use apig_codegen::sample::{Amount, of};
use apig_codegen::{Document, Examples, Job, ReadError, RuntimeChoice, Sender, Style};
use serde_json::json;

fn service(text: &str) -> api::Service {
    let job = Job {
        package: "t".to_owned(),
        runtime: RuntimeChoice::OfDocuments,
        documents: vec![Document::new("openapi.yaml")],
        command: String::new(),
        spec_root: String::new(),
        strict: false,
        examples: Examples::Checked,
        front_page: false,
        extra: false,
    };
    let (mut services, report) = apig_codegen::read(&job, &|path| {
        (path == "openapi.yaml").then(|| text.as_bytes().to_vec()).ok_or(ReadError::NotFound)
    });
    services.pop().unwrap_or_else(|| panic!("{}", report.human(Style::Plain, "")))
}

/// What is made for the property `it`, described like this, beside other schemas.
fn made(schema: &str, others: &str, sender: Sender, amount: Amount) -> Json {
    let content = "{description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}";
    let body = "{content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}";
    let service = service(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post:\n      requestBody: {body}\n      \
         responses: {{'200': {content}}}\ncomponents:\n  schemas:\n    \
         A: {{type: object, required: [it], properties: {{it: {schema}}}}}\n{others}"
    ));
    let schema = service.operations[0].successes[0].schema.as_ref().unwrap();
    let value = of(schema, &service.types, sender, amount).unwrap_or_default();
    value.get("it").cloned().unwrap_or_default()
}

fn least(schema: &str) -> Json {
    made(schema, "", Sender::Server, Amount::Least)
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
        ("{type: string, pattern: '^(sk|pk)_[0-9a-f]+$', minLength: 10}", json!("sk_aaaaaaa")),
        ("{type: string, format: uuid}", json!("3fa85f64-5717-4562-b3fc-2c963f66afa6")),
        ("{type: string, format: uri, maxLength: 5}", json!("strin")),
        ("{type: string, enum: [new, old]}", json!("new")),
        ("{type: integer, enum: [3, 4]}", json!(3)),
        ("{enum: [2.5, x]}", json!(2.5)),
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
        ("{type: integer, exclusiveMinimum: 3}", json!(4)),
        ("{type: number, exclusiveMinimum: 0.2, maximum: 0.9}", json!(0.9)),
        ("{type: array, minItems: 2, items: {type: string, example: b}}", json!(["b", "b"])),
        ("{type: array, minItems: 2, uniqueItems: true, items: {type: string, enum: [a, b, c]}}", json!(["a", "b"])),
        ("{type: array, minItems: 2, uniqueItems: true, items: {type: integer}}", json!([0, 1])),
        (
            "{type: array, minItems: 2, uniqueItems: true, items: {type: string, pattern: '^(0|[1-9][0-9]*)$'}}",
            json!(["0", "10"]),
        ),
        ("{type: array, items: {type: string}}", json!([])),
        ("{type: object, additionalProperties: {type: string}}", json!({})),
        ("{type: object, additionalProperties: {type: integer}, minProperties: 2}", json!({"key0": 0, "key1": 0})),
        ("{type: object, additionalProperties: {type: integer}, required: [b]}", json!({"b": 0})),
        ("{type: [string, 'null'], pattern: '^(?!x)(a)\\1$'}", json!("string")),
        ("{type: [string, 'null'], pattern: '^a$', minLength: 3}", Json::Null),
    ] {
        assert_eq!(least(schema), expected, "{schema}");
    }
}

#[test]
fn mandatory_and_shown_properties_and_none_that_only_callers_send() {
    let fields = "id: {type: integer, readOnly: true}, title: {type: string, minLength: 1}, \
        password: {type: string, writeOnly: true}, note: {type: string}, kind: {type: string, default: book}";
    let schema = format!("{{type: object, required: [id, title, password], properties: {{{fields}}}}}");
    assert_eq!(least(&schema), json!({"id": 0, "title": "string", "kind": "book"}));
    let most = |sender| made(&schema, "", sender, Amount::Most);
    assert_eq!(most(Sender::Server), json!({"id": 0, "title": "string", "kind": "book", "note": "string"}));
    assert_eq!(
        most(Sender::Caller),
        json!({"title": "string", "password": "string", "kind": "book", "note": "string"})
    );
    let caller = made(&schema, "", Sender::Caller, Amount::Least);
    assert_eq!(caller, json!({"title": "string", "password": "string"}));
}

#[test]
fn unions_have_their_tags_and_rules_are_kept() {
    let others = "    Cat: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}\n    \
        Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog}}\n    \
        Dog: {type: object, properties: {kind: {type: string}}}\n    \
        Both:\n      type: object\n      properties: {a: {type: string}, b: {type: string}, c: {type: string}}\n      oneOf: [{required: [a, b]}, {required: [c]}]\n";
    let made = |schema, amount| made(schema, others, Sender::Caller, amount);
    assert_eq!(made("{$ref: '#/components/schemas/Pet'}", Amount::Least), json!({"kind": "cat", "lives": 0}));
    let tagged = |tags: [&str; 2]| {
        let one = |tag| format!("{{type: object, required: [kind], properties: {{kind: {{enum: [{tag}]}}}}}}");
        least(&format!("{{oneOf: [{}]}}", tags.map(one).join(", ")))
    };
    assert_eq!(tagged(["2", "1"]), json!({"kind": 2}));
    assert_eq!(tagged(["true", "false"]), json!({"kind": true}));
    assert_eq!(tagged(["'2'", "'1'"]), json!({"kind": "2"}));
    assert_eq!(
        made("{oneOf: [{type: string, pattern: '^a$', minLength: 3}, {type: integer}]}", Amount::Least),
        json!(0)
    );
    for amount in [Amount::Least, Amount::Most] {
        assert_eq!(made("{$ref: '#/components/schemas/Both'}", amount), json!({"c": "string"}));
    }
}

#[test]
fn a_list_of_leaves_is_not_empty_however_deep_it_stands() {
    // A form leaves out an empty list, and what is mandatory must be there.
    let list = "{type: array, items: {type: string, enum: [a]}}".to_owned();
    let nested = (0..8).fold(list, |inner, _| format!("{{type: object, required: [b], properties: {{b: {inner}}}}}"));
    let most = made(&nested, "", Sender::Caller, Amount::Most);
    assert_eq!(most.pointer(&"/b".repeat(8)), Some(&json!(["a"])), "{most}");
}

#[test]
fn a_document_that_never_ends_does() {
    let many = "{type: array, minItems: 1000000000000, items: {$ref: '#/components/schemas/A'}}";
    let length = least(many).to_string().len();
    assert!(length < 100_000, "{length}");
    assert!(least("{type: string, minLength: 1000000000000}").to_string().len() < 20_000);
    // It ends with `null`, as nothing can be right here.
    assert!(least("{$ref: '#/components/schemas/A'}").to_string().contains("null"));
    let most = made("{type: array, items: {$ref: '#/components/schemas/A'}}", "", Sender::Server, Amount::Most);
    assert_eq!(most.to_string().matches("it").count(), 2, "{most}");
}
