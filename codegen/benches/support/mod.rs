//! Provides the specs that benchmarks read: the project's own, and synthetic ones of any size. Must not know what is
//! measured.

use apig_codegen::{Document, Examples, Job, ReadError, RuntimeChoice};
use divan::counter::BytesCount;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A spec in memory, so that no benchmark waits for a disk.
pub struct Spec {
    files: BTreeMap<String, Vec<u8>>,
    pub job: Job,
}

impl Spec {
    fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let roots = files.keys().filter(|path| path.ends_with("openapi.yaml"));
        let documents = roots.map(Document::new).collect();
        let job = Job {
            runtime: RuntimeChoice::Cloud,
            package: "apig-sdk".to_owned(),
            documents,
            command: "cargo bench".to_owned(),
            spec_root: String::new(),
            front_page: false,
            extra: false,
            strict: true,
            examples: Examples::Checked,
        };
        Self { files, job }
    }

    /// The project's own.
    pub fn own() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let mut files = BTreeMap::new();
        for folder in fs::read_dir(&root).expect("the spec's folder") {
            let path = folder.expect("an entry").path();
            let inside: Vec<_> = if path.is_dir() {
                fs::read_dir(&path).expect("a service's folder").map(|entry| entry.expect("an entry").path()).collect()
            } else {
                vec![path]
            };
            for path in inside.iter().filter(|path| path.extension().is_some_and(|extension| extension == "yaml")) {
                let name = path.strip_prefix(&root).expect("a path below the root").display().to_string();
                files.insert(name.replace('\\', "/"), fs::read(path).expect("a file"));
            }
        }
        Self::new(files)
    }

    /// `times` copies of five operations and their types, under other names.
    pub fn synthetic(times: usize) -> Self {
        let mut paths = String::new();
        let mut schemas = String::new();
        for index in 0..times * 5 {
            operation(&mut paths, &mut schemas, index).expect("a String takes everything");
        }
        let head = "openapi: 3.0.3\ninfo: {title: Synthetic, version: '1'}\nservers: [{url: 'https://example.com'}]\n";
        let text = format!("{head}paths:\n{paths}components:\n  schemas:\n{schemas}");
        Self::new(BTreeMap::from([("synthetic/openapi.yaml".to_owned(), text.into_bytes())]))
    }

    /// `times` 187 operations and `times` 312 types that refer to each other in a ring: each operation reaches them all.
    pub fn ring(times: usize) -> Self {
        let (operations, types) = (times * 3_000 / 16, times * 5_000 / 16);
        let paths: String = (0..operations)
            .map(|index| {
                let ty = index * types / operations;
                format!(
                    "  /things-{index}/{{id}}:
    get:
      operationId: ShowThing{index}
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
      responses:
        '200':
          description: OK
          content:
            application/json: {{schema: {{$ref: '#/components/schemas/Thing{ty}'}}}}
"
                )
            })
            .collect();
        let schemas: String = (0..types)
            .map(|index| {
                let next = (index + 1) % types;
                let next = format!("{{$ref: '#/components/schemas/Thing{next}'}}");
                format!("    Thing{index}: {{type: object, properties: {{size: {{type: string}}, next: {next}}}}}\n")
            })
            .collect();
        let head = "openapi: 3.0.3\ninfo: {title: Ring, version: '1'}\nservers: [{url: 'https://example.com'}]\n";
        let text = format!("{head}paths:\n{paths}components:\n  schemas:\n{schemas}");
        Self::new(BTreeMap::from([("ring/openapi.yaml".to_owned(), text.into_bytes())]))
    }

    /// One operation, which answers an object of so many properties.
    #[allow(dead_code, reason = "each benchmark is a crate of its own, and uses some of this")]
    pub fn wide(properties: usize) -> Self {
        let properties: String =
            (0..properties).map(|index| format!("                  value_{index}: {{type: string}}\n")).collect();
        let head =
            "openapi: 3.0.3\ninfo: {title: Wide, version: '1'}\nservers: [{url: 'https://example.com'}]\npaths:\n";
        let operation = "  /wide:\n    get:\n      operationId: ShowWide\n      responses:\n        '200':\n          description: OK\n";
        let answer = "          content:\n            application/json:\n              schema:\n                type: object\n                properties:\n";
        let text = format!("{head}{operation}{answer}{properties}");
        Self::new(BTreeMap::from([("wide/openapi.yaml".to_owned(), text.into_bytes())]))
    }

    /// The same with one word for another.
    #[allow(dead_code, reason = "each benchmark is a crate of its own, and uses some of this")]
    pub fn edited(&self, word: &str, other: &str) -> Self {
        self.edited_in("", word, other)
    }

    /// The same with one word for another in the files whose paths end so.
    #[allow(dead_code, reason = "each benchmark is a crate of its own, and uses some of this")]
    pub fn edited_in(&self, paths: &str, word: &str, other: &str) -> Self {
        let edit = |path: &String, text: &Vec<u8>| match path.ends_with(paths) {
            true => String::from_utf8_lossy(text).replace(word, other).into_bytes(),
            false => text.clone(),
        };
        Self::new(self.files.iter().map(|(path, text)| (path.clone(), edit(path, text))).collect())
    }

    pub fn bytes(&self) -> BytesCount {
        BytesCount::new(self.files.values().map(Vec::len).sum::<usize>())
    }

    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.files.get(path).cloned().ok_or(ReadError::NotFound)
    }
}

/// An operation with a body, an answer, an error, an enum and examples: the mixture that the real documents have.
fn operation(paths: &mut String, schemas: &mut String, index: usize) -> std::fmt::Result {
    write!(
        paths,
        "  /v2/things-{index}/{{thing_id}}:
    post:
      operationId: CreateThing{index}
      summary: Creating thing number {index}
      description: This operation creates the thing with the number {index}, and says what it has made of it.
      parameters:
        - {{name: thing_id, in: path, required: true, description: The thing., schema: {{type: string}}}}
        - {{name: limit, in: query, description: How many., schema: {{type: integer, format: int32, minimum: 1, maximum: 500}}}}
        - {{name: offset, in: query, schema: {{type: integer, format: int64, default: 0}}}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {{$ref: '#/components/schemas/ThingCreate{index}'}}
            example: {{name: a thing, size: 3, unit: DAY}}
      responses:
        '201':
          description: Created
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Thing{index}'}}
              example: {{id: '1', name: a thing, created: '2020-09-19T07:27:47Z', parts: [{{id: '2', size: 1}}]}}
        '404':
          description: Not Found
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Failure{index}'}}
              example: {{code: T.404, message: no such thing}}
"
    )?;
    write!(
        schemas,
        "    ThingCreate{index}:
      type: object
      required: [name, size]
      properties:
        name: {{type: string, minLength: 3, maxLength: 255, description: Its name. Start with a letter.}}
        size: {{type: integer, format: int32, minimum: 1, maximum: 2147483647, description: How large it is.}}
        unit: {{$ref: '#/components/schemas/Unit{index}'}}
        remark: {{type: string, maxLength: 255, pattern: '^[^<>]*$', description: Brackets (<>) are not supported.}}
    Thing{index}:
      type: object
      properties:
        id: {{type: string, description: Its number.}}
        name: {{type: string, description: Its name.}}
        unit: {{$ref: '#/components/schemas/Unit{index}'}}
        created: {{type: string, format: date-time, description: When it was created.}}
        parts: {{type: array, items: {{$ref: '#/components/schemas/Part{index}'}}}}
    Part{index}:
      type: object
      properties:
        id: {{type: string}}
        size: {{type: integer, format: int64}}
    Unit{index}: {{type: string, enum: [SECOND, MINUTE, HOUR, DAY]}}
    Failure{index}:
      type: object
      properties: {{code: {{type: string}}, message: {{type: string}}}}
"
    )
}
