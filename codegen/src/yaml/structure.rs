//! First pass: the shape of a document and the place of everything in it. Refuses what YAML allows and a specification
//! must not need: duplicate keys, tags, merge keys, alias bombs, excess depth. Knows no values.

use super::{MAX_ALIASED_NODES, MAX_DEPTH};
use crate::diagnostics::{Diagnostics, messages};
use crate::source::{FileId, Span, Spanned};
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;

/// A node without its value.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its place.
    pub span: Span,
    /// What it contains.
    pub kind: Kind,
    /// How many nodes it is, itself included.
    size: usize,
}

/// What a node contains.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Neither a list nor a map.
    Scalar,
    /// A list.
    Sequence(Vec<Shape>),
    /// A map: names as written, with their places.
    Mapping(Vec<(Spanned<String>, Shape)>),
}

/// A list or map whose end has not come yet.
struct Open {
    span: Span,
    anchor: usize,
    kind: Kind,
    /// In a map: the name that waits for its value.
    key: Option<Spanned<String>>,
    /// In a map: names so far, to find the second of two.
    names: BTreeMap<String, Span>,
    size: usize,
}

struct Builder<'d> {
    open: Vec<Open>,
    root: Option<Shape>,
    anchors: BTreeMap<usize, Shape>,
    aliased: usize,
    diagnostics: &'d mut Diagnostics,
}

/// Reads the structure; `None` means that diagnostics say why not.
pub fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Shape> {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH + 2,
        block_nesting_limit: MAX_DEPTH + 2,
        simple_key_max_lookahead: 65_536,
    };
    let mut builder = Builder { open: Vec::new(), root: None, anchors: BTreeMap::new(), aliased: 0, diagnostics };
    let mut documents = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, at) = match next {
            Ok(next) => next,
            Err(error) => {
                let start = error.marker().byte_offset().unwrap_or(0);
                let span = Span { file, start, end: start };
                builder.diagnostics.push(if too_deep(error.kind()) {
                    messages::too_deep(span, MAX_DEPTH)
                } else {
                    messages::yaml_syntax(span, &error.info())
                });
                return None;
            }
        };
        let range = at.byte_range().unwrap_or(0..0);
        let span = Span { file, start: range.start, end: range.end };
        if let Event::DocumentStart(..) = event {
            documents += 1;
            if documents > 1 {
                builder.diagnostics.push(messages::several_documents(span));
                return None;
            }
        }
        if !builder.event(event, span) {
            return None;
        }
    }
    match builder.root.take() {
        Some(root) => Some(root),
        None => {
            builder.diagnostics.push(messages::empty_file(Span { file, start: 0, end: 0 }));
            None
        }
    }
}

fn too_deep(kind: &granit_parser::ErrorKind) -> bool {
    let text = kind.to_string();
    text.contains("nest") || text.contains("depth") || text.contains("recursion")
}

impl Builder<'_> {
    /// Takes an event in; `false` ends the reading.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => true,
            Event::Scalar(text, style, anchor, tag) => {
                if tag.is_some() {
                    return self.refuse(messages::yaml_tag(span));
                }
                if self.expects_key() {
                    return self.key(&text, style, span);
                }
                self.value(Shape { span, kind: Kind::Scalar, size: 1 }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                tag.is_none_or(|_| self.refuse(messages::yaml_tag(span)))
                    && self.start(span, anchor, Kind::Sequence(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                tag.is_none_or(|_| self.refuse(messages::yaml_tag(span)))
                    && self.start(span, anchor, Kind::Mapping(Vec::new()))
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.value(Shape { span: open.span, kind: open.kind, size: open.size }, open.anchor),
                None => true,
            },
            Event::Alias(anchor) => {
                if self.expects_key() {
                    return self.refuse(messages::complex_key(span));
                }
                // An anchor that is still open contains the alias: a document without end.
                let Some(mut shape) = self.anchors.get(&anchor).cloned() else {
                    return self.refuse(messages::alias_cycle(span));
                };
                self.aliased += shape.size;
                if self.aliased > MAX_ALIASED_NODES {
                    return self.refuse(messages::alias_bomb(span, MAX_ALIASED_NODES));
                }
                shape.span = span;
                self.value(shape, 0)
            }
            Event::Anchor(..) => true,
            Event::UnresolvedAlias(_) => self.refuse(messages::alias_cycle(span)),
            // Comments: the parser's enum may grow, and what it adds is no data.
            _ => true,
        }
    }

    fn refuse(&mut self, diagnostic: crate::diagnostics::Diagnostic) -> bool {
        self.diagnostics.push(diagnostic);
        false
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.kind, Kind::Mapping(_)) && open.key.is_none())
    }

    fn start(&mut self, span: Span, anchor: usize, kind: Kind) -> bool {
        if self.expects_key() {
            return self.refuse(messages::complex_key(span));
        }
        if self.open.len() >= MAX_DEPTH {
            return self.refuse(messages::too_deep(span, MAX_DEPTH));
        }
        self.open.push(Open { span, anchor, kind, key: None, names: BTreeMap::new(), size: 1 });
        true
    }

    fn key(&mut self, text: &str, style: ScalarStyle, span: Span) -> bool {
        if text == "<<" && style == ScalarStyle::Plain {
            return self.refuse(messages::merge_key(span));
        }
        let Some(open) = self.open.last_mut() else { return true };
        if let Some(first) = open.names.insert(text.to_owned(), span) {
            // Reading goes on, so that every duplicate of the file is reported at once.
            self.diagnostics.push(messages::duplicate_key(span, first, text));
        }
        open.key = Some(Spanned::new(text.to_owned(), span));
        true
    }

    fn value(&mut self, shape: Shape, anchor: usize) -> bool {
        if anchor != 0 {
            self.anchors.insert(anchor, shape.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(shape);
            return true;
        };
        open.size += shape.size;
        match &mut open.kind {
            Kind::Sequence(items) => items.push(shape),
            Kind::Mapping(members) => {
                if let Some(key) = open.key.take() {
                    members.push((key, shape));
                }
            }
            Kind::Scalar => {}
        }
        true
    }
}
