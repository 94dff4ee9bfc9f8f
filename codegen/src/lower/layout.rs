//! Which structs contain themselves, directly or through others: their fields need a `Box` to have a size.

use crate::api::{Definition, Kind};

/// Groups of structs that contain each other.
pub struct Layout {
    group: Vec<usize>,
}

impl Layout {
    /// Finds the groups (Tarjan's strongly connected components, with an explicit stack: chains can be long).
    pub fn of(types: &[Definition]) -> Self {
        let edges: Vec<Vec<usize>> = types.iter().map(contained).collect();
        let mut search = Search {
            index: vec![None; types.len()],
            low: vec![0; types.len()],
            on_stack: vec![false; types.len()],
            stack: Vec::new(),
            group: vec![0; types.len()],
            next: 0,
            groups: 0,
        };
        for start in 0..types.len() {
            if search.index.get(start).copied().flatten().is_none() {
                search.from(start, &edges);
            }
        }
        Self { group: search.group }
    }

    /// Whether a field of type `to` in the struct `from` makes it contain itself.
    pub fn is_recursive(&self, from: usize, to: usize) -> bool {
        self.group.get(from) == self.group.get(to)
    }
}

/// Structs that a struct contains without a list or a map between.
fn contained(definition: &Definition) -> Vec<usize> {
    let Kind::Object(object) = &definition.kind else { return Vec::new() };
    object.properties.iter().filter_map(|property| property.schema.ty.named()).map(|id| id.0).collect()
}

struct Search {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    group: Vec<usize>,
    next: usize,
    groups: usize,
}

impl Search {
    fn from(&mut self, start: usize, edges: &[Vec<usize>]) {
        // Each frame is a node and how many of its edges are done.
        let mut frames = vec![(start, 0_usize)];
        self.enter(start);
        while let Some((node, done)) = frames.pop() {
            let Some(next) = edges.get(node).and_then(|edges| edges.get(done)).copied() else {
                self.leave(node);
                if let Some((parent, _)) = frames.last() {
                    let low = self.low.get(node).copied().unwrap_or(0);
                    self.lower(*parent, low);
                }
                continue;
            };
            frames.push((node, done + 1));
            match self.index.get(next).copied().flatten() {
                None => {
                    self.enter(next);
                    frames.push((next, 0));
                }
                Some(index) if self.on_stack.get(next) == Some(&true) => self.lower(node, index),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        if let (Some(index), Some(low), Some(on_stack)) =
            (self.index.get_mut(node), self.low.get_mut(node), self.on_stack.get_mut(node))
        {
            (*index, *low, *on_stack) = (Some(self.next), self.next, true);
            self.next += 1;
            self.stack.push(node);
        }
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(low) = self.low.get_mut(node) {
            *low = (*low).min(to);
        }
    }

    fn leave(&mut self, node: usize) {
        if self.low.get(node).copied() != self.index.get(node).copied().flatten() {
            return;
        }
        while let Some(member) = self.stack.pop() {
            if let (Some(on_stack), Some(group)) = (self.on_stack.get_mut(member), self.group.get_mut(member)) {
                (*on_stack, *group) = (false, self.groups);
            }
            if member == node {
                break;
            }
        }
        self.groups += 1;
    }
}
