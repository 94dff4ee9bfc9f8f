//! Carries out the operations on gateway responses: what callers get where the gateway refuses them, by the type of the error.
//! Knows that each group has one from the start. Must not know how APIs are called.

use super::acts::Act;
use super::api_groups::API_GROUPS;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

/// The page of each operation has a group's code for what is not found.
pub(super) const GATEWAY_RESPONSES: Kind = Kind {
    name: "gateway_responses",
    unique: &["group_id", "name"],
    within: Some(("group_id", &API_GROUPS)),
    unknown: ("APIG.3001", "The gateway response {} does not exist"),
    taken: ("APIG.3216", "The response name already exists."),
    too_many: ("APIG.3136", "The number of responses exceeds the maximum allowed limit."),
    most: 10_000,
    born,
    altered,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListGatewayResponsesV2", Act::List(&GATEWAY_RESPONSES)),
    ("CreateGatewayResponseV2", Act::Create(&GATEWAY_RESPONSES)),
    ("ShowDetailsOfGatewayResponseV2", Act::Show(&GATEWAY_RESPONSES)),
    // With a name only, all rules are reset.
    ("UpdateGatewayResponseV2", Act::Replace(&GATEWAY_RESPONSES)),
    ("DeleteGatewayResponseV2", Act::Delete(&GATEWAY_RESPONSES)),
    ("ShowDetailsOfGatewayResponseTypeV2", Act::Own(show_rule)),
    ("UpdateGatewayResponseTypeV2", Act::Own(set_rule)),
    ("DeleteGatewayResponseTypeV2", Act::Own(reset_rule)),
];

/// As many as the documents allow a group beside that which it has from the start.
const MOST_OF_GROUP: usize = 4;

/// The types of errors, with the status that callers get unless a rule says otherwise. No document says those of `ORCHESTRATION`.
const TYPES: [(&str, Option<u16>); 19] = [
    ("AUTH_FAILURE", Some(401)),
    ("AUTH_HEADER_MISSING", Some(401)),
    ("AUTHORIZER_FAILURE", Some(500)),
    ("AUTHORIZER_CONF_FAILURE", Some(500)),
    ("AUTHORIZER_IDENTITIES_FAILURE", Some(401)),
    ("BACKEND_UNAVAILABLE", Some(502)),
    ("BACKEND_TIMEOUT", Some(504)),
    ("THROTTLED", Some(429)),
    ("UNAUTHORIZED", Some(401)),
    ("ACCESS_DENIED", Some(403)),
    ("NOT_FOUND", Some(404)),
    ("REQUEST_PARAMETERS_FAILURE", Some(400)),
    ("DEFAULT_4XX", None),
    ("DEFAULT_5XX", None),
    ("THIRD_AUTH_FAILURE", Some(401)),
    ("THIRD_AUTH_IDENTITIES_FAILURE", Some(401)),
    ("THIRD_AUTH_CONF_FAILURE", Some(500)),
    ("ORCHESTRATION_PARAMETER_NOT_FOUND", Some(400)),
    ("ORCHESTRATION_FAILURE", Some(500)),
];

const BODY: &str =
    r#"{"error_code":"$context.error.code","error_msg":"$context.error.message","request_id":"$context.requestId"}"#;

/// What callers get where an error of this type comes up: of the response that is named, or else of that which the group has from
/// the start. `status` is there unless the error's own holds; `body` and the `value`s of `headers` name variables of the call.
pub(crate) fn response_of(scope: &Scope<'_>, group: &str, response: &str, response_type: &str) -> Fields {
    let of_group = || scope.all(&GATEWAY_RESPONSES).iter().filter(|one| one.is("group_id", group));
    let named = of_group().find(|one| one.id == response).or_else(|| of_group().find(|one| is_default(one)));
    let rules = named.map_or(&Json::Null, |one| one.get("responses"));
    TYPES.iter().find(|(name, _)| *name == response_type).map(|known| rule(rules, known)).unwrap_or_default()
}

/// What a new group has.
pub(super) fn furnish(call: &Call<'_>, scope: &mut Scope<'_>, group: &str) {
    let mut response = call.record(&GATEWAY_RESPONSES);
    response.fields.extend(fields(json!({"group_id": group, "name": "default", "default": true})));
    scope.put(&GATEWAY_RESPONSES, response);
}

fn is_default(response: &Record) -> bool {
    response.get("default").as_bool() == Some(true)
}

/// The rule for a type of errors: what is said of it, and for the rest what holds without a rule.
fn rule(rules: &Json, (name, status): &(&str, Option<u16>)) -> Fields {
    let own = rules.get(name).and_then(Json::as_object);
    let mut rule = fields(json!({"body": BODY, "default": own.is_none()}));
    rule.extend(status.map(|status| ("status".to_owned(), status.into())));
    rule.extend(own.cloned().unwrap_or_default());
    rule
}

fn born(_: &Call<'_>, scope: &mut Scope<'_>, response: &mut Record) -> Done {
    let is_beside = |other: &&Record| other.get("group_id") == response.get("group_id") && !is_default(other);
    if scope.all(&GATEWAY_RESPONSES).iter().filter(is_beside).count() >= MOST_OF_GROUP {
        return refuse(StatusCode::FORBIDDEN, GATEWAY_RESPONSES.too_many);
    }
    response.set("default", false);
    check_rules(response)
}

fn altered(_: &Call<'_>, scope: &mut Scope<'_>, response: &mut Record) -> Done {
    let before = scope.find(&GATEWAY_RESPONSES, &response.id)?;
    if is_default(before) && before.get("name") != response.get("name") {
        return refuse(StatusCode::CONFLICT, ("APIG.3492", "The default response name cannot be modified."));
    }
    check_rules(response)
}

fn check_rules(response: &Record) -> Done {
    for (name, rule) in response.get("responses").as_object().into_iter().flatten() {
        if !TYPES.iter().any(|(known, _)| known == name) {
            return invalid(name);
        }
        check_status(rule)?;
    }
    Ok(())
}

/// "200 to 599, but not 444".
fn check_status(rule: &Json) -> Done {
    let may_be = |status: i64| (200..600).contains(&status) && status != 444;
    if rule.get("status").and_then(Json::as_i64).is_none_or(may_be) { Ok(()) } else { invalid("status") }
}

fn seen(_: &Call<'_>, _: &Scope<'_>, response: &mut Fields) {
    let rules = response.get("responses").cloned().unwrap_or_default();
    let all = TYPES.iter().map(|known| (known.0.to_owned(), Json::Object(rule(&rules, known))));
    response.insert("responses".to_owned(), Json::Object(all.collect()));
}

fn gone(_: &Call<'_>, _: &mut Scope<'_>, response: &Record) -> Done {
    if is_default(response) {
        return refuse(StatusCode::CONFLICT, ("APIG.3491", "The default response cannot be deleted."));
    }
    Ok(())
}

fn show_rule(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let response = call.find_part(scope, &GATEWAY_RESPONSES, call.text("response_id"))?;
    let name = call.text("response_type");
    let told = response_of(scope, response.text("group_id"), &response.id, name);
    Ok(call.answer(fields(json!({name: told}))))
}

fn set_rule(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    check_status(&call.input.body)?;
    change_rules(call, scope, |rules| {
        rules.insert(call.text("response_type").to_owned(), Json::Object(call.said()));
    })?;
    show_rule(call, scope)
}

fn reset_rule(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    change_rules(call, scope, |rules| drop(rules.remove(call.text("response_type"))))?;
    Ok(Answer::no_content())
}

fn change_rules(call: &Call<'_>, scope: &mut Scope<'_>, change: impl FnOnce(&mut Fields)) -> Done {
    let mut response = call.find_part(scope, &GATEWAY_RESPONSES, call.text("response_id"))?.clone();
    let mut rules = response.get("responses").as_object().cloned().unwrap_or_default();
    change(&mut rules);
    response.set("responses", rules);
    response.set("update_time", call.time());
    scope.put(&GATEWAY_RESPONSES, response);
    Ok(())
}
