//! Turns an OpenAPI document into the text of a Rust SDK, or into diagnostics. Performs no IO.
//!
//! ```text
//! spec text ──parse──▶ openapi ──resolve──▶ api ──lower──▶ rust ──render──▶ text ──format──▶ tree
//!            (written)            (meant)          (emitted)
//! ```
//!
//! | module | knows | must not know |
//! |---|---|---|
//! | `source`, `yaml` | files, places, YAML and JSON text | OpenAPI |
//! | `diagnostics` | every message, with its code, place and hint | IO, who calls |
//! | `grammar` | OpenAPI's vocabulary: what each object holds, in which order, read, harmless or refused | how a document is read |
//! | `openapi` | OpenAPI as written: each keyword is read, harmless, or refused by name | what a `$ref` points to, Rust |
//! | `resolve` | `$ref`, `allOf`, inline types, whether everything agrees | Rust |
//! | `bundle` | one document out of several files, as written | what it means, Rust |
//! | [`api`] | services, operations, types, constraints, examples | YAML, Rust |
//! | `lower` | all policy: names, types, documentation, derives, checks | templates |
//! | `rust` | crate, module, struct, enum, operation: what will be emitted | OpenAPI |
//! | `render` | `rust` to text: quote for what is recursive or quoted, templates for the page | naming, OpenAPI |
//! | `format` | prettyplease, empty lines, how tokens are spaced and long lines broken | meaning |
//! | `cores` | how to work on many things at once | what the work is |
//! | `memory` | what a run worked out, for the next one | how it is made |
//! | [`lint`] | what a reviewer would ask for, as rules; edits that mend it | IO, Rust |
//! | `tree` | path to text; stale, missing, orphaned | the disk |
//! | [`public_api`] | what callers can name in the crate, as a list | templates, the disk |
//! | `editor` | the grammar as a JSON Schema for editors | how a document is read |
//! | `dump` | `api` and `rust` for people to read | how they are made |
//! | [`diff`](mod@diff) | two versions of what is meant and emitted: what changed, on the wire and for Rust callers | text, git |

pub mod api;
mod bundle;
mod cores;
mod diagnostics;
pub mod diff;
mod dump;
mod editor;
pub mod explain;
mod format;
mod grammar;
pub mod lint;
mod lower;
mod manifest;
mod memory;
mod openapi;
pub mod public_api;
mod render;
mod resolve;
mod rust;
mod sarif;
mod source;
mod text;
mod tree;
mod yaml;

pub use diagnostics::{Diagnostic, Label, Patch, Report, Severity, Style, nearest};
pub use dump::{Stage, dump};
pub use editor::editor_schema;
pub use manifest::{check_package_name, manifest};
pub use memory::Memory;
pub use resolve::refused;
pub use source::{FileId, Position, Span};
pub use text::is_bidi;
pub use tree::{ChangeKind, FileChange, MARK, Tree};

use diagnostics::messages;
use memory::Printed;
use resolve::Files;
use std::sync::Arc;

/// What to generate.
#[derive(Clone, Debug)]
pub struct Job {
    /// Name of the package that is generated, such as `apig-sdk`.
    pub package: String,
    /// Root documents, in order.
    pub documents: Vec<Document>,
    /// The command that the first line of each file names.
    pub command: String,
    /// What the first line of each file puts before the path of its source, such as `spec/`.
    pub spec_root: String,
    /// Whether people wrote a [`FRONT_PAGE`], with which the crate's documentation goes on.
    pub front_page: bool,
    /// Whether an example that does not match its schema is an error or, for a document that is not ours to mend, a warning.
    pub examples: Examples,
}

/// A root document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path relative to the spec root, with `/`.
    pub path: String,
}

/// How bad an example is that does not match its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examples {
    /// An error.
    MustMatch,
    /// A warning; the example is then not used.
    MayDiffer,
    /// Nothing: it is taken as it is written, for whoever reads and does not use it.
    Unchecked,
}

/// Reads a file below the spec root. The caller refuses what lies outside of it, behind links too; `..` and URLs are
/// refused before they get here.
pub type Read<'a> = dyn Fn(&str) -> Result<Vec<u8>, ReadError> + 'a;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is none.
    NotFound,
    /// It must not be read, for this reason.
    Refused(String),
    /// It cannot be read, for this reason.
    Failed(String),
}

/// The file beside `src/` that lists what callers can name in the crate, an item on each line.
pub const PUBLIC_API: &str = "public-api.txt";

/// The file beside `src/` with what people have to say on the first page of the crate's documentation.
pub const FRONT_PAGE: &str = "docs/front.md";

/// What came of it.
#[derive(Debug)]
pub struct Output {
    /// The files below `src/`, or `None` if the report holds an error.
    pub tree: Option<Tree>,
    /// The text of [`PUBLIC_API`], where there is a tree.
    pub public_api: Option<String>,
    /// The modules of the services, each a cargo feature.
    pub services: Vec<String>,
    /// What was found in the documents.
    pub report: Report,
}

/// Generates the files of a crate.
pub fn generate(job: &Job, read: &Read<'_>) -> Output {
    generate_again(job, read, &Memory::default())
}

/// The same, faster where little has changed since the last run with this memory.
pub fn generate_again(job: &Job, read: &Read<'_>, memory: &Memory) -> Output {
    memory.tidy();
    let resolved = resolve_all(job, read, memory);
    let Lowered { services, crate_, failed, mut files } = lower_all(job, resolved, &|_| true, memory);
    let modules = crate_.services.iter().map(|service| service.ident.plain().to_owned()).collect();
    let (tree, public_api) = match (!failed).then(|| print(job, crate_, memory)).transpose() {
        Ok(printed) => printed.unzip(),
        Err(reason) => {
            let span = services.first().map_or_else(|| files.anywhere(), |service| service.span);
            files.diagnostics.push(messages::defect(span, &reason));
            (None, None)
        }
    };
    Output { tree, public_api, services: modules, report: report(files) }
}

/// The files of a crate, and the text of [`PUBLIC_API`].
fn print(job: &Job, crate_: rust::Crate, memory: &Memory) -> Result<(Tree, String), String> {
    let known = memory.printed.take();
    let same = rust::Same::between(&crate_, &known.crate_);
    let sources = crate_.services.iter().map(|service| service.source.as_str());
    let header = render::header(&job.command, &job.spec_root, sources);
    let ((public_api, lines), rendered) = cores::both(
        || public_api::text(&crate_, &header, &same, &known.lines),
        || render::render(&crate_, (&job.command, &job.spec_root), &same, &known.pages),
    );
    let (tree, pages) = rendered?;
    memory.printed.replace(Printed { crate_, pages, lines });
    memory.retire(known);
    Ok((tree, public_api))
}

/// Reads documents without generating anything: what they mean, and what was found in them.
pub fn read(job: &Job, read: &Read<'_>) -> (Vec<api::Service>, Report) {
    let memory = Memory::default();
    let (services, files) = resolve_all(job, read, &memory);
    let report = report(files);
    drop(memory);
    (services.into_iter().map(Arc::unwrap_or_clone).collect(), report)
}

/// A notation of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Syntax {
    Yaml,
    Json,
}

/// One document out of several files.
#[derive(Debug)]
pub struct Bundle {
    /// Its text, or `None` if the report holds an error.
    pub text: Option<String>,
    /// What was found in the files.
    pub report: Report,
}

/// Writes a document and all that it refers to as one that refers to nothing else, for other tools.
pub fn bundle(document: &Document, examples: Examples, syntax: Syntax, read: &Read<'_>) -> Bundle {
    bundled(document, examples, syntax, read, |node| node)
}

/// As [`bundle`], with one server in place of those of the document: that of a server which shows what it is driven by.
pub fn bundle_at(server: &str, document: &Document, examples: Examples, syntax: Syntax, read: &Read<'_>) -> Bundle {
    bundled(document, examples, syntax, read, |node| bundle::with_server(node, server))
}

fn bundled(
    document: &Document,
    examples: Examples,
    syntax: Syntax,
    read: &Read<'_>,
    change: impl FnOnce(yaml::Node) -> yaml::Node,
) -> Bundle {
    let memory = Memory::default();
    let mut files = Files::new(read, &memory, examples);
    let is_sound = resolve::resolve(&mut files, &document.path).is_some() && !files.diagnostics.has_errors();
    let node = is_sound.then(|| bundle::bundle(&mut files, &document.path)).flatten().map(change);
    let text = node.map(|node| match syntax {
        Syntax::Yaml => yaml::to_yaml(&node),
        Syntax::Json => yaml::to_json(&node),
    });
    Bundle { text, report: report(files) }
}

/// Lists what callers can name in the crate, without generating it; nothing if the report holds an error.
pub fn public_items(job: &Job, read: &Read<'_>) -> (Vec<public_api::PublicItem>, Report) {
    let memory = Memory::default();
    let resolved = resolve_all(job, read, &memory);
    let Lowered { services: _, crate_, failed, files } = lower_all(job, resolved, &|_| true, &memory);
    let items = if failed { Vec::new() } else { public_api::list(&crate_) };
    (items, report(files))
}

/// Compares two versions of documents: what changed, on the wire and for Rust callers of a crate of the same name.
pub fn diff(before: (&Job, &Read<'_>), after: (&Job, &Read<'_>)) -> diff::Comparison {
    diff_with(before, after, &Memory::default())
}

/// The same, with a memory that whoever ends soon need not free.
pub fn diff_with(before: (&Job, &Read<'_>), after: (&Job, &Read<'_>), memory: &Memory) -> diff::Comparison {
    // Most documents are the same in both, and are read once.
    let mut old = resolve_all(before.0, before.1, memory);
    let new = resolve_all(after.0, after.1, memory);
    if let ([old], [new]) = (old.0.as_mut_slice(), new.0.as_slice())
        && old.path != new.path
    {
        // Two documents that are named to be compared are versions of one service, whatever their files are called.
        Arc::make_mut(old).name.clone_from(&new.name);
    }
    // What is the same service in both has nothing to compare.
    let is_in = |services: &[Arc<api::Service>], one: &Arc<_>| services.iter().any(|other| Arc::ptr_eq(one, other));
    let (olds, news) = (old.0.clone(), new.0.clone());
    let old = lower_all(before.0, old, &|service| !is_in(&news, service), memory);
    let new = lower_all(after.0, new, &|service| !is_in(&olds, service), memory);
    let failed = old.failed || new.failed;
    let changes = (!failed).then(|| {
        let (before, after) = ((&*old.services, &old.files.sources), (&*new.services, &new.files.sources));
        let (old, new) = public_api::differing(&old.crate_, &new.crate_);
        let mut changes = diff::judge(diff::compare(before, after), &old, &new);
        diff::place(&mut changes, before, after);
        changes
    });
    diff::Comparison { changes: changes.unwrap_or_default(), before: report(old.files), after: report(new.files) }
}

/// Documents on their way to a crate.
struct Lowered<'r> {
    services: Vec<Arc<api::Service>>,
    crate_: rust::Crate,
    /// Whether an error was found, so that the crate is not whole.
    failed: bool,
    files: Files<'r>,
}

fn lower_all<'r>(
    job: &Job,
    (services, mut files): (Vec<Arc<api::Service>>, Files<'r>),
    wants: &dyn Fn(&Arc<api::Service>) -> bool,
    memory: &Memory,
) -> Lowered<'r> {
    let known = memory.services.take();
    let (crate_, sound) =
        lower::lower(&services, (&job.package, job.front_page), wants, &known, &mut files.diagnostics);
    memory.services.replace(sound);
    memory.retire(known);
    let failed = services.len() != job.documents.len() || files.diagnostics.has_errors();
    Lowered { services, crate_, failed, files }
}

fn report(files: Files<'_>) -> Report {
    Report::new(files.diagnostics.into_sorted(), files.sources)
}

fn resolve_all<'r>(job: &Job, read: &'r Read<'r>, memory: &'r Memory) -> (Vec<Arc<api::Service>>, Files<'r>) {
    let mut files = Files::new(read, memory, job.examples);
    let documents = job.documents.iter();
    let services = documents
        .filter_map(|document| files.known_or(&document.path, |files| resolve::resolve(files, &document.path)));
    (services.collect(), files)
}
