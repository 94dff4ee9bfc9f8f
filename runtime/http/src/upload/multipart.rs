//! Frames the parts of a multipart body (RFC 2046, RFC 7578). Must not know what they hold.

use super::{Body, Part};
use std::fmt::Write;

/// A multipart body, part by part: for operations that do not document their parts.
///
/// ```
/// use oaswright_runtime::{Multipart, Part};
///
/// let body = Multipart::new().text("title", "Cats").part("file", Part::from(vec![1, 2]).file_name("cats.bin"));
/// # let _ = body;
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multipart(Vec<Field>);

/// A part with its name.
#[derive(Clone, Debug, PartialEq)]
struct Field {
    name: String,
    part: Part,
    is_file: bool,
}

impl Multipart {
    /// A body without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part that is text.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.push(name.into(), Part::from(text.into()), false);
        self
    }

    /// Adds a part that is a file.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.push(name.into(), part.into(), true);
        self
    }

    pub(crate) fn push(&mut self, name: String, part: Part, is_file: bool) {
        self.0.push(Field { name, part, is_file });
    }

    pub(crate) fn append(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The body with its boundaries. `is_form` says that parts have names.
    pub(crate) fn framed(self, boundary: &str, is_form: bool) -> Framed {
        let heads: Vec<String> = self.0.iter().map(|field| field.head(boundary, is_form)).collect();
        let size = |field: &Field| field.part.body.bytes().map_or(0, |bytes| bytes.len());
        let size: usize = heads.iter().map(|head| head.len() + END).chain(self.0.iter().map(size)).sum();
        // What may be a secret must not move while it grows.
        let (mut bodies, mut memory) = (Vec::new(), Vec::with_capacity(size + boundary.len() + 3 * END));
        for (field, head) in self.0.into_iter().zip(heads) {
            memory.extend_from_slice(head.as_bytes());
            match field.part.body.bytes() {
                Some(bytes) => memory.extend_from_slice(bytes),
                None => bodies.extend([Body::from(std::mem::take(&mut memory)), field.part.body]),
            }
            memory.extend_from_slice(b"\r\n");
        }
        memory.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        if bodies.is_empty() {
            return Framed::Memory(memory);
        }
        bodies.push(Body::from(memory));
        Framed::Streamed(Body::chain(bodies))
    }
}

/// The length of the end of a line.
const END: usize = 2;

/// A multipart body with its boundaries.
pub(crate) enum Framed {
    /// All of its parts are in memory.
    Memory(Vec<u8>),
    Streamed(Body),
}

impl Field {
    /// What goes before the content.
    fn head(&self, boundary: &str, is_form: bool) -> String {
        let mut head = format!("--{boundary}\r\n");
        // Servers tell a file by its name.
        let file_name = self.part.file_name.as_deref().or(self.is_file.then_some(self.name.as_str()));
        let file_name = file_name.map(|name| format!("; filename=\"{}\"", quoted(name))).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = match is_form {
            true => write!(head, "Content-Disposition: form-data; name=\"{}\"{file_name}\r\n", quoted(&self.name)),
            false if self.part.file_name.is_some() => write!(head, "Content-Disposition: attachment{file_name}\r\n"),
            false => Ok(()),
        };
        let usual = self.is_file.then_some("application/octet-stream");
        if let Some(media_type) = self.part.content_type.as_deref().or(usual) {
            let _ = write!(head, "Content-Type: {}\r\n", on_one_line(media_type));
        }
        for (name, value) in &self.part.headers {
            let _ = write!(head, "{}: {}\r\n", on_one_line(name), on_one_line(value.expose()));
        }
        head.push_str("\r\n");
        head
    }
}

/// A header has one line.
fn on_one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A name in quotes, as browsers write it (WHATWG HTML, "multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
