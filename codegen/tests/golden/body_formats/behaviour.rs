//! Bodies that are not JSON: what is on the wire, and what is refused before.

use super::of_body_formats::body_formats::{Client, types::*};
use crate::support::{config, refused, sent};
use oaswright_runtime::{Body, Multipart, Part};

fn client() -> Client {
    Client::new(config())
}

#[test]
fn forms_are_pairs() {
    let search = client().post_form().q("a b&c").tags(["x", "y=z"]).ids([1, 2]).words(["a", "b c"]).marks(["a", "b"]);
    let inner = SearchInner::default().a(1);
    let search = search.inner(inner).filter([("a", vec!["1".to_owned()])]).spread(SearchSpread::default().x(1).y(2));
    assert_eq!(
        sent(&search),
        "application/x-www-form-urlencoded\n\
         q=a%20b%26c&tags=x&tags=y%3Dz&ids=1,2&words=a%20b%20c&marks=a%7Cb&inner=%7B%22a%22%3A1%7D&filter%5Ba%5D%5B0%5D=1&x=1&y=2"
    );
    assert_eq!(refused(&client().post_form()), ["q is required"]);
    assert_eq!(sent(&client().post_optional_form()), "\n");
    assert_eq!(sent(&client().post_optional_form().name("é")), "application/x-www-form-urlencoded\nname=%C3%A9");
    assert_eq!(refused(&client().post_optional_form().name("abcd")), ["name must have at most 3 characters, has 4"]);
    assert_eq!(
        sent(&client().post_any_form().body([("a", 1), ("b", 2)])),
        "application/x-www-form-urlencoded\na=1&b=2"
    );
    assert_eq!(sent(&client().post_untold_form().body([("a", "x")])), "application/x-www-form-urlencoded\na=x");
    assert_eq!(sent(&client().post_form_text().body("a=%20")), "application/x-www-form-urlencoded\na=%20");
}

#[test]
fn parts_are_framed() {
    let picture = Part::from(vec![1, 2]).file_name("a \"b\".png");
    let put = client().put_file("1").file("abc").id_in_body(7).kind(UploadKind::Cat).tags(["a", "b"]).more(["x", "y"]);
    let put = put
        .meta(UploadMeta::default().title("Cats"))
        .picture(picture)
        .either(Part::from("z").content_type("image/jpeg"));
    let put =
        put.sheet("1,2").scan("%PDF").any(Part::from("?")).body_("text").views(["v"]).size(UploadSize::Integer(3));
    assert_eq!(
        sent(&put),
        "multipart/form-data; boundary=B\n\
         --B\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\nContent-Type: application/octet-stream\n\nabc\n\
         --B\nContent-Disposition: form-data; name=\"id\"\n\n7\n\
         --B\nContent-Disposition: form-data; name=\"body\"\n\ntext\n\
         --B\nContent-Disposition: form-data; name=\"kind\"\n\ncat\n\
         --B\nContent-Disposition: form-data; name=\"meta\"\nContent-Type: application/vnd.meta+json\n\n{\"title\":\"Cats\"}\n\
         --B\nContent-Disposition: form-data; name=\"tags\"\n\na\n\
         --B\nContent-Disposition: form-data; name=\"tags\"\n\nb\n\
         --B\nContent-Disposition: form-data; name=\"more\"; filename=\"more\"\nContent-Type: application/octet-stream\n\nx\n\
         --B\nContent-Disposition: form-data; name=\"more\"; filename=\"more\"\nContent-Type: application/octet-stream\n\ny\n\
         --B\nContent-Disposition: form-data; name=\"picture\"; filename=\"a %22b%22.png\"\nContent-Type: image/png\n\n\u{1}\u{2}\n\
         --B\nContent-Disposition: form-data; name=\"either\"; filename=\"either\"\nContent-Type: image/jpeg\n\nz\n\
         --B\nContent-Disposition: form-data; name=\"sheet\"\nContent-Type: text/csv\n\n1,2\n\
         --B\nContent-Disposition: form-data; name=\"scan\"; filename=\"scan\"\nContent-Type: application/pdf\n\n%PDF\n\
         --B\nContent-Disposition: form-data; name=\"any\"; filename=\"any\"\nContent-Type: application/octet-stream\n\n?\n\
         --B\nContent-Disposition: form-data; name=\"views\"; filename=\"views\"\nContent-Type: application/octet-stream\n\nv\n\
         --B\nContent-Disposition: form-data; name=\"size\"\n\n3\n\
         --B--\n"
    );
    let wrong = client().put_file("1").id_in_body(0).meta(UploadMeta::default().title("x")).more(["1", "2", "3"]);
    assert_eq!(
        refused(&wrong),
        [
            "file is required",
            "id must be at least 1, is 0",
            "meta.title must have at least 2 characters, has 1",
            "more must have at most 2 items, has 3"
        ]
    );
    assert_eq!(sent(&client().post_optional_parts()), "\n");
    assert!(sent(&client().post_optional_parts().file("x")).contains("name=\"file\""));
    assert_eq!(
        sent(&client().post_related().about([("a", "b")]).media(Part::from("x").content_type("image/gif"))),
        "multipart/related; boundary=B\n\
         --B\nContent-Type: application/json\n\n{\"a\":\"b\"}\n\
         --B\nContent-Type: image/gif\n\nx\n--B--\n"
    );
    assert_eq!(refused(&client().post_untold_parts()), ["body is required"]);
    assert_eq!(
        sent(&client().post_untold_parts().body(Multipart::new().text("a", "1").part("b", "2"))),
        "multipart/form-data; boundary=B\n--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n\
         --B\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\nContent-Type: application/octet-stream\n\n2\n--B--\n"
    );
}

#[test]
fn text_and_bytes_are_sent_as_they_are() {
    assert_eq!(sent(&client().put_text().body("a\n\"b\"")), "text/plain; charset=utf-8\na\n\"b\"");
    assert_eq!(refused(&client().put_text()), ["body is required"]);
    assert_eq!(refused(&client().put_text().body("a")), ["body must have at least 2 characters, has 1"]);
    assert_eq!(sent(&client().put_number().body(7)), "text/plain\n7");
    assert_eq!(sent(&client().put_enum().body(PutEnumRequest::On)), "text/plain\non");
    assert_eq!(sent(&client().put_markdown().body("# a")), "text/markdown\n# a");
    assert_eq!(sent(&client().put_bytes().body(vec![65, 66])), "application/octet-stream\nAB");
    assert_eq!(refused(&client().put_bytes()), ["body is required"]);
    assert_eq!(sent(&client().put_pdf().body(Body::from("%PDF"))), "application/pdf\n%PDF");
    assert_eq!(sent(&client().put_pdf()), "\n");
    assert_eq!(sent(&client().put_image().body("x")), "application/octet-stream\nx");
    assert_eq!(sent(&client().put_xml().body("<a/>")), "application/xml\n<a/>");
    assert_eq!(sent(&client().put_raw_json().body("{}")), "application/json\n{}");
    assert_eq!(sent(&client().put_any_bytes().body("x")), "application/octet-stream\nx");
    assert_eq!(sent(&client().put_any_untold().body("x")), "application/octet-stream\nx");
}

#[test]
fn json_comes_first() {
    assert_eq!(sent(&client().put_any_object().a(1)), "application/json\n{\"a\":1}");
    assert_eq!(sent(&client().put_untold_json().body(1)), "application/json\n1");
    assert_eq!(sent(&client().put_several().q("x")), "application/json\n{\"q\":\"x\"}");
    assert_eq!(sent(&client().delete_several().body(["x"])), "application/json\n[\"x\"]");
}

#[test]
fn lines_are_json_one_after_the_other() {
    let steps = || client().put_typed_lines();
    assert_eq!(
        sent(&steps().body([Step::default().at(1), Step::default().at(2)])),
        "application/jsonl\n{\"at\":1}\n{\"at\":2}\n"
    );
    assert_eq!(sent(&steps().body([])), "application/jsonl\n");
    assert_eq!(refused(&steps()), ["body is required"]);
    assert_eq!(refused(&steps().body([Step::default()])), ["body[0].at is required"]);
    assert_eq!(sent(&steps().body_stream("{}\n")), "application/jsonl\n{}\n");
    let any = [oaswright_runtime::Map::from_iter([("a".to_owned(), 1.into())])];
    assert_eq!(sent(&client().put_lines().body(any)), "application/x-ndjson\n{\"a\":1}\n");
    assert_eq!(sent(&client().put_text_lines().body("{}\n")), "application/x-ndjson\n{}\n");
    assert_eq!(sent(&client().put_marked().body([1, 2])), "application/json-seq\n\u{1e}1\n\u{1e}2\n");
    assert_eq!(sent(&client().put_other_lines().body_ndjson([1, 2])), "application/x-ndjson\n1\n2\n");
    assert_eq!(refused(&client().put_other_lines().body_ndjson([6])), ["body_ndjson[0] must be at most 5, is 6"]);
}
