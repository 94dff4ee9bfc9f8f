//! Tests `gen --dump`: what it prints, and that it writes nothing.

use crate::support::{A, Case, Run, document, finish};

const API: &str = r#"operation things/GetThing:
Operation {
    id: "GetThing",
    method: Get,
    path: "/things",
    summary: Some("Gets the thing."),
    successes: [
        Answer {
            status: Code(200),
            description: Some("The thing."),
            format: Some(Json),
            schema: Some(
                Schema {
                    ty: Named(TypeId(0)),
                    reference: Some("Thing"),
                },
            ),
            media_types: [
                MediaType {
                    name: "application/json",
                },
            ],
            media_type: Some("application/json"),
        },
    ],
    defined_in: "things.yaml",
}

type things/Thing, TypeId(0):
Definition {
    name: "Thing",
    component: true,
    description: Some("A thing."),
    kind: Object(
        Object {
            properties: [
                Property {
                    name: "name",
                    description: Some("The name."),
                    schema: Schema {
                        ty: Scalar(Text(Plain)),
                    },
                },
            ],
        },
    ),
    in_response: true,
    path: "things.yaml",
}
"#;

fn dump(case: &Case, arguments: &[&str]) -> Run {
    finish(case.bare().args(["gen", "--spec", "spec/things.yaml", "--dump"]).args(arguments))
}

#[test]
fn an_operation_is_shown_with_its_types() {
    let case = Case::new(A);
    let run = dump(&case, &["api", "GetThing"]).ok();
    assert_eq!(run.out.trim_end(), API.trim_end());
    assert_eq!(dump(&case, &["api", "things/GetThing"]).ok().out, run.out);
    assert_eq!(case.names("."), ["spec"], "nothing is written");
}

#[test]
fn a_whole_model_is_shown() {
    let case = Case::new(A);
    let api = dump(&case, &["api"]).ok();
    assert!(api.out.starts_with("service things:\n"), "{}", api.out);
    let (operation, ty) = API.split_once("\n\n").unwrap();
    assert!(api.out.contains(operation) && api.out.contains(ty.trim_end()), "{}", api.out);
    let rust = dump(&case, &["rust"]).ok();
    assert!(rust.out.contains("operation things/GetThing:\nOperation {\n    module: get_thing,\n"), "{}", rust.out);
    assert!(rust.out.contains("    output: One(\n") && rust.out.contains("Named(Thing)"), "{}", rust.out);
    assert!(dump(&case, &["rust", "get_thing"]).ok().out.contains("type things/Thing:\n"));
    for run in [&api, &rust] {
        assert!(!run.out.contains("span") && !run.out.contains("None,") && !run.out.contains("FileId"));
    }
}

#[test]
fn what_a_document_says_is_shown_as_json_whatever_it_is() {
    let case = Case::empty();
    case.spec("things.yaml", "no: [0x1F, *a]");
    dump(&case, &["json"]).fails("error[unknown-anchor]");
    case.spec("things.yaml", "no: [&a 1.50, 123456789012345678901, *a]");
    let expected = "{\n  \"no\": [\n    1.5,\n    123456789012345678901,\n    1.5\n  ]\n}\n";
    assert_eq!(dump(&case, &["json"]).ok().out, expected);
    dump(&case, &["json", "GetThing"]).fails("error: JSON is of whole documents: name no operation\n");
}

#[test]
fn an_unknown_operation_is_told_with_the_one_that_was_meant() {
    let case = Case::new(A);
    dump(&case, &["api", "GetThign"]).fails("error: there is no operation `GetThign`; did you mean `GetThing`?\n");
    dump(&case, &["rust", "things/get_thign"]).fails("did you mean `things/get_thing`?\n");
    dump(&case, &["api", "thing/GetThing"]).fails("did you mean `things/GetThing`?\n");
    dump(&case, &["api", "\u{1b}[31m"]).fails("error: there is no operation `\\u{1b}[31m`\n");
}

#[test]
fn errors_are_told_instead() {
    let case = Case::empty();
    case.spec("things.yaml", &document(A).replace("type: string", "type: *text"));
    let run = dump(&case, &["api"]).fails("error[unknown-anchor]");
    assert_eq!(run.out, "");
    assert!(run.err.contains("--> spec/things.yaml:"), "{}", run.err);
}

#[test]
fn text_of_a_document_cannot_steer_the_terminal() {
    let case = Case::empty();
    case.spec("things.yaml", &document("\"\\e[31mred\""));
    let run = dump(&case, &["api"]).ok();
    assert!(run.out.contains("\\u{1b}[31mred") && !run.out.contains('\u{1b}'), "{}", run.out);
}
