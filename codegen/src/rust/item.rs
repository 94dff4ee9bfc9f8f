//! Types that are emitted, and the methods that set their fields. Plain data; must not know OpenAPI.

use super::{Check, Docs, Ident, Type, Wrap};

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
