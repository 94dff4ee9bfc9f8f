//! Measures how long the rules take, reading included: on the project's own spec, and on synthetic ones of 1, 10 and
//! 100 times its size, with which the cost must grow in proportion. Compare with `*_to_model` of the pipeline. Run with
//! `cargo bench -p apig-codegen --bench lint`.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark that cannot start has nothing to measure")]

mod support;

use apig_codegen::lint::{fix, lint};
use divan::{Bencher, black_box};
use support::Spec;

fn main() {
    divan::main();
}

/// Nothing is found.
#[divan::bench]
fn own_spec(bencher: Bencher<'_, '_>) {
    let spec = Spec::own();
    bencher.counter(spec.bytes()).bench_local(|| {
        let report = lint(black_box(&spec.job), &|path| spec.read(path), &[]);
        assert!(report.diagnostics().is_empty());
        report
    });
}

/// Much is found: nobody reviewed these.
#[divan::bench(args = [1, 10, 100])]
fn synthetic(bencher: Bencher<'_, '_>, times: usize) {
    let spec = Spec::synthetic(times);
    bencher.counter(spec.bytes()).bench_local(|| {
        let report = lint(black_box(&spec.job), &|path| spec.read(path), &[]);
        assert!(!report.diagnostics().is_empty());
        report
    });
}

/// Operations over types that refer to each other in a ring, up to 3,000 over 5,000.
#[divan::bench(args = [1, 4, 16], sample_count = 10)]
fn ring(bencher: Bencher<'_, '_>, times: usize) {
    let spec = Spec::ring(times);
    bencher.counter(spec.bytes()).bench_local(|| lint(black_box(&spec.job), &|path| spec.read(path), &[]));
}

/// Much is fixed.
#[divan::bench(args = [1, 10, 100])]
fn synthetic_fix(bencher: Bencher<'_, '_>, times: usize) {
    let spec = Spec::synthetic(times);
    bencher
        .counter(spec.bytes())
        .bench_local(|| fix(black_box(&spec.job), &|path| spec.read(path), &[]).expect("it can be fixed"));
}
