//! Turns an OpenAPI document into the text of a Rust SDK, or into diagnostics. Performs no IO.
//!
//! ```text
//! spec text ──parse──▶ openapi ──resolve──▶ api ──lower──▶ rust ──render──▶ text ──format──▶ tree
//!            (written)            (meant)          (emitted)
//! ```
//!
//! | floor | module | knows | must not know |
//! |---|---|---|---|
//! | 1 | `job` | what to generate, and how files are read | what becomes of it |
//! | 1 | `source` | files, spans, lines and columns | YAML |
//! | 1 | `grammar` | OpenAPI's vocabulary: what each object holds, in which order, read, harmless or refused | how a document is read |
//! | 1 | `rust` | crate, module, struct, enum, operation: what will be emitted | OpenAPI |
//! | 1 | `tree` | path to text; stale, missing, orphaned | the disk |
//! | 1 | `cores` | how to work on several tasks at once | what the work is |
//! | 1 | `format` | prettyplease, empty lines, how long lines are broken | meaning |
//! | 1 | `text` | characters that no text needs | everything else |
//! | 2 | `diagnostics` | every message, with its code, spans and hint | IO, who calls |
//! | 2 | `editor` | the grammar as a JSON Schema for editors | how a document is read |
//! | 2 | `manifest` | what a new crate has beside its sources: `Cargo.toml`, `README.md` | documents |
//! | 2 | `render` | `rust` to text: pieces of code, and templates for the page | naming, OpenAPI |
//! | 3 | `yaml` | YAML and JSON text to values with spans, and back | OpenAPI |
//! | 4 | `openapi` | OpenAPI as written: each keyword is read, harmless, or refused by name | what a `$ref` points to, Rust |
//! | 4 | `overlay` | OpenAPI Overlays: JSONPath, and what is changed in a document before it is read | OpenAPI |
//! | 4 | `swagger` | what a document of Swagger 2.0 means in OpenAPI 3.0 | what it means in Rust |
//! | 5 | [`api`] | services, operations, types, constraints, examples | YAML, Rust |
//! | 6 | `resolve` | `$ref`, `allOf`, inline types, whether everything agrees | Rust |
//! | 6 | `lower` | all policy: names, types, documentation, derives, checks | templates |
//! | 6 | [`public_api`] | what callers can name in the crate, as a list | how pages are laid out, the disk |
//! | 7 | [`audit`] | `audit.yaml`: what is known of a comparison with the pages that a spec transcribes | pages |
//! | 7 | `bundle` | one document out of several files, as written | what it means, Rust |
//! | 7 | [`diff`](mod@diff) | two versions of `api`, and of the public items: what changed, on the wire and for Rust callers | text, git |
//! | 7 | `dump` | `api` and `rust` for people to read | how they are made |
//! | 7 | [`sample`] | values that a schema allows | what they are for |
//! | 7 | `versions` | two versions of documents, of which what is the same is read once | how they are compared |
//! | 7 | [`lint`] | what a reviewer would require, as rules; edits that fix findings | IO, Rust |
//! | 8 | [`agreed`] | `accepted.yaml` and `diff.yaml`: what a project says of changes | how they are found |
//! | 8 | `smoke` | calls of every operation, by what documents show and by made-up values | how values are made |
//! | 8 | [`explain`] | whatever has a code, explained | how it is printed |
//! | 9 | `sarif` | reports with explanations, for code scanners | who asks |
//!
//! A module uses those of lower floors only; the project's tests hold it to that.

pub mod agreed;
pub mod api;
pub mod audit;
mod bundle;
mod cores;
mod diagnostics;
pub mod diff;
mod dump;
mod editor;
pub mod explain;
mod format;
mod grammar;
mod job;
pub mod lint;
mod lower;
mod manifest;
mod openapi;
mod overlay;
pub mod public_api;
mod render;
mod resolve;
mod rust;
pub mod sample;
mod sarif;
mod smoke;
mod source;
mod swagger;
mod text;
mod tree;
mod versions;
mod yaml;

pub use diagnostics::{Diagnostic, Label, Patch, Report, Severity, Style, nearest};
pub use dump::{Stage, dump};
pub use editor::editor_schema;
pub use job::{Document, EXTRA, Examples, FRONT_PAGE, Job, Overlay, PUBLIC_API, Read, ReadError, RuntimeChoice};
pub use manifest::{About, check_package_name};
pub use resolve::{Refusal, Sender, refused};
pub use source::{FileId, Places, Position, Span};
pub use text::is_bidi;
pub use tree::{ChangeKind, FileChange, MARK, Tree};
pub use yaml::in_line as yaml_text;

use diagnostics::messages;
use resolve::Files;
use versions::Version;

/// What came of it.
#[derive(Debug)]
pub struct Output {
    /// The files below `src/`, or `None` if the report holds an error.
    pub tree: Option<Tree>,
    /// The text of [`PUBLIC_API`], where there is a tree.
    pub public_api: Option<String>,
    /// The modules of the services, each a cargo feature.
    pub services: Vec<String>,
    /// What a new crate says of itself, where there is a tree.
    pub about: Option<About>,
    /// What was found in the documents.
    pub report: Report,
}

/// Generates the files of a crate.
pub fn generate(job: &Job, read: &Read<'_>) -> Output {
    let (services, mut files) = resolve::all(job, read);
    files.forget();
    let crate_ = lower_all(job, &services, |_| true, &mut files.diagnostics);
    let start = services.first().map(|service| service.span);
    drop(services);
    let modules = crate_.iter().flat_map(|crate_| &crate_.services);
    let modules = modules.map(|service| service.ident.plain().to_owned()).collect();
    let printed = match crate_.map(|crate_| print(job, &crate_)).transpose() {
        Ok(printed) => printed,
        Err(reason) => {
            let span = start.unwrap_or_else(|| files.anywhere());
            files.diagnostics.push(messages::defect(span, &reason));
            None
        }
    };
    let (tree, public_api, about) = match printed {
        Some((tree, public_api, about)) => (Some(tree), Some(public_api), Some(about)),
        None => (None, None, None),
    };
    Output { tree, public_api, services: modules, about, report: report(files) }
}

/// A program for the `examples/` of a crate that [`generate`] makes, which calls every operation; nothing if the report holds an error.
pub fn smoke(job: &Job, read: &Read<'_>) -> (Option<String>, Report) {
    let (services, mut files) = resolve::all(job, read);
    let is_whole = services.len() == job.documents.len() && !files.diagnostics.has_errors();
    let program = is_whole.then(|| smoke::program(&services, job)).transpose().unwrap_or_else(|reason| {
        let span = files.anywhere();
        files.diagnostics.push(messages::defect(span, &reason));
        None
    });
    (program, report(files))
}

/// What is emitted of the selected services, if no error was found.
fn lower_all(
    job: &Job,
    services: &[api::Service],
    is_selected: impl Fn(&api::Service) -> bool,
    diagnostics: &mut diagnostics::Diagnostics,
) -> Option<rust::Crate> {
    let crate_ = lower::lower(services, is_selected, job, job.front_page, diagnostics);
    let is_whole = services.len() == job.documents.len() && !diagnostics.has_errors();
    is_whole.then_some(crate_)
}

/// The files of a crate, the text of [`PUBLIC_API`], and what a new crate says of itself.
fn print(job: &Job, crate_: &rust::Crate) -> Result<(Tree, String, About), String> {
    let sources = crate_.services.iter().map(|service| service.source.as_str());
    let header = render::header(&job.command, &job.spec_root, sources);
    let (public_api, tree) =
        cores::both(|| public_api::text(crate_, &header), || render::render(crate_, &job.command, &job.spec_root));
    let about = crate_.docs.first().map(|line| line.trim_end_matches('.').to_owned()).unwrap_or_default();
    Ok((tree?, public_api, About::new(&job.package, crate_, about, render::first_examples(crate_)?)))
}

fn report(files: Files<'_>) -> Report {
    Report::new(files.diagnostics.into_sorted(), files.sources)
}

/// Reads documents without generating anything: what they mean, and what was found in them.
pub fn read(job: &Job, read: &Read<'_>) -> (Vec<api::Service>, Report) {
    let (services, files) = resolve::all(job, read);
    (services, report(files))
}

/// As [`read`], with what is known of a comparison with the pages that the documents transcribe.
pub fn read_for_audit(job: &Job, read: &Read<'_>) -> (Vec<api::Service>, audit::Config, Report) {
    let (services, mut files) = resolve::all(job, read);
    let config = audit::config(&mut files, read, &services);
    (services, config, report(files))
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
pub fn bundle(document: &Document, strict: bool, syntax: Syntax, read: &Read<'_>) -> Bundle {
    bundled(document, strict, syntax, read, |node| node)
}

/// As [`bundle`], with one server in place of those of the document: that of a server which shows what it is driven by.
pub fn bundle_at(server: &str, document: &Document, strict: bool, syntax: Syntax, read: &Read<'_>) -> Bundle {
    bundled(document, strict, syntax, read, |node| bundle::with_server(node, server))
}

fn bundled(
    document: &Document,
    strict: bool,
    syntax: Syntax,
    read: &Read<'_>,
    change: impl FnOnce(yaml::Node) -> yaml::Node,
) -> Bundle {
    let mut files = Files::new(read, strict, Examples::Checked);
    files.expect(document);
    files.prefetch(document);
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
    let (services, mut files) = resolve::all(job, read);
    let crate_ = lower_all(job, &services, |_| true, &mut files.diagnostics);
    (crate_.as_ref().map(public_api::list).unwrap_or_default(), report(files))
}

/// Compares two versions of documents: what changed, on the wire and for Rust callers of a crate of the same name. What an error
/// makes unknown is not compared; where no crate can be made of one of them, the wire alone is.
pub fn diff(before: (&Job, &Read<'_>), after: (&Job, &Read<'_>)) -> diff::Comparison {
    let (mut old, mut new, same) = Version::both(before, after);
    if let ([old], [new]) = (old.services.as_mut_slice(), new.services.as_slice())
        && old.path != new.path
    {
        // Two documents that are named to be compared are versions of one service, whatever their files are called.
        old.name.clone_from(&new.name);
    }
    // What is the same in both need not be emitted to know that.
    let items = |job: &Job, version: &mut Version| {
        let Version { services, diagnostics, .. } = version;
        let crate_ = lower_all(job, services, |service| !same.contains(&service.path), diagnostics);
        crate_.as_ref().map(public_api::list)
    };
    let items = cores::both(|| items(before.0, &mut old), || items(after.0, &mut new));
    let (mut changes, gaps) = diff::compare(compared(&old), compared(&new), &same);
    let is_any = gaps.is_empty() || !changes.is_empty() || !(old.services.is_empty() || new.services.is_empty());
    let judges_rust = match items {
        (Some(before), Some(after)) => {
            changes = diff::judge(changes, &before, &after);
            diff::place(&mut changes, compared(&old), compared(&new));
            true
        }
        (_, None) | (None, _) => false,
    };
    let kept = diff::kept(compared(&old), compared(&new));
    diff::Comparison { changes, kept, gaps, is_any, judges_rust, before: old.report(), after: new.report() }
}

fn compared(version: &Version) -> diff::Version<'_> {
    let Version { services, sources, diagnostics: _, unsound } = version;
    diff::Version { services, sources, unsound }
}
