//! Identifiers: from names on the wire to names in Rust, one function for each role. All policy on names is here.
//!
//! - A keyword is written raw (`r#type`), because the name then still is `type`. The few that cannot be raw get a `_`.
//! - A name that generated code needs for itself (`Option`, `send`) gets a `_` too.
//! - Two names that meet are a diagnostic, never a silent number. `x-rust-name` settles it.
//! - Only ASCII letters and digits count. A name without any of them is a diagnostic.

use crate::diagnostics::{Diagnostics, messages};
use crate::rust::Ident;
use crate::source::Span;
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::BTreeMap;

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written raw.
const NEVER_RAW: &[&str] = &["_", "crate", "self", "Self", "super"];

/// Names of types that generated code uses itself.
const TYPES: &[&str] = &[
    "Base64",
    "BTreeMap",
    "Box",
    "Clone",
    "Client",
    "DateTime",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "Eq",
    "Err",
    "Formatter",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Map",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "PartialEq",
    "Self",
    "Serialize",
    "Some",
    "String",
    "Validate",
    "Validator",
    "Value",
    "Vec",
];

/// Names of types that an operation's file uses itself.
const OPERATIONS: &[&str] = &[
    "Base64",
    "BTreeMap",
    "Box",
    "Clone",
    "Client",
    "Config",
    "DateTime",
    "Debug",
    "Error",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Map",
    "Method",
    "None",
    "Ok",
    "Operation",
    "Option",
    "PartialEq",
    "Request",
    "Response",
    "Result",
    "Self",
    "Sending",
    "Service",
    "Some",
    "String",
    "TokenHeader",
    "Validate",
    "Validator",
    "Value",
    "Vec",
];

/// Methods that generated types have anyway.
const METHODS: &[&str] =
    &["as_i64", "as_str", "body", "clone", "default", "from", "into", "into_future", "send", "to_request", "validate"];

/// Methods that a client has anyway.
const CLIENT_METHODS: &[&str] = &["clone", "new"];

/// Fields that an operation has anyway.
const OPERATION_FIELDS: &[&str] = &["body", "client"];

/// Modules that a service has anyway.
const MODULES: &[&str] = &["examples", "types"];

/// Files that a crate has anyway.
const CRATE_MODULES: &[&str] = &["apig_runtime", "bin", "core", "lib", "main", "std"];

/// A type.
pub fn item(name: &str) -> Option<Ident> {
    camel(name, "T").map(|name| reserve(name, TYPES))
}

/// The struct of an operation.
pub fn operation(name: &str) -> Option<Ident> {
    camel(name, "T").map(|name| reserve(name, OPERATIONS))
}

/// A field of a struct, or an argument.
pub fn field(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, &[]))
}

/// A field of an operation.
pub fn operation_field(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, OPERATION_FIELDS))
}

/// The fluent method that sets a field.
pub fn setter(field: &Ident) -> Ident {
    reserve(field.plain().to_owned(), METHODS)
}

/// A method of a client.
pub fn function(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, CLIENT_METHODS))
}

/// A module inside a service.
pub fn module(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, MODULES))
}

/// The module of a service.
pub fn service(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, CRATE_MODULES))
}

/// A variant of an enum.
pub fn variant(value: &str) -> Option<Ident> {
    if value.is_empty() {
        return Some(Ident("Empty".to_owned()));
    }
    // `2.0` and `20` are two values.
    let is_number = value.starts_with(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    if is_number {
        return Some(Ident(format!("V{}", value.replace(['.', '-'], "_").trim_end_matches('_'))));
    }
    camel(value, "V").map(|name| reserve(name, &["Unknown"]))
}

/// Whether a name that a document asks for can be one.
pub fn is_legal(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn camel(name: &str, digit_prefix: &str) -> Option<String> {
    let name = words(name)?.to_upper_camel_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) { Some(format!("{digit_prefix}{name}")) } else { nonempty(name) }
}

fn snake(name: &str) -> Option<String> {
    let name = words(name)?.to_snake_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) { Some(format!("_{name}")) } else { nonempty(name) }
}

fn nonempty(name: String) -> Option<String> {
    Some(name).filter(|name| !name.is_empty())
}

/// The name with what Rust has no letters for spelled out, or `None` where leaving letters out would make another name.
fn words(name: &str) -> Option<String> {
    if name.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
        return None;
    }
    let spelled = match name.split_at_checked(1) {
        Some(("+", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("plus {rest}"),
        Some(("-", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("minus {rest}"),
        Some(_) | None => name.to_owned(),
    };
    Some(spelled)
}

fn reserve(name: String, reserved: &[&str]) -> Ident {
    if reserved.contains(&name.as_str()) || NEVER_RAW.contains(&name.as_str()) {
        Ident(format!("{name}_"))
    } else if KEYWORDS.contains(&name.as_str()) {
        Ident(format!("r#{name}"))
    } else {
        Ident(name)
    }
}

/// Names that must differ from each other.
pub struct Scope {
    what: &'static str,
    /// What mends a clash.
    key: &'static str,
    seen: BTreeMap<Ident, (String, Span)>,
}

impl Scope {
    /// Names of a kind of thing; `key` is what a document gives another name with.
    pub fn new(what: &'static str, key: &'static str) -> Self {
        Self { what, key, seen: BTreeMap::new() }
    }

    /// Names a thing: by the name that the document asks for, or else by its name on the wire. Reports a name that is
    /// none and a name that is taken; the second then goes on under the same name, to find more mistakes.
    pub fn name(
        &mut self,
        role: fn(&str) -> Option<Ident>,
        wire: &str,
        asked: Option<&str>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Ident> {
        if let Some(asked) = asked.filter(|asked| !is_legal(asked)) {
            diagnostics.push(messages::illegal_rust_name(span, asked));
            return None;
        }
        let Some(ident) = role(asked.unwrap_or(wire)) else {
            diagnostics.push(messages::unnameable(span, self.what, wire, self.key));
            return None;
        };
        self.claim(&ident, wire, span, diagnostics);
        Some(ident)
    }

    /// Reports a name that is taken.
    pub fn claim(&mut self, ident: &Ident, wire: &str, span: Span, diagnostics: &mut Diagnostics) {
        match self.seen.get(ident) {
            Some((first, at)) => {
                let names = (first.as_str(), wire);
                diagnostics.push(messages::name_clash(span, *at, self.what, &ident.0, names, self.key));
            }
            None => {
                self.seen.insert(ident.clone(), (wire.to_owned(), span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The obstacle course: a line is a name on the wire and what each role makes of it.
    #[test]
    fn names_in_every_role() {
        type Role = fn(&str) -> Option<Ident>;
        let table: &[(Role, &str, Option<&str>)] = &[
            (item, "AppQuota", Some("AppQuota")),
            (item, "app-quota", Some("AppQuota")),
            (item, "app_quota.v2", Some("AppQuotaV2")),
            (item, "option", Some("Option_")),
            (item, "String", Some("String_")),
            (item, "Error", Some("Error")),
            (item, "self", Some("Self_")),
            (item, "2FA", Some("T2fa")),
            (item, "", None),
            (item, "👍", None),
            (item, "名称", None),
            (item, "List apps response item", Some("ListAppsResponseItem")),
            (operation, "Error", Some("Error_")),
            (operation, "CreateAppQuota", Some("CreateAppQuota")),
            (field, "type", Some("r#type")),
            (field, "self", Some("self_")),
            (field, "Self", Some("self_")),
            (field, "crate", Some("crate_")),
            (field, "gen", Some("r#gen")),
            (field, "X-Auth-Token", Some("x_auth_token")),
            (field, "camelCase", Some("camel_case")),
            (field, "HTTPServer", Some("http_server")),
            (field, "2fa", Some("_2fa")),
            (field, "+1", Some("plus_1")),
            (field, "-1", Some("minus_1")),
            (field, "$ref", Some("r#ref")),
            (field, "@id", Some("id")),
            (field, "naïve", None),
            (field, "-", None),
            (field, "name 👍", Some("name")),
            (operation_field, "body", Some("body_")),
            (function, "new", Some("new_")),
            (function, "get /v2/users/by {id}", Some("get_v2_users_by_id")),
            (module, "types", Some("types_")),
            (service, "lib", Some("lib_")),
            (variant, "SECOND", Some("Second")),
            (variant, "multipart/form-data", Some("MultipartFormData")),
            (variant, "2.0", Some("V2_0")),
            (variant, "20", Some("V20")),
            (variant, "-1", Some("Minus1")),
            (variant, "", Some("Empty")),
            (variant, "unknown", Some("Unknown_")),
            (variant, "self", Some("Self_")),
            (variant, "aes-128-cfb", Some("Aes128Cfb")),
            (variant, "*", None),
        ];
        for (role, name, expected) in table {
            assert_eq!(role(name).map(|ident| ident.0).as_deref(), *expected, "{name:?}");
        }
    }

    #[test]
    fn setters_keep_clear_of_methods() {
        for (field, expected) in [("name", "name"), ("default", "default_"), ("r#type", "r#type"), ("send", "send_")] {
            assert_eq!(setter(&Ident(field.to_owned())).0, expected);
        }
    }
}
