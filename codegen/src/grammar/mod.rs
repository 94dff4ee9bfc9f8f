//! OpenAPI's vocabulary as one table: which keywords each object has, in the order in which they are written, what each holds,
//! and what becomes of it. Knows words only. Must not know how a document is read, nor what it means.
//!
//! Everything that has to know a keyword asks this table, so a new one is a row. Tests hold the reader to it.

mod document;
mod operations;
mod ours;
mod schema;

use Status::{Harmless, Read, Refused};

/// Of what is allowed and not used.
pub const HARMLESS: &str = "Allowed; nothing is generated from it.";

/// Of a reference.
pub const REF: &str = "Where the thing itself stands: `#/components/schemas/Name`, or `file.yaml#/components/schemas/Name`, relative to this file.";

/// Of the text beside a reference.
pub const REF_DESCRIPTION: &str = "Goes before the description of what is referred to.";

/// An object of a document: a map whose keys are keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "OpenAPI's names")]
pub enum Object {
    Document,
    /// A file with paths and components that a document refers to.
    Fragment,
    Info,
    ExternalDocs,
    Server,
    ServerVariable,
    Tag,
    Components,
    SecurityScheme,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Example,
    Link,
    /// Path items by the expression that makes the address: none of its keys is a keyword.
    Callback,
    Schema,
    Discriminator,
    /// `x-pagination`.
    Pagination,
    /// An item of `x-waiters`.
    Waiter,
    /// `lint.yaml`.
    LintConfig,
    /// An item of its `exceptions`.
    LintException,
}

/// What a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// Data, in which nothing is a keyword and a `$ref` is no reference.
    Data,
    /// A list of data.
    List,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A flag, or a number.
    FlagOrNumber,
    /// A whole number that is not negative.
    Count,
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or a list of them.
    Words(&'static [&'static str]),
    /// An object.
    One(Object),
    /// A flag, or the object.
    FlagOr(Object),
    /// A list of objects.
    All(Object),
    /// A map from names to objects.
    Map(Object),
    /// The same; a name that starts with `x-` is somebody's extension.
    Extensible(Object),
    /// A map from names to strings, each a reference to such an object, or its name.
    References(Object),
}

/// How many objects stand below a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// One.
    One,
    /// A list of them.
    List,
    /// A map from names to them.
    Map,
    /// The same; a name that starts with `x-` is somebody's extension.
    Extensible,
}

impl Holds {
    /// The objects that it holds; a reference to one is none.
    pub fn objects(self) -> Option<(Many, Object)> {
        match self {
            Self::One(object) | Self::FlagOr(object) => Some((Many::One, object)),
            Self::All(object) => Some((Many::List, object)),
            Self::Map(object) => Some((Many::Map, object)),
            Self::Extensible(object) => Some((Many::Extensible, object)),
            Self::Data
            | Self::List
            | Self::Flag
            | Self::Number
            | Self::FlagOrNumber
            | Self::Count
            | Self::Text
            | Self::Texts
            | Self::Word(_)
            | Self::Words(_)
            | Self::References(_) => None,
        }
    }
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// It is read; editors show this text.
    Read(&'static str),
    /// It is allowed and has no effect.
    Harmless,
    /// It is refused by name, with what to do instead.
    Refused(&'static str),
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keyword {
    /// How it is written.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What becomes of it.
    pub status: Status,
    /// Whether it must be there.
    pub is_required: bool,
}

const fn read(name: &'static str, holds: Holds, text: &'static str) -> Keyword {
    Keyword { name, holds, status: Read(text), is_required: false }
}

const fn harmless(name: &'static str, holds: Holds) -> Keyword {
    Keyword { name, holds, status: Harmless, is_required: false }
}

const fn refused(name: &'static str, holds: Holds, instead: &'static str) -> Keyword {
    Keyword { name, holds, status: Refused(instead), is_required: false }
}

impl Keyword {
    const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// Whether it is read.
    pub fn is_read(&self) -> bool {
        matches!(self.status, Read(_))
    }
}

const DESCRIPTION: Keyword = read("description", Holds::Text, "What it is, in the words of the document.");
const DEPRECATED: Keyword = read("deprecated", Holds::Flag, "Whether it should no longer be used.");
const EXTERNAL_DOCS: Keyword =
    read("externalDocs", Holds::One(Object::ExternalDocs), "The page that this transcribes.");
const EXAMPLE: Keyword = read(
    "example",
    Holds::Data,
    "A value as the document shows it. It must match the schema; the tests of the SDK use it.",
);
const RUST_NAME: Keyword =
    read("x-rust-name", Holds::Text, "The Rust name instead of the derived one, for when two names clash.");

/// What is told of an object.
struct Shape {
    what: &'static str,
    #[allow(dead_code, reason = "lint asks for it next")]
    label: &'static str,
    section: Option<&'static str>,
    keywords: &'static [Keyword],
    index: [u8; SLOTS],
}

impl Shape {
    const fn new(what: &'static str, label: &'static str, keywords: &'static [Keyword]) -> Self {
        Self { what, label, section: None, keywords, index: index(keywords) }
    }

    /// Such objects are components: they stand in that section, and a `$ref` may stand for them.
    const fn component(self, section: &'static str) -> Self {
        Self { section: Some(section), ..self }
    }
}

const SLOTS: usize = 128;
const EMPTY: u8 = u8::MAX;

/// Where each keyword stands among its rows: at the place that its letters make, or at the next one that is free.
const fn index(keywords: &[Keyword]) -> [u8; SLOTS] {
    let mut index = [EMPTY; SLOTS];
    let mut row = 0;
    while row < keywords.len() {
        let mut slot = slot(keywords[row].name);
        while index[slot % SLOTS] != EMPTY {
            slot += 1;
        }
        index[slot % SLOTS] = row as u8;
        row += 1;
    }
    index
}

const fn slot(name: &str) -> usize {
    match name.as_bytes() {
        [first, .., before, last] => name.len() * 31 + *first as usize * 7 + *before as usize * 5 + *last as usize * 3,
        short => short.len(),
    }
}

impl Object {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::Document,
        Self::Fragment,
        Self::Info,
        Self::ExternalDocs,
        Self::Server,
        Self::ServerVariable,
        Self::Tag,
        Self::Components,
        Self::SecurityScheme,
        Self::PathItem,
        Self::Operation,
        Self::Parameter,
        Self::RequestBody,
        Self::Response,
        Self::Header,
        Self::MediaType,
        Self::Encoding,
        Self::Example,
        Self::Link,
        Self::Callback,
        Self::Schema,
        Self::Discriminator,
        Self::Pagination,
        Self::Waiter,
        Self::LintConfig,
        Self::LintException,
    ];

    fn shape(self) -> &'static Shape {
        match self {
            Self::Document => &document::DOCUMENT,
            Self::Fragment => &document::FRAGMENT,
            Self::Info => &document::INFO,
            Self::ExternalDocs => &document::EXTERNAL_DOCS,
            Self::Server => &document::SERVER,
            Self::ServerVariable => &document::SERVER_VARIABLE,
            Self::Tag => &document::TAG,
            Self::Components => &document::COMPONENTS,
            Self::SecurityScheme => &document::SECURITY_SCHEME,
            Self::PathItem => &operations::PATH_ITEM,
            Self::Operation => &operations::OPERATION,
            Self::Parameter => &operations::PARAMETER,
            Self::RequestBody => &operations::REQUEST_BODY,
            Self::Response => &operations::RESPONSE,
            Self::Header => &operations::HEADER,
            Self::MediaType => &operations::MEDIA_TYPE,
            Self::Encoding => &operations::ENCODING,
            Self::Example => &operations::EXAMPLE,
            Self::Link => &operations::LINK,
            Self::Callback => &operations::CALLBACK,
            Self::Schema => &schema::SCHEMA,
            Self::Discriminator => &schema::DISCRIMINATOR,
            Self::Pagination => &ours::PAGINATION,
            Self::Waiter => &ours::WAITER,
            Self::LintConfig => &ours::LINT_CONFIG,
            Self::LintException => &ours::LINT_EXCEPTION,
        }
    }

    /// What messages call one of them: `a schema`.
    pub fn what(self) -> &'static str {
        self.shape().what
    }

    /// Where they stand below `components`; `None` if they have no section, and no `$ref` stands for one.
    pub fn section(self) -> Option<&'static str> {
        self.shape().section
    }

    /// Whether the reader takes a `$ref` in its place. Where examples are, it does not look.
    pub fn may_be_ref(self) -> bool {
        self.section().is_some() && !self.knows("$ref")
    }

    /// Its keywords, in the order in which they are written.
    pub fn keywords(self) -> &'static [Keyword] {
        self.shape().keywords
    }

    /// The keyword of that name.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        let Shape { keywords, index, .. } = self.shape();
        let mut slot = slot(name);
        loop {
            let row = index.get(slot % SLOTS)?;
            let keyword = keywords.get(usize::from(*row))?;
            if keyword.name == name {
                return Some(keyword);
            }
            slot += 1;
        }
    }

    /// Whether there is something to be said of a keyword.
    pub fn knows(self, name: &str) -> bool {
        self.keyword(name).is_some()
    }

    /// What a keyword holds, if it is read.
    pub fn reads(self, name: &str) -> Option<Holds> {
        self.keyword(name).filter(|keyword| keyword.is_read()).map(|keyword| keyword.holds)
    }

    /// All keywords: those that are read before others, so that of two that may be meant it is the one that is of use.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let some = |is_read| self.keywords().iter().filter(move |keyword| keyword.is_read() == is_read);
        some(true).chain(some(false)).map(|keyword| keyword.name)
    }
}

/// Our own extensions. Any other `x-` keyword belongs to somebody else and is skipped, unless it looks like a slip.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    let all = Object::ALL.into_iter().flat_map(Object::keywords).map(|keyword| keyword.name);
    all.filter(|name| name.starts_with("x-"))
}

/// Whether an extension is one of ours.
pub fn is_ours(name: &str) -> bool {
    Object::ALL.into_iter().any(|object| object.knows(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_row_is_complete_and_found_by_its_name() {
        for object in Object::ALL {
            for keyword in object.keywords() {
                let found = object.keyword(keyword.name).unwrap();
                assert!(std::ptr::eq(found, keyword), "two rows of {} are `{}`", object.what(), keyword.name);
                if let Read(text) | Refused(text) = keyword.status {
                    let is_said = !text.trim().is_empty();
                    assert!(is_said, "`{}` of {} has no text", keyword.name, object.what());
                }
                if let (true, Refused(_)) = (keyword.is_required, keyword.status) {
                    panic!("`{}` of {} is required and refused", keyword.name, object.what());
                }
            }
            for unknown in ["", "x", "$", "typ", "x-none"] {
                assert!(!object.knows(unknown), "{unknown}");
            }
        }
    }

    #[test]
    fn components_have_a_section_each() {
        let sections = Object::Components.keywords().iter().map(|keyword| match keyword.holds {
            Holds::Map(object) => (object.section(), object),
            _ => panic!("{keyword:?} is no section"),
        });
        for (keyword, (section, _)) in Object::Components.keywords().iter().zip(sections.clone()) {
            assert_eq!(section, Some(keyword.name));
        }
        let held: BTreeSet<Object> = sections.map(|(_, object)| object).collect();
        for object in Object::ALL {
            assert_eq!(object.section().is_some(), held.contains(&object), "{}", object.what());
        }
    }
}
