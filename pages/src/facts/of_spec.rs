//! Reads the facts off the spec, as a page would say them. Must not know pages.

use super::types::{definition, text, type_of, values};
use super::{Column, FORM, Fact, MOST_FACTS, Place, nth};
use apig_codegen::api::{
    Answer, Authentication, Bound, Format, Json, Kind, Location, Operation, Parameter, Property, Schema, SchemeKind,
    Service, Status, Type, TypeId,
};
use apig_codegen::{Places, Span};
use std::collections::BTreeSet;

/// What the spec says of an operation, each with its span.
pub fn of_spec(service: &Service, operation: &Operation) -> Vec<Fact<Span>> {
    let mut reading =
        Reading { service, open: Vec::new(), most: MOST_FACTS, names: BTreeSet::new(), facts: Vec::new() };
    reading.operation(operation);
    reading.facts
}

struct Reading<'s> {
    service: &'s Service,
    /// The types that are being read, the inner ones last.
    open: Vec<TypeId>,
    most: usize,
    /// The fields of the body that is being read.
    names: BTreeSet<String>,
    facts: Vec<Fact<Span>>,
}

/// A place of the model, as a span.
fn at(places: &Places, keyword: &str, otherwise: Span) -> Span {
    places.of(keyword).unwrap_or(otherwise)
}

impl<'s> Reading<'s> {
    fn operation(&mut self, operation: &'s Operation) {
        let Operation { places, span, .. } = operation;
        let of = |keyword: &str| at(places, keyword, *span);
        let (title, updated) = match &operation.source {
            Some(source) => source
                .split_once(", updated on ")
                .map_or((Some(source.as_str()), None), |(title, date)| (Some(title), Some(date))),
            None => (operation.summary.as_deref(), None),
        };
        let docs = if operation.source.is_some() { "externalDocs" } else { "summary" };
        self.value("title", title, of(docs));
        self.value("updated", updated, of(docs));
        self.value("method", Some(operation.method.verb()), of("method"));
        self.value("path", Some(&operation.path), of("path"));
        self.words("function", operation.description.as_deref(), of("description"));
        if operation.summary.as_deref() != title {
            self.words("summary", operation.summary.as_deref(), of("summary"));
        }
        operation.parameters.iter().for_each(|parameter| self.parameter(parameter));
        self.token(operation);
        if let Some(body) = &operation.body {
            let is_form = matches!(body.format, Format::Multipart);
            self.value("content type", is_form.then_some(FORM), body.span);
            self.body(Place::Body, &body.schema, &body.examples, at(&body.places, "example", body.span));
        }
        operation.successes.iter().chain(&operation.failures).for_each(|answer| self.answer(answer));
    }

    fn value(&mut self, name: &str, text: Option<&str>, at: Span) {
        if text.is_some() {
            self.facts.push(Fact::new(Place::Operation, name, at).with(Column::Value, text, at));
        }
    }

    fn words(&mut self, name: &str, text: Option<&str>, at: Span) {
        if text.is_some() {
            self.facts.push(Fact::new(Place::Operation, name, at).with(Column::Words, text, at));
        }
    }

    fn parameter(&mut self, parameter: &'s Parameter) {
        let Parameter { schema, places, span, .. } = parameter;
        let place = match parameter.location {
            Location::Path => Place::Path,
            Location::Query => Place::Query,
            Location::Header => Place::Header,
            Location::QueryString | Location::Cookie => Place::Other(parameter.location.name()),
        };
        let fact = self.field(place, parameter.name.clone(), schema, *span);
        let fact = fact
            .with(Column::Mandatory, Some(yes(parameter.required)), at(places, "required", *span))
            .with(Column::Deprecated, parameter.deprecated.as_ref().map(|_| yes(true)), at(places, "deprecated", *span))
            .with(Column::Words, parameter.description.clone(), at(places, "description", *span));
        self.facts.push(fact);
    }

    /// The pages list it with every operation; the spec has it once, as a security scheme.
    fn token(&mut self, operation: &Operation) {
        let is_mandatory = match operation.authentication {
            Authentication::Required => true,
            Authentication::Optional => false,
            Authentication::None => return,
        };
        let Some(token) = &self.service.token else { return };
        let is_token = |kind: &SchemeKind| match kind {
            SchemeKind::Key(_, name) => *name == token.name,
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => token.name == "Authorization",
            SchemeKind::Basic | SchemeKind::Signature(_) | SchemeKind::Other(_) => false,
        };
        let scheme = self.service.schemes.iter().find(|scheme| is_token(&scheme.kind));
        let span = scheme.map_or(operation.span, |scheme| scheme.span);
        let words = scheme.map_or(span, |scheme| at(&scheme.places, "description", span));
        let fact = Fact::new(Place::Header, token.name.clone(), span)
            .with(Column::Mandatory, Some(yes(is_mandatory)), at(&operation.places, "security", span))
            .with(Column::Words, scheme.and_then(|scheme| scheme.description.clone()), words);
        self.facts.push(Fact { ty: Some((crate::page::Type::String, span)), ..fact });
    }

    fn answer(&mut self, answer: &'s Answer) {
        let Answer { places, span, .. } = answer;
        let status = match answer.status {
            Status::Code(code) => code.to_string(),
            Status::Range(hundred) => format!("{hundred}XX"),
            Status::Default => "default".to_owned(),
        };
        let fact = Fact::new(Place::Status, status.clone(), at(places, "status", *span));
        let words = at(places, "description", *span);
        self.facts.push(fact.with(Column::Words, answer.description.clone(), words));
        for header in &answer.headers {
            let place = Place::ResponseHeader(status.clone());
            let fact = match &header.schema {
                Some(schema) => self.field(place, header.name.clone(), schema, header.span),
                None => {
                    let ty = super::types::written(&header.written);
                    Fact { ty: Some((ty, header.span)), ..Fact::new(place, header.name.clone(), header.span) }
                }
            };
            let fact = fact
                .with(Column::Mandatory, Some(yes(header.required)), at(&header.places, "required", header.span))
                .with(Column::Deprecated, header.deprecated.as_ref().map(|_| yes(true)), header.span)
                .with(Column::Words, header.description.clone(), at(&header.places, "description", header.span));
            self.facts.push(fact);
        }
        let example = at(places, "example", *span);
        match &answer.schema {
            Some(schema) => self.body(Place::Response(status), schema, &answer.examples, example),
            None => self.examples(&Place::Response(status), &answer.examples, example),
        }
    }

    fn body(&mut self, place: Place, schema: &'s Schema, examples: &[Json], example: Span) {
        self.most = self.facts.len().saturating_add(MOST_FACTS);
        self.names.clear();
        self.inside(&place, schema, "");
        self.examples(&place, examples, example);
    }

    fn examples(&mut self, of: &Place, examples: &[Json], span: Span) {
        let place = match of {
            Place::Response(status) => Place::ResponseExample(status.clone()),
            _ => Place::RequestExample,
        };
        for (at, example) in examples.iter().enumerate() {
            let fact = Fact::new(place.clone(), nth(at), span);
            self.facts.push(fact.with(Column::Value, Some(example.to_string()), span));
        }
    }

    /// The properties of an object, and of those below it, in its lists and in its maps. A body has no name on pages.
    fn inside(&mut self, place: &Place, schema: &'s Schema, path: &str) {
        let (mut ty, mut path) = (&schema.ty, path.to_owned());
        let is_body = path.is_empty();
        while let Type::Array(inner) | Type::Map(inner) = ty {
            path.push_str(if matches!(ty, Type::Array(_)) { "[]" } else { "{}" });
            ty = &inner.ty;
        }
        let (Some(id), Some(definition)) = (ty.named(), definition(ty, &self.service.types)) else { return };
        if self.open.contains(&id) {
            return;
        }
        let is_named = !is_body || matches!(definition.kind, Kind::Union(_));
        self.open.extend(is_named.then_some(id));
        match &definition.kind {
            Kind::Object(object) => self.properties(place, &object.properties, &path),
            // A page describes it as one object with the fields of all.
            Kind::Union(union) => {
                union.alternatives.iter().for_each(|alternative| self.inside(place, &alternative.schema, &path));
            }
            Kind::StringEnum(_) | Kind::IntegerEnum(..) => {}
        }
        self.open.truncate(self.open.len() - usize::from(is_named));
    }

    fn properties(&mut self, place: &Place, properties: &'s [Property], path: &str) {
        let travels = |property: &&Property| match place {
            Place::Body => !property.read_only,
            _ => !property.write_only,
        };
        for property in properties.iter().filter(travels) {
            let name = if path.is_empty() { property.name.clone() } else { format!("{path}.{}", property.name) };
            if self.facts.len() < self.most && self.names.insert(name.clone()) {
                self.facts.push(self.property(place, name.clone(), property));
                self.inside(place, &property.schema, &name);
            }
        }
    }

    /// No field of an answer is mandatory.
    fn property(&self, place: &Place, name: String, property: &Property) -> Fact<Span> {
        let Property { schema, span, .. } = property;
        let mandatory = (*place == Place::Body).then(|| yes(property.required));
        self.field(place.clone(), name, schema, *span)
            .with(Column::Mandatory, mandatory, property.required_at.unwrap_or(*span))
            .with(Column::Deprecated, property.deprecated.as_ref().map(|_| yes(true)), *span)
            .with(Column::Words, property.description.clone(), at(&schema.places, "description", *span))
    }

    /// What a schema says; of a list, the bounds and values are those of its items.
    fn field(&self, place: Place, name: String, schema: &Schema, span: Span) -> Fact<Span> {
        let types = &self.service.types;
        let mut items = schema;
        while let Type::Array(inner) | Type::Map(inner) = &items.ty {
            items = inner;
        }
        let (outer, inner) = (&schema.constraints, &items.constraints);
        let number = |bound: Option<Bound>| {
            bound.map(
                |Bound { value, exclusive }| if exclusive { format!("{value}, excluded") } else { value.to_string() },
            )
        };
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let of = |schema: &Schema, keywords: &[&str]| {
            keywords.iter().find_map(|keyword| schema.places.of(keyword)).unwrap_or(span)
        };
        let values = values(items, types);
        let fact = Fact::new(place, name, span)
            .with(
                Column::Minimum,
                count(inner.min_length).or(number(inner.minimum)),
                of(items, &["minLength", "minimum"]),
            )
            .with(
                Column::Maximum,
                count(inner.max_length).or(number(inner.maximum)),
                of(items, &["maxLength", "maximum"]),
            )
            .with(Column::FewestItems, count(outer.min_items), of(schema, &["minItems"]))
            .with(Column::MostItems, count(outer.max_items), of(schema, &["maxItems"]))
            .with(Column::Default, schema.default.as_ref().map(text), of(schema, &["default"]))
            .with(Column::Values, values, of(items, &["enum", "const", "$ref"]));
        Fact { ty: Some((type_of(&schema.ty, types), of(schema, &["format", "type", "$ref"]))), ..fact }
    }
}

fn yes(is: bool) -> &'static str {
    if is { "Yes" } else { "No" }
}
