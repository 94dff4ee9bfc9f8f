//! Carries out the operations on AppCodes, by which apps call without a signature.

use super::acts::{self, Act};
use super::apps::OWNERS;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::kind::{Kind, PLAIN};
use super::reached;
use crate::answer::Answer;
use crate::state::records::Record;
use http::StatusCode;

pub(super) const APP_CODES: Kind = Kind {
    name: "app_codes",
    within: Some(("app_id", &OWNERS)),
    changed: &[],
    unknown: ("APIG.3082", "The AppCode does not exist."),
    too_many: ("APIG.3131", "The number of AppCodes exceeds the maximum allowed limit."),
    // As many as apps may have.
    most: usize::MAX,
    born,
    ..PLAIN
};

/// "A maximum of five AppCodes for each credential."
const MOST_OF_APP: usize = 5;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListAppCodesV2", Act::List(&APP_CODES)),
    ("CreateAppCodeV2", Act::Create(&APP_CODES)),
    ("CreateAppCodeAutoV2", Act::Own(generate)),
    ("ShowDetailsOfAppCodeV2", Act::Show(&APP_CODES)),
    ("DeleteAppCodeV2", Act::Delete(&APP_CODES)),
];

/// A code stands for one app only. No document says so.
fn born(call: &Call<'_>, scope: &mut Scope<'_>, code: &mut Record) -> Done {
    if call.all(scope, &APP_CODES)?.count() >= MOST_OF_APP {
        return refuse(StatusCode::FORBIDDEN, APP_CODES.too_many);
    }
    if reached::app_by_code(scope, code.text("app_code")).is_some() { invalid("app_code") } else { Ok(()) }
}

fn generate(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let mut code = call.record(&APP_CODES);
    code.set("app_id", scope.find(&OWNERS, call.id())?.id.as_str());
    code.set("app_code", call.ids.hex() + &call.ids.hex());
    Ok(call.answer(acts::add(call, scope, &APP_CODES, code)?))
}
