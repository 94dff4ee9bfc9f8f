//! What the documents mean: services, operations, parameters, types, constraints, examples. Plain data, resolved,
//! language-neutral; must not know YAML, `$ref` or Rust.

mod paging;

pub use crate::openapi::Method;
use crate::source::{Places, Span};
pub use crate::yaml::Number;
pub use paging::{Pagination, Until, Waiter};

/// A value of an example or a default.
pub type Json = serde_json::Value;

/// A service: one root document.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name, from the document's folder or file.
    pub name: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// The root document, relative to the spec root.
    pub path: String,
    /// The document that it transcribes: title and date.
    pub source: Option<String>,
    /// Where that document can be read.
    pub source_url: Option<String>,
    /// What operations are sorted under, in the order in which readers see it.
    pub tags: Vec<Tag>,
    /// Where it answers.
    pub servers: Vec<Server>,
    /// Where it answers in each region, as far as the servers list regions.
    pub regions: Vec<Region>,
    /// The header that takes a token, if tokens are among the ways to prove who calls.
    pub token: Option<TokenHeader>,
    /// Whether a signature of the request is among the ways to prove who calls.
    pub signature: bool,
    /// The algorithm of that signature, as the document names it.
    pub algorithm: Option<String>,
    /// The ways to prove who calls that are in use, as the document names and describes them.
    pub schemes: Vec<Scheme>,
    /// The service that issues the tokens, if the document names one.
    pub issued_by: Option<Issuer>,
    /// Types that operations use, in the order in which they are met.
    pub types: Vec<Definition>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Its place.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// What operations are sorted under, for readers.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its name, by which operations refer to it.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// The document that it transcribes: title and date.
    pub source: Option<String>,
    /// Where that document can be read.
    pub source_url: Option<String>,
    /// Its place.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// Where a service answers.
#[derive(Clone, Debug)]
pub struct Server {
    /// URL, with variables in braces.
    pub url: String,
    /// Description.
    pub description: Option<String>,
    /// Variables of the URL.
    pub variables: Vec<ServerVariable>,
    /// Where its keywords are written.
    pub places: Places,
    /// Its place.
    pub span: Span,
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Name.
    pub name: String,
    /// Value if none is chosen.
    pub default: Option<String>,
    /// Values to choose from; anything if empty.
    pub values: Vec<String>,
    /// Description.
    pub description: Option<String>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A region of a cloud, and where a service answers there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Name.
    pub name: String,
    /// URL, without a slash at its end.
    pub endpoint: String,
    /// The cloud: the server's description.
    pub cloud: String,
    /// Its place.
    pub span: Span,
}

/// The service that issues the tokens of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Its name, which need not be one of a service that was read.
    pub service: String,
    /// Its place.
    pub span: Span,
}

/// A way to prove who calls, for readers.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A header that takes a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHeader {
    /// Name of the header.
    pub name: String,
    /// What goes before the token, such as `Bearer `.
    pub prefix: &'static str,
}

/// Points to a [`Definition`] among a service's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type with a name.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name in the document, or one made from its place.
    pub name: String,
    /// Whether the document names it.
    pub component: bool,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What it is.
    pub kind: Kind,
    /// Sent by the caller.
    pub in_request: bool,
    /// Sent by the server.
    pub in_response: bool,
    /// Its place.
    pub span: Span,
    /// The file that defines it, relative to the spec root.
    pub path: String,
    /// Where its keywords are written.
    pub places: Places,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A map of known names.
    Object(Object),
    /// A string out of a list. The list is open: servers add to it.
    StringEnum(Vec<Variant<String>>),
    /// An integer out of a list. The list is open: servers add to it.
    IntegerEnum(Width, Vec<Variant<i64>>),
}

/// A map of known names.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Its properties, in the order of the document.
    pub properties: Vec<Property>,
    /// What other names may hold, if the document describes it.
    pub additional: Option<Box<Schema>>,
    /// Whether the document says that there are no other names.
    pub closed: bool,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Where that is said.
    pub required_at: Option<Span>,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the caller only.
    pub write_only: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What it holds.
    pub schema: Schema,
    /// Its place.
    pub span: Span,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Variant<T> {
    /// The value on the wire.
    pub value: T,
    /// What the document calls it, if it does.
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Its place.
    pub span: Span,
}

/// A type where it is used, with what this place demands of it.
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
    /// The `format` as it is written, known or not.
    pub format: Option<String>,
    /// The component that it refers to, if it does.
    pub reference: Option<String>,
    /// Examples beside the type.
    pub examples: Vec<Json>,
    /// Where its keywords are written; for a reference, where it leads to, and `$ref` itself.
    pub places: Places,
}

impl Schema {
    /// A type of which nothing more is demanded.
    pub fn plain(ty: Type) -> Self {
        let (constraints, places, examples) = (Constraints::default(), Places::default(), Vec::new());
        Self { ty, nullable: false, constraints, default: None, format: None, reference: None, examples, places }
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Width),
    /// A number.
    Number(Precision),
    /// Text.
    String,
    /// A point in time, as RFC 3339 text.
    DateTime,
    /// Bytes, as Base64 text.
    Base64,
    /// Text that nobody may see.
    Secret,
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
            Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String
            | Type::DateTime
            | Type::Base64
            | Type::Secret
            | Type::Any
            | Type::FreeForm
            | Type::Array(_)
            | Type::Map(_) => None,
        }
    }

    /// The type with a name that this is, or is a list or a map of.
    pub fn named_inside(&self) -> Option<TypeId> {
        match self {
            Type::Array(inner) | Type::Map(inner) => inner.ty.named_inside(),
            Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String
            | Type::DateTime
            | Type::Base64
            | Type::Secret
            | Type::Any
            | Type::FreeForm
            | Type::Named(_) => self.named(),
        }
    }
}

impl PartialEq for Schema {
    /// Two schemas are the same type if this is; what a place demands beyond it does not count.
    fn eq(&self, other: &Self) -> bool {
        self.ty == other.ty && self.nullable == other.nullable
    }
}

/// Width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Width {
    Int32,
    Int64,
}

/// Precision of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Precision {
    Float,
    Double,
}

/// Bounds of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// Regular expression that must be found in the text.
    pub pattern: Option<Pattern>,
    /// Smallest number.
    pub minimum: Option<Bound>,
    /// Greatest number.
    pub maximum: Option<Bound>,
    /// What the number must be a multiple of.
    pub multiple_of: Option<Number>,
    /// Fewest items.
    pub min_items: Option<u64>,
    /// Most items.
    pub max_items: Option<u64>,
    /// Whether no item may occur twice.
    pub unique_items: bool,
    /// Fewest entries of a map.
    pub min_properties: Option<u64>,
    /// Most entries of a map.
    pub max_properties: Option<u64>,
    /// The server corrects a value out of bounds, so nobody else may refuse it.
    pub server_clamps: bool,
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The expression.
    pub text: String,
    /// Whether the SDK's engine reads it.
    pub checkable: bool,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: Number,
    /// Whether the number itself is out of the range.
    pub exclusive: bool,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`, or method and path if the document gives none.
    pub id: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// URL template, with parameters in braces.
    pub path: String,
    /// Title.
    pub summary: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The document that it transcribes: title and date.
    pub source: Option<String>,
    /// Where that document can be read.
    pub source_url: Option<String>,
    /// What the document sorts it under.
    pub tags: Vec<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether it carries credentials.
    pub authentication: Authentication,
    /// Parameters: path, query and header, in the order of the document; path parameters in the order of the path.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Answers that mean success.
    pub successes: Vec<Answer>,
    /// Answers that mean failure.
    pub failures: Vec<Answer>,
    /// How to page through a list.
    pub pagination: Option<Pagination>,
    /// What one can wait for in it.
    pub waiters: Vec<Waiter>,
    /// Its place.
    pub span: Span,
    /// The file that defines it, relative to the spec root.
    pub defined_in: String,
    /// Where its keywords are written.
    pub places: Places,
}

/// Whether an operation carries credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// It needs some.
    Required,
    /// It works with and without.
    Optional,
    /// It takes none.
    None,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// Where it travels.
    pub location: Location,
    /// Description.
    pub description: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether the client knows it, so that no call has to say it.
    pub of_client: bool,
    /// What it holds.
    pub schema: Schema,
    /// How a list is written: the parameter again for each item, or one with commas.
    pub explode: bool,
    /// An example.
    pub example: Option<Json>,
    /// Its place.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// A request body, as JSON.
#[derive(Clone, Debug)]
pub struct Body {
    /// Description.
    pub description: Option<String>,
    /// Whether it must be sent.
    pub required: bool,
    /// What it holds.
    pub schema: Schema,
    /// Media types that the document lists, JSON among them.
    pub media_types: Vec<MediaType>,
    /// Examples.
    pub examples: Vec<Json>,
    /// Its place.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// A media type of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// As the document writes it.
    pub name: String,
    /// Its place.
    pub span: Span,
}

/// The status of an answer as a document writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status, such as `404`.
    Code(u16),
    /// A hundred of them, such as `4XX`, by the first digit.
    Range(u16),
    /// All that are not listed.
    Default,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: Status,
    /// Description.
    pub description: Option<String>,
    /// What its body holds, if it has one.
    pub schema: Option<Schema>,
    /// Media types that the document lists.
    pub media_types: Vec<MediaType>,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Examples of the body.
    pub examples: Vec<Json>,
    /// Its place.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct Header {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether it is always there.
    pub required: bool,
    /// What it holds, if it is always there and a part of what the operation returns.
    pub schema: Option<Schema>,
    /// Its type and format as they are written.
    pub written: String,
    /// Whether it holds a secret, returned or not.
    pub secret: bool,
    /// Its place.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}
