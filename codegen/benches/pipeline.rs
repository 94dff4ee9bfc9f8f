//! How long the generator takes: on the project's own spec, and on synthetic ones of 1, 10 and 100 times its size, whose
//! costs must grow with it. Run with `cargo bench -p apig-codegen`.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark that cannot start has nothing to measure")]

use apig_codegen::{Document, Examples, Job, ReadError, diff, generate, read};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn main() {
    divan::main();
}

/// A spec in memory, so that no benchmark waits for a disk.
struct Spec {
    files: BTreeMap<String, Vec<u8>>,
    job: Job,
}

impl Spec {
    fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let roots = files.keys().filter(|path| path.ends_with("openapi.yaml"));
        let documents = roots.map(|path| Document { path: path.clone() }).collect();
        let job = Job {
            package: "apig-sdk".to_owned(),
            documents,
            command: "cargo bench".to_owned(),
            spec_root: String::new(),
            examples: Examples::MustMatch,
        };
        Self { files, job }
    }

    /// The project's own.
    fn own() -> Self {
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
    fn synthetic(times: usize) -> Self {
        let mut paths = String::new();
        let mut schemas = String::new();
        for index in 0..times * 5 {
            operation(&mut paths, &mut schemas, index).expect("a String takes everything");
        }
        let head = "openapi: 3.0.3\ninfo: {title: Synthetic, version: '1'}\nservers: [{url: 'https://example.com'}]\n";
        let text = format!("{head}paths:\n{paths}components:\n  schemas:\n{schemas}");
        Self::new(BTreeMap::from([("synthetic/openapi.yaml".to_owned(), text.into_bytes())]))
    }

    /// The same with one word for another.
    fn edited(&self, word: &str, other: &str) -> Self {
        let edit = |text: &Vec<u8>| String::from_utf8_lossy(text).replace(word, other).into_bytes();
        Self::new(self.files.iter().map(|(path, text)| (path.clone(), edit(text))).collect())
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.files.values().map(Vec::len).sum::<usize>())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
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

/// Text to files: the whole pipeline.
#[divan::bench]
fn own_spec_to_tree(bencher: Bencher<'_, '_>) {
    let spec = Spec::own();
    bencher.counter(spec.bytes()).bench_local(|| {
        let output = generate(black_box(&spec.job), &|path| spec.read(path));
        assert!(output.tree.is_some(), "{}", output.report.human(apig_codegen::Style::Plain, ""));
        output
    });
}

/// Text to meaning: reading, following references, checking.
#[divan::bench]
fn own_spec_to_model(bencher: Bencher<'_, '_>) {
    let spec = Spec::own();
    bencher.counter(spec.bytes()).bench_local(|| read(black_box(&spec.job), &|path| spec.read(path)));
}

/// As above, growing.
#[divan::bench(args = [1, 10, 100])]
fn synthetic_to_tree(bencher: Bencher<'_, '_>, times: usize) {
    let spec = Spec::synthetic(times);
    bencher.counter(spec.bytes()).bench_local(|| {
        let output = generate(black_box(&spec.job), &|path| spec.read(path));
        assert!(output.tree.is_some(), "{}", output.report.human(apig_codegen::Style::Plain, ""));
        output
    });
}

/// As above, growing.
#[divan::bench(args = [1, 10, 100])]
fn synthetic_to_model(bencher: Bencher<'_, '_>, times: usize) {
    let spec = Spec::synthetic(times);
    bencher.counter(spec.bytes()).bench_local(|| read(black_box(&spec.job), &|path| spec.read(path)));
}

/// Two texts to changes: both are read, and the second differs in a type that everything uses.
#[divan::bench]
fn own_spec_compared(bencher: Bencher<'_, '_>) {
    let before = Spec::own();
    compare(bencher, &before, &before.edited("error_code", "error_codes"));
}

/// As above, growing, and every operation differs in four places.
#[divan::bench(args = [1, 10, 100])]
fn synthetic_compared(bencher: Bencher<'_, '_>, times: usize) {
    let before = Spec::synthetic(times);
    compare(bencher, &before, &before.edited("created", "made").edited("maximum: 500", "maximum: 400"));
}

fn compare(bencher: Bencher<'_, '_>, before: &Spec, after: &Spec) {
    bencher.counter(before.bytes()).bench_local(|| {
        let (old, new) = (|path: &str| before.read(path), |path: &str| after.read(path));
        let comparison = diff((black_box(&before.job), &old), (black_box(&after.job), &new));
        assert!(!comparison.changes.is_empty(), "{}", comparison.after.human(apig_codegen::Style::Plain, ""));
        comparison
    });
}
