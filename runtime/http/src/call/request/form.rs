//! Writes forms: `application/x-www-form-urlencoded`. Knows how lists and objects are spread over pairs, which is as in a query.
//! Must not know which body it is for.

use super::escape::{escape, reserved_in_query};
use super::style::{self, Entries, Shape, Style, Written};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

/// Writes the fields of an object that is given as JSON. Each item of a list is a pair of its own and an object is JSON, unless
/// `styles` has the field.
pub(super) fn write(form: &mut Vec<u8>, json: &[u8], styles: &[(&str, Style)]) -> serde_json::Result<()> {
    for (name, value) in serde_json::from_slice::<Entries<'_>>(json)?.0 {
        let style = styles.iter().find(|(field, _)| *field == name).map(|(_, style)| *style);
        let is_reserved = style.is_some_and(Style::is_reserved);
        let escaped = if is_reserved { reserved_in_query } else { escape };
        let shape = value.get().as_bytes().first();
        let style = style.unwrap_or(if shape == Some(&b'{') { Style::JSON } else { Style::FORM.exploded() });
        match shape {
            // It may be a secret, of which no copy stays.
            Some(b'"') => {
                let text = Zeroizing::new(serde_json::from_str::<String>(value.get())?);
                pair(form, &escape(&name), &Zeroizing::new(escaped(&text)));
            }
            Some(b'[' | b'{') if style == Style::DEEP_OBJECT.reserved() || style == Style::DEEP_OBJECT => {
                deep(form, &name, value, escaped)?
            }
            Some(_) | None => match style::write(&name, value, style, escaped)? {
                Written::Nothing => {}
                Written::Text(text) => pair(form, &escape(&name), &Zeroizing::new(text)),
                Written::Pairs(pairs) => {
                    pairs.into_iter().for_each(|(name, text)| pair(form, &name, &Zeroizing::new(text)));
                }
            },
        }
    }
    Ok(())
}

/// Items by their number, which is how most readers of such forms tell the objects of a list apart.
fn deep(form: &mut Vec<u8>, name: &str, value: &RawValue, escaped: fn(&str) -> String) -> serde_json::Result<()> {
    if value.get().starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(value.get())?;
        return items
            .into_iter()
            .enumerate()
            .try_for_each(|(at, item)| deep(form, &format!("{name}[{at}]"), item, escaped));
    }
    match Shape::of(value)? {
        Shape::Nothing | Shape::List(_) => {}
        Shape::Scalar(text) => pair(form, &escape(name), &escaped(&text)),
        Shape::Object(entries) => {
            for (key, value) in entries {
                deep(form, &format!("{name}[{key}]"), value, escaped)?;
            }
        }
    }
    Ok(())
}

fn pair(form: &mut Vec<u8>, name: &str, text: &str) {
    if !form.is_empty() {
        form.push(b'&');
    }
    form.extend_from_slice(name.as_bytes());
    form.push(b'=');
    form.extend_from_slice(text.as_bytes());
}
