//! What the vendor's SDKs tell and no page says: a table of facts beside the spec, `sdks.tsv`. It completes the pages of operations, and
//! where it has the title of an operation, it is the page. Must not know how differences are found or worded.

use super::agreement::{of_cells, of_types};
use super::compare::Difference;
use super::findings::Findings;
use super::lines::Lines;
use super::{key, key_of_operation};
use crate::facts::{Column, Fact, Place, table};
use crate::page::Page;
use apig_codegen::api::Service;
use apig_codegen::{FileId, Read, ReadError, Report, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Where the table is, below the spec root.
const PATH: &str = "sdks.tsv";

/// The table.
#[derive(Debug, Default)]
pub struct Sdks {
    /// If there is one.
    pub file: Option<FileId>,
    /// In its order.
    pub operations: Vec<table::Stated>,
}

impl Sdks {
    /// Reads the table, if there is one.
    pub fn read(read: &Read<'_>, services: &[Service], report: &mut Report, findings: &mut Findings) -> Self {
        let bytes = match read(PATH) {
            Ok(bytes) => bytes,
            Err(ReadError::NotFound) => return Self::default(),
            Err(ReadError::Refused(reason) | ReadError::Failed(reason)) => {
                let file = report.add_file(PATH, "");
                findings.no_table(report.line(file, 1), &reason);
                return Self::default();
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let file = report.add_file(PATH, &text);
        match table::read(&text) {
            Ok(operations) => {
                let known: BTreeSet<_> =
                    services.iter().flat_map(|service| &service.operations).map(key_of_operation).collect();
                let unknown = operations.iter().filter(|(page, _)| key(page).is_none_or(|key| !known.contains(&key)));
                let lines = Lines { report, page: file };
                unknown.for_each(|(page, _)| findings.without_operation(page, None, lines));
                Self { file: Some(file), operations }
            }
            Err((line, reason)) => {
                findings.no_table(report.line(file, line), &reason);
                Self::default()
            }
        }
    }

    /// What they tell of the operation with this method and path.
    pub fn of(&self, operation: Option<&(String, String)>) -> &[Fact<usize>] {
        let is_it = |page: &Page| operation.is_some() && key(page).as_ref() == operation;
        self.operations.iter().find(|(page, _)| is_it(page)).map_or(&[], |(_, facts)| facts)
    }
}

/// The spec without what the SDKs alone tell: nothing of that is looked for on the page.
pub fn apart(sdks: &[Fact<usize>], page: &[Fact<usize>], spec: Vec<Fact<Span>>) -> Vec<Fact<Span>> {
    let said: BTreeSet<Key<'_>> = page.iter().map(key_of).collect();
    let alone: BTreeSet<Key<'_>> = sdks.iter().map(key_of).filter(|key| !said.contains(key)).collect();
    spec.into_iter().filter(|fact| !alone.contains(&key_of(fact))).collect()
}

/// Whether the SDKs say otherwise where the page and the spec differ.
pub fn explain(sdks: &[Fact<usize>], difference: &Difference<'_>) -> bool {
    let Difference::Cell { page, column, .. } = difference else { return false };
    sdks.iter().any(|sdk| key_of(sdk) == key_of(page) && says(sdk, *column))
}

/// The lines that say no more than the page does.
pub fn said<'f>(sdks: &'f [Fact<usize>], page: &[Fact<usize>]) -> Vec<&'f Fact<usize>> {
    let page: BTreeMap<Key<'_>, &Fact<usize>> = page.iter().map(|fact| (key_of(fact), fact)).collect();
    let is_said = |sdk: &&Fact<usize>| {
        let Some(page) = page.get(&key_of(sdk)).filter(|_| sdk.place != Place::Operation) else { return false };
        let is_type = sdk.ty.as_ref().zip(page.ty.as_ref()).is_none_or(|((sdk, _), (page, _))| of_types(page, sdk));
        is_type && sdk.cells.keys().all(|column| says(page, Some(*column)) && of_cells(page, sdk, *column, false))
    };
    sdks.iter().filter(is_said).collect()
}

type Key<'f> = (&'f Place, &'f str);

fn key_of<At>(fact: &Fact<At>) -> Key<'_> {
    (&fact.place, &fact.name)
}

/// Whether something is said in a column, or a type.
fn says(fact: &Fact<usize>, column: Option<Column>) -> bool {
    match column {
        Some(column) => fact.cells.contains_key(&column),
        None => fact.ty.is_some(),
    }
}

/// What the spec says of the things that the SDKs tell something of; of an operation without a page, all parameters and fields.
pub fn comparable(spec: Vec<Fact<Span>>, sdks: &[Fact<usize>], is_page: bool) -> Vec<Fact<Span>> {
    let is_told = |place: &Place| match place {
        Place::Operation | Place::Path | Place::Query | Place::Other(_) | Place::Body => true,
        Place::Response(status) => status.starts_with('2'),
        Place::Header
        | Place::RequestExample
        | Place::Status
        | Place::ResponseHeader(_)
        | Place::ResponseExample(_) => false,
    };
    let keys: BTreeSet<Key<'_>> = sdks.iter().map(key_of).collect();
    let is_asked = |fact: &Fact<Span>| is_page && is_told(&fact.place) || keys.contains(&key_of(fact));
    spec.into_iter().filter(is_asked).collect()
}

/// Whether a difference between the table and the spec counts: a line about what a page describes as well need not say all of it.
pub fn tells(difference: &Difference<'_>, is_page: bool) -> bool {
    match difference {
        Difference::Cell { page, column, .. } => is_page || says(page, *column),
        Difference::Renamed { .. } | Difference::MissingInSpec(_) | Difference::MissingOnPage(_) => true,
    }
}
