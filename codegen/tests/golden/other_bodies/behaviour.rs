//! Bodies in other media types: exactly one is on the wire, and only that one is checked.

use super::of_other_bodies::other_bodies::{Client, types::*};
use crate::support::{config, refused, sent};
use oaswright_runtime::{Body, Multipart};

fn client() -> Client {
    Client::new(config())
}

#[test]
fn the_usual_body_is_as_if_it_were_alone() {
    assert_eq!(sent(&client().post_note().title("a")), "application/json\n{\"title\":\"a\"}");
    assert_eq!(refused(&client().post_note()), ["title is required"]);
    assert_eq!(refused(&client().put_parts()), ["file is required"]);
    assert_eq!(sent(&client().put_picture()), "\n");
    assert_eq!(sent(&client().put_picture().body("x")), "image/png\nx");
}

#[test]
fn another_is_sent_and_checked_instead() {
    let note = || client().post_note();
    let form = NoteForm::default().title("a b").tags(["x", "y"]);
    assert_eq!(sent(&note().body_form(form.clone())), "application/x-www-form-urlencoded\ntitle=a%20b&tags=x,y");
    assert_eq!(refused(&note().body_form(NoteForm::default())), ["title is required"]);
    assert_eq!(sent(&note().body_text("abc")), "text/plain\nabc");
    assert_eq!(refused(&note().body_text("abcd")), ["body_text must have at most 3 characters, has 4"]);
    assert_eq!(sent(&note().body_csv("q").body_csv_2("a,b")), "text/csv\na,b");
    assert_eq!(sent(&note().body_xml("<a/>")), "application/xml\n<a/>");
    let gone = PostNoteRequestMergePatchJson::default().gone(true);
    assert_eq!(sent(&note().body_merge_patch_json(gone)), "application/merge-patch+json\n{\"gone\":true}");
    assert_eq!(sent(&note().body_image("x")), "application/octet-stream\nx");
    assert_eq!(sent(&note().body_image(Body::from("x").content_type("image/png"))), "image/png\nx");
    assert_eq!(
        sent(&note().title("a").body_multipart(Multipart::new().text("title", "b"))),
        "multipart/form-data; boundary=B\n--B\nContent-Disposition: form-data; name=\"title\"\n\nb\n--B--\n"
    );
    assert_eq!(sent(&client().put_parts().file("a").body_bytes_2("x")), "application/octet-stream\nx");
    assert_eq!(sent(&client().put_picture().body_jpeg("x")), "image/jpeg\nx");
    assert_eq!(sent(&client().put_picture().body_any(Body::from("x").content_type("a/b"))), "a/b\nx");
}

#[test]
fn there_is_one() {
    assert_eq!(
        refused(&client().post_note().body_form(NoteForm::default().title("a")).body_text("a").body_xml("a")),
        ["body_text cannot be sent beside `body_form`", "body_xml cannot be sent beside `body_form`"]
    );
}
