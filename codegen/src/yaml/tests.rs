//! Tests what is read of YAML and JSON, and what is reported of text that is neither.

use super::*;
use crate::diagnostics::Diagnostic;

fn read(path: &str, text: &str) -> Result<String, Vec<Diagnostic>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(path, text);
    let node = parse(file, &sources, &mut diagnostics).filter(|_| !diagnostics.has_errors());
    let compact = |node: &Node| serde_json::to_string(node).unwrap();
    node.map(|node| compact(&node)).ok_or_else(|| diagnostics.into_sorted())
}

#[test]
fn what_yaml_allows_is_read() {
    for (text, expected) in [
        // Tabs in blank lines, in comment lines, between tokens, and in text.
        ("a: 1\n\t\nb: 2\n", r#"{"a":1,"b":2}"#),
        ("a: 1\n\t# none\nb: 2\n", r#"{"a":1,"b":2}"#),
        ("- [\n\t\n 2\n ]\n", "[[2]]"),
        ("\t{}\n", "{}"),
        ("a:\t1\nb : \t2\n", r#"{"a":1,"b":2}"#),
        ("? a\n: -\tb\n  -\tc\n", r#"{"a":["b","c"]}"#),
        ("a: |-\n \tb\n", r#"{"a":"\tb"}"#),
        ("a: \"b\n \tc\"\n", r#"{"a":"b c"}"#),
        // Text that starts with a mark that would need a space behind it.
        ("[:x, ?y, -z, {a: :b}]\n", r#"[":x","?y","-z",{"a":":b"}]"#),
        ("{http://a.b, c:, d: e}\n", r#"{"http://a.b":null,"c":null,"d":"e"}"#),
        // A key and its colon on two lines.
        ("{\"a\"\n:1, b\n  : 2}\n", r#"{"a":1,"b":2}"#),
        ("{ \"a\"\n  :bar }\n", r#"{"a":"bar"}"#),
        ("[\n[\n]\n, {\"a\": {b\n: c}}]\n", r#"[[],{"a":{"b":"c"}}]"#),
        // Directives.
        ("%YAML 1.2\n---\na: 1\n", r#"{"a":1}"#),
        ("%YAML 1.3 # later\n---\na: 1\n", r#"{"a":1}"#),
        ("%FOO bar baz\n---\na: 1\n", r#"{"a":1}"#),
        // Keys of nothing.
        (": a\n", r#"{"":"a"}"#),
        ("a: 1\n?\n", r#"{"a":1,"":null}"#),
        ("- : b\n", r#"[{"":"b"}]"#),
        ("{: c}\n", r#"{"":"c"}"#),
        // Blocks without indentation.
        ("--- >\nline\n# no comment\nline\n", r#""line # no comment line\n""#),
        ("--- |\n%a\n%b\n", r#""%a\n%b\n""#),
        ("a: |\n  x\n   ", r#"{"a":"x\n \n"}"#),
        // Anchors of any name, on keys, and of one name twice.
        ("a: &my:x v\n", r#"{"a":"v"}"#),
        ("- &😁 a\n- *😁\n", r#"["a","a"]"#),
        ("&a foo: 1\nbar: *a\n", r#"{"foo":1,"bar":"foo"}"#),
        ("- &a 1\n- *a\n- &a [2]\n- *a\n", "[1,1,[2],[2]]"),
        ("&a a: &b b\nc: *a\nd: *b\n", r#"{"a":"b","c":"a","d":"b"}"#),
        // These end no line.
        ("a: x\u{85}y # z\u{2028}b: c\u{85}d: e\n", "{\"a\":\"x\u{85}y\"}"),
        ("[\"a\u{85}b\", \"c \u{2028} d\", 'e\u{2029}f']\n", "[\"a\u{85}b\",\"c \u{2028} d\",\"e\u{2029}f\"]"),
        ("a: # none, see\u{2028}  page2\n", r#"{"a":null}"#),
        // Names are text, whatever they look like.
        ("017: 017\n~: ~\n0x1F: 0x1F\nNo: No\n", r#"{"017":17,"~":null,"0x1F":31,"No":"No"}"#),
        ("a: 'null'\nb: \"1\"\nc: |-\n  1\n", r#"{"a":"null","b":"1","c":"1"}"#),
        ("18446744073709551616\n", "18446744073709551616"),
    ] {
        assert_eq!(read("a.yaml", text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn json_is_read_exactly() {
    for (text, expected) in [
        (
            r#"[18446744073709551616, -9223372036854775809, 0.1, 1E2]"#,
            "[18446744073709551616,-9223372036854775809,0.1,100.0]",
        ),
        (r#"{"a\u0062\ud83d\ude00\/\"": "\\"}"#, r#"{"ab😀/\"":"\\"}"#),
        ("[true,\tfalse,\r\nnull]", "[true,false,null]"),
        ("123456789012345678901234567890.0", "1.2345678901234568e+29"),
    ] {
        assert_eq!(read("a.json", text).as_deref(), Ok(expected), "{text}");
    }
    for (text, reason, start) in [
        (r#"{"a": 1e400}"#, "number out of range", 6..12),
        (r#"["ab\ud800"]"#, "unexpected end of hex escape", 1..11),
        ("[\"a\tb\"]", "control character", 1..7),
        ("[1, 0123]", "invalid number", 4..8),
    ] {
        let diagnostics = read("a.json", text).unwrap_err();
        let place = diagnostics[0].labels[0].span.start;
        assert!(
            diagnostics[0].message.contains(reason) && start.contains(&place),
            "{text}: {} at {place}",
            diagnostics[0].message
        );
    }
}

#[test]
fn aliases_stay_within_the_depth_of_documents() {
    let deep = |levels: usize| format!("{}x{}", "[".repeat(levels), "]".repeat(levels));
    let text = |outer: usize| format!("a: &a {}\nb: {}*a{}\n", deep(60), "[".repeat(outer), "]".repeat(outer));
    assert!(read("a.yaml", &text(39)).is_ok());
    assert_eq!(read("a.yaml", &text(40)).unwrap_err()[0].code, "too-deep");
}

/// Each mistake, its message, and the text with the patch, if there is one.
#[test]
fn slips_get_advice_that_fits() {
    let long = "k".repeat(1100);
    let longer = "k".repeat(70_000);
    let long_names = [
        format!("{long}: a\n"),
        format!("a: 1\n'{long}': a\n"),
        format!("{{{long}: a}}\n"),
        format!("{longer}: a\n"),
        format!("a: 1\n{longer}: a\n"),
        format!("{{a: 1, {longer}: a}}\n"),
    ];
    let mut cases: Vec<(&str, &str, Option<&str>)> = vec![
        ("a: \"b\n", "a quote that opens here is not closed", Some("a: \"b\"\n")),
        ("a: 'b", "a quote that opens here is not closed", Some("a: 'b'")),
        ("a: \"b\n  c\n\n", "a quote that opens here is not closed", None),
        ("a: {b: 'c}\n", "a quote that opens here is not closed", None),
        ("a: {b: 'c}\nd: e\n", "a quote that opens here is not closed", None),
        ("a: [b, , c]\n", "a `,` with nothing before it", None),
        ("a: [, c]\n", "a `,` with nothing before it", None),
        ("{a: b, , c: d}\n", "a `,` with nothing before it", None),
        ("a: b # c\n  d\n", "a comment inside of text over several lines", None),
        ("a: b\n  # c\n  d\n", "a comment inside of text over several lines", None),
        ("a: > b\n", "text on the line of the `>`", None),
        ("- |2 b\n", "text on the line of the `|`", None),
        ("a: >= 5\n", "text cannot start with `>`", Some("a: '>= 5'\n")),
        ("a: [*b]\n", "nothing above is marked `&b`", None),
        ("a: &b [*b]\n", "points to something that contains it", None),
        ("<<: a\n", "YAML 1.2 has none", None),
        ("a: !!str b\n", "JSON, which OpenAPI is made of, has none", None),
    ];
    cases.extend(long_names.iter().map(|text| (text.as_str(), "a name of more than 1024 characters", None)));
    for (text, reason, mended) in cases {
        let start = text.get(..60).unwrap_or(text);
        let diagnostics = read("a.yaml", text).unwrap_err();
        assert!(diagnostics[0].message.contains(reason), "{start}: {}", diagnostics[0].message);
        let patched = diagnostics[0].patch.as_ref().map(|patch| {
            let mut patched = text.to_owned();
            patched.replace_range(patch.span.start..patch.span.end, &patch.replacement);
            patched
        });
        assert_eq!(patched.as_deref(), mended, "{start}");
        assert!(mended.is_none_or(|mended| read("a.yaml", mended).is_ok()), "{start}");
    }
    assert!(read("a.yaml", &format!("? {long}\n: a\n")).is_ok());
    assert!(read("a.json", &format!("{{\"{longer}\": 1}}")).is_ok());
}
