//! Resolves the data type of a schema: by `type`, or what implies one, with `format`, `enum` and what is inside. Must
//! not know the other keywords of a schema.

use super::enums::{self, Listed};
use super::files::Files;
use super::numbers::compare;
use super::types::Resolver;
use crate::api::{Format, Precision, Scalar, Schema, Text, Type, Width};
use crate::diagnostics::messages;
use crate::openapi::{self, AdditionalProperties, RefOr, TypeName};
use crate::source::{FileId, Spanned};
use crate::yaml::{Node, Number, Value};
use std::cmp::Ordering;
use std::rc::Rc;

impl Resolver<'_, '_> {
    /// The type, and whether `null` is a value of it. `None` means that a diagnostic says why there is none.
    pub fn type_of(
        &mut self,
        schema: &Rc<openapi::Schema>,
        file: FileId,
        name: &Spanned<String>,
    ) -> Option<(Type, bool)> {
        check_version(schema, self.files);
        let mut nullable = schema.nullable.is_some();
        nullable |= schema.types.iter().any(|ty| ty.value == TypeName::Null);
        // Several make a union, which this is not.
        let first = schema.types.iter().find(|ty| ty.value != TypeName::Null);
        nullable |= schema.values.iter().flat_map(|values| &values.value).any(|value| value.value == Value::Null);
        let listed = enums::listed(schema);
        let ty = match first.map(|ty| ty.value).or_else(|| implied(schema, listed)) {
            Some(TypeName::Integer | TypeName::String) if listed.is_some() => {
                self.definition(schema, listed, file, name)
            }
            Some(TypeName::Boolean) => Type::Scalar(Scalar::Boolean),
            Some(TypeName::Integer) => Type::Scalar(Scalar::Integer(width(schema))),
            // A number of 64 bits has no room for all of these.
            Some(TypeName::Number) if is_long(schema) => Type::Scalar(Scalar::Integer(width(schema))),
            Some(TypeName::Number) => Type::Scalar(Scalar::Number(precision(schema))),
            Some(TypeName::String) => Type::Scalar(Scalar::Text(text_of(schema))),
            Some(TypeName::Array) => Type::Array(match &schema.items {
                Some(items) if schema.prefix_items.is_empty() => self.inside(items, name, "item")?,
                Some(_) | None => self.item(schema, name)?,
            }),
            Some(TypeName::Object) => self.object_type(schema, file, name)?,
            Some(TypeName::Null) | None => {
                if let Some(values) = schema.values.as_ref().filter(|values| !values.value.iter().all(is_null)) {
                    let reason = "its values are lists or objects";
                    self.files.diagnostics.push(messages::became_value(values.span, reason));
                }
                Type::Any
            }
        };
        Some((ty, nullable))
    }

    fn object_type(&mut self, schema: &Rc<openapi::Schema>, file: FileId, name: &Spanned<String>) -> Option<Type> {
        if !schema.properties.is_empty() {
            return Some(self.definition(schema, None, file, name));
        }
        if let Some(AdditionalProperties::Schema(values)) =
            schema.additional.as_ref().map(|additional| &additional.value)
            && schema.pattern_properties.is_empty()
        {
            return self.inside(values, name, "value").map(Type::Map);
        }
        Some(match self.other_names(schema, name)? {
            Some(_) if is_open(schema) => Type::FreeForm,
            Some(values) => Type::Map(values),
            None if is_closed(schema) => self.definition(schema, None, file, name),
            None => Type::FreeForm,
        })
    }

    /// What a list or a map holds; boxed where it is made, since a stack holds many of these frames.
    fn inside(&mut self, schema: &RefOr<openapi::Schema>, name: &Spanned<String>, what: &str) -> Option<Box<Schema>> {
        self.resolve(schema, schema.span().file, &part(name, what)).map(|found| Box::new(found.schema))
    }

    /// What a list holds: the first items may be of other types than those that follow.
    fn item(&mut self, schema: &openapi::Schema, name: &Spanned<String>) -> Option<Box<Schema>> {
        if schema.items.is_none() && schema.prefix_items.is_empty() {
            self.files.diagnostics.push(match self.files.is_3_1 {
                true => messages::became_value(schema.span, "the list has no `items`"),
                false => messages::missing_items(schema.span),
            });
            return Some(Box::new(Schema::plain(Type::Any)));
        }
        let items = schema.items.as_ref().filter(|items| !is_never(items));
        let all: Vec<_> = schema.prefix_items.iter().chain(items).collect();
        if all.is_empty() {
            return Some(Box::new(Schema::plain(Type::Any)));
        }
        let most = schema.max_items.as_ref().and_then(|most| usize::try_from(most.value).ok());
        let is_open = schema.items.is_none() && most.is_none_or(|most| most > all.len());
        self.any_of(all, (name, "item"), is_open.then_some("others may follow its first items"))
    }

    /// What an object holds under names that it does not list, as far as it says so.
    #[allow(clippy::option_option, reason = "nothing is said, or what is said was refused")]
    pub(super) fn other_names(
        &mut self,
        schema: &openapi::Schema,
        name: &Spanned<String>,
    ) -> Option<Option<Box<Schema>>> {
        let additional = schema.additional.as_ref().map(|additional| &additional.value);
        let described = match additional {
            Some(AdditionalProperties::Schema(values)) => Some(values),
            Some(AdditionalProperties::Allowed(true)) => return Some(Some(Box::new(Schema::plain(Type::Any)))),
            Some(AdditionalProperties::Allowed(false)) | None => None,
        };
        let by_pattern = schema.pattern_properties.iter().map(|(_, values)| values).filter(|values| !is_never(values));
        let all: Vec<_> = by_pattern.chain(described).collect();
        if all.is_empty() {
            return Some(None);
        }
        let is_open = additional.is_none().then_some("names that match no pattern may hold anything");
        self.any_of(all, (name, "value"), is_open).map(Some)
    }

    /// What values of several schemas are: of one of their types. Where others may be there for a reason, it is theirs only if they
    /// agree.
    fn any_of(
        &mut self,
        schemas: Vec<&RefOr<openapi::Schema>>,
        (name, what): (&Spanned<String>, &str),
        others: Option<&str>,
    ) -> Option<Box<Schema>> {
        let (first, more) = schemas.split_first()?;
        if more.is_empty() {
            return self.inside(first, name, what);
        }
        if let Some(reason) = others {
            let of_first = self.inside(first, name, what)?;
            for (at, other) in more.iter().enumerate() {
                if self.inside(other, name, &format!("{what} {}", at + 2))? != of_first {
                    self.files.diagnostics.push(messages::became_value(other.span(), reason));
                    return Some(Box::new(Schema::plain(Type::Any)));
                }
            }
            return Some(Box::new(Schema { nullable: of_first.nullable, ..Schema::plain(of_first.ty) }));
        }
        let span = first.span();
        let any_of = schemas.into_iter().cloned().collect();
        self.inside(&openapi::Schema { any_of, ..openapi::Schema::blank(span) }.into(), name, what)
    }
}

/// Whether an object says that it may hold anything.
fn is_open(schema: &openapi::Schema) -> bool {
    let additional = schema.additional.as_ref().map(|additional| &additional.value);
    matches!(additional, Some(AdditionalProperties::Allowed(true)))
}

/// Whether an object has no names but those that it lists.
pub fn is_closed(schema: &openapi::Schema) -> bool {
    let is_closed = matches!(
        schema.additional.as_ref().map(|additional| &additional.value),
        Some(AdditionalProperties::Allowed(false))
    );
    is_closed && schema.pattern_properties.iter().all(|(_, values)| is_never(values))
}

/// Whether no value matches a schema.
pub fn is_never(schema: &RefOr<openapi::Schema>) -> bool {
    matches!(schema, RefOr::Value(schema) if schema.never)
}

/// The name of something inside of something.
fn part(name: &Spanned<String>, part: &str) -> Spanned<String> {
    Spanned::new(format!("{} {part}", name.value), name.span)
}

/// Reports what is written as the other version of OpenAPI writes it.
fn check_version(schema: &openapi::Schema, files: &mut Files<'_>) {
    if files.is_3_1 {
        if let Some(span) = schema.nullable {
            let help = "write `type: [string, \"null\"]`, with the type that it has";
            files.diagnostics.push(messages::other_version(span, "`nullable`", "3.0", help));
        }
    } else if let Some(null) = schema.types.iter().find(|ty| ty.value == TypeName::Null) {
        let help = "write `nullable: true`, and `type` with one name";
        files.diagnostics.push(messages::other_version(null.span, "the type `null`", "3.1", help));
    }
}

/// The type of a schema that does not say it.
fn implied(schema: &openapi::Schema, listed: Option<Listed>) -> Option<TypeName> {
    if !schema.properties.is_empty() || schema.additional.is_some() || !schema.pattern_properties.is_empty() {
        return Some(TypeName::Object);
    }
    if schema.items.is_some() || !schema.prefix_items.is_empty() {
        return Some(TypeName::Array);
    }
    if schema.content_media_type.is_some() || schema.content_encoding.is_some() {
        return Some(TypeName::String);
    }
    match listed {
        Some(Listed::Texts) => return Some(TypeName::String),
        Some(Listed::Integers) => return Some(TypeName::Integer),
        None => {}
    }
    let mut values = schema.values.as_ref()?.value.iter().filter(|value| !is_null(value)).peekable();
    match values.peek().map(|first| &first.value)? {
        Value::Number(_) => values.all(|value| matches!(value.value, Value::Number(_))).then_some(TypeName::Number),
        Value::Bool(_) => values.all(|value| matches!(value.value, Value::Bool(_))).then_some(TypeName::Boolean),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_null(value: &Node) -> bool {
    value.value == Value::Null
}

/// What text says.
fn text_of(schema: &openapi::Schema) -> Text {
    let written =
        |keyword: &Option<Spanned<String>>| keyword.as_ref().map(|keyword| keyword.value.to_ascii_lowercase());
    let content = || match (written(&schema.content_encoding).as_deref(), &schema.content_media_type) {
        (Some("base64"), _) => Text::Base64,
        (None | Some("binary"), Some(media_type)) if Format::of(&media_type.value) == Format::Bytes => Text::Binary,
        (Some(_) | None, _) => Text::Plain,
    };
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("date-time") => Text::DateTime,
        Some("date") => Text::Date,
        Some("byte") => Text::Base64,
        Some("password") => Text::Secret,
        Some("binary") => Text::Binary,
        Some(_) | None => content(),
    }
}

/// The width of an integer; 64 bits if the schema does not say, or as many as its bounds need.
pub fn width(schema: &openapi::Schema) -> Width {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("int32" | "int16" | "int8" | "uint16" | "uint8") => Width::Int32,
        Some("int64") => Width::Int64,
        Some("uint32") => Width::Uint32,
        Some("uint64" | "uint") => Width::Uint64,
        Some("int128") => Width::Int128,
        Some("uint128") => Width::Uint128,
        Some(_) | None => bounded(schema),
    }
}

/// Servers count up to what the bounds say, whatever is usual.
fn bounded(schema: &openapi::Schema) -> Width {
    let end = |bound: &Option<Spanned<Number>>| bound.as_ref().map(|bound| bound.value);
    let is_within = |(least, most): (i128, i128)| {
        let is = |end: Option<Number>, limit: i128, beyond: Ordering| {
            end.is_none_or(|end| compare(end, Number::Integer(limit)) != Some(beyond))
        };
        is(end(&schema.minimum), least, Ordering::Less) && is(end(&schema.maximum), most, Ordering::Greater)
    };
    let is_positive =
        end(&schema.minimum).is_some_and(|least| compare(least, Number::Integer(0)).is_some_and(Ordering::is_ge));
    let widths = [Width::Int64, Width::Uint64, Width::Int128];
    let mut widths = widths.into_iter().filter(|width| is_positive || *width != Width::Uint64);
    widths.find(|width| is_within(width.limits())).unwrap_or(Width::Int128)
}

/// Whether the format of a number is one of long integers.
fn is_long(schema: &openapi::Schema) -> bool {
    let format = schema.format.as_ref().map(|format| format.value.as_str());
    matches!(format, Some("int64" | "uint64" | "int128" | "uint128"))
}

fn precision(schema: &openapi::Schema) -> Precision {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("float") => Precision::Float,
        Some("decimal" | "decimal128") => Precision::Decimal,
        Some(_) | None => Precision::Double,
    }
}
