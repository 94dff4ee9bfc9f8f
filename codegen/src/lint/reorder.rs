//! Sorts the keywords of an object, as an edit of its text: comments and blank lines stay beside the keyword that they
//! are above. Knows lines and indentation. Must not know rules.

use super::model::Element;
use crate::diagnostics::Patch;
use crate::grammar::Object;
use crate::source::{Sources, Span};

/// The keywords of an object in their order.
pub fn in_order<'n>(element: &Element<'n>, ranks: &[usize]) -> Vec<&'n str> {
    let mut members: Vec<_> =
        element.object.members.iter().map(|member| member.key.value.as_str()).zip(ranks).collect();
    members.sort_by_key(|(_, rank)| **rank);
    members.into_iter().map(|(key, _)| key).collect()
}

/// The rank of each member of an object in the order. An extension that the grammar does not know ranks with the last that it
/// knows there; what else it does not know, with the member before it.
pub fn ranks(element: &Element<'_>) -> Vec<usize> {
    // Methods are in the order of the vendor's pages.
    let order = if element.kind == Object::PathItem { &[] } else { element.kind.keywords() };
    let mut last = 0;
    let rank = |key: &str| {
        let listed = order.iter().position(|row| row.name == key);
        listed.or_else(|| order.iter().rposition(|row| row.name.starts_with("x-") && key.starts_with("x-")))
    };
    let members = element.object.members.iter();
    members
        .map(|member| {
            last = rank(&member.key.value).unwrap_or(last);
            last
        })
        .collect()
}

/// The first member that comes too late, and the one that it belongs before.
pub fn first_out_of_order(ranks: &[usize]) -> Option<(usize, usize)> {
    let late = (1..ranks.len()).find(|at| ranks.get(*at) < ranks.get(at - 1))?;
    let early = (0..late).find(|at| ranks.get(*at) > ranks.get(late))?;
    Some((late, early))
}

/// A member's lines: those above it that are comments, and its own.
struct Block {
    start: usize,
    key: usize,
    end: usize,
}

/// The edit that brings the members into order; `None` where it would not be certain.
pub fn patch(element: &Element<'_>, ranks: &[usize], sources: &Sources) -> Option<Patch> {
    let text = sources.text(element.file);
    let keys: Vec<usize> = element.object.members.iter().map(|member| member.key.span.start).collect();
    let blocks = blocks(text, &keys)?;
    let mut sorted: Vec<usize> = (0..blocks.len()).collect();
    sorted.sort_by_key(|at| ranks.get(*at));
    let moved = |at: &usize| sorted.get(*at) != Some(at);
    let (first, last) = ((0..sorted.len()).find(moved)?, (0..sorted.len()).rev().find(moved)?);
    let (from, to) = (blocks.get(first)?, blocks.get(last)?);
    // In a list the first member follows a dash, where no comment can be.
    let shares_line = !text.get(line_start(text, from.key)..from.key)?.trim().is_empty();
    let indent = " ".repeat(from.key - line_start(text, from.key));
    let start = if shares_line { from.key } else { from.start };
    let ending = if text.get(..line_end(text, from.key))?.ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut replacement = String::new();
    for slot in first..=last {
        let block = blocks.get(*sorted.get(slot)?)?;
        let is_after_dash = shares_line && slot == first;
        if is_after_dash && block.start != line_start(text, block.key) {
            return None;
        }
        if !is_after_dash && line_start(text, block.key) == block.start {
            replacement.push_str(&indent);
            replacement.push_str(text.get(block.key..block.end)?);
        } else {
            replacement.push_str(text.get(if is_after_dash { block.key } else { block.start }..block.end)?);
        }
        if !replacement.ends_with('\n') {
            replacement.push_str(ending);
        }
        // Blank lines stay where they are.
        if let Some(next) = blocks.get(slot + 1).filter(|_| slot < last) {
            replacement.push_str(text.get(blocks.get(slot)?.end..next.start)?);
        }
    }
    // The last line keeps its own end.
    let end = text.get(..to.end)?.trim_end_matches(['\r', '\n']).len();
    replacement.truncate(replacement.trim_end_matches(['\r', '\n']).len());
    Some(Patch { span: Span { file: element.file, start, end }, replacement })
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// The lines of each member, if each starts a line of its own at the same column.
fn blocks(text: &str, keys: &[usize]) -> Option<Vec<Block>> {
    let column = |key: &usize| key - line_start(text, *key);
    let indent = column(keys.first()?);
    if text.get(..*keys.first()?)?.trim_end().ends_with('{') {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let before = text.get(line_start(text, *key)..*key)?;
        // A quoted key, a flow map (`{a: 1}`), or an explicit one (`? a`) is left alone.
        let own_line = before.chars().all(|c| c == ' ')
            || at == 0 && before.trim_start().strip_prefix('-').is_some_and(|rest| rest.trim() == "");
        if column(key) != indent || !own_line || text.get(*key..)?.starts_with(['"', '\'']) {
            return None;
        }
        let previous = blocks.last().map_or(0, |block| block.key);
        let start = if before.trim().is_empty() {
            comments_above(text, line_start(text, *key), previous, indent)
        } else {
            line_start(text, *key)
        };
        if let Some(previous) = blocks.last_mut() {
            previous.end = end_of_content(text, previous.key, start);
        }
        blocks.push(Block { start, key: *key, end: 0 });
    }
    let last = blocks.last_mut()?;
    last.end = end_of_member(text, last.key, indent);
    Some(blocks)
}

/// The start of the comment lines directly above a line, at the same column.
fn comments_above(text: &str, line: usize, not_before: usize, indent: usize) -> usize {
    let mut start = line;
    while start > 0 {
        let above = line_start(text, start - 1);
        let written = text.get(above..start).unwrap_or_default();
        let is_comment = written.trim_start().starts_with('#') && written.len() - written.trim_start().len() == indent;
        if !is_comment || above <= not_before {
            break;
        }
        start = above;
    }
    start
}

/// The end of the last line before `limit` that is not blank.
fn end_of_content(text: &str, from: usize, limit: usize) -> usize {
    let written = text.get(from..limit).unwrap_or_default().trim_end();
    line_end(text, from + written.len()).min(limit)
}

/// The end of the last member of a map: as far as lines are indented more than its key, or are items of its list.
fn end_of_member(text: &str, key: usize, indent: usize) -> usize {
    let mut end = line_end(text, key);
    let mut at = end;
    while at < text.len() {
        let next = line_end(text, at);
        let line = text.get(at..next).unwrap_or_default();
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        let is_blank = content.trim().is_empty();
        let is_item = depth == indent && (content.starts_with("- ") || content.trim_end() == "-");
        if !is_blank && depth <= indent && !is_item && !content.starts_with('#') {
            break;
        }
        if !is_blank && (depth > indent || is_item) {
            end = next;
        }
        at = next;
    }
    end
}
