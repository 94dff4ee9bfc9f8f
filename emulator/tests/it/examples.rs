//! Tests the answers of operations without behaviour: the documented example, else what the schema allows.

use crate::raw::send;
use crate::support::with_document;
use apig_emulator::Emulator;
use apig_sdk::serde_json::json;

const SHELF: &str = "\
openapi: 3.0.3
info: {title: Shelf, version: '1'}
paths:
  /books:
    post:
      operationId: addBook
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}
      responses:
        '201':
          description: ok
          headers:
            Location: {required: true, schema: {type: string}, example: /books/1}
            X-Kind: {required: true, schema: {type: string, enum: [new, old]}}
            X-Left: {required: true, schema: {type: integer, example: 7}}
            X-Shelf: {required: true, schema: {type: integer, example: 7}, example: 8}
            X-Pages: {required: true, schema: {type: integer, minimum: 12}}
            X-Read: {required: true, schema: {type: boolean}}
            X-Seldom: {schema: {type: string}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Book'}, example: {id: 1, title: x, author: {name: z}, shelf: main-hall}}}
  /books/{id}:
    get:
      operationId: getBook
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}}
components:
  schemas:
    Book:
      type: object
      required: [id, title, author, shelf]
      properties:
        id: {type: integer, readOnly: true, example: 4}
        title: {type: string, minLength: 1, example: Emma}
        author: {$ref: '#/components/schemas/Author'}
        shelf: {type: string, minLength: 8, readOnly: true}
        note: {type: string}
    Author: {type: object, required: [name], properties: {name: {type: string, default: anonymous}, born: {type: integer}}}
";

#[tokio::test]
async fn documented_values_and_all_properties() {
    let emulator = with_document(Emulator::builder(), SHELF).await;
    let body = r#"{"title": "y", "author": {"name": "z"}}"#;
    let shown = json!({"id": 1, "title": "x", "author": {"name": "z"}, "shelf": "main-hall"});
    let added = send(&emulator, "POST /books", "", body).await;
    assert_eq!((added.status, added.json()), (201, shown));
    for (name, expected) in [
        ("location", Some("/books/1")),
        ("x-kind", Some("new")),
        ("x-left", Some("7")),
        ("x-shelf", Some("8")),
        ("x-pages", Some("12")),
        ("x-read", Some("true")),
        ("x-seldom", None),
    ] {
        assert_eq!(added.header(name), expected, "{name}");
    }
    let author = json!({"name": "anonymous", "born": 0});
    let book = json!({"id": 4, "title": "Emma", "author": author, "shelf": "stringst", "note": "string"});
    assert_eq!(send(&emulator, "GET /books/1", "", "").await.json(), book);
}
