//! Creates, shows, changes and deletes permanent access keys. Knows whose keys a caller may manage: those of all users of the account,
//! since everybody is an administrator here. Must not know how keys sign.

use super::{IamCall, Result, forbidden, missing};
use crate::answer::{self, Answer};
use crate::state::access_keys::Key;
use crate::state::identities::Identities;
use crate::times;
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

const STATUS: &str = "/credential/status";
const DESCRIPTION: &str = "/credential/description";

/// What each answer says of a key.
fn shown(id: &str, key: &Key) -> Json {
    json!({
        "access": id, "create_time": times::microseconds(key.created), "user_id": key.grant.user_id(),
        "description": key.description, "status": if key.is_active { "active" } else { "inactive" },
    })
}

impl IamCall<'_> {
    pub(super) fn create_access_key(&self, identities: &mut Identities) -> Result<Answer> {
        let domain = self.who(identities)?.domain;
        // The page documents no 404.
        let owner = identities.user(&domain, self.at("/credential/user_id")).ok_or_else(forbidden)?;
        let created = identities.keys.create(self.ids, owner, self.at(DESCRIPTION), self.now);
        let too_many = || Box::new(Answer::keystone(StatusCode::BAD_REQUEST, "akSkNumExceed"));
        let (id, key) = created.ok_or_else(too_many)?;
        let mut shown = shown(&id, &key);
        shown["secret"] = key.secret.expose().into();
        Ok(Answer::created(json!({"credential": shown})))
    }

    pub(super) fn list_access_keys(&self, identities: &Identities) -> Result<Answer> {
        let caller = self.who(identities)?;
        let owner = match self.input.text("user_id") {
            "" => caller,
            id => identities.user(&caller.domain, id).ok_or_else(|| missing("user", id))?,
        };
        let keys = identities.keys.of_user(&owner.user_id());
        let shown: Vec<Json> = keys.into_iter().map(|(id, key)| shown(id, key)).collect();
        Ok(Answer::ok(json!({"credentials": shown})))
    }

    pub(super) fn show_access_key(&self, identities: &mut Identities) -> Result<Answer> {
        let (id, key) = self.asked_for_key(identities)?;
        let mut shown = shown(id, key);
        shown["last_use_time"] = times::microseconds(key.last_use()).into();
        Ok(Answer::ok(json!({"credential": shown})))
    }

    pub(super) fn update_access_key(&self, identities: &mut Identities) -> Result<Answer> {
        let [status, description] = [STATUS, DESCRIPTION].map(|field| self.input.body.pointer(field));
        let (id, key) = self.asked_for_key(identities)?;
        if status.is_none() && description.is_none() {
            return Err(Box::new(answer::invalid_body()));
        }
        if let Some(status) = status {
            key.is_active = status == "active";
        }
        if let Some(description) = description.and_then(Json::as_str) {
            description.clone_into(&mut key.description);
        }
        Ok(Answer::ok(json!({"credential": shown(id, key)})))
    }

    pub(super) fn delete_access_key(&self, identities: &mut Identities) -> Result<Answer> {
        let (id, _) = self.asked_for_key(identities)?;
        identities.keys.remove(id);
        Ok(Answer::no_content())
    }

    fn asked_for_key<'i>(&self, identities: &'i mut Identities) -> Result<(&str, &'i mut Key)> {
        let (domain, id) = (self.who(identities)?.domain, self.input.text("access_key"));
        let key = identities.keys.permanent(id, &domain).ok_or_else(|| missing("access key", id))?;
        Ok((id, key))
    }
}
