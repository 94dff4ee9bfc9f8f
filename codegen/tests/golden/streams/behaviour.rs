//! What comes piece by piece is typed piece by piece.

use super::of_streams::streams::*;
use crate::support::answer;
use oaswright_runtime::{Event, Events, Operation, block_on};

fn next<T>(events: &mut Events<T>) -> Option<Event<T>> {
    block_on(events.try_next()).unwrap()
}

#[test]
fn events_hold_what_the_document_says() {
    let body = "event: change\ndata: {\"name\":\"x\"}\n\ndata: {}\n\n";
    let mut events = answer::<Watch>(200, body).unwrap();
    let first: Event<types::Change> = next(&mut events).unwrap();
    assert_eq!((first.event.as_deref(), first.data.name.as_deref()), (Some("change"), Some("x")));
    assert_eq!(next(&mut events).unwrap().data, types::Change::default());
    assert_eq!(next(&mut events), None);
    let [mut list, mut items] = [answer::<WatchList>(200, body).unwrap(), answer::<WatchItems>(200, body).unwrap()];
    assert_eq!([next(&mut list).unwrap(), next(&mut items).unwrap()], [first.clone(), first]);
    let mut text: Events<String> = answer::<WatchText>(200, body).unwrap();
    assert_eq!(next(&mut text).unwrap().data, "{\"name\":\"x\"}");
    let mut anything: Events<String> = answer::<WatchAnything>(200, "data\n\n").unwrap();
    assert_eq!(next(&mut anything).unwrap().data, "");
}

#[test]
fn records_hold_what_the_document_says() {
    let mut changes = answer::<Export>(200, "{\"name\":\"x\"}\n{}").unwrap();
    let first: types::Change = block_on(changes.try_next()).unwrap().unwrap();
    assert_eq!(first.name.as_deref(), Some("x"));
    assert_eq!(block_on(changes.try_next()).unwrap(), Some(types::Change::default()));
    assert_eq!(block_on(changes.try_next()).unwrap(), None);
    let numbers: i64 = block_on(answer::<ExportItems>(200, "7").unwrap().try_next()).unwrap().unwrap();
    assert_eq!(numbers, 7);
    assert_eq!(block_on(answer::<ExportAnything>(200, "[1]\n").unwrap().try_next()).unwrap().unwrap()[0], 1);
}

#[test]
fn the_statuses_that_are_streamed_are_listed() {
    assert_eq!(Watch::STREAMED, [(200, 299)]);
    assert_eq!(WatchOrWait::STREAMED, [(200, 201), (203, 299)]);
    let WatchOrWaitOutput::Accepted(word) = answer::<WatchOrWait>(202, "\"soon\"").unwrap() else { panic!("a word") };
    assert_eq!(word, "soon");
}
