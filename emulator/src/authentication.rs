//! Finds out who calls: by a token that is valid, or by a signature, which it verifies by building the canonical
//! request again. Knows the texts of rejections. Must not know what the caller wants.

use crate::answer::{self, Answer};
use crate::spec::input::IAM;
use crate::state::access_keys::Key;
use crate::state::identities::{Failures, Grant, Identities};
use crate::state::ids;
use apig_codegen::api::{Authentication, Service};
use apig_runtime::signing::{Claim, date};
use bytes::Bytes;
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderValue};
use std::time::{Duration, SystemTime};

/// For how long a signature is good, before and after its time.
const WINDOW: Duration = Duration::from_secs(15 * 60);

/// One request, as far as it tells who calls.
pub(crate) struct AuthRequest<'a> {
    pub request: &'a http::Request<Bytes>,
    pub service: &'a Service,
    pub request_id: &'a str,
    pub now: SystemTime,
}

/// Finds out who calls. Nobody in particular where that does not matter.
pub(crate) fn caller(
    auth: &AuthRequest<'_>,
    needed: Authentication,
    identities: &mut Identities,
    failures: &mut Failures,
) -> Result<Option<Grant>, Box<Answer>> {
    match (needed, auth.token()) {
        (Authentication::None, _) => Ok(None),
        (Authentication::Required | Authentication::Optional, Some(token)) => {
            auth.by_token(token.to_str().unwrap_or_default(), identities).map(Some).map_err(Box::new)
        }
        (Authentication::Required | Authentication::Optional, None) if auth.is_signed() => {
            let signed = auth.by_signature(identities, failures);
            signed.map(Some).map_err(|refused| {
                failures.count();
                Box::new(refused)
            })
        }
        (Authentication::Optional, None) => Ok(None),
        (Authentication::Required, None) if auth.is_iam() => Err(Box::new(answer::iam_unauthorized())),
        (Authentication::Required, None) => Err(Box::new(answer::no_token())),
    }
}

impl AuthRequest<'_> {
    /// The token that came, whatever it is worth.
    pub fn token(&self) -> Option<&HeaderValue> {
        let header = self.service.token.as_ref().map_or("x-auth-token", |header| header.name.as_str());
        self.request.headers().get(header)
    }

    /// Whether a signature says who calls; a token goes before it.
    pub fn is_signed(&self) -> bool {
        self.token().is_none() && self.request.headers().contains_key(AUTHORIZATION)
    }

    fn is_iam(&self) -> bool {
        self.service.name == IAM
    }

    fn by_token(&self, token: &str, identities: &Identities) -> Result<Grant, Answer> {
        match identities.token(token) {
            _ if identities.all_are_ended && !self.is_iam() => Err(identities.ended.answer(self.request_id)),
            Some(issued) if issued.end > self.now => Ok(issued.grant.clone()),
            Some(_) | None if self.is_iam() => Err(answer::iam_unauthorized()),
            Some(_) => Err(identities.ended.answer(self.request_id)),
            None => Err(answer::unknown_token()),
        }
    }

    fn by_signature(&self, identities: &mut Identities, failures: &mut Failures) -> Result<Grant, Answer> {
        let claim = Claim::read(self.request.headers()).ok_or_else(|| {
            self.rejected("authorization or x-sdk-date is missing or not of the form of SDK-HMAC-SHA256")
        })?;
        let id = claim.key_id();
        let failed = |why: &str| self.rejected(&format!("Get secretKey failed,ak:{id},err:{why}"));
        let key = identities.keys.get(id).ok_or_else(|| failed("ak not exist"))?;
        // In the words of IAM.1107; how the gateway words it is on no page.
        if !key.is_active {
            return Err(failed(&format!("The access key {id} is inactive.")));
        }
        if failures.is_locked(id, self.now) {
            return Err(self.rejected(&format!("AK access failed to reach the limit,forbidden: {id}")));
        }
        match self.verified(&claim, key) {
            Ok(()) => {
                failures.forget(id);
                let grant = key.grant.clone();
                identities.keys.used(id, self.now);
                Ok(grant)
            }
            Err(reason) => {
                failures.add(id, self.now);
                Err(self.rejected(&reason))
            }
        }
    }

    fn verified(&self, claim: &Claim, key: &Key) -> Result<(), String> {
        let signed_at = claim.time().ok_or("calc aksk signature fail:the x-sdk-date is no date")?;
        if !is_recent(signed_at, self.now) {
            let now = date(self.now).unwrap_or_default();
            return Err(format!(
                "calc aksk signature fail:signature expired, signature time:{},server time:{now}",
                claim.date()
            ));
        }
        if let Some((token, end)) = &key.temporary {
            let sent = self.request.headers().get("x-security-token");
            if !claim.signs("x-security-token") || sent.is_none_or(|sent| sent.as_bytes() != token.expose().as_bytes())
            {
                return Err("securityToken is missing, not signed or not that of the access key".to_owned());
            }
            if *end <= self.now {
                return Err("securityToken is expired".to_owned());
            }
        }
        // What comes of another account's id is on no page.
        let domain = self.request.headers().get("x-domain-id");
        if domain.is_some_and(|id| id.as_bytes() != ids::of_name(&key.grant.domain).as_bytes()) {
            return Err("x-domain-id is not the account of the access key".to_owned());
        }
        let canonical = claim.canonical_request(self.request);
        if claim.is_made_with(&key.secret, &canonical) {
            return Ok(());
        }
        Err(format!("verify aksk signature fail, canonicalRequest:{}", canonical.replace('\n', "|")))
    }

    /// What the gateway before all services answers.
    fn rejected(&self, reason: &str) -> Answer {
        let text = format!("Incorrect IAM authentication information: {reason}");
        Answer::front(StatusCode::UNAUTHORIZED, "APIGW.0301", text, self.request_id)
    }
}

/// Whether a signature of this time is still good, or good already.
pub(crate) fn is_recent(signed_at: SystemTime, now: SystemTime) -> bool {
    now.duration_since(signed_at).unwrap_or_else(|error| error.duration()) <= WINDOW
}

/// Whether a caller may do something in a project.
pub(crate) fn permitted(
    grant: &Grant,
    project: &str,
    is_signed: bool,
    identities: &Identities,
) -> Result<(), Box<Answer>> {
    let refused = match &grant.project {
        Some(own) if own.id == project => return Ok(()),
        Some(_) => answer::forbidden(),
        None if !is_signed => answer::no_project(),
        None if identities.projects(&grant.domain).any(|own| own.id == project) => return Ok(()),
        None => answer::forbidden(),
    };
    Err(Box::new(refused))
}
