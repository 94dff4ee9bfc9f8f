//! Remembers which secrets a request is filled with, wherever they stand in it. Must not know what is done with them.

use super::{Request, escape};
use crate::Secret;
use crate::secret::written_by;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use std::sync::Arc;

/// The secrets in a request, among its extensions: as they are, and as a URL or a form has them.
#[derive(Clone)]
pub(crate) struct WrittenSecrets(Arc<[Secret]>);

impl WrittenSecrets {
    /// Nothing if there are none.
    pub fn of(secrets: Vec<Secret>) -> Option<Self> {
        let escaped = |secret: &Secret| Some(escape(secret.expose()).into()).filter(|escaped| escaped != secret);
        let all = secrets.into_iter().flat_map(|secret| [escaped(&secret), Some(secret)]).flatten();
        let all: Arc<[Secret]> = all.collect();
        (!all.is_empty()).then_some(Self(all))
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Secret::expose)
    }
}

impl Request {
    /// A value as JSON.
    pub(super) fn json_text(&mut self, value: &(impl Serialize + ?Sized)) -> serde_json::Result<Vec<u8>> {
        let mut text = self.buffer();
        let (written, secrets) = written_by(|| serde_json::to_writer(&mut text, value));
        self.secrets.extend(secrets);
        written.map(|()| text)
    }

    /// A value as JSON that stays text.
    pub(super) fn json_raw(&mut self, value: &(impl Serialize + ?Sized)) -> serde_json::Result<Box<RawValue>> {
        let (written, secrets) = written_by(|| to_raw_value(value));
        self.secrets.extend(secrets);
        written
    }

    /// A value as a tree of JSON.
    pub(super) fn json_value(&mut self, value: &(impl Serialize + ?Sized)) -> serde_json::Result<Value> {
        let (written, secrets) = written_by(|| serde_json::to_value(value));
        self.secrets.extend(secrets);
        written
    }
}
