//! Reads `facts.tsv`: what the vendor's documents say, typed from the documents. Must not know what it is compared with.

use apig_pages::facts::{Column, Fact, plain};
use apig_pages::page::Type;
use std::fs;
use std::path::Path;

/// The columns behind the key: type, mandatory, minimum, maximum, default, enum, description.
pub type Cells = [String; 7];

/// Service, operation, place and name.
pub type Key = [String; 4];

/// In place of a text: the words are ours, so that there is nothing to compare them with.
pub const OURS: &str = "~";

/// The table: each line is a fact.
pub fn facts() -> Vec<(Key, Cells)> {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts.tsv")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let fact = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [service, operation, place, name, rest @ ..] = cells.as_slice() else { panic!("{line}") };
        let key = [service, operation, place, name].map(String::clone);
        (key, rest.to_vec().try_into().unwrap_or_else(|_| panic!("not eleven columns: {line}")))
    };
    lines.map(fact).collect()
}

/// What the columns of the table would say of a fact. The documents of IAM give objects no names.
pub fn cells<At: Clone>(service: &str, fact: &Fact<At>) -> Cells {
    let none = || "-".to_owned();
    let ty = fact.ty.as_ref().map(|(ty, _)| match ty {
        Type::Named(_) if service == "iam" => "Object".to_owned(),
        Type::Array(items) if service == "iam" && matches!(**items, Type::Named(_)) => "Array of objects".to_owned(),
        ty => ty.to_string().trim_end_matches(" objects").trim_end_matches(" object").to_owned(),
    });
    let cell = |column: Column| fact.cell(column).map_or_else(none, str::to_owned);
    // The table has no values of items.
    let is_list = matches!(fact.ty, Some((Type::Array(_), _)));
    let words = fact.cell(Column::Words).map(plain);
    let value = fact.cell(Column::Value).map(str::to_owned);
    [
        ty.unwrap_or_else(none),
        cell(Column::Mandatory),
        cell(Column::Minimum),
        cell(Column::Maximum),
        cell(Column::Default),
        if is_list { none() } else { cell(Column::Values) },
        words.or(value).unwrap_or_else(none),
    ]
}
