//! Holds the obstacle course: a line is a name on the wire and what each role makes of it.

use super::*;

/// The obstacle course: a line is a name on the wire and what each role makes of it.
#[test]
fn names_in_every_role() {
    type Role = fn(&str) -> Option<Ident>;
    let table: &[(Role, &str, Option<&str>)] = &[
        (item, "AppQuota", Some("AppQuota")),
        (item, "app-quota", Some("AppQuota")),
        (item, "app_quota.v2", Some("AppQuotaV2")),
        (item, "option", Some("Option_")),
        (item, "String", Some("String_")),
        (item, "Error", Some("Error")),
        (item, "self", Some("Self_")),
        (item, "2FA", Some("T2fa")),
        (item, "", None),
        (item, "👍", None),
        (item, "名称", None),
        (item, "List apps response item", Some("ListAppsResponseItem")),
        (operation, "Error", Some("Error_")),
        (operation, "CreateAppQuota", Some("CreateAppQuota")),
        (field, "type", Some("r#type")),
        (field, "self", Some("self_")),
        (field, "Self", Some("self_")),
        (field, "crate", Some("crate_")),
        (field, "gen", Some("r#gen")),
        (field, "X-Auth-Token", Some("x_auth_token")),
        (field, "camelCase", Some("camel_case")),
        (field, "HTTPServer", Some("http_server")),
        (field, "2fa", Some("_2fa")),
        (field, "+1", Some("plus_1")),
        (field, "-1", Some("minus_1")),
        (field, "$ref", Some("r#ref")),
        (field, "@id", Some("id")),
        (field, "naïve", None),
        (field, "-", None),
        (field, "name 👍", Some("name")),
        (operation_field, "body", Some("body_")),
        (function, "new", Some("new_")),
        (function, "GET /v2/users/{user-id}", Some("get_v2_users_by_user_id")),
        (operation, "DELETE /{key.id}", Some("DeleteByKeyId")),
        (item, "GET /trees/{id}/leaves response", Some("GetTreesByIdLeavesResponse")),
        (variant, "{a}/{b}", Some("AB")),
        (module, "types", Some("types_")),
        (module, "Mod", Some("mod_")),
        (service, "lib", Some("lib_")),
        (service, "default", Some("default_")),
        (variant, "SECOND", Some("Second")),
        (variant, "multipart/form-data", Some("MultipartFormData")),
        (variant, "2.0", Some("V2_0")),
        (variant, "20", Some("V20")),
        (variant, "-1", Some("Minus1")),
        (variant, "", Some("Empty")),
        (variant, "unknown", Some("Unknown_")),
        (variant, "self", Some("Self_")),
        (variant, "aes-128-cfb", Some("Aes128Cfb")),
        (variant, "*", None),
    ];
    for (role, name, expected) in table {
        assert_eq!(role(name).map(|ident| ident.0).as_deref(), *expected, "{name:?}");
    }
}

#[test]
fn keywords_are_written_raw() {
    for keyword in KEYWORDS {
        let raw = Some(Ident(format!("r#{keyword}")));
        assert_eq!((field(keyword), function(keyword)), (raw.clone(), raw));
    }
}

#[test]
fn setters_keep_clear_of_methods() {
    for (field, expected) in [("name", "name"), ("default", "default_"), ("r#type", "r#type"), ("send", "send_")] {
        assert_eq!(setter(&Ident(field.to_owned())).0, expected);
    }
}

/// All names of up to six of these characters: what is taken for snake case is what heck makes of it.
#[test]
fn what_is_snake_case_stays() {
    const LETTERS: [char; 5] = ['a', 'b', '1', '_', 'C'];
    let mut found = 0;
    for length in 1..=6 {
        for code in 0..LETTERS.len().pow(length) {
            let name: String = (0..length).map(|at| LETTERS[code / LETTERS.len().pow(at) % LETTERS.len()]).collect();
            if is_snake(&name) {
                assert_eq!(name.to_snake_case(), name);
                found += 1;
            }
        }
    }
    assert!(found > 1000, "{found}");
}
