//! Collects the types of a service: named when they are met, filled from a queue, so that a long chain of types needs
//! no deep stack. Must not know how a schema gets its type.

use super::alternatives::Part;
use super::enums::Listed;
use super::files::Files;
use super::references::RefTarget;
use super::schemas::{Outline, SchemaUse};
use super::without_spans::text;
use crate::api::{Definition, Kind, Object, Schema, Type, TypeId, Union};
use crate::openapi;
use crate::source::{FileId, Span, Spanned};
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// A definition whose content is not resolved yet.
struct Pending {
    id: TypeId,
    schema: Rc<openapi::Schema>,
    listed: Option<Listed>,
    /// The types of a union.
    parts: Vec<Part>,
}

/// Resolves the types of one service.
pub struct Resolver<'f, 'r> {
    /// Files and diagnostics.
    pub files: &'f mut Files<'r>,
    /// The types so far.
    pub definitions: Vec<Definition>,
    /// Schemas that references led to.
    pub(super) resolved: BTreeMap<RefTarget, SchemaUse>,
    /// Schemas where they are written, each with what is in it: one is one type, whoever leads there.
    pub(super) written: BTreeMap<Span, (Outline, SchemaUse)>,
    /// The references that lead to the schema that is being resolved.
    pub(super) in_progress: BTreeSet<RefTarget>,
    /// What parts were combined to that no document writes together.
    pub(super) combined: BTreeMap<Vec<Span>, SchemaUse>,
    /// The parts that are being combined.
    pub(super) combining: BTreeSet<Vec<Span>>,
    queue: VecDeque<Pending>,
    /// Examples, defaults and values of enums, to be checked when all types are resolved.
    pub examples: Vec<(Node, Schema, Span, ValueRole)>,
}

/// What a value is, that is checked against a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueRole {
    Example,
    Default,
    /// A value of an `enum` that makes no type with a name.
    Value,
}

impl<'f, 'r> Resolver<'f, 'r> {
    pub fn new(files: &'f mut Files<'r>) -> Self {
        Self {
            files,
            definitions: Vec::new(),
            resolved: BTreeMap::new(),
            written: BTreeMap::new(),
            in_progress: BTreeSet::new(),
            combined: BTreeMap::new(),
            combining: BTreeSet::new(),
            queue: VecDeque::new(),
            examples: Vec::new(),
        }
    }

    /// Adds a type with its name; `fill` adds its content.
    pub fn definition(
        &mut self,
        schema: &Rc<openapi::Schema>,
        listed: Option<Listed>,
        file: FileId,
        name: &Spanned<String>,
    ) -> Type {
        self.definition_of(schema, listed, Vec::new(), file, name)
    }

    /// Adds a type with its name that is one of several.
    pub(super) fn definition_of(
        &mut self,
        schema: &Rc<openapi::Schema>,
        listed: Option<Listed>,
        parts: Vec<Part>,
        file: FileId,
        name: &Spanned<String>,
    ) -> Type {
        let id = TypeId(self.definitions.len());
        self.definitions.push(Definition {
            name: name.value.clone(),
            component: false,
            rust_name: text(&schema.rust_name),
            was: schema.was.clone(),
            description: text(&schema.description).or_else(|| text(&schema.title)),
            deprecated: schema.deprecated.clone(),
            kind: match listed {
                _ if !parts.is_empty() => Kind::Union(Union::default()),
                Some(Listed::Texts) => Kind::StringEnum(Vec::new()),
                Some(Listed::Integers) => Kind::IntegerEnum(super::data_types::width(schema), Vec::new()),
                None => Kind::Object(Object::default()),
            },
            in_request: false,
            in_response: false,
            span: name.span,
            places: schema.places.clone(),
            path: self.files.sources.path(file).to_owned(),
        });
        self.queue.push_back(Pending { id, schema: Rc::clone(schema), listed, parts });
        Type::Named(id)
    }

    /// Whether a named type is an object, even if its content is not resolved yet.
    pub fn is_object(&self, id: TypeId) -> bool {
        self.definitions.get(id.0).is_some_and(|definition| matches!(definition.kind, Kind::Object(_)))
    }

    /// Resolves the content of all definitions.
    pub fn fill(&mut self) {
        while let Some(pending) = self.queue.pop_front() {
            let Some(definition) = self.definitions.get(pending.id.0) else { continue };
            let name = definition.name.clone();
            let kind = match pending.listed {
                _ if !pending.parts.is_empty() => Kind::Union(self.union(&pending.schema, pending.parts, &name)),
                Some(listed) => super::enums::read(&pending.schema, listed, self.files),
                None => Kind::Object(self.object(&pending.schema, &name)),
            };
            if let Some(definition) = self.definitions.get_mut(pending.id.0) {
                definition.kind = kind;
            }
        }
    }
}
