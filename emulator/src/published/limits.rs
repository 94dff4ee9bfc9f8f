//! Holds calls to the limits of what is bound to an API and to an app: access control, throttling, quotas. Must not know what is
//! answered.

use super::Refusal;
use super::callers::Caller;
use super::found::Called;
use crate::operations::resources::reached::{acl_of_app, acls_of, special_limit, throttle_of};
use crate::operations::resources::{Scope, addresses};
use crate::state::identities::domain_id;
use crate::state::records::Record;
use apig_codegen::api::Json;
use bytes::Bytes;
use http::{Request, StatusCode};
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

/// Where a call comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub IpAddr);

impl Peer {
    pub fn of(request: &Request<Bytes>) -> Option<Self> {
        request.extensions().get().copied()
    }

    /// Whether a list of addresses, ranges and blocks has this one.
    fn is_in<'a>(self, mut list: impl Iterator<Item = &'a str>) -> bool {
        list.any(|item| addresses::range(item).is_some_and(|range| range.contains(&self.0)))
    }
}

fn is_whitelist(acl: &Record) -> bool {
    acl.is("acl_type", "PERMIT")
}

/// Whether the access control of an API lets in who comes from here.
pub(super) fn check_address(scope: &Scope<'_>, publication: &str, peer: Option<Peer>) -> Result<(), Refusal> {
    let is_listed = |acl: &Record| peer.is_some_and(|peer| peer.is_in(acl.text("acl_value").split(',')));
    if acls_of(scope, publication)
        .filter(|acl| acl.is("entity_type", "IP"))
        .all(|acl| is_listed(acl) == is_whitelist(acl))
    {
        return Ok(());
    }
    Err((StatusCode::FORBIDDEN, "APIG.0402", "The IP address is not authorized to access the API"))
}

/// Whether the access control of an API lets in the users of an account, by its name and by its id. "If both a blacklist and
/// whitelist exist, API requests are verified only against the whitelist."
fn check_account(scope: &Scope<'_>, publication: &str, account: &str) -> Result<(), Refusal> {
    let id = domain_id(account);
    let is_listed = |acl: &Record| {
        let account = if acl.is("entity_type", "DOMAIN") { account } else { &id };
        acl.text("acl_value").split(',').any(|item| item.trim() == account)
    };
    let of_accounts = || acls_of(scope, publication).filter(|acl| !acl.is("entity_type", "IP"));
    let has_whitelist = of_accounts().any(is_whitelist);
    let mut judging = of_accounts().filter(|acl| is_whitelist(acl) == has_whitelist);
    if judging.all(|acl| is_listed(acl) == is_whitelist(acl)) {
        return Ok(());
    }
    Err((StatusCode::FORBIDDEN, "APIG.0306", "API access denied"))
}

/// Whether the access control of an API and that of the app let in who calls.
pub(super) fn check_caller(
    scope: &Scope<'_>,
    publication: &str,
    caller: &Caller,
    peer: Option<Peer>,
) -> Result<(), Refusal> {
    match caller {
        Caller::Anybody => Ok(()),
        Caller::User { account, .. } => check_account(scope, publication, account),
        Caller::App(app) => {
            let Some(acl) = acl_of_app(scope, app) else { return Ok(()) };
            let values = acl.get("app_acl_values").as_array().into_iter().flatten().filter_map(Json::as_str);
            if peer.is_some_and(|peer| peer.is_in(values)) == acl.is("app_acl_type", "PERMIT") {
                return Ok(());
            }
            Err((StatusCode::FORBIDDEN, "APIG.0405", "The app is not accessed from a trusted IP address"))
        }
    }
}

pub(super) const THROTTLED: Refusal =
    (StatusCode::TOO_MANY_REQUESTS, "APIG.0308", "The throttling threshold has been reached");

/// Counts a call; what the headers of its answer tell of what is left.
pub(super) fn count(
    scope: &mut Scope<'_>,
    call: &Called,
    caller: &Caller,
    peer: Option<Peer>,
    now: SystemTime,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    let mut told = Vec::new();
    if let Some(throttle) = throttle_of(scope, &call.publication).cloned() {
        // A shared one counts the calls of all APIs that it is bound to.
        let counted = if throttle.get("type").as_i64() == Some(2) { &throttle.id } else { &call.publication };
        let length = length(&throttle, "time_interval", "time_unit");
        let of = |name: &str| throttle.get(name).as_u64().filter(|limit| *limit > 0);
        let mut limits = vec![("x-apig-ratelimit-api", of("api_call_limits"), String::new())];
        match caller {
            Caller::Anybody => {}
            Caller::User { name, account } => {
                let own = special_limit(scope, &throttle.id, &domain_id(account));
                let who = if own.is_some() { account } else { name };
                limits.push(("x-apig-ratelimit-user", own.or(of("user_call_limits")), who.clone()));
            }
            Caller::App(app) => {
                let own = special_limit(scope, &throttle.id, app);
                limits.push(("x-apig-ratelimit-app", own.or(of("app_call_limits")), app.clone()));
            }
        }
        if let Some(Peer(address)) = peer {
            limits.push(("x-apig-ratelimit-ip", of("ip_call_limits"), address.to_string()));
        }
        for (header, limit, who) in limits {
            let Some(limit) = limit else { continue };
            let what = format!("{header} {counted} {who}");
            let left = scope.gateway.windows.count(&what, limit, length, now).ok_or(THROTTLED)?;
            let unit = throttle.text("time_unit").to_lowercase();
            told.push((header, format!("remain:{left},limit:{limit},time:{} {unit}", throttle.get("time_interval"))));
        }
    }
    if let Caller::App(app) = caller {
        count_quota(scope, app, now)?;
    }
    Ok(told)
}

/// The credential quota that an app is bound to.
fn count_quota(scope: &mut Scope<'_>, app: &str, now: SystemTime) -> Result<(), Refusal> {
    let bound = scope.gateway.binding(app).and_then(|binding| scope.gateway.quota(&binding.quota));
    let Some(terms) = bound.map(|quota| quota.terms.clone()) else { return Ok(()) };
    let limit = u64::try_from(terms.call_limits).unwrap_or_default();
    let length = unit(&terms.time_unit) * u32::try_from(terms.time_interval).unwrap_or(1);
    let refusal = (StatusCode::METHOD_NOT_ALLOWED, "APIG.0501", "The app quota has been used up");
    scope.gateway.windows.count(&format!("quota {app}"), limit, length, now).map(drop).ok_or(refusal)
}

fn length(record: &Record, interval: &str, unit_field: &str) -> Duration {
    let interval = record.get(interval).as_u64().and_then(|interval| u32::try_from(interval).ok()).unwrap_or(1);
    unit(record.text(unit_field)).saturating_mul(interval)
}

pub(super) fn unit(name: &str) -> Duration {
    Duration::from_secs(match name {
        "SECOND" => 1,
        "MINUTE" => 60,
        "HOUR" => 3600,
        _ => 24 * 3600,
    })
}
