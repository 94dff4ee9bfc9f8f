//! Finds what comes back and can be sent again: what one reads at a path, as the body that replaces it. Knows types by what
//! they hold. Must not know how code makes one of another.

use super::fields::{FieldShape, additional_field, wrapped};
use super::types::{type_of, width_of};
use super::{TypeTable, docs};
use crate::api::{
    self, Format, Kind, Method, Object, Operation, Property, Scalar, Schema, Text, TypeId, Width, path_shape,
};
use crate::rust::{self, Docs, Held, Type, Wrap};
use std::collections::{BTreeMap, BTreeSet};

/// Types in one another, up to which they are compared.
const MOST_DEEP: usize = 32;

/// The types that are made of others, each with those.
#[derive(Default)]
pub struct Reuse(BTreeMap<TypeId, BTreeSet<TypeId>>);

impl Reuse {
    /// Looks at each PUT: what GET shows at its path, what PUT itself answers, and what the POST answers that adds such a thing.
    /// GET shows all that there is, so what a body has more need not come back, unless it is required; of other answers, nobody
    /// knows what they leave out, and that would be deleted.
    pub fn of(operations: &[Operation], types: &TypeTable<'_>) -> Self {
        let places = operations.iter().map(|operation| ((path_shape(&operation.path), operation.method), operation));
        let places: BTreeMap<_, _> = places.collect();
        let mut reuse = Self::default();
        for put in operations.iter().filter(|operation| operation.method == Method::Put) {
            let body = put.body.as_ref().filter(|body| body.format == Format::Json);
            let Some(sent) = body.and_then(|body| body.schema.ty.named()) else { continue };
            let path = path_shape(&put.path);
            let above = path.strip_suffix("/{").unwrap_or_default().to_owned();
            for (place, shows_all) in
                [((path.clone(), Method::Get), true), ((path, Method::Put), false), ((above, Method::Post), false)]
            {
                // A page of a list is not all of it.
                let shown = places.get(&place).filter(|operation| operation.pagination.is_none());
                let answer = shown.and_then(|operation| operation.successes.first()?.schema.as_ref());
                let Some(received) = answer.and_then(|answer| answer.ty.named()) else { continue };
                let mut search = Search { types, shows_all, pairs: BTreeSet::new() };
                if search.objects(received, sent, MOST_DEEP) {
                    search.pairs.into_iter().for_each(|(received, sent)| {
                        reuse.0.entry(sent).or_default().insert(received);
                    });
                }
            }
        }
        reuse
    }

    /// The types that come back, and of which this one is made.
    pub fn received(&self, sent: TypeId) -> impl Iterator<Item = TypeId> {
        self.0.get(&sent).into_iter().flatten().copied()
    }
}

/// Two types are compared, with all that they hold.
struct Search<'t> {
    types: &'t TypeTable<'t>,
    shows_all: bool,
    /// What comes back, and what is made of it.
    pairs: BTreeSet<(TypeId, TypeId)>,
}

impl Search<'_> {
    fn objects(&mut self, received: TypeId, sent: TypeId, depth: usize) -> bool {
        let types = self.types;
        if received == sent || types.twins.received(sent) == Some(received) || self.pairs.contains(&(received, sent)) {
            return true;
        }
        let (Some(from), Some(to)) = (types.definition(received), types.definition(sent)) else { return false };
        let (Kind::Object(comes), Kind::Object(goes)) = (&from.kind, &to.kind) else { return false };
        if depth == 0 || !from.in_response || !to.in_request {
            return false;
        }
        self.pairs.insert((received, sent));
        let mut shared = 0;
        for (property, source) in sources(comes, goes) {
            let Some(source) = source else {
                if property.required || !self.shows_all {
                    return false;
                }
                continue;
            };
            let shapes = (FieldShape::of(source, from, received, types), FieldShape::of(property, to, sent, types));
            if !fits(&shapes.0, &shapes.1) || !self.values(&source.schema, &property.schema, depth - 1) {
                return false;
            }
            shared += 1;
        }
        let of_others = |object: &Object| object.additional.as_ref().map(|schema| type_of(&schema.ty, types));
        shared > 0 && (goes.additional.is_none() || of_others(comes) == of_others(goes))
    }

    /// Whether a value can be sent as one of another schema.
    fn values(&mut self, received: &Schema, sent: &Schema, depth: usize) -> bool {
        match (&received.ty, &sent.ty) {
            (api::Type::Named(received), api::Type::Named(sent)) => self.objects(*received, *sent, depth),
            (api::Type::Array(from), api::Type::Array(to)) | (api::Type::Map(from), api::Type::Map(to)) => {
                // Of a list in a list, each item would have to be converted by itself.
                let is_same = type_of(&from.ty, self.types) == type_of(&to.ty, self.types);
                let is_one = !matches!(from.ty, api::Type::Array(_) | api::Type::Map(_)) && !from.nullable;
                from.nullable == to.nullable && (is_same || is_one && self.values(from, to, depth))
            }
            (api::Type::Scalar(plain), api::Type::Named(id)) | (api::Type::Named(id), api::Type::Scalar(plain)) => {
                match self.types.kind(*id) {
                    Some(Kind::StringEnum(_)) => *plain == Scalar::Text(Text::Plain),
                    Some(Kind::IntegerEnum(width, variants)) => *plain == Scalar::Integer(width_of(*width, variants)),
                    Some(Kind::Object(_) | Kind::Union(_)) | None => false,
                }
            }
            (
                api::Type::Scalar(Scalar::Integer(Width::Int32)),
                api::Type::Scalar(Scalar::Integer(Width::Int32 | Width::Int64)),
            ) => true,
            (received, sent) => received == sent,
        }
    }
}

/// What comes back and can be sent again as a struct.
pub fn lower(received: TypeId, sent: TypeId, types: &TypeTable<'_>) -> Option<rust::Reused> {
    let (from, members) = (types.definition(received)?, types.members(received));
    let (Kind::Object(comes), Kind::Object(goes)) = (&from.kind, types.kind(sent)?) else { return None };
    let field = |(property, source): (&Property, Option<&Property>)| {
        let held = |source: &Property| {
            let ty = wrapped(&FieldShape::of(source, from, received, types));
            Some((members.field(&source.name)?.field.clone(), Held { ty, null: property.required }))
        };
        Some((types.members(sent).field(&property.name)?.field.clone(), source.and_then(held)))
    };
    let all = |id: TypeId| types.members(id).additional.as_ref();
    let additional = all(sent).map(|names| {
        let held = comes.additional.as_ref().zip(all(received)).map(|(schema, names)| {
            (names.field.clone(), Held { ty: additional_field(schema, names, types).ty, null: false })
        });
        (names.field.clone(), held)
    });
    let fields = sources(comes, goes).filter_map(field).chain(additional).collect();
    Some(rust::Reused { ident: types.ident(received), fields })
}

/// What a type is made of, and what of it does not come back.
pub fn docs_of(id: TypeId, types: &TypeTable<'_>) -> Docs {
    let made = types.reuse.received(id).filter_map(|received| {
        let link = format!("[`{0}`](super::{0})", types.ident(received).plain());
        let missing = lower(received, id, types)?.fields;
        let missing = missing.iter().filter(|(_, source)| source.is_none());
        let missing: Vec<String> = missing.map(|(field, _)| docs::code(field.plain())).collect();
        Some(if missing.is_empty() {
            link
        } else {
            format!("{link} (but for {}, which does not come back)", missing.join(", "))
        })
    });
    let made: Vec<String> = made.collect();
    match made.is_empty() {
        true => Docs::new(),
        false => docs::wrapped(&format!("`.into()` makes it of what comes back: {}.", made.join(", "))),
    }
}

/// The properties that are sent, each with the one that comes back.
fn sources<'o>(received: &'o Object, sent: &'o Object) -> impl Iterator<Item = (&'o Property, Option<&'o Property>)> {
    let source = |property: &Property| {
        received.properties.iter().find(|source| source.name == property.name && !source.write_only)
    };
    sent.properties.iter().filter(|property| !property.read_only).map(move |property| (property, source(property)))
}

/// Whether what can be absent in one way can be so in the other.
fn fits(received: &FieldShape, sent: &FieldShape) -> bool {
    let is_boxed = |shape: &FieldShape| matches!(shape.ty, Type::Box(_));
    match (received.wrap, sent.wrap) {
        _ if received.ty == sent.ty && received.wrap == sent.wrap => true,
        (Wrap::Plain | Wrap::Option, Wrap::Nullable) => received.ty == sent.ty,
        (Wrap::Plain | Wrap::Option, Wrap::Option) => !is_boxed(received) && !is_boxed(sent),
        (Wrap::Nullable, _) | (_, Wrap::Plain) => false,
    }
}
