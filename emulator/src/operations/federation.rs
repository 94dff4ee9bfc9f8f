//! Answers callers who bring a token of another identity provider, as IAM, the security token service (STS) and the
//! agent of a pod do. Only credentials call these, so they are not in the spec. Knows their bodies. Must not know what
//! the keys are used for.

use crate::answer::{self, Answer};
use crate::defaults::{DOMAIN, USER};
use crate::lock::lock;
use crate::state::State;
use crate::state::access_keys::Key;
use crate::state::identities::{Grant, Identities, Issued, Project};
use crate::state::ids;
use crate::times;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// The ID of the identity provider that is registered.
pub const IDENTITY_PROVIDER: &str = "emulator";
/// The token of the default user that it has issued. It guards nothing.
pub const ID_TOKEN: &str = "emulator-id-token";

/// For how long a pod's key is good. No document says it.
const POD_KEY: Duration = Duration::from_secs(6 * 3600);

/// What a security token service takes.
const DURATIONS: std::ops::RangeInclusive<u64> = 900..=43_200;

/// Answers a request for such a token or key, with the name of what it does; `None` if it is another one.
pub(crate) fn answer(state: &State, request: &Request<Bytes>) -> Option<(&'static str, Answer)> {
    let exchange = Exchange { state, request, body: serde_json::from_slice(request.body()).unwrap_or_default() };
    let (name, result) = match (request.method(), request.uri().path()) {
        (&Method::POST, "/v3.0/OS-AUTH/id-token/tokens") => ("CreateTokenWithIdToken", exchange.token()),
        (&Method::POST, "/v5/agencies/assume-with-oidc") => ("AssumeAgencyWithOidc", exchange.agency()),
        // The clusters choose the path; the tests of the vendor's SDKs have this one.
        (&Method::POST, "/v1/credentials") => ("GetPodCredentials", exchange.pod()),
        _ => return None,
    };
    Some((name, result.unwrap_or_else(|answer| *answer)))
}

type Result<T> = std::result::Result<T, Box<Answer>>;

struct Exchange<'a> {
    state: &'a State,
    request: &'a Request<Bytes>,
    body: Value,
}

impl Exchange<'_> {
    fn at(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        self.request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn end(&self, life: Duration) -> SystemTime {
        let now = self.state.clock.now();
        now.checked_add(life).unwrap_or(now)
    }

    /// Of the whole account, or of a project; without a scope, good for making a key only.
    fn token(&self) -> Result<Answer> {
        let (token, provider) = (self.at("/auth/id_token/id"), self.header("x-idp-id"));
        if token.is_empty() || provider.is_empty() {
            return Err(Box::new(answer::invalid_body()));
        }
        if token != ID_TOKEN || provider != IDENTITY_PROVIDER {
            return Err(Box::new(Answer::keystone(
                StatusCode::UNAUTHORIZED,
                "The ID token or its provider is unknown.",
            )));
        }
        let mut identities = lock(&self.state.identities);
        let project = self.project(&identities)?;
        let (now, end) = (self.state.clock.now(), self.end(self.state.token_life));
        let mut described = json!({
            "methods": ["mapped"],
            "expires_at": times::microseconds(end),
            "issued_at": times::microseconds(now),
            "user": {"id": grant(USER, None).user_id(), "name": USER, "domain": domain()},
        });
        if let Some(project) = &project {
            described["project"] = json!({"id": project.id, "name": project.name, "domain": domain()});
        }
        let issued = Issued { grant: grant(USER, project), methods: vec!["mapped".to_owned()], start: now, end };
        let value = identities.issue(&self.state.ids, issued);
        Ok(Answer::created(json!({"token": described})).header("x-subject-token", &value))
    }

    fn project(&self, identities: &Identities) -> Result<Option<Project>> {
        let (id, name) = (self.at("/auth/scope/project/id"), self.at("/auth/scope/project/name"));
        let is_it = |project: &Project| if id.is_empty() { project.name == name } else { project.id == id };
        let missing =
            |what: &str| Box::new(Answer::keystone(StatusCode::UNAUTHORIZED, format!("Could not find {what}.")));
        if !id.is_empty() || !name.is_empty() {
            return identities.projects(DOMAIN).find(is_it).map(Some).ok_or_else(|| missing("the project"));
        }
        let account = domain();
        let is_ours = ["id", "name"].iter().all(|key| {
            let expected = self.at(&format!("/auth/scope/domain/{key}"));
            expected.is_empty() || account[*key] == expected
        });
        if is_ours { Ok(None) } else { Err(missing("the domain")) }
    }

    fn agency(&self) -> Result<Answer> {
        let [provider, agency, session] =
            ["provider_urn", "agency_urn", "agency_session_name"].map(|name| self.at(&format!("/{name}")));
        // The codes and words of these errors are on no page.
        let refused = |status, what: &str| Err(Box::new(Answer::error(status, "STS.0001", what)));
        if provider.is_empty() || agency.is_empty() || session.is_empty() {
            return refused(StatusCode::BAD_REQUEST, "provider_urn, agency_urn and agency_session_name are needed");
        }
        let seconds = self.body.get("duration_seconds").map_or(Some(3600), Value::as_u64);
        let Some(seconds) = seconds.filter(|seconds| DURATIONS.contains(seconds)) else {
            return refused(StatusCode::BAD_REQUEST, "duration_seconds is not from 900 to 43200");
        };
        if self.at("/id_token") != ID_TOKEN {
            return refused(StatusCode::UNAUTHORIZED, "the ID token is unknown");
        }
        let (name, end) = (format!("{agency}/{session}"), self.end(Duration::from_secs(seconds)));
        let (id, key) = self.key(&name, end);
        Ok(Answer::ok(json!({
            "assumed_agency": {"urn": name, "id": ids::of_name(&name)},
            "credentials": {
                "access_key_id": id, "secret_access_key": key.secret.expose(), "security_token": token_of(&key),
                "expiration": times::microseconds(end),
            },
        })))
    }

    fn pod(&self) -> Result<Answer> {
        if self.header(AUTHORIZATION.as_str()) != ID_TOKEN {
            // The words of the agent are on no page.
            let text = "the token of the service account is unknown";
            return Err(Box::new(Answer::error(StatusCode::UNAUTHORIZED, "POD.0001", text)));
        }
        let end = self.end(POD_KEY);
        let (id, key) = self.key(USER, end);
        Ok(Answer::ok(json!({
            "assumedAgency": {"urn": "", "id": ""},
            "credentials": {
                "accessKeyId": id, "secretAccessKey": key.secret.expose(), "securityToken": token_of(&key),
                "expiration": times::microseconds(end),
            },
        })))
    }

    fn key(&self, user: &str, end: SystemTime) -> (String, Key) {
        let times = (self.state.clock.now(), end);
        lock(&self.state.identities).issue_key(&self.state.ids, grant(user, None), times)
    }
}

fn grant(user: &str, project: Option<Project>) -> Grant {
    Grant { user: user.to_owned(), domain: DOMAIN.to_owned(), project }
}

fn domain() -> Value {
    json!({"id": ids::of_name(DOMAIN), "name": DOMAIN})
}

fn token_of(key: &Key) -> &str {
    key.temporary.as_ref().map(|(token, _)| token.expose()).unwrap_or_default()
}
