//! Form: prettyplease prints, blank lines are put where a person would put them. The only module that knows syn and
//! prettyplease; must not know what the code means.
//!
//! prettyplease prints no blank lines. They are planted in the syntax tree, as an attribute that no documentation can
//! hold (documentation lines start with a space), and taken out of the printed text line by line. rustfmt has to agree with
//! what comes of it, given `generated/rustfmt.toml`.

mod pieces;
mod statements;

pub use pieces::{Piece, join};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use statements::Statements;
use syn::visit_mut::{self, VisitMut};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Fields, File, Ident, ImplItem, Item, Lit, LitStr, Meta, MetaNameValue, Path,
    TraitItem, parse_quote,
};

/// What is planted for a blank line, and how it is printed.
const MARKER: &str = "@blank";
const BLANK: &str = "///@blank";
const BLANK_IN_FILE: &str = "//!@blank";

/// What is planted to break a line, and how it is printed.
const BREAK: &str = "@break";
const BROKEN: &str = "///@break";

/// Formats a file, but for those of its pieces that are known.
pub fn pieces(text: &str, known: &[Piece]) -> Result<Vec<Piece>, String> {
    pieces::format(text, known, file)
}

fn file(text: &str) -> Result<String, String> {
    let mut file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let first_lint = file.attrs.iter().position(|attribute| !attribute.path().is_ident("doc"));
    if let Some(at) = first_lint.filter(|at| *at > 0) {
        file.attrs.insert(at, parse_quote!(#![doc = #MARKER]));
    }
    separate_items(&mut file.items, !file.attrs.is_empty());
    Blank.visit_file_mut(&mut file);
    let mut statements = Statements::default();
    statements.visit_file_mut(&mut file);
    Ok(print(&file, &statements))
}

/// Formats statements, as lines without indentation.
pub fn statement(tokens: &TokenStream) -> Vec<String> {
    let Ok(file) = syn::parse2::<File>(quote!(fn example() { #tokens })) else { return Vec::new() };
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let body = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    body.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
}

/// Where prettyplease breaks lines.
const WIDTH: usize = 89;

fn print(file: &File, statements: &Statements) -> String {
    let mut text = String::new();
    for line in prettyplease::unparse(file).lines() {
        let lines = match line.trim_start() {
            BLANK | BLANK_IN_FILE => vec![String::new()],
            BROKEN => continue,
            _ => statements.lines(line).or_else(|| broken_constant(line)).unwrap_or_else(|| vec![line.to_owned()]),
        };
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// A constant that is too long for its line and not for the next: rustfmt breaks it there, and prettyplease does not.
fn broken_constant(line: &str) -> Option<Vec<String>> {
    let (name, value) = line.split_once(" = \"").filter(|_| line.len() > WIDTH)?;
    let indent = name.len() - name.trim_start().len();
    let value = format!("{}\"{value}", " ".repeat(indent + 4));
    (name.trim_start().starts_with("const ") && value.len() <= WIDTH).then(|| vec![format!("{name} ="), value])
}

/// The attribute of a blank line, put together instead of parsed: a file has hundreds.
fn blank() -> Attribute {
    let text = Lit::Str(LitStr::new(MARKER, Span::call_site()));
    let meta = MetaNameValue {
        path: Path::from(Ident::new("doc", Span::call_site())),
        eq_token: Default::default(),
        value: Expr::Lit(ExprLit { attrs: Vec::new(), lit: text }),
    };
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Default::default(),
        meta: Meta::NameValue(meta),
    }
}

/// Plants a blank line before each neighbour of which it or the one before takes more than a line.
fn separate<'a, T: 'a>(
    items: impl Iterator<Item = &'a mut T>,
    after_something: bool,
    is_bare: impl Fn(&T) -> bool,
    attributes: impl Fn(&mut T) -> Option<&mut Vec<Attribute>>,
) {
    let mut previous = after_something.then_some(false);
    for item in items {
        let bare = is_bare(item);
        if let Some(previous) = previous
            && !(previous && bare)
            && let Some(attributes) = attributes(item)
        {
            attributes.insert(0, blank());
        }
        previous = Some(bare);
    }
}

fn separate_items(items: &mut [Item], after_something: bool) {
    let mut kind = None;
    let mut previous = after_something;
    for item in items {
        // Imports, modules and exports are a paragraph each.
        let this = match item {
            Item::Use(item) => Some(if matches!(item.vis, syn::Visibility::Public(_)) { "export" } else { "use" }),
            Item::Mod(item) if item.content.is_none() => Some("mod"),
            _ => None,
        };
        let same = this.is_some() && this == kind;
        if previous
            && !same
            && let Some(attributes) = item_attributes(item)
        {
            attributes.insert(0, blank());
        }
        (kind, previous) = (this, true);
    }
}

fn item_attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Const(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Static(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Use(item) => Some(&mut item.attrs),
        // syn's enum is open; nothing else is generated.
        _ => None,
    }
}

struct Blank;

impl VisitMut for Blank {
    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        let bare = |item: &ImplItem| !matches!(item, ImplItem::Fn(_));
        separate(item.items.iter_mut(), false, bare, |item| match item {
            ImplItem::Const(item) => Some(&mut item.attrs),
            ImplItem::Fn(item) => Some(&mut item.attrs),
            ImplItem::Type(item) => Some(&mut item.attrs),
            // syn's enum is open; nothing else is generated.
            _ => None,
        });
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        let bare = |item: &TraitItem| !matches!(item, TraitItem::Fn(_));
        separate(item.items.iter_mut(), false, bare, |item| match item {
            TraitItem::Fn(item) => Some(&mut item.attrs),
            _ => None,
        });
    }

    /// rustfmt gives each field of a literal its line, but for the shortest; prettyplease keeps longer ones together.
    fn visit_expr_struct_mut(&mut self, literal: &mut syn::ExprStruct) {
        if let Some(first) = literal.fields.first_mut() {
            first.attrs.insert(0, parse_quote!(#[doc = #BREAK]));
        }
        visit_mut::visit_expr_struct_mut(self, literal);
    }

    fn visit_fields_mut(&mut self, fields: &mut Fields) {
        if let Fields::Named(fields) = fields {
            separate(fields.named.iter_mut(), false, |field| field.attrs.is_empty(), |field| Some(&mut field.attrs));
        }
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        let bare = |variant: &syn::Variant| variant.attrs.is_empty();
        separate(item.variants.iter_mut(), false, bare, |variant| Some(&mut variant.attrs));
    }
}
