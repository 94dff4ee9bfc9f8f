//! Holds the obstacle course: a line is a name on the wire and what each role makes of it.

use super::*;

/// The obstacle course: a line is a name on the wire and what each role makes of it.
#[test]
fn names_in_every_role() {
    type Role = fn(&str) -> Ident;
    let table: &[(Role, &str, &str)] = &[
        (item, "AppQuota", "AppQuota"),
        (item, "app-quota", "AppQuota"),
        (item, "app_quota.v2", "AppQuotaV2"),
        (item, "option", "Option_"),
        (item, "String", "String_"),
        (item, "Error", "Error"),
        (item, "self", "Self_"),
        (item, "2FA", "T2fa"),
        (item, "", "Empty"),
        (item, "👍", "Plus1"),
        (item, "名称", "MingCheng"),
        (item, "List apps response item", "ListAppsResponseItem"),
        (operation, "Error", "Error_"),
        (operation, "CreateAppQuota", "CreateAppQuota"),
        (field, "type", "r#type"),
        (field, "self", "self_"),
        (field, "Self", "self_"),
        (field, "crate", "crate_"),
        (field, "gen", "r#gen"),
        (field, "X-Auth-Token", "x_auth_token"),
        (field, "camelCase", "camel_case"),
        (field, "HTTPServer", "http_server"),
        (field, "2fa", "_2fa"),
        (field, "+1", "plus_1"),
        (field, "-1", "minus_1"),
        (field, "$ref", "r#ref"),
        (field, "@id", "id"),
        (field, "naïve", "naive"),
        (field, "数量_max", "shu_liang_max"),
        (field, "🎉", "tada"),
        (field, "\u{e000}", "ue000"),
        (field, "ع", "u639"),
        (field, "$", "dollar"),
        (field, "---------", "minus_9"),
        (field, "--", "minus_minus"),
        (field, "+", "plus"),
        (field, " ", "space"),
        (field, "", "empty"),
        (field, "-", "minus"),
        (field, "name 👍", "name"),
        (operation_field, "body", "body_"),
        (function, "new", "new_"),
        (function, "GET /v2/users/{user-id}", "get_v2_users_by_user_id"),
        (operation, "DELETE /{key.id}", "DeleteByKeyId"),
        (item, "GET /trees/{id}/leaves response", "GetTreesByIdLeavesResponse"),
        (variant, "{a}/{b}", "AB"),
        (module, "types", "types_"),
        (module, "Mod", "mod_"),
        (service, "lib", "lib_"),
        (service, "default", "default_"),
        (variant, "SECOND", "Second"),
        (variant, "multipart/form-data", "MultipartFormData"),
        (variant, "2.0", "V2_0"),
        (variant, "20", "V20"),
        (variant, "-1", "Minus1"),
        (variant, "", "Empty"),
        (variant, "unknown", "Unknown_"),
        (variant, "self", "Self_"),
        (variant, "aes-128-cfb", "Aes128Cfb"),
        (variant, "*", "Star"),
        (variant, ">=", "GreaterEqual"),
        (variant, "1..2", "V1_2"),
        (variant, "_", "Underscore"),
    ];
    for (role, name, expected) in table {
        assert_eq!(role(name).0, *expected, "{name:?}");
    }
}

#[test]
fn keywords_are_written_raw() {
    for keyword in KEYWORDS {
        let raw = Ident(format!("r#{keyword}"));
        assert_eq!((field(keyword), function(keyword)), (raw.clone(), raw));
    }
}

#[test]
fn setters_keep_clear_of_methods() {
    for (field, expected) in [("name", "name"), ("default", "default_"), ("r#type", "r#type"), ("send", "send_")] {
        assert_eq!(setter(&Ident(field.to_owned())).0, expected);
    }
}

#[test]
fn answers_are_in_upper_camel_case() {
    assert_eq!(output(&operation("Result")).0, "ResultOutput");
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
