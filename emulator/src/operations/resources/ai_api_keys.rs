//! Carries out the operations on AI API keys, by which the callers of apps prove themselves to AI services.

use super::acts::Act;
use super::apps::OWNERS;
use super::call::{Call, Done, Scope};
use super::kind::{Kind, PLAIN};
use crate::state::records::Record;

// No source has errors of its own for them.
pub(super) const AI_API_KEYS: Kind =
    Kind { name: "ai_api_keys", within: Some(("app_id", &OWNERS)), changed: &[], born, ..PLAIN };

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListAiApiKeys", Act::List(&AI_API_KEYS)),
    ("CreateAiApiKey", Act::Create(&AI_API_KEYS)),
    ("ShowDetailsOfAiApiKey", Act::Show(&AI_API_KEYS)),
    ("DeleteAiApiKey", Act::Delete(&AI_API_KEYS)),
];

/// "With a value of your choice or a random one".
fn born(call: &Call<'_>, _: &mut Scope<'_>, key: &mut Record) -> Done {
    if key.text("ai_api_key").is_empty() {
        key.set("ai_api_key", call.ids.hex());
    }
    Ok(())
}
