//! Says what the keywords of one schema come to: parts that all hold, a union, or a type with bounds, and words about it. Must not
//! know what an object is made of, nor who refers to it.

use super::SchemaUse;
use crate::api::{Constraints, Scalar, Schema, Text, Type};
use crate::diagnostics::messages;
use crate::openapi;
use crate::resolve::alternatives::{Alternatives, may_be_union};
use crate::resolve::types::{Resolver, ValueRole};
use crate::resolve::without_spans::{text, to_json};
use crate::resolve::{constraints, formats};
use crate::source::{FileId, Spanned};
use std::rc::Rc;

/// What a union comes to.
enum OneOf {
    /// None is written, or it says no type; whether it says that `null` is a value.
    Nothing(bool),
    /// One type; `None` if it was reported why not.
    Use(Option<Box<SchemaUse>>),
    /// Several, and whether `null` is a value.
    Type(Type, bool),
}

impl Resolver<'_, '_> {
    /// Resolves a schema that is written where it is used, or where a reference led.
    pub fn inline(&mut self, schema: &Rc<openapi::Schema>, file: FileId, name: &Spanned<String>) -> Option<SchemaUse> {
        if schema.untold {
            return None;
        }
        if !schema.all_of.is_empty() {
            return self.all_of(schema, file, name);
        }
        let (ty, nullable, constraints) = match self.one_of(schema, file, name) {
            OneOf::Use(found) => return found.map(|found| *found),
            OneOf::Type(ty, nullable) => (ty, nullable || schema.nullable.is_some(), Constraints::default()),
            OneOf::Nothing(null) => {
                let (ty, nullable) = self.type_of(schema, file, name)?;
                let constraints = constraints::read(schema, &ty, &mut self.files.diagnostics);
                formats::check(schema, &ty, &mut self.files.diagnostics);
                (ty, nullable || null, constraints)
            }
        };
        Some(self.told(schema, (ty, nullable, constraints)))
    }

    /// A use of a type, with all that the schema says of it.
    fn told(&mut self, schema: &openapi::Schema, (ty, nullable, constraints): (Type, bool, Constraints)) -> SchemaUse {
        let default = schema.default.as_ref().map(to_json);
        let format = text(&schema.format);
        let (examples, places) = (schema.examples.iter().map(to_json).collect(), schema.places.clone());
        let others = false;
        let separator = self.separator(schema, &ty);
        let reference = None;
        let resolved =
            Schema { ty, nullable, constraints, default, format, separator, others, reference, examples, places };
        self.queue_values(schema, &resolved);
        let named = matches!(resolved.ty, Type::Named(_));
        SchemaUse {
            schema: resolved,
            description: text(&schema.description).or_else(|| text(&schema.title)),
            deprecated: schema.deprecated.clone(),
            read_only: schema.read_only,
            write_only: schema.write_only,
            rust_name: if named { None } else { text(&schema.rust_name) },
            was: schema.was.clone().filter(|_| !named),
            span: schema.span,
        }
    }

    /// `x-separator`, if there is text that it may separate.
    pub fn separator(&mut self, schema: &openapi::Schema, ty: &Type) -> Option<String> {
        let separator = schema.separator.as_ref()?;
        if *ty != Type::Scalar(Scalar::Text(Text::Plain)) || separator.value.is_empty() {
            self.files.diagnostics.push(messages::separator_of_nothing(separator.span));
            return None;
        }
        Some(separator.value.clone())
    }

    /// What a union comes to. A frame of its own: chains of schemas are long, and few of them are unions.
    fn one_of(&mut self, schema: &Rc<openapi::Schema>, file: FileId, name: &Spanned<String>) -> OneOf {
        if !may_be_union(schema) {
            return OneOf::Nothing(false);
        }
        let (alternatives, null) = self.alternatives(schema, file);
        match alternatives {
            Alternatives::None => OneOf::Nothing(null),
            Alternatives::Several(parts) => OneOf::Type(self.definition_of(schema, None, parts, file, name), null),
            Alternatives::One(part) => {
                let found = self.resolve(&part.schema, part.schema.span().file, name).map(|found| {
                    let alone = openapi::Schema {
                        one_of: Vec::new(),
                        any_of: Vec::new(),
                        values: None,
                        ..openapi::Schema::clone(schema)
                    };
                    self.with(found, &alone)
                });
                OneOf::Use(found.map(|mut found| {
                    found.schema.nullable |= null;
                    found.schema.others |= part.others;
                    Box::new(found)
                }))
            }
        }
    }

    pub fn queue_values(&mut self, schema: &openapi::Schema, resolved: &Schema) {
        for example in &schema.examples {
            self.examples.push((example.clone(), resolved.clone(), schema.span, ValueRole::Example));
        }
        if let Some(default) = &schema.default {
            self.examples.push((default.clone(), resolved.clone(), schema.span, ValueRole::Default));
        }
        for value in schema.values.iter().filter(|_| resolved.constraints.values.is_some()).flat_map(|list| &list.value)
        {
            self.examples.push((value.clone(), resolved.clone(), schema.span, ValueRole::Value));
        }
    }
}
