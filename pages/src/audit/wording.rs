//! Words things and what is said of them, as messages show them. Must not know which messages there are.

use crate::facts::{Column, Place, plain};
use crate::page::Type;
use serde_json::Value;

/// Whether what stands in a column can be written behind its keyword as it is.
pub fn is_number(column: Column) -> bool {
    matches!(column, Column::Minimum | Column::Maximum | Column::FewestItems | Column::MostItems | Column::Default)
}

/// The `format` of a number.
pub fn format_of(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Integer => Some("int32"),
        Type::Long => Some("int64"),
        Type::Float => Some("float"),
        Type::Double => Some("double"),
        _ => None,
    }
}

/// A cell as messages show it.
pub fn shown(column: Column, text: Option<&str>) -> String {
    match (column, text) {
        (Column::Deprecated, None) => "nothing of it".to_owned(),
        (_, None) => "none".to_owned(),
        (Column::Values, Some(values)) => values.replace(',', ", "),
        (_, Some(text)) => plain(text),
    }
}

pub fn called(column: Column) -> &'static str {
    match column {
        Column::FewestItems => "least number of items",
        Column::MostItems => "greatest number of items",
        Column::Values => "list of values",
        column => column.name(),
    }
}

/// What messages call a thing.
pub fn what(place: &Place, name: &str) -> String {
    match place {
        Place::Operation if name == "function" => "the description".to_owned(),
        Place::Operation if name == "updated" => "the day of the last change".to_owned(),
        Place::Operation => format!("the {name}"),
        Place::Path => format!("the path parameter `{name}`"),
        Place::Query => format!("the query parameter `{name}`"),
        Place::Header => format!("the header `{name}`"),
        Place::Other(location) => format!("the {location} parameter `{name}`"),
        Place::Body => format!("the field `{name}` of the body"),
        Place::RequestExample if name == "-" => "the example of a request".to_owned(),
        Place::RequestExample => format!("example {name} of a request"),
        Place::Status => format!("the status {name}"),
        Place::ResponseHeader(status) => format!("the header `{name}` of the answer {status}"),
        Place::Response(status) => format!("the field `{name}` of the answer {status}"),
        Place::ResponseExample(status) if name == "-" => format!("the example of the answer {status}"),
        Place::ResponseExample(status) => format!("example {name} of the answer {status}"),
    }
}

/// What two JSON texts say differently first, with a pointer to it.
pub fn first_difference(page: &str, spec: &str) -> Option<(String, String)> {
    let is_compound = |value: &Value| value.is_object() || value.is_array();
    let read = |text: &str| serde_json::from_str::<Value>(text).ok().filter(is_compound);
    let (page, spec) = (read(page)?, read(spec)?);
    let (mut page, mut spec, mut pointer) = (&page, &spec, String::new());
    loop {
        let (step, next_page, next_spec) = match (page, spec) {
            (Value::Object(said), Value::Object(meant)) => {
                let mut keys = said.keys().chain(meant.keys());
                let key = keys.find(|key| said.get(*key) != meant.get(*key))?;
                (key.clone(), said.get(key), meant.get(key))
            }
            (Value::Array(said), Value::Array(meant)) => {
                let at = (0..said.len().max(meant.len())).find(|at| said.get(*at) != meant.get(*at))?;
                (at.to_string(), said.get(at), meant.get(at))
            }
            _ => return Some((format!("`{pointer}` is {page}"), format!("`{pointer}` is {spec}"))),
        };
        pointer = format!("{pointer}/{step}");
        match (next_page, next_spec) {
            (Some(said), Some(meant)) => (page, spec) = (said, meant),
            (said, meant) => {
                let is = |value: Option<&Value>| match value {
                    Some(value) => format!("`{pointer}` is {value}"),
                    None => format!("there is no `{pointer}`"),
                };
                return Some((is(said), is(meant)));
            }
        }
    }
}
