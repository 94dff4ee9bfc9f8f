//! Breaks lines that do not fit, or that hold a block: parses each by itself, in the smallest surroundings in which it
//! is Rust, and prints it anew. The only module that knows syn and prettyplease. Must not know what the code means.

use super::{WIDTH, calls, fits, is_import};
use syn::visit_mut::{self, VisitMut};
use syn::{ExprStruct, parse_quote};

/// The surroundings of a line: lines that open something before it, and what is closed after it, with how many more lines than
/// were opened.
type Surroundings = (&'static [&'static str], &'static str, usize);

const FUNCTION: Surroundings = (&["impl A {"], "a }}", 2);
const IMPLEMENTATION: Surroundings = (&[], "type A = B; }", 2);
const ATTRIBUTE_OF_ITEM: Surroundings = (&[], "struct A;", 1);
const ATTRIBUTE_OF_FIELD: Surroundings = (&["struct A {"], "a: B }", 1);
const ITEM: Surroundings = (&[], "", 0);
const STATEMENT: Surroundings = (&["fn a() {"], "}", 0);
const FIELD: Surroundings = (&["struct A {"], "}", 0);
const VARIANT: Surroundings = (&["enum A {"], "}", 0);
// prettyplease has no column for the comma after the last of them, and rustfmt has.
const VALUE_OF_FIELD: Surroundings = (&["static A: B = A {"], "a };", 1);
const ITEM_OF_LIST: Surroundings = (&["static A: B = &["], "a];", 1);

/// The lines of a line, indented.
pub fn lines(line: &str, indent: usize) -> Result<Vec<String>, String> {
    let is_import = is_import(line);
    let by_hand = match line {
        _ if is_import && !fits(line, indent) => calls::of_import(line),
        _ if is_import || line.starts_with("const ") => Some(constant(line, indent)),
        _ if line.ends_with(';') => calls::lines(line, indent),
        _ if line.ends_with(',') => calls::of_arm(line, indent),
        _ if is_function(line) && indent > 0 => calls::of_function(line, indent),
        _ => None,
    };
    if let Some(lines) = by_hand {
        return Ok(lines);
    }
    let surroundings: &[Surroundings] = match line {
        _ if line.starts_with('#') && indent == 0 => &[ATTRIBUTE_OF_ITEM],
        _ if line.starts_with('#') => &[ATTRIBUTE_OF_FIELD],
        _ if line.starts_with("impl ") => &[IMPLEMENTATION],
        _ if is_function(line) && indent > 0 => &[FUNCTION],
        // A name, and what it opens; a line of what a macro is given, which rustfmt leaves as it is.
        _ if line.starts_with('"') && line.contains("\": ") => return Ok(vec![format!("{:indent$}{line}", "")]),
        _ if is_variant_of_union(line) => return Ok(vec![format!("{:indent$}{line}", "")]),
        _ if line.ends_with(['{', '(']) => return Ok(vec![format!("{:indent$}{line}", "")]),
        _ if line.ends_with(',') => &[FIELD, VALUE_OF_FIELD, VARIANT, ITEM_OF_LIST],
        _ if indent == 0 => &[ITEM],
        _ => &[STATEMENT],
    };
    let mut reason = String::new();
    for surroundings in surroundings {
        match within(*surroundings, line, indent) {
            Ok(lines) => return Ok(lines),
            Err(error) => reason = format!("{error}: {line}"),
        }
    }
    Err(reason)
}

/// `Dog: object of ["dog"],`, in a macro, too.
fn is_variant_of_union(line: &str) -> bool {
    let types = line.split_once(": ").map(|(_, types)| types);
    types.is_some_and(|types| types.starts_with(|c: char| c.is_ascii_lowercase()))
        && (line.contains(" of [\"") || line.contains(" as \""))
}

fn is_function(line: &str) -> bool {
    line.ends_with('{') && line.contains("fn ")
}

fn within((opened, closed, more): Surroundings, line: &str, indent: usize) -> Result<Vec<String>, syn::Error> {
    let outer = (indent / 4).saturating_sub(opened.len());
    let text =
        ["mod a {".repeat(outer), opened.concat(), line.to_owned(), closed.to_owned(), "}".repeat(outer)].concat();
    let mut file = syn::parse_file(&text)?;
    Literals.visit_file_mut(&mut file);
    let printed = prettyplease::unparse(&file);
    let lines: Vec<&str> = printed.lines().collect();
    let around = outer + opened.len();
    let lines = lines.get(around..lines.len().saturating_sub(around + more)).unwrap_or_default();
    Ok(lines.iter().filter(|line| line.trim_start() != BROKEN).map(|line| (*line).to_owned()).collect())
}

/// A constant that is too long for its line and not for the next.
fn constant(line: &str, indent: usize) -> Vec<String> {
    let whole = format!("{:indent$}{line}", "");
    let Some((name, value)) = whole.split_once(" = \"").filter(|_| !fits(line, indent)) else { return vec![whole] };
    let value = format!("{:1$}\"{value}", "", indent + 4);
    if value.len() <= WIDTH { vec![format!("{name} ="), value] } else { vec![whole] }
}

/// What is planted to break a line, and how it is printed.
const BREAK: &str = "@break";
const BROKEN: &str = "///@break";

/// rustfmt gives each field of a literal its line, but for the shortest; prettyplease keeps longer ones together.
struct Literals;

impl VisitMut for Literals {
    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        if let Some(first) = literal.fields.first_mut() {
            first.attrs.insert(0, parse_quote!(#[doc = #BREAK]));
        }
        visit_mut::visit_expr_struct_mut(self, literal);
    }
}
