//! The spec says what the vendor's documents say: `facts.tsv`, read from the documents by another hand, is compared with
//! what the spec means, both ways. Must not know how the spec is written, nor what is generated from it.

use crate::support::{Files, SERVICES, job, spec, tests};
use apig_codegen::Style;
use apig_codegen::api::{
    Answer, Authentication, Definition, Json, Kind, Location, Method, Number, Operation, Parameter, Property, Scalar,
    Schema, Service, Status, Text, Type, Width,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What the model says of a place, in the columns of the table: type, mandatory, minimum, maximum, default, enum,
/// description.
type Cells = [String; 7];

/// Service, operation, place and name.
type Key = [String; 4];

fn services() -> Vec<Service> {
    let (services, report) = apig_codegen::read(&job(SERVICES), &Files::below(&spec(), ".yaml").reader());
    assert!(!report.has_errors(), "{}", report.human(Style::Plain, "spec/"));
    services
}

/// The table: each line is a fact.
fn facts() -> Vec<(Key, Cells)> {
    let table = fs::read_to_string(tests("facts.tsv")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let fact = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [service, operation, place, name, rest @ ..] = cells.as_slice() else { panic!("{line}") };
        let key = [service, operation, place, name].map(String::clone);
        (key, rest.to_vec().try_into().unwrap_or_else(|_| panic!("not eleven columns: {line}")))
    };
    lines.map(fact).collect()
}

/// Says of the spec what the table says of the documents.
struct Reading {
    facts: BTreeMap<Key, Cells>,
}

fn none() -> String {
    "-".to_owned()
}

/// Marks of lists and white space are the table's own.
fn words(text: &str) -> String {
    let lines = text.lines().map(|line| match line.trim().strip_prefix("- ") {
        Some(item) => format!("• {item}"),
        None => line.trim().to_owned(),
    });
    lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(text: Option<&String>) -> String {
    text.map_or_else(none, |text| words(text))
}

impl Reading {
    fn add(&mut self, key: [&str; 4], cells: Cells) {
        let key = key.map(str::to_owned);
        let known = self.facts.insert(key.clone(), cells);
        assert!(known.is_none(), "the spec says twice: {key:?}");
    }

    fn word(&mut self, key: [&str; 4], word: String) {
        self.add(key, [none(), none(), none(), none(), none(), none(), word]);
    }

    fn service(&mut self, service: &Service) {
        for operation in &service.operations {
            self.operation(service, operation);
        }
    }

    fn operation(&mut self, service: &Service, operation: &Operation) {
        let (name, id) = (service.name.as_str(), operation.id.as_str());
        self.word([name, id, "operation", "function"], said(operation.description.as_ref()));
        self.word([name, id, "operation", "path"], operation.path.clone());
        let method = match operation.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            other => panic!("no document has {other:?}"),
        };
        self.word([name, id, "operation", "method"], method.to_owned());
        let source = operation.source.as_ref().unwrap();
        let (title, date) = source.split_once(", updated on ").unwrap_or((source, ""));
        self.word([name, id, "operation", "title"], title.to_owned());
        if !date.is_empty() {
            self.word([name, id, "operation", "updated"], date.to_owned());
        }
        if operation.summary.as_deref() != Some(title) {
            self.word([name, id, "operation", "summary"], said(operation.summary.as_ref()));
        }
        for parameter in &operation.parameters {
            self.parameter(service, id, parameter);
        }
        let mandatory = match operation.authentication {
            Authentication::Required => Some("Yes"),
            Authentication::Optional => Some("No"),
            Authentication::None => None,
        };
        if let Some(mandatory) = mandatory {
            // The documents list it with every operation; the spec has it once, as a security scheme.
            let token = service.token.as_ref().unwrap();
            let key = [name, id, "header", token.name.as_str()].map(str::to_owned);
            let [ty, _, rest @ ..] = TOKEN.map(str::to_owned);
            let [min, max, default, values, text] = rest;
            self.facts.insert(key, [ty, mandatory.to_owned(), min, max, default, values, text]);
        }
        if let Some(body) = &operation.body {
            assert!(body.required);
            self.fields(service, id, "body", "", &body.schema, true);
            for (at, example) in body.examples.iter().enumerate() {
                let nth = if at == 0 { none() } else { (at + 1).to_string() };
                self.word([name, id, "example request", &nth], example.to_string());
            }
        }
        for (answers, place) in [(&operation.successes, "response"), (&operation.failures, "error")] {
            for answer in answers {
                self.answer(service, id, answer, place);
            }
        }
    }

    fn answer(&mut self, service: &Service, id: &str, answer: &Answer, place: &str) {
        let Status::Code(code) = answer.status else { panic!("no document has {:?}", answer.status) };
        let code = code.to_string();
        let name = service.name.as_str();
        self.word([name, id, "status", &code], said(answer.description.as_ref()));
        match &answer.schema {
            Some(schema) => self.fields(service, id, &format!("{place} {code}"), "", schema, false),
            // What IAM answers besides is a status in its documents and nothing more.
            None => assert!(code == "204" || name == "iam" && place == "error", "{id}: only a 204 has no body"),
        }
        for header in &answer.headers {
            let schema = header.schema.as_ref().unwrap();
            let cells = cells(schema, header.description.as_ref(), Some(true), &service.types);
            self.add([name, id, &format!("header {code}"), &header.name], cells);
        }
        for example in &answer.examples {
            self.word([name, id, &format!("example {code}"), "-"], example.to_string());
        }
    }

    fn parameter(&mut self, service: &Service, id: &str, parameter: &Parameter) {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::QueryString => "querystring",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let mandatory = Some(parameter.required);
        let cells = cells(&parameter.schema, parameter.description.as_ref(), mandatory, &service.types);
        self.add([&service.name, id, place, &parameter.name], cells);
    }

    /// The properties of an object, and of those below it and in its lists.
    fn fields(&mut self, service: &Service, id: &str, place: &str, prefix: &str, schema: &Schema, sent: bool) {
        let Some(definition) = definition(&schema.ty, &service.types) else { return };
        let Kind::Object(object) = &definition.kind else { return };
        assert!(object.additional.is_none());
        for property in &object.properties {
            let path = format!("{prefix}{}", property.name);
            let mut cells = field(property, sent, &service.types);
            match &property.schema.ty {
                Type::Array(items) => {
                    if service.name == "iam" && is_object(&items.ty, &service.types) {
                        cells[0] = "Array of objects".to_owned();
                    }
                    self.fields(service, id, place, &format!("{path}[]."), items, sent);
                }
                // The documents of IAM give objects no names.
                ty if service.name == "iam" && is_object(ty, &service.types) => {
                    cells[0] = "Object".to_owned();
                    self.fields(service, id, place, &format!("{path}."), &property.schema, sent);
                }
                _ => {}
            }
            self.add([&service.name, id, place, &path], cells);
        }
    }
}

/// In place of a text: the words are ours, so that there is nothing to compare them with.
const OURS: &str = "~";

/// The table's own words are compared with those of the security schemes in `the_token_is_a_scheme`.
const TOKEN: [&str; 7] = ["String", "Yes", "-", "-", "-", "-", "token"];

fn field(property: &Property, sent: bool, types: &[Definition]) -> Cells {
    assert!(sent || !property.required, "no answer says what is mandatory");
    cells(&property.schema, property.description.as_ref(), sent.then_some(property.required), types)
}

fn cells(schema: &Schema, description: Option<&String>, mandatory: Option<bool>, types: &[Definition]) -> Cells {
    let bounds = &schema.constraints;
    let number = |number: Option<Number>| number.map(|number| format!("{number:?}"));
    let plain = |text: Option<String>| {
        text.map_or_else(none, |text| text.trim_start_matches("Integer(").trim_end_matches(')').to_owned())
    };
    let counts = |count: Option<u64>| count.map(|count| count.to_string());
    for bound in [&bounds.minimum, &bounds.maximum].into_iter().flatten() {
        assert!(!bound.exclusive);
    }
    [
        type_name(&schema.ty, types),
        mandatory.map_or_else(none, |mandatory| if mandatory { "Yes" } else { "No" }.to_owned()),
        plain(counts(bounds.min_length).or(number(bounds.minimum.map(|bound| bound.value)))),
        plain(counts(bounds.max_length).or(number(bounds.maximum.map(|bound| bound.value)))),
        schema.default.as_ref().map_or_else(none, Json::to_string),
        values(&schema.ty, types),
        said(description),
    ]
}

fn definition<'t>(ty: &Type, types: &'t [Definition]) -> Option<&'t Definition> {
    if let Type::Named(id) = ty { types.get(id.0) } else { None }
}

/// A type in the words of the documents.
fn type_name(ty: &Type, types: &[Definition]) -> String {
    match ty {
        Type::Scalar(Scalar::Text(Text::Plain))
        | Type::Scalar(Scalar::Text(Text::DateTime))
        | Type::Scalar(Scalar::Text(Text::Secret)) => "String".to_owned(),
        Type::Scalar(Scalar::Boolean) => "Boolean".to_owned(),
        Type::Scalar(Scalar::Integer(Width::Int32)) => "Integer".to_owned(),
        Type::Scalar(Scalar::Integer(Width::Int64)) => "Long".to_owned(),
        Type::Array(items) if type_name(&items.ty, types) == "String" => "Array of strings".to_owned(),
        Type::Array(items) => format!("Array of {}", type_name(&items.ty, types)),
        Type::Named(_) => match definition(ty, types).map(|definition| (&definition.kind, &definition.name)) {
            Some((Kind::StringEnum(_), _)) => "String".to_owned(),
            Some((Kind::IntegerEnum(Width::Int32, _), _)) => "Integer".to_owned(),
            Some((Kind::IntegerEnum(_, _), _)) => "Long".to_owned(),
            Some((Kind::Object(_), name)) => name.clone(),
            Some((Kind::Union(_), name)) => panic!("no document has a union such as {name}"),
            None => panic!("a type is missing"),
        },
        other => panic!("no document has {other:?}"),
    }
}

fn is_object(ty: &Type, types: &[Definition]) -> bool {
    definition(ty, types).is_some_and(|definition| matches!(definition.kind, Kind::Object(_)))
}

fn values(ty: &Type, types: &[Definition]) -> String {
    match definition(ty, types).map(|definition| &definition.kind) {
        Some(Kind::StringEnum(variants)) => {
            variants.iter().map(|variant| variant.value.clone()).collect::<Vec<_>>().join(",")
        }
        Some(Kind::IntegerEnum(_, variants)) => {
            variants.iter().map(|variant| variant.value.to_string()).collect::<Vec<_>>().join(",")
        }
        Some(Kind::Object(_) | Kind::Union(_)) | None => none(),
    }
}

/// The keys of an example in the order of the document do not count.
fn comparable(key: &Key, cells: &Cells) -> Cells {
    let mut cells = cells.clone();
    if key[2].starts_with("example") {
        let json: Json = serde_json::from_str(&cells[6]).unwrap();
        cells[6] = json.to_string();
    }
    cells
}

fn reading() -> BTreeMap<Key, Cells> {
    let mut reading = Reading { facts: BTreeMap::new() };
    services().iter().for_each(|service| reading.service(service));
    reading.facts
}

#[test]
fn the_spec_says_what_the_documents_say() {
    let reading = reading();
    let mut mistakes = Vec::new();
    for (key, expected) in facts() {
        let Some(found) = reading.get(&key) else {
            mistakes.push(format!("{key:?} is missing in the spec"));
            continue;
        };
        let (mut expected, found) = (comparable(&key, &expected), comparable(&key, found));
        if key[2] == "header" && key[3] == "X-Auth-Token" {
            TOKEN[6].clone_into(&mut expected[6]);
        }
        if expected[6] == OURS && found[6] != none() {
            expected[6].clone_from(&found[6]);
        }
        if expected != found {
            mistakes.push(format!("{key:?}\n  documents: {expected:?}\n  spec:      {found:?}"));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_documents_say_what_the_spec_says() {
    let known: BTreeSet<Key> = facts().into_iter().map(|(key, _)| key).collect();
    let invented: Vec<Key> = reading().into_keys().filter(|key| !known.contains(key)).collect();
    assert!(invented.is_empty(), "no document says: {invented:#?}");
}

/// A fact that stood twice in the table would be checked once, and one that is lost would not be missed.
#[test]
fn each_fact_stands_once() {
    let facts = facts();
    let keys: BTreeSet<&Key> = facts.iter().map(|(key, _)| key).collect();
    assert_eq!(facts.len(), keys.len());
    assert!(facts.len() >= 800, "twenty operations, 800 facts");
}

/// The words on the token, which the model keeps no place for, stand in the documents' YAML.
#[test]
fn the_token_is_a_scheme() {
    let texts: BTreeSet<(String, String)> = facts()
        .into_iter()
        .filter(|(key, cells)| key[2] == "header" && cells[6] != OURS)
        .map(|([service, ..], cells)| (service, cells[6].clone()))
        .collect();
    assert_eq!(texts.len(), 2, "one text for each service: {texts:?}");
    for (service, text) in texts {
        let yaml = fs::read_to_string(spec().join(format!("{service}/openapi.yaml"))).unwrap();
        assert!(words(&yaml).contains(&text), "{service}: {text}");
    }
}
