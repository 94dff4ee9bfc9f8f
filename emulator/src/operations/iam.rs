//! Carries out the operations of IAM. Knows which there are, and who calls. Must not know how callers prove who they are.

mod access_keys;
mod projects;
mod temporary_keys;
mod tokens;

use crate::answer::{self, Answer};
use crate::spec::Spec;
use crate::spec::input::Input;
use crate::state::identities::{Grant, Identities, User, domain_id};
use crate::state::ids::Ids;
use apig_codegen::api::{Json, Status};
use http::StatusCode;
use std::time::{Duration, SystemTime};

pub(crate) struct IamCall<'a> {
    pub input: &'a Input<'a>,
    pub caller: Option<Grant>,
    pub spec: &'a Spec,
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
        "KeystoneValidateToken" => call.validate_token(identities),
        "KeystoneListProjects" => call.list_projects(identities),
        "KeystoneListAuthProjects" => call.list_auth_projects(identities),
        "KeystoneShowProject" => call.show_project(identities),
        "ShowProjectDetailsAndStatus" => call.show_project_status(identities),
        "KeystoneListRegions" => Ok(call.list_regions()),
        "KeystoneShowRegion" => call.show_region(),
        "KeystoneListAuthDomains" => call.list_auth_domains(identities),
        "CreateTemporaryAccessKey" => call.create_temporary_key(identities),
        "CreatePermanentAccessKey" => call.create_access_key(identities),
        "ListPermanentAccessKeys" => call.list_access_keys(identities),
        "ShowPermanentAccessKey" => call.show_access_key(identities),
        "UpdatePermanentAccessKey" => call.update_access_key(identities),
        "DeletePermanentAccessKey" => call.delete_access_key(identities),
        _ => return None,
    };
    Some(result.unwrap_or_else(|answer| *answer))
}

type Result<T> = std::result::Result<T, Box<Answer>>;

/// 404, in the words of IAM.0004; in which of the two shapes is on no page.
fn missing(what: &str, id: &str) -> Box<Answer> {
    Box::new(Answer::keystone(StatusCode::NOT_FOUND, format!("Could not find {what}: {id}.")))
}

/// 403, in the words of IAM.0002.
fn forbidden() -> Box<Answer> {
    let text = "You are not authorized to perform the requested action.";
    Box::new(Answer::keystone(StatusCode::FORBIDDEN, text))
}

impl IamCall<'_> {
    /// A text in the body; empty if it is not there.
    fn at(&self, pointer: &str) -> &str {
        self.input.body.pointer(pointer).and_then(Json::as_str).unwrap_or_default()
    }

    fn uses(&self, method: &str) -> bool {
        let methods = self.input.body.pointer("/auth/identity/methods").and_then(Json::as_array);
        methods.is_some_and(|methods| methods.iter().any(|one| one == method))
    }

    /// Who calls. Where nobody has to say so, the first user is as good as any.
    fn who(&self, identities: &Identities) -> Result<Grant> {
        let anybody = || identities.users.first().filter(|_| self.is_open).map(User::grant);
        self.caller.clone().or_else(anybody).ok_or_else(|| Box::new(answer::iam_unauthorized()))
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
}
