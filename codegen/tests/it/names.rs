//! Whatever a document calls a type or an operation, nothing else on a page has that name: tried with the names that generated pages use
//! and those of Rust. The names on the page of such a thing are those on the page of a thing with a name that nobody else has.
//! `golden/prelude` shows and compiles some. Must not know which names are reserved.

use crate::support::{Files, constructs, job};
use apig_codegen::{Style, Tree, generate};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// What pages may come to use, and what `golden` shows none of.
const OTHERS: &str = "Result Sync Copy Drop Fn FnOnce Iterator ToString ToOwned Ord Display Serializer Credentials Violation \
    Future Bound Types Examples Unknown Fmt Std Core Serde Json Usize Bool Str I32 Mod Lib Self Super Crate";

/// A document with an operation and two types of a name, which have all that makes their pages use other names.
fn document(name: &str, kind: &str) -> String {
    let ty = match kind {
        "enum" => "type: string\n      enum: [first, second]",
        "number" => "type: integer\n      enum: [41, 42]",
        _ => {
            "type: object
      required: [first, list]
      properties:
        first: {type: string, minLength: 1, pattern: '^a'}
        list: {type: array, items: {$ref: '#/components/schemas/Other'}, nullable: true}
        time: {type: string, format: date-time, default: '2020-01-01T00:00:00Z'}
        bytes: {type: string, format: byte}
        door_password: {type: string, format: password}
        anything: {}
        map: {type: object, additionalProperties: {type: integer}}
        free: {type: object}
      additionalProperties: {type: number}"
        }
    };
    // What makes an operation use many names is on one page of three.
    let parameters = if kind == "object" {
        "
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: X-Head, in: header, required: true, schema: {type: string}}
        - {name: offset, in: query, schema: {type: integer, format: int64}}
        - {name: times, in: query, schema: {type: array, items: {type: string, format: date-time}}}"
    } else {
        " [{name: id, in: path, required: true, schema: {type: string}}]"
    };
    format!(
        "openapi: 3.0.3
info: {{title: Names, version: '1'}}
paths:
  /a/{{id}}:
    post:
      operationId: '{name}'
      parameters:{parameters}
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}
      responses:
        '200':
          description: OK
          content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/{name}'}}}}}}}}
components:
  schemas:
    '{name}':
      {ty}
    Other: {{type: object, properties: {{of: {{$ref: '#/components/schemas/{name}'}}}}}}
"
    )
}

fn tree(name: &str, kind: &str) -> Tree {
    let output = generate(&job(["a.yaml"]), &Files::one("a.yaml", document(name, kind)).reader());
    output.tree.unwrap_or_else(|| panic!("{name}: {}", output.report.human(Style::Plain, "")))
}

/// The names and signs on a page, in their order.
fn names(page: TokenStream, found: &mut Vec<String>) {
    for token in page {
        match token {
            // Macros have names of their own.
            TokenTree::Group(_) if found.last().is_some_and(|name| name == "derive") => {}
            TokenTree::Group(group) => {
                found.push("{".to_owned());
                names(group.stream(), found);
            }
            TokenTree::Ident(name) => found.push(name.to_string()),
            TokenTree::Punct(sign) => found.push(sign.to_string()),
            TokenTree::Literal(_) => {}
        }
    }
}

/// What a page declares, but for the client.
fn declared(page: TokenStream) -> Option<String> {
    syn::parse2::<syn::File>(page).unwrap().items.iter().find_map(|item| match item {
        syn::Item::Struct(item) if item.ident != "Client" => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    })
}

/// The names on each page, but for that of the operation or type in question, sorted.
fn pages(tree: &Tree) -> Vec<Vec<String>> {
    let is_page = |(path, _): &(&str, &str)| *path != "lib.rs" && !path.ends_with("examples.rs");
    let read = |(path, text): (&str, &str)| (path.to_owned(), text.parse().unwrap());
    let pages: Vec<(String, TokenStream)> = tree.files().filter(is_page).map(read).collect();
    let declared = |of_types: bool| -> Vec<String> {
        let of = pages.iter().filter(|(path, _)| path.contains("/types/") == of_types);
        of.filter_map(|(_, page)| declared(page.clone()))
            .filter(|name| name != "Other" && name != "OtherInput")
            .collect()
    };
    let (operations, types) = (declared(false), declared(true));
    // Where a type is two, the name of what is sent follows from the other.
    let is_sent = |name: &String| types.iter().any(|of| *name == format!("{}Input", of.trim_end_matches('_')));
    let ty = types.iter().find(|name| !is_sent(name)).unwrap();
    let operation = &operations[0];
    let masked = |(path, page): &(String, TokenStream)| {
        let mut found = Vec::new();
        names(page.clone(), &mut found);
        let own = if path.contains("/types") { ty } else { operation };
        // Behind `::` stands what belongs to something else, and associated types are nobody's neighbours.
        let belongs = |at: usize| {
            let near =
                |step: isize| at.checked_add_signed(step).and_then(|at| found.get(at)).map_or("", String::as_str);
            near(-1) == ":" && near(-2) == ":" || near(-1) == "type" || near(1) == "="
        };
        let is_other = |(at, name): &(usize, &String)| {
            // `Unknown` is a variant.
            let is_own = *name == own || is_sent(name);
            name.starts_with(char::is_uppercase) && !is_own && *name != "Unknown" && !belongs(*at)
        };
        let mut masked: Vec<String> = found.iter().enumerate().filter(is_other).map(|(_, name)| name.clone()).collect();
        masked.sort();
        masked
    };
    let mut pages: Vec<Vec<String>> = pages.iter().map(masked).collect();
    pages.sort();
    pages
}

#[test]
fn no_name_means_two_things_on_a_page() {
    let mut tried: BTreeMap<String, usize> = OTHERS.split_whitespace().map(|name| (name.to_owned(), 9)).collect();
    for case in constructs() {
        let mut found = Vec::new();
        case.tree().files().for_each(|(_, text)| names(text.parse().unwrap(), &mut found));
        found.retain(|name| name.starts_with(char::is_uppercase) && !name.ends_with('_'));
        BTreeSet::from_iter(found).into_iter().for_each(|name| *tried.entry(name).or_default() += 1);
    }
    tried.retain(|_, cases| *cases > 2);
    assert!(tried.len() > 60, "{tried:?}");
    for kind in ["object", "enum", "number"] {
        let expected = pages(&tree("Neutral", kind));
        let clashing: Vec<&String> = tried.keys().filter(|name| pages(&tree(name, kind)) != expected).collect();
        assert!(clashing.is_empty(), "{kind}: {clashing:?} of {}", tried.len());
    }
}
