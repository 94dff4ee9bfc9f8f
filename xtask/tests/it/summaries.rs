//! Tests what a reviewer reads: `summary/<case>/{before,after}` are two versions of a spec, `expected.md` is what
//! `cargo xtask diff --format markdown` says of them. `BLESS=1` writes what came. To add a case, add a folder. A
//! renderer that is not ours says what is markup in it. Must not know how it is made.

use crate::support::{Case, Run, document, finish};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fs;
use std::path::{Path, PathBuf};

const LINKS: &str = "https://example.com/blob/";

/// Compares `before` with `after`, as a project of version 0.1.0.
fn summary(folder: &Path) -> Run {
    let project = Case::empty();
    project.write("Cargo.toml", "[workspace.package]\nversion = \"0.1.0\"\n");
    project.write("xtask/Cargo.toml", "");
    let mut command = project.bare();
    command.env("CARGO_MANIFEST_DIR", project.path("xtask")).current_dir(folder);
    let [old, new] = ["0", "1"].map(|commit| format!("{LINKS}{commit}"));
    let arguments = ["--format", "markdown", "--links", &new, "--links-before", &old];
    finish(command.args(["diff", "before", "after"]).args(arguments))
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/summary");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn summaries_are_as_expected() {
    let mut differing = Vec::new();
    for case in cases() {
        let came = summary(&case).out;
        let file = case.join("expected.md");
        if fs::read_to_string(&file).unwrap_or_default() == came {
            continue;
        }
        match std::env::var_os("BLESS") {
            None => differing.push(format!("==== {}\n{came}", file.display())),
            Some(_) => fs::write(file, came).unwrap(),
        }
    }
    let how = "look at what `BLESS=1 cargo test -p xtask summaries` changes";
    assert!(differing.is_empty(), "{how}\n{}", differing.join("\n"));
}

#[test]
fn only_what_we_wrote_is_markup() {
    for case in cases() {
        let markdown = summary(&case).out;
        let (mut html, mut text, mut is_block) = (String::new(), String::new(), false);
        for event in Parser::new_ext(&markdown, Options::all()) {
            match event {
                Event::Html(part) => html.push_str(&part),
                // Whoever turns names into links leaves blocks of code alone.
                Event::Text(part) if !is_block => text.push_str(&part),
                Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with(LINKS), "{dest_url}"),
                Event::Start(tag) => {
                    is_block |= matches!(tag, Tag::CodeBlock(_));
                    assert!(is_ours(&tag), "{}: {tag:?}", case.display());
                }
                Event::End(end) => is_block &= end != TagEnd::CodeBlock,
                Event::Text(_) | Event::Code(_) | Event::HardBreak => {}
                other => panic!("{}: {other:?}", case.display()),
            }
        }
        assert!(!text.contains("@octocat"), "{text}");
        assert_eq!(html, folds(&html), "{}", case.display());
    }
}

fn is_ours(tag: &Tag<'_>) -> bool {
    use Tag::{CodeBlock, Heading, HtmlBlock, Item, List, Paragraph, Strong};
    matches!(tag, Paragraph | Heading { .. } | HtmlBlock | List(None) | Item | CodeBlock(_) | Strong)
}

/// The HTML around as many folded parts as this has titles.
fn folds(html: &str) -> String {
    let titles = html.split("<summary>").skip(1).filter_map(|rest| rest.split('<').next());
    titles.map(|title| format!("<details><summary>{title}</summary>\n</details>\n")).collect()
}

#[test]
fn an_endless_summary_is_cut() {
    let case = Case::empty();
    let things = |properties: &str| {
        let text = document("A thing.");
        text.split_once("        name:").map(|(head, _)| format!("{head}{properties}")).unwrap()
    };
    let many: String = (0..1500).map(|n| format!("        size_{n}:\n          type: string\n")).collect();
    case.write("before/things/openapi.yaml", &things(&many));
    case.write("after/things/openapi.yaml", &things("        name:\n          type: string\n"));
    let markdown = summary(&case.path("")).out;
    assert!(markdown.len() < 1 << 18, "{}", markdown.len());
    for (note, much) in [
        ("\n- … and ", " more: `cargo xtask diff` lists all\n"),
        ("\n… and ", "`cargo xtask diff --details` lists all.\n"),
    ] {
        let rest = markdown.split_once(note).unwrap().1;
        assert!(rest.split_once(much).unwrap().0.len() < 20, "{rest}");
    }
    assert!(markdown.ends_with("</details>\n\nCompared: before with after.\n"));
}
