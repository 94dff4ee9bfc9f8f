//! Lays pages out: a case for each construct of a layout, beside the listing of what is in it; and pages that want to do harm.

use crate::support::compare;
use apig_pages::document::{Block, Document, Line};
use apig_pages::lay_out;
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn pages_are_laid_out_as_expected() {
    compare("layout", |name, text| listing(&lay_out(name, text)));
}

#[test]
fn marks_of_files_and_systems_change_nothing() {
    for name in ["page.rst", "page.html"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout").join(name)).unwrap();
        let plain = listing(&lay_out(name, &text));
        for (what, other) in [
            ("carriage returns", text.replace('\n', "\r\n")),
            ("a byte order mark", format!("\u{feff}{text}")),
            ("NUL", text.replace("tree", "t\0r\0ee")),
            ("another name", text.clone()),
        ] {
            let name = if what == "another name" { name.to_ascii_uppercase() } else { name.to_owned() };
            assert_eq!(listing(&lay_out(&name, &other)), plain, "{name} with {what}");
        }
    }
}

/// As often as this a pattern is repeated: enough to overflow a stack, or to take hours if each looks at all others.
const OFTEN: usize = 30_000;

#[test]
fn pages_that_want_to_do_harm_are_laid_out() {
    let indented: String = (0..2_000).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect();
    let shrinking: String = (0..2_000).rev().map(|depth| format!("{}== ==\n", " ".repeat(depth))).collect();
    let wide = format!("{}+\n", "+-".repeat(OFTEN));
    for (what, text) in [
        ("deep lists", indented),
        ("borders that shrink", shrinking),
        ("marks of lists", "- ".repeat(OFTEN)),
        ("grids that nothing closes", "+--+\n|a\n".repeat(OFTEN)),
        ("wide borders", wide.repeat(3)),
        ("a wide border above narrow rows", format!("{wide}{}{wide}", "|a\n".repeat(OFTEN))),
        ("simple tables that nothing closes", "== ==\na b\n".repeat(OFTEN)),
        ("a wide simple table", format!("{0}\n{1}{0}\n", "= ".repeat(OFTEN), "a\n".repeat(OFTEN))),
        ("directives", ".. table:: a\n".repeat(OFTEN)),
        ("literal blocks", "a::\n\n b::\n\n".repeat(OFTEN)),
        ("wide characters", "+--+\n|樹\u{301}|\n".repeat(OFTEN)),
        ("marks", "*a **b `c ``d |e \\".repeat(OFTEN)),
        ("rules", "=\n".repeat(OFTEN)),
        ("control characters", "\0\t\u{1b}\r\u{85}".repeat(OFTEN)),
        ("nested tags", "<div><b>".repeat(OFTEN)),
        ("nested tables", "<table><tr><td>a".repeat(OFTEN)),
        ("closed tables", "</td></tr></table>".repeat(OFTEN)),
        ("wide cells", "<td colspan=65534>".repeat(OFTEN)),
        ("cells over many rows", format!("<table>{}{}", "<td rowspan=0>".repeat(OFTEN), "<tr><td>".repeat(OFTEN))),
        ("many columns, many rows", format!("<table><tr>{}{}", "<th>".repeat(OFTEN), "<tr><td>".repeat(OFTEN))),
        ("small tables", "<table><tr><td>a</table>".repeat(OFTEN)),
        ("paragraphs in a list", "<li><p>a<br>".repeat(OFTEN)),
        ("a tag that nothing closes", format!("<a {}", "b=\"c\" ".repeat(OFTEN))),
        ("one word", "a".repeat(10 * OFTEN)),
        ("entities", "&amp;&#x0;&nope;&".repeat(OFTEN)),
        ("code", "<pre>\n".repeat(OFTEN)),
        ("frames", "<nav><main><p class=crumb>".repeat(OFTEN)),
    ] {
        for name in ["page.rst", "page.html"] {
            let document = lay_out(name, &text);
            let cells = document.blocks.iter().map(|block| match block {
                Block::Table(table) => table.rows.iter().map(Vec::len).sum(),
                _ => 0,
            });
            assert!(cells.sum::<usize>() <= text.len(), "{what} as {name}");
        }
    }
}

/// What is in a document, a line each, with its number.
fn listing(document: &Document) -> String {
    let mut text = String::new();
    let mut add = |depth: usize, what: &str, line: &Line| {
        let words = format!("{}{what} {}", "  ".repeat(depth), line.text);
        writeln!(text, "{:>4} {}", line.number, words.trim_end()).unwrap();
    };
    document.name.iter().for_each(|line| add(0, "name", line));
    for block in &document.blocks {
        match block {
            Block::Heading(line) => add(0, "heading", line),
            Block::Text(lines) => {
                lines.iter().enumerate().for_each(|(at, line)| add(usize::from(at > 0), "text", line))
            }
            Block::Code(lines) => {
                lines.iter().enumerate().for_each(|(at, line)| {
                    add(usize::from(at > 0), "code", &Line::new(line.number, format!("|{}", line.text)))
                });
            }
            Block::Table(table) => {
                let number =
                    table.header.first().or(table.rows.iter().flatten().flatten().next()).map_or(0, |line| line.number);
                add(0, "table", table.caption.as_ref().unwrap_or(&Line::new(number, "")));
                table.header.iter().for_each(|line| add(1, "column", line));
                for row in &table.rows {
                    let number = row.iter().flatten().next().map_or(0, |line| line.number);
                    add(1, "row", &Line::new(number, ""));
                    for cell in row {
                        match cell.split_first() {
                            None => add(2, "cell", &Line::new(number, "")),
                            Some((first, rest)) => {
                                add(2, "cell", first);
                                rest.iter().for_each(|line| add(3, "", line));
                            }
                        }
                    }
                }
            }
        }
    }
    text
}
