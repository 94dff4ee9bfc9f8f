//! Holds the links of our documents to what they lead to. Knows Markdown and paths. Must not know what the documents say.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::fs;
use std::path::Path;

const DOCUMENTS: [&str; 9] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GUIDE.md",
    "README.md",
    "RELEASING.md",
    "codegen/tests/README.md",
    "interop/README.md",
    "spec/README.md",
];

/// A link that says `name` or `place::name` in code leads to a file that has the name.
#[test]
fn links_lead_somewhere_and_to_what_they_name() {
    let workspace = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut named = 0;
    for document in DOCUMENTS {
        let text = fs::read_to_string(workspace.join(document)).unwrap();
        let (mut target, mut name) = (None, None);
        for event in Parser::new(&text) {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => target = Some(dest_url.to_string()),
                Event::Code(code) if target.is_some() => name = Some(code.to_string()),
                Event::End(TagEnd::Link) => {
                    let target = target.take().unwrap();
                    let (path, _) = target.split_once('#').unwrap_or((&target, ""));
                    let name = name.take();
                    if path.contains("://") || path.is_empty() {
                        continue;
                    }
                    let path = workspace.join(document).parent().unwrap().join(path);
                    assert!(path.exists(), "{document} links to {target}, which is not there");
                    let is_name = |name: &&String| !name.contains(['/', '.', ' ']) && path.is_file();
                    if let Some(name) = name.as_ref().filter(is_name) {
                        let word = name.rsplit("::").next().unwrap();
                        let held = fs::read_to_string(&path).unwrap();
                        let is_there = path.file_stem().is_some_and(|stem| stem == word)
                            || held.split(|c: char| !c.is_alphanumeric() && c != '_').any(|held| held == word);
                        assert!(is_there, "{document} says that {target} has `{name}`");
                        named += 1;
                    }
                }
                _ => {}
            }
        }
    }
    assert!(named > 30, "{named} links name something");
}
