//! Parts and forms as OpenAPI's own examples have them, over the wire.

use super::of_parts::parts::{Client, types::*};
use crate::support::{config, sent};
use oaswright_runtime::{Multipart, Part};

fn client() -> Client {
    Client::new(config())
}

#[test]
fn parts_are_of_the_media_types_that_the_document_gives_them() {
    let image = Part::from("PNG").file_name("me.png").content_type("image/png").header("X-Rate-Limit-Limit", "10");
    let call =
        client().post_profile().id("f81d4fae7dec11d0a76500a0c91e6bf6").address(ProfileAddress::default().city("Rome"));
    let call = call.history_metadata("<a/>").profile_image(image).icon("i").icons(["g"]).table("a,b");
    let call = call.digest("AQID").photo("SlBFRw==").settings("{}").note("n");
    assert_eq!(
        sent(&call),
        "multipart/form-data; boundary=B\n\
         --B\nContent-Disposition: form-data; name=\"table\"\nContent-Type: text/csv\n\na,b\n\
         --B\nContent-Disposition: form-data; name=\"id\"\n\nf81d4fae7dec11d0a76500a0c91e6bf6\n\
         --B\nContent-Disposition: form-data; name=\"address\"\nContent-Type: application/json\n\n{\"city\":\"Rome\"}\n\
         --B\nContent-Disposition: form-data; name=\"historyMetadata\"; filename=\"historyMetadata\"\nContent-Type: application/xml; charset=utf-8\n\n<a/>\n\
         --B\nContent-Disposition: form-data; name=\"profileImage\"; filename=\"me.png\"\nContent-Type: image/png\nX-Rate-Limit-Limit: 10\n\nPNG\n\
         --B\nContent-Disposition: form-data; name=\"icon\"; filename=\"icon\"\nContent-Type: image/png\n\ni\n\
         --B\nContent-Disposition: form-data; name=\"icons\"; filename=\"icons\"\nContent-Type: image/gif\n\ng\n\
         --B\nContent-Disposition: form-data; name=\"digest\"\nContent-Type: application/octet-stream\n\nAQID\n\
         --B\nContent-Disposition: form-data; name=\"photo\"\nContent-Type: image/jpeg\n\nSlBFRw==\n\
         --B\nContent-Disposition: form-data; name=\"settings\"\nContent-Type: application/json\n\n{}\n\
         --B\nContent-Disposition: form-data; name=\"note\"\n\nn\n\
         --B--\n"
    );
}

#[test]
fn other_parts_follow() {
    let more = Multipart::new().text("colour", "red").part("file", "x");
    assert_eq!(
        sent(&client().post_open().additional("a").icon("i").additional_parts(more)),
        "multipart/form-data; boundary=B\n\
         --B\nContent-Disposition: form-data; name=\"additional\"\n\na\n\
         --B\nContent-Disposition: form-data; name=\"icon\"; filename=\"icon\"\nContent-Type: image/png\n\ni\n\
         --B\nContent-Disposition: form-data; name=\"colour\"\n\nred\n\
         --B\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\nContent-Type: application/octet-stream\n\nx\n\
         --B--\n"
    );
    assert_eq!(sent(&client().post_open()), "\n");
}

#[test]
fn forms_are_as_their_encodings_say() {
    let address = PostFormRequestAddress::default().street_address("123 Example Dr.").city("Somewhere").state("CA");
    let call = client()
        .post_form()
        .id("f81d4fae7dec11d0a76500a0c91e6bf6")
        .address(address.zip("99999+1234"))
        .points([1, 2])
        .labels(["a", "b"]);
    let call = call.color(PostFormRequestColor::default().r(100).g(200).b(150)).path("a/b?c");
    let call = call.deep(PostFormRequestDeep::default().r(1).g(2)).sheet(PostFormRequestSheet::default().a(1));
    assert_eq!(
        sent(&call),
        "application/x-www-form-urlencoded\nid=f81d4fae7dec11d0a76500a0c91e6bf6\
         &address=%7B%22streetAddress%22%3A%22123%20Example%20Dr.%22%2C%22city%22%3A%22Somewhere%22%2C%22state%22%3A%22CA%22%2C%22zip%22%3A%2299999%2B1234%22%7D\
         &points=%5B1%2C2%5D&labels=a&labels=b&color=R,100,G,200,B,150&deep%5BR%5D=1&deep%5BG%5D=2&path=a/b?c&sheet=%7B%22a%22%3A1%7D"
    );
}
