//! References that want out: no path outside of the specification's folder is ever asked for.

use super::{checked, codes, refused, run, start, with_schemas};
use crate::support::job;
use apig_codegen::{ReadError, generate};
use std::sync::Mutex;

/// Runs a document in `apig/` whose only property refers to `target`; returns the codes and the paths that were asked for.
fn refer(target: &str) -> (Vec<&'static str>, Vec<String>) {
    let quoted = serde_json::Value::from(target).to_string();
    let text = with_schemas(&format!("    Thing: {{type: object, properties: {{a: {{$ref: {quoted}}}}}}}\n"));
    let asked = Mutex::new(Vec::new());
    let output = checked(generate(&job(["apig/openapi.yaml"]), &|path| {
        asked.lock().unwrap().push(path.to_owned());
        if path == "apig/openapi.yaml" { Ok(text.clone().into_bytes()) } else { Err(ReadError::NotFound) }
    }));
    (codes(&output).into_iter().collect(), asked.into_inner().unwrap())
}

#[test]
fn nothing_outside_is_asked_for() {
    for (target, code) in [
        ("../../etc/passwd", "ref-outside-root"),
        ("../../../../../../etc/passwd#/root", "ref-outside-root"),
        ("/etc/passwd", "ref-outside-root"),
        ("//host/x", "ref-to-url"),
        ("..%2f..%2fetc/passwd", "ref-outside-root"),
        ("%2e%2e/%2e%2e/etc/passwd", "ref-outside-root"),
        ("%2fetc%2fpasswd", "ref-outside-root"),
        ("./../../x.yaml", "ref-outside-root"),
        ("a/../../../x.yaml", "ref-outside-root"),
        ("..\\..\\etc", "malformed-ref"),
        ("..%5c..%5cetc", "malformed-ref"),
        ("C:\\x", "ref-outside-root"),
        ("C:/x.yaml", "ref-outside-root"),
        ("c%3A/x.yaml", "ref-outside-root"),
        ("http://127.0.0.1/x.yaml", "ref-to-url"),
        ("HTTPS://example.com/x.yaml#/a", "ref-to-url"),
        ("file:///etc/passwd", "ref-to-url"),
        ("data:text/plain,a", "ref-to-url"),
        ("a.yaml%00/../../x", "malformed-ref"),
        ("a\u{1b}[31m.yaml", "malformed-ref"),
        ("a\nb.yaml", "malformed-ref"),
        ("%ff.yaml", "malformed-ref"),
        ("x.yaml?y=1", "malformed-ref"),
        ("", "malformed-ref"),
        (".", "malformed-ref"),
        ("..", "malformed-ref"),
        ("../", "malformed-ref"),
        ("Thing", "malformed-ref"),
    ] {
        let (codes, asked) = refer(target);
        assert_eq!(codes, [code], "{target:?}");
        assert_eq!(asked, ["apig/openapi.yaml"], "{target:?}");
    }
}

#[test]
fn what_is_inside_is_asked_for_by_its_plain_path() {
    for (target, path) in [
        ("../common.yaml#/a", "common.yaml"),
        ("./x/../quotas.yaml", "apig/quotas.yaml"),
        ("quotas%20new.yaml", "apig/quotas new.yaml"),
        ("..//roma/./openapi.yaml", "roma/openapi.yaml"),
        ("%252e%252e/x.yaml", "apig/%2e%2e/x.yaml"),
        ("~/x.yaml", "apig/~/x.yaml"),
    ] {
        let (codes, asked) = refer(target);
        assert_eq!(codes, ["unreadable-file"], "{target:?}");
        assert_eq!(asked, ["apig/openapi.yaml", path], "{target:?}");
    }
}

#[test]
fn a_refusal_of_the_reader_is_reported() {
    let text = with_schemas("    Thing: {$ref: 'link.yaml#/a'}\n");
    let output = checked(generate(&job(["a.yaml"]), &|path| match path {
        "a.yaml" => Ok(text.clone().into_bytes()),
        _ => Err(ReadError::Refused("it leads \u{1b}[31mout of the folder".to_owned())),
    }));
    assert_eq!(codes(&output).into_iter().collect::<Vec<_>>(), ["unreadable-file"]);
}

#[test]
fn data_is_no_reference() {
    let output = run(&[(
        "a.yaml",
        with_schemas(
            "    Thing:
      type: object
      example: {a: {$ref: 'http://example.com'}, $ref: '/etc/passwd'}
      default: {$ref: 'nowhere.yaml'}
      x-note: {$ref: 'nowhere.yaml'}
      properties:
        a: {type: object, example: {$ref: '#/nowhere'}}
        b: {type: string, enum: ['$ref']}
        c:
          type: object
          properties:
            example: {type: string}
            default: {type: string}
            enum: {type: string}
",
        )
        .as_bytes(),
    )]);
    assert!(codes(&output).is_empty(), "{}", start(&output));
}

#[test]
fn references_below_properties_called_like_keywords_are_followed() {
    for name in ["example", "default", "enum", "examples", "x-note"] {
        let schema = format!("    Thing: {{type: object, properties: {{{name}: {{$ref: '#/nowhere'}}}}}}\n");
        refused("a.yaml", with_schemas(&schema), "dangling-ref");
    }
}

#[test]
fn a_property_called_ref() {
    // `$ref` among `properties` is read as a reference by every tool; one that is no text is a mistake.
    let schema = "    Thing: {type: object, properties: {a: {$ref: {type: string}}}}\n";
    refused("a.yaml", with_schemas(schema), "wrong-value-type");
}

#[test]
fn pointers_into_anything() {
    for pointer in
        ["#/paths/~1things/get", "#/info/title", "#/components/schemas/Thing/properties/0", "#/paths/~2", "#//"]
    {
        let schema = format!("    Thing: {{type: object, properties: {{a: {{$ref: '{pointer}'}}}}}}\n");
        let output = run(&[("a.yaml", with_schemas(&schema).as_bytes())]);
        assert!(output.report.has_errors(), "{pointer}");
    }
}

#[test]
fn files_that_refer_to_each_other() {
    let a = with_schemas("    Thing: {type: object, properties: {b: {$ref: 'b.yaml#/components/schemas/B'}}}\n");
    let b =
        "components:\n  schemas:\n    B: {type: object, properties: {a: {$ref: 'a.yaml#/components/schemas/Thing'}}}\n";
    let output = run(&[("a.yaml", a.as_bytes()), ("b.yaml", b.as_bytes())]);
    assert!(codes(&output).is_empty(), "{}", start(&output));
    let a = with_schemas("    Thing: {$ref: 'b.yaml#/components/schemas/B'}\n");
    let b = "components:\n  schemas:\n    B: {$ref: 'a.yaml#/components/schemas/Thing'}\n";
    let output = run(&[("a.yaml", a.as_bytes()), ("b.yaml", b.as_bytes())]);
    assert_eq!(codes(&output).into_iter().collect::<Vec<_>>(), ["ref-cycle"], "{}", start(&output));
}
