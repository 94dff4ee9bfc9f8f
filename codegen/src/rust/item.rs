//! Types that are emitted, and the methods that set their fields. Plain data; must not know OpenAPI.

use super::{Check, Demand, Docs, Ident, Rule, Type, Wrap};

/// That something should no longer be used, as the compiler says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Deprecation {
    /// The version in which it became so.
    pub since: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
}

/// Another name for something: one that it had.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    pub ident: Ident,
    pub docs: Docs,
    pub deprecated: Deprecation,
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
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// The name that it had.
    pub former: Option<Alias>,
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
    IntegerEnum(Type, Vec<Variant<i128>>),
    /// An enum over types.
    Union(Union),
}

/// An enum of which each variant holds a value.
#[derive(Debug, PartialEq)]
pub struct Union {
    pub variants: Vec<UnionVariant>,
    /// The variant that holds what is none of them.
    pub unknown: Ident,
    /// The property that tells objects apart, if one does.
    pub tag: Option<String>,
    /// Whether it holds numbers with more digits than a tree of JSON keeps.
    pub has_digits: bool,
    /// Whether callers make values of it, which are checked.
    pub is_checked: bool,
    /// Whether all that it holds can be written as text.
    pub is_text: bool,
    /// What is sent in its place.
    pub sent: Option<Ident>,
    /// What comes back in its place.
    pub origin: Option<Origin>,
}

/// A variant of such an enum.
#[derive(Debug, PartialEq)]
pub struct UnionVariant {
    pub ident: Ident,
    pub docs: Docs,
    /// Name in the document.
    pub name: String,
    pub ty: Type,
    pub shape: Shape,
    /// Whether no other variant holds that type, so that a value of it says which one it is.
    pub is_only: bool,
    /// What is demanded of its value.
    pub demands: Vec<Demand>,
}

impl Union {
    /// The types of which a value says which variant it is, each with that variant.
    pub fn converted(&self) -> impl Iterator<Item = (&Type, &UnionVariant)> {
        let variants = self.variants.iter().filter(|variant| self.is_checked && variant.is_only);
        variants.map(|variant| (if let Type::Box(inner) = &variant.ty { &**inner } else { &variant.ty }, variant))
    }
}

/// What tells a variant apart, in the words of the runtime.
#[derive(Debug, PartialEq)]
pub struct Shape {
    /// Types of JSON.
    pub types: Vec<&'static str>,
    pub items: Vec<&'static str>,
    pub of: Told,
    /// Names of an object, whether each is always there, and what it holds.
    pub names: Vec<(String, bool, Vec<&'static str>)>,
}

/// The values of a property that tells a variant apart, or those of a list.
#[derive(Debug, PartialEq)]
pub enum Told {
    /// One, which is written though the struct may not hold it.
    Tag(String),
    Values(Vec<String>),
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
    /// Which fields must be there together, if callers make values of it.
    pub rules: Vec<Rule>,
    /// Methods that go through the values of which a field is a list.
    pub lists: Vec<TextList>,
    /// What is sent in its place.
    pub sent: Option<Ident>,
    /// What comes back in its place.
    pub origin: Option<Origin>,
    /// What else comes back, and can be sent again as this.
    pub reused: Vec<Reused>,
}

/// A method that goes through the values of which a text is a list.
#[derive(Debug, PartialEq)]
pub struct TextList {
    pub ident: Ident,
    pub docs: Docs,
    /// The field with the text.
    pub field: Ident,
    /// How that can be absent.
    pub wrap: Wrap,
    pub separator: String,
}

/// A type that comes back, and has what another is made of.
#[derive(Debug, PartialEq)]
pub struct Reused {
    pub ident: Ident,
    /// Each field that is made, and what it is made of; nothing where that does not come back.
    pub fields: Vec<(Ident, Option<(Ident, Held)>)>,
}

/// A type that comes back, and converts into one that is sent.
#[derive(Debug, PartialEq)]
pub struct Origin {
    pub ident: Ident,
    /// What it holds in the place of each field or variant.
    pub held: Vec<Held>,
}

/// What is held in the place of something else.
#[derive(Debug, PartialEq)]
pub struct Held {
    pub ty: Type,
    /// Whether nothing becomes `null`: something must be sent.
    pub null: bool,
}

/// A field of a struct.
#[derive(Debug, PartialEq)]
pub struct Field {
    pub ident: Ident,
    pub docs: Docs,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
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
    /// The name that it had.
    pub former: Option<Alias>,
}

/// A fluent method that sets a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Method.
    pub ident: Ident,
    pub docs: Docs,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
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
