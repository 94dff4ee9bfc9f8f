//! Scratch.
#![allow(clippy::print_stdout)]
fn main() {
    let root = std::env::args().nth(1).unwrap_or_default();
    let doc = std::env::args().nth(2).unwrap_or_default();
    let read = |p: &str| std::fs::read(format!("{root}/{p}")).map_err(|e| apig_codegen::ReadError::Failed(e.to_string()));
    let t = std::time::Instant::now();
    let (s, r) = apig_codegen::check(&read, &doc);
    let e = t.elapsed();
    if std::env::args().nth(3).is_some() { println!("{s:#?}"); }
    println!("{}", r.human(apig_codegen::Style::Plain, "spec/"));
    println!("{e:?} {:?}", s.map(|s| (s.types.len(), s.operations.len())));
}
