//! Templates print and do not think: what they may hold is a rule, and the rules stand here. Must not know what any of
//! them prints.

use std::fs;
use std::path::{Path, PathBuf};

/// If it grows beyond, the model lacks a field.
const MAX_LINES: usize = 35;

/// Name, as `include` knows it, and text of each template.
fn templates() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let (mut open, mut found): (Vec<PathBuf>, Vec<_>) = (vec![root.clone()], Vec::new());
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            if name != "README.md" {
                let stem = name.strip_suffix(".jinja").unwrap_or_else(|| panic!("{name} is no template")).to_owned();
                found.push((stem, fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The insides of `{{ … }}` and `{% … %}`, with their first two characters.
fn tags(text: &str) -> Vec<(&str, &str)> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (open, after) = rest[at..].split_at(2);
        let close = if open == "{{" { "}}" } else { "%}" };
        let (inside, after) = after.split_once(close).unwrap_or_else(|| panic!("{open} is not closed: {after}"));
        tags.push((open, inside));
        rest = after;
    }
    tags
}

/// `name` or `name.field`.
fn is_field(text: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    text.split('.').all(is_name)
}

/// What is wrong with a tag.
fn mistake(open: &str, inside: &str, names: &[&str]) -> Option<&'static str> {
    if !inside.starts_with(' ') || !inside.ends_with(' ') {
        return Some("has a space on each side: no white space control");
    }
    let words: Vec<&str> = inside.split_whitespace().collect();
    match (open, words.as_slice()) {
        ("{{", [field]) if is_field(field) => None,
        ("{{", _) => Some("prints a field and nothing else: no filter, no expression"),
        (_, ["for", name, "in", list]) if is_field(name) && is_field(list) => None,
        (_, ["if", field]) if is_field(field) => None,
        (_, ["endfor" | "endif"]) => None,
        (_, ["include", name]) => {
            let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
            if name.is_some_and(|name| names.contains(&name)) {
                None
            } else {
                Some("includes a template that there is")
            }
        }
        _ => Some("is for, endfor, include, or if a field is there"),
    }
}

#[test]
fn templates_only_print() {
    let templates = templates();
    let names: Vec<&str> = templates.iter().map(|(name, _)| name.as_str()).collect();
    let mut mistakes = Vec::new();
    for (name, text) in &templates {
        let (first, page) = text.split_once('\n').unwrap_or((text, ""));
        if !(first.starts_with("{# ") && first.ends_with(" #}")) {
            mistakes.push(format!("{name}: the first line is a comment that says what the template is given"));
        }
        if page.contains("{#") {
            mistakes.push(format!("{name}: has one comment, which is its first line"));
        }
        if text.lines().count() > MAX_LINES {
            mistakes.push(format!("{name}: has at most {MAX_LINES} lines"));
        }
        for (open, inside) in tags(page) {
            let mistake = mistake(open, inside, &names).map(|rule| format!("{name}: `{open}{inside}…` {rule}"));
            mistakes.extend(mistake);
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// Each template is compiled into the generator, under the name of its file.
#[test]
fn templates_are_registered() {
    let list = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/mod.rs")).unwrap();
    for (name, _) in templates() {
        assert!(list.contains(&format!("\"{name}\"")), "{name} is not registered in render/mod.rs");
        assert!(list.contains(&format!("templates/{name}.jinja\")")), "{name} is registered with another file");
    }
}

/// The rules find what they are for.
#[test]
fn thinking_is_found() {
    for tag in [
        "{{ name | upper }}",
        "{{ name }}{%- endif %}",
        "{% if a == b %}",
        "{% if not a %}",
        "{% set x = 1 %}",
        "{{ f(x) }}",
        "{% include \"other\" %}",
        "{% else %}",
        "{{name}}",
        "{% macro x() %}",
    ] {
        let found = tags(tag).into_iter().filter_map(|(open, inside)| mistake(open, inside, &["known"])).count();
        assert_eq!(found, 1, "{tag}");
    }
    for tag in ["{{ a.b }}", "{% for a in b.c %}", "{% if a.b %}", "{% include \"known\" %}", "{% endif %}{% endfor %}"]
    {
        assert!(tags(tag).into_iter().all(|(open, inside)| mistake(open, inside, &["known"]).is_none()), "{tag}");
    }
}
