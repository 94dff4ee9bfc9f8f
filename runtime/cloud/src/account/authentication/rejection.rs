//! Fixes what a rejection complains of, once. Knows codes of tokens and words about clocks. Must not know how attempts are made.

use super::{Attempting, By};
use crate::dialect::wants_new_token;
use crate::{AccessKey, Error, Identity, signing};
use http::StatusCode;
use std::time::{Duration, SystemTime};

/// A clock that is off by less is good enough: signatures are good for fifteen minutes.
const SKEW: Duration = Duration::from_secs(60);

/// What was done about a rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// The clock was wrong and is right now.
    Clock,
    /// There is, or will be, another token or key.
    Identity,
}

/// The server's clock, as an answer tells it that complains of ours: in its words, else by the header `Date`.
fn server_time(error: &Error) -> Option<SystemTime> {
    let message = error.message()?;
    let of_header = || if message.contains("signature expired") { error.response()?.date() } else { None };
    signing::server_time(message).or_else(of_header)
}

fn distance(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).unwrap_or_else(|error| error.duration())
}

impl Attempting<'_> {
    /// Fixes what a rejection complains of, if it can, once: a wrong clock, a token or temporary key that is good no
    /// longer, perhaps before its time, since the identity service may end what it has issued.
    pub fn fix(&mut self, error: &Error) -> Option<Fix> {
        if self.is_fixed || error.status() != Some(StatusCode::UNAUTHORIZED) {
            return None;
        }
        let identity = self.identity.as_ref()?;
        let of_clock = match &**identity {
            Identity::Token(_) => None,
            Identity::AccessKey(_) => server_time(error),
        };
        let fix = match (of_clock, &**identity, &self.by) {
            (Some(time), _, _) if distance(time, self.now) > SKEW => {
                self.host.account.config.clock().set(time);
                Fix::Clock
            }
            (Some(_), _, _) | (None, _, By::Login(_)) => return None,
            // A refusal counts against one key only, and the next temporary one is another.
            (None, Identity::AccessKey(AccessKey { security_token: None, .. }), By::Client(_)) => return None,
            (None, Identity::Token(_) | Identity::AccessKey(_), By::Client(credentials)) => {
                credentials.renew(identity, wants_new_token(error)).then_some(Fix::Identity)?
            }
        };
        self.is_fixed = true;
        self.signed_at = None;
        Some(fix)
    }

    /// Whether it is a signature that was rejected.
    pub fn is_signature(&self, error: &Error) -> bool {
        matches!(self.identity.as_deref(), Some(Identity::AccessKey(_)))
            && error.status() == Some(StatusCode::UNAUTHORIZED)
    }
}
