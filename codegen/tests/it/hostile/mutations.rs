//! Documents of this repository, damaged at random but the same way each time: no damage may make the generator panic.

use super::{checked, codes, read_only, run, start};
use crate::support::{self, Files};
use apig_codegen::generate;

/// Numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).expect("64 bits")).expect("64 bits")
    }
}

/// What a scalar is replaced by.
const SCALARS: &[&str] = &[
    "",
    "null",
    "true",
    "-1",
    "1e400",
    "''",
    "[]",
    "{}",
    "[a]",
    "{a: b}",
    "'#/components/schemas/ErrorBody'",
    "&a *a",
    "*a",
    "!!str a",
    "|",
    "@",
    "\t",
    "99999999999999999999",
    "integer",
    "\u{202e}",
    "? a",
    "- a",
    "- - a",
    "a: b: c",
    "'",
    "\"",
    "{",
];

const FILES: &[&str] = &[
    "apig/openapi.yaml",
    "apig/app_quotas.yaml",
    "apig/app_quota_apps.yaml",
    "apig/app_quota_bindings.yaml",
    "apig/apps.yaml",
    "apig/parameters.yaml",
    "apig/schemas.yaml",
    "common.yaml",
];

fn spec() -> Vec<(&'static str, String)> {
    let files = Files::below(&support::spec(), ".yaml");
    FILES.iter().map(|name| (*name, files.text(name).to_owned())).collect()
}

/// Runs the specification with another text of one of its files. `checked` looks at what comes.
fn run_with(spec: &[(&'static str, String)], at: usize, text: &str) {
    let files: Vec<(&str, &[u8])> = spec
        .iter()
        .enumerate()
        .map(|(index, (name, original))| (*name, if index == at { text.as_bytes() } else { original.as_bytes() }))
        .collect();
    run(&files);
}

#[test]
fn the_documents_themselves_are_clean() {
    let files = Files::below(&support::spec(), ".yaml");
    assert!(files.roots().len() > 1, "{:?}", files.roots());
    let output = checked(generate(&files.job(), &files.reader()));
    assert!(codes(&output).is_empty(), "{}", start(&output));
}

/// A small document: reading it takes a moment, so it can be damaged often.
const SMALL: &str = include_str!("small.yaml");

/// Reads a document; generates from one in thirty, which takes ten times as long.
fn small(round: usize, text: &str) {
    if round.is_multiple_of(30) {
        run(&[("a.yaml", text.as_bytes())]);
    } else {
        read_only(text);
    }
}

#[test]
fn cut_off_anywhere() {
    let ends: Vec<usize> = SMALL.char_indices().map(|(at, _)| at).collect();
    for (round, end) in ends.iter().step_by((ends.len() / 300).max(1)).enumerate() {
        small(round, &SMALL[..*end]);
        if round % 4 == 0 {
            small(round + 1, &SMALL[*end..]);
        }
    }
    let spec = spec();
    let text = &spec[1].1;
    for end in (0..text.len()).step_by(text.len() / 5).filter(|end| text.is_char_boundary(*end)) {
        run_with(&spec, 1, &text[..end]);
    }
}

fn damage(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(2) {
        let (a, b) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(6) {
            0 => drop(lines.remove(a)),
            1 => lines.insert(b, lines[a].clone()),
            2 => lines.swap(a, b),
            3 => lines[a].insert(0, ' '),
            4 => {
                let trimmed = lines[a].strip_prefix("  ").map(str::to_owned);
                lines[a] = trimmed.unwrap_or_default();
            }
            _ => {
                let key = lines[a].split_once(": ").map(|(key, _)| key.to_owned());
                let scalar = SCALARS[random.below(SCALARS.len())];
                lines[a] = key.map_or_else(|| scalar.to_owned(), |key| format!("{key}: {scalar}"));
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    lines.join("\n")
}

#[test]
fn damaged_lines() {
    let mut random = Random(0x5eed);
    for round in 0..400 {
        small(round, &damage(SMALL, &mut random));
    }
    let spec = spec();
    for at in 0..spec.len() {
        run_with(&spec, at, &damage(&spec[at].1, &mut random));
    }
}

#[test]
fn damaged_characters() {
    let mut random = Random(0xc0de);
    let odd: Vec<char> = "\u{0}\t\n\r '\"[]{}:,-?*&!|>%@`#\\/~$é\u{202e}\u{feff}🎉".chars().collect();
    for round in 0..300 {
        let mut characters: Vec<char> = SMALL.chars().collect();
        for _ in 0..=random.below(3) {
            let at = random.below(characters.len());
            match random.below(3) {
                0 => drop(characters.remove(at)),
                1 => characters.insert(at, odd[random.below(odd.len())]),
                _ => characters[at] = odd[random.below(odd.len())],
            }
        }
        small(round, &characters.into_iter().collect::<String>());
    }
}
