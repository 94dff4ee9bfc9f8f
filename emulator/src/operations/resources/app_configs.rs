//! Carries out the operations on the configurations of integration applications, which only ROMA Connect has. Must not know what
//! backend functions make of them.

use super::acts::{self, Act};
use super::apps::APPS;
use super::call::{Call, Done, Scope};
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::Fields;

/// Integration applications are client applications here, since one is made with each.
const OWNERS: Kind = Kind { unknown: ("APIG.3019", "Application {} does not exist"), ..APPS };

const APP_CONFIGS: Kind = Kind {
    name: "app_configs",
    within: Some(("app_id", &OWNERS)),
    unique: &["app_id", "config_name"],
    created: &[],
    unknown: ("APIG.3081", "Application configuration {} does not exist"),
    // The one 400 that the pages have. That no two of an application have a name in common, they do not say.
    taken: (
        "APIG.2011",
        "Invalid parameter value,parameterName:config_name. Please refer to the support documentation",
    ),
    seen,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListAppConfigsV2", Act::Own(list)),
    ("CreateAppConfigV2", Act::Own(create)),
    ("ShowDetailsOfAppConfigV2", Act::Show(&APP_CONFIGS)),
    ("UpdateAppConfigV2", Act::Change(&APP_CONFIGS)),
    ("DeleteAppConfigV2", Act::Delete(&APP_CONFIGS)),
];

/// The application is checked before the name, which is unique within it.
fn create(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let mut config = call.record(&APP_CONFIGS);
    config.fields.extend(call.body());
    config.set("app_id", scope.find(&OWNERS, call.text("app_id"))?.id.as_str());
    Ok(call.answer(acts::add(call, scope, &APP_CONFIGS, config)?))
}

/// Of all applications, or of one. What an application is called, it calls `roma_app_name`.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let views = scope.all(&APP_CONFIGS).iter().map(|config| {
        let mut view = call.view(scope, &APP_CONFIGS, config);
        let name = scope.get(&OWNERS, config.text("app_id")).map(|app| app.get("name").clone());
        view.insert("roma_app_name".to_owned(), name.unwrap_or_default());
        view
    });
    Ok(call.list(views, &[]))
}

/// Secrets do not come back.
fn seen(_: &Call<'_>, _: &Scope<'_>, config: &mut Fields) {
    if config.get("config_type").is_some_and(|kind| kind != "variable") {
        config.insert("config_value".to_owned(), "******".into());
    }
}
