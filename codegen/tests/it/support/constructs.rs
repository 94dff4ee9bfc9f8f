//! The documents of `golden/` and what is generated from each, as for any document, once for all suites that look at it. Must not
//! know what they look for.

use super::{Files, job, tests};
use apig_codegen::{Job, Output, Tree, generate};
use std::fs;
use std::sync::LazyLock;

/// A construct of OpenAPI.
pub struct Construct {
    pub name: String,
    /// The file that the documents start from.
    pub root: String,
    pub files: Files,
    pub output: Output,
}

static CONSTRUCTS: LazyLock<Vec<Construct>> = LazyLock::new(|| {
    let folders = fs::read_dir(tests("golden")).unwrap().map(|entry| entry.unwrap());
    let folders = folders.filter(|folder| folder.path().join("spec.yaml").exists());
    let mut names: Vec<String> = folders.map(|folder| folder.file_name().into_string().unwrap()).collect();
    names.sort();
    let all = Files::below(&tests("golden"), ".yaml").0;
    let construct = |name: String| {
        let root = format!("{name}/spec.yaml");
        let own = all.iter().filter(|(path, _)| path.split('/').next() == Some(&name));
        let files = Files(own.map(|(path, text)| (path.clone(), text.clone())).collect());
        let (package, command) = ("golden".to_owned(), "BLESS=1 cargo test".to_owned());
        let output = generate(&Job { package, command, strict: false, ..job([root.as_str()]) }, &files.reader());
        Construct { name, root, files, output }
    };
    names.into_iter().map(construct).collect()
});

/// All constructs, by name.
pub fn constructs() -> &'static [Construct] {
    &CONSTRUCTS
}

impl Construct {
    /// The files that are generated.
    pub fn tree(&self) -> &Tree {
        self.output.tree.as_ref().unwrap_or_else(|| panic!("{} is refused", self.name))
    }
}
