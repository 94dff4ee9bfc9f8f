//! Holds what proves who calls: a token, or a key that signs. Plain values. Must not know where they come from
//! (`credentials`) or how they get into a request (`call/authentication`).

use crate::Secret;
use std::time::{Duration, SystemTime};

/// The headers that it goes into, with its date, in lower case, and that nobody else may set.
pub(crate) const HEADERS: &[&str] = &["x-auth-token", "x-sdk-date"];

/// What proves who calls; a [`ProvideCredentials`](crate::ProvideCredentials) answers it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Identity {
    /// A token goes into a header as it is.
    Token(Token),

    /// A key signs every request.
    AccessKey(AccessKey),
}

/// A token of the identity service (IAM).
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub(crate) value: Secret,
    pub(crate) lifetime: Lifetime,
}

impl Token {
    /// A token, as it stands in the `X-Subject-Token` header of the identity service's answer.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self { value: value.into(), lifetime: Lifetime::default() }
    }

    /// When it is accepted for the last time. Without it, it is never renewed.
    #[must_use]
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.lifetime = Lifetime { end: Some(time) };
        self
    }
}

/// An access key (AK) with its secret (SK).
#[derive(Clone, Debug, PartialEq)]
pub struct AccessKey {
    pub(crate) id: String,
    pub(crate) secret: Secret,
    pub(crate) security_token: Option<Secret>,
    pub(crate) lifetime: Lifetime,
}

impl AccessKey {
    /// An access key ID (AK) and its secret access key (SK).
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { id: id.into(), secret: secret.into(), security_token: None, lifetime: Lifetime::default() }
    }

    /// The security token that came with a temporary key.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        self.security_token = Some(token.into());
        self
    }

    /// When a temporary key is accepted for the last time. Without it, it is never renewed.
    #[must_use]
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.lifetime = Lifetime { end: Some(time) };
        self
    }
}

impl Identity {
    pub(crate) fn lifetime(&self) -> Lifetime {
        match self {
            Self::Token(token) => token.lifetime,
            Self::AccessKey(key) => key.lifetime,
        }
    }
}

/// How long something is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lifetime {
    pub end: Option<SystemTime>,
}

impl Lifetime {
    /// What is left of it; `None` when it has no end.
    pub fn left(self, now: SystemTime) -> Option<Duration> {
        Some(self.end?.duration_since(now).unwrap_or(Duration::ZERO))
    }
}
