//! Each keyword of the golden documents, misspelled: whoever wrote it is told what was meant, and nothing else. Data is no
//! slip. Must not know which keywords there are.

use crate::support::{Files, constructs};
use apig_codegen::{Severity, Style, read};
use std::collections::BTreeMap;

/// The ways in which a word is misspelled: a letter too few, two that change places, one too many.
fn misspelled(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let (first, last) = letters.split_at(letters.len() / 2);
    let few = first.iter().chain(last.iter().skip(1)).collect();
    let mut swapped = letters.clone();
    swapped.swap(letters.len() / 2 - 1, letters.len() / 2);
    vec![few, swapped.into_iter().collect(), first.iter().chain(last.first()).chain(last).collect()]
}

/// The first place of each word that has a colon behind it.
fn words(text: &str) -> Vec<(usize, &str)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '$';
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (end, _) in text.match_indices(": ").chain(text.match_indices(":\n")) {
        let word = text[..end].rsplit(|letter| !is_part(letter)).next().unwrap();
        if word.len() > 1 && words.iter().all(|(_, known)| *known != word) {
            words.push((end - word.len(), word));
        }
    }
    words
}

/// What is somebody's extension or an example may look like anything.
#[test]
fn data_is_left_alone() {
    let document = "
openapi: 3.0.3
info: {title: A, version: '1'}
x-info: {titel: B, vesion: }
paths:
  x-paths: {gett: , operationID: A, responses: {'20': , $ref: '#/nowhere'}}
  /a:
    get:
      operationId: GetA
      responses:
        x-none:
        '200':
          description: OK
          x-content: {aplication/json: , schem: , $reff: '#/nowhere'}
          content:
            application/json:
              schema: {type: object, default: {tpye: string, propertes: , name: text}}
              example: {ref: '#/nowhere', $ref: '#/nowhere', operationID: , properties: , name: text}
";
    let files = Files::one("openapi.yaml", document);
    let (services, report) = read(&files.job(), &files.reader());
    assert!(report.diagnostics().is_empty(), "{}", report.human(Style::Plain, ""));
    let shown = format!("{services:?}");
    for written in ["tpye", "propertes", "operationID", "#/nowhere"] {
        assert!(shown.contains(written), "{written} is gone");
    }
}

/// In so many documents each word is misspelled: by then it stood in all the places that it has.
const TRIED: usize = 6;

#[test]
fn a_misspelled_keyword_is_one_finding() {
    let (mut found, mut wrong, mut tried) = (0, Vec::new(), BTreeMap::<&str, usize>::new());
    for case in constructs() {
        let text = case.files.text(&case.root);
        // Some are long lists of names, or show faults, and no keywords stand there that do not stand elsewhere.
        if text.lines().count() > 200 || read(&case.files.job(), &case.files.reader()).1.has_errors() {
            continue;
        }
        for (at, word) in words(text) {
            let tried = tried.entry(word).or_default();
            *tried += 1;
            if *tried > TRIED {
                continue;
            }
            for slip in misspelled(word) {
                let (before, after) = (&text[..at], &text[at + word.len()..]);
                let edited = case.files.with(&case.root, format!("{before}{slip}{after}"));
                let (_, report) = read(&edited.job(), &edited.reader());
                let of_it = format!("unknown keyword `{slip}`");
                let told = report.diagnostics().iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
                let told: Vec<_> = told.collect();
                if told.iter().any(|diagnostic| diagnostic.message.starts_with(&of_it)) {
                    found += 1;
                    let human = report.human(Style::Plain, "");
                    if told.len() > 1 || !human.contains(&format!("did you mean `{word}`?")) {
                        wrong.push(format!("{}, `{word}`:\n{human}", case.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {found}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(found > 1_000, "{found}");
}
