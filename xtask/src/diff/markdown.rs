//! A comparison as markdown, for the summary of a pull request: the verdict first, then a table, details folded. Words of
//! the documents stay words: none becomes markup. It must not know streams.

use super::outcome::{self, Outcome};
use super::versions::PACKAGE;
use apig_codegen::diff::{Change, Rust, Wire};
use std::collections::BTreeSet;
use std::fmt::Write;

/// GitHub refuses a summary of more than a mebibyte; a table that long is not read either.
const MOST_ROWS: usize = 200;
const MOST_ITEMS: usize = 1000;

/// The whole text, without the last line's end.
pub fn text(outcome: &Outcome) -> String {
    let mut text = format!("## Changes of the API\n\n{}\n\n", verdict(outcome));
    if outcome.failed() {
        return text.trim_end().to_owned();
    }
    let (api, words): (Vec<&Change>, Vec<&Change>) =
        outcome.changes().iter().partition(|change| change.wire > Wire::Documentation || change.rust > Rust::Patch);
    if !outcome.changes().is_empty() {
        counts(&mut text, outcome);
    }
    if !api.is_empty() {
        table(&mut text, outcome, &api);
    }
    reasons(&mut text, &api);
    items(&mut text, outcome);
    if !words.is_empty() {
        let title = format!("{} of documentation and code only", counted(words.len(), "change"));
        folded(&mut text, &title, |text| table(text, outcome, &words));
    }
    let versions = format!("Compared: {} with {}.", plain(&outcome.before.version), plain(&outcome.after.version));
    text.push_str(&versions);
    text
}

fn verdict(outcome: &Outcome) -> String {
    if outcome.failed() {
        return "**Nothing was compared**: a version of the spec has errors.".to_owned();
    }
    let wire = match outcome.wire() {
        Wire::Breaking => "🔴 **Breaks programs on the wire.**",
        Wire::Dangerous => "🟡 **May surprise programs on the wire.**",
        Wire::Compatible => "🟢 **Compatible on the wire.**",
        Wire::Documentation | Wire::None => "⚪ **Nothing changes on the wire.**",
    };
    let rust = match outcome.rust() {
        Rust::Major => "🔴 **Breaks Rust callers.**",
        Rust::Minor => "🟢 **Adds to the Rust crate.**",
        Rust::Patch => "⚪ **Rust callers compile as before.**",
        Rust::None => "⚪ **The Rust crate stays as it is.**",
    };
    let version = match (&outcome.version, outcome.suggested()) {
        (Some(version), Some(next)) => format!(" `{PACKAGE}` {} → **{}**", plain(version), plain(&next)),
        (Some(_) | None, _) => String::new(),
    };
    format!("{wire} {rust}{version}")
}

fn counts(text: &mut String, outcome: &Outcome) {
    let count = |test: &dyn Fn(&Change) -> bool| outcome.changes().iter().filter(|change| test(change)).count();
    let wire = |verdict: Wire| count(&|change| change.wire == verdict);
    let rust = |verdict: Rust| count(&|change| change.rust == verdict);
    text.push_str("| on the wire | | for Rust callers | |\n|---|--:|---|--:|\n");
    for (w, r) in [
        (Wire::Breaking, Some(Rust::Major)),
        (Wire::Dangerous, Some(Rust::Minor)),
        (Wire::Compatible, Some(Rust::Patch)),
        (Wire::Documentation, Some(Rust::None)),
    ] {
        let right = r.map_or_else(|| " | ".to_owned(), |r| format!("{} | {}", r.name(), rust(r)));
        let _ = writeln!(text, "| {} | {} | {right} |", w.name(), wire(w));
    }
    text.push('\n');
}

fn table(text: &mut String, outcome: &Outcome, changes: &[&Change]) {
    text.push_str("| wire | Rust | change | operations | place |\n|---|---|---|---|---|\n");
    for change in changes.iter().take(MOST_ROWS) {
        let place = outcome.place(change).map_or_else(String::new, |(names, place)| {
            cell(&code(&format!("{}{}:{}", names.path, place.path, place.line)))
        });
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {place} |",
            strong(change.wire.name(), change.wire == Wire::Breaking),
            strong(change.rust.name(), change.rust == Rust::Major),
            cell(&message(&change.message)),
            cell(&operations(&change.operations)),
        );
    }
    if let more @ 1.. = changes.len().saturating_sub(MOST_ROWS) {
        let _ = writeln!(text, "\n… and {more} more: `cargo xtask diff` lists all.");
    }
    text.push('\n');
}

fn operations(operations: &[String]) -> String {
    match operations {
        [] => String::new(),
        [one, two, three, rest @ ..] if !rest.is_empty() => {
            format!("{}, {}, {} and {} more", plain(one), plain(two), plain(three), rest.len())
        }
        all => all.iter().map(|id| plain(id)).collect::<Vec<_>>().join(", "),
    }
}

/// Why the verdicts are what they are, once for each kind of change.
fn reasons(text: &mut String, changes: &[&Change]) {
    let reason = |change: &&Change| {
        let reason = outcome::reason(change)?;
        Some(format!("- {} is {}: {reason}", code(change.id), change.wire.name()))
    };
    let reasons: BTreeSet<String> = changes.iter().filter_map(reason).collect();
    if !reasons.is_empty() {
        let reasons = reasons.into_iter().collect::<Vec<_>>().join("\n");
        folded(text, "Why, on the wire", |text| text.push_str(&format!("{reasons}\n")));
    }
}

/// The public items of the crate, as a diff.
fn items(text: &mut String, outcome: &Outcome) {
    let mut lines = Vec::new();
    for item in outcome.changes().iter().flat_map(|change| &change.items) {
        lines.extend(item.before.iter().map(|line| format!("- {}", one_line(line))));
        lines.extend(item.after.iter().map(|line| format!("+ {}", one_line(line))));
    }
    if lines.is_empty() {
        return;
    }
    let title = format!("The Rust API, {}", counted(lines.len(), "line"));
    let more = lines.len().saturating_sub(MOST_ITEMS);
    lines.truncate(MOST_ITEMS);
    let fence = "`".repeat(longest_run_of_ticks(&lines).max(2) + 1);
    folded(text, &title, |text| {
        let _ = writeln!(text, "{fence}diff\n{}\n{fence}", lines.join("\n"));
        if more > 0 {
            let _ = writeln!(text, "\n… and {more} more lines: `cargo xtask diff --details` lists all.");
        }
    });
}

fn folded(text: &mut String, title: &str, content: impl Fn(&mut String)) {
    let _ = write!(text, "<details><summary>{title}</summary>\n\n");
    content(text);
    text.push_str("\n</details>\n\n");
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn strong(word: &str, is_strong: bool) -> String {
    if is_strong { format!("**{word}**") } else { word.to_owned() }
}

/// A message: what stands between backticks is code, the rest is text.
fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return plain(text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { plain(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

/// Text without markup: whatever means something to markdown or HTML is written as a character reference.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        // `.` and `-` would begin a list only at the start of a line, where no such text stands.
        if c.is_ascii_punctuation() && !".,;:'()/-?%".contains(c) {
            let _ = write!(escaped, "&#{};", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    // A link by its looks alone.
    escaped.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// A word as code; one that holds a backtick cannot be.
fn code(text: &str) -> String {
    let text = one_line(text);
    if text.contains('`') || text.trim().is_empty() { plain(&text) } else { format!("`{text}`") }
}

/// In a table a bar ends the cell, in code too.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || apig_codegen::is_bidi(c) { ' ' } else { c }).collect()
}

fn longest_run_of_ticks(lines: &[String]) -> usize {
    let longest = |line: &String| line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    lines.iter().map(longest).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_document_stay_words() {
        for (text, expected) in [
            ("`call_limits` is required", "`call_limits` is required"),
            ("from `a|b` to *c*", "from `a|b` to &#42;c&#42;"),
            ("<script>alert(1)</script>", "&#60;script&#62;alert(1)&#60;/script&#62;"),
            ("a ` tick", "a &#96; tick"),
            ("see http://a.b @all #1", "see http&#58;//a.b &#64;all &#35;1"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(message(text), expected, "{text}");
        }
        assert_eq!(cell("`a|b`"), "`a\\|b`");
    }
}
