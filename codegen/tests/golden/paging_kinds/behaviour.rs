//! Each list is read to its end, whatever leads from one page to the next, and never on another host.

use super::of_paging_kinds::paging_kinds::{Client, types::Thing};
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, Error, Items, Paginate, block_on};

/// Headers and body of an answer.
type Answer = (&'static [(&'static str, &'static str)], &'static str);

/// The ids of all items, and what was asked.
fn read<O: Paginate<Item = Thing>>(
    answers: &[Answer],
    list: impl FnOnce(Client) -> O,
) -> (Result<Vec<String>, Error>, Vec<String>) {
    let answers = answers.iter().map(|(headers, body)| {
        headers.iter().fold(Canned::json(200, body), |answer, (name, value)| answer.header(*name, *value))
    });
    let script = answers.fold(Replay::new(), Replay::answer);
    let config = Config::builder().endpoint("https://example.com").transport(script.clone());
    let items = block_on(Items::new(list(Client::new(config.build().unwrap()))).try_collect());
    let ids = items.map(|items| items.into_iter().filter_map(|item| item.id).collect());
    let asked = script.requests().into_iter().map(|request| {
        format!("{} {}", request.target(), str::from_utf8(request.body()).unwrap()).trim_end().to_owned()
    });
    (ids, asked.collect())
}

fn check<O: Paginate<Item = Thing>>(answers: &[Answer], list: impl FnOnce(Client) -> O, ids: &[&str], asked: &[&str]) {
    let found = read(answers, list);
    assert_eq!((found.0.unwrap(), found.1), (strings(ids), strings(asked)));
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn numbers() {
    let answers: [Answer; 2] = [
        (&[], r#"{"things": [{"id": "a"}], "meta": {"pages": 1, "total": 2}}"#),
        (&[], r#"{"things": [{"id": "b"}], "meta": {"pages": 1}}"#),
    ];
    check(&answers, |client| client.numbered().size(1), &["a", "b"], &["/numbered?size=1", "/numbered?page=1&size=1"]);
}

#[test]
fn numbers_that_need_a_length() {
    let answers: [Answer; 2] = [(&[], r#"{"things": [{"id": "a"}]}"#), (&[], r#"{"things": []}"#)];
    let asked = ["/together?page=1&per_page=500", "/together?page=2&per_page=500"];
    check(&answers, |client| client.together(), &["a"], &asked);
    let asked = ["/together?page=7&per_page=1", "/together?page=8&per_page=1"];
    check(&answers, |client| client.together().page(7).per_page(1), &["a"], &asked);
    // What is out of bounds would not be sent.
    let asked = ["/between?page=1&per_page=500", "/between?page=2&per_page=500"];
    check(&answers, |client| client.between(), &["a"], &asked);
}

#[test]
fn cursors() {
    let answers: [Answer; 3] = [
        (&[], r#"{"things": [{"id": "a"}], "meta": {"next": "x/y"}}"#),
        (&[], r#"{"things": [], "meta": {"next": "z"}}"#),
        (&[], r#"{"things": [{"id": "a"}, {"id": "b"}], "meta": {"next": null}}"#),
    ];
    let asked = ["/cursor", "/cursor?after=x%2Fy", "/cursor?after=z"];
    check(&answers, |client| client.by_cursor(), &["a", "b"], &asked);
    let answers: [Answer; 2] = [
        (&[("x-next-token", "t"), ("x-count", "2")], r#"{"data": {"list": [{"id": "a"}]}}"#),
        (&[("x-count", "2")], r#"{"data": {}}"#),
    ];
    let asked = [r#"/search {"word":"w"}"#, r#"/search {"word":"w","token":"t"}"#];
    check(&answers, |client| client.search().word("w"), &["a"], &asked);
    let answers: [Answer; 2] = [
        (&[], r#"{"things": [{"id": "a"}, {"id": "b"}], "has_more": true}"#),
        (&[], r#"{"things": [{"id": "c"}], "has_more": false}"#),
    ];
    check(&answers, |client| client.after_last(), &["a", "b", "c"], &["/last", "/last?starting_after=b"]);
}

#[test]
fn urls() {
    let answers: [Answer; 3] = [
        (&[], r#"{"things": [{"id": "a"}], "meta": {"next": "https://example.com/url?page=2"}}"#),
        (&[], r#"{"things": [{"id": "b"}], "meta": {"next": "?page=3"}}"#),
        (&[], r#"{"things": [{"id": "c"}], "meta": {"next": "?page=3"}}"#),
    ];
    check(&answers, |client| client.by_url(), &["a", "b", "c"], &["/url", "/url?page=2", "/url?page=3"]);
    let answers: [Answer; 2] =
        [(&[("link", "</link?after=a>; rel=next, </link>; rel=first")], r#"[{"id": "a"}]"#), (&[], r#"[{"id": "b"}]"#)];
    check(&answers, |client| client.by_link().word("w"), &["a", "b"], &["/link?word=w", "/link?after=a"]);
}

#[test]
fn no_url_leads_to_another_host() {
    let answers: [Answer; 1] = [(&[], r#"{"things": [], "meta": {"next": "https://evil.example/url"}}"#)];
    let (items, asked) = read(&answers, |client| client.by_url());
    let error = items.unwrap_err().to_string();
    assert_eq!(error, "ByUrl: nothing was sent: the next page is on another host, where no credentials go");
    assert_eq!(asked, ["/url"]);
}
