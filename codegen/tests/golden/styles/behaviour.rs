//! Parameters are written as the examples of OpenAPI's document have them.

use super::of_styles::styles::{Client, types::*};
use crate::support::{config, refused, request};
use oaswright_runtime::Value;
use serde_json::json;

fn client() -> Client {
    Client::new(config())
}

fn color() -> Color {
    Color::default().r(100).g(200).b(150)
}

const LIST: [&str; 3] = ["blue", "black", "brown"];

#[test]
fn paths() {
    let call = client().simple("a/b", LIST, color(), color()).x_object(color()).x_exploded(color()).x_json(["a", "b"]);
    let expected = "GET /simple/a%2Fb/blue,black,brown/R,100,G,200,B,150/R=100,G=200,B=150\n\
        x-object: R,100,G,200,B,150\nx-exploded: R=100,G=200,B=150\nx-json: [\"a\",\"b\"]";
    assert_eq!(request(&call), expected);
    let call = client().label("blue", LIST, color());
    assert_eq!(request(&call), "GET /label/.blue/.blue,black,brown/.R=100.G=200.B=150");
    let call = client().matrix(1, LIST, LIST, color());
    let expected =
        "GET /matrix;text=1;list=blue,black,brown;exploded=blue;exploded=black;exploded=brown;R=100;G=200;B=150";
    assert_eq!(request(&call), expected);
    let empty: [&str; 0] = [];
    let call = client().simple("..", empty, Color::default(), color());
    let expected = ["text must not be `.` or `..`", "list must not be empty", "object must not be empty"];
    assert_eq!(refused(&call), expected);
}

#[test]
fn queries() {
    let filter = Filter::default().name("a&b").sizes([1, 2]).inner(color());
    let call = client().query().form(color()).exploded(color()).spaces(LIST).pipes(LIST).deep(filter.clone());
    let expected = "GET /query?form=R,100,G,200,B,150&R=100&G=200&B=150&spaces=blue%20black%20brown\
        &pipes=blue%7Cblack%7Cbrown&deep%5Bname%5D=a%26b&deep%5Bsizes%5D=1&deep%5Bsizes%5D=2\
        &deep%5Binner%5D%5BR%5D=100&deep%5Binner%5D%5BG%5D=200&deep%5Binner%5D%5BB%5D=150";
    assert_eq!(request(&call), expected);
    let call = client().query().json(Filter::default().name("a")).filter_name("b").map([("k", 1)]);
    let call = call.free([("x", json!(1)), ("y", json!({"z": [true]}))]).any("text").grid([vec![1, 2], vec![3]]);
    let call = call.times(["2024-01-01T00:00:00Z"]).url("https://a.b/c?d=e&f").empty("").flag(true);
    let expected = "GET /query?json=%7B%22name%22%3A%22a%22%7D&filter%5Bname%5D=b&k=1&free%5Bx%5D=1&free%5By%5D%5Bz%5D=true\
        &any=text&grid=%5B1%2C2%5D&grid=%5B3%5D&times=2024-01-01T00%3A00%3A00Z&url=https://a.b/c?d=e%26f&empty=&flag=true";
    assert_eq!(request(&call), expected);
    let call = client().query().any(json!([1, 2]));
    assert_eq!(request(&call), "GET /query?any=1&any=2");
    assert_eq!(request(&client().query().any(Value::Null)), "GET /query");
    assert_eq!(refused(&client().query().deep(Filter::default())), ["deep.name is required"]);
}

#[test]
fn whole_queries() {
    let filter = Filter::default().name("a b").sizes([1, 2]);
    assert_eq!(request(&client().whole_form().query(filter.clone())), "GET /whole?name=a%20b&sizes=1&sizes=2");
    let expected = "GET /json?%7B%22name%22%3A%22a%20b%22%2C%22sizes%22%3A%5B1%2C2%5D%7D";
    assert_eq!(request(&client().whole_json().query(filter)), expected);
    assert_eq!(request(&client().whole_form()), "GET /whole");
    assert_eq!(refused(&client().whole_json()), ["query is required"]);
}

#[test]
fn json_in_a_header() {
    let call = client().simple("a", LIST, color(), color()).x_json(["\u{e9}\u{1f600}"]);
    assert!(request(&call).ends_with(r#"x-json: ["\u00e9\ud83d\ude00"]"#), "{}", request(&call));
}

#[test]
fn cookies() {
    let call = client().cookies().session("a;b").theme("dark blue").ids([1, 2]).each([3, 4]);
    assert_eq!(request(&call), "GET /cookies\ncookie: session=a%3Bb; theme=dark%20blue; ids=1,2; each=3; each=4");
    assert_eq!(request(&client().cookies().session("a").raw("b=c,d")), "GET /cookies\ncookie: session=a; raw=b=c,d");
    assert_eq!(refused(&client().cookies().session("a").raw("b; c=d")), ["raw must not contain `;`"]);
    assert_eq!(refused(&client().cookies()), ["session is required"]);
    assert!(!format!("{:?}", client().cookies().session("s3cret")).contains("s3cret"));
}
