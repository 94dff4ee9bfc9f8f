//! Decides whether a page and the spec say the same in one column, by the project's conventions (`spec/README.md`). Must not know
//! which facts are compared, nor what becomes of a difference.

use crate::facts::{Column, Fact, plain};
use crate::page::Type;
use crate::words::camel;
use serde_json::Value;

/// Whether two types are one. Where a page gives an object no name, it may be any object; a name that pages give to several things has
/// something before it in the spec. What a page calls by its fields, the spec calls as types are called.
pub fn of_types(page: &Type, spec: &Type) -> bool {
    match (page, spec) {
        (Type::Named(page), Type::Named(spec)) => spec.ends_with(page.as_str()) || spec.ends_with(&camel(page)),
        (Type::Object, Type::Named(_) | Type::Map(_)) => true,
        (Type::Array(page), Type::Array(spec)) | (Type::Map(page), Type::Map(spec)) => of_types(page, spec),
        (page, spec) => page == spec,
    }
}

/// Whether both say the same in a column, or need not.
pub fn of_cells<P, S>(page: &Fact<P>, spec: &Fact<S>, column: Column, is_transcribed: bool) -> bool
where
    P: Clone,
    S: Clone,
{
    let (said, meant) = (page.cell(column), spec.cell(column));
    match (column, said, meant) {
        (_, None, None) => true,
        // Not all tables have the column, and no answer says it in the spec.
        (Column::Mandatory, said, meant) => said.is_none() || meant.is_none() || said == meant,
        (Column::Words, None, Some(_)) => !is_transcribed,
        (Column::Words, Some(said), Some(meant)) => !is_transcribed || plain(said) == plain(meant),
        // Of a Boolean, the two need not be listed.
        (Column::Values, Some(values), None) => {
            let is_boolean = page.ty.as_ref().is_some_and(|(ty, _)| *ty == Type::Boolean);
            is_boolean && values.split(',').all(|value| ["true", "false"].contains(&value))
        }
        // What is not listed, the words tell.
        (Column::Values, None, Some(values)) => {
            let words = page.cell(Column::Words).unwrap_or_default();
            values.split(',').all(|value| has_word(words, value))
        }
        (Column::Value, Some(said), Some(meant)) => of_values(&page.name, said, meant),
        (_, Some(said), Some(meant)) => match column {
            Column::Values => sorted(said) == sorted(meant),
            Column::Minimum | Column::Maximum | Column::FewestItems | Column::MostItems | Column::Default => {
                said == meant || number(said).is_some_and(|said| number(meant) == Some(said))
            }
            Column::Mandatory | Column::Deprecated | Column::Words | Column::Value => said == meant,
        },
        (_, Some(_), None) | (_, None, Some(_)) => false,
    }
}

/// A title, of which an operation has one for each of its pages; JSON, in which the order of keys does not count; anything else.
fn of_values(name: &str, page: &str, spec: &str) -> bool {
    match (serde_json::from_str::<Value>(page), serde_json::from_str::<Value>(spec)) {
        (Ok(page), Ok(spec)) => page == spec,
        _ if name == "title" => plain(page) == plain(spec) || titles(spec).any(|title| title == plain(page)),
        _ => plain(page) == plain(spec),
    }
}

/// The titles of the pages that describe an operation together.
pub fn titles(title: &str) -> impl Iterator<Item = String> {
    title.split("; ").map(plain)
}

fn sorted(values: &str) -> Vec<&str> {
    let mut values: Vec<&str> = values.split(',').map(str::trim).collect();
    values.sort_unstable();
    values
}

/// A number, exact where it is whole.
#[derive(PartialEq)]
enum Number {
    Whole(i128),
    Other(f64),
}

fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let whole = text.strip_suffix(".0").unwrap_or(text).parse().ok().map(Number::Whole);
    whole.or_else(|| text.parse().ok().map(Number::Other))
}

/// Whether a text has a word, and not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let found = |at: usize| {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + word.len()..).unwrap_or_default());
        !before.ends_with(is_part) && !behind.starts_with(is_part)
    };
    !word.is_empty() && text.match_indices(word).any(|(at, _)| found(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_agree_but_for_the_names_that_a_page_does_not_give() {
        let named = |name: &str| Type::Named(name.to_owned());
        let list = |items| Type::Array(Box::new(items));
        for (page, spec, agree) in [
            (Type::String, Type::String, true),
            (Type::Integer, Type::Long, false),
            (Type::Object, named("A"), true),
            (named("A"), Type::Object, false),
            (named("A"), named("B"), false),
            (named("A"), named("CreateA"), true),
            (named("CreateA"), named("A"), false),
            (named("regions.links"), named("RegionsLinks"), true),
            (list(Type::Object), list(named("A")), true),
            (list(Type::Object), list(Type::String), false),
            (list(Type::Object), named("A"), false),
            (Type::Other("UUID".to_owned()), Type::String, false),
        ] {
            assert_eq!(of_types(&page, &spec), agree, "{page} {spec}");
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers_and_words_as_words() {
        assert!(number("1") == number("1.0") && number("0.50") == number("0.5") && number("1") != number("2"));
        assert!(number("9223372036854775807") != number("9223372036854775808") && number("many").is_none());
        assert!(has_word("Status: 1: enabled", "1") && has_word("DAY.", "DAY"));
        assert!(!has_word("10: enabled", "1") && !has_word("DAYS", "DAY") && !has_word("any", ""));
    }
}
