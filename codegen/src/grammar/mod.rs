//! Lists OpenAPI's vocabulary in one table: which keywords each object has, in their usual order, what each holds, and
//! what becomes of it. Knows names only. Must not know how a document is read, nor what it means.
//!
//! Everything that has to know a keyword asks this table, so a new one is a row. Tests hold the reader to it.

mod keyword;
mod shape;

// A row is a line.
#[rustfmt::skip]
mod document;
#[rustfmt::skip]
mod operations;
#[rustfmt::skip]
mod ours;
#[rustfmt::skip]
mod schema;

pub use keyword::{Holds, Keyword, Many, Need, Status};
use shape::Shape;

/// Of what is allowed and not used.
pub const HARMLESS: &str = "Allowed; nothing is generated from it.";

/// Of a reference.
pub const REF: &str = "Where the thing itself stands: `#/components/schemas/Name`, or `file.yaml#/components/schemas/Name`, relative to this file.";

/// Of the text beside a reference.
pub const REF_DESCRIPTION: &str = "Goes before the description of what is referred to.";

macro_rules! objects {
    ($($name:ident $shape:path,)*) => {
        /// An object of a document: a map whose keys are keywords.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "OpenAPI's names, but for the last nine")]
        pub enum Object {
            $($name,)*
        }

        impl Object {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            fn shape(self) -> &'static Shape {
                match self {
                    $(Self::$name => &$shape,)*
                }
            }
        }
    };
}

objects! {
    Document document::DOCUMENT,
    // A file with paths and components that a document refers to.
    Fragment document::FRAGMENT,
    Info document::INFO,
    ExternalDocs document::EXTERNAL_DOCS,
    Server document::SERVER,
    ServerVariable document::SERVER_VARIABLE,
    Tag document::TAG,
    Components document::COMPONENTS,
    SecurityScheme document::SECURITY_SCHEME,
    PathItem operations::PATH_ITEM,
    Operation operations::OPERATION,
    Parameter operations::PARAMETER,
    RequestBody operations::REQUEST_BODY,
    Response operations::RESPONSE,
    Header operations::HEADER,
    MediaType operations::MEDIA_TYPE,
    Encoding operations::ENCODING,
    Example operations::EXAMPLE,
    Link operations::LINK,
    // Path items by the expression that makes the address: none of its keys is a keyword.
    Callback operations::CALLBACK,
    Schema schema::SCHEMA,
    Discriminator schema::DISCRIMINATOR,
    Xml schema::XML,
    Pagination ours::PAGINATION,
    Waiter ours::WAITER,
    LintConfig ours::LINT_CONFIG,
    LintException ours::LINT_EXCEPTION,
    AuditConfig ours::AUDIT_CONFIG,
    AuditException ours::AUDIT_EXCEPTION,
    Agreement ours::AGREEMENT,
    DiffConfig ours::DIFF_CONFIG,
    DiffSeverity ours::DIFF_SEVERITY,
}

impl Object {
    /// What messages call one of them: `a schema`.
    pub fn what(self) -> &'static str {
        self.shape().what
    }

    /// What messages call the one of that name: ``the schema `Thing` ``.
    pub fn label(self, name: &str) -> String {
        self.shape().label.replace("{}", name)
    }

    /// Their section of `components`, if they have one.
    pub fn section(self) -> Option<&'static str> {
        self.shape().section
    }

    /// Whether the reader takes a `$ref` in its place.
    pub fn may_be_ref(self) -> bool {
        self.shape().is_referred_to
    }

    /// Whether what stands beside a `$ref` in its place means something, in some version of OpenAPI.
    pub fn may_have_siblings(self) -> bool {
        matches!(self, Self::PathItem | Self::Schema)
    }

    /// Its keywords, in the order in which they are written.
    pub fn keywords(self) -> &'static [Keyword] {
        self.shape().keywords
    }

    /// Keywords of which it has one, in pairs.
    pub fn exclusive(self) -> &'static [(&'static str, &'static str)] {
        self.shape().exclusive
    }

    /// The row of a keyword.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        let Shape { keywords, index, .. } = self.shape();
        let mut slot = shape::slot(name);
        loop {
            let row = index.get(slot % shape::SLOTS)?;
            let keyword = keywords.get(usize::from(*row))?;
            if keyword.name == name {
                return Some(keyword);
            }
            slot += 1;
        }
    }

    /// Whether the table has a row for a keyword.
    pub fn knows(self, name: &str) -> bool {
        self.keyword(name).is_some()
    }

    /// What a keyword holds, if it is read.
    pub fn reads(self, name: &str) -> Option<Holds> {
        self.keyword(name).filter(|keyword| keyword.is_read()).map(|keyword| keyword.holds)
    }

    /// All keywords, those that are read first, so that of two equally good suggestions the useful one wins.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let some = |is_read| self.keywords().iter().filter(move |keyword| keyword.is_read() == is_read);
        some(true).chain(some(false)).map(|keyword| keyword.name)
    }
}

/// Our own extensions. Any other `x-` keyword belongs to somebody else and is skipped, unless it looks like a misspelling of one.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    let all = Object::ALL.iter().flat_map(|object| object.keywords()).map(|keyword| keyword.name);
    all.filter(|name| name.starts_with("x-"))
}

/// Whether an extension is one of ours.
pub fn is_ours(name: &str) -> bool {
    Object::ALL.iter().any(|object| object.knows(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_row_is_complete_and_found_by_its_name() {
        for object in Object::ALL.iter().copied() {
            for keyword in object.keywords() {
                let found = object.keyword(keyword.name).unwrap();
                assert!(std::ptr::eq(found, keyword), "two rows of {} are `{}`", object.what(), keyword.name);
                if let Status::Read(text) | Status::Ignored(text) | Status::Refused(text) = keyword.status {
                    let is_said = !text.trim().is_empty();
                    assert!(is_said, "`{}` of {} has no text", keyword.name, object.what());
                }
                let is_refused = matches!(keyword.status, Status::Refused(_));
                let is_asked = keyword.need != Need::Optional;
                assert!(!(is_refused && is_asked), "`{}` of {} is required and refused", keyword.name, object.what());
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
        for object in Object::ALL.iter().copied() {
            assert_eq!(object.section().is_some(), held.contains(&object), "{}", object.what());
        }
    }
}
