//! Schemas to types: follows references, names inline objects after their place, merges `allOf`. Definitions are filled
//! from a queue, so that a long chain of types needs no deep stack.

use super::constraints;
use super::files::{Files, Place};
use crate::api::{Definition, Json, Kind, Object, Precision, Schema, Type, TypeId, Width};
use crate::diagnostics::messages;
use crate::openapi::{self, AdditionalProperties, RefOr, TypeName};
use crate::source::{FileId, Places, Span, Spanned};
use crate::yaml::{Node, Value};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Aliases and parts of parts that lead to one another: more has no use, and a stack has an end.
pub const MAX_NESTING: usize = 64;

/// A schema where it is used.
#[derive(Clone, Debug)]
pub struct Use {
    /// What it means.
    pub schema: Schema,
    /// Description of this use, or else of the type.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the caller only.
    pub write_only: bool,
    /// Name that the use asks for.
    pub rust_name: Option<String>,
    /// Where the schema is.
    pub span: Span,
}

/// A definition that has a name and not yet a content.
struct Pending {
    id: TypeId,
    schema: openapi::Schema,
    file: FileId,
}

/// The types of one service.
pub struct Types<'f, 'r> {
    /// Files and diagnostics.
    pub files: &'f mut Files<'r>,
    /// The types so far.
    pub definitions: Vec<Definition>,
    known: BTreeMap<Place, Use>,
    open: BTreeSet<Place>,
    queue: VecDeque<Pending>,
    /// Examples and defaults, to be checked when all types are known.
    pub examples: Vec<(Node, Schema, Span, Check)>,
}

/// What is checked against a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// An `example`.
    Example,
    /// A `default`.
    Default,
}

impl<'f, 'r> Types<'f, 'r> {
    /// No types yet.
    pub fn new(files: &'f mut Files<'r>) -> Self {
        Self {
            files,
            definitions: Vec::new(),
            known: BTreeMap::new(),
            open: BTreeSet::new(),
            queue: VecDeque::new(),
            examples: Vec::new(),
        }
    }

    /// What a schema means where it is used. `name` is for an inline type: the names of its place, with spaces.
    /// `None` means that a diagnostic says why not.
    pub fn resolve(&mut self, schema: &RefOr<openapi::Schema>, file: FileId, name: &Spanned<String>) -> Option<Use> {
        let reference = match schema {
            RefOr::Value(schema) => return self.inline(schema, file, name),
            RefOr::Ref(reference) => reference,
        };
        let place = self.files.place(file, &reference.target)?;
        let component = place.name(&self.files.sources).to_owned();
        let mut found = match self.known.get(&place) {
            Some(known) => known.clone(),
            None => self.named(schema, file, place, &reference.target)?,
        };
        if let Some(description) = &reference.description {
            found.description = Some(description.value.clone());
            found.schema.places.set("description", description.span);
        }
        found.schema.places.set("$ref", reference.target.span);
        found.schema.reference = Some(component);
        Some(found)
    }

    /// What a schema means, or anything if that has been reported: so that what refers to it is not reported too.
    pub fn resolve_or_any(&mut self, schema: &RefOr<openapi::Schema>, file: FileId, name: &Spanned<String>) -> Use {
        let any = || Schema { places: Places::new(name.span), ..Schema::plain(Type::Any) };
        self.resolve(schema, file, name).unwrap_or_else(|| Use {
            schema: any(),
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            rust_name: None,
            span: name.span,
        })
    }

    /// A type that a reference leads to, met for the first time.
    fn named(
        &mut self,
        schema: &RefOr<openapi::Schema>,
        file: FileId,
        first: Place,
        target: &Spanned<String>,
    ) -> Option<Use> {
        let found = self.files.find(file, schema)?;
        let (schema, file) = (found.value, found.file);
        let name_span = found.name.unwrap_or(schema.span);
        let place = found.place.unwrap_or_else(|| first.clone());
        let known = match self.known.get(&place) {
            Some(known) => known.clone(),
            None => {
                if !self.open.insert(place.clone()) {
                    self.files.diagnostics.push(messages::ref_cycle(target.span, &target.value));
                    return None;
                }
                if self.open.len() > MAX_NESTING {
                    self.files.diagnostics.push(messages::ref_too_deep(target.span, MAX_NESTING));
                    self.open.remove(&place);
                    return None;
                }
                let name = Spanned::new(place.name(&self.files.sources).to_owned(), name_span);
                let known = self.inline(&schema, file, &name);
                let id = known.as_ref().and_then(|known| known.schema.ty.named());
                if let Some(definition) = id.and_then(|id| self.definitions.get_mut(id.0))
                    && definition.name == name.value
                {
                    definition.component = true;
                }
                self.open.remove(&place);
                // `x-rust-name` of a named schema names the type, not each property that uses it.
                let known = Use { rust_name: None, ..known? };
                self.known.insert(place, known.clone());
                known
            }
        };
        self.known.insert(first, known.clone());
        Some(known)
    }

    /// What a schema means that stands where it is used, or where a reference led.
    fn inline(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Option<Use> {
        if schema.untold {
            return None;
        }
        if let Some(wrapped) = only_part(schema) {
            return self.wrapper(schema, wrapped, file, name);
        }
        let (ty, nullable) = self.type_of(schema, file, name)?;
        let constraints = constraints::read(schema, &ty, &mut self.files.diagnostics);
        super::formats::check(schema, &ty, &mut self.files.diagnostics);
        let default = schema.default.as_ref().map(to_json);
        let format = text(&schema.format);
        let (examples, places) = (schema.examples.iter().map(to_json).collect(), schema.places.clone());
        let resolved = Schema { ty, nullable, constraints, default, format, reference: None, examples, places };
        self.note_values(schema, &resolved);
        let named = matches!(resolved.ty, Type::Named(_));
        Some(Use {
            schema: resolved,
            description: text(&schema.description).or_else(|| text(&schema.title)),
            deprecated: schema.deprecated,
            read_only: schema.read_only,
            write_only: schema.write_only,
            rust_name: if named { None } else { text(&schema.rust_name) },
            span: schema.span,
        })
    }

    /// `allOf` with one part: the idiom for saying more about a reference.
    fn wrapper(
        &mut self,
        schema: &openapi::Schema,
        part: &RefOr<openapi::Schema>,
        file: FileId,
        name: &Spanned<String>,
    ) -> Option<Use> {
        let mut inner = self.resolve(part, file, name)?;
        inner.schema.nullable |= schema.nullable.is_some();
        let own = constraints::read(schema, &inner.schema.ty, &mut self.files.diagnostics);
        constraints::tighten(&mut inner.schema.constraints, own);
        if schema.default.is_some() {
            inner.schema.default = schema.default.as_ref().map(to_json);
        }
        inner.schema.examples.extend(schema.examples.iter().map(to_json));
        inner.schema.places.overlay(&schema.places);
        self.note_values(schema, &inner.schema);
        Some(Use {
            description: text(&schema.description).or(inner.description),
            deprecated: inner.deprecated || schema.deprecated,
            read_only: inner.read_only || schema.read_only,
            write_only: inner.write_only || schema.write_only,
            rust_name: text(&schema.rust_name),
            ..inner
        })
    }

    fn note_values(&mut self, schema: &openapi::Schema, resolved: &Schema) {
        for example in &schema.examples {
            self.examples.push((example.clone(), resolved.clone(), schema.span, Check::Example));
        }
        if let Some(default) = &schema.default {
            self.examples.push((default.clone(), resolved.clone(), schema.span, Check::Default));
        }
    }

    fn type_of(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Option<(Type, bool)> {
        check_version(schema, self.files);
        let mut nullable = schema.nullable.is_some();
        let mut types = schema.types.iter().filter(|ty| {
            nullable |= ty.value == TypeName::Null;
            ty.value != TypeName::Null
        });
        let (first, second) = (types.next(), types.next());
        drop(types);
        if let (Some(_), Some(second)) = (first, second) {
            let instead = "give the property the one type that the service really sends";
            self.files.diagnostics.push(messages::unsupported(second.span, "more than one type", instead));
            return None;
        }
        nullable |= schema.values.iter().flat_map(|values| &values.value).any(|value| value.value == Value::Null);
        let ty = match first.map(|ty| ty.value).or_else(|| implied(schema)) {
            Some(TypeName::Boolean) => Type::Boolean,
            Some(TypeName::Integer) if schema.values.is_some() => self.definition(schema, file, name),
            Some(TypeName::Integer) => Type::Integer(width(schema)),
            Some(TypeName::Number) => Type::Number(precision(schema)),
            Some(TypeName::String) if schema.values.is_some() => self.definition(schema, file, name),
            Some(TypeName::String) => match schema.format.as_ref().map(|format| format.value.as_str()) {
                Some("date-time") => Type::DateTime,
                Some("byte") => Type::Base64,
                Some("password") => Type::Secret,
                Some(_) | None => Type::String,
            },
            Some(TypeName::Array) => {
                let Some(items) = &schema.items else {
                    self.files.diagnostics.push(messages::missing_items(schema.span));
                    return None;
                };
                let item = self.resolve(items, file, &part(name, "item"))?;
                Type::Array(Box::new(item.schema))
            }
            Some(TypeName::Object) => self.object_type(schema, file, name)?,
            Some(TypeName::Null) | None => Type::Any,
        };
        Some((ty, nullable))
    }

    fn object_type(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Option<Type> {
        if !schema.properties.is_empty() || !schema.all_of.is_empty() {
            return Some(self.definition(schema, file, name));
        }
        match schema.additional.as_ref().map(|additional| &additional.value) {
            Some(AdditionalProperties::Schema(values)) => {
                let value = self.resolve(values, file, &part(name, "value"))?;
                Some(Type::Map(Box::new(value.schema)))
            }
            // Closed and without a property: an empty object, which is a type of its own.
            Some(AdditionalProperties::Allowed(false)) => Some(self.definition(schema, file, name)),
            Some(AdditionalProperties::Allowed(true)) | None => Some(Type::FreeForm),
        }
    }

    /// Gives the type its name now and its content later.
    fn definition(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Type {
        let id = TypeId(self.definitions.len());
        self.definitions.push(Definition {
            name: name.value.clone(),
            component: false,
            rust_name: text(&schema.rust_name),
            description: text(&schema.description).or_else(|| text(&schema.title)),
            deprecated: schema.deprecated,
            kind: match schema.values {
                Some(_) => Kind::StringEnum(Vec::new()),
                None => Kind::Object(Object::default()),
            },
            in_request: false,
            in_response: false,
            span: name.span,
            places: schema.places.clone(),
            path: self.files.sources.path(file).to_owned(),
        });
        self.queue.push_back(Pending { id, schema: schema.clone(), file });
        Type::Named(id)
    }

    /// Whether a named type is an object. Its content may not be known yet, but this is.
    pub fn is_object(&self, id: TypeId) -> bool {
        self.definitions.get(id.0).is_some_and(|definition| matches!(definition.kind, Kind::Object(_)))
    }

    /// Fills the definitions that were met.
    pub fn fill(&mut self) {
        while let Some(pending) = self.queue.pop_front() {
            let Some(definition) = self.definitions.get(pending.id.0) else { continue };
            let name = Spanned::new(definition.name.clone(), definition.span);
            let kind = match &pending.schema.values {
                Some(values) => super::enums::read(&pending.schema, values, &mut self.files.diagnostics),
                None => Kind::Object(self.object(&pending.schema, pending.file, &name)),
            };
            if let Some(definition) = self.definitions.get_mut(pending.id.0) {
                definition.kind = kind;
            }
        }
    }
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

/// The only part of an `allOf` that adds nothing but words.
fn only_part(schema: &openapi::Schema) -> Option<&RefOr<openapi::Schema>> {
    let adds = !schema.properties.is_empty() || schema.additional.is_some() || !schema.required.is_empty();
    match schema.all_of.as_slice() {
        [part] if !adds => Some(part),
        _ => None,
    }
}

/// The type of a schema that does not say it.
fn implied(schema: &openapi::Schema) -> Option<TypeName> {
    let is_object = !schema.properties.is_empty() || schema.additional.is_some() || !schema.all_of.is_empty();
    if is_object {
        return Some(TypeName::Object);
    }
    if schema.items.is_some() {
        return Some(TypeName::Array);
    }
    match schema.values.as_ref()?.value.iter().find(|value| value.value != Value::Null).map(|value| &value.value) {
        Some(Value::String(_)) => Some(TypeName::String),
        Some(Value::Number(_)) => Some(TypeName::Integer),
        Some(Value::Bool(_)) => Some(TypeName::Boolean),
        Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => None,
    }
}

/// The width of an integer; 64 bits if the schema does not say.
pub fn width(schema: &openapi::Schema) -> Width {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("int32") => Width::Int32,
        Some(_) | None => Width::Int64,
    }
}

fn precision(schema: &openapi::Schema) -> Precision {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("float") => Precision::Float,
        Some(_) | None => Precision::Double,
    }
}

fn text(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

/// A value without its places.
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => number_to_json(*number),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Object(object) => Json::Object(
            object.members.iter().map(|member| (member.key.value.clone(), to_json(&member.value))).collect(),
        ),
    }
}

fn number_to_json(number: crate::yaml::Number) -> Json {
    use crate::yaml::Number;
    match number {
        Number::Integer(integer) => match (i64::try_from(integer), u64::try_from(integer)) {
            (Ok(integer), _) => integer.into(),
            (_, Ok(integer)) => integer.into(),
            _ => serde_json::Number::from_f64(integer as f64).map_or(Json::Null, Json::Number),
        },
        Number::Float(float) => serde_json::Number::from_f64(float).map_or(Json::Null, Json::Number),
    }
}
