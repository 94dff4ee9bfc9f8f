//! Reads the tables of a request or an answer: which is the body, which the headers, and which describes an object. Must not know
//! sections or rows.

use super::field;
use crate::document::{Line, Table};
use crate::page::{Content, Field, Location, Object, Type, Unplaced};
use crate::words;
use std::collections::{BTreeMap, BTreeSet};

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
    let lower = caption.text.to_ascii_lowercase();
    // At the begin of a word: "security" is no URI, and "platform" no form.
    let is = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|one| one.starts_with(word));
    let is_name = !caption.text.contains(char::is_whitespace) && !["parameter", "parameters"].contains(&lower.as_str());
    if let Some(name) = words::described(&caption.text) {
        return Role::Object(Line::new(caption.number, name));
    }
    match () {
        () if !is_name && !is("param") && (is("request") || is("response")) => Role::Body,
        () if !is("param") => Role::Object(caption.clone()),
        () if is("header") => Role::Headers,
        () if is("query") => Role::Query,
        () if is("path") || is("uri") => Role::Path,
        () if is("form") => Role::Form,
        () if is("body") => Role::Body,
        () if !is_name => Role::Body,
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

    /// Links fields with the tables that describe them: a title may write the name of the type otherwise, or be the name of a field
    /// whose type is no more than `Object`.
    fn link(&mut self) {
        let key =
            |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let mut tables: BTreeMap<String, &mut Line> = BTreeMap::new();
        let mut fields: Vec<(String, &mut Field)> =
            self.body.iter_mut().flatten().map(|field| (String::new(), field)).collect();
        for object in &mut self.objects {
            let inside = key(&object.name.text);
            fields.extend(object.fields.iter_mut().map(|field| (inside.clone(), field)));
            tables.entry(inside).or_insert(&mut object.name);
        }
        let types = fields.iter().filter_map(|(_, field)| named(&field.ty).map(str::to_owned));
        let types: BTreeSet<String> = types.collect();
        for name in &types {
            if let Some(table) = tables.get_mut(&key(name)).filter(|table| !types.contains(&table.text)) {
                table.text.clone_from(name);
            }
        }
        for (inside, field) in fields {
            let name = key(&field.name.text);
            // `auth.identity` is the field `identity` of `auth`.
            let table = tables.get(&(inside + &name)).or_else(|| tables.get(&name));
            if let (Some(ty), Some(table)) = (unnamed(&mut field.ty), table) {
                *ty = Type::Named(table.text.clone());
            }
        }
    }

    /// The tables as a body.
    pub fn into_content(mut self, unplaced: &mut Vec<Unplaced>) -> Content {
        if let Some([field]) = self.body.as_deref_mut()
            && field.name.text.starts_with('{')
            && let Type::Map(values) = &field.ty
        {
            // The row stands for any key, and its type for the map that has the key.
            field.ty = values.as_ref().clone();
        }
        self.link();
        let content = Content { is_form: self.is_form, fields: self.body.unwrap_or_default(), objects: self.objects };
        let fields = || content.fields.iter().chain(content.objects.iter().flat_map(|object| &object.fields));
        for object in &content.objects {
            let is_used = fields().any(|field| named(&field.ty) == Some(object.name.text.as_str()));
            if !is_used {
                unplaced.push(Unplaced { line: object.name.clone(), reason: "no field names this object".to_owned() });
            }
        }
        for field in fields() {
            if field.ty == Type::Array(Box::new(Type::Other(String::new()))) {
                unplaced
                    .push(Unplaced { line: field.name.clone(), reason: "what the array holds is not said".to_owned() });
            }
            let is_described = |name: &str| content.objects.iter().any(|object| object.name.text == name);
            if let Some(name) = named(&field.ty).filter(|name| !is_described(name)) {
                unplaced.push(Unplaced { line: field.name.clone(), reason: format!("no table describes `{name}`") });
            }
        }
        content
    }
}

/// What a type says no more of than that it is an object, or in an array.
fn unnamed(ty: &mut Type) -> Option<&mut Type> {
    match ty {
        Type::Array(inner) | Type::Map(inner) => unnamed(inner),
        Type::Object => Some(ty),
        Type::Other(words) => words.is_empty().then_some(ty),
        Type::Named(_)
        | Type::String
        | Type::Integer
        | Type::Long
        | Type::Float
        | Type::Double
        | Type::Boolean
        | Type::File => None,
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
