//! Tests documents of anybody: each format, each style, each scheme, good and bad, by hand.

use crate::raw::{Answer, exchange, send};
use apig_emulator::Emulator;
use apig_sdk::serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};

/// An emulator with this document, written as if it were somewhere else.
async fn serving(text: &str) -> Emulator {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("apig-emulator-anybody-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("any.yaml");
    std::fs::write(&file, text).unwrap();
    let emulator = Emulator::builder().spec(&file).start().await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    emulator
}

/// What is said of a request: nothing, or the reason of its refusal behind the status.
fn said(answer: &Answer) -> String {
    match answer.header("x-emulator-reason") {
        None if answer.status < 400 => String::new(),
        reason => format!("{} {}", answer.status, reason.unwrap_or_default()),
    }
}

/// A document with one operation at a path with these parameters.
fn one(path: &str, parameters: &str) -> String {
    format!(
        "openapi: 3.2.0\ninfo: {{title: Any, version: '1'}}\nservers: [{{url: 'https://example.com/v1'}}]\npaths:\n  {path}:\n    get:\n      \
         parameters: [{parameters}]\n      responses: {{'204': {{description: d}}}}\ncomponents:\n  schemas:\n    \
         Ids: {{type: array, items: {{type: integer}}}}\n    \
         Point: {{type: object, required: [x], properties: {{x: {{type: integer}}, name: {{type: string}}}}}}\n    \
         Deep: {{type: object, properties: {{a: {{type: object, properties: {{b: {{type: integer}}}}}}, l: {{type: array, items: {{type: integer}}}}}}}}\n"
    )
}

#[tokio::test]
async fn styles_of_parameters() {
    let ids = "schema: {$ref: '#/components/schemas/Ids'}";
    let point = "schema: {$ref: '#/components/schemas/Point'}";
    let deep = "schema: {$ref: '#/components/schemas/Deep'}";
    for (path, parameter, schema, good, bad) in [
        ("/a/{p}", "in: path, required: true", ids, &["/a/1", "/a/1,2", "/v1/a/1"][..], &["/a/1,x", "/a/1%2C2"][..]),
        ("/a/{p}", "in: path, required: true", point, &["/a/x,1", "/a/x,1,name,a%2Cb"], &["/a/name,b", "/a/x,b"]),
        ("/a/{p}", "in: path, required: true, explode: true", point, &["/a/x=1,name=b"], &["/a/x,1"]),
        ("/a/{p}", "in: path, required: true, style: label", ids, &["/a/.1,2"], &["/a/1", "/a/.1.2"]),
        ("/a/{p}", "in: path, required: true, style: label, explode: true", ids, &["/a/.1.2"], &["/a/.1,2"]),
        ("/a/{p}", "in: path, required: true, style: label, explode: true", point, &["/a/.x=1.name=b"], &["/a/.y=1"]),
        ("/a/{p}", "in: path, required: true, style: matrix", ids, &["/a/;p=1,2"], &["/a/;p=1;p=2", "/a/1"]),
        ("/a/{p}", "in: path, required: true, style: matrix, explode: true", ids, &["/a/;p=1;p=2"], &["/a/;p=1,2"]),
        ("/a/{p}", "in: path, required: true, style: matrix, explode: true", point, &["/a/;x=1;name=b"], &["/a/;x=b"]),
        ("/a", "in: query, required: true", ids, &["/a?p=1&p=2", "/a?p=1"], &["/a", "/a?p=1,2", "/a?q=1"]),
        ("/a", "in: query, explode: false", ids, &["/a?p=1,2", "/a"], &["/a?p=1&p=2"]),
        ("/a", "in: query", point, &["/a?x=1&name=b", "/a"], &["/a?x=b", "/a?name=b"]),
        ("/a", "in: query, explode: false", point, &["/a?p=x,1,name,b"], &["/a?p=name,b"]),
        ("/a", "in: query, explode: false, style: spaceDelimited", ids, &["/a?p=1%202", "/a?p=1+2"], &["/a?p=1,2"]),
        ("/a", "in: query, explode: false, style: pipeDelimited", ids, &["/a?p=1%7C2", "/a?p=1|2"], &["/a?p=1,2"]),
        (
            "/a",
            "in: query, style: deepObject",
            deep,
            &["/a?p[a][b]=1", "/a?p%5Bl%5D=1&p%5Bl%5D=2", "/a?p[l][]=1", "/a?p[l][0]=1"],
            &["/a?p[a][b]=x", "/a?p=1", "/a?p[l]=x"],
        ),
        ("/a", "in: header", ids, &["x 1,2", "x 1, 2"], &["x 1,b"]),
        ("/a", "in: header, explode: true", point, &["x x=1,name=b"], &["x name=b"]),
        ("/a", "in: cookie", ids, &["c p=1; p=2", "c q=3"], &["c p=1,2"]),
        ("/a", "in: cookie", point, &["c x=1; name=b%20c"], &["c x=b"]),
        (
            "/a",
            "in: query, content: {application/json: {@}}",
            point,
            &["/a?p=%7B%22x%22:1%7D"],
            &["/a?p=%7B%7D", "/a?p=x"],
        ),
        (
            "/a",
            "in: querystring, content: {application/x-www-form-urlencoded: {@}}",
            point,
            &["/a?x=1&name=b"],
            &["/a?x=b"],
        ),
        ("/a", "in: query", "schema: {type: [integer, boolean]}", &["/a?p=1", "/a?p=true"], &["/a?p=x"]),
        (
            "/a",
            "in: query",
            "schema: {type: string, format: date-time}",
            &["/a?p=2020-01-01T00:00:00Z"],
            &["/a?p=2020-01-01"],
        ),
    ] {
        let whole = match parameter.contains('@') {
            true => parameter.replace('@', schema),
            false => format!("{parameter}, {schema}"),
        };
        let emulator = serving(&one(path, &format!("{{name: p, {whole}}}"))).await;
        for (target, is_good) in good.iter().map(|one| (one, true)).chain(bad.iter().map(|one| (one, false))) {
            let (line, headers) = match target.split_once(' ') {
                Some(("x", value)) => ("/a", format!("p: {value}\r\n")),
                Some((_, value)) => ("/a", format!("cookie: {value}\r\n")),
                None => (*target, String::new()),
            };
            let answer = send(&emulator, &format!("GET {line}"), &headers, "").await;
            assert_eq!(answer.status == 204, is_good, "{parameter} {target}: {}", said(&answer));
            assert_eq!(said(&answer).is_empty(), is_good, "{parameter} {target}");
        }
    }
}

const BODIES: &str = "\
openapi: 3.1.0
info: {title: Bodies, version: '1'}
paths:
  /json: {post: {requestBody: {required: true, content: {application/json: &thing {schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {'204': {description: d}}}}
  /form: {post: {requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {'204': {description: d}}}}
  /deep: {post: {requestBody: {content: {application/x-www-form-urlencoded: {encoding: {inner: {style: deepObject, explode: true}}, schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {'204': {description: d}}}}
  /parts: {post: {requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Upload'}}}}, responses: {'204': {description: d}}}}
  /text: {post: {requestBody: {required: true, content: {text/plain: {schema: {type: string, maxLength: 3}}}}, responses: {'204': {description: d}}}}
  /bytes: {post: {requestBody: {required: true, content: {image/*: {schema: {type: string, format: binary}}}}, responses: {'204': {description: d}}}}
  /either: {post: {requestBody: {content: {application/json: {schema: {type: integer}}, application/xml: {schema: {type: string}}}}, responses: {'204': {description: d}}}}
components:
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: integer}, tags: {type: array, items: {type: string}}, inner: {type: object, properties: {n: {type: integer}}}}}
    Upload: {type: object, required: [file, meta], properties: {file: {type: string, format: binary}, meta: {$ref: '#/components/schemas/Thing'}, n: {type: array, items: {type: integer}}}}
";

#[tokio::test]
async fn a_deep_object_and_a_property_of_another_object_have_one_name() {
    let sort = "{name: sort, in: query, schema: {type: object, properties: {made: {type: string, enum: [up, down]}, by: {type: string, enum: [up, down]}}}}";
    let made =
        "{name: made, in: query, style: deepObject, schema: {type: object, properties: {after: {type: integer}}}}";
    let emulator =
        serving(&one("/a", &format!("{made}, {sort}, {{name: by, in: query, schema: {{type: string}}}}"))).await;
    for (query, expected) in [
        ("made[after]=1&made=up", ""),
        ("made=up", ""),
        ("made=up&by=me", ""),
        ("made[after]=x", "400 `made`"),
        ("made[after]=1&made=x", "400 `sort"),
    ] {
        let said = said(&send(&emulator, &format!("GET /a?{query}"), "", "").await);
        assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{query}: {said}");
    }
}

#[tokio::test]
async fn bodies_in_each_format() {
    let emulator = serving(&BODIES.replace("&thing ", "")).await;
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let parts = "content-type: multipart/form-data; boundary=b\r\n";
    let part = |name: &str, content: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let (file, meta) = (part("file", "\u{1}"), part("meta", "{\"id\": 1}"));
    for (path, headers, body, expected) in [
        ("/json", "content-type: application/json; charset=utf-8\r\n", r#"{"id":1}"#, ""),
        ("/json", "", r#"{"id":1}"#, ""),
        ("/json", "", "{", "400 the body: is no JSON: EOF while parsing an object at line 1 column 1"),
        ("/json", "", r#"{"id":"x"}"#, "400 `id` in the body: expected an integer, found a string"),
        ("/json", "", "", "400 the body: is required and missing"),
        (
            "/json",
            "content-type: text/plain\r\n",
            "x",
            "415 the body: is `text/plain`, which is none of application/json",
        ),
        ("/form", form, "id=1&tags=a&tags=b+c&inner=%7B%22n%22%3A2%7D", ""),
        ("/form", form, "id=x", "400 the body: `id` `x` is no value of its type"),
        ("/form", form, "tags=a", "400 `id` in the body: `id` is required and missing"),
        ("/form", form, "id=1&id=2", "400 the body: `id` is there more than once"),
        ("/form", form, "id=1&inner=x", "400 the body: `inner` is no JSON: expected value at line 1 column 1"),
        ("/deep", form, "id=1&inner[n]=2", ""),
        ("/deep", form, "id=1&inner[n]=x", "400 the body: `inner` `x` is no value of its type"),
        ("/deep", "", "", ""),
        ("/parts", parts, &format!("{file}{meta}{}{}--b--\r\n", part("n", "1"), part("n", "2")), ""),
        ("/parts", parts, &format!("{file}--b--"), "400 `meta` in the body: is required and missing"),
        (
            "/parts",
            parts,
            &format!("{file}{}--b--", part("meta", "{}")),
            "400 `meta.id` in the body: `id` is required and missing",
        ),
        (
            "/parts",
            parts,
            &format!("{file}{meta}{}--b--", part("n", "x")),
            "400 `n` in the body: is no value of its type",
        ),
        ("/parts", parts, "x", "400 the body: does not begin with its boundary"),
        (
            "/parts",
            "content-type: multipart/form-data\r\n",
            &file,
            "400 the body: has no boundary in its `Content-Type`",
        ),
        ("/text", "content-type: text/plain\r\n", "abc", ""),
        ("/text", "content-type: text/plain\r\n", "abcd", "400 the body: 4 characters, more than 3"),
        ("/bytes", "content-type: image/png\r\n", "\u{0}", ""),
        ("/bytes", "content-type: text/plain\r\n", "x", "415 the body: is `text/plain`, which is none of image/*"),
        ("/either", "content-type: application/xml\r\n", "<a/>", ""),
        ("/either", "", "\"x\"", "400 the body: expected an integer, found a string"),
    ] {
        let answer = send(&emulator, &format!("POST {path}"), headers, body).await;
        assert_eq!(said(&answer), expected, "{path} {body}: {}", answer.body);
    }
}

const ANSWERS: &str = "\
openapi: 3.1.0
info: {title: Answers, version: '1'}
paths:
  /: {get: {responses: {'200': {description: d, content: {application/vnd.any+json: {schema: {type: array, minItems: 2, items: {type: integer}}}}}}}}
  /text: {get: {responses: {2XX: {description: d, content: {text/csv: {schema: {type: string}, example: 'a,b'}}}}}}
  /events: {get: {responses: {'200': {description: d, content: {text/event-stream: {itemSchema: {type: object, properties: {n: {type: integer}}}}}}}}}
  /lines: {get: {responses: {default: {description: d, content: {application/x-ndjson: {itemSchema: {type: integer}}}}}}}
  /bytes: {get: {responses: {'201': {description: d, content: {image/png: {}}}}}}
  /moved: {get: {responses: {'302': {description: d}}}}
  /head: {head: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer}}}}}}}
  /none: {delete: {responses: {'204': {description: d, headers: {X-Left: {required: true, schema: {type: integer}}}}}}}
  /failing: {get: {parameters: [{name: n, in: query, required: true, schema: {type: integer}}], responses: {'200': {description: d}, '422': {description: d, content: {application/json: {schema: {type: object, required: [message, code], properties: {message: {type: string}, code: {type: integer, minimum: 5}}}}}}}}}
";

#[tokio::test]
async fn answers_in_each_format() {
    let emulator = serving(ANSWERS).await;
    for (line, status, media_type, body) in [
        ("GET /", 200, Some("application/vnd.any+json"), "[0,0]"),
        ("GET /text", 200, Some("text/csv"), "a,b"),
        ("GET /events", 200, Some("text/event-stream"), "data: {\"n\":0}\n\ndata: {\"n\":0}\n\n"),
        ("GET /lines", 200, Some("application/x-ndjson"), "0\n0\n"),
        ("GET /bytes", 201, Some("image/png"), "string"),
        ("GET /moved", 302, None, ""),
        ("HEAD /head", 200, None, ""),
        ("DELETE /none", 204, None, ""),
        (
            "GET /failing",
            422,
            Some("application/json"),
            r#"{"code":5,"message":"`n` in the query: is required and missing"}"#,
        ),
    ] {
        let answer = send(&emulator, line, "", "").await;
        assert_eq!(
            (answer.status, answer.header("content-type"), answer.body.as_str()),
            (status, media_type, body),
            "{line}"
        );
    }
    assert_eq!(send(&emulator, "GET /moved", "", "").await.header("location"), Some("/"));
    assert_eq!(send(&emulator, "DELETE /none", "", "").await.header("x-left"), Some("0"));
    // What the document does not say has a problem's shape, and nothing of this cloud.
    let answer = send(&emulator, "GET /v3/projects", "", "").await;
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("application/problem+json")));
    assert_eq!(answer.json()["title"], "Not Found");
    let answer = send(&emulator, "PUT /text", "", "").await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")));
    let state = send(&emulator, "GET /_emulator", "", "").await.json();
    assert_eq!(state["requests"], 11 + 2);
    assert!(state.get("instances").is_none());
}

const SCHEMES: &str = "\
openapi: 3.1.0
info: {title: Schemes, version: '1'}
paths:
  /bearer: {get: {security: [{bearer: []}], responses: &r {'204': {description: d}}}}
  /oauth: {get: {security: [{oauth: [read]}], responses: {'204': {description: d}}}}
  /basic: {get: {security: [{basic: []}], responses: {'204': {description: d}}}}
  /header: {get: {security: [{header: []}], responses: {'204': {description: d}, '401': {description: d, content: {application/json: {example: {error: who}}}}}}}
  /query: {get: {security: [{query: []}], responses: {'204': {description: d}}}}
  /cookie: {get: {security: [{cookie: []}], responses: {'204': {description: d}}}}
  /both: {get: {security: [{query: [], cookie: []}, {basic: []}], responses: {'204': {description: d}}}}
  /optional: {get: {security: [{basic: []}, {}], responses: {'204': {description: d}}}}
  /tls: {get: {security: [{tls: []}], responses: {'204': {description: d}}}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/t', scopes: {read: r}}}}
    basic: {type: http, scheme: basic}
    header: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: sid}
    tls: {type: mutualTLS}
";

#[tokio::test]
async fn schemes_must_be_there_and_nothing_is_verified() {
    let emulator = serving(&SCHEMES.replace("&r ", "")).await;
    let (bearer, basic) = ("authorization: Bearer x\r\n", "authorization: basic eDp5\r\n");
    for (target, headers, is_let_in) in [
        ("/bearer", "", false),
        ("/bearer", basic, false),
        ("/bearer", bearer, true),
        ("/oauth", bearer, true),
        ("/basic", basic, true),
        ("/basic", bearer, false),
        ("/header", "x-key: k\r\n", true),
        ("/header", "", false),
        ("/query?key=k", "", true),
        ("/query?other=k", "", false),
        ("/cookie", "cookie: a=b; sid=k\r\n", true),
        ("/cookie", "cookie: a=sid\r\n", false),
        ("/both?key=k", "cookie: sid=k\r\n", true),
        ("/both?key=k", "", false),
        ("/both", basic, true),
        ("/optional", "", true),
        ("/tls", "", true),
    ] {
        let answer = send(&emulator, &format!("GET {target}"), headers, "").await;
        assert_eq!(answer.status, if is_let_in { 204 } else { 401 }, "{target} {headers}");
        assert_eq!(answer.header("www-authenticate").is_none(), is_let_in, "{target} {headers}");
    }
    assert_eq!(send(&emulator, "GET /header", "", "").await.json(), json!({"error": "who"}));
}

const TWINS: &str = "openapi: 3.0.3\ninfo: {title: Any, version: '1'}\npaths:
  /f: {put: {parameters: [{name: as, in: query, required: true, schema: {type: integer}}], responses: {'201': {description: d}}}}
  '/f#lock': {put: {requestBody: {required: true, content: {application/json: {schema: {type: object, required: [lock]}}}}, responses: {'202': {description: d}}}}
  '/f#link': {put: {requestBody: {required: true, content: {application/json: {schema: {type: object, required: [link]}}}}, responses: {'203': {description: d}}}}
  '/{one}/login': {parameters: [{name: one, in: path, required: true, schema: {type: string, default: one}}], post: {responses: {'201': {description: d}}}}
  '/{two}/login': {parameters: [{name: two, in: path, required: true, schema: {type: string, default: two}}], post: {responses: {'202': {description: d}}}}
";

#[tokio::test]
async fn of_operations_at_one_path_it_is_the_first_that_fits() {
    let emulator = serving(TWINS).await;
    let json = "content-type: application/json\r\n";
    for (target, body, status) in [
        ("POST /one/login", "", 201),
        ("POST /two/login", "", 202),
        ("POST /three/login", "", 201),
        ("PUT /f?as=2", "", 201),
        ("PUT /f", r#"{"lock":1}"#, 202),
        ("PUT /f", r#"{"link":1}"#, 203),
        ("PUT /f", r#"{"other":1}"#, 400),
    ] {
        let answer = send(&emulator, target, if body.is_empty() { "" } else { json }, body).await;
        assert_eq!(answer.status, status, "{target} {body}");
    }
}

#[tokio::test]
async fn documents_of_swagger_2_and_overlays() {
    let folder = std::env::temp_dir().join(format!("apig-emulator-overlay-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (document, overlay) = (folder.join("swagger.yaml"), folder.join("overlay.yaml"));
    let swagger = "swagger: '2.0'\ninfo: {title: Old, version: '1'}\nbasePath: /v2\npaths:\n  /a:\n    get:\n      produces: [application/json]\n      \
        responses: {200: {description: d, schema: {type: string, enum: [x]}}}\n";
    std::fs::write(&document, swagger).unwrap();
    let change = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n- target: $.paths\n  update: {/b: {delete: {responses: {204: {description: d}}}}}\n";
    std::fs::write(&overlay, change).unwrap();
    let emulator = Emulator::builder().spec(&document).overlay(&overlay).start().await.unwrap();
    assert_eq!(send(&emulator, "GET /v2/a", "", "").await.body, "\"x\"");
    assert_eq!(send(&emulator, "DELETE /b", "", "").await.status, 204);
    std::fs::write(&document, "openapi: 3.0.3\ninfo: {title: T}\npaths: {/a: {get: {responses: {}}}\n").unwrap();
    let error = Emulator::builder().spec(&document).start().await.unwrap_err().to_string();
    assert!(error.contains("swagger.yaml"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn what_lies_beside_the_folder_of_a_document_is_read_below_a_root() {
    let folder = std::env::temp_dir().join(format!("apig-emulator-root-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("api")).unwrap();
    let document = folder.join("api/any.yaml");
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {'204': {$ref: '../common.yaml#/components/responses/Done'}}}}}\n";
    std::fs::write(&document, text).unwrap();
    std::fs::write(folder.join("common.yaml"), "components: {responses: {Done: {description: d}}}\n").unwrap();
    let refused = |builder: apig_emulator::Builder| async { builder.start().await.unwrap_err().to_string() };
    let builder = || Emulator::builder().spec(&document);
    assert!(refused(builder()).await.contains("ref-outside-root"));
    std::fs::create_dir_all(folder.join("other")).unwrap();
    assert!(refused(builder().spec_root(folder.join("other"))).await.contains("does not lie below"));
    let emulator = builder().spec_root(&folder).start().await.unwrap();
    assert_eq!(send(&emulator, "GET /a", "", "").await.status, 204);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn what_no_reader_expects_is_harmless() {
    let emulator = serving(&one("/a", "{name: p, in: query, style: deepObject, schema: {type: object}}")).await;
    let deep = format!("GET /a?p{}=1", "[a]".repeat(5_000));
    assert_eq!(send(&emulator, &deep, "", "").await.status, 400);
    let emulator = serving(&BODIES.replace("&thing ", "")).await;
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let many = send(&emulator, "POST /form", form, &"a=1&".repeat(20_000)).await;
    assert_eq!(said(&many), "400 the body: has more than 10000 fields");
    let odd = "POST /parts HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=\"\r\ncontent-length: 1\r\n\r\nx";
    assert!(exchange(&emulator, odd.as_bytes()).await.contains(" 400 "));
}
