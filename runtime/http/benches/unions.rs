//! Measures how long it takes to read values of several types, beside serde's own attributes for them. Run with
//! `cargo bench -p oaswright-runtime`. Ratios matter, times do not.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark that cannot start has nothing to measure")]

use divan::{Bencher, black_box};
use oaswright_runtime::{Value, json_object, json_union};
use serde::de::DeserializeOwned;
use std::fmt::Write as _;

const COUNT: usize = 2_000;

fn main() {
    divan::main();
}

/// Structs of the same eight fields, each read by ours and by serde's derive, and their unions.
macro_rules! shapes {
    ($($name:ident $tag:literal $own:ident),*) => {
        mod ours {
            use super::*;

            $(#[derive(Debug)]
            #[allow(dead_code)]
            pub struct $name { kind: String, id: i64, name: String, note: Option<String>, a: f64, b: bool, list: Vec<i64>, $own: i64 }

            json_object!($name {
                "kind": required kind, "id": required id, "name": required name, "note": optional note, "a": required a,
                "b": required b, "list": required list, "own": required $own,
            });)*
        }

        mod derived {
            #[derive(serde::Deserialize)]
            #[serde(tag = "kind")]
            #[allow(dead_code)]
            pub enum Internal { $(#[serde(rename = $tag)] $name($name)),* }

            #[derive(serde::Deserialize)]
            #[serde(untagged)]
            #[allow(dead_code)]
            pub enum Untagged { $($name(super::derived_tagged::$name)),* }

            $(#[derive(serde::Deserialize)]
            #[allow(dead_code)]
            pub struct $name { id: i64, name: String, note: Option<String>, a: f64, b: bool, list: Vec<i64>, own: i64 })*
        }

        mod derived_tagged {
            $(#[derive(serde::Deserialize)]
            #[allow(dead_code)]
            pub struct $name {
                kind: Only<{ $tag.len() }>, id: i64, name: String, note: Option<String>, a: f64, b: bool, list: Vec<i64>, own: i64,
            })*

            /// A tag of that length, which is what tells these apart here.
            pub struct Only<const LENGTH: usize>;

            impl<'de, const LENGTH: usize> serde::Deserialize<'de> for Only<LENGTH> {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                    if text.len() == LENGTH { Ok(Self) } else { Err(serde::de::Error::custom("another tag")) }
                }
            }
        }

        #[derive(Debug)]
        #[allow(dead_code)]
        enum Tagged { $($name(ours::$name),)* Unknown(Value) }
        json_union!(Tagged by "kind" { $($name: object of [$tag],)* } else Unknown);

        const TAGS: &[&str] = &[$($tag),*];
    };
}

shapes! {
    A "a" own, B "bb" own, C "ccc" own, D "dddd" own, E "eeeee" own, F "ffffff" own, G "ggggggg" own, H "hhhhhhhh" own
}

#[derive(Debug)]
#[allow(dead_code)]
enum Scalar {
    Integer(i64),
    Text(String),
    Flag(bool),
    Unknown(Value),
}

json_union!(Scalar { Integer: integer, Text: string, Flag: boolean } else Unknown);

#[derive(serde::Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum UntaggedScalar {
    Flag(bool),
    Integer(i64),
    Text(String),
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[allow(dead_code)]
struct ByName {
    name: String,
    limit: Option<i64>,
    note: Option<String>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[allow(dead_code)]
struct ById {
    id: i64,
    limit: Option<i64>,
    note: Option<String>,
}

#[derive(Debug)]
#[allow(dead_code)]
enum Search {
    ByName(ByName),
    ById(ById),
    Unknown(Value),
}

json_union!(Search {
    ByName: object { "name": required string },
    ById: object { "id": required integer },
} else Unknown);

#[derive(serde::Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum UntaggedSearch {
    ByName(ByName),
    ById(ById),
}

/// A list of objects with the tag at one end.
fn objects(tags: &[&str], is_first: bool) -> String {
    let mut text = "[".to_owned();
    for at in 0..COUNT {
        let tag = format!("\"kind\":\"{}\"", tags[at % tags.len()]);
        let rest =
            format!("\"id\":{at},\"name\":\"name {at}\",\"note\":null,\"a\":1.5,\"b\":true,\"list\":[1,2,3],\"own\":7");
        let comma = if at == 0 { "" } else { "," };
        let (one, other) = if is_first { (tag, rest) } else { (rest, tag) };
        write!(text, "{comma}{{{one},{other}}}").expect("a string takes all");
    }
    text + "]"
}

fn repeated(items: &[&str]) -> String {
    let items: Vec<&str> = items.iter().copied().cycle().take(COUNT).collect();
    format!("[{}]", items.join(","))
}

fn read<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
    bencher.bench(|| serde_json::from_str::<Vec<T>>(black_box(text)).expect("it is one"));
}

/// Objects with a tag, first or last.
#[divan::bench_group]
mod tagged {
    use super::*;

    #[divan::bench(args = [true, false])]
    fn plain_struct(bencher: Bencher<'_, '_>, is_first: bool) {
        read::<ours::A>(bencher, &objects(&TAGS[..1], is_first));
    }

    #[divan::bench(args = [true, false])]
    fn union(bencher: Bencher<'_, '_>, is_first: bool) {
        read::<Tagged>(bencher, &objects(TAGS, is_first));
    }

    #[divan::bench(args = [true, false])]
    fn serde_internal(bencher: Bencher<'_, '_>, is_first: bool) {
        read::<derived::Internal>(bencher, &objects(TAGS, is_first));
    }

    #[divan::bench(args = [true, false])]
    fn serde_untagged(bencher: Bencher<'_, '_>, is_first: bool) {
        read::<derived::Untagged>(bencher, &objects(TAGS, is_first));
    }
}

/// Values without others in them.
#[divan::bench_group]
mod scalars {
    use super::*;

    const ITEMS: &[&str] = &["7", "\"seven\"", "true"];

    #[divan::bench]
    fn union(bencher: Bencher<'_, '_>) {
        read::<Scalar>(bencher, &repeated(ITEMS));
    }

    #[divan::bench]
    fn serde_untagged(bencher: Bencher<'_, '_>) {
        read::<UntaggedScalar>(bencher, &repeated(ITEMS));
    }
}

/// Objects that are told apart by their names.
#[divan::bench_group]
mod names {
    use super::*;

    const ITEMS: &[&str] = &[r#"{"limit":1,"note":"a","name":"n"}"#, r#"{"id":7,"limit":1,"note":"a"}"#];

    #[divan::bench]
    fn plain_struct(bencher: Bencher<'_, '_>) {
        read::<ByName>(bencher, &repeated(&ITEMS[..1]));
    }

    #[divan::bench]
    fn union(bencher: Bencher<'_, '_>) {
        read::<Search>(bencher, &repeated(ITEMS));
    }

    #[divan::bench]
    fn serde_untagged(bencher: Bencher<'_, '_>) {
        read::<UntaggedSearch>(bencher, &repeated(ITEMS));
    }
}
