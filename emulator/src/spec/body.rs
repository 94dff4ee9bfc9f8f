//! Reads the body of a request as its media type says, and checks it. Must not know parameters.

use crate::spec::check::{Check, Shape};
use crate::spec::escape;
use crate::spec::multipart::{self, Part};
use crate::spec::pairs::{Field, Pairs};
use apig_codegen::Refusal;
use apig_codegen::api::{
    Body, Definition, Encoding, Format, Json, Kind, OtherBody, Property, Schema, Style, Type, essence, part_format,
};

/// No person fills in a form with more fields.
const MAX_PAIRS: usize = 10_000;

/// A body in one of its media types.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    format: Format,
    schema: &'a Schema,
    encodings: &'a [Encoding],
    media_type: &'a str,
}

impl<'a> Written<'a> {
    /// As it is if nobody says otherwise.
    pub fn usual(body: &'a Body) -> Self {
        let Body { format, schema, encodings, media_type, .. } = body;
        Self { format: *format, schema, encodings, media_type }
    }

    /// As this media type says; `None` if nothing is known of that.
    pub fn of(body: &'a Body, media_type: &str) -> Option<Self> {
        let other = |other: &'a OtherBody| {
            let OtherBody { format, schema, encodings, media_type, .. } = other;
            Self { format: *format, schema, encodings, media_type }
        };
        let mut all = std::iter::once(Self::usual(body)).chain(body.others.iter().map(other));
        all.find(|written| fits(written.media_type, media_type))
    }

    /// A body as a value. What is no JSON and no form is its text.
    pub fn read(self, media_type: &str, bytes: &[u8], check: Check<'_>) -> Result<Json, Refusal> {
        let whole = |reason: String| Refusal { path: String::new(), reason };
        let checked = |value: Json| check.value(self.schema, &value, "").map(|()| value);
        let text = || String::from_utf8(bytes.to_vec()).map_err(|_| whole("is no UTF-8".to_owned()));
        match self.format {
            Format::Json => {
                checked(serde_json::from_slice(bytes).map_err(|error| whole(format!("is no JSON: {error}")))?)
            }
            Format::Form => checked(form(self, &text()?, check).map_err(whole)?),
            Format::Multipart => parts(self, media_type, bytes, check),
            Format::Text => {
                let text = text()?;
                let value = check.parsed(self.schema, &text);
                checked(value.ok_or_else(|| whole("is no value of its type".to_owned()))?)
            }
            Format::Events | Format::Lines | Format::Bytes => Ok(String::from_utf8_lossy(bytes).into_owned().into()),
        }
    }
}

/// Whether a media type is the one that a document lists, which may be a range.
pub(crate) fn fits(listed: &str, media_type: &str) -> bool {
    let (listed, given) = (essence(listed), essence(media_type));
    match listed.split_once('/') {
        Some(("*", _)) => true,
        Some((kind, "*")) => given.split('/').next() == Some(kind),
        Some(_) | None => given == listed,
    }
}

fn form(body: Written<'_>, text: &str, check: Check<'_>) -> Result<Json, String> {
    let all = escape::raw_pairs(text);
    if all.len() > MAX_PAIRS {
        return Err(format!("has more than {MAX_PAIRS} fields"));
    }
    let pairs = Pairs { all: &all, names: &[], decode: escape::decoded, check };
    let Some(properties) = properties(body.schema, check.types) else {
        return Ok(pairs.spread(body.schema)?.unwrap_or_else(|| Json::Object(serde_json::Map::new())));
    };
    let names: Vec<&str> = properties.iter().map(|property| property.name.as_str()).collect();
    let pairs = Pairs { names: &names, ..pairs };
    let mut map = serde_json::Map::new();
    for property in properties {
        let told = body.encodings.iter().find(|encoding| encoding.property == property.name);
        let style = told.and_then(|told| told.style).unwrap_or(Style::Form);
        let field = Field {
            name: &property.name,
            schema: &property.schema,
            style,
            explode: told.and_then(|told| told.explode).unwrap_or(style == Style::Form),
        };
        let is_told = told.is_some_and(|told| told.style.is_some() || told.explode.is_some());
        let value = if is_told { pairs.read(field) } else { usual(&pairs, field) };
        let value = value.map_err(|reason| format!("`{}` {reason}", property.name))?;
        value.and_then(|value| map.insert(property.name.clone(), value));
    }
    let of_deep =
        |name: &str| names.iter().any(|known| name.strip_prefix(known).is_some_and(|rest| rest.starts_with('[')));
    let others: Vec<_> =
        all.iter().filter(|(name, _)| !names.contains(&name.as_str()) && !of_deep(name)).cloned().collect();
    let others = Pairs { all: &others, ..pairs }.spread(body.schema)?;
    if let Some(Json::Object(others)) = others {
        map.extend(others);
    }
    Ok(Json::Object(map))
}

/// A field as forms usually have it: each item of a list is a pair, and an object is JSON.
fn usual(pairs: &Pairs<'_>, field: Field<'_>) -> Result<Option<Json>, String> {
    let as_json = || pairs.read(Field { style: Style::Json, ..field });
    match pairs.check.shape(field.schema) {
        Shape::Object => as_json(),
        Shape::Union(_) => match as_json() {
            Ok(Some(value)) if value.is_object() && pairs.check.allows(field.schema, &value) => Ok(Some(value)),
            Ok(_) | Err(_) => pairs.read(field),
        },
        Shape::List(_) | Shape::Scalar => pairs.read(field),
    }
}

fn parts(body: Written<'_>, media_type: &str, bytes: &[u8], check: Check<'_>) -> Result<Json, Refusal> {
    let wrong = |path: &str, reason: &str| Refusal { path: path.to_owned(), reason: reason.to_owned() };
    let boundary = multipart::boundary(media_type).ok_or_else(|| wrong("", "has no boundary in its `Content-Type`"))?;
    let all = multipart::parts(bytes, boundary).map_err(|reason| wrong("", &reason))?;
    // Others than forms have no names.
    if essence(body.media_type) != "multipart/form-data" {
        return Ok(Json::Null);
    }
    let mut map = serde_json::Map::new();
    for property in properties(body.schema, check.types).into_iter().flatten().filter(|property| !property.read_only) {
        let own: Vec<&Part<'_>> = all.iter().filter(|part| part.name.as_deref() == Some(&property.name)).collect();
        if own.is_empty() {
            if property.required {
                return Err(wrong(&property.name, "is required and missing"));
            }
            continue;
        }
        let told = body.encodings.iter().find(|encoding| encoding.property == property.name);
        let told = told.and_then(|told| told.content_type.as_deref()?.split(',').next());
        let item = match &property.schema.ty {
            Type::Array(item) => item,
            Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Map(_) | Type::Named(_) => &property.schema,
        };
        let value = |part: &&Part<'_>| part_value(part, part_format(told, &item.ty, check.types), item, check);
        let values: Option<Vec<Option<Json>>> = own.iter().map(value).collect();
        let values = values.ok_or_else(|| wrong(&property.name, "is no value of its type"))?;
        let Some(values) = values.into_iter().collect::<Option<Vec<Json>>>() else {
            // Bytes are whatever they are, and a file of text is that text.
            let text = own.first().and_then(|part| std::str::from_utf8(part.content).ok());
            map.extend(text.map(|text| (property.name.clone(), text.into())));
            continue;
        };
        let value = match (&property.schema.ty, <[Json; 1]>::try_from(values)) {
            (Type::Array(_), Ok([one])) => Json::Array(vec![one]),
            (Type::Array(_), Err(several)) => Json::Array(several),
            (_, Ok([one])) => one,
            (_, Err(_)) => return Err(wrong(&property.name, "is there more than once")),
        };
        check.value(&property.schema, &value, &property.name)?;
        map.insert(property.name.clone(), value);
    }
    Ok(Json::Object(map))
}

/// What a part holds; nothing inside if it is not for reading.
fn part_value(part: &Part<'_>, format: Format, schema: &Schema, check: Check<'_>) -> Option<Option<Json>> {
    match format {
        Format::Json => serde_json::from_slice(part.content).ok().map(Some),
        Format::Text => check.parsed(schema, std::str::from_utf8(part.content).ok()?).map(Some),
        Format::Form | Format::Multipart | Format::Events | Format::Lines | Format::Bytes => Some(None),
    }
}

/// The properties of a body, if it is an object that lists some.
fn properties<'a>(schema: &Schema, types: &'a [Definition]) -> Option<&'a [Property]> {
    match types.get(schema.ty.named()?.0).map(|definition| &definition.kind) {
        Some(Kind::Object(object)) => Some(&object.properties),
        Some(Kind::Union(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => None,
    }
}
