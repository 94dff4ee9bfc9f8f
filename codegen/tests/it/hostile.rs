//! Input that nobody writes in good faith, or that only machines write: each ends in diagnostics or in correct output,
//! soon, and never in a panic, a stack overflow or a read outside of the specification's folder.
//! Must not know how messages are worded; `diagnostics.rs` does.

mod depth;
mod mutations;
mod references;
mod size;
mod text;

use crate::support::{Files, job};
use apig_codegen::lint::{Fixed, fix, lint};
use apig_codegen::{Job, Output, Report, Severity, Style, generate, read};
use std::collections::BTreeSet;

/// Generates from documents in memory; the first one is the root. Whatever else is asked for does not exist.
fn run(files: &[(&str, &[u8])]) -> Output {
    let documents = Files(files.iter().map(|(name, text)| ((*name).to_owned(), text.to_vec())).collect());
    let job = job([files[0].0]);
    check(&lint(&job, &documents.reader(), &[]));
    check_fix(&job, &documents, fix(&job, &documents.reader(), &[]));
    checked(generate(&job, &documents.reader()))
}

/// What holds of whatever was mended: it is read at least as well as before, and nothing is wrong that was not.
fn check_fix(job: &Job, files: &Files, fixed: Result<Fixed, String>) {
    let Ok(fixed) = fixed else { return };
    check(&fixed.report);
    let wrong = |files: &Files| {
        let report = read(job, &files.reader()).1;
        let errors = report.diagnostics().iter().filter(|one| one.severity == Severity::Error);
        let (syntax, others): (Vec<_>, Vec<_>) = errors.partition(|one| one.code.ends_with("-syntax"));
        ((syntax.len(), others.len()), report.human(Style::Plain, ""))
    };
    let mut mended = files.clone();
    mended.0.extend(fixed.files.iter().map(|file| (file.path.clone(), file.after.clone())));
    let ((before, was), (after, is)) = (wrong(files), wrong(&mended));
    assert!(after <= before, "before\n{was}\nafter\n{is}");
}

/// What holds of any output: a tree or an error, and reports that a terminal shows as they are.
fn checked(output: Output) -> Output {
    assert_eq!(output.tree.is_none(), output.report.has_errors());
    check(&output.report);
    output
}

fn check(report: &Report) {
    let reports = [report.human(Style::Plain, ""), report.json(""), report.github("")];
    let acts = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    for report in reports {
        assert!(!report.contains(acts), "{report:?}");
    }
}

/// The codes of the messages.
fn codes(output: &Output) -> BTreeSet<&'static str> {
    output.report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

/// Runs one document, which must be refused with this code and no other.
#[track_caller]
fn refused(name: &str, text: impl AsRef<[u8]>, code: &str) -> Output {
    let output = run(&[(name, text.as_ref())]);
    let found = codes(&output);
    assert_eq!(found, BTreeSet::from([code]), "{}", start(&output));
    output
}

/// Runs one document, of which nothing must be said.
#[track_caller]
fn accepted(name: &str, text: impl AsRef<[u8]>) -> Output {
    let output = run(&[(name, text.as_ref())]);
    assert!(codes(&output).is_empty(), "{}", start(&output));
    output
}

fn start(output: &Output) -> String {
    output.report.human(Style::Plain, "").chars().take(2_000).collect()
}

/// Reads a document without generating from it, where it is the reading that could take long; returns the codes.
fn read_only(text: &str) -> Vec<&'static str> {
    let (_, report) = read(&job(["a.yaml"]), &|_| Ok(text.as_bytes().to_vec()));
    check(&report);
    report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

/// A document with one operation that answers with `Thing`, which the schemas describe.
fn with_schemas(schemas: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: v1}}
paths:
  /things:
    get:
      operationId: ListThings
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Thing'}}
components:
  schemas:
{schemas}"
    )
}

/// A document with one operation at that path, quoted, with these parameters.
fn with_path(path: &str, parameters: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: v1}}
paths:
  {path}:
    get:
      operationId: ListThings
      parameters: [{parameters}]
      responses:
        '204': {{description: OK}}
"
    )
}
