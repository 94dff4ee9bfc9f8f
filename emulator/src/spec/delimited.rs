//! Reads values out of one text, whose parts have something between them: `1,2`, `a=1.b=2`. Knows escapes. Must not know where the
//! text stands.

use crate::spec::check::{Check, Shape};
use apig_codegen::api::{Json, Schema};

/// How a text is written.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    /// What stands between parts; one of them.
    pub between: &'static [&'static str],
    /// Whether an object is `a=1,b=2`, and not `a,1,b,2`.
    pub explode: bool,
    /// What takes its escapes away; `None` if there is no text behind them.
    pub decode: fn(&str) -> Option<String>,
}

impl Text {
    /// The value; the error says what is wrong.
    pub fn read(self, check: Check<'_>, schema: &Schema, raw: &str) -> Result<Json, String> {
        let text = |raw: &str| (self.decode)(raw).ok_or_else(|| "is no UTF-8".to_owned());
        let one = |schema: &Schema, raw: &str| scalar(check, schema, raw, self.decode);
        match check.shape(schema) {
            Shape::Scalar => one(schema, raw),
            Shape::List(item) => self.parts(raw).into_iter().map(|raw| one(item, raw)).collect(),
            Shape::Object => {
                let parts = self.parts(raw);
                let pairs: Vec<(&str, &str)> = if self.explode {
                    parts.iter().map(|part| part.split_once('=').unwrap_or((part, ""))).collect()
                } else {
                    parts.chunks(2).map(|pair| (pair[0], pair.get(1).copied().unwrap_or_default())).collect()
                };
                let mut map = serde_json::Map::new();
                for (name, raw) in pairs {
                    let name = text(name)?;
                    let value = match check.property(schema, &name) {
                        Some(property) => one(property, raw)?,
                        None => text(raw)?.into(),
                    };
                    map.insert(name, value);
                }
                Ok(Json::Object(map))
            }
            Shape::Union(alternatives) => {
                let mut values = alternatives.iter().filter_map(|one| self.read(check, &one.schema, raw).ok());
                values.find(|value| check.allows(schema, value)).ok_or_else(|| "is of none of its types".to_owned())
            }
        }
    }

    fn parts(self, raw: &str) -> Vec<&str> {
        let mut parts = vec![raw];
        for between in self.between {
            parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
        }
        parts
    }
}

/// The value of a text without parts.
pub(crate) fn scalar(
    check: Check<'_>,
    schema: &Schema,
    raw: &str,
    decode: fn(&str) -> Option<String>,
) -> Result<Json, String> {
    let text = decode(raw).ok_or("is no UTF-8")?;
    check.parsed(schema, &text).ok_or_else(|| format!("`{text}` is no value of its type"))
}

/// The value of a text that is JSON.
pub(crate) fn json(raw: &str, decode: fn(&str) -> Option<String>) -> Result<Json, String> {
    let text = decode(raw).ok_or("is no UTF-8")?;
    serde_json::from_str(&text).map_err(|error| format!("is no JSON: {error}"))
}
