//! Rows of the frame of a document: information, servers, tags, components.

use super::Holds::{All, Data, Extensible, Flag, List, Map, One, Text, Texts, Word};
use super::keyword::{DESCRIPTION, RUST_NAME, harmless, ignored, read};
use super::{Keyword, Object, Shape, keyword};

const COMPONENTS_OF_FILE: Keyword = read("components", One(Object::Components), "What has a name and is referred to.");
const PATHS: &str = "What stands at each path; in a file that a document refers to, under a name of ours.";
pub const SECURITY: Keyword = read("security", List, "Ways to prove who calls: alternatives, each a map of scheme names. `[]` means none.");

pub static DOCUMENT: Shape = Shape::new("an OpenAPI document", "the document", &[
    read("openapi", Text, "The version of OpenAPI: 3.0.x, 3.1.x or 3.2.x.").required(),
    harmless("$self", Text),
    harmless("jsonSchemaDialect", Text),
    read("info", One(Object::Info), "Title, version and description of the service.").missed(),
    keyword::EXTERNAL_DOCS,
    RUST_NAME,
    read("servers", All(Object::Server), "Where the service answers; the first is where calls go unless the caller says otherwise."),
    read("tags", All(Object::Tag), "Groups that operations are sorted under, in the order in which readers see them."),
    SECURITY,
    read("paths", Extensible(Object::PathItem), PATHS).missed_by_version(),
    ignored("webhooks", Map(Object::PathItem), "they are calls that the service makes, and this is a crate of its callers"),
    COMPONENTS_OF_FILE,
]);

pub static FRAGMENT: Shape = Shape::new("a file of paths and components", "the document", &[
    harmless("openapi", Text),
    // They are of another document, if this is one.
    harmless("info", Data),
    harmless("externalDocs", Data),
    harmless("servers", Data),
    harmless("tags", Data),
    harmless("security", Data),
    read("paths", Map(Object::PathItem), PATHS),
    COMPONENTS_OF_FILE,
]);

pub static INFO: Shape = Shape::new("`info`", "`info`", &[
    read("title", Text, "The name of the service.").missed(),
    read("version", Text, "The version of its API.").missed(),
    harmless("summary", Text),
    DESCRIPTION,
    harmless("termsOfService", Text),
    harmless("contact", Data),
    read("license", Data, "Under what it may be used; in `identifier` or `name`, an SPDX expression, which a new crate's manifest then has."),
]);

pub static EXTERNAL_DOCS: Shape = Shape::new("`externalDocs`", "the link to a document", &[
    read("description", Text, "The title of the page, and its date if it states one."),
    read("url", Text, "Where the page can be read."),
]);

pub static SERVER: Shape = Shape::new("a server", "the server", &[
    read("url", Text, "The address, with variables in braces: `https://apig.{region}.example.com`.").required(),
    read("name", Text, "What callers choose it by; without it, the description."),
    DESCRIPTION,
    read("variables", Map(Object::ServerVariable), "The variables in the URL."),
    read("x-regions", Flag, "The values of its variable `region` are regions of a cloud: they become a table that callers choose from."),
]);

pub static SERVER_VARIABLE: Shape = Shape::new("a server variable", "the variable `{}`", &[
    DESCRIPTION,
    read("default", Text, "The value if none is chosen. OpenAPI demands one."),
    read("enum", Texts, "The values to choose from: the names of the regions."),
]);

pub static TAG: Shape = Shape::new("a tag", "the tag `{}`", &[
    read("name", Text, "The name by which operations are sorted under it.").missed(),
    harmless("summary", Text),
    DESCRIPTION,
    harmless("parent", Text),
    harmless("kind", Text),
    keyword::EXTERNAL_DOCS,
]);

pub static COMPONENTS: Shape = Shape::new("`components`", "`components`", &[
    read("parameters", Map(Object::Parameter), "Parameters that several operations share, by name."),
    read("headers", Map(Object::Header), "Headers of answers that several operations share, by name."),
    read("requestBodies", Map(Object::RequestBody), "Request bodies that several operations share, by name."),
    read("responses", Map(Object::Response), "Answers that several operations share, by name."),
    read("schemas", Map(Object::Schema), "Types, by name."),
    harmless("mediaTypes", Map(Object::MediaType)),
    harmless("examples", Map(Object::Example)),
    harmless("links", Map(Object::Link)),
    harmless("callbacks", Map(Object::Callback)),
    read("pathItems", Map(Object::PathItem), "Path items that several paths share, by name."),
    read("securitySchemes", Map(Object::SecurityScheme), "Ways to prove who calls, by name."),
]);

pub static SECURITY_SCHEME: Shape = Shape::new("a security scheme", "the security scheme `{}`", &[
    read("type", Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]), "`apiKey` for a token or a signature in a header, `http` for a bearer token.").required(),
    read("in", Word(&["cookie", "header", "query"]), "Where the key travels: `header`."),
    read("name", Text, "The header that takes it."),
    read("scheme", Text, "Of `http`: `bearer`."),
    harmless("bearerFormat", Text),
    read("flows", Data, "Of `oauth2`: where tokens are issued. `clientCredentials` has a `tokenUrl`."),
    harmless("openIdConnectUrl", Text),
    harmless("oauth2MetadataUrl", Text),
    harmless("deprecated", Flag),
    DESCRIPTION,
    read("x-signature", Text, "The header holds a signature of the request, made by this algorithm: `SDK-HMAC-SHA256`."),
    read("x-issued-by", Text, "The service of this spec that issues the tokens, so that the SDK knows where."),
]).component("securitySchemes");
