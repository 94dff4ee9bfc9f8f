//! Divides files into areas that start one after the other: path items, operations, components, and what else the root of a
//! document holds. Knows which area each place is in, and what refers to what. Must not know errors.

use crate::openapi::Document;
use crate::resolve::derived::component;
use crate::resolve::files::{Files, Loaded};
use crate::resolve::references::reference;
use crate::resolve::targets;
use crate::source::{FileId, Span, Spanned};
use crate::yaml::{Member, Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Where an area starts.
pub type Area = (FileId, usize);

/// The areas of all files.
#[derive(Default)]
pub struct Areas {
    starts: BTreeSet<Area>,
    /// What each refers to.
    links: BTreeMap<Area, BTreeSet<Area>>,
}

/// Where a span starts.
pub fn start(span: Span) -> Area {
    (span.file, span.start)
}

impl Areas {
    pub fn of(loaded: &[Rc<Loaded>], files: &mut Files<'_>) -> Self {
        let contents: Vec<(Span, Content<'_>)> = loaded.iter().flat_map(|loaded| contents(loaded)).collect();
        let mut areas = Self { starts: contents.iter().map(|(at, _)| start(*at)).collect(), ..Self::default() };
        let mut unread: BTreeMap<String, BTreeSet<Area>> = BTreeMap::new();
        for (at, content) in contents {
            let mut written = Written::default();
            match content {
                Content::Elsewhere => {}
                Content::Value(node) => written.read(node),
                Content::Reference(target) => written.references.push(target),
            }
            let mut links: BTreeSet<Area> = written.places.iter().map(|place| areas.around(*place)).collect();
            for target in written.references {
                match areas.target(&target, files) {
                    Ok(area) => _ = links.insert(area),
                    Err(Some(path)) => _ = unread.entry(path).or_default().insert(start(at)),
                    Err(None) => {}
                }
            }
            let derived = written.bases.iter().flat_map(|base| files.derived(base.file, *base));
            links.extend(derived.map(|(_, span)| areas.around(span)));
            areas.links.entry(start(at)).or_default().extend(links);
        }
        // Why a file cannot be read is told in it, or at the first reference to it.
        for (path, from) in unread {
            let there = files.sources.find(&path).map(|file| (file, 0));
            for area in &from {
                areas.links.entry(*area).or_default().extend(from.iter().copied().chain(there));
            }
        }
        areas
    }

    /// The area that a place is in.
    pub fn around(&self, span: Span) -> Area {
        let before = self.starts.range((span.file, 0)..=start(span)).next_back();
        before.copied().unwrap_or((span.file, 0))
    }

    /// Areas, with all that they refer to.
    pub fn reached(&self, from: impl IntoIterator<Item = Area>) -> BTreeSet<Area> {
        let mut open: Vec<Area> = from.into_iter().collect();
        let mut reached = BTreeSet::new();
        while let Some(area) = open.pop() {
            if reached.insert(area) {
                open.extend(self.links.get(&area).into_iter().flatten());
            }
        }
        reached
    }

    /// Where a reference leads, or as far as it leads; else the file that cannot be read.
    fn target(&self, target: &Spanned<String>, files: &mut Files<'_>) -> Result<Area, Option<String>> {
        let Some(place) = files.place(target) else {
            let here = files.home(target.span.file);
            return Err(targets::parse(&target.value, files.sources.path(here)).ok().and_then(|(path, _)| path));
        };
        let root = files.by_id.get(&place.file).map(|loaded| &loaded.node).ok_or(None)?;
        let ends = (0..=place.pointer.len()).rev().filter_map(|length| place.pointer.get(..length));
        let found = ends.clone().find_map(|end| {
            let node = root.follow(end.iter().map(String::as_str))?;
            Some(root.name_at(end).unwrap_or(node.span))
        });
        found.map(|span| self.around(span)).ok_or(None)
    }
}

/// What is to be read in an area.
enum Content<'n> {
    /// Other areas have it.
    Elsewhere,
    Value(&'n Node),
    /// Where the rest of a path item is.
    Reference(Spanned<String>),
}

/// The areas of a file, each with what is to be read in it.
fn contents(loaded: &Loaded) -> Vec<(Span, Content<'_>)> {
    let whole = Span { file: loaded.id, start: 0, end: 0 };
    let Some(root) = loaded.node.as_object().filter(|_| Document::is_fragment(&loaded.node)) else {
        return vec![(whole, Content::Value(&loaded.node))];
    };
    let unless = |is_divided: bool, value| if is_divided { Content::Elsewhere } else { Content::Value(value) };
    let mut areas = vec![(whole, Content::Elsewhere)];
    for Member { key, value } in &root.members {
        let inner = matches!(key.value.as_str(), "paths" | "components").then(|| value.as_object()).flatten();
        areas.push((key.span, unless(inner.is_some(), value)));
        for Member { key, value } in inner.into_iter().flat_map(|inner| &inner.members) {
            areas.push((key.span, unless(value.as_object().is_some(), value)));
            let inner = value.as_object().into_iter().flat_map(|inner| &inner.members);
            areas.extend(inner.map(|member| match reference(value).filter(|_| member.key.value == "$ref") {
                Some(target) => (member.key.span, Content::Reference(target)),
                None => (member.key.span, Content::Value(&member.value)),
            }));
        }
    }
    areas
}

/// What is written in an area.
#[derive(Default)]
struct Written {
    /// Where: an alias and an overlay stand for what is written elsewhere.
    places: Vec<Span>,
    references: Vec<Spanned<String>>,
    /// Schemas that others add to, which a discriminator picks.
    bases: Vec<Span>,
}

impl Written {
    fn read(&mut self, node: &Node) {
        match &node.value {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => self.places.push(node.span),
            Value::Array(items) => items.iter().for_each(|item| self.read(item)),
            Value::Object(map) => {
                self.references.extend(reference(node));
                if let Some(discriminator) = map.get("discriminator") {
                    self.bases.push(node.span);
                    let mapping = discriminator.value.follow(["mapping"]).and_then(Node::as_object);
                    for target in mapping.into_iter().flat_map(|mapping| &mapping.members) {
                        let Value::String(text) = &target.value.value else { continue };
                        let is_name = !text.contains(['#', '/', '.']);
                        let text = if is_name { component(text) } else { text.clone() };
                        self.references.push(Spanned::new(text, target.value.span));
                    }
                }
                for Member { key, value } in &map.members {
                    self.places.push(key.span);
                    self.read(value);
                }
            }
        }
    }
}
