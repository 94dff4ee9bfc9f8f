//! Pages that are cut, doubled and garbled in any place are read and compared all the same: nothing panics, and nothing takes long. Must
//! not know what is found in them.

use crate::support::{LAYOUTS, Random, files, job, operations, reader};
use apig_codegen::Style;
use apig_pages::audit::{Source, Spec};

/// As many in each run; a longer one is asked for by `MANGLED=100000`.
const PAGES: u64 = 300;

/// What is put into a page.
const PIECES: [&str; 14] = [
    "|",
    "\t",
    "\u{0}",
    "</table>",
    "<td rowspan=9999>",
    "+---+",
    "| --- |",
    "Table 1 ",
    "Status code: 200",
    "{\"a\": [",
    "é\u{202e}",
    "Enumeration values:",
    "Array of ",
    "\r",
];

fn mangle(text: &str, random: &mut Random) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(6) {
        let (from, length) = (random.below(text.len().max(1)), random.below(200));
        let to = (from + length).min(text.len());
        match random.below(4) {
            0 => drop(text.drain(from..to)),
            1 => {
                let part = text[from..to].to_vec();
                let at = random.below(text.len().max(1));
                text.splice(at..at, part);
            }
            2 => {
                let piece = random.of(&PIECES).unwrap();
                text.splice(from..from, piece.chars());
            }
            _ => text.truncate(from),
        }
    }
    text.into_iter().collect()
}

#[test]
fn nothing_panics_over_pages_that_are_broken() {
    let operations = operations();
    let names: Vec<&String> = operations.rows.keys().collect();
    let spec = Spec::read(&job(), &reader(&files()));
    let count = std::env::var("MANGLED").map_or(PAGES, |count| count.parse().unwrap());
    for seed in 0..count {
        let mut random = Random(seed);
        let (name, layout) = (*random.of(&names).unwrap(), *random.of(&LAYOUTS).unwrap());
        let (path, text) = operations.page(layout, name, &operations.rows[name]);
        let text = mangle(&text, &mut random);
        let report = spec.audit(&[Source { path: &path, text: &text }], None).report;
        let shown = report.human(Style::Plain, "") + &report.json("") + &report.sarif("").to_string();
        assert!(!shown.is_empty(), "{seed}");
    }
}
