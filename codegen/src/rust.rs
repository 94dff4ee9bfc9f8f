//! Holds what will be emitted: crate, modules, structs, enums, operations, fields, with every decision taken. Plain
//! data. Must not know OpenAPI.

mod example;
mod operation;
mod paging;

pub use example::{Example, Expr};
pub use operation::{
    Authentication, BodyCheck, Initial, List, Operation, OperationField, Output, OutputField, Source, StatusVariant,
    Write,
};
pub use paging::{Access, Paging, Text, Waiter};

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
    /// Its documentation.
    pub docs: Docs,
    /// Whether that continues with a page that people wrote.
    pub front_page: bool,
    /// One module for each service.
    pub services: Vec<Service>,
    /// Where the services answer.
    pub endpoints: Vec<RegionTable>,
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
    /// Documentation of the client after its example.
    pub more_client_docs: Docs,
    /// Lints that its modules allow.
    pub allows: Vec<&'static str>,
    /// Header and prefix of a token.
    pub token: Option<(String, String)>,
    /// Whether a signed request is accepted too.
    pub signature: bool,
    /// The table of its regions.
    pub regions: Option<Ident>,
    /// The table of the regions of the service that issues the tokens.
    pub identity: Option<Ident>,
    /// Operations, in the order of the spec.
    pub operations: Vec<Operation>,
    /// Types, in the order of their names.
    pub types: Vec<Item>,
}

/// A type, in a file of its own.
#[derive(Debug, PartialEq)]
pub struct Item {
    /// Name in the document.
    pub name: String,
    /// Module that holds it.
    pub module: Ident,
    pub ident: Ident,
    /// File of the spec that it comes from, for the header.
    pub source: String,
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What it is.
    pub kind: ItemKind,
}

/// What a type is.
#[derive(Debug, PartialEq)]
pub enum ItemKind {
    Struct(Struct),
    /// An enum over strings.
    StringEnum(Vec<Variant<String>>),
    /// An enum over integers.
    IntegerEnum(Type, Vec<Variant<i64>>),
}

#[derive(Debug, PartialEq)]
pub struct Struct {
    pub fields: Vec<Field>,
    /// Whether it has a default: every field can be absent.
    pub has_default: bool,
    /// Setters, if callers make values of it.
    pub setters: Vec<Setter>,
    /// Checks, if callers make values of it.
    pub checks: Option<Vec<Check>>,
}

/// A field of a struct.
#[derive(Debug, PartialEq)]
pub struct Field {
    pub ident: Ident,
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    pub ty: Type,
    /// Name on the wire, if it is another.
    pub rename: Option<String>,
    /// How it is left out of JSON.
    pub skip: Skip,
}

/// How a field is left out of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    Never,
    /// When it is `None`.
    None,
    /// When it is `Nullable::Absent`.
    Absent,
    /// Always when sending: the server sets it.
    Sending,
    /// It holds all the names that are not listed.
    Flatten,
}

/// A variant of an enum.
#[derive(Debug, PartialEq)]
pub struct Variant<T> {
    pub ident: Ident,
    /// Value on the wire.
    pub value: T,
    pub docs: Docs,
}

/// A type as it is written.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Type {
    Unit,
    Bool,
    I32,
    I64,
    F32,
    F64,
    String,
    DateTime,
    Base64,
    Secret,
    Value,
    Object,
    Vec(Box<Type>),
    Map(Box<Type>),
    Option(Box<Type>),
    Nullable(Box<Type>),
    Box(Box<Type>),
    /// A type of the same service.
    Named(Ident),
}

impl Type {
    /// What it holds, if it is made of another type.
    pub fn inner(&self) -> Option<&Type> {
        match self {
            Type::Vec(inner) | Type::Map(inner) | Type::Option(inner) | Type::Nullable(inner) | Type::Box(inner) => {
                Some(inner)
            }
            Type::Unit
            | Type::Bool
            | Type::I32
            | Type::I64
            | Type::F32
            | Type::F64
            | Type::String
            | Type::DateTime
            | Type::Base64
            | Type::Secret
            | Type::Value
            | Type::Object
            | Type::Named(_) => None,
        }
    }

    /// The type with a name that it is, or is made of.
    pub fn named(&self) -> Option<&Ident> {
        if let Type::Named(ident) = self { Some(ident) } else { self.inner()?.named() }
    }
}

/// How an absent value differs from a present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// It cannot be absent.
    Plain,
    Option,
    Nullable,
}

/// A fluent method that sets a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Method.
    pub ident: Ident,
    pub docs: Docs,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The field it sets.
    pub target: Target,
    /// Type of the value, without wrapping.
    pub ty: Type,
    /// How the field wraps it.
    pub wrap: Wrap,
    /// Whether it takes no argument and sets `null`.
    pub null: bool,
}

/// Which field a setter sets.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A field of the value itself.
    Own(Ident),
    /// A field of its body, which is there.
    Body(Ident),
    /// A field of its body, which is made if it is not there.
    OptionalBody(Ident),
}

/// Something that is checked before sending.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Name on the wire.
    pub name: String,
    pub field: Ident,
    pub demand: Demand,
}

/// What is demanded of a value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Demand {
    /// A path parameter: not empty, no slash.
    Path,
    Required,
    /// As `Required`, of a field that can hold `null`, which is a value too.
    RequiredOrNull,
    Length(Range<u64>),
    Pattern(String),
    /// A whole number within bounds.
    Range(Range<Number>),
    /// A number that JSON can say, neither NaN nor infinite, and within bounds if there are some.
    Number(Range<Number>),
    MultipleOf(Number),
    Items(Range<u64>),
    Unique,
    Properties(Range<u64>),
    /// The value checks itself.
    Nested,
    /// Something of the text that a secret holds.
    OfSecret(Box<Demand>),
    /// Each item of a list.
    Each(Inner),
    /// Each value of a map.
    EachValue(Inner),
}

/// What is demanded of what a list or a map holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    /// Whether it may be `null`, of which nothing is demanded.
    pub nullable: bool,
    pub demands: Vec<Demand>,
}

/// A range; an end that is `None` is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Range<T> {
    /// Smallest.
    pub from: Option<T>,
    /// Whether the smallest itself is excluded.
    pub from_excluded: bool,
    /// Greatest.
    pub to: Option<T>,
    /// Whether the greatest itself is excluded.
    pub to_excluded: bool,
}

/// A number of the type that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Number {
    Integer(i64),
    Float(f64),
}
