//! Holds what a page says of an operation, with the line of each statement. Plain data. Must not know layouts or YAML.

use crate::document::Line;

/// What a page says of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The vendor's name of the operation, where the page shows one.
    pub name: Option<Line>,
    /// The title.
    pub title: Option<Line>,
    /// The day of its last change, `2024-11-11`.
    pub updated: Option<Line>,
    /// The section of the reference that it belongs to, from the path above the title.
    pub group: Option<Line>,
    /// What stands under "Function".
    pub function: Vec<Line>,
    /// Method, as `GET`.
    pub method: Option<Line>,
    /// Path, with parameters in braces.
    pub path: Option<Line>,
    /// Parameters of the path, the query and the header, in the order of the page.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub request: Content,
    /// What is answered, by status.
    pub responses: Vec<Response>,
    /// What stands under "Example Requests".
    pub examples: Vec<Example>,
    /// The table of statuses.
    pub statuses: Vec<Status>,
    /// What stands on the page and was not understood.
    pub unplaced: Vec<Unplaced>,
}

/// What stands on a page and was not understood, or contradicts the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The line, with the text that is meant.
    pub line: Line,
    /// Why.
    pub reason: String,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Where it travels.
    pub location: Location,
    /// What it is.
    pub field: Field,
}

/// The tables of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Whether it is a form with files (`multipart/form-data`), and not JSON.
    pub is_form: bool,
    /// The fields of the body itself.
    pub fields: Vec<Field>,
    /// The objects in it, each a table of its own.
    pub objects: Vec<Object>,
}

/// A table that describes an object which fields name as their type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its name and the line of its title.
    pub name: Line,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The status, and the line that states it first.
    pub status: Line,
    /// Its headers.
    pub headers: Vec<Field>,
    /// Its body.
    pub content: Content,
    /// Examples of its body.
    pub examples: Vec<Example>,
}

/// A row of a table: a parameter, a header, a field of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Line,
    /// Whether it is mandatory, where the table has a column for it.
    pub mandatory: Option<bool>,
    /// Its type.
    pub ty: Type,
    /// The words on it, without what stands below.
    pub description: Vec<Line>,
    /// "Minimum": of a text its length.
    pub minimum: Option<Line>,
    /// "Maximum": of a text its length.
    pub maximum: Option<Line>,
    /// "Array length": the least and the greatest number of items.
    pub items: Option<(Line, Line)>,
    /// "Default".
    pub default: Option<Line>,
    /// "Enumeration values"; those of the sentence above, where nothing stands behind these words.
    pub values: Option<Vec<Line>>,
    /// Whether the words say that it is deprecated.
    pub is_deprecated: bool,
}

/// The type of a field, as documented.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Type {
    /// `String`.
    #[default]
    String,
    /// `Integer`: 32 bits.
    Integer,
    /// `Long`: 64 bits.
    Long,
    /// `Float`: 32 bits.
    Float,
    /// `Double`: 64 bits.
    Double,
    /// `Boolean`.
    Boolean,
    /// `File`.
    File,
    /// `Object`, without a name.
    Object,
    /// `X object`.
    Named(String),
    /// `Array of …`.
    Array(Box<Type>),
    /// `Map<String,…>`.
    Map(Box<Type>),
    /// Words that are none of these.
    Other(String),
}

/// An example of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence above it.
    pub caption: Option<Line>,
    /// The line where it begins.
    pub number: usize,
    /// Its text.
    pub text: String,
}

/// A row of the table of statuses, or the word below "Status code" among the examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The status.
    pub code: Line,
    /// What the page calls it.
    pub text: Line,
}
