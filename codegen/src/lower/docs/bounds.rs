//! Words the bounds of a value.

use crate::api::{Constraints, Number, Schema, TextForm, Type};

/// The bounds of a value and its default, as a sentence.
pub fn words(schema: &Schema) -> Option<String> {
    let constraints = &schema.constraints;
    let Constraints {
        min_length,
        max_length,
        patterns,
        minimum: _,
        maximum: _,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        required,
        values,
        server_clamps,
    } = constraints;
    let mut parts: Vec<String> = TextForm::of(schema).map(|form| form.words().to_owned()).into_iter().collect();
    let unit = if matches!(schema.ty, Type::Array(_)) { "items" } else { "characters" };
    parts.extend(span(*min_length, *max_length, unit));
    parts.extend(span(*min_items, *max_items, "items"));
    parts.extend(span(*min_properties, *max_properties, "entries"));
    parts.extend(range(constraints));
    if let Some(factor) = multiple_of {
        parts.push(format!("multiple of {}", factor));
    }
    if *unique_items {
        parts.push("no item twice".to_owned());
    }
    let names = |names: &[String]| names.iter().map(|name| super::code(name)).collect::<Vec<_>>().join(", ");
    if !required.is_empty() {
        parts.push(format!("with {}", names(required)));
    }
    if let Some(values) = values {
        let words: Vec<String> = values.iter().map(super::plain).collect();
        parts.push(format!("{} {}", if words.len() == 1 { "always" } else { "one of" }, names(&words)));
    }
    parts.extend(patterns.iter().map(|pattern| format!("pattern {}", super::code(&pattern.text))));
    let mut text = parts.join("; ");
    if *server_clamps && !text.is_empty() {
        text.push_str(" (the server corrects other values)");
    }
    if let Some(default) = &schema.default {
        let default = format!("default {}", super::code(&super::plain(default)));
        text = if text.is_empty() { default } else { format!("{text}; {default}") };
    }
    (!text.is_empty()).then(|| sentence(&text))
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}

fn span(min: Option<u64>, max: Option<u64>, unit: &str) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max} {unit}")),
        (Some(min), None) => Some(format!("at least {min} {unit}")),
        (None, Some(max)) => Some(format!("at most {max} {unit}")),
        (None, None) => None,
    }
}

fn range(constraints: &Constraints) -> Option<String> {
    let end = |value: Number, exclusive: bool| format!("{}{}", value, if exclusive { " (excluded)" } else { "" });
    match (&constraints.minimum, &constraints.maximum) {
        (Some(min), Some(max)) => {
            Some(format!("from {} to {}", end(min.value, min.exclusive), end(max.value, max.exclusive)))
        }
        (Some(min), None) => Some(format!("at least {}", end(min.value, min.exclusive))),
        (None, Some(max)) => Some(format!("at most {}", end(max.value, max.exclusive))),
        (None, None) => None,
    }
}
