//! Carries out the operations on signature keys, by which backends know their gateway. Must not know how anything is signed.

use super::acts::Act;
use super::bindings;
use super::call::{Call, Done, Scope};
use super::kind::{Kind, PLAIN};
use super::sign_bindings::BINDINGS;
use crate::answer::Answer;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const SIGNS: Kind = Kind {
    name: "signs",
    unique: &["name"],
    unknown: ("APIG.3017", "Signature key {} does not exist"),
    taken: ("APIG.3207", "The signature key name already exists."),
    too_many: ("APIG.3105", "The number of signature keys exceeds the maximum allowed limit."),
    most: 200,
    born: complete,
    altered: complete,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListSignatureKeysV2", Act::List(&SIGNS)),
    ("CreateSignatureKeyV2", Act::Create(&SIGNS)),
    ("UpdateSignatureKeyV2", Act::Replace(&SIGNS)),
    ("DeleteSignatureKeyV2", Act::Delete(&SIGNS)),
];

/// Makes the key and the secret that are not given, as long as their type wants them; a change that gives none makes new ones, as in
/// the example of its page. Public keys need a feature that technical support enables, so no gateway has it.
fn complete(call: &Call<'_>, _: &mut Scope<'_>, sign: &mut Record) -> Done {
    sign.fields.entry("sign_type").or_insert("hmac".into());
    if sign.is("sign_type", "public_key") {
        let text = format!("sign_type=public_key not supported by instance {}", call.instance);
        return Err(Box::new(Answer::error(StatusCode::PRECONDITION_FAILED, "APIG.3548", text)));
    }
    let digits = |count: usize| -> String { call.ids.hex().chars().take(count).collect() };
    let (key, secret) = match (sign.text("sign_type"), sign.text("sign_algorithm")) {
        // The name of a user begins with a letter.
        ("basic", _) => (format!("u{}", digits(31)), digits(32)),
        ("aes", "aes-128-cfb") => (digits(16), digits(16)),
        ("aes", _) => (digits(32), digits(16)),
        _ => (digits(32), digits(32)),
    };
    sign.fields.entry("sign_key").or_insert(key.into());
    sign.fields.entry("sign_secret").or_insert(secret.into());
    Ok(())
}

fn seen(_: &Call<'_>, scope: &Scope<'_>, sign: &mut Fields) {
    let bound = bindings::count(scope, &BINDINGS, sign.get("id").and_then(Json::as_str).unwrap_or_default());
    sign.insert("bind_num".to_owned(), bound.into());
    sign.insert("ldapi_bind_num".to_owned(), 0.into());
}

/// "Deletes a signature key, which becomes invalid and is unbound from its APIs." The user guide says that a bound policy cannot be
/// deleted, but there is no code for that.
fn gone(_: &Call<'_>, scope: &mut Scope<'_>, sign: &Record) -> Done {
    scope.gateway.records.forget("sign_id", &sign.id);
    Ok(())
}
