//! Forms of text, judged as the runtime judges them before it sends: one table feeds both.

use apig_codegen::api::{Scalar, Schema, Text, TextForm, Type};
use std::fs;
use std::path::Path;

#[test]
fn forms_of_text_are_judged_as_the_runtime_judges_them() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/http/src/validate/forms.tsv");
    for line in fs::read_to_string(table).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [format, passes, text] = fields[..] else { panic!("{line}") };
        let plain = Schema::plain(Type::Scalar(Scalar::Text(Text::Plain)));
        let form = TextForm::of(&Schema { format: Some(format.to_owned()), ..plain }).unwrap();
        assert_eq!(form.matches(text), passes == "yes", "{line}");
        assert!(form.matches(form.sample()));
    }
}
