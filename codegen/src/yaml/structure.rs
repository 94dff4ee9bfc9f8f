//! First pass: the shape of a document and the place of everything in it. Refuses what YAML allows and a specification
//! must not need: duplicate keys, tags, merge keys, alias bombs, excess depth. Knows no values.

use super::{FEW, MAX_ALIASED_NODES, MAX_DEPTH, advice, plain};
use crate::diagnostics::{Diagnostics, messages};
use crate::source::{FileId, Span, Spanned};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};
use std::collections::BTreeMap;

/// A node without its value.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its place.
    pub span: Span,
    /// What it contains.
    pub kind: Kind,
    /// How many nodes it is, itself included.
    pub size: usize,
    /// The text that was meant where none was written, which has been reported.
    pub meant: Option<String>,
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
    /// Items of a list of which all but the first lack their dash, which has been reported.
    Items(Vec<(Spanned<String>, Shape)>),
}

/// A list or map whose end has not come yet.
struct Open {
    span: Span,
    anchor: usize,
    kind: Kind,
    /// In a map: the name that waits for its value.
    key: Option<Spanned<String>>,
    /// In a map of many names: where each of the first so many stands first.
    names: BTreeMap<String, Span>,
    named: usize,
    /// In a map: its first name.
    begins: Option<Span>,
    /// In a map: whether its first name came again.
    restarted: bool,
    size: usize,
}

impl Open {
    /// Where a name stands first in a map.
    fn first(&mut self, name: &str) -> Option<Span> {
        let Kind::Mapping(members) = &self.kind else { return None };
        if members.len() <= FEW {
            return members.iter().find(|(key, _)| key.value == name).map(|(key, _)| key.span);
        }
        for (key, _) in members.iter().skip(self.named) {
            self.names.entry(key.value.clone()).or_insert(key.span);
        }
        self.named = members.len();
        self.names.get(name).copied()
    }
}

/// A shape that is being put together.
pub struct Builder<'d> {
    text: &'d str,
    open: Vec<Open>,
    /// The whole, when it is complete.
    pub root: Option<Shape>,
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
        emit_unresolved_aliases: true,
    };
    let mut builder = Builder::new(text, diagnostics);
    let mut documents = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, at) = match next {
            Ok(next) => next,
            Err(error) => {
                let start = error.marker().byte_offset().unwrap_or(0);
                let message = match error.kind() {
                    ErrorKind::RecursionLimitExceeded => {
                        messages::too_deep(Span { file, start, end: start + 1 }, MAX_DEPTH)
                    }
                    _ => advice::of(file, text, &error),
                };
                builder.diagnostics.push(message);
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

/// Where the `!tag` of a node is written: before the node, and before or after its anchor.
fn tag_span(text: &str, node: Span) -> Span {
    let mut rest = text.get(..node.start).unwrap_or_default().trim_end();
    for _ in 0..2 {
        let start = rest.rfind([' ', '\n', '\t', '[', '{', ',']).map_or(0, |before| before + 1);
        if rest.get(start..).is_some_and(|token| token.starts_with('!')) {
            return Span { start, end: rest.len(), ..node };
        }
        rest = rest.get(..start).unwrap_or_default().trim_end();
    }
    node
}

impl<'d> Builder<'d> {
    /// Nothing yet.
    pub fn new(text: &'d str, diagnostics: &'d mut Diagnostics) -> Self {
        Self { text, open: Vec::new(), root: None, anchors: BTreeMap::new(), aliased: 0, diagnostics }
    }

    /// Takes an event in; `false` ends the reading.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => true,
            Event::Scalar(text, style, anchor, tag) => {
                if tag.is_some() {
                    return self.refuse(messages::yaml_tag(tag_span(self.text, span)));
                }
                let is_key = self.expects_key();
                let meant = if style == ScalarStyle::Plain { self.plain(&text, span, is_key) } else { None };
                if is_key {
                    return self.key(&text, style, span);
                }
                self.value(Shape { span, kind: Kind::Scalar, size: 1, meant }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                tag.is_none_or(|_| self.refuse(messages::yaml_tag(tag_span(self.text, span))))
                    && self.start(span, anchor, Kind::Sequence(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                tag.is_none_or(|_| self.refuse(messages::yaml_tag(tag_span(self.text, span))))
                    && self.start(span, anchor, Kind::Mapping(Vec::new()))
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                if self.expects_key() {
                    return self.refuse(messages::complex_key(span, false));
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
            Event::UnresolvedAlias(name) => self.refuse(messages::unknown_anchor(span, &name)),
            // Comments: the parser's enum may grow, and what it adds is no data.
            _ => true,
        }
    }

    /// Takes in a scalar that has neither tag nor anchor; `name` is what it says, if it turns out to be a name.
    pub fn name_or_scalar(&mut self, span: Span, name: impl FnOnce() -> String) -> bool {
        if self.expects_key() {
            return self.key(&name(), ScalarStyle::DoubleQuoted, span);
        }
        self.value(Shape { span, kind: Kind::Scalar, size: 1, meant: None }, 0)
    }

    /// Looks at text without quotes for what was not meant like that. Returns the text that was meant, if there is none.
    fn plain(&mut self, written: &str, span: Span, is_key: bool) -> Option<String> {
        let key = self.open.last().and_then(|open| open.key.as_ref()).map(|key| key.value.as_str());
        let (message, meant) = plain::look(self.text, written, span, is_key, key);
        message.into_iter().for_each(|message| self.diagnostics.push(message));
        meant
    }

    fn refuse(&mut self, diagnostic: crate::diagnostics::Diagnostic) -> bool {
        self.diagnostics.push(diagnostic);
        false
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.kind, Kind::Mapping(_)) && open.key.is_none())
    }

    /// Opens a list or a map; `false` ends the reading.
    pub fn start(&mut self, span: Span, anchor: usize, kind: Kind) -> bool {
        if self.expects_key() {
            let is_template = self.text.get(..span.start).is_some_and(|before| before.ends_with('{'))
                && self.text.get(span.start..).is_some_and(|rest| rest.starts_with('{'));
            return self.refuse(messages::complex_key(span, is_template));
        }
        if self.open.len() >= MAX_DEPTH {
            return self.refuse(messages::too_deep(span, MAX_DEPTH));
        }
        self.open.push(Open {
            span,
            anchor,
            kind,
            key: None,
            names: BTreeMap::new(),
            named: 0,
            begins: None,
            restarted: false,
            size: 1,
        });
        true
    }

    /// Closes what was opened last.
    pub fn end(&mut self) -> bool {
        match self.open.pop() {
            Some(Open { span, kind, size, anchor, restarted, .. }) => {
                let kind = match kind {
                    Kind::Mapping(members) if restarted => Kind::Items(members),
                    kind => kind,
                };
                self.value(Shape { span, kind, size, meant: None }, anchor)
            }
            None => true,
        }
    }

    fn key(&mut self, text: &str, style: ScalarStyle, span: Span) -> bool {
        if text == "<<" && style == ScalarStyle::Plain {
            return self.refuse(messages::merge_key(span));
        }
        let parent = self.open.len().checked_sub(2).and_then(|at| self.open.get(at));
        let in_list = parent.is_some_and(|parent| matches!(parent.kind, Kind::Sequence(_)));
        let Some(open) = self.open.last_mut() else { return true };
        let begins = *open.begins.get_or_insert(span);
        match open.first(text) {
            // What begins like the item before is one, and all of its names stand twice.
            Some(_) if open.restarted => {}
            Some(first) => match plain::dash_missing(self.text, first, span) {
                Some(dash) if in_list && begins == first => {
                    open.restarted = true;
                    self.diagnostics.push(messages::missing_dash(span, first, text, dash));
                }
                // Reading goes on, so that every duplicate of the file is reported at once.
                Some(_) | None => self.diagnostics.push(messages::duplicate_key(span, first, text)),
            },
            None => {}
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
            Kind::Scalar | Kind::Items(_) => {}
        }
        true
    }
}
