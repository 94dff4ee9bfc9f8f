//! Holds bytes that JSON carries as Base64. The only module that knows the base64 crate.

use crate::outcome::error::Error;
use ::base64::Engine;
use ::base64::alphabet::STANDARD;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};

/// Writes padding, and reads with it or without: servers differ.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Base64 text (`format: byte`), kept as it came and decoded on demand.
///
/// Any text decodes from JSON, so that one odd field does not cost the whole answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Base64(String);

impl Base64 {
    /// Encodes bytes, in the standard alphabet with padding.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(ENGINE.encode(bytes))
    }

    /// The bytes. Line breaks and missing padding are forgiven.
    ///
    /// # Errors
    ///
    /// The text is not Base64 ([`ErrorKind::Decode`](crate::ErrorKind::Decode)).
    pub fn decode(&self) -> Result<Vec<u8>, Error> {
        let text: String = self.0.split_ascii_whitespace().collect();
        ENGINE.decode(text).map_err(|error| Error::value("the text is not Base64", error))
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

kept_text!(Base64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive() {
        for bytes in [&b""[..], b"f", b"fo", b"foo", &[0, 255, 254]] {
            assert_eq!(Base64::encode(bytes).decode().unwrap(), bytes);
        }
    }

    #[test]
    fn odd_texts() {
        for (text, decoded) in [
            ("Zm9v", Some("foo")),
            ("Zg==", Some("f")),
            ("Zg", Some("f")),
            ("Zm\r\n9v\n", Some("foo")),
            ("Zm9!", None),
            ("é", None),
        ] {
            let bytes = Base64::from(text).decode();
            assert_eq!(bytes.ok().as_deref(), decoded.map(str::as_bytes), "{text:?}");
        }
    }
}
