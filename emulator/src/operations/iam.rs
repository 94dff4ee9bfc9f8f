//! Carries out the operations of IAM. Knows the bodies of the documents. Must not know how callers prove who they are.

use crate::answer::{self, Answer};
use crate::spec::input::Input;
use crate::state::identities::{Grant, Identities, Project, User, domain_id};
use crate::state::ids::{self, Ids};
use crate::times;
use apig_codegen::api::{Json, Status};
use http::StatusCode;
use serde_json::json;
use std::time::{Duration, SystemTime};

pub(crate) struct IamCall<'a> {
    pub input: &'a Input<'a>,
    pub caller: Option<Grant>,
    pub ids: &'a Ids,
    pub now: SystemTime,
    /// For how long tokens are good.
    pub token_life: Duration,
    /// Where the emulator answers, as the caller sees it.
    pub base: String,
    /// Whether nobody has to prove who calls.
    pub is_open: bool,
}

/// Carries out an operation; `None` if it is none of these.
pub(crate) fn carry_out(call: &IamCall<'_>, identities: &mut Identities) -> Option<Answer> {
    let result = match call.input.operation.id.as_str() {
        "KeystoneCreateUserToken" => call.create_token(identities),
        "KeystoneListProjects" => call.list_projects(identities),
        "CreateTemporaryAccessKey" => call.create_key(identities),
        _ => return None,
    };
    Some(result.unwrap_or_else(|answer| *answer))
}

type Result<T> = std::result::Result<T, Box<Answer>>;

/// Names both wrong users and wrong passwords, as real ones do.
fn wrong_login() -> Box<Answer> {
    Box::new(Answer::keystone(StatusCode::UNAUTHORIZED, "The username or password is wrong."))
}

/// Whatever the password. From the vendor's page "Why Is My Account Locked?".
fn locked() -> Box<Answer> {
    Box::new(Answer::keystone(StatusCode::UNAUTHORIZED, "The account is locked."))
}

impl IamCall<'_> {
    fn at(&self, pointer: &str) -> &str {
        self.input.body.pointer(pointer).and_then(Json::as_str).unwrap_or_default()
    }

    fn uses(&self, method: &str) -> bool {
        let methods = self.input.body.pointer("/auth/identity/methods").and_then(Json::as_array);
        methods.is_some_and(|methods| methods.iter().any(|one| one == method))
    }

    fn create_token(&self, identities: &mut Identities) -> Result<Answer> {
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
        let end = self.now.checked_add(self.token_life).unwrap_or(self.now);
        let mut token = json!({
            "methods": self.input.body.pointer("/auth/identity/methods"),
            "expires_at": times::microseconds(end),
            "issued_at": times::microseconds(self.now),
            "user": {
                "domain": {"id": domain_id(&grant.domain), "name": grant.domain},
                "id": ids::of_name(&format!("{}/{}", grant.domain, grant.user)),
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
        let value = identities.log_in(self.ids, grant, end);
        Ok(Answer::created(json!({"token": token})).header("x-subject-token", &value))
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
            Ok(Grant { user: user.name, domain: user.domain, project: None })
        });
        result.inspect_err(|_| failures.count())
    }

    /// Every account that there is has every agency.
    fn by_agency(&self, identities: &Identities) -> Result<Grant> {
        if self.caller.is_none() && !self.is_open {
            return Err(Box::new(answer::iam_unauthorized()));
        }
        let at = |field: &str| self.at(&format!("/auth/identity/assume_role/{field}"));
        let is_named = |user: &&User| user.domain == at("domain_name") || domain_id(&user.domain) == at("domain_id");
        // Of the two operations that take an agency, one documents 404 and the other does not.
        let is_documented = |answer: &apig_codegen::api::Answer| answer.status == Status::Code(404);
        let has_404 = self.input.operation.failures.iter().any(is_documented);
        let status = if has_404 { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        let missing = || Box::new(Answer::keystone(status, "Could not find the agency."));
        let domain = identities.users.iter().find(is_named).map(|user| user.domain.clone()).ok_or_else(missing)?;
        Ok(Grant { user: format!("{}/{}", domain, at("agency_name")), domain, project: None })
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

    fn list_projects(&self, identities: &Identities) -> Result<Answer> {
        // Nobody has to say who calls, and then the first account is as good as any.
        let first = identities.users.first().map(|user| user.domain.as_str()).unwrap_or_default();
        let domain = self.caller.as_ref().map_or(first, |caller| caller.domain.as_str());
        let account = domain_id(domain);
        let is = |name: &str, value: &str| self.input.get(name).is_none_or(|expected| expected == value);
        let is_flag =
            |name: &str, value: bool| self.input.get(name).is_none_or(|expected| *expected == Json::Bool(value));
        let all_match = is("domain_id", &account)
            && is("parent_id", &account)
            && is_flag("enabled", true)
            && is_flag("is_domain", false);
        let number =
            |name: &str| self.input.get(name).and_then(Json::as_u64).and_then(|number| usize::try_from(number).ok());
        let (skip, take) = match (number("page"), number("per_page")) {
            (Some(page), Some(length)) => (page.saturating_sub(1).saturating_mul(length), length),
            (Some(_) | None, _) => (0, usize::MAX),
        };
        let matching = identities.projects(domain).filter(|project| all_match && is("name", &project.name));
        let projects: Vec<Json> =
            matching.skip(skip).take(take).map(|project| self.project(&project, &account)).collect();
        let links = json!({"self": format!("{}/v3/projects", self.base), "previous": null, "next": null});
        Ok(Answer::ok(json!({"links": links, "projects": projects})))
    }

    fn project(&self, project: &Project, account: &str) -> Json {
        json!({
            "is_domain": false, "description": "", "enabled": true, "id": project.id, "name": project.name,
            "parent_id": account, "domain_id": account,
            "links": {"self": format!("{}/v3/projects/{}", self.base, project.id)},
        })
    }

    fn create_key(&self, identities: &mut Identities) -> Result<Answer> {
        let (grant, field) = if self.uses("assume_role") {
            (self.by_agency(identities)?, "assume_role")
        } else if self.uses("token") {
            let in_body = identities.token(self.at("/auth/identity/token/id")).filter(|issued| issued.end > self.now);
            let anybody = identities.users.first().filter(|_| self.is_open);
            let anybody =
                anybody.map(|user| Grant { user: user.name.clone(), domain: user.domain.clone(), project: None });
            let caller = self.caller.clone().or(in_body.map(|issued| issued.grant.clone())).or(anybody);
            (caller.ok_or_else(|| Box::new(answer::iam_unauthorized()))?, "token")
        } else {
            return Err(Box::new(answer::invalid_body()));
        };
        let seconds = self.input.body.pointer(&format!("/auth/identity/{field}/duration_seconds"));
        let life = Duration::from_secs(seconds.and_then(Json::as_u64).unwrap_or(900));
        let end = self.now.checked_add(life).unwrap_or(self.now);
        let (id, key) = identities.issue_key(self.ids, grant, end);
        let token = key.temporary.as_ref().map(|(token, _)| token.expose()).unwrap_or_default();
        Ok(Answer::created(json!({"credential": {
            "access": id, "secret": key.secret.expose(), "expires_at": times::microseconds(end), "securitytoken": token,
        }})))
    }
}
