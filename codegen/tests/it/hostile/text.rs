//! Characters: in encodings, keys, names, paths and descriptions.

use super::{accepted, codes, refused, run, start, with_path, with_schemas};

/// In double quotes; YAML wants escapes where JSON does not.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace('\u{7f}', "\\u007f").replace('\u{9b}', "\\u009b").replace('\u{feff}', "\\ufeff")
}

fn described(description: &str) -> String {
    let quoted = quoted(description);
    with_schemas(&format!(
        "    Thing:\n      type: object\n      description: {quoted}\n      properties:\n        a: {{type: string, description: {quoted}}}\n"
    ))
}

#[test]
fn descriptions_that_look_like_code() {
    for text in [
        "*/ fn main() {}",
        "\"#",
        "\"##\"###",
        "{{ secret }} {% raw %} {# note #}",
        "```rust\npanic!()\n```",
        "```\nunclosed",
        "    indented code",
        "\tindented by a tab",
        "line\n\n\nline\r\nline\rline\u{2028}line\u{85}line",
        "\u{202e}reversed\u{2066}",
        "\u{0}\u{1b}[31m\u{7f}",
        "[link] [link]: http://example.com <script>alert(1)</script>",
        "\\",
        "#[cfg(any())]",
        "🎉 é \u{feff}",
        " ",
        "",
        "- a\n  - b\n 1. c",
    ] {
        accepted("a.yaml", described(text));
    }
}

#[test]
fn enum_values_of_all_sorts() {
    let values = "['', ' ', '1', '1.5', '-1', 'type', 'Self', 'self', 'A B', '*', 'a/b', '\\', '\"', '{{ x }}']";
    let schema = format!("    Thing: {{type: object, properties: {{a: {{type: string, enum: {values}}}}}}}\n");
    let output = run(&[("a.yaml", with_schemas(&schema).as_bytes())]);
    assert!(codes(&output).iter().all(|code| ["unnameable", "name-clash"].contains(code)), "{}", start(&output));
    let named = "['*', '🎉', '', '\\']";
    let schema = format!(
        "    Thing: {{type: object, properties: {{a: {{type: string, enum: {named}, x-enum-varnames: [Any, Party, Nothing, Slash]}}}}}}\n"
    );
    accepted("a.yaml", with_schemas(&schema));
}

#[test]
fn control_characters_in_names() {
    // `checked` looks at every report: nothing of this may reach a terminal.
    for name in ["a\u{1b}[31mb", "a\u{202e}b", "a\nerror: b", "a\u{7f}", "a\u{9b}31m", "a\u{0}", "\r", "\u{2067}"] {
        let quoted = quoted(name);
        let property = format!("    Thing: {{type: object, properties: {{{quoted}: {{type: strng}}}}}}\n");
        let keyword = format!("    Thing: {{type: object, {quoted}: 1}}\n");
        let required =
            format!("    Thing: {{type: object, properties: {{a: {{type: string}}}}, required: [{quoted}]}}\n");
        let reference = format!("    Thing: {{type: object, properties: {{a: {{$ref: {quoted}}}}}}}\n");
        let duplicate = format!("    Thing: {{type: object, {quoted}: 1, {quoted}: 2}}\n");
        let values =
            format!("    Thing: {{type: object, properties: {{a: {{type: string, enum: [{quoted}, {quoted}]}}}}}}\n");
        let pattern = format!(
            "    Thing: {{type: object, properties: {{a: {{type: string, pattern: {quoted}, example: b}}}}}}\n"
        );
        let names =
            format!("    Thing: {{type: object, properties: {{a: {{type: string, x-rust-name: {quoted}}}}}}}\n");
        for schema in [property, keyword, required, reference, duplicate, values, pattern, names] {
            let output = run(&[("a.yaml", with_schemas(&schema).as_bytes())]);
            assert!(!codes(&output).is_empty(), "{schema}");
        }
        run(&[("a.yaml", with_path(&quoted, "").as_bytes())]);
        let header = format!("{{name: {quoted}, in: header, schema: {{type: string}}}}");
        refused("a.yaml", with_path("/a", &header), "illegal-header-name");
        let query = format!("{{name: {quoted}, in: query, schema: {{type: string}}, style: {quoted}}}");
        run(&[("a.yaml", with_path("/a", &query).as_bytes())]);
    }
}

#[test]
fn raw_control_characters_in_the_file() {
    for c in ['\u{0}', '\u{1b}', '\u{7f}', '\u{202e}', '\u{9b}', '\u{feff}', '\u{2028}', '\u{ffff}'] {
        for text in [
            format!("open{c}api: 3.0.3"),
            format!("openapi: {c}3.0.3"),
            format!("# {c}\nopenapi: 3.0.3"),
            format!("openapi: 3.0.3\nx: '{c}"),
            format!("{c}"),
        ] {
            assert!(run(&[("a.yaml", text.as_bytes())]).report.has_errors(), "{text:?}");
            assert!(run(&[("a.json", text.as_bytes())]).report.has_errors(), "{text:?}");
        }
    }
}

#[test]
fn line_ends_and_byte_order_marks() {
    let text =
        with_schemas("    Thing: {type: object, properties: {a: {type: string, description: 'x\n\n          y'}}}\n");
    let plain = accepted("a.yaml", &text).tree;
    assert_eq!(accepted("a.yaml", text.replace('\n', "\r\n")).tree, plain);
    assert_eq!(accepted("a.yaml", format!("\u{feff}{}", text.replace('\n', "\r\n"))).tree, plain);
    assert_eq!(accepted("a.yaml", text.replace('\n', "\r")).tree, plain);
    let wrong = text.replace("type: string", "type: strng");
    let place = |text: &str| {
        let output = refused("a.yaml", text, "unknown-type");
        let json: serde_json::Value = serde_json::from_str(&output.report.json("")).expect("JSON");
        (json[0]["places"][0]["line"].clone(), json[0]["places"][0]["column"].clone())
    };
    assert_eq!(place(&wrong.replace('\n', "\r\n")), place(&wrong));
    assert_eq!(place(&format!("\u{feff}{wrong}")), place(&wrong));
    assert_eq!(place(&wrong.replace('\n', "\r")), place(&wrong));
}

#[test]
fn encodings() {
    let text = with_schemas("    Thing: {type: object}\n");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(run(&[("a.yaml", &utf16)]).report.has_errors());
    refused("a.yaml", [b"\xff\xfe".as_slice(), &utf16].concat(), "not-utf8");
    refused("a.yaml", b"openapi: \xe4", "not-utf8");
    refused("a.yaml", b"\xed\xa0\x80", "not-utf8");
    refused("a.json", b"{\"a\": \"\xff\"}", "not-utf8");
    refused("a.yaml", b"", "empty-file");
    refused("a.yaml", b"\xef\xbb\xbf", "empty-file");
    refused("a.json", b"\xef\xbb\xbf \n", "empty-file");
}

const JSON: &str = r##"{
	"openapi": "3.0.3",
	"info": {"title": "a \ud83c\udf89 \/ \u0041", "version": "v1"},
	"paths": {
		"\/things": {"get": {"operationId": "ListThings", "responses": {"200": {
			"description": "it's: {a} # no comment, *no alias, &no anchor, - no list, ! no tag, % @ `",
			"content": {"application\/json": {"schema": {"$ref": "#\/components\/schemas\/Thing"}}}
		}}}}
	},
	"components": {"schemas": {"Thing": {"type": "object", "properties": {
		"a": {"type": "string", "example": "no"},
		"b":{"type":"integer","example":-1,"default":1},
		"c":
			{
				"type"
				:
				"boolean"
			}
	}}}}
}"##;

#[test]
fn json_as_machines_write_it() {
    let expected = accepted("a.json", JSON).tree;
    assert_eq!(accepted("a.json", JSON.replace(['\t', '\n'], "")).tree, expected);
    assert_eq!(accepted("a.json", JSON.replace('\n', "\r\n")).tree, expected);
    assert_eq!(accepted("a.json", format!("\u{feff}{JSON}")).tree, expected);
    let compact = serde_json::from_str::<serde_json::Value>(JSON).expect("JSON").to_string();
    assert!(accepted("a.json", compact).tree.is_some());
}

#[test]
fn json_that_is_none() {
    for text in [
        JSON.replace("\\ud83c\\udf89", "\\ud83c"),
        JSON.replace("\\ud83c\\udf89", "\\udf89\\ud83c"),
        JSON.replace("\\u0041", "\\x41"),
        JSON.replace("3.0.3\",", "3.0.3\""),
        JSON.replace("-1", "01"),
        JSON.replace("-1", "NaN"),
        JSON.replace('"', "'"),
        format!("{JSON}{JSON}"),
        format!("{JSON},"),
        JSON[..JSON.len() - 1].to_owned(),
    ] {
        refused("a.json", text, "json-syntax");
    }
    refused("a.json", JSON.replace("\"b\":", "\"a\":"), "duplicate-key");
    refused("a.json", JSON.replace("\"b\":", "\"\\u0061\":"), "duplicate-key");
}

#[test]
fn paths_of_all_sorts() {
    let parameter = |name: &str| format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}");
    let both = format!("{}, {}", parameter("b"), parameter("c"));
    for path in ["'/a/{b}{c}'", "'/a/{b}.{c}'", "'/a/x{b}y/{c}z'", "'/{b}/{c}/'", "'/{b}:{c}'", "'/a//{b}/{c}'"] {
        accepted("a.yaml", with_path(path, &both));
    }
    for path in [
        "'/a/{'",
        "'/a/}'",
        "'/a/{b'",
        "'/a/{b}}'",
        "'/a/{{b}}'",
        "'/a?x={b}'",
        "'/a#{b}'",
        "'/a/{b}{b}'",
        "'/a {b}'",
        "'{b}'",
    ] {
        let output = run(&[("a.yaml", with_path(path, &parameter("b")).as_bytes())]);
        assert!(codes(&output).contains("malformed-path"), "{path}: {}", start(&output));
        assert_eq!(codes(&output).len(), 1, "{path}: {}", start(&output));
    }
    for path in ["''", "a", "'/a b'"] {
        refused("a.yaml", with_path(path, ""), "malformed-path");
    }
    accepted("a.yaml", with_path("/", ""));
}

#[test]
fn names_of_headers() {
    for name in ["'X-A\\nB: c'", "''", "'X A'", "'X-Ä'", "'X:'"] {
        let header = format!("{{name: {name}, in: header, schema: {{type: string}}}}").replace("'", "\"");
        refused("a.yaml", with_path("/a", &header), "illegal-header-name");
        let name = name.replace('\'', "\"");
        let answer =
            format!("'204': {{description: OK, headers: {{{name}: {{required: true, schema: {{type: string}}}}}}}}");
        let document = with_path("/a", "").replace("'204': {description: OK}", &answer);
        refused("a.yaml", document, "illegal-header-name");
    }
}

#[test]
fn endpoints_of_all_sorts() {
    for region in ["a\"; panic!()", "a/../b", "a@b", "a#", "a?", " ", "\u{e4}", "{region}", "a\nb"] {
        let servers = format!(
            "servers: [{{url: 'https://x.{{region}}.example.com', x-regions: true, variables: {{region: {{enum: [{}]}}}}}}]\npaths:",
            quoted(region)
        );
        refused("a.yaml", with_path("/a", "").replace("paths:", &servers), "wrong-endpoint");
    }
}
