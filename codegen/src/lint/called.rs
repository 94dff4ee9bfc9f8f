//! How messages call a thing. Must not know rules.

use super::kind::Kind;
use super::model::{Model, Thing};

/// How a message calls a thing.
pub fn what(thing: &Thing<'_>) -> String {
    let name = thing.called();
    match thing.kind {
        Kind::Root | Kind::Fragment => "the document".to_owned(),
        Kind::Info | Kind::Components => format!("`{name}`"),
        Kind::ExternalDocs => "the link to a document".to_owned(),
        Kind::Server => "the server".to_owned(),
        Kind::ServerVariable => format!("the variable `{name}`"),
        Kind::Tag => format!("the tag `{name}`"),
        Kind::PathItem => format!("the path `{name}`"),
        Kind::Operation => format!("the operation `{name}`"),
        Kind::Pagination => "`x-pagination`".to_owned(),
        Kind::Waiter => format!("the waiter `{name}`"),
        Kind::Parameter => format!("the parameter `{name}`"),
        Kind::RequestBody => "the request body".to_owned(),
        Kind::Response => format!("the response `{name}`"),
        Kind::Header => format!("the header `{name}`"),
        Kind::MediaType => format!("the body in `{name}`"),
        Kind::Example => format!("the example `{name}`"),
        Kind::Schema if thing.slot == "properties" => format!("the property `{name}`"),
        Kind::Schema => format!("the schema `{name}`"),
        Kind::SecurityScheme => format!("the security scheme `{name}`"),
    }
}

/// How a message calls a schema: by the nearest thing above that has a name of its own.
pub fn owner(model: &Model<'_>, thing: &Thing<'_>) -> String {
    let mut thing = thing;
    while matches!(thing.slot, "schema" | "items" | "allOf" | "additionalProperties" | "content") {
        match thing.parent.and_then(|parent| model.thing(parent)) {
            Some(parent) => thing = parent,
            None => break,
        }
    }
    what(thing)
}
