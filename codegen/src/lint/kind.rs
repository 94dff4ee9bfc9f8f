//! The objects of OpenAPI: what stands where in them, and in which order their keywords are written here. Plain tables; must
//! not know rules.

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Root,
    Fragment,
    Info,
    ExternalDocs,
    Server,
    ServerVariable,
    Tag,
    Components,
    PathItem,
    Operation,
    Pagination,
    Waiter,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Example,
    Schema,
    SecurityScheme,
}

/// How many of a kind stand below a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    One,
    List,
    Map,
}

/// A keyword below which other objects stand.
pub type Slot = (&'static str, Many, Kind);

const METHODS: &[Slot] = &[
    ("parameters", Many::List, Kind::Parameter),
    ("get", Many::One, Kind::Operation),
    ("put", Many::One, Kind::Operation),
    ("post", Many::One, Kind::Operation),
    ("delete", Many::One, Kind::Operation),
    ("options", Many::One, Kind::Operation),
    ("head", Many::One, Kind::Operation),
    ("patch", Many::One, Kind::Operation),
    ("trace", Many::One, Kind::Operation),
];

impl Kind {
    /// Where other objects stand in it.
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Self::Root => &[
                ("info", Many::One, Self::Info),
                ("servers", Many::List, Self::Server),
                ("tags", Many::List, Self::Tag),
                ("externalDocs", Many::One, Self::ExternalDocs),
                ("paths", Many::Map, Self::PathItem),
                ("components", Many::One, Self::Components),
            ],
            Self::Fragment => &[("paths", Many::Map, Self::PathItem), ("components", Many::One, Self::Components)],
            Self::Server => &[("variables", Many::Map, Self::ServerVariable)],
            Self::Tag => &[("externalDocs", Many::One, Self::ExternalDocs)],
            Self::Components => &[
                ("parameters", Many::Map, Self::Parameter),
                ("headers", Many::Map, Self::Header),
                ("requestBodies", Many::Map, Self::RequestBody),
                ("responses", Many::Map, Self::Response),
                ("schemas", Many::Map, Self::Schema),
                ("pathItems", Many::Map, Self::PathItem),
                ("securitySchemes", Many::Map, Self::SecurityScheme),
            ],
            Self::PathItem => METHODS,
            Self::Operation => &[
                ("externalDocs", Many::One, Self::ExternalDocs),
                ("x-pagination", Many::One, Self::Pagination),
                ("x-waiters", Many::List, Self::Waiter),
                ("parameters", Many::List, Self::Parameter),
                ("requestBody", Many::One, Self::RequestBody),
                ("responses", Many::Map, Self::Response),
            ],
            Self::Parameter | Self::Header => &[("schema", Many::One, Self::Schema)],
            Self::RequestBody => &[("content", Many::Map, Self::MediaType)],
            Self::Response => &[("headers", Many::Map, Self::Header), ("content", Many::Map, Self::MediaType)],
            Self::MediaType => &[("schema", Many::One, Self::Schema), ("examples", Many::Map, Self::Example)],
            Self::Schema => &[
                ("properties", Many::Map, Self::Schema),
                ("additionalProperties", Many::One, Self::Schema),
                ("items", Many::One, Self::Schema),
                ("allOf", Many::List, Self::Schema),
            ],
            Self::Info
            | Self::ExternalDocs
            | Self::ServerVariable
            | Self::Pagination
            | Self::Waiter
            | Self::Example
            | Self::SecurityScheme => &[],
        }
    }

    /// Its keywords in their order. `x-` stands for all extensions that are not listed; what is not listed may stand anywhere.
    pub fn order(self) -> &'static [&'static str] {
        match self {
            Self::Root => {
                &["openapi", "info", "externalDocs", "x-", "servers", "tags", "security", "paths", "components"]
            }
            Self::Fragment => &["paths", "components"],
            Self::Info => &["title", "version", "summary", "description", "termsOfService", "contact", "license"],
            Self::ExternalDocs => &["description", "url"],
            Self::Server => &["url", "description", "variables"],
            Self::ServerVariable => &["description", "default", "enum"],
            Self::Tag => &["name", "description", "externalDocs"],
            Self::Components => {
                &["parameters", "headers", "requestBodies", "responses", "schemas", "pathItems", "securitySchemes"]
            }
            // The methods stand in the order of the vendor's pages.
            Self::PathItem => &[],
            Self::Operation => &[
                "summary",
                "description",
                "externalDocs",
                "operationId",
                "tags",
                "deprecated",
                "x-pagination",
                "x-waiters",
                "x-",
                "security",
                "parameters",
                "requestBody",
                "responses",
            ],
            Self::Pagination => &["offset", "limit", "total", "items", "key"],
            Self::Waiter => &["name", "description", "item", "until", "not_found_is_absent"],
            Self::Parameter => {
                &["name", "in", "description", "required", "deprecated", "x-", "style", "explode", "schema", "example"]
            }
            Self::RequestBody => &["description", "required", "content"],
            Self::Response => &["description", "headers", "content"],
            Self::Header => &["description", "required", "deprecated", "x-", "schema"],
            Self::MediaType => &["schema", "example", "examples"],
            Self::Example => &["summary", "description", "value"],
            Self::Schema => &[
                "type",
                "format",
                "nullable",
                "title",
                "description",
                "deprecated",
                "required",
                "minimum",
                "maximum",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "pattern",
                "enum",
                "default",
                "x-",
                "items",
                "properties",
                "additionalProperties",
                "allOf",
                "example",
            ],
            Self::SecurityScheme => &["type", "in", "name", "scheme", "description", "x-"],
        }
    }
}
