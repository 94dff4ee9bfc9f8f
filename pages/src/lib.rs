//! Reads pages of API documentation: what they say of an operation. Performs no IO.
//!
//! ```text
//! text of a page ──layout──▶ document ──read──▶ page ──┬──▶ draft of YAML
//!                 (as laid out)      (as meant)        └──▶ facts ◀── api of the spec
//! ```
//!
//! | floor | module | knows | must not know |
//! |---|---|---|---|
//! | 1 | [`document`] | headings, paragraphs, code, tables, each with its line | how a page marks them, what they mean |
//! | 2 | `layout` | how plain text, Markdown, reStructuredText and HTML mark them | what they mean |
//! | 2 | [`page`] | what a page says of an operation: parameters, fields, statuses, examples | layouts, YAML |
//! | 3 | `read` | which table is what, and what the words of a cell say | layouts, YAML |
//!
//! A module uses those of lower floors only; the project's tests hold it to that. A new layout is one module of `layout`, with
//! its cases.

pub mod document;
pub mod page;
