//! Drafts the YAML of an operation from what a page says of it, in the conventions of the spec: what the spec has is referred to, what
//! it lacks is made. A draft is to be read: what a page does not say is `TODO`. Must not know layouts, nor where the text goes.

mod examples;
mod fields;
mod operation;
mod schemas;
mod spec;
mod suits;
mod words;
mod yaml;

pub use spec::Spec;
pub use yaml::lines;

use crate::document::Line;
use crate::page::Page;
use serde_yaml::{Mapping, Value};

/// What a page cannot say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// operationId, where the page shows none.
    pub operation: Option<String>,
    /// Whether the words of the page must not be taken: each becomes `TODO`.
    pub without_words: bool,
    /// The file that the draft is for, by its path below the spec: references in it are made from there.
    pub file: String,
}

/// The draft of an operation.
#[derive(Debug)]
pub struct Draft {
    /// operationId.
    pub operation_id: String,
    /// Method, as OpenAPI writes it.
    pub method: String,
    /// Path, with parameters in braces.
    pub path: String,
    /// The operation.
    pub operation: Value,
    /// The schemas that it needs and the spec lacks, by name.
    pub schemas: Vec<(String, Value)>,
    /// What needs a look: the line of the page, and why.
    pub notes: Vec<Note>,
}

/// What needs a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line of the page; 0 where it is about all of it.
    pub number: usize,
    /// What is meant, and why.
    pub text: String,
}

impl Note {
    fn new(line: &Line, text: impl Into<String>) -> Self {
        Self { number: line.number, text: text.into() }
    }
}

/// Drafts the operation of a page, or says what the page lacks to be one.
pub fn draft(page: &Page, spec: &Spec, options: &Options) -> Result<Draft, String> {
    let (Some(method), Some(path)) = (&page.method, &page.path) else {
        return Err("no method and path stand below a heading \"URI\"".to_owned());
    };
    let mut notes: Vec<Note> = page
        .unplaced
        .iter()
        .map(|unplaced| Note::new(&unplaced.line, format!("{}: {}", unplaced.reason, unplaced.line.text)))
        .collect();
    let operation_id = operation::id(page, options, &mut notes);
    let mut schemas = schemas::Schemas::new(page, spec, options, &operation_id);
    let operation = operation::operation(page, spec, options, &operation_id, &mut schemas);
    let (schemas, more) = schemas.into_made();
    notes.extend(more);
    notes.sort_by_key(|note| note.number);
    let (method, path) = (method.text.to_ascii_lowercase(), path.text.clone());
    Ok(Draft { operation_id, method, path, operation, schemas, notes })
}

/// A map with these keys, in this order.
fn map<const N: usize>(entries: [(&str, Value); N]) -> Mapping {
    entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect()
}
