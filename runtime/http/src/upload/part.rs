//! Holds a part of a multipart body: a body with a file name and a media type. Must not know its neighbours.

use super::Body;
use crate::Secret;
use std::io;
use std::path::Path;

/// A part of a multipart body, most often a file.
///
/// ```
/// use oaswright_runtime::Part;
///
/// let picture = Part::from(vec![0xFF, 0xD8]).file_name("me.jpg").content_type("image/jpeg");
/// # let _ = picture;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which leaves its media type to the part.
    pub(super) body: Body,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) headers: Vec<(String, Secret)>,
}

impl Part {
    /// A file, which is read while it is sent. It has the name of the file.
    ///
    /// # Errors
    ///
    /// It is not there, or not to be read.
    pub fn path(path: impl AsRef<Path>) -> io::Result<Self> {
        let name = path.as_ref().file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { file_name: name, ..Self::from(Body::path(path)?) })
    }

    /// Says what the file is called; otherwise it has the name of the part.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Says of which media type it is; otherwise it is what the operation documents, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part, such as `Content-Language`. Control characters are left out.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Of that media type, unless it has its own or this is empty.
    pub(crate) fn usually(mut self, media_type: &str) -> Self {
        if self.content_type.is_none() && !media_type.is_empty() {
            self.content_type = Some(media_type.to_owned());
        }
        self
    }
}

impl<T: Into<Body>> From<T> for Part {
    fn from(body: T) -> Self {
        let mut body = body.into();
        let content_type = body.content_type.take();
        Self { body, file_name: None, content_type, headers: Vec::new() }
    }
}
