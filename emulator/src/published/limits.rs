//! Holds calls to the limits of what is bound to an API and to an app: access control, throttling, quotas. Must not know what is
//! answered.

use super::Refusal;
use super::callers::Caller;
use super::found::Called;
use crate::operations::resources::reached::{acl_of_app, acls_of, special_limit, throttle_of};
use crate::operations::resources::{Scope, addresses};
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

/// Whether the access control of an API lets an address in, or an account.
fn check_access(
    scope: &Scope<'_>,
    publication: &str,
    entity: &str,
    is_listed: impl Fn(&str) -> bool,
    refusal: Refusal,
) -> Result<(), Refusal> {
    for acl in acls_of(scope, publication).filter(|acl| acl.is("entity_type", entity)) {
        let is_permitted = acl.is("acl_type", "PERMIT");
        if is_listed(acl.text("acl_value")) != is_permitted {
            return Err(refusal);
        }
    }
    Ok(())
}

/// Whether the access control of an API lets in who comes from here.
pub(super) fn check_address(scope: &Scope<'_>, publication: &str, peer: Option<Peer>) -> Result<(), Refusal> {
    let refusal = (StatusCode::FORBIDDEN, "APIG.0402", "The IP address is not authorized to access the API");
    let is_listed = |list: &str| peer.is_some_and(|peer| peer.is_in(list.split(',')));
    check_access(scope, publication, "IP", is_listed, refusal)
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
        Caller::User { account, .. } => {
            let refusal = (StatusCode::FORBIDDEN, "APIG.0306", "API access denied");
            let is_listed = |list: &str| list.split(',').any(|name| name.trim() == account);
            check_access(scope, publication, "DOMAIN", is_listed, refusal)
        }
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

/// Counts a call; what the headers of its answer tell of what is left.
pub(super) fn count(
    scope: &mut Scope<'_>,
    call: &Called,
    caller: &Caller,
    peer: Option<Peer>,
    now: SystemTime,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    const THROTTLED: Refusal =
        (StatusCode::TOO_MANY_REQUESTS, "APIG.0308", "The throttling threshold has been reached");
    let mut told = Vec::new();
    if let Some(throttle) = throttle_of(scope, &call.publication).cloned() {
        // A shared one counts the calls of all APIs that it is bound to.
        let counted = if throttle.get("type").as_i64() == Some(2) { &throttle.id } else { &call.publication };
        let length = length(&throttle, "time_interval", "time_unit");
        let of = |name: &str| throttle.get(name).as_u64().filter(|limit| *limit > 0);
        let mut limits = vec![("x-apig-ratelimit-api", of("api_call_limits"), String::new())];
        match caller {
            Caller::Anybody => {}
            Caller::User { name, .. } => limits.push(("x-apig-ratelimit-user", of("user_call_limits"), name.clone())),
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

fn unit(name: &str) -> Duration {
    Duration::from_secs(match name {
        "SECOND" => 1,
        "MINUTE" => 60,
        "HOUR" => 3600,
        _ => 24 * 3600,
    })
}
