//! Holds what will be emitted: crate, modules, structs, enums, operations, fields, with every decision taken. Plain
//! data. Must not know OpenAPI.

mod answer;
mod check;
mod example;
mod item;
mod operation;
mod paging;
mod request;
mod types;
mod waiter;

pub use answer::{Answered, Decode, Output, OutputField, Source, StatusVariant};
pub use check::{Check, Demand, Inner, Number, Range, Rule};
pub use example::{Call, Example, Expr, SmokeCall};
pub use item::{
    Alias, Deprecation, Field, Held, Item, ItemKind, Origin, Reused, Setter, Shape, Skip, Struct, Target, TextList,
    Told, Union, UnionVariant, Variant,
};
pub use operation::{Authentication, BodyCheck, Failure, FormerNames, Initial, Operation, OperationField, PathClient};
pub use paging::{Access, Cursor, Follow, Paging, Place, Start, Text};
pub use request::{BodyFormat, How, PartFormat, Style, Write};
pub use types::{Answer, Int, Runtime, Type, Upload, Wrap};
pub use waiter::{Goal, Waiter};

use std::fmt;

/// An identifier as it is written, `r#` included.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ident(pub String);

/// The bare name, as one searches for it in a dump of a model.
impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ident {
    /// The name without `r#`: what a file is called.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

/// Documentation, a line per entry, already safe to be read by rustdoc.
pub type Docs = Vec<String>;

/// The whole crate.
#[derive(Debug, Default, PartialEq)]
pub struct Crate {
    /// How the crate is named in Rust.
    pub name: Ident,
    /// What it is generated against.
    pub runtime: RuntimePackage,
    /// Its documentation.
    pub docs: Docs,
    /// The licence of the documents, if all have the same, as cargo has it: an SPDX expression.
    pub license: Option<String>,
    /// Whether that continues with a page that people wrote.
    pub front_page: bool,
    /// Whether it has a module that people wrote.
    pub extra: bool,
    /// How deep rustc must follow types that hold each other, where its own limit is too low.
    pub recursion_limit: Option<usize>,
    /// One module for each service.
    pub services: Vec<Service>,
    /// Where the services answer.
    pub endpoints: Vec<RegionTable>,
}

/// The package that carries out what a crate describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RuntimePackage {
    /// What every crate needs.
    #[default]
    General,
    /// That, and what this cloud adds.
    Cloud,
}

impl RuntimePackage {
    /// Its name in Rust.
    pub fn ident(self) -> &'static str {
        match self {
            Self::General => "oaswright_runtime",
            Self::Cloud => "apig_runtime",
        }
    }

    /// Its name for cargo.
    pub fn package(self) -> &'static str {
        match self {
            Self::General => "oaswright-runtime",
            Self::Cloud => "apig-runtime",
        }
    }
}

/// A static that says where a service answers.
#[derive(Debug, PartialEq)]
pub struct RegionTable {
    pub ident: Ident,
    pub docs: Docs,
    pub service: String,
    /// Name, endpoint and cloud of each region, in the order of their names.
    pub regions: Vec<[String; 3]>,
}

/// A server that a document names.
#[derive(Debug, PartialEq)]
pub struct Server {
    /// What callers choose it by; may be empty.
    pub name: String,
    /// URL, with variables in braces.
    pub url: String,
    /// Name and default of each variable.
    pub variables: Vec<(String, String)>,
}

/// The module of a service.
#[derive(Debug, PartialEq)]
pub struct Service {
    /// Module and cargo feature.
    pub ident: Ident,
    /// Name in errors and logs.
    pub name: String,
    /// Root document, for the header.
    pub source: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// Documentation of the client, up to its example.
    pub client_docs: Docs,
    /// Region that the example shows, if the service lists any.
    pub region: Option<String>,
    /// Endpoint that the example shows otherwise.
    pub endpoint: String,
    /// Whether its operations are of a project, which the example then shows.
    pub of_project: bool,
    /// What the client's `endpoint` answers.
    pub endpoint_docs: Docs,
    /// Documentation of the client after its example.
    pub more_client_docs: Docs,
    /// Lints that its modules allow.
    pub allows: Vec<&'static str>,
    /// Where it answers, if callers need not say it.
    pub servers: Vec<Server>,
    /// Ways to prove who calls, where it is more than a token and a signature.
    pub schemes: Vec<Scheme>,
    /// What calls need unless they say otherwise: alternatives, each the names of schemes.
    pub security: Vec<Vec<String>>,
    /// Header and prefix of a token.
    pub token: Option<(String, String)>,
    /// Whether a signed request is accepted too.
    pub signature: bool,
    /// The table of its regions.
    pub regions: Option<Ident>,
    /// The table of the regions of the service that issues the tokens.
    pub identity: Option<Ident>,
    /// Clients of parts of paths, in the order of the spec.
    pub clients: Vec<PathClient>,
    /// Operations, in the order of the spec.
    pub operations: Vec<Operation>,
    /// The operations once more, as readers look for them.
    pub groups: Vec<Group>,
    /// Types, in the order of their names.
    pub types: Vec<Item>,
}

/// Operations of one tag. Their methods stand together.
#[derive(Debug, PartialEq)]
pub struct Group {
    /// Module that holds their methods.
    pub module: Ident,
    /// The tag; empty for operations without one.
    pub tag: String,
    /// Its name in documentation.
    pub title: String,
    /// What there is to say of them, under a heading.
    pub docs: Docs,
    /// Their places in the list of all operations.
    pub operations: Vec<usize>,
}

/// A way to prove who calls.
#[derive(Debug, PartialEq)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    pub kind: SchemeKind,
}

/// How it works.
#[derive(Debug, PartialEq)]
#[allow(missing_docs)]
pub enum SchemeKind {
    Bearer,
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
    OAuth2,
    OAuth2Client { token_url: String },
    Other,
}
