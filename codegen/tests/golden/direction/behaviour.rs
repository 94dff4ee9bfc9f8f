//! What only the server sets is never sent, and what only the caller sets need not come back.

use super::of_direction::direction::{AddUser, Client, LastUser};
use crate::support::{answer, config, refused, request};

#[test]
fn what_the_server_sets_is_not_sent() {
    let call = Client::new(config()).add_user().name("Tom").password("x");
    assert_eq!(request(&call), "POST /users\n{\"name\":\"Tom\",\"password\":\"x\"}");
    let expected = ["name is required", "password must have at least 1 character, has 0"];
    assert_eq!(refused(&Client::new(config()).add_user().password("")), expected);
}

#[test]
fn what_the_server_sets_is_read() {
    assert_eq!(answer::<AddUser>(200, r#"{"id":1,"name":"Tom"}"#).unwrap().id, 1);
    let last = answer::<LastUser>(200, r#"{"id":1}"#).unwrap();
    assert_eq!((last.id, last.password), (1, None));
}
