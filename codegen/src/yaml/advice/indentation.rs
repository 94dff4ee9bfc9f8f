//! Explains lines that are indented too deep or too little. Knows the lines around. Must not know the parser's
//! messages.

use super::Advice;
use super::lines::Line;
use std::ops::Range;

/// The line is deeper than one above that has a value, or that one is not deep enough.
pub fn too_deep(text: &str, line: Line<'_>) -> Option<Advice> {
    let mut above = line.above(text);
    let prev = above.next()?;
    let has_value = |line: &Line<'_>| line.value().is_some() && !line.begins_block();
    if !has_value(&prev) || line.indentation() <= prev.column() {
        return None;
    }
    // A key without a value among those that have one: its value may be indented no deeper than the key.
    let alike_above = line.above(text).take_while(|above| above.column() == prev.column() && !prev.has_dash());
    if let Some(owner) = alike_above
        .take_while(|above| has_value(above) || above.content().ends_with(':'))
        .find(|above| !has_value(above))
    {
        let first = owner.below(text)?;
        let reason = "a line that is not indented deeper than the name that it seems to belong to";
        let advice = Advice::new(first.range(), reason, "indent what belongs to a name deeper than the name");
        return Some(advice.also(owner.range(), "this has no value then"));
    }
    let alike = "indent names of one map alike";
    if above.next().is_some_and(|first| first.column() == line.column() && has_value(&first)) && !prev.has_dash() {
        let advice = Advice::new(prev.range(), "a line that is indented less than the ones around it", alike);
        return Some(reindented(advice.also(line.range(), "so this is too deep"), prev, line.column()));
    }
    let reason = "a line that is indented deeper than the one above, which has a value already";
    let advice = Advice::new(line.range(), reason, alike).also(prev.range(), "this has a value");
    Some(reindented(advice, line, prev.column()))
}

/// The line begins in a column in which no map or list above it does.
pub fn fits_no_column(text: &str, line: Line<'_>) -> Option<Advice> {
    other_dash(text, line)
        .or_else(|| short_text(text, line))
        .or_else(|| ended_map(text, line))
        .or_else(|| askew(text, line))
}

/// Items of one list that begin in different columns.
fn other_dash(text: &str, line: Line<'_>) -> Option<Advice> {
    if !line.has_dash() {
        return None;
    }
    let other = line.above(text).find(|above| above.has_dash() || above.column() < line.indentation())?;
    if !other.has_dash() || other.indentation() == line.indentation() {
        return None;
    }
    let advice =
        Advice::new(dash(line), "the items of a list begin in different columns", "begin them all in one column");
    Some(advice.also(dash(other), "another item begins here"))
}

fn dash(line: Line<'_>) -> Range<usize> {
    let start = line.indent_range().end;
    start..start + 1
}

/// A line of a `|` or `>` text that is not as deep as its first one.
fn short_text(text: &str, line: Line<'_>) -> Option<Advice> {
    if line.content().contains(": ") || line.content().ends_with(':') || line.has_dash() {
        return None;
    }
    let owner = line.above(text).find(|above| above.indentation() < line.indentation())?;
    let first = owner.below(text).filter(|first| owner.begins_block() && first.start < line.start)?;
    let help = "indent all lines of such a text at least as deep as its first one";
    let advice = Advice::new(line.range(), "text that is indented less than its first line", help);
    Some(reindented(advice.also(first.range(), "the first line"), line, first.indentation()))
}

/// A key between two of one map that is not as deep as they are, and so has ended their map.
fn ended_map(text: &str, line: Line<'_>) -> Option<Advice> {
    let mut above = line.above(text).skip_while(|above| above.indentation() >= line.indentation());
    let short = above.next()?;
    let before = above.find(|above| above.indentation() <= line.indentation())?;
    if before.indentation() != line.indentation() || !short.content().ends_with(':') || short.has_dash() {
        return None;
    }
    let reason = "a name that is indented less than the ones above and below it";
    let advice = Advice::new(short.range(), reason, "indent names of one map alike");
    let advice = advice.also(line.range(), "so this fits no map above");
    Some(reindented(advice, short, line.indentation()))
}

/// A line between two that begin in one column, and near it.
fn askew(text: &str, line: Line<'_>) -> Option<Advice> {
    let (above, below) = (line.above(text).next()?, line.below(text)?);
    if above.column() != below.indentation() || above.column().abs_diff(line.indentation()) > 3 {
        return None;
    }
    let help = "indent it like the other names of its map";
    let advice = Advice::new(line.range(), "the indentation fits no line above", help);
    Some(reindented(advice.also(above.range(), "as deep as this?"), line, above.column()))
}

/// The advice to let a line begin in another column.
pub fn reindented(advice: Advice, line: Line<'_>, column: usize) -> Advice {
    let blanks = line.indent_range();
    match line.indentation().checked_sub(column) {
        Some(surplus) => advice.patch(blanks.end - surplus..blanks.end, ""),
        None => advice.patch(blanks.end..blanks.end, " ".repeat(column - line.indentation())),
    }
}
