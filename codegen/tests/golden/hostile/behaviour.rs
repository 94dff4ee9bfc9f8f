//! Whatever a text holds, it stays a text.

use super::of_hostile::hostile::{Client, types::*};
use crate::support::{both_ways, config, request};

#[test]
fn texts_survive_as_data() {
    let call = Client::new(config()).attack("x").query("\"#").x(Kind::Raw).name("\"#").braces("*/");
    let expected = "POST /hostile/*~'()!$&+,;=:@%20x?%22%23%20%2A%2F%20%7B%7B%20query%20%7D%7D=%22%23\n\
        x-'`|~: \"#\n{\"name\":\"\\\"#\",\"*/ \\\"# {{\":\"*/\"}";
    assert_eq!(request(&call), expected);
    both_ways(r#""line\nbreak""#, &Kind::Break);
    both_ways("\"\u{202e}\"", &Kind::Bidi);
    both_ways(r#""{{ x }}""#, &Kind::Template);
    assert!(Kind::All.as_str().contains("*/ \"# {{ x }} {% y %} `tick` ```rust <b>"));
}
