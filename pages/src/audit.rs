//! Compares pages with the spec that transcribes them, and tells what differs. Performs no IO. Must not know how a page is laid out,
//! nor how findings are printed.

mod agreement;
mod compare;
mod findings;
mod lines;
mod pairs;
mod sdks;
mod wording;

use crate::facts::{Fact, of_page, of_spec, table};
use crate::page::Page;
use apig_codegen::api::{Operation, Service, path_shape};
use apig_codegen::audit::{Config, Exception};
use apig_codegen::{Diagnostic, FileId, Job, Read, Report};
use compare::compare;
use findings::Findings;
use lines::Lines;
use sdks::Sdks;
use std::collections::{BTreeMap, BTreeSet};

/// The codes of what is found.
pub use findings::CODES;

/// A page as it was read: what messages call it, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'p> {
    /// Its path.
    pub path: &'p str,
    /// Its text.
    pub text: &'p str,
}

/// What came of it.
#[derive(Debug)]
pub struct Audit {
    /// What differs.
    pub report: Report,
    /// How many facts of pages were compared.
    pub facts: usize,
    /// How many pages describe no operation: those that list others, say.
    pub others: usize,
}

/// What pages are compared with.
#[derive(Debug)]
pub struct Spec {
    services: Vec<Service>,
    config: Config,
    sdks: Sdks,
    report: Report,
}

impl Spec {
    /// Reads documents, and `audit.yaml` and `sdks.tsv` beside them.
    pub fn read(job: &Job, read: &Read<'_>) -> Self {
        let (services, config, mut report) = apig_codegen::read_for_audit(job, read);
        let mut findings = Findings::default();
        let sdks = Sdks::read(read, &services, &mut report, &mut findings);
        report.extend(findings.into_diagnostics());
        Self { services, config, sdks, report }
    }

    /// Compares pages with the documents, unless these are wrong themselves. If a service is named, the pages are its whole reference:
    /// only its operations are looked for, and each must have a page.
    pub fn audit(&self, pages: &[Source<'_>], service: Option<&str>) -> Audit {
        let mut report = self.report.clone();
        if report.has_errors() {
            return Audit { report, facts: 0, others: 0 };
        }
        let mut auditor = Auditor::new(self, service);
        for Source { path, text } in pages {
            let file = report.add_source(path, text);
            if !path.ends_with(".tsv") {
                auditor.page(&crate::page(path, text), file, &report);
                continue;
            }
            match table::read(text) {
                Ok(operations) => {
                    operations.iter().for_each(|(page, facts)| auditor.operation(page, facts, file, &report));
                }
                Err((line, reason)) => auditor.findings.no_table(report.line(file, line), &reason),
            }
        }
        auditor.sdks(service.is_some(), &report);
        let (facts, others) = (auditor.facts, auditor.others);
        report.extend(auditor.findings(service.is_some()));
        Audit { report, facts, others }
    }
}

/// An operation of the spec, and what is said of it.
struct Entry<'s> {
    /// `<service>/<operationId>`.
    name: String,
    service: &'s Service,
    operation: &'s Operation,
    has_page: bool,
}

struct Auditor<'s> {
    config: &'s Config,
    sdks: &'s Sdks,
    /// By method and path.
    entries: BTreeMap<(String, String), Entry<'s>>,
    findings: Findings,
    /// The exceptions that took something away.
    used: BTreeSet<usize>,
    facts: usize,
    others: usize,
}

impl<'s> Auditor<'s> {
    fn new(spec: &'s Spec, selected: Option<&str>) -> Self {
        let Spec { services, config, sdks, .. } = spec;
        let mut entries = BTreeMap::new();
        for service in services.iter().filter(|service| selected.is_none_or(|selected| selected == service.name)) {
            for operation in &service.operations {
                let key = key_of_operation(operation);
                let name = format!("{}/{}", service.name, operation.id);
                entries.entry(key).or_insert(Entry { name, service, operation, has_page: false });
            }
        }
        Self { config, sdks, entries, findings: Findings::default(), used: BTreeSet::new(), facts: 0, others: 0 }
    }

    fn page(&mut self, page: &Page, file: FileId, report: &Report) {
        if describes_nothing(page) {
            self.others += 1;
            return;
        }
        self.operation(page, &of_page(page), file, report);
    }

    /// Compares the facts of a page, or of a table that stands for one.
    fn operation(&mut self, page: &Page, facts: &[Fact<usize>], file: FileId, report: &Report) {
        let lines = Lines { report, page: file };
        let key = key(page);
        let Some(entry) = key.as_ref().and_then(|key| self.entries.get_mut(key)) else {
            let others = |(_, path): &(String, String)| key.as_ref().is_some_and(|(_, shape)| path == shape);
            let other = self.entries.iter().find(|(key, _)| others(key)).map(|(_, entry)| entry.operation);
            return self.findings.without_operation(page, other, lines);
        };
        entry.has_page = true;
        let told = self.sdks.of(key.as_ref());
        let meant = sdks::apart(told, facts, of_spec(entry.service, entry.operation));
        self.facts += facts.len();
        let is_transcribed = self.config.transcribed.contains(&entry.name);
        for difference in compare(facts, &meant, is_transcribed) {
            if !sdks::explain(told, &difference)
                && !is_known(self.config, &mut self.used, &entry.name, &difference.path())
            {
                self.findings.difference(&difference, (page, entry.operation), lines);
            }
        }
        if let Some(file) = self.sdks.file {
            sdks::said(told, facts).iter().for_each(|fact| self.findings.said(report.line(file, fact.at), fact));
        }
        for unplaced in &page.unplaced {
            if !is_known(self.config, &mut self.used, &entry.name, "page") {
                self.findings.unread(unplaced, lines.line(unplaced.line.number));
            }
        }
    }

    /// Compares what the SDKs tell of operations whose pages were compared, and if each must have one, of those that have none.
    fn sdks(&mut self, is_complete: bool, report: &Report) {
        let Some(file) = self.sdks.file else { return };
        let lines = Lines { report, page: file };
        for (page, facts) in &self.sdks.operations {
            let is_page = page.title.is_some();
            let entry = key(page).and_then(|key| self.entries.get_mut(&key));
            let Some(entry) = entry.filter(|entry| if is_page { is_complete } else { entry.has_page }) else {
                continue;
            };
            entry.has_page = true;
            self.facts += facts.len();
            let meant = sdks::comparable(of_spec(entry.service, entry.operation), facts, is_page);
            for difference in compare(facts, &meant, false) {
                if sdks::tells(&difference, is_page)
                    && !is_known(self.config, &mut self.used, &entry.name, &difference.path())
                {
                    self.findings.difference(&difference, (page, entry.operation), lines);
                }
            }
        }
    }

    /// What was found, with operations that have no page if each must have one.
    fn findings(mut self, is_complete: bool) -> Vec<Diagnostic> {
        for (index, Exception { operation, fact, span }) in self.config.exceptions.iter().enumerate() {
            let was_compared = self.entries.values().any(|entry| entry.has_page && entry.name == *operation);
            if was_compared && !self.used.contains(&index) {
                self.findings.unused(*span, &format!("{operation} {fact}"));
            }
        }
        for entry in self.entries.values().filter(|entry| is_complete && !entry.has_page) {
            self.findings.without_page(entry.operation);
        }
        self.findings.into_diagnostics()
    }
}

fn key_of_operation(operation: &Operation) -> (String, String) {
    (operation.method.verb().to_owned(), path_shape(&operation.path))
}

/// Method and path, by which the operation of a page is found.
fn key(page: &Page) -> Option<(String, String)> {
    let (method, path) = page.method.as_ref().zip(page.path.as_ref())?;
    Some((method.text.clone(), path_shape(&path.text)))
}

/// Whether a page is none of an operation: it lists others, or explains something.
fn describes_nothing(page: &Page) -> bool {
    let Page { method, path, parameters, responses, examples, statuses, .. } = page;
    let has_parts = !(parameters.is_empty() && responses.is_empty() && examples.is_empty() && statuses.is_empty());
    method.is_none() && path.is_none() && !has_parts
}

/// Whether an exception names a finding, or something around it.
fn is_known(config: &Config, used: &mut BTreeSet<usize>, operation: &str, path: &str) -> bool {
    let mut is_known = false;
    for (index, exception) in config.exceptions.iter().enumerate() {
        let is_around = |rest: &str| exception.fact.is_empty() || rest.is_empty() || rest.starts_with([' ', '.', '[']);
        if exception.operation == operation && path.strip_prefix(exception.fact.as_str()).is_some_and(is_around) {
            used.insert(index);
            is_known = true;
        }
    }
    is_known
}
