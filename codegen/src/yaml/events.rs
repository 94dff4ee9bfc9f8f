//! Reads YAML from the events of granit-parser, each with its text and its span. Refuses what YAML allows and a
//! specification must not need: tags, merge keys, several documents. The only file that knows the parser, but for
//! `advice`, which knows its errors.

use super::builder::Builder;
use super::{LONGEST_KEY, MAX_DEPTH, Node, Value, advice, plain, scalar};
use crate::diagnostics::{Diagnostics, messages};
use crate::source::{FileId, Span};
use granit_parser::{ErrorKind, Event, ScalarStyle};
use oaswright_yaml_events::Events;

/// The events of a text.
pub fn parser(text: &str) -> Events<'_> {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH + 2,
        block_nesting_limit: MAX_DEPTH + 2,
        // Keys that are too long are better refused as keys.
        simple_key_max_lookahead: 64 * LONGEST_KEY,
        emit_unresolved_aliases: true,
    };
    Events::new(text, options)
}

/// Reads a document; `None` means that diagnostics say why not.
pub fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder::new(text, diagnostics);
    let mut documents = 0;
    for next in parser(text) {
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
        take(&mut builder, event, span)?;
    }
    if builder.root.is_none() {
        builder.diagnostics.push(messages::empty_file(Span { file, start: 0, end: 0 }));
    }
    builder.root
}

/// Takes an event in.
fn take(builder: &mut Builder<'_>, event: Event<'_>, span: Span) -> Option<()> {
    if let Event::Scalar(.., Some(_)) | Event::SequenceStart(.., Some(_)) | Event::MappingStart(.., Some(_)) = event {
        return builder.refuse(messages::yaml_tag(tag_span(builder.text, span)));
    }
    match event {
        Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
        Event::Scalar(text, style, anchor, _) => {
            let is_plain = style == ScalarStyle::Plain;
            // An empty value comes as `~`.
            let text = if is_plain && span.start == span.end { "".into() } else { text };
            if builder.expects_key() {
                return key(builder, text.into_owned(), is_plain, span, anchor);
            }
            let value = if is_plain { plain_value(builder, &text, span) } else { Value::String(text.into_owned()) };
            builder.value(Node { span, value }, anchor);
        }
        Event::SequenceStart(_, anchor, _) => return builder.list(span, anchor),
        Event::MappingStart(_, anchor, _) => return builder.map(span, anchor),
        Event::SequenceEnd | Event::MappingEnd => builder.end(),
        Event::Alias(anchor) => return builder.alias(anchor, span),
        Event::UnresolvedAlias(name) => return builder.refuse(messages::unknown_anchor(span, &name)),
        Event::Anchor(..) => {}
        // Comments: the parser's enum may grow, and what it adds is no data.
        _ => {}
    }
    Some(())
}

fn key(builder: &mut Builder<'_>, name: String, is_plain: bool, span: Span, anchor: usize) -> Option<()> {
    if is_plain && name == "<<" {
        return builder.refuse(messages::merge_key(span));
    }
    let is_marked = || builder.text.get(..span.start).is_some_and(|before| before.trim_end().ends_with('?'));
    let written = builder.text.get(span.start..span.end).unwrap_or_default();
    if written.len() > LONGEST_KEY && written.chars().count() > LONGEST_KEY && !is_marked() {
        return builder.refuse(messages::long_key(span, LONGEST_KEY));
    }
    if is_plain {
        plain::check_key(&name, span).into_iter().for_each(|message| builder.diagnostics.push(message));
    }
    builder.key(name, span, anchor);
    Some(())
}

/// The value of text without quotes, or the intended one where it is empty.
fn plain_value(builder: &mut Builder<'_>, text: &str, span: Span) -> Value {
    let value = scalar::value(text);
    let (message, intended) = plain::check(builder.text, text, &value, span, builder.pending_key());
    message.into_iter().for_each(|message| builder.diagnostics.push(message));
    intended.map_or(value, Value::String)
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
