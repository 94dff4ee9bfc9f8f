//! An operation without a name goes by its name in Rust, in errors too.

use super::of_no_operation_id::no_operation_id::{
    Client, DeleteV2UsersByUserIdKeysByKeyId, GetV2Users, Look, PostV2Users,
};
use crate::support::config;
use oaswright_runtime::{Call, Operation};

#[test]
fn the_name_is_one() {
    let names = [GetV2Users::NAME, PostV2Users::NAME, DeleteV2UsersByUserIdKeysByKeyId::NAME, Look::NAME];
    assert_eq!(names, ["GetV2Users", "PostV2Users", "DeleteV2UsersByUserIdKeysByKeyId", "Look"]);
    let shown = Call::of::<DeleteV2UsersByUserIdKeysByKeyId>().to_string();
    assert_eq!(shown, "DeleteV2UsersByUserIdKeysByKeyId (DELETE /v2/users/{user-id}/keys/{key.id})");
    let error = Client::new(config()).delete_v2_users_by_user_id_keys_by_key_id("", "k").to_request().unwrap_err();
    let refused = "nothing was sent: user-id must not be empty";
    assert_eq!(error.to_string(), format!("DeleteV2UsersByUserIdKeysByKeyId: {refused}"));
}
