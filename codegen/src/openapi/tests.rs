//! Holds the reader to the grammar. `Fields` asserts in each test that a requested keyword is in the table, and that
//! all of the table is requested; here everything is read, with everything in it, and once without each keyword.

use super::Document;
use crate::diagnostics::Diagnostics;
use crate::grammar::{Holds, Many, Need, Object};
use crate::source::{Sources, Span, Spanned};
use crate::yaml::{self, Member, Node, Number, Value};
use std::collections::BTreeSet;

/// One keyword of one object.
type Row = (Object, &'static str);

/// An object with all that is read of it, but for one keyword. What need not be there is there once. `word` counts the words that
/// keywords may hold from their end: the last kind of security scheme needs nothing else.
fn full(object: Object, without: Option<Row>, word: usize, seen: &mut BTreeSet<Object>, span: Span) -> Node {
    let node = |value| Node { span, value };
    let text = |text: &str| node(Value::String(text.to_owned()));
    let list = |item| node(Value::Array(vec![item]));
    let member = |name: &str, value| Member { key: Spanned::new(name.to_owned(), span), value };
    let map = |members| node(Value::Object(yaml::Object::new(members)));
    let mut members = Vec::new();
    for row in object.keywords().iter().filter(|row| row.is_read() && without != Some((object, row.name))) {
        let value = match row.holds {
            Holds::Data => text("data"),
            Holds::List => list(text("data")),
            Holds::Flag | Holds::FlagOrNumber => node(Value::Bool(true)),
            Holds::Number | Holds::Count => node(Value::Number(Number::Integer(1))),
            Holds::Text => text("3.0.3"),
            Holds::Texts => list(text("text")),
            Holds::Word(words) | Holds::Words(words) => text(words.iter().rev().cycle().nth(word).unwrap()),
            Holds::One(held) | Holds::FlagOr(held) | Holds::All(held) | Holds::Map(held) | Holds::Extensible(held) => {
                let is_seen = !seen.insert(held) && row.need != Need::Required;
                // Where another keyword may stand in place of a schema, an empty one is enough.
                let is_alternative = held == Object::Schema && matches!(row.name, "schema");
                let held = match (is_seen, is_alternative) {
                    (true, false) => continue,
                    (true, true) => map(Vec::new()),
                    (false, _) => full(held, without, word, seen, span),
                };
                match row.holds.objects() {
                    Some((Many::List, _)) => list(held),
                    Some((Many::Map | Many::Extensible, _)) => map(vec![member("/name", held)]),
                    Some((Many::One, _)) | None => held,
                }
            }
            Holds::References(_) => continue,
        };
        members.push(member(row.name, value));
    }
    map(members)
}

/// The codes of the messages about a document and a fragment.
fn codes(without: Option<Row>, word: usize) -> BTreeSet<&'static str> {
    let span = Span { file: Sources::default().add("", ""), start: 0, end: 0 };
    let mut diagnostics = Diagnostics::default();
    let full = |object| full(object, without, word, &mut BTreeSet::new(), span);
    Document::read(&full(Object::Document), &mut diagnostics);
    Document::read_fragment(&full(Object::Fragment), &mut diagnostics);
    diagnostics.into_sorted().into_iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn what_must_be_there_is_missed_and_nothing_else() {
    // Of the last one, `querystring`, a parameter must have `content`.
    const WORD: usize = 1;
    assert!(!codes(None, WORD).contains("missing-keyword"));
    let mut open = vec![Object::Document, Object::Fragment];
    let mut seen = BTreeSet::new();
    while let Some(object) = open.pop() {
        if !seen.insert(object) {
            continue;
        }
        for row in object.keywords().iter().filter(|row| row.is_read()) {
            let codes = codes(Some((object, row.name)), WORD);
            let is_missed = codes.contains("missing-keyword") || codes.contains("wrong-version");
            let is_asked = match row.need {
                // What paging needs depends on how it goes on, and what a waiter needs on what it waits for.
                Need::Optional => matches!(object, Object::Pagination | Object::Waiter) && is_missed,
                Need::ByVersion => is_missed,
                Need::Missed | Need::Required => true,
            };
            assert_eq!(is_missed, is_asked, "`{}` of {}: {codes:?}", row.name, object.what());
            open.extend(row.holds.objects().map(|(_, held)| held));
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}

#[test]
fn each_word_that_a_keyword_may_hold_is_read() {
    for word in 0..8 {
        let codes = codes(None, word);
        let refused = ["unknown-keyword", "unknown-type", "waiter-until"].iter().find(|code| codes.contains(*code));
        assert_eq!(refused, None, "the words with number {word} from the end");
    }
}
