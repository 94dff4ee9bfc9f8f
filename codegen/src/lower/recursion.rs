//! Finds the structs that contain themselves, directly or through others: their fields need a `Box` to have a size.
//! Knows the types of a service. Must not know how they are emitted.

use super::directions::Twins;
use crate::api::{Definition, Kind, TypeId};
use std::collections::BTreeSet;

/// Groups of structs that contain each other: strongly connected components.
pub struct Recursion {
    /// The representative of each type's group.
    group: Vec<usize>,
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
        let (group, _) = groups(&contained);
        Self { group: (0..types.len()).filter_map(|id| group.get(whole(id)).copied()).collect() }
    }

    /// Whether a field of type `to` in the struct `from` makes it contain itself.
    pub fn is_recursive(&self, from: usize, to: usize) -> bool {
        self.group.get(from) == self.group.get(to)
    }
}

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
