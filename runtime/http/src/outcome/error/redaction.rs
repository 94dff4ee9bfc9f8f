//! Takes secrets that were sent out of what is told of a response, since a server may quote them. Knows where a request
//! has its secrets. Must not change the response itself, which callers can still get as it came.

use super::{Cause, Error};
use crate::Response;
use crate::outcome::transport_error::TransportError;
use crate::secret::is_secret_name;
use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;
use std::borrow::Cow;

const REDACTED: &str = "<redacted>";

/// Anything shorter would be found in words that have nothing to do with it.
const SHORTEST: usize = 4;

/// What a request was sent with that nothing may show.
pub(crate) struct Sent<'a>(Vec<Cow<'a, str>>);

impl<'a> Sent<'a> {
    /// These secrets, those of sensitive headers, and of a body if bodies hold any.
    pub fn new(own: Vec<Cow<'a, str>>, headers: &'a [HeaderValue], body: &Bytes, is_secret: bool) -> Self {
        let mut sent = Self(Vec::with_capacity(4));
        own.into_iter().for_each(|secret| sent.add(secret));
        headers.iter().for_each(|value| sent.add(value.to_str().unwrap_or_default()));
        if is_secret && let Ok(body) = serde_json::from_slice(body) {
            sent.add_values("", "", &body);
        }
        // One may begin with another.
        sent.0.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        sent.0.dedup();
        sent
    }

    fn add(&mut self, secret: impl Into<Cow<'a, str>>) {
        let secret = secret.into();
        if secret.len() < SHORTEST {
            return;
        }
        // As it stands in the text of a JSON body, and in that of one that repeats such a body.
        let quoted = quoted(&secret);
        self.0.extend(quoted.as_deref().and_then(self::quoted).map(Cow::from));
        self.0.extend(quoted.map(Cow::from));
        self.0.push(secret);
    }

    /// The texts with names of secrets, and ids of what has such a name: `"token": {"id": …}`. No deeper than JSON is read.
    fn add_values(&mut self, parent: &str, name: &str, value: &Value) {
        match value {
            Value::String(text) if is_secret_name(name) || (name == "id" && is_secret_name(parent)) => {
                self.add(text.clone());
            }
            Value::Object(fields) => fields.iter().for_each(|(field, value)| self.add_values(name, field, value)),
            Value::Array(items) => items.iter().for_each(|item| self.add_values(parent, name, item)),
            _ => {}
        }
    }

    fn is_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| text.contains(&**secret))
    }

    /// Whether the body of an answer repeats any of it.
    pub fn is_repeated_by(&self, response: &Response) -> bool {
        self.is_in(&String::from_utf8_lossy(response.body()))
    }

    /// Marks the headers of an answer that repeat any of it, so that nothing shows them.
    pub fn hide_headers(&self, outcome: &mut Result<Response, TransportError>) {
        let response = match outcome {
            Ok(response) => Some(response),
            Err(error) => error.response_mut(),
        };
        for value in response.into_iter().flat_map(Response::header_values_mut) {
            if value.to_str().is_ok_and(|text| self.is_in(text)) {
                value.set_sensitive(true);
            }
        }
    }

    fn hide(&self, text: &str) -> Option<String> {
        let hidden = || self.0.iter().fold(text.to_owned(), |text, secret| text.replace(&**secret, REDACTED));
        self.is_in(text).then(hidden)
    }
}

/// A text within quotes of JSON, if that is another.
fn quoted(text: &str) -> Option<String> {
    let is_other = text.contains(|c: char| matches!(c, '"' | '\\') || c.is_control());
    let quoted = is_other.then(|| serde_json::to_string(text).ok()).flatten()?;
    quoted.get(1..quoted.len() - 1).map(str::to_owned)
}

impl Error {
    /// Takes what was sent in secret out of what is told of the answer.
    pub(crate) fn hiding(mut self, sent: &Sent<'_>) -> Self {
        let Cause::Api { response, body, excerpt } = &mut self.inner.cause else { return self };
        for text in [&mut body.code, &mut body.message, &mut body.request_id] {
            if let Some(hidden) = text.as_deref().and_then(|text| sent.hide(text)) {
                *text = Some(hidden);
            }
        }
        *excerpt = sent.hide(&String::from_utf8_lossy(response.body()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(own: &'static str, body: &'static str) -> Vec<String> {
        let sent = Sent::new(vec![own.into()], &[], &Bytes::from_static(body.as_bytes()), true);
        sent.0.iter().map(|secret| secret.clone().into_owned()).collect()
    }

    #[test]
    fn secrets_are_found_by_their_places() {
        for (own, body, secrets) in [
            ("", "", &[][..]),
            ("token", "[", &["token"]),
            (
                "",
                r#"{"password":{"user":{"name":"user A","password":"pa\"ss"}}}"#,
                &[r#"pa\\\"ss"#, r#"pa\"ss"#, "pa\"ss"],
            ),
            ("", r#"{"methods":["token"],"token":{"id":"MIIF","name":"other"},"user":{"id":"ee4d"}}"#, &["MIIF"]),
            ("", r#"{"passcode":"123","passwords":["first","first-1"]}"#, &["first-1", "first"]),
        ] {
            assert_eq!(sent(own, body), secrets, "{body}");
        }
    }

    #[test]
    fn what_is_told_has_none_of_them() {
        let sent = Sent(vec!["hunter2".into()]);
        for (body, text) in [
            (r#"{"code":"a","message":"not hunter2, hunter2!"}"#, "400 Bad Request: a: not <redacted>, <redacted>!"),
            ("<p>hunter2</p>", "400 Bad Request: <p><redacted></p>"),
            (r#"{"message":"hunter3"}"#, "400 Bad Request: hunter3"),
        ] {
            let response: Response = http::Response::builder().status(400).body(body.into()).unwrap().into();
            assert_eq!(sent.is_repeated_by(&response), body.contains("hunter2"));
            let error = Error::api(response).hiding(&sent);
            assert_eq!(error.to_string(), text);
            assert_eq!(error.body(), Some(body.as_bytes()));
        }
    }
}
