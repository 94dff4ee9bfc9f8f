//! Lints a spec by the rules of a careful reviewer. Performs no IO and knows no Rust.
//!
//! | module | knows | must not know |
//! |---|---|---|
//! | `element`, `model` | all that was read, as a flat list of objects, and where references lead | rules |
//! | `rule` | what a rule is, and how it reports findings | any rule |
//! | `texts`, `unfinished`, `scripts`, `operation_ids`, `operations`, `parameters`, `answers`, `bodies`, `schemas`, `inline`, `names`, `paths`, `layout`, `urls` | the rules, by what they look at | `lint.yaml` |
//! | `config` | `lint.yaml`: presets, severities and exceptions | what rules look for |
//! | `reorder`, `fix` | edits of the text | rules |
//!
//! To add a rule: a constant beside its function in one of these files, and its name in [`rules`].

mod answers;
mod bodies;
mod config;
mod element;
mod fix;
mod inline;
mod layout;
mod model;
mod names;
mod operation_ids;
mod operations;
mod parameters;
mod paths;
mod reorder;
mod rule;
mod schemas;
mod scripts;
mod texts;
mod unfinished;
mod urls;

pub use fix::{Fix, Fixed, FixedFile, fix};
pub use rule::{Preset, Rule};

use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::job::{Job, Read, ReadError};
use crate::resolve::{self, Files, name_of};
use crate::source::Span;
use config::Config;
use model::Model;
use rule::{Finding, Findings};
use std::collections::BTreeSet;

/// All rules, by what they look at.
pub fn rules() -> &'static [Rule] {
    RULES
}

static RULES: &[Rule] = &[
    texts::MISSING_DESCRIPTION,
    texts::DESCRIPTION_END,
    texts::SUMMARY_END,
    texts::EMPTY_WORDS,
    texts::ENGLISH,
    unfinished::UNFINISHED_TEXT,
    scripts::SCRIPT_IN_TEXT,
    operation_ids::OPERATION_ID,
    operation_ids::OPERATION_METHOD,
    operations::EXTERNAL_DOCS,
    operations::OPERATION_TAG,
    operations::DOUBLED_TAG,
    operations::UNUSED_TAG,
    operations::DEPRECATED,
    operations::MISSING_SECURITY,
    parameters::PARAMETER_ORDER,
    parameters::SHARED_PARAMETERS,
    parameters::PAGINATION,
    answers::MISSING_STATUS,
    answers::GET_STATUS,
    answers::ERROR_SCHEMA,
    bodies::MISSING_EXAMPLE,
    bodies::OPTIONAL_BODY,
    bodies::BODY_OF_GET,
    schemas::INTEGER_FORMAT,
    schemas::UNBOUNDED,
    schemas::ENUM_DESCRIPTIONS,
    inline::INLINE_SCHEMA,
    schemas::ANSWER_REQUIRED,
    schemas::SECRET_FORMAT,
    names::SNAKE_CASE,
    names::PATH_STYLE,
    names::PATH_VERSION,
    names::PATH_PLURAL,
    names::PATH_PARAMETER_NAME,
    paths::AMBIGUOUS_PATHS,
    names::COMPONENT_NAME,
    layout::KEY_ORDER,
    layout::QUOTED_STATUS,
    layout::QUOTED_EXAMPLE,
    layout::UNUSED_COMPONENT,
    urls::NO_SERVERS,
    urls::SERVER_URL,
    urls::HTTPS,
    urls::MALFORMED_URL,
    layout::VERSION,
];

/// Reads all documents of a job and reports what breaks a rule in those of the `services`, which are named after their
/// folders; in all, if none is named. What the generator refuses is reported beside it.
pub fn lint(job: &Job, read: &Read<'_>, services: &[String]) -> Report {
    check(job, read, services).report()
}

/// How many errors of a report are none of a rule, nor of `lint.yaml`: for them, no crate can be made.
pub fn refused(report: &Report) -> usize {
    let is_refused = |diagnostic: &&Diagnostic| {
        let at = diagnostic.labels.first().map_or("", |label| report.sources.path(label.span.file));
        diagnostic.severity == Severity::Error
            && at != config::PATH
            && rules().iter().all(|rule| rule.id != diagnostic.code)
    };
    report.diagnostics().iter().filter(is_refused).count()
}

/// Rules that go by what is written elsewhere, where an error may hide it. Of what has an error itself no more is asked than to mend it.
const OF_ELSEWHERE: [&str; 6] = [
    answers::GET_STATUS.id,
    answers::MISSING_STATUS.id,
    layout::UNUSED_COMPONENT.id,
    operations::UNUSED_TAG.id,
    parameters::PARAMETER_ORDER.id,
    schemas::ANSWER_REQUIRED.id,
];

/// What was read, and the findings in it.
struct Checked<'r> {
    files: Files<'r>,
    /// The findings in the selected services.
    found: Vec<Diagnostic>,
}

impl Checked<'_> {
    fn report(self) -> Report {
        let Self { mut files, found } = self;
        found.into_iter().for_each(|diagnostic| files.diagnostics.push(diagnostic));
        Report::new(files.diagnostics.into_sorted(), files.sources)
    }
}

fn check<'r>(job: &Job, read: &'r Read<'r>, services: &[String]) -> Checked<'r> {
    let (_, mut files) = resolve::all(job, read);
    let errors = files.diagnostics.errors();
    let refused: Vec<Span> = errors.filter_map(|error| Some(error.labels.first()?.span)).collect();
    let loaded = files.loaded();
    let config = config(&mut files, read);
    if files.diagnostics.errors().count() > refused.len() {
        // An exception that cannot be read would show up as the finding that it accepts.
        return Checked { files, found: Vec::new() };
    }
    let roots: Vec<(String, String)> =
        job.documents.iter().map(|document| (document.path.clone(), name_of(&document.path))).collect();
    let model = Model::new(&loaded, &roots, &files.sources);
    let mut findings = Vec::new();
    for rule in rules() {
        if let Some(severity) = config.severity(rule) {
            let mut found = Findings::new(rule.id, severity);
            (rule.check)(&model, &mut found);
            findings.extend(found.into_list());
        }
    }
    let mut problems = config.apply(&model, rules(), &mut findings);
    if !refused.is_empty() {
        // Of what cannot be read there are no findings, so that exceptions seem to have lost theirs.
        problems.clear();
        let wrong: BTreeSet<_> = refused.iter().filter_map(|span| model.innermost(*span)).collect();
        findings.retain(|Finding { diagnostic, file, pointer }| {
            !OF_ELSEWHERE.contains(&diagnostic.code) && !wrong.contains(&(*file, pointer.as_str()))
        });
    }
    let selected = model.files_of(services);
    drop(model);
    problems.into_iter().for_each(|problem| files.diagnostics.push(problem));
    let found = findings.into_iter().filter(|finding| selected.contains(&finding.file));
    let found = found.map(|finding| finding.diagnostic).collect();
    Checked { files, found }
}

/// `lint.yaml`, if there is one.
fn config(files: &mut Files<'_>, read: &Read<'_>) -> Config {
    match read(config::PATH) {
        Err(ReadError::NotFound) => Config::default(),
        Ok(_) | Err(ReadError::Refused(_) | ReadError::Failed(_)) => {
            let loaded = files.load(config::PATH, None);
            loaded
                .and_then(|loaded| Config::repaired(&loaded.node, &files.sources, &mut files.diagnostics))
                .unwrap_or_default()
        }
    }
}
