//! Tests what is told of things that have another name and keep their former one.

use crate::support::{Repository, document};

fn renamed() -> String {
    let text = document("A thing.").replace("operationId: GetThing", "operationId: ShowItem\n      x-was: GetThing");
    let text = text.replace("schemas/Thing'", "schemas/Item'");
    text.replacen("    Thing:\n", "    Item:\n      x-was: Thing\n", 1)
}

#[test]
fn the_changelog_says_which_names_still_work() {
    let repository = Repository::new(&document("A thing."));
    repository.0.spec("things/openapi.yaml", &renamed());
    let section = repository.xtask(&["changelog", "HEAD"]).ok().out;
    assert!(section.starts_with("### Deprecated\n"), "{section}");
    for (was, now) in
        [("Client::get_thing", "Client::show_item"), ("GetThing", "ShowItem"), ("types::Thing", "types::Item")]
    {
        let line = format!("  - replace `things::{was}` by [`things::{now}`](");
        assert!(section.contains(&line), "{line} in {section}");
    }
    assert_eq!(section.matches("; the old name still works and is deprecated").count(), 3, "{section}");
    let markdown = repository.diff(&["HEAD", "--format", "markdown"]).ok().out;
    assert!(markdown.contains("+ #[deprecated] pub type things::types::Thing = things::types::Item\n"), "{markdown}");
    assert!(markdown.contains("\n+ #[non_exhaustive] pub struct things::types::Item\n"), "{markdown}");
    assert!(repository.diff(&["HEAD", "--fail-on", "dangerous"]).code == Some(0));
}

#[test]
fn a_former_name_is_kept_for_one_minor_version() {
    let repository = Repository::new(&renamed());
    repository.git(&["tag", "v1.2.3"]);
    for (version, is_told) in [("1.2.4", false), ("1.3.0", true), ("2.0.0", true)] {
        repository.0.write("Cargo.toml", &format!("[workspace.package]\nversion = \"{version}\"\n"));
        for format in ["human", "markdown"] {
            let out = repository.diff(&["--format", format]).ok().out;
            let line = "the operation `ShowItem` has the former name `GetThing`, as in 1.2.3 already: remove `x-was`";
            assert_eq!(out.replace('\\', "").contains(line), is_told, "{version}: {out}");
        }
    }
}
