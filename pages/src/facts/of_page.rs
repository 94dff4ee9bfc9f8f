//! Reads the facts off a page. Must not know the spec.

use super::{Column, Fact, MOST_FACTS, Place};
use crate::document::{Line, joined};
use crate::page::{Content, Example, Field, Location, Object, Page, Response, Type};
use std::collections::BTreeMap;

/// What a page says, each with its line.
pub fn of_page(page: &Page) -> Vec<Fact<usize>> {
    let mut facts = Vec::new();
    let lines = [("title", &page.title), ("updated", &page.updated), ("method", &page.method), ("path", &page.path)];
    for (name, line) in lines {
        if let Some(line) = line {
            facts.push(value(Place::Operation, name, line.number, &line.text));
        }
    }
    if let Some(first) = page.function.first() {
        let fact = Fact::new(Place::Operation, "function", first.number);
        facts.push(fact.with(Column::Words, Some(joined(&page.function)), first.number));
    }
    for parameter in &page.parameters {
        let place = match parameter.location {
            Location::Path => Place::Path,
            Location::Query => Place::Query,
            Location::Header => Place::Header,
        };
        facts.push(field(place, parameter.field.name.text.clone(), &parameter.field, true));
    }
    if let (true, Some(first)) = (page.request.is_form, page.request.fields.first()) {
        facts.push(value(Place::Operation, "content type", first.name.number, super::FORM));
    }
    body(&Place::Body, &page.request, &mut facts);
    for (at, example) in page.examples.iter().enumerate() {
        facts.push(self::example(Place::RequestExample, at, example));
    }
    for status in &page.statuses {
        let fact = Fact::new(Place::Status, status.code.text.clone(), status.code.number);
        facts.push(fact.with(Column::Words, Some(status.text.text.clone()), status.text.number));
    }
    for response in &page.responses {
        if !page.statuses.iter().any(|status| status.code.text == response.status.text) {
            facts.push(Fact::new(Place::Status, response.status.text.clone(), response.status.number));
        }
        answer(response, &mut facts);
    }
    facts
}

fn value(place: Place, name: &str, at: usize, text: &str) -> Fact<usize> {
    Fact::new(place, name, at).with(Column::Value, Some(text), at)
}

fn example(place: Place, at: usize, example: &Example) -> Fact<usize> {
    value(place, &super::nth(at), example.number, &example.text)
}

fn answer(response: &Response, facts: &mut Vec<Fact<usize>>) {
    let status = &response.status.text;
    for header in &response.headers {
        facts.push(field(Place::ResponseHeader(status.clone()), header.name.text.clone(), header, true));
    }
    body(&Place::Response(status.clone()), &response.content, facts);
    for (at, example) in response.examples.iter().enumerate() {
        facts.push(self::example(Place::ResponseExample(status.clone()), at, example));
    }
}

fn body(place: &Place, content: &Content, facts: &mut Vec<Fact<usize>>) {
    // Of two tables with one title, the first one counts.
    let objects = content.objects.iter().rev().map(|object| (object.name.text.as_str(), object)).collect();
    let most = facts.len().saturating_add(MOST_FACTS);
    Reading { place, objects, open: Vec::new(), most, facts }.fields(&content.fields, "");
}

/// The fields of a body, and of the objects in it.
struct Reading<'p> {
    place: &'p Place,
    objects: BTreeMap<&'p str, &'p Object>,
    /// The objects that are being read, the inner ones last.
    open: Vec<&'p str>,
    most: usize,
    facts: &'p mut Vec<Fact<usize>>,
}

impl<'p> Reading<'p> {
    fn fields(&mut self, fields: &'p [Field], prefix: &str) {
        for one in fields {
            if self.facts.len() >= self.most {
                return;
            }
            if one.name.text.starts_with('{') {
                // It stands for any name of a map; some pages write the map's own type behind it.
                let any = if matches!(one.ty, Type::Map(_)) { "" } else { "{}" };
                self.inside(&one.ty, format!("{}{any}", prefix.trim_end_matches('.')));
                continue;
            }
            let path = format!("{prefix}{}", one.name.text);
            let is_sent = *self.place == Place::Body;
            self.facts.push(field(self.place.clone(), path.clone(), one, is_sent));
            self.inside(&one.ty, path);
        }
    }

    fn inside(&mut self, ty: &'p Type, mut path: String) {
        let mut ty = ty;
        while let Type::Array(inner) | Type::Map(inner) = ty {
            path.push_str(if matches!(ty, Type::Array(_)) { "[]" } else { "{}" });
            ty = inner;
        }
        let Type::Named(name) = ty else { return };
        let Some(object) = self.objects.get(name.as_str()).copied() else { return };
        if self.open.contains(&name.as_str()) {
            return;
        }
        self.open.push(name);
        self.fields(&object.fields, &format!("{path}."));
        self.open.pop();
    }
}

/// What a row says. No field of an answer is mandatory.
fn field(place: Place, name: String, field: &Field, is_sent: bool) -> Fact<usize> {
    let at = field.name.number;
    let text = |line: &Line| line.text.clone();
    let mandatory = field.mandatory.filter(|_| is_sent).map(|is| if is { "Yes" } else { "No" });
    let mut fact = Fact::new(place, name, at).with(Column::Mandatory, mandatory, at).with(
        Column::Deprecated,
        field.is_deprecated.then_some("Yes"),
        at,
    );
    let (fewest, most) = field.items.as_ref().map(|(fewest, most)| (fewest, most)).unzip();
    for (column, line) in [
        (Column::Minimum, field.minimum.as_ref()),
        (Column::Maximum, field.maximum.as_ref()),
        (Column::FewestItems, fewest),
        (Column::MostItems, most),
        (Column::Default, field.default.as_ref()),
    ] {
        fact = fact.with(column, line.map(text), line.map_or(at, |line| line.number));
    }
    if let Some((values, first)) = field.values.as_ref().and_then(|values| Some((values, values.first()?))) {
        let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
        fact = fact.with(Column::Values, Some(values.join(",")), first.number);
    }
    if let Some(first) = field.description.first() {
        fact = fact.with(Column::Words, Some(joined(&field.description)), first.number);
    }
    Fact { ty: Some((field.ty.clone(), at)), ..fact }
}
