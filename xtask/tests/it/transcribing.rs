//! Tests `cargo xtask transcribe`: what it drafts goes into the spec and is accepted at once, or is printed and changes nothing.

use crate::fresh::{copy, xtask};
use crate::support::{Case, Run, files, finish};

/// A page of the gateway, as it is copied from a browser.
const PAGE: &str = "\
Creating a Thing
Function
This API is used to create a thing.
URI
POST /v2/{project_id}/apigw/instances/{instance_id}/things
Parameter | Mandatory | Type | Description |
---|---|---|---|
project_id | Yes | String | Project ID. For details about how to obtain it, see Obtaining a Project ID. |
instance_id | Yes | String | Gateway ID, which can be obtained from the gateway information on the APIG console. |
Request Parameters
Parameter | Mandatory | Type | Description |
---|---|---|---|
X-Auth-Token | Yes | String | User token. |
Parameter | Mandatory | Type | Description |
---|---|---|---|
name | Yes | String | Name. Minimum: 3 Maximum: 255 |
Response Parameters
Status code: 201
Parameter | Type | Description |
---|---|---|
id | String | ID. |
Status code: 401
Parameter | Type | Description |
---|---|---|
error_code | String | Error code. |
error_msg | String | Error description. |
Example Requests
{\"name\" : \"one\"}
Example Responses
Status code: 201
OK
{\"id\" : \"1\"}
Status code: 401
Unauthorized
{\"error_code\" : \"APIG.1002\",\"error_msg\" : \"Incorrect token or token resolution failed\"}
Status Codes
Status Code | Description |
---|---|
201 | OK |
401 | Unauthorized |
";

fn transcribe(case: &Case, arguments: &[&str]) -> Run {
    finish(xtask(case, &["transcribe"]).args(arguments))
}

fn with_page() -> Case {
    let case = copy();
    case.write("pages/create.txt", PAGE);
    case.write("pages/index.txt", "Things\n\nWhat there is about things.\n");
    case
}

#[test]
fn a_page_becomes_a_crate_that_has_its_operation() {
    let case = with_page();
    let run = transcribe(&case, &["pages/create.txt", "--operation", "CreateThing", "--write"]).ok();
    assert_eq!(run.listed("added"), ["spec/apig/things.yaml"]);
    assert_eq!(run.listed("changed"), ["spec/apig/openapi.yaml"]);
    finish(&mut xtask(&case, &["gen"])).ok();
    let operation = case.read("generated/src/apig/create_thing.rs");
    assert!(operation.contains("pub struct CreateThing {"), "{operation}");
    let things = case.read("spec/apig/things.yaml");
    for expected in [
        "- $ref: 'parameters.yaml#/components/parameters/ProjectId'\n",
        "- $ref: 'parameters.yaml#/components/parameters/InstanceId'\n",
        "          $ref: '../common.yaml#/components/responses/Unauthorized'\n",
        "      tags: [Gateway Management]\n",
        "          minLength: 3\n          maxLength: 255\n",
    ] {
        assert!(things.contains(expected), "{expected}{things}");
    }
    // Once more: it is there, and nothing is written.
    let before = files(&case.path("spec"));
    transcribe(&case, &["pages/create.txt", "--operation", "CreateThing", "--write"])
        .fails("`POST /v2/{project_id}/apigw/instances/{instance_id}/things` is there already");
    assert!(files(&case.path("spec")) == before);
}

#[test]
fn a_draft_is_printed_and_nothing_is_written() {
    let case = with_page();
    let before = files(&case.path("."));
    let run = transcribe(&case, &["pages", "--without-words"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.starts_with("# spec/apig/things.yaml: POST /v2/"), "{}", run.out);
    assert!(
        run.out.contains("  description: 'TODO: what it is.'\n") && !run.out.contains("used to create"),
        "{}",
        run.out
    );
    assert!(run.err.contains("note: pages/create.txt:1: operationId `CreateThing` is a guess"), "{}", run.err);
    let alone = transcribe(&case, &["pages/create.txt", "--document", "--operation", "CreateThing"]).ok();
    assert!(files(&case.path(".")) == before);
    case.write("things.yaml", &alone.out);
    finish(&mut xtask(&case, &["gen", "--spec", "things.yaml", "--out", "things"])).ok();
}

/// Pages without a name stay apart in the table that stands for them.
#[test]
fn a_table_of_facts_is_audited_like_the_pages() {
    let case = with_page();
    case.write("pages/other.txt", &PAGE.replace("/things", "/other-things"));
    let table = transcribe(&case, &["pages", "--facts"]).ok();
    case.write("facts.tsv", &table.out);
    let [pages, facts] =
        ["pages", "facts.tsv"].map(|path| finish(xtask(&case, &["audit"]).args([path, "--format", "json"])));
    let count = |run: &Run| {
        let object: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        object["diagnostics"].as_array().unwrap().len()
    };
    assert_eq!((count(&facts), count(&pages)), (2, 2), "{facts:?}");
}

#[test]
fn what_is_no_operation_is_told() {
    let case = with_page();
    transcribe(&case, &["pages/index.txt"]).fails("pages/index.txt: no method and path stand below a heading \"URI\"");
    transcribe(&case, &["pages/none.txt"]).fails("cannot read `pages/none.txt`");
    case.write("pages/other.txt", &PAGE.replace("/v2/{project_id}/apigw", "/v9/elsewhere"));
    for (arguments, message) in [
        (&["pages/create.txt", "--service", "nothing"][..], "nothing"),
        (&["pages/other.txt"], "--document prints a document of its own"),
        (&["pages", "--operation", "CreateThing"], "--operation names one operation, and there are 2 pages"),
        (&["pages/create.txt", "--operation", "a b"], "--operation"),
        (&["pages/create.txt", "--file", "../a.yaml"], "--file"),
        (&[], "PAGE"),
    ] {
        let run = transcribe(&case, arguments);
        assert!(run.code == Some(2) && run.err.contains(message), "{arguments:?}: {run:?}");
    }
    // A path that could become another YAML than what is meant.
    case.write("pages/hostile.txt", &PAGE.replace("/things", "/thi'\"{ngs}:"));
    transcribe(&case, &["pages/hostile.txt", "--service", "apig", "--write"]).fails("pages/hostile.txt: ");
}
