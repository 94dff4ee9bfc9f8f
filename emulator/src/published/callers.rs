//! Finds out which app or user calls, as the API asks for it, and whether it may. Must not know what the call is for.

use super::found::Called;
use super::{Refusal, text};
use crate::authentication::{self, AuthRequest};
use crate::operations::resources::Scope;
use crate::operations::resources::reached::{app_by_code, app_by_key, is_authorized};
use crate::state::identities::{Failures, Identities};
use apig_codegen::api::Authentication;
use apig_runtime::Secret;
use apig_runtime::signing::Claim;
use http::StatusCode;

/// Who calls.
pub(super) enum Caller {
    Anybody,
    /// The id of an app.
    App(String),
    /// A user of an account, by name.
    User {
        name: String,
        account: String,
    },
}

const APP: Refusal = (StatusCode::UNAUTHORIZED, "APIG.0303", "Incorrect app authentication information");
const APP_FORBIDDEN: Refusal = (StatusCode::FORBIDDEN, "APIG.0304", "The app is not authorized to access the API");
const IAM: Refusal = (StatusCode::UNAUTHORIZED, "APIG.0301", "Incorrect IAM authentication information");
const NOT_RUN: Refusal =
    (StatusCode::NOT_IMPLEMENTED, "EMULATOR.0008", "Custom authorizers are functions, which the emulator does not run");

/// Who calls, if it may.
pub(super) fn caller(
    auth: &AuthRequest<'_>,
    scope: &Scope<'_>,
    call: &Called,
    identities: &mut Identities,
    failures: &mut Failures,
) -> Result<Caller, Refusal> {
    match text(&call.definition, "auth_type") {
        "APP" => {
            let app = by_code(auth, scope, call).map_or_else(|| by_signature(auth, scope), Ok)?;
            if is_authorized(scope, &app, &call.api, &call.env) { Ok(Caller::App(app)) } else { Err(APP_FORBIDDEN) }
        }
        "IAM" => match authentication::caller(auth, Authentication::Required, identities, failures) {
            Ok(Some(grant)) => Ok(Caller::User { name: grant.user, account: grant.domain }),
            Ok(None) | Err(_) => Err(IAM),
        },
        "AUTHORIZER" => Err(NOT_RUN),
        _ => Ok(Caller::Anybody),
    }
}

/// "Simple authentication": a code in a header, where the API allows it.
fn by_code(auth: &AuthRequest<'_>, scope: &Scope<'_>, call: &Called) -> Option<String> {
    let is_simple = text(call.definition.get("auth_opt")?, "app_code_auth_type") == "HEADER";
    let code = auth.request.headers().get("x-apig-appcode").filter(|_| is_simple)?;
    app_by_code(scope, code.to_str().ok()?).map(str::to_owned)
}

/// By the signature that an app's key and secret make, over the request as it came.
fn by_signature(auth: &AuthRequest<'_>, scope: &Scope<'_>) -> Result<String, Refusal> {
    let claim = Claim::read(auth.request.headers()).ok_or(APP)?;
    let app = app_by_key(scope, claim.key_id()).ok_or(APP)?;
    if !claim.time().is_some_and(|at| authentication::is_recent(at, auth.now)) {
        return Err(APP);
    }
    let secret = Secret::from(app.text("app_secret").to_owned());
    if claim.is_made_with(&secret, &claim.canonical_request(auth.request)) { Ok(app.id.clone()) } else { Err(APP) }
}
