//! Fills a request's body that is not JSON: a form, text, bytes, parts. Knows media types. Must not know how parts are framed or
//! forms are spread.

use super::{Content, Request, Style, form};
use crate::upload::{Body, Framed, Multipart, Part};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::Value;
use std::mem;
use zeroize::Zeroizing;

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain");
const LINES: HeaderValue = HeaderValue::from_static("application/x-ndjson");
const SEQUENCE: HeaderValue = HeaderValue::from_static("application/json-seq");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// A multipart body while its parts are added.
pub(super) struct Parts {
    media_type: String,
    is_optional: bool,
    parts: Multipart,
}

impl Request {
    /// Says how a field of a form is written, if it is not as usual: an object as JSON, each item of a list as a pair of its own.
    pub fn form_style(&mut self, field: &'static str, style: Style) {
        self.styles.push((field, style));
    }

    /// Sets the body to the fields of a form.
    pub fn form(&mut self, body: &(impl Serialize + ?Sized)) {
        let text = self.json_text(body);
        self.set_form(text.map(Zeroizing::new));
    }

    /// Sets the body to the fields of a form, if it is there.
    pub fn form_optional(&mut self, body: Option<&(impl Serialize + ?Sized)>) {
        if let Some(body) = body {
            self.form(body);
        }
    }

    fn set_form(&mut self, json: serde_json::Result<Zeroizing<Vec<u8>>>) {
        let (mut text, styles) = (self.buffer(), mem::take(&mut self.styles));
        match json.and_then(|json| form::write(&mut text, &json, &styles)) {
            Ok(()) => self.put(Content::Own(text), FORM),
            Err(error) => self.refuse("", format!("cannot be written as a form: {error}")),
        }
    }

    /// Sets the body to text, if it is there.
    pub fn text(&mut self, body: Option<&(impl Serialize + ?Sized)>) {
        if let Some(text) = body.and_then(|body| self.plain("", body)) {
            self.put(Content::Own(text.into_bytes()), TEXT);
        }
    }

    /// Sets the body to a line of JSON for each item, if they are there.
    pub fn lines<T: Serialize>(&mut self, items: Option<&Vec<T>>) {
        self.each(items, "", LINES);
    }

    /// Sets the body to a sequence of JSON texts (RFC 7464), if they are there.
    pub fn sequence<T: Serialize>(&mut self, items: Option<&Vec<T>>) {
        self.each(items, "\u{1e}", SEQUENCE);
    }

    fn each<T: Serialize>(&mut self, items: Option<&Vec<T>>, mark: &str, media_type: HeaderValue) {
        let Some(items) = items else { return };
        let mut all = self.buffer();
        for item in items {
            match self.json_text(item).map(Zeroizing::new) {
                Ok(text) => [mark.as_bytes(), &text, b"\n"].iter().for_each(|part| all.extend_from_slice(part)),
                Err(error) => self.refuse("", format!("cannot be written as JSON: {error}")),
            }
        }
        self.put(Content::Own(all), media_type);
    }

    /// Sets the body to bytes, if they are there.
    pub fn bytes(&mut self, body: Option<&Body>) {
        if let Some(body) = body {
            self.put(Content::Body(body.clone()), BYTES);
            body.own_type().into_iter().for_each(|own| self.set_header(CONTENT_TYPE.as_str(), own));
        }
    }

    /// Sets the body to parts, if they are there.
    pub fn parts(&mut self, parts: Option<&Multipart>) {
        if let Some(parts) = parts {
            let media_type = "multipart/form-data".to_owned();
            self.parts = Some(Parts { media_type, is_optional: false, parts: parts.clone() });
        }
    }

    /// Begins a multipart body, which has the parts that are added.
    pub fn multipart(&mut self, media_type: &str) {
        self.parts = Some(Parts { media_type: media_type.to_owned(), is_optional: false, parts: Multipart::default() });
    }

    /// Begins a multipart body, which is left out if it has no part.
    pub fn multipart_optional(&mut self, media_type: &str) {
        self.parts = Some(Parts { media_type: media_type.to_owned(), is_optional: true, parts: Multipart::default() });
    }

    /// Adds a part with text, if it is there; of that media type, unless it is empty.
    pub fn text_part(&mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>, media_type: &str) {
        if let Some(text) = value.and_then(|value| self.plain(name, value)) {
            self.add(name, text.into_bytes(), media_type);
        }
    }

    /// Adds a part with text for each item.
    pub fn text_parts<T: Serialize>(&mut self, name: &str, values: Option<&Vec<T>>, media_type: &str) {
        values.into_iter().flatten().for_each(|value| self.text_part(name, Some(value), media_type));
    }

    /// Adds a part with JSON, if it is there; of that media type, unless it is empty.
    pub fn json_part(&mut self, name: &str, value: Option<&(impl Serialize + ?Sized)>, media_type: &str) {
        let media_type = if media_type.is_empty() { "application/json" } else { media_type };
        match value.map(|value| self.json_text(value)) {
            Some(Ok(text)) => self.add(name, text, media_type),
            Some(Err(error)) => self.refuse(name, format!("cannot be written as JSON: {error}")),
            None => {}
        }
    }

    /// Adds a part with JSON for each item.
    pub fn json_parts<T: Serialize>(&mut self, name: &str, values: Option<&Vec<T>>, media_type: &str) {
        values.into_iter().flatten().for_each(|value| self.json_part(name, Some(value), media_type));
    }

    /// Adds a part as it is, if it is there; of that media type, unless it has its own or this is empty.
    pub fn bytes_part(&mut self, name: &str, part: Option<&Part>, media_type: &str) {
        let (Some(part), Some(to)) = (part, &mut self.parts) else { return };
        to.parts.push(name.to_owned(), part.clone().usually(media_type), true);
    }

    /// Adds a part for each item.
    pub fn bytes_parts(&mut self, name: &str, parts: Option<&Vec<Part>>, media_type: &str) {
        parts.into_iter().flatten().for_each(|part| self.bytes_part(name, Some(part), media_type));
    }

    /// Adds parts behind all others, if there are some.
    pub fn further_parts(&mut self, parts: Option<&Multipart>) {
        if let (Some(more), Some(to)) = (parts, &mut self.parts) {
            to.parts.append(more.clone());
        }
    }

    fn add(&mut self, name: &str, text: Vec<u8>, media_type: &str) {
        let text = self.owned(text);
        if let Some(to) = &mut self.parts {
            to.parts.push(name.to_owned(), Part::from(text).usually(media_type), false);
        }
    }

    /// A value as text stands for it: without quotes.
    fn plain(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Option<String> {
        match self.json_value(value) {
            Ok(Value::String(text)) => Some(text),
            Ok(value) => Some(value.to_string()),
            Err(error) => {
                self.refuse(name, format!("cannot be written as text: {error}"));
                None
            }
        }
    }

    fn put(&mut self, content: Content, media_type: HeaderValue) {
        self.content = content;
        self.headers.insert(CONTENT_TYPE, media_type);
    }

    /// Sets the body that its parts make.
    pub(super) fn frame(&mut self) {
        let Some(Parts { media_type, is_optional, parts }) = self.parts.take() else { return };
        if parts.is_empty() && is_optional {
            return;
        }
        // By chance no content has it.
        let boundary = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        self.content = match parts.framed(&boundary, media_type.eq_ignore_ascii_case("multipart/form-data")) {
            Framed::Memory(bytes) => Content::Own(bytes),
            Framed::Streamed(body) => Content::Body(body),
        };
        self.set_header(CONTENT_TYPE.as_str(), &format!("{media_type}; boundary={boundary}"));
    }

    /// Says that the parts make another kind of body.
    pub(super) fn parts_type(&mut self, media_type: &str) -> bool {
        self.parts.as_mut().map(|parts| media_type.clone_into(&mut parts.media_type)).is_some()
    }
}

/// Bytes that are wiped if they are secret.
impl Request {
    pub(super) fn owned(&self, bytes: Vec<u8>) -> Bytes {
        if self.is_secret { Bytes::from_owner(Zeroizing::new(bytes)) } else { Bytes::from(bytes) }
    }
}
