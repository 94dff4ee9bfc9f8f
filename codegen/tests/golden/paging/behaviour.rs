//! What the runtime is told of a list, and what comes of it when it is read and waited in.

use super::of_paging::paging::*;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, Page, Paginate, bytes::Bytes, http};

fn scripted(answers: &[(u16, &'static str)]) -> (Client, Replay) {
    let answers = answers.iter().map(|(status, body)| Canned::json(*status, body));
    let script = answers.fold(Replay::new(), Replay::answer);
    let config = Config::builder().endpoint("https://example.com").transport(script.clone()).build().unwrap();
    (Client::new(config), script)
}

/// What an answer says, and the offset after it was set.
fn page<O: Paginate>(mut operation: O, json: &'static str, offset: i64) -> (Page<O::Item>, Option<i64>) {
    operation.set_offset(offset);
    let response = http::Response::new(Bytes::from(json)).into();
    (O::page(O::decode(&response).unwrap()), operation.offset())
}

#[test]
fn fields_of_all_kinds_are_found() {
    let (client, _) = scripted(&[]);
    assert_eq!(Paginate::offset(&client.list_things("s")), None);
    let (things, offset) = page(client.list_things("s"), r#"{"total":3,"things":[{"thing_id":"a"},{}]}"#, i64::MAX);
    assert_eq!((things.total, offset), (Some(3), Some(i64::MAX)));
    assert_eq!(things.items.iter().map(ListThings::key).collect::<Vec<_>>(), [Some("a"), None]);
    assert_eq!(page(client.list_things("s"), r#"{"total":null,"things":null}"#, 0).0, Page::new(None, Vec::new()));

    let (boxes, offset) = page(client.list_boxes("b"), r#"{"all":2,"list":[{"box_id":"a"}]}"#, 7);
    assert_eq!((boxes.total, offset), (Some(2), Some(7)));
    assert_eq!(ListBoxes::key(&boxes.items[0]), Some("a"));
    // No number of 32 bits says where that is.
    assert_eq!(page(client.list_boxes("b"), r#"{"all":2,"list":[]}"#, i64::MAX).1, Some(i32::MAX.into()));

    let (notes, _) = page(client.search_notes(), r#"{"total":2,"notes":[null,{"id":null},{"id":"a"}]}"#, 1);
    assert_eq!(notes.total, Some(2));
    assert_eq!(notes.items.iter().map(SearchNotes::key).collect::<Vec<_>>(), [None, None, Some("a")]);
    assert_eq!(page(client.search_notes(), r#"{"total":null,"notes":null}"#, 1).0, Page::new(None, Vec::new()));

    let (words, _) = page(client.list_words().item_count(1), r#"{"total":2,"words":["x"]}"#, 1);
    assert_eq!((words.total, ListWords::key(&words.items[0])), (Some(2), None));
}

#[test]
fn a_list_is_read_to_its_end() {
    let (client, script) = scripted(&[
        (200, r#"{"total":3,"things":[{"thing_id":"a"},{"thing_id":"b"}]}"#),
        (200, r#"{"total":3,"things":[{"thing_id":"c"}]}"#),
    ]);
    let items = client.list_things("s").name("n").limit(9).items().into_blocking();
    let ids: Vec<String> = items.map(|thing| thing.unwrap().thing_id.unwrap()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    script.assert_requests(&["GET /shops/s/things?limit=9&name=n", "GET /shops/s/things?offset=2&limit=9&name=n"]);
}

#[test]
fn waiting_takes_the_largest_pages() {
    let (client, script) = scripted(&[(200, r#"{"total":1,"things":[{"thing_id":"a"}]}"#)]);
    client.wait_until_thing_delivered("s", "a").wait_blocking().unwrap();
    script.assert_requests(&["GET /shops/s/things?limit=500"]);

    let (client, script) = scripted(&[(200, r#"{"all":1,"list":[{"box_id":"b"}]}"#)]);
    client.wait_until_box_found("a", "b").wait_blocking().unwrap();
    script.assert_requests(&["GET /boxes/a"]);
}

#[test]
fn what_is_gone_is_absent_where_the_document_says_so() {
    let gone = || scripted(&[(404, "{}")]).0;
    gone().wait_until_thing_sold("s", "a").wait_blocking().unwrap();
    assert!(gone().wait_until_note_gone("a").wait_blocking().unwrap_err().is_not_found());
    assert!(gone().wait_until_thing_delivered("s", "a").wait_blocking().unwrap_err().is_not_found());
    let (client, _) = scripted(&[(200, r#"{"total":1,"notes":[{"id":"b"}]}"#)]);
    client.wait_until_note_gone("a").wait_blocking().unwrap();
}

#[test]
fn it_says_what_was_not_so() {
    let (client, _) = scripted(&[(200, r#"{"things":[]}"#)]);
    let waiter = client.wait_until_ready("s", "x").timeout(std::time::Duration::from_millis(30));
    let error = waiter.wait_blocking().unwrap_err();
    assert!(error.is_timeout());
    assert!(error.to_string().starts_with("ListThings: it was not ready within 30 ms (last looked "), "{error}");
}
