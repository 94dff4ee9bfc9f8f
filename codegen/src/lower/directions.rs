//! Splits by direction what travels both ways: where an answer promises what callers may leave out until they send, what is sent is
//! a type of its own. Knows what definitions hold. Must not know Rust.
//!
//! A type that promises nothing stays one, and so do enums: in each of its places, it says the same both ways.

use crate::api::{Definition, Format, Kind, Operation, Property, Schema, Service, Type, TypeId};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a service sends and answers, with a type for each direction where they differ.
pub struct Directed<'a> {
    pub operations: Cow<'a, [Operation]>,
    pub types: Cow<'a, [Definition]>,
    pub twins: Twins,
}

/// The types that are two: what comes back has the place of the definition, and what is sent comes after all others.
#[derive(Default)]
pub struct Twins {
    /// Those that come back, in order.
    received: Vec<usize>,
    /// Where the first one is that is sent.
    first: usize,
}

impl Twins {
    /// What is sent in place of a type that comes back.
    pub fn sent(&self, received: TypeId) -> Option<TypeId> {
        self.received.binary_search(&received.0).ok().map(|at| TypeId(self.first + at))
    }

    /// What comes back in place of a type that is sent.
    pub fn received(&self, sent: TypeId) -> Option<TypeId> {
        self.received.get(sent.0.checked_sub(self.first)?).map(|at| TypeId(*at))
    }
}

#[derive(Clone, Copy)]
enum Way {
    Sent,
    Received,
}

impl<'a> Directed<'a> {
    /// Splits what has to be, in time that grows with the number of properties.
    pub fn of(service: &'a Service) -> Self {
        let parts = parts(&service.operations);
        let received = split(&service.types, &parts);
        let twins = Twins { received, first: service.types.len() };
        if twins.received.is_empty() {
            return Self {
                operations: Cow::Borrowed(&service.operations),
                types: Cow::Borrowed(&service.types),
                twins,
            };
        }
        let mut types = service.types.clone();
        for at in &twins.received {
            let Some(definition) = types.get_mut(*at) else { continue };
            let sent = Definition { in_response: false, ..definition.clone() };
            definition.in_request = false;
            types.push(sent);
        }
        for (at, definition) in types.iter_mut().enumerate() {
            let is_sent = at >= twins.first || !definition.in_response;
            twins.lead(definition, if is_sent { Way::Sent } else { Way::Received });
        }
        let mut operations = service.operations.clone();
        for operation in &mut operations {
            let bodies = operation.body.iter_mut().flat_map(|body| {
                let others = body.others.iter_mut().map(|other| &mut other.schema);
                std::iter::once(&mut body.schema).chain(others)
            });
            let sent = bodies.chain(operation.parameters.iter_mut().map(|parameter| &mut parameter.schema));
            sent.for_each(|schema| twins.turn(schema, Way::Sent));
        }
        Self { operations: Cow::Owned(operations), types: Cow::Owned(types), twins }
    }
}

impl Twins {
    /// Lets a definition that travels one way hold what travels that way.
    fn lead(&self, definition: &mut Definition, way: Way) {
        match &mut definition.kind {
            Kind::Object(object) => {
                for property in &mut object.properties {
                    let way = match (property.read_only, property.write_only) {
                        (true, _) => Way::Received,
                        (false, true) => Way::Sent,
                        (false, false) => way,
                    };
                    self.turn(&mut property.schema, way);
                }
                object.additional.iter_mut().for_each(|schema| self.turn(schema, way));
            }
            Kind::Union(union) => union.alternatives.iter_mut().for_each(|one| self.turn(&mut one.schema, way)),
            Kind::StringEnum(_) | Kind::IntegerEnum(..) => {}
        }
    }

    fn turn(&self, schema: &mut Schema, way: Way) {
        match (&mut schema.ty, way) {
            (Type::Named(id), Way::Sent) => *id = self.sent(*id).unwrap_or(*id),
            (Type::Array(inner) | Type::Map(inner), way) => self.turn(inner, way),
            (Type::Named(_), Way::Received) | (Type::Scalar(_) | Type::Any | Type::FreeForm, _) => {}
        }
    }
}

/// Objects whose properties are parts of a body: they are sent, though no value holds them together.
fn parts(operations: &[Operation]) -> BTreeSet<usize> {
    let bodies = operations.iter().filter_map(|operation| operation.body.as_ref());
    let parts = bodies.filter(|body| body.format == Format::Multipart);
    parts.filter_map(|body| body.schema.ty.named()).map(|id| id.0).collect()
}

/// The types that promise something in answers and travel the other way too, and those that hold one both ways.
fn split(types: &[Definition], parts: &BTreeSet<usize>) -> Vec<usize> {
    let mut holders = vec![Vec::new(); types.len()];
    let mut open = Vec::new();
    for (at, definition) in types.iter().enumerate().filter(|(_, definition)| definition.in_response) {
        if definition.in_request && promises(definition) {
            open.push(at);
        }
        if definition.in_request || parts.contains(&at) {
            let held = both_ways(definition).into_iter().filter_map(|schema| schema.ty.named_inside());
            held.for_each(|id| holders.get_mut(id.0).into_iter().for_each(|of| of.push(at)));
        }
    }
    let mut split = BTreeSet::new();
    while let Some(at) = open.pop() {
        if split.insert(at) {
            open.extend(holders.get(at).into_iter().flatten());
        }
    }
    split.into_iter().collect()
}

fn promises(definition: &Definition) -> bool {
    let is_promised = |one: &Property| one.required && !one.schema.nullable && !one.write_only;
    match &definition.kind {
        Kind::Object(object) => object.properties.iter().any(is_promised),
        Kind::Union(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..) => false,
    }
}

/// What a definition holds whichever way it travels.
fn both_ways(definition: &Definition) -> Vec<&Schema> {
    match &definition.kind {
        Kind::Object(object) => {
            let properties = object.properties.iter().filter(|one| !one.read_only && !one.write_only);
            properties.map(|one| &one.schema).chain(object.additional.as_deref()).collect()
        }
        Kind::Union(union) => union.alternatives.iter().map(|one| &one.schema).collect(),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) => Vec::new(),
    }
}
