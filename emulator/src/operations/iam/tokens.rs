//! Issues and validates tokens. Knows what an answer says of one. Must not know what tokens are used for.

use super::{IamCall, Result, forbidden};
use crate::answer::{self, Answer};
use crate::state::identities::{Grant, Identities, Issued, Project, User, domain_id};
use crate::times;
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

/// Names both wrong users and wrong passwords, as real ones do.
fn wrong_login() -> Box<Answer> {
    Box::new(Answer::keystone(StatusCode::UNAUTHORIZED, "The username or password is wrong."))
}

/// Whatever the password. From the vendor's page "Why Is My Account Locked?".
fn locked() -> Box<Answer> {
    Box::new(Answer::keystone(StatusCode::UNAUTHORIZED, "The account is locked."))
}

impl IamCall<'_> {
    pub(super) fn create_token(&self, identities: &mut Identities) -> Result<Answer> {
        let mut grant = if self.uses("password") {
            self.by_password(identities)?
        } else if self.uses("assume_role") {
            self.by_agency(identities)?
        } else if self.uses("token") {
            self.caller.clone().ok_or_else(|| Box::new(answer::iam_unauthorized()))?
        } else {
            return Err(Box::new(answer::invalid_body()));
        };
        grant.project = self.scope(&grant.domain, identities)?;
        let methods = self.input.body.pointer("/auth/identity/methods").and_then(Json::as_array);
        let methods = methods.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect();
        let end = self.now.checked_add(self.token_life).unwrap_or(self.now);
        let issued = Issued { grant, methods, start: self.now, end };
        let token = self.described(&issued);
        let value = identities.log_in(self.ids, issued);
        Ok(Answer::created(json!({"token": token})).header("x-subject-token", &value))
    }

    pub(super) fn validate_token(&self, identities: &Identities) -> Result<Answer> {
        let (caller, value) = (self.who(identities)?, self.input.text("X-Subject-Token"));
        // No answer repeats a secret that may be somebody else's.
        let missing = || Box::new(Answer::keystone(StatusCode::NOT_FOUND, "Could not find token."));
        let issued = identities.token(value).filter(|issued| issued.end > self.now).ok_or_else(missing)?;
        if issued.grant.domain != caller.domain {
            return Err(forbidden());
        }
        Ok(Answer::ok(json!({"token": self.described(issued)})).header("x-subject-token", value))
    }

    /// What answers say of a token beside its value.
    fn described(&self, Issued { grant, methods, start, end }: &Issued) -> Json {
        let mut token = json!({
            "methods": methods,
            "expires_at": times::microseconds(*end),
            "issued_at": times::microseconds(*start),
            "user": {
                "domain": {"id": domain_id(&grant.domain), "name": grant.domain},
                "id": grant.user_id(),
                "name": grant.user,
                "password_expires_at": "",
            },
            "roles": [{"id": "0", "name": "te_admin"}],
        });
        let domain = json!({"id": domain_id(&grant.domain), "name": grant.domain});
        match &grant.project {
            Some(project) => token["project"] = json!({"domain": domain, "id": project.id, "name": project.name}),
            None => token["domain"] = domain,
        }
        if self.input.text("nocatalog").is_empty() {
            let url = format!("{}/v3", self.base);
            let endpoint = json!({"url": url, "region": "*", "region_id": "*", "interface": "public", "id": "1"});
            token["catalog"] = json!([{"type": "identity", "id": "1", "name": "iam", "endpoints": [endpoint]}]);
        }
        token
    }

    fn by_password(&self, identities: &mut Identities) -> Result<Grant> {
        let at = |field: &str| self.at(&format!("/auth/identity/password/user/{field}"));
        if self.uses("totp") && self.at("/auth/identity/totp/user/passcode").is_empty() {
            return Err(Box::new(answer::invalid_body()));
        }
        let is_it = |user: &&User| user.name == at("name") && user.domain == at("domain/name");
        let user = identities.users.iter().find(is_it).cloned();
        let failures = &mut identities.failures;
        let result = user.ok_or_else(wrong_login).and_then(|user| {
            let name = format!("{}/{}", user.domain, user.name);
            if failures.is_locked(&name, self.now) {
                return Err(locked());
            }
            if user.password.expose() != at("password") {
                failures.add(&name, self.now);
                return Err(wrong_login());
            }
            failures.forget(&name);
            Ok(user.grant())
        });
        result.inspect_err(|_| failures.count())
    }

    fn scope(&self, domain: &str, identities: &Identities) -> Result<Option<Project>> {
        let (id, name) = (self.at("/auth/scope/project/id"), self.at("/auth/scope/project/name"));
        if id.is_empty() && name.is_empty() {
            return Ok(None);
        }
        let is_it = |project: &Project| if id.is_empty() { project.name == name } else { project.id == id };
        let label = if id.is_empty() { name } else { id };
        let missing =
            || Box::new(Answer::keystone(StatusCode::UNAUTHORIZED, format!("Could not find project: {label}.")));
        identities.projects(domain).find(is_it).map(Some).ok_or_else(missing)
    }
}
