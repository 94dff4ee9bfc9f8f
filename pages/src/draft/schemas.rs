//! Makes the schemas of a draft: of bodies, of the objects in them, of lists of values. What the spec has is referred to. Must not know
//! operations.

use super::spec::{Component, Spec};
use super::suits::{self, Terms};
use super::{Note, Options, examples, fields, map, words};
use crate::document::Line;
use crate::page::{Content, Field, Object, Page, Type};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// The text of a value that is longer makes no name.
const LONGEST_NAME: usize = 40;

/// The schemas that the draft has so far.
pub struct Schemas<'s> {
    spec: &'s Spec,
    options: &'s Options,
    operation: String,
    shown: examples::Shown,
    made: Vec<(String, Value)>,
    notes: Vec<Note>,
}

impl<'s> Schemas<'s> {
    pub fn new(page: &Page, spec: &'s Spec, options: &'s Options, operation: &str) -> Self {
        let shown = examples::Shown::new(page);
        Self { spec, options, operation: operation.to_owned(), shown, made: Vec::new(), notes: Vec::new() }
    }

    /// The schemas that the spec lacks, and what needs a look.
    pub fn into_made(self) -> (Vec<(String, Value)>, Vec<Note>) {
        (self.made, self.notes)
    }

    pub fn note(&mut self, line: &Line, text: impl Into<String>) {
        self.notes.push(Note::new(line, text));
    }

    fn terms<'p>(&self, exactly: bool, objects: &'p [Object]) -> Terms<'p> {
        Terms { exactly, words: !self.options.without_words, objects, depth: 0 }
    }

    fn components(&self) -> Vec<Component<'s>> {
        self.spec.components("schemas", &self.options.file)
    }

    /// The schema of a body: of one of the spec that has the same fields, else a new one under this name.
    pub fn body(&mut self, content: &Content, name: &str) -> Value {
        if let [field] = content.fields.as_slice()
            && field.name.text.starts_with('{')
        {
            // A map, whose one row stands for any name.
            let objects = self.objects(content);
            let values = self.property(field, name, &objects);
            return map([("type", "object".into()), ("additionalProperties", values)]).into();
        }
        // Each list has a body of its own, so that what one of them gets is no surprise to another.
        let is_list = content.fields.iter().any(|field| field.name.text == "total");
        let is_of_another = |component: &Component<'_>| {
            let id = component.name.strip_suffix("Response");
            is_list && id.is_some_and(|id| id != self.operation)
        };
        let terms = self.terms(true, &content.objects);
        let known = self.components().into_iter().find(|component| {
            !is_of_another(component)
                && suits::object(self.spec, component.file, component.value, &content.fields, terms)
        });
        if let Some(component) = known {
            return map([("$ref", component.reference.into())]).into();
        }
        let before = self.made.len();
        let objects = self.objects(content);
        let body = self.make(name, &content.fields, &objects, None);
        // Readers begin with the body.
        if let Some(new) = self.made.get_mut(before..) {
            new.rotate_right(usize::from(!new.is_empty()));
        }
        body
    }

    /// The first name, if the spec has nothing of this name, else the second.
    pub fn free(&self, name: &str, otherwise: &str) -> String {
        let is_taken = self.components().iter().any(|component| component.name == name);
        if is_taken { otherwise.to_owned() } else { name.to_owned() }
    }

    /// Where each object of a body is described: in the spec, or in a new schema.
    fn objects(&mut self, content: &Content) -> BTreeMap<String, Value> {
        let mut references = BTreeMap::new();
        let mut new = Vec::new();
        for object in &content.objects {
            let name = words::camel(&object.name.text);
            let named: Vec<Component<'_>> =
                self.components().into_iter().filter(|component| component.name == name).collect();
            let terms = self.terms(false, &content.objects);
            let known = named
                .iter()
                .find(|component| suits::object(self.spec, component.file, component.value, &object.fields, terms));
            let (target, own) = match (known, named.first()) {
                (Some(component), _) => (component.reference.clone(), None),
                (None, None) => (format!("#/components/schemas/{name}"), Some(name)),
                (None, Some(other)) => {
                    let own = format!("{}{name}", self.operation);
                    let text =
                        format!("`{name}` is in `{}` already and says something else: this one is `{own}`", other.file);
                    self.notes.push(Note::new(&object.name, text));
                    (format!("#/components/schemas/{own}"), Some(own))
                }
            };
            references.insert(object.name.text.clone(), Value::from(target));
            new.extend(own.map(|own| (own, object)));
        }
        for (name, object) in new {
            let is_it = |field: &&Field| field.ty == Type::Named(object.name.text.clone());
            let fields = content.fields.iter().chain(content.objects.iter().flat_map(|object| &object.fields));
            let user = fields.clone().find(is_it);
            let description = user.map(|field| fields::description(field, self.options.without_words));
            let made = self.make(&name, &object.fields, &references, description);
            // Another table of this name may have been made before, and be another thing.
            let target = made.get("$ref").cloned().unwrap_or(Value::Null);
            references.insert(object.name.text.clone(), target);
        }
        references
    }

    /// A new object, or the one that was made before if both are alike.
    fn make(
        &mut self,
        name: &str,
        rows: &[Field],
        objects: &BTreeMap<String, Value>,
        description: Option<String>,
    ) -> Value {
        let mut schema = map([("type", "object".into())]);
        if let Some(description) = description {
            schema.insert("description".into(), description.into());
        }
        let required: Vec<Value> =
            rows.iter().filter(|row| row.mandatory == Some(true)).map(|row| row.name.text.clone().into()).collect();
        if !required.is_empty() {
            schema.insert("required".into(), Value::Sequence(required));
        }
        let mut properties = Mapping::new();
        for row in rows {
            let property = self.property(row, name, objects);
            if properties.insert(row.name.text.clone().into(), property).is_some() {
                self.note(&row.name, format!("`{}` stands twice in one table: the second was taken", row.name.text));
            }
        }
        schema.insert("properties".into(), properties.into());
        self.add(name, schema.into())
    }

    /// Takes a schema in under a name, or under another where the name stands for something else, here or in the spec.
    fn add(&mut self, name: &str, schema: Value) -> Value {
        let known = self.components();
        let mut times = 0;
        let reference = loop {
            times += 1;
            let own = match times {
                1 => name.to_owned(),
                2 => format!("{}{name}", self.operation),
                _ => format!("{}{name}{times}", self.operation),
            };
            let reference = format!("#/components/schemas/{own}");
            let made = self.made.iter().find(|(made, _)| *made == own).map(|(_, made)| made);
            match (made, known.iter().find(|component| component.name == own)) {
                (None, None) => {
                    self.made.push((own, schema));
                    break reference;
                }
                (Some(made), _) if *made == schema => break reference,
                (None, Some(there)) if *there.value == schema => break there.reference.clone(),
                _ => {}
            }
        };
        map([("$ref", reference.into())]).into()
    }

    /// The schema of a field or a parameter.
    pub fn property(&mut self, field: &Field, owner: &str, objects: &BTreeMap<String, Value>) -> Value {
        if let Some(values) = self.values(field) {
            return self.enumeration(field, owner, values);
        }
        let items = fields::items_of(field).and_then(|items| Some((self.values(&items)?, items)));
        let items = items.map(|(values, items)| self.enumeration(&items, owner, values));
        if field.minimum.is_some() && matches!(field.ty, Type::Boolean | Type::Object | Type::Named(_) | Type::Map(_)) {
            self.note(&field.name, format!("bounds of `{}` have no meaning for its type", field.name.text));
        }
        let shown = (self.format(field), self.shown.has_null(&field.name.text));
        let reference =
            |name: &str| objects.get(name).cloned().unwrap_or_else(|| format!("#/components/schemas/{name}").into());
        let mut schema = fields::schema(field, self.options.without_words, shown, &reference);
        if let Some(items) = items {
            schema.insert("items".into(), items);
        }
        schema.into()
    }

    fn format(&self, field: &Field) -> Option<&'static str> {
        const SECRETS: [&str; 5] = ["password", "secret", "token", "private_key", "secret_key"];
        let name = field.name.text.as_str();
        let is_secret = || SECRETS.iter().any(|secret| name == *secret || name.ends_with(&format!("_{secret}")));
        match field.ty {
            Type::String if is_secret() => Some("password"),
            Type::String if self.shown.is_time(name) => Some("date-time"),
            _ => None,
        }
    }

    /// The values that a field lists, in its table or in its words.
    fn values(&self, field: &Field) -> Option<Vec<(Value, Option<String>)>> {
        if field.ty == Type::Boolean {
            return None;
        }
        if let Some(values) = &field.values {
            let typed: Vec<_> =
                values.iter().filter_map(|line| Some((fields::typed(&line.text, &field.ty)?, None))).collect();
            return (!typed.is_empty()).then_some(typed);
        }
        // Lists in the words on a text are rules as often as values.
        if field.ty != Type::Integer {
            return None;
        }
        let items: Vec<&str> = field.description.iter().filter_map(|line| line.text.strip_prefix("- ")).collect();
        let value = |item: &&str| {
            let (value, text) = item.split_once(": ")?;
            let is_word = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
            let value = fields::typed(value, &field.ty).filter(|_| is_word)?;
            Some((value, Some(text.trim_end_matches('.').to_owned())))
        };
        let values: Vec<_> = items.iter().filter_map(value).collect();
        (values.len() >= 2 && values.len() == items.len()).then_some(values)
    }

    fn enumeration(&mut self, field: &Field, owner: &str, values: Vec<(Value, Option<String>)>) -> Value {
        let terms = self.terms(true, &[]);
        let name = words::value_list(owner, &field.name.text);
        let suits = |component: &Component<'_>| {
            let is_enum = component.value.get("enum").is_some();
            is_enum && suits::field(self.spec, component.file, component.value, field, terms)
        };
        let known = self.components();
        let same = known.iter().filter(|component| suits(component));
        if let Some(component) = same.min_by_key(|component| (component.name != name, !component.name.ends_with(&name)))
        {
            return map([("$ref", component.reference.clone().into())]).into();
        }
        let mut schema = fields::schema(field, self.options.without_words, (None, false), &|_| Value::Null);
        // The list is no more deprecated than its values.
        schema.remove("deprecated");
        let texts: Option<Vec<Value>> = values.iter().map(|(_, text)| text.clone().map(Value::from)).collect();
        schema.insert("enum".into(), values.into_iter().map(|(value, _)| value).collect::<Vec<_>>().into());
        if let Some(texts) = texts {
            self.note(
                &field.name,
                format!("the values of `{}` stand in its words: look whether these are all", field.name.text),
            );
            let names: Vec<String> = texts.iter().map(|text| words::camel(text.as_str().unwrap_or_default())).collect();
            if names.iter().all(|name| name.len() <= LONGEST_NAME) {
                schema.insert("x-enum-varnames".into(), names.into());
            }
            if !self.options.without_words {
                schema.insert("x-enum-descriptions".into(), texts.into());
            }
        }
        let name = self.free(&name, &format!("{owner}{name}"));
        self.add(&name, schema.into())
    }
}
