//! Measures how long the generator takes: on the project's own spec, and on synthetic ones of 1, 10 and 100 times its
//! size, with which the cost must grow in proportion. Run with `cargo bench -p apig-codegen`.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark that cannot start has nothing to measure")]

mod support;

use apig_codegen::{diff, generate, read};
use divan::{Bencher, black_box};
use support::Spec;

fn main() {
    divan::main();
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

/// Operations over types that refer to each other in a ring, growing up to 3,000 over 5,000: what looks at all types for each of
/// them shows here.
#[divan::bench(args = [1, 4, 16], sample_count = 10)]
fn ring_to_tree(bencher: Bencher<'_, '_>, times: usize) {
    let spec = Spec::ring(times);
    bencher.counter(spec.bytes()).bench_local(|| {
        let output = generate(black_box(&spec.job), &|path| spec.read(path));
        assert!(output.tree.is_some(), "{}", output.report.human(apig_codegen::Style::Plain, ""));
        output
    });
}

/// As above, where each operation sends such a type, too, and each type promises something, so that it is two.
#[divan::bench(args = [1, 4, 16], sample_count = 3)]
fn ring_both_ways_to_tree(bencher: Bencher<'_, '_>, times: usize) {
    let body =
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing0'}}}}\n      responses:";
    let spec = Spec::ring(times).edited("responses:", body).edited("get:", "put:");
    let spec = spec.edited("properties: {", "required: [size], properties: {");
    bencher.counter(spec.bytes()).bench_local(|| {
        let output = generate(black_box(&spec.job), &|path| spec.read(path));
        assert!(output.tree.is_some(), "{}", output.report.human(apig_codegen::Style::Plain, ""));
        output
    });
}

/// As `ring_to_tree`, compared with the same where every type has a property of another name.
#[divan::bench(args = [1, 4, 16], sample_count = 3)]
fn ring_compared(bencher: Bencher<'_, '_>, times: usize) {
    let before = Spec::ring(times);
    compare(bencher, &before, &before.edited("size:", "length:"));
}

/// Two texts to changes: both are read, and the second differs in a bound of one service.
#[divan::bench]
fn own_spec_compared(bencher: Bencher<'_, '_>) {
    let before = Spec::own();
    compare(bencher, &before, &before.edited_in("apig/app_quotas.yaml", "maxLength: 255", "maxLength: 254"));
}

/// As above, but it differs in a type that everything uses.
#[divan::bench]
fn own_spec_compared_everywhere(bencher: Bencher<'_, '_>) {
    let before = Spec::own();
    compare(bencher, &before, &before.edited("error_code", "error_codes"));
}

/// As above, growing, and every operation differs in four places.
#[divan::bench(args = [1, 10, 100])]
fn synthetic_compared(bencher: Bencher<'_, '_>, times: usize) {
    let before = Spec::synthetic(times);
    compare(bencher, &before, &before.edited("created", "made").edited("maximum: 500", "maximum: 400"));
}

/// An object that becomes another: where little was renamed it is looked for, where all was it is not.
#[divan::bench(args = [10, 50, 500, 5_000])]
fn wide_object_renamed(bencher: Bencher<'_, '_>, properties: usize) {
    let before = Spec::wide(properties);
    compare(bencher, &before, &before.edited("value", "values"));
}

fn compare(bencher: Bencher<'_, '_>, before: &Spec, after: &Spec) {
    bencher.counter(before.bytes()).bench_local(|| {
        let (old, new) = (|path: &str| before.read(path), |path: &str| after.read(path));
        let comparison = diff((black_box(&before.job), &old), (black_box(&after.job), &new));
        assert!(!comparison.changes.is_empty(), "{}", comparison.after.human(apig_codegen::Style::Plain, ""));
        comparison
    });
}
