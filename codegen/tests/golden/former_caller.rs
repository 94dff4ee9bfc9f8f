// One caller, compiled against `former_before` and `former_after`: it goes on to compile, to send the same and to get the same. It is
// included by both, behind their `use` lines.

use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, block_on};

/// What is written with the names of types.
fn thing(kind: types::Kind) -> types::ThingInput {
    let size = types::Size::Small;
    types::ThingInput::default().name("n").colour("red").kind(kind).size(size).of(types::Content::from("x"))
}

/// A constant is no pattern for what is behind a reference.
fn number(kind: types::Kind) -> u8 {
    match kind {
        types::Kind::First => 1,
        types::Kind::Second => 2,
        _ => 0,
    }
}

fn cost(answer: CreateThingOutput) -> (String, types::Thing) {
    (answer.x_cost, answer.body)
}

/// What the caller sends and gets.
fn seen() -> Vec<String> {
    let created = r#"{"name":"n","color":null,"kind":"a","size":2}"#;
    let script = Replay::new()
        .answer(Canned::json(201, created).header("X-Cost", "7"))
        .answer(Canned::json(201, created).header("X-Cost", "8"))
        .answer(Canned::json(204, ""))
        .answer(Canned::json(204, ""));
    let config = Config::builder().endpoint("https://example.com").transport(script.clone()).build().unwrap();
    let client = Client::new(config);

    let call: CreateThing = client.create_thing().talkative(true).body(thing(types::Kind::First));
    let (cost, came) = cost(block_on(call.send()).unwrap());
    let large = came.size == Some(types::Size::Large);
    let mut seen = vec![format!("{cost} {} {} {large}", came.name, number(came.kind.unwrap()))];
    block_on(client.create_thing().name("m").colour_null().send()).unwrap();
    let call: PutThing = client.crate_("b").put_thing("t");
    block_on(call.send()).unwrap();
    block_on(client.send_picture().caption("c").send()).unwrap();

    seen.extend(script.requests().into_iter().map(|request| {
        let body = str::from_utf8(request.body()).unwrap().to_owned();
        let sent = if body.contains("caption") || body.contains("\"text\"") { "a picture with a text".to_owned() } else { body };
        format!("{} {} {sent}", request.method(), request.uri().path_and_query().unwrap())
    }));
    seen
}

#[test]
fn the_caller_is_understood() {
    assert_eq!(
        seen(),
        [
            "7 n 1 true",
            r#"POST /things?verbose=true {"name":"n","color":"red","kind":"a","size":1,"of":"x"}"#,
            r#"POST /things {"name":"m","color":null}"#,
            "PUT /boxes/b/things/t ",
            "POST /pictures a picture with a text",
        ]
    );
}
