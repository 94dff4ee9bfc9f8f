//! Holds types with and without a name, and the constraints of where they are used. Plain data. Must not know which
//! operations use them.

use super::{Constraints, Deprecation, Json, Scalar, Union, Width};
use crate::source::{Places, Span, Spanned};
use std::fmt;

/// Points to a [`Definition`] among a service's types.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// On one line, as it is looked for in a dump of a model.
impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeId({})", self.0)
    }
}

/// A type with a name.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name in the document, or one derived from its position.
    pub name: String,
    /// Whether the document names it.
    pub component: bool,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// The name that it had, which callers may still use.
    pub was: Option<Spanned<String>>,
    /// Description.
    pub description: Option<String>,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// What it is.
    pub kind: Kind,
    /// Sent by the caller.
    pub in_request: bool,
    /// Sent by the server.
    pub in_response: bool,
    /// Where it is written.
    pub span: Span,
    /// The file that defines it, relative to the spec root.
    pub path: String,
    /// Where its keywords are written.
    pub places: Places,
}

impl Definition {
    /// Whether a property travels at all: what only the server sets is no part of what is only sent.
    pub fn has(&self, property: &Property) -> bool {
        self.in_response || !property.read_only
    }
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A map of listed names.
    Object(Object),
    /// A string out of a list. The list is open: servers add to it.
    StringEnum(Vec<Variant<String>>),
    /// An integer out of a list. The list is open: servers add to it.
    IntegerEnum(Width, Vec<Variant<i128>>),
    /// One of several types. The list is open: servers add to it.
    Union(Union),
}

/// A map of listed names.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Its properties, in the order of the document.
    pub properties: Vec<Property>,
    /// What other names may hold, if the document describes it.
    pub additional: Option<Box<Schema>>,
    /// Whether the document says that there are no other names.
    pub closed: bool,
    /// Which of its properties must be there together.
    pub rules: Vec<Rule>,
}

/// Sets of properties, of which one must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether no other one may be there.
    pub only_one: bool,
    /// The sets, by name.
    pub sets: Vec<Vec<String>>,
    /// Where it is written.
    pub span: Span,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// The name that it had, which callers may still use.
    pub was: Option<Spanned<String>>,
    /// Description.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Where `required` lists it.
    pub required_at: Option<Span>,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the caller only.
    pub write_only: bool,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// What it holds.
    pub schema: Schema,
    /// Where it is written.
    pub span: Span,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Variant<T> {
    /// The value on the wire.
    pub value: T,
    /// What the document calls it, if it does.
    pub name: Option<String>,
    /// The name that it had, which callers may still use.
    pub was: Option<Spanned<String>>,
    /// Description.
    pub description: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A type where it is used, with the constraints of that place.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The type.
    pub ty: Type,
    /// Whether `null` is a value.
    pub nullable: bool,
    /// Bounds.
    pub constraints: Constraints,
    /// What the server assumes if nothing is sent.
    pub default: Option<Json>,
    /// The `format` as it is written, whatever it is.
    pub format: Option<String>,
    /// What separates the values of which the text is a list.
    pub separator: Option<String>,
    /// Whether values are allowed that an enum does not list.
    pub others: bool,
    /// The component that it refers to, if it does.
    pub reference: Option<String>,
    /// Examples beside the type.
    pub examples: Vec<Json>,
    /// Where its keywords are written; for a reference, where it leads to, and `$ref` itself.
    pub places: Places,
}

impl Schema {
    /// A type without constraints.
    pub fn plain(ty: Type) -> Self {
        let (constraints, places, examples) = (Constraints::default(), Places::default(), Vec::new());
        Self {
            ty,
            nullable: false,
            constraints,
            default: None,
            format: None,
            separator: None,
            others: false,
            reference: None,
            examples,
            places,
        }
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// What holds nothing else.
    Scalar(Scalar),
    /// Anything at all.
    Any,
    /// A map that may hold anything.
    FreeForm,
    /// A list.
    Array(Box<Schema>),
    /// A map from any name to one type.
    Map(Box<Schema>),
    /// A type with a name.
    Named(TypeId),
}

impl Type {
    /// The type with a name that this is.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Type::Named(id) => Some(*id),
            Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Array(_) | Type::Map(_) => None,
        }
    }

    /// The value without others in it that this is.
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Type::Scalar(scalar) => Some(*scalar),
            Type::Any | Type::FreeForm | Type::Array(_) | Type::Map(_) | Type::Named(_) => None,
        }
    }

    /// What a list or a map holds.
    pub fn inner(&self) -> Option<&Schema> {
        match self {
            Type::Array(inner) | Type::Map(inner) => Some(inner),
            Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Named(_) => None,
        }
    }

    /// The type with a name that this is, or is a list or a map of.
    pub fn named_inside(&self) -> Option<TypeId> {
        self.inner().map_or_else(|| self.named(), |inner| inner.ty.named_inside())
    }
}

impl PartialEq for Schema {
    /// Two schemas are the same type if this is; constraints do not count.
    fn eq(&self, other: &Self) -> bool {
        self.ty == other.ty && self.nullable == other.nullable
    }
}
