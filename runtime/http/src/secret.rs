//! Holds text that is never shown. Knows how to keep a secret out of `Debug` and out of memory that was given back.
//! Must not know what it is for.

use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::fmt;
use zeroize::Zeroizing;

/// Text that `Debug` does not show and that is wiped from memory when it is dropped: a password, a key, a token.
///
/// ```
/// use oaswright_runtime::Secret;
///
/// let password = Secret::from("hunter2");
/// assert_eq!(format!("{password:?}"), "<redacted>");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct Secret(#[serde(serialize_with = "as_text")] Zeroizing<String>);

impl Secret {
    /// The text. Whoever asks for it answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

fn as_text<S: serde::Serializer>(text: &Zeroizing<String>, serializer: S) -> Result<S::Ok, S::Error> {
    // Where there is nobody to tell, nobody listens.
    let _ = WRITTEN.try_with(|written| {
        if let Some(written) = &mut *written.borrow_mut() {
            written.push(Secret(text.clone()));
        }
    });
    serializer.serialize_str(text)
}

thread_local! {
    /// The secrets that were written since somebody listens.
    static WRITTEN: RefCell<Option<Vec<Secret>>> = const { RefCell::new(None) };
}

/// Does something, and tells which secrets were written meanwhile, whatever they stand in: by their names alone, most would not
/// be found there.
pub(crate) fn written_by<T>(write: impl FnOnce() -> T) -> (T, Vec<Secret>) {
    WRITTEN.set(Some(Vec::new()));
    (write(), WRITTEN.take().unwrap_or_default())
}

/// Whether what has this name, a header or a parameter, is a secret to all appearances.
pub fn is_secret_name(name: &str) -> bool {
    // What nearly every answer has, so that nothing is searched for in them.
    if matches!(
        name,
        "connection" | "content-length" | "content-type" | "date" | "server" | "transfer-encoding" | "x-request-id"
    ) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    ["appcode", "authorization", "cookie", "credential", "passcode", "passw", "secret", "token"]
        .iter()
        .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_plain_text() {
        let secret: Secret = serde_json::from_str("\"a\\nb\"").unwrap();
        assert_eq!(secret.expose(), "a\nb");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"a\\nb\"");
        assert_eq!(format!("{secret:?} {:#?}", Some(&secret)).matches("a\nb").count(), 0);
    }

    #[test]
    fn what_is_written_is_told() {
        let (json, written) = written_by(|| serde_json::to_string(&(1, [Some(Secret::from("a"))], Secret::from("b"))));
        assert_eq!((json.unwrap().as_str(), written), ("[1,[\"a\"],\"b\"]", vec!["a".into(), "b".into()]));
        assert_eq!(written_by(|| ()).1, []);
    }
}
