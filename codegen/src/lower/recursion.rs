//! Finds the structs that contain themselves, directly or through others: their fields need a `Box` to have a size. And those that
//! are so large that what holds them should not be. Knows the types of a service. Must not know how they are emitted.

use super::directions::Twins;
use crate::api::{Definition, Kind, Precision, Scalar, Type, TypeId, Width};
use std::collections::BTreeSet;

/// How many bytes a field may take, about. Setters pass values on by moving them, which a build without optimisation does by a copy for
/// each call: of a type that holds eighty others in place, a few dozen calls fill the stack.
const LARGEST: usize = 1024;

/// Groups of structs that contain each other: strongly connected components.
pub struct Recursion {
    /// The representative of each type's group.
    group: Vec<usize>,
    is_union: Vec<bool>,
    /// How many bytes a value of each type takes, about.
    sizes: Vec<usize>,
}

impl Recursion {
    /// Finds the groups in time that grows with the number of fields (Kosaraju's algorithm). Two types that are one in the
    /// document count as one, so that one converts into the other as it is.
    pub fn of(types: &[Definition], twins: &Twins) -> Self {
        let whole = |id: usize| twins.received(TypeId(id)).map_or(id, |received| received.0);
        let mut contained: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
        for (from, definition) in types.iter().enumerate() {
            let fields = held(definition).into_iter().map(whole);
            contained.get_mut(whole(from)).into_iter().for_each(|of| of.extend(fields.clone()));
        }
        let (group, order) = groups(&contained);
        let mut found = Self {
            group: (0..types.len()).filter_map(|id| group.get(whole(id)).copied()).collect(),
            is_union: types.iter().map(|definition| matches!(definition.kind, Kind::Union(_))).collect(),
            sizes: vec![0; types.len()],
        };
        // What is held comes before what holds it. Where two hold each other, the second round knows what the first did not.
        for id in order.iter().chain(&order).rev().copied().filter(|id| whole(*id) == *id) {
            let size = types.get(id).map_or(0, |definition| found.size(id, definition));
            for one in [Some(TypeId(id)), twins.sent(TypeId(id))].into_iter().flatten() {
                found.sizes.get_mut(one.0).into_iter().for_each(|slot| *slot = size);
            }
        }
        found
    }

    /// Whether a type `to` in the struct or union `from` needs a `Box` around it: because it contains itself, unless a struct on the way
    /// has a `Box` already, or because it is large.
    pub fn needs_box(&self, from: usize, to: usize) -> bool {
        let is_union = |id: usize| self.is_union.get(id) == Some(&true);
        let is_recursive = self.group.get(from) == self.group.get(to) && (is_union(to) || !is_union(from));
        is_recursive || self.sizes.get(to).is_some_and(|size| *size > LARGEST)
    }

    fn size(&self, id: usize, definition: &Definition) -> usize {
        match &definition.kind {
            Kind::Object(object) => {
                let properties = object.properties.iter().map(|property| self.field(id, &property.schema.ty));
                properties.chain(object.additional.iter().map(|_| LIST)).sum()
            }
            Kind::Union(union) => {
                let alternatives = union.alternatives.iter().map(|one| self.field(id, &one.schema.ty));
                alternatives.max().unwrap_or_default().max(ANY)
            }
            Kind::StringEnum(_) | Kind::IntegerEnum(..) => LIST,
        }
    }

    /// That of a field in the struct or union `from`.
    fn field(&self, from: usize, ty: &Type) -> usize {
        match ty {
            Type::Scalar(scalar) => match scalar {
                Scalar::Boolean => 1,
                Scalar::Number(Precision::Float) | Scalar::Integer(Width::Int32 | Width::Uint32) => 8,
                Scalar::Number(Precision::Double) | Scalar::Integer(Width::Int64 | Width::Uint64) => 16,
                Scalar::Integer(Width::Int128 | Width::Uint128) => 32,
                Scalar::Number(Precision::Decimal) | Scalar::Text(_) => LIST,
            },
            Type::Any => ANY,
            Type::FreeForm | Type::Array(_) | Type::Map(_) => LIST,
            Type::Named(to) if self.needs_box(from, to.0) => 8,
            Type::Named(to) => self.sizes.get(to.0).copied().unwrap_or_default(),
        }
    }
}

/// The size of what has its content elsewhere: a text, a list, a map.
const LIST: usize = 24;

/// That of any value of JSON.
const ANY: usize = 32;

/// The representative of each node's group, and the nodes group by group, those that lead to others before these.
pub fn groups(edges: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut backwards = vec![Vec::new(); edges.len()];
    for (from, all) in edges.iter().enumerate() {
        for to in all {
            backwards.get_mut(*to).into_iter().for_each(|of: &mut Vec<usize>| of.push(from));
        }
    }
    let (mut left, mut seen) = (Vec::new(), BTreeSet::new());
    for start in 0..edges.len() {
        visit(start, edges, &mut seen, &mut |node| left.push(node));
    }
    let (mut group, mut order, mut seen) = (vec![0; edges.len()], Vec::new(), BTreeSet::new());
    for start in left.into_iter().rev() {
        visit(start, &backwards, &mut seen, &mut |node| {
            group.get_mut(node).into_iter().for_each(|of| *of = start);
            order.push(node);
        });
    }
    (group, order)
}

/// Structs that a struct contains without a list or a map between.
fn held(definition: &Definition) -> Vec<usize> {
    match &definition.kind {
        Kind::Object(object) => {
            object.properties.iter().filter_map(|property| property.schema.ty.named()).map(|id| id.0).collect()
        }
        Kind::Union(union) => {
            union.alternatives.iter().filter_map(|one| one.schema.ty.named()).map(|id| id.0).collect()
        }
        Kind::StringEnum(..) | Kind::IntegerEnum(..) => Vec::new(),
    }
}

/// Visits depth first what was not seen yet, and calls `leave` for each node after its successors. With a stack of its own:
/// chains can be long.
fn visit(start: usize, edges: &[Vec<usize>], seen: &mut BTreeSet<usize>, leave: &mut dyn FnMut(usize)) {
    let mut stack = vec![(start, false)];
    while let Some((node, is_done)) = stack.pop() {
        if is_done {
            leave(node);
        } else if seen.insert(node) {
            stack.push((node, true));
            stack.extend(edges.get(node).into_iter().flatten().map(|next| (*next, false)));
        }
    }
}
