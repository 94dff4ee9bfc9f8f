//! Where references may stand in a document: everything that is not named here is data, and a `$ref` in data is data.
//! Knows OpenAPI's objects, whether the generator supports them or not; must not know what a reference leads to.

/// An object of OpenAPI that holds references, or may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    SecurityScheme,
    Example,
    Link,
    Callback,
}

/// What stands under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// One object.
    One(Kind),
    /// A list of them.
    List(Kind),
    /// A map from names to them.
    Map(Kind),
    /// The same; a name that starts with `x-` is an extension.
    Extensible(Kind),
}

impl Kind {
    /// Where such objects stand below `components`, and what they are called in messages; `None` if none can be a `$ref`.
    pub fn section(self) -> Option<(&'static str, &'static str)> {
        match self {
            Kind::PathItem => Some(("pathItems", "a path item")),
            Kind::Parameter => Some(("parameters", "a parameter")),
            Kind::RequestBody => Some(("requestBodies", "a request body")),
            Kind::Response => Some(("responses", "a response")),
            Kind::Header => Some(("headers", "a header")),
            Kind::Schema => Some(("schemas", "a schema")),
            Kind::SecurityScheme => Some(("securitySchemes", "a security scheme")),
            Kind::Example => Some(("examples", "an example")),
            Kind::Link => Some(("links", "a link")),
            Kind::Callback => Some(("callbacks", "a callback")),
            Kind::Document | Kind::Components | Kind::Operation | Kind::MediaType | Kind::Encoding => None,
        }
    }

    /// Whether what a reference leads to takes the place of the reference: OpenAPI 3.0 has no section for path items, and
    /// security schemes are found by their own names.
    pub fn is_written_in_place(self) -> bool {
        matches!(self, Kind::PathItem | Kind::SecurityScheme)
    }

    /// What stands under a keyword of such an object; `None` if it is data.
    pub fn held(self, key: &str) -> Option<Held> {
        match (self, key) {
            (Kind::Document, "paths") => Some(Held::Extensible(Kind::PathItem)),
            (Kind::Document, "webhooks") => Some(Held::Map(Kind::PathItem)),
            (Kind::Document, "components") => Some(Held::One(Kind::Components)),
            (Kind::Components, section) => component(section).map(Held::Map),
            (Kind::PathItem | Kind::Operation, "parameters") => Some(Held::List(Kind::Parameter)),
            (Kind::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace") => {
                Some(Held::One(Kind::Operation))
            }
            (Kind::Operation, "requestBody") => Some(Held::One(Kind::RequestBody)),
            (Kind::Operation, "responses") => Some(Held::Extensible(Kind::Response)),
            (Kind::Operation, "callbacks") => Some(Held::Map(Kind::Callback)),
            (Kind::Callback, expression) if !expression.starts_with("x-") => Some(Held::One(Kind::PathItem)),
            (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => Some(Held::One(Kind::Schema)),
            (Kind::Parameter | Kind::Header | Kind::MediaType, "examples") => Some(Held::Map(Kind::Example)),
            (Kind::Parameter | Kind::Header | Kind::RequestBody | Kind::Response, "content") => {
                Some(Held::Map(Kind::MediaType))
            }
            (Kind::MediaType, "encoding") => Some(Held::Map(Kind::Encoding)),
            (Kind::Response | Kind::Encoding, "headers") => Some(Held::Map(Kind::Header)),
            (Kind::Response, "links") => Some(Held::Map(Kind::Link)),
            (Kind::Schema, "properties") => Some(Held::Map(Kind::Schema)),
            (Kind::Schema, "items" | "additionalProperties" | "not") => Some(Held::One(Kind::Schema)),
            (Kind::Schema, "allOf" | "anyOf" | "oneOf") => Some(Held::List(Kind::Schema)),
            (
                Kind::Document
                | Kind::PathItem
                | Kind::Operation
                | Kind::Parameter
                | Kind::RequestBody
                | Kind::Response
                | Kind::Header
                | Kind::MediaType
                | Kind::Encoding
                | Kind::Schema
                | Kind::SecurityScheme
                | Kind::Example
                | Kind::Link
                | Kind::Callback,
                _,
            ) => None,
        }
    }
}

/// What a section of `components` holds.
fn component(section: &str) -> Option<Kind> {
    const KINDS: [Kind; 10] = [
        Kind::Schema,
        Kind::Response,
        Kind::Parameter,
        Kind::Example,
        Kind::RequestBody,
        Kind::Header,
        Kind::SecurityScheme,
        Kind::Link,
        Kind::Callback,
        Kind::PathItem,
    ];
    KINDS.into_iter().find(|kind| kind.section().is_some_and(|(name, _)| name == section))
}
