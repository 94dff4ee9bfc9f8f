//! Issues temporary access keys. Knows what a policy has to be. Must not know what keys are used for: policies restrict what
//! is done with object storage alone, and there is none here.

use super::{IamCall, Result};
use crate::answer::{self, Answer};
use crate::state::identities::Identities;
use crate::times;
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;
use std::time::Duration;

impl IamCall<'_> {
    pub(super) fn create_temporary_key(&self, identities: &mut Identities) -> Result<Answer> {
        let (grant, field) = if self.uses("assume_role") {
            (self.by_agency(identities)?, "assume_role")
        } else if self.uses("token") {
            let in_body = identities.token(self.at("/auth/identity/token/id")).filter(|issued| issued.end > self.now);
            let in_body = in_body.map(|issued| issued.grant.clone()).filter(|_| self.caller.is_none());
            (in_body.map_or_else(|| self.who(identities), Ok)?, "token")
        } else {
            return Err(Box::new(answer::invalid_body()));
        };
        self.check_policy()?;
        let seconds = self.input.body.pointer(&format!("/auth/identity/{field}/duration_seconds"));
        let life = Duration::from_secs(seconds.and_then(Json::as_u64).unwrap_or(900));
        let end = self.now.checked_add(life).unwrap_or(self.now);
        let (id, key) = identities.issue_key(self.ids, grant, (self.now, end));
        let token = key.temporary.as_ref().map(|(token, _)| token.expose()).unwrap_or_default();
        Ok(Answer::created(json!({"credential": {
            "access": id, "secret": key.secret.expose(), "expires_at": times::microseconds(end), "securitytoken": token,
        }})))
    }

    /// Beyond what the schema says. From the published table of codes.
    fn check_policy(&self) -> Result<()> {
        let Some(policy) = self.input.body.pointer("/auth/identity/policy") else { return Ok(()) };
        let refused = |code, text: String| Err(Box::new(Answer::error(StatusCode::BAD_REQUEST, code, text)));
        if policy["Version"] != "1.1" {
            return refused("IAM.1024", "The version of a fine-grained policy must be '1.1'.".to_owned());
        }
        let count = policy["Statement"].as_array().map_or(0, Vec::len);
        if !(1..=8).contains(&count) {
            let text =
                format!("The number of statements [{count}] must be greater than 0 and less than or equal to 8.");
            return refused("IAM.1028", text);
        }
        Ok(())
    }
}
