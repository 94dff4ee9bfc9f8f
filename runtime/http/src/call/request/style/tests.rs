//! Tests styles: the table of examples in OpenAPI's document line by line, and what it leaves open.

use super::*;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;
use serde_json::value::to_raw_value;

/// An object in the order of its entries.
struct Ordered<'a>(&'a [(&'a str, serde_json::Value)]);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

fn written(name: &str, value: &impl Serialize, style: Style) -> String {
    match write(name, &to_raw_value(value).unwrap(), style, escape).unwrap() {
        Written::Nothing => "(nothing)".to_owned(),
        Written::Text(text) => text,
        Written::Pairs(pairs) => {
            pairs.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join("&")
        }
    }
}

#[test]
fn the_examples_of_openapi() {
    let object = [("R", json!(100)), ("G", json!(200)), ("B", json!(150))];
    let table = [
        (Style::MATRIX, ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
        (
            Style::MATRIX.exploded(),
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        (Style::LABEL, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (Style::LABEL.exploded(), ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (Style::SIMPLE, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (Style::SIMPLE.exploded(), "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
        (Style::FORM, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
        (Style::FORM.exploded(), "color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
        (
            Style::SPACE_DELIMITED,
            "color=",
            "color=blue",
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            Style::PIPE_DELIMITED,
            "color=",
            "color=blue",
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            Style::DEEP_OBJECT,
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ];
    for (style, empty, string, array, of_object) in table {
        let all = [
            written("color", &"", style),
            written("color", &"blue", style),
            written("color", &["blue", "black", "brown"], style),
            written("color", &Ordered(&object), style),
        ];
        assert_eq!(all, [empty, string, array, of_object], "{style:?}");
    }
}

#[test]
fn what_openapi_leaves_open() {
    let deep = json!({"a": {"b": 1, "c": null, "d": {"e": true}}, "l": ["x", 2], "z": {}});
    for (value, style, expected) in [
        (json!(null), Style::FORM, "(nothing)"),
        (json!([]), Style::FORM.exploded(), "(nothing)"),
        (json!({}), Style::SIMPLE, "(nothing)"),
        (json!([null]), Style::MATRIX, "(nothing)"),
        (json!({"a": null}), Style::DEEP_OBJECT, "(nothing)"),
        (json!([1, null, 2]), Style::FORM, "n=1,2"),
        (json!([[1, 2], ["a"]]), Style::FORM, "n=%5B1%2C2%5D,%5B%22a%22%5D"),
        (json!({"a": {"b": 1}}), Style::FORM.exploded(), "a=%7B%22b%22%3A1%7D"),
        (json!({"a b": "c&d"}), Style::FORM.exploded(), "a%20b=c%26d"),
        (json!({"a": ""}), Style::MATRIX.exploded(), ";a"),
        (json!({"a": ""}), Style::SIMPLE.exploded(), "a="),
        (json!(["a|b", "c,d"]), Style::PIPE_DELIMITED, "n=a%7Cb%7Cc%2Cd"),
        (json!([1, 2]), Style::SPACE_DELIMITED.exploded(), "n=1&n=2"),
        (deep, Style::DEEP_OBJECT, "n%5Ba%5D%5Bb%5D=1&n%5Ba%5D%5Bd%5D%5Be%5D=true&n%5Bl%5D=x&n%5Bl%5D=2"),
        (json!({"a": 1}), Style::JSON, "n=%7B%22a%22%3A1%7D"),
        (json!("a"), Style::JSON, "n=%22a%22"),
        (json!([]), Style::JSON, "n=%5B%5D"),
        (json!(18_446_744_073_709_551_615_u64), Style::FORM, "n=18446744073709551615"),
        (json!(1.5), Style::SIMPLE, "1.5"),
        (json!("\u{e9}\n"), Style::SIMPLE, "%C3%A9%0A"),
    ] {
        assert_eq!(written("n", &value, style), expected, "{value} {style:?}");
    }
    assert_eq!(written("filter[name]", &json!("a"), Style::FORM), "filter%5Bname%5D=a");
    assert_eq!(written("a=b", &json!([1]), Style::MATRIX), ";a%3Db=1");
    let form = json!({"a": [1, "b c"], "d": {"e": 1}, "f": null, "g": ""});
    assert_eq!(written("", &form, Style::FORM.exploded()), "a=1&a=b%20c&d=%7B%22e%22%3A1%7D&g=");
}
