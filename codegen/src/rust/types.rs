//! Holds types as they are written. Plain data. Must not know where they stand.

use super::Ident;

/// A type as it is written.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Type {
    Unit,
    Bool,
    Int(Int),
    F32,
    F64,
    String,
    Runtime(Runtime),
    Value,
    Object,
    /// What is sent as it is.
    Upload(Upload),
    Vec(Box<Type>),
    Map(Box<Type>),
    Option(Box<Type>),
    Nullable(Box<Type>),
    Box(Box<Type>),
    /// A type of the same service.
    Named(Ident),
    /// One of the same service that is made of what its variants hold.
    Union(Ident),
    /// What an answer is that is more than a value, and what each part of it holds.
    Answer(Answer, Option<Box<Type>>),
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
            | Type::Int(_)
            | Type::F32
            | Type::F64
            | Type::String
            | Type::Runtime(_)
            | Type::Value
            | Type::Object
            | Type::Upload(_)
            | Type::Named(_)
            | Type::Union(_) => None,
            Type::Answer(_, inner) => inner.as_deref(),
        }
    }

    /// The type with a name that it is, or is made of.
    pub fn named(&self) -> Option<&Ident> {
        if let Type::Named(ident) | Type::Union(ident) = self { Some(ident) } else { self.inner()?.named() }
    }
}

/// A type of the runtime's that text becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Runtime {
    DateTime,
    Date,
    Base64,
    Decimal,
    Secret,
}

/// A type of the runtime's that an answer becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Answer {
    Download,
    Events,
    Records,
    Redirect,
    Response,
}

/// A type of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Int {
    I32,
    I64,
    U32,
    U64,
    I128,
    U128,
}

/// What is sent as it is: bytes, a file, a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upload {
    /// A whole body.
    Body,
    /// A part of a multipart body.
    Part,
    /// A multipart body whose parts the document does not list.
    Multipart,
}

/// How an absent value differs from a present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// It cannot be absent.
    Plain,
    Option,
    Nullable,
}
