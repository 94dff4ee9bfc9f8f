//! Reads values out of pairs of names and texts: of a query, of cookies, of a form. Knows how lists and objects are spread over
//! them. Must not know where the pairs stand.

use crate::spec::check::{Check, Shape};
use crate::spec::delimited::{self, Text};
use crate::spec::escape::RawPair;
use apig_codegen::api::{Json, Schema, Style};

/// No person writes names with more brackets.
const MAX_DEPTH: usize = 32;

/// Something that is written as pairs.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a> {
    pub name: &'a str,
    pub schema: &'a Schema,
    pub style: Style,
    pub explode: bool,
}

/// The pairs that there are.
#[derive(Clone, Copy)]
pub(crate) struct Pairs<'a> {
    pub all: &'a [RawPair],
    /// The names of all fields: what has one of them is no part of another.
    pub names: &'a [&'a str],
    pub decode: fn(&str) -> Option<String>,
    pub check: Check<'a>,
}

impl<'a> Pairs<'a> {
    /// The value of a field; nothing if none of its pairs is there. The error says what is wrong.
    pub fn read(&self, field: Field<'_>) -> Result<Option<Json>, String> {
        if let Shape::Union(alternatives) = self.check.shape(field.schema) {
            return self.one_of(field.schema, alternatives.iter().map(|one| &one.schema), |schema| {
                self.read(Field { schema, ..field })
            });
        }
        match field.style {
            Style::DeepObject => self.deep(field.schema, field.name, 0),
            Style::Json => self.only(field.name)?.map(|raw| delimited::json(raw, self.decode)).transpose(),
            Style::SpaceDelimited => self.form(field, &["%20", " "]),
            Style::PipeDelimited => self.form(field, &["%7C", "%7c", "|"]),
            Style::Form | Style::Cookie | Style::Simple | Style::Label | Style::Matrix => self.form(field, &[","]),
        }
    }

    fn form(&self, field: Field<'_>, between: &'static [&'static str]) -> Result<Option<Json>, String> {
        let text = Text { between, explode: false, decode: self.decode };
        let read = |schema: &Schema, raw: &str| text.read(self.check, schema, raw);
        match (self.check.shape(field.schema), field.explode) {
            (Shape::List(item), true) => {
                let items: Vec<Json> = self.of(field.name).map(|raw| self.one(item, raw)).collect::<Result<_, _>>()?;
                Ok((!items.is_empty()).then_some(Json::Array(items)))
            }
            (Shape::Object, true) => self.spread_beside_others(field.schema),
            (_, _) => self.only(field.name)?.map(|raw| read(field.schema, raw)).transpose(),
        }
    }

    /// An object whose properties are pairs of their own, but for those of another field that happens to have the name of one.
    fn spread_beside_others(&self, schema: &Schema) -> Result<Option<Json>, String> {
        let is_fine = |value: &Option<Json>| value.as_ref().is_none_or(|value| self.check.allows(schema, value));
        let whole = self.spread(schema);
        if whole.as_ref().is_ok_and(is_fine) {
            return whole;
        }
        let is_own = |(name, _): &&RawPair| !self.names.contains(&name.as_str());
        let own: Vec<RawPair> = self.all.iter().filter(is_own).cloned().collect();
        let own = Pairs { all: &own, ..*self }.spread(schema);
        if own.as_ref().is_ok_and(is_fine) { own } else { whole }
    }

    /// An object whose properties are pairs of their own.
    pub fn spread(&self, schema: &Schema) -> Result<Option<Json>, String> {
        let mut map = serde_json::Map::new();
        for (name, _) in self.all {
            let (is_listed, takes_others) = self.check.takes(schema, name);
            if map.contains_key(name) || !is_listed && (!takes_others || self.names.contains(&name.as_str())) {
                continue;
            }
            let texts: Vec<&str> = self.of(name).collect();
            let property = self.check.property(schema, name);
            let named = |reason: String| format!("`{name}` {reason}");
            let value = match (property.map(|property| (property, self.check.shape(property))), texts.as_slice()) {
                (Some((_, Shape::List(item))), several) => {
                    several.iter().map(|raw| self.one(item, raw)).collect::<Result<_, _>>().map_err(named)?
                }
                (Some((property, Shape::Union(_))), _) => {
                    let field = Field { name, schema: property, style: Style::Form, explode: true };
                    self.read(field).map_err(named)?.unwrap_or_default()
                }
                (Some((property, _)), [one]) => self.one(property, one).map_err(named)?,
                (Some(_), _) => return Err(format!("`{name}` is there more than once")),
                (None, _) => texts.iter().map(|raw| (self.decode)(raw)).collect::<Option<Vec<_>>>().map_or_else(
                    || Err(format!("`{name}` is no UTF-8")),
                    |mut texts| Ok(if texts.len() == 1 { texts.remove(0).into() } else { texts.into() }),
                )?,
            };
            map.insert(name.clone(), value);
        }
        Ok((!map.is_empty()).then_some(Json::Object(map)))
    }

    /// `name[a][b]=1`; the items of a list have a number, nothing in their brackets, or the same name.
    pub fn deep(&self, schema: &Schema, name: &str, depth: usize) -> Result<Option<Json>, String> {
        if depth > MAX_DEPTH {
            return Err("has too many brackets".to_owned());
        }
        let keys = self.keys(name);
        let exact: Vec<&str> = self.of(name).collect();
        if keys.is_empty() && exact.is_empty() {
            return Ok(None);
        }
        let below = |schema: &Schema, key: &str| self.deep(schema, &format!("{name}[{key}]"), depth + 1);
        match self.check.shape(schema) {
            Shape::Union(alternatives) => self.one_of(schema, alternatives.iter().map(|one| &one.schema), |schema| {
                self.deep(schema, name, depth + 1)
            }),
            Shape::List(item) => {
                let mut items = exact.iter().map(|raw| self.one(item, raw)).collect::<Result<Vec<_>, _>>()?;
                for key in keys {
                    match key {
                        "" => {
                            let each = self.of(&format!("{name}[]")).map(|raw| self.one(item, raw)).collect::<Vec<_>>();
                            items.extend(each.into_iter().collect::<Result<Vec<_>, _>>()?);
                        }
                        key => items.extend(below(item, key)?),
                    }
                }
                Ok(Some(Json::Array(items)))
            }
            Shape::Scalar if keys.is_empty() => match exact.as_slice() {
                [one] => self.one(schema, one).map(Some),
                _ => Err("is there more than once".to_owned()),
            },
            Shape::Scalar | Shape::Object => {
                if !exact.is_empty() {
                    return Err("has a value without brackets".to_owned());
                }
                let mut map = serde_json::Map::new();
                for key in keys {
                    let value = match self.check.property(schema, key) {
                        Some(property) => below(property, key)?,
                        None => below(&Schema::plain(apig_codegen::api::Type::Any), key)?,
                    };
                    value.and_then(|value| map.insert(key.to_owned(), value));
                }
                Ok(Some(Json::Object(map)))
            }
        }
    }

    /// The keys in the brackets behind a name, in their order.
    fn keys(&self, name: &str) -> Vec<&'a str> {
        let mut keys = Vec::new();
        for (given, _) in self.all {
            let key = given.strip_prefix(name).and_then(|rest| rest.strip_prefix('['));
            if let Some((key, _)) = key.and_then(|rest| rest.split_once(']'))
                && !keys.contains(&key)
            {
                keys.push(key);
            }
        }
        keys
    }

    fn of(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.all.iter().filter(move |(given, _)| given == name).map(|(_, raw)| raw.as_str())
    }

    fn only(&self, name: &str) -> Result<Option<&'a str>, String> {
        let mut of = self.of(name);
        match (of.next(), of.next()) {
            (only, None) => Ok(only),
            (_, Some(_)) => Err("is there more than once".to_owned()),
        }
    }

    fn one(&self, schema: &Schema, raw: &str) -> Result<Json, String> {
        delimited::scalar(self.check, schema, raw, self.decode)
    }

    /// The first of several schemas of which there is a value that is allowed.
    fn one_of<'s>(
        &self,
        schema: &Schema,
        alternatives: impl Iterator<Item = &'s Schema>,
        read: impl Fn(&'s Schema) -> Result<Option<Json>, String>,
    ) -> Result<Option<Json>, String> {
        let mut is_there = false;
        for one in alternatives {
            match read(one) {
                Ok(Some(value)) if self.check.allows(schema, &value) => return Ok(Some(value)),
                Ok(Some(_)) | Err(_) => is_there = true,
                Ok(None) => {}
            }
        }
        if is_there { Err("is of none of its types".to_owned()) } else { Ok(None) }
    }
}
