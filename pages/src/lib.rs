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
//! | 2 | [`page`](mod@page) | what a page says of an operation: parameters, fields, statuses, examples | layouts, YAML |
//! | 3 | `words` | the words that such pages share: names of sections and columns, types | where on a page they stand |
//! | 4 | [`facts`] | what can be compared, in one form for pages and for the spec | what becomes of a difference |
//! | 4 | `layout` | how plain text, Markdown, reStructuredText and HTML mark them | what they mean |
//! | 4 | `read` | which table is what, and what the words of a cell say | layouts, YAML |
//! | 5 | [`draft`] | the YAML of an operation, as the spec would have it | layouts, where it goes |
//! | 5 | [`audit`](mod@audit) | what differs between pages and the spec | layouts, how findings are printed |
//!
//! A module uses those of lower floors only; the project's tests hold it to that. A new layout is one module of `layout`, with
//! its cases.

pub mod audit;
pub mod document;
pub mod draft;
pub mod facts;
mod layout;
pub mod page;
mod read;
mod words;

/// A page as it is laid out. The name of its file tells how.
pub fn lay_out(name: &str, text: &str) -> document::Document {
    layout::document(name, text)
}

/// What a page says of an operation. The name of its file tells how it is laid out.
pub fn page(name: &str, text: &str) -> page::Page {
    read::page(&layout::document(name, text))
}
