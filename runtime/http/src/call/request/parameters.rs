//! Writes parameters into a request: path, query, headers and cookies. Knows what each of these places can carry. Must not
//! know how lists and objects become text (`style`).

use super::Request;
use super::escape::{Escape, escape, reserved_in_query, reserved_in_segment};
use super::style::{self, Style, Written};
use crate::Secret;
use crate::validate::in_path;
use http::header::{COOKIE, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt::Display;

impl Request {
    /// Fills a segment of the URL template.
    pub fn path(&mut self, name: &'static str, value: &(impl Display + ?Sized)) {
        let value = value.to_string();
        self.segment(name, &value, escape(&value));
    }

    /// Fills a segment with a comma-separated list.
    pub fn path_list<T: Display>(&mut self, name: &'static str, values: &[T]) {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        let escaped: Vec<String> = values.iter().map(|value| escape(value)).collect();
        self.segment(name, &values.join(","), escaped.join(","));
    }

    pub(super) fn segment(&mut self, name: &'static str, value: &str, escaped: String) {
        if let Some(message) = in_path(value) {
            self.refuse(name, message);
        }
        self.segments.push((name, escaped));
    }

    /// Adds a query parameter, if it is there.
    pub fn query(&mut self, name: &str, value: Option<&(impl Display + ?Sized)>) {
        if let Some(value) = value {
            self.pair(name, &escape(&value.to_string()));
        }
    }

    /// Adds a query parameter once per item: `tag=a&tag=b`.
    pub fn query_each<T: Display>(&mut self, name: &str, values: Option<&Vec<T>>) {
        for value in values.into_iter().flatten() {
            self.pair(name, &escape(&value.to_string()));
        }
    }

    /// Adds a query parameter with a comma-separated list, unless the list is empty: `ids=a,b`.
    pub fn query_list<T: Display>(&mut self, name: &str, values: Option<&Vec<T>>) {
        let escaped: Vec<String> = values.into_iter().flatten().map(|value| escape(&value.to_string())).collect();
        if !escaped.is_empty() {
            self.pair(name, &escaped.join(","));
        }
    }

    fn pair(&mut self, name: &str, escaped: &str) {
        self.query.push(if self.query.is_empty() { '?' } else { '&' });
        self.query.push_str(&escape(name));
        self.query.push('=');
        self.query.push_str(escaped);
    }

    /// Sets a header, if it is there.
    pub fn header(&mut self, name: &str, value: Option<&(impl Display + ?Sized)>) {
        if let Some(value) = value {
            self.set_header(name, &value.to_string());
        }
    }

    /// Sets a header that nothing may show, if it is there.
    pub fn secret_header(&mut self, name: &str, value: Option<&Secret>) {
        if let Some(value) = value {
            self.set_header(name, value.expose());
            let value = HeaderName::from_bytes(name.as_bytes()).ok().and_then(|name| self.headers.get_mut(name));
            value.into_iter().for_each(|value| value.set_sensitive(true));
        }
    }

    /// Sets a header to a list with commas, if it is there.
    pub fn header_list<T: Display>(&mut self, name: &str, values: Option<&Vec<T>>) {
        if let Some(values) = values {
            let values: Vec<String> = values.iter().map(T::to_string).collect();
            self.set_header(name, &values.join(","));
        }
    }

    /// Fills a place of the URL template in a style.
    pub fn path_styled(&mut self, name: &'static str, style: Style, value: &(impl Serialize + ?Sized)) {
        let escaped = if style.is_reserved() { reserved_in_segment } else { escape };
        let json = self.json_raw(value);
        let text = self.written(name, style, json, escaped).map(in_one).unwrap_or_default();
        self.segment(name, &text, text.clone());
    }

    /// Fills a place of the URL template with what nothing may show.
    pub fn secret_path(&mut self, name: &'static str, value: &Secret) {
        self.segment(name, value.expose(), escape(value.expose()));
        self.secrets.push(value.clone());
        self.has_secret_path = true;
    }

    /// Adds a parameter to the query in a style, if it is there.
    pub fn query_styled(&mut self, name: &str, style: Style, value: Option<&(impl Serialize + ?Sized)>) {
        let escaped = if style.is_reserved() { reserved_in_query } else { escape };
        let written = value.and_then(|value| {
            let json = self.json_raw(value);
            self.written(name, style, json, escaped)
        });
        self.push_query(written);
    }

    /// Sets the whole query, if it is there: an object's properties, or a text.
    pub fn query_string(&mut self, style: Style, value: Option<&(impl Serialize + ?Sized)>) {
        let written = value.and_then(|value| {
            let json = self.json_raw(value);
            self.written("", style, json, escape)
        });
        self.push_query(written);
    }

    fn push_query(&mut self, written: Option<Written>) {
        for part in written.map(parts).into_iter().flatten() {
            self.query.push(if self.query.is_empty() { '?' } else { '&' });
            self.query.push_str(&part);
        }
    }

    /// Sets a header in a style, if it is there.
    pub fn header_styled(&mut self, name: &str, style: Style, value: Option<&(impl Serialize + ?Sized)>) {
        let written = value.and_then(|value| {
            let json = self.json_raw(value);
            self.written(name, style, json, str::to_owned)
        });
        if let Some(written) = written {
            let text = in_one(written);
            self.set_header(name, &if style == Style::JSON { ascii(&text) } else { text });
            self.hide(name);
        }
    }

    /// Adds a cookie in a style, if it is there.
    pub fn cookie(&mut self, name: &str, style: Style, value: Option<&(impl Serialize + ?Sized)>) {
        let escaped = if style.is_reserved() { str::to_owned } else { escape };
        let written = value.and_then(|value| {
            let json = self.json_raw(value);
            self.written(name, style, json, escaped)
        });
        let mut cookies = String::new();
        for part in written.map(parts).into_iter().flatten() {
            // It would be another cookie.
            if part.contains(';') {
                self.refuse(name, "must not contain `;`");
            }
            cookies.push_str(if cookies.is_empty() { "" } else { "; " });
            cookies.push_str(&part);
        }
        if !cookies.is_empty() {
            self.add_cookies(name, &cookies);
        }
    }

    /// There is one header for all cookies.
    fn add_cookies(&mut self, name: &str, cookies: &str) {
        let before = self.headers.get(COOKIE).and_then(|value| value.to_str().ok());
        let all = before.map_or_else(|| cookies.to_owned(), |before| format!("{before}; {cookies}"));
        match HeaderValue::from_str(&all) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(COOKIE, value);
            }
            Err(_) => self.refuse(name, "has characters that a header cannot carry"),
        }
    }

    /// Keeps a header out of sight, if the operation holds secrets.
    fn hide(&mut self, name: &str) {
        let is_secret = self.is_secret;
        let value = HeaderName::from_bytes(name.as_bytes()).ok().and_then(|name| self.headers.get_mut(name));
        value.into_iter().for_each(|value| value.set_sensitive(is_secret));
    }

    /// A parameter as text; nothing if there is nothing to write.
    fn written(
        &mut self,
        name: &str,
        style: Style,
        value: serde_json::Result<Box<RawValue>>,
        escaped: Escape,
    ) -> Option<Written> {
        match value.and_then(|value| style::write(name, &value, style, escaped)) {
            Ok(Written::Nothing) => None,
            Ok(written @ (Written::Text(_) | Written::Pairs(_))) => Some(written),
            Err(error) => {
                self.refuse(name, format!("cannot be written as JSON: {error}"));
                None
            }
        }
    }
}

/// JSON without characters that a header cannot carry.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for unit in json.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => text.push(char::from(byte)),
            Ok(_) | Err(_) => text.push_str(&format!("\\u{unit:04x}")),
        }
    }
    text
}

fn parts(written: Written) -> Vec<String> {
    match written {
        Written::Nothing => Vec::new(),
        Written::Text(text) => vec![text],
        Written::Pairs(pairs) => {
            let pair = |(name, text): (String, String)| if name.is_empty() { text } else { format!("{name}={text}") };
            pairs.into_iter().map(pair).collect()
        }
    }
}

/// What a place takes that has its name elsewhere.
fn in_one(written: Written) -> String {
    match written {
        Written::Nothing => String::new(),
        Written::Text(text) => text,
        Written::Pairs(pairs) => pairs.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(","),
    }
}
