//! Walks the recipe "To support a construct" of CONTRIBUTING.md: a construct that nothing knows is put into the generator's models,
//! and whoever must learn of it has to say so. Knows the recipe and the models' files. Must not know what the rooms do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is put where: a file of the generator, the line before it, and a line.
type Patch = (&'static str, &'static str, &'static str);

/// A kind of type, as it is meant and as it is emitted, and a constraint, which structs are taken apart for.
const MODELS: [Patch; 5] = [
    ("api/schema.rs", "pub enum Kind {", "/// A fake.\nFake,"),
    ("api/schema.rs", "pub enum Type {", "/// A fake.\nFake,"),
    ("rust/item.rs", "pub enum ItemKind {", "/// A fake.\nFake,"),
    ("rust/types.rs", "pub enum Type {", "/// A fake.\nFake,"),
    ("api/constraints.rs", "pub struct Constraints {", "/// A fake.\npub fake: Option<u64>,"),
];

/// A keyword.
const KEYWORDS: [Patch; 1] =
    [("grammar/schema.rs", "harmless(\"$schema\", Text),", "read(\"fake\", Flag, \"A fake.\"),")];

#[test]
fn each_room_of_the_recipe_notices_a_new_construct() {
    let workspace = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let recipe = fs::read_to_string(workspace.join("CONTRIBUTING.md")).unwrap();
    let (_, recipe) = recipe.split_once("## To support a construct").unwrap();
    let (recipe, _) = recipe.split_once("\n## ").unwrap();
    let rooms = |who: &str| {
        let rows = recipe.lines().filter(|line| line.starts_with("| ") && line.ends_with(&format!("| {who} |")));
        let names = rows
            .filter_map(|row| Some(row.split('`').nth(1)?.trim_start_matches("codegen/src/").trim_end_matches('/')));
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    for line in recipe.lines().filter(|line| line.starts_with("| `")) {
        let path = line.split('`').nth(1).unwrap();
        assert!(path.contains('<') || workspace.join(path).exists(), "the recipe names {path}, which is not there");
    }

    let copy = Copy::of(workspace);
    let compiler = copy.with(&MODELS, |copy| copy.rooms_with_errors());
    assert_eq!(compiler, rooms("the compiler"), "rooms that the compiler names, and those of which the recipe says so");
    let tests = copy.with(&KEYWORDS, |copy| copy.rooms_with_failing_tests());
    assert_eq!(tests, rooms("a test"), "rooms whose tests fail, and those of which the recipe says so");
}

/// The generator alone, in a workspace of its own.
struct Copy {
    folder: PathBuf,
}

impl Copy {
    fn of(workspace: &Path) -> Self {
        // The same folder each time, so that what was compiled of it is of use.
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("constructs");
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        let manifest = fs::read_to_string(workspace.join("Cargo.toml")).unwrap();
        let members = manifest.lines().find(|line| line.starts_with("members = ")).unwrap();
        let manifest: String = manifest.replace(members, "members = [\"codegen\", \"codegen/yaml-events\"]");
        let is_there = |line: &&str| !line.contains("path = ") || line.contains("path = \"codegen/");
        let manifest: String = manifest.lines().filter(is_there).map(|line| format!("{line}\n")).collect();
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let codegen = fs::read_to_string(workspace.join("codegen/Cargo.toml")).unwrap();
        let (head, rest) = codegen.split_once("[dev-dependencies]").unwrap();
        let (_, lints) = rest.split_once("[lints]").unwrap();
        let (lints, _) = lints.split_once("[[").unwrap_or((lints, ""));
        copy(&workspace.join("codegen/src"), &folder.join("codegen/src"));
        copy(&workspace.join("codegen/yaml-events"), &folder.join("codegen/yaml-events"));
        copy(&workspace.join("templates"), &folder.join("codegen/templates"));
        fs::write(folder.join("codegen/Cargo.toml"), format!("{head}[lints]{lints}")).unwrap();
        Self { folder }
    }

    /// What is found with patches, which are taken back then.
    fn with<T>(&self, patches: &[Patch], find: impl FnOnce(&Self) -> T) -> T {
        let mut before = Vec::new();
        for (file, anchor, line) in patches {
            let path = self.folder.join("codegen/src").join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(text.matches(anchor).count(), 1, "`{anchor}` in {file}");
            fs::write(&path, text.replace(anchor, &format!("{anchor}\n{line}\n"))).unwrap();
            before.push((path, text));
        }
        let found = find(self);
        for (path, text) in before.into_iter().rev() {
            fs::write(path, text).unwrap();
        }
        found
    }

    fn cargo(&self, arguments: &[&str]) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(arguments)
            .args(["--offline", "--quiet", "--package", "apig-codegen", "--target-dir"])
            .arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/.."));
        let output = cargo.current_dir(&self.folder).output().unwrap();
        assert!(!output.status.success(), "nothing notices the construct: {output:?}");
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
    }

    fn rooms_with_errors(&self) -> BTreeSet<String> {
        let said = self.cargo(&["test", "--no-run", "--lib", "--message-format", "short"]);
        let errors = said.lines().filter(|line| line.contains(": error[")).filter_map(|line| line.split_once("src/"));
        errors.map(|(_, path)| room(path)).collect()
    }

    fn rooms_with_failing_tests(&self) -> BTreeSet<String> {
        let said = self.cargo(&["test", "--lib"]);
        let failed = said.lines().filter_map(|line| line.strip_prefix("---- ")?.strip_suffix(" stdout ----"));
        failed.map(|path| room(&path.replace("::", "/"))).collect()
    }
}

/// The module of the crate that a path leads into.
fn room(path: &str) -> String {
    path.split(['/', '.', ':']).next().unwrap_or_default().to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { fs::copy(&from, &to).map(|_| ()).unwrap() }
    }
}
