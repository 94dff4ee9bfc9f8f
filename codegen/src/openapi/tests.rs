//! Holds the reader to the grammar. `Fields` asserts in each test that a requested keyword is in the table, and that
//! all of the table is requested; here everything is read, with everything in it, and once without each keyword.

use super::Document;
use crate::diagnostics::Diagnostics;
use crate::grammar::{Holds, Many, Object};
use crate::source::{Sources, Span, Spanned};
use crate::yaml::{self, Member, Node, Number, Value};
use std::collections::BTreeSet;

/// One keyword of one object.
type Row = (Object, &'static str);

/// An object with all that is read of it, but for one keyword. What need not be there is there once.
fn full(object: Object, without: Option<Row>, seen: &mut BTreeSet<Object>, span: Span) -> Node {
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
            // The last kind of security scheme needs nothing else.
            Holds::Word(words) | Holds::Words(words) => text(words.last().unwrap()),
            Holds::One(held) | Holds::FlagOr(held) | Holds::All(held) | Holds::Map(held) | Holds::Extensible(held) => {
                if !seen.insert(held) && !row.is_required {
                    continue;
                }
                let held = full(held, without, seen, span);
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
fn codes(without: Option<Row>) -> BTreeSet<&'static str> {
    let span = Span { file: Sources::default().add("", ""), start: 0, end: 0 };
    let mut diagnostics = Diagnostics::default();
    Document::read(&full(Object::Document, without, &mut BTreeSet::new(), span), &mut diagnostics);
    Document::read_fragment(&full(Object::Fragment, without, &mut BTreeSet::new(), span), &mut diagnostics);
    diagnostics.into_sorted().into_iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn what_must_be_there_is_missed_and_nothing_else() {
    assert!(!codes(None).contains("missing-keyword"));
    let mut open = vec![Object::Document, Object::Fragment];
    let mut seen = BTreeSet::new();
    while let Some(object) = open.pop() {
        if !seen.insert(object) {
            continue;
        }
        for row in object.keywords().iter().filter(|row| row.is_read()) {
            let codes = codes(Some((object, row.name)));
            let is_missed = codes.contains("missing-keyword") || codes.contains("wrong-version");
            assert_eq!(is_missed, row.is_required, "`{}` of {}: {codes:?}", row.name, object.what());
            open.extend(row.holds.objects().map(|(_, held)| held));
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}
