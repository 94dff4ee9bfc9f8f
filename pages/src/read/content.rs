//! Reads the tables of a request or an answer: which is the body, which the headers, and which describes an object. Must not know
//! sections or rows.

use super::field;
use crate::document::{Line, Table};
use crate::page::{Content, Field, Location, Object, Type, Unplaced};

/// The tables of a request or an answer so far.
#[derive(Default)]
pub struct Tables {
    /// Its headers.
    pub headers: Vec<Field>,
    body: Option<Vec<Field>>,
    is_form: bool,
    objects: Vec<Object>,
}

/// What the title of a table says that it is.
enum Role {
    Headers,
    Query,
    Path,
    Form,
    Body,
    Object(Line),
}

fn role(caption: &Line) -> Role {
    let words = caption.text.to_ascii_lowercase();
    let is = |word: &str| words.contains(word);
    match () {
        () if !is("param") => Role::Object(caption.clone()),
        () if is("header") => Role::Headers,
        () if is("query") => Role::Query,
        () if is("path") || is("uri") => Role::Path,
        () if is("form") => Role::Form,
        () if is("body") => Role::Body,
        () if caption.text.contains(char::is_whitespace) => Role::Body,
        () => Role::Object(caption.clone()),
    }
}

impl Tables {
    /// Takes a table in. Parameters that travel beside the body are handed back.
    pub fn add(&mut self, table: &Table, is_sent: bool, unplaced: &mut Vec<Unplaced>) -> Vec<(Location, Field)> {
        let fields = field::rows(table, unplaced);
        let role = table.caption.as_ref().map_or_else(|| self.guessed(&fields, table), role);
        match role {
            Role::Headers if is_sent => return fields.into_iter().map(|field| (Location::Header, field)).collect(),
            Role::Headers => self.headers.extend(fields),
            Role::Query => return fields.into_iter().map(|field| (Location::Query, field)).collect(),
            Role::Path => return fields.into_iter().map(|field| (Location::Path, field)).collect(),
            Role::Form | Role::Body => {
                self.is_form = matches!(role, Role::Form);
                self.body.get_or_insert_default().extend(fields);
            }
            Role::Object(name) => self.objects.push(Object { name, fields }),
        }
        Vec::new()
    }

    /// What a table without a title is: headers are written like headers; the first other one is the body, and each further one is
    /// the object that a field above names and no table describes yet.
    fn guessed(&self, fields: &[Field], table: &Table) -> Role {
        let is_header = |field: &Field| field.name.text.contains('-') && !field.name.text.starts_with('{');
        if self.body.is_none() && !fields.is_empty() && fields.iter().all(is_header) {
            return Role::Headers;
        }
        let number = table.header.first().map_or(0, |name| name.number);
        match &self.body {
            None => Role::Body,
            Some(body) => Role::Object(Line::new(number, self.undescribed(body).unwrap_or_default())),
        }
    }

    fn undescribed(&self, body: &[Field]) -> Option<String> {
        let fields = body.iter().chain(self.objects.iter().flat_map(|object| &object.fields));
        let mut names = fields.filter_map(|field| named(&field.ty));
        names.find(|name| self.objects.iter().all(|object| object.name.text != *name)).map(str::to_owned)
    }

    /// The tables as a body.
    pub fn into_content(self, unplaced: &mut Vec<Unplaced>) -> Content {
        let content = Content { is_form: self.is_form, fields: self.body.unwrap_or_default(), objects: self.objects };
        let fields = || content.fields.iter().chain(content.objects.iter().flat_map(|object| &object.fields));
        for object in &content.objects {
            let is_used = fields().any(|field| named(&field.ty) == Some(object.name.text.as_str()));
            if !is_used {
                unplaced.push(Unplaced { line: object.name.clone(), reason: "no field names this object".to_owned() });
            }
        }
        for field in fields() {
            let is_described = |name: &str| content.objects.iter().any(|object| object.name.text == name);
            if let Some(name) = named(&field.ty).filter(|name| !is_described(name)) {
                unplaced.push(Unplaced { line: field.name.clone(), reason: format!("no table describes `{name}`") });
            }
        }
        content
    }
}

/// The object that a type names, or holds.
pub fn named(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Array(inner) | Type::Map(inner) => named(inner),
        Type::String
        | Type::Integer
        | Type::Long
        | Type::Float
        | Type::Double
        | Type::Boolean
        | Type::File
        | Type::Object
        | Type::Other(_) => None,
    }
}
