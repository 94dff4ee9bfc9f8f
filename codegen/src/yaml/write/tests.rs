//! Tests how each kind of value is written, and that it is read back.

use super::super::{Member, parse};
use super::*;
use crate::diagnostics::Diagnostics;
use crate::source::Sources;

fn read(path: &str, text: &str) -> Node {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(path, text);
    let node = parse(file, &sources, &mut diagnostics);
    node.unwrap_or_else(|| panic!("{:?}\n{text}", diagnostics.into_sorted()))
}

#[test]
fn how_strings_are_written() {
    for (text, expected) in [
        ("plain words, with {braces}", "plain words, with {braces}"),
        ("/v2/{id}", "/v2/{id}"),
        ("日本", "日本"),
        ("2020-09-20", "'2020-09-20'"),
        ("201", "'201'"),
        ("1_000", "'1_000'"),
        ("12:30:00", "'12:30:00'"),
        ("0x1F", "'0x1F'"),
        (".5", "'.5'"),
        ("On", "'On'"),
        ("NO", "'NO'"),
        ("~", "'~'"),
        ("", "''"),
        ("=", "'='"),
        ("<<", "'<<'"),
        ("---", "'---'"),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        ("a:", "'a:'"),
        (" a", "' a'"),
        ("- a", "'- a'"),
        ("it's", "it's"),
        ("'s", "'''s'"),
        ("a\tb\u{1b}\u{85}\u{2028}\"\\", r#""a\tb\u001b\u0085\u2028\"\\""#),
        ("\u{202e}x", r#""\u202ex""#),
    ] {
        assert_eq!(in_line(text), expected);
    }
}

#[test]
fn how_numbers_are_written() {
    for (number, expected) in [
        (1.0, "1.0"),
        (-0.25, "-0.25"),
        (1e21, "1.0e+21"),
        (1.5e-9, "1.5e-9"),
        (f64::NEG_INFINITY, "-.inf"),
        (f64::NAN, ".nan"),
    ] {
        assert_eq!(number_text(Number::Float(number)), expected);
    }
    assert_eq!(number_text(Number::Integer(i128::from(u64::MAX))), "18446744073709551615");
}

#[test]
fn what_is_written_is_read_back() {
    let long = format!("? {}\n: 1\n", "k".repeat(3 * LONGEST_KEY));
    let cases = [
        "a: {b: [], c: {}, d: null}\n",
        "- - [1, [2, {x: [y]}]]\n- {a: {b: c}, d: [e]}\n- -1\n- 1.0e+30\n- 18446744073709551615\n",
        "a: |\n  one\n\n    two\n  three\nb: |-\n  one\n  two\nc: \"x\\n\\n\"\nd: \"\\nx\"\ne: \" a\\nb\"\nf: \"a\\n \\nb\"\n",
        "a: \"x\\ty\\nz\"\n'2020-01-01': 'on'\n'null': ~\n'': ''\n\"k: \\n\": [\"\\u0000\"]\n",
        "200: [true, 'true', 1, '1', 2020-01-01]\n",
        "just text\n",
        long.as_str(),
    ];
    for case in cases {
        let node = read("a.yaml", case);
        let text = yaml(&node);
        assert_eq!(plain(&read("a.yaml", &text)), plain(&node), "{text}");
        assert_eq!(yaml(&read("a.yaml", &text)), text);
        let text = json(&node);
        assert_eq!(plain(&read("a.json", &text)), plain(&node), "{text}");
    }
}

/// Without spans.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => format!("{:?}", node.value),
        Value::Array(items) => format!("{:?}", items.iter().map(plain).collect::<Vec<_>>()),
        Value::Object(object) => {
            let member = |member: &Member| format!("{:?}={}", member.key.value, plain(&member.value));
            format!("{{{}}}", object.members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}
