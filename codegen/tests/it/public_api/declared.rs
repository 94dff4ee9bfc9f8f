//! What Rust text declares for everybody, as lines: modules are walked, `pub` items, implementations, derives and attributes
//! are read, and paths are followed to the root of the crate. What is not understood is a failure, never left out.

use apig_codegen::Tree;
use proc_macro2::TokenTree;
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Fields, FnArg, ImplItem, Item, ItemImpl, Path, UseTree, Visibility};

/// Traits whose derives are not a promise of their own, and attributes that are none.
const SILENT: &[&str] = &["allow", "doc", "must_use", "rustfmt", "serde"];

/// Every line of the crate whose files these are.
pub fn lines(tree: &Tree, package: &str) -> BTreeSet<String> {
    let files = tree.files().map(|(path, text)| (path.to_owned(), syn::parse_file(text).unwrap())).collect();
    let mut walk = Walk { files, lines: BTreeSet::from([format!("pub mod {package}")]) };
    walk.module("lib.rs", "", &[], true);
    walk.lines
}

struct Walk {
    files: BTreeMap<String, syn::File>,
    lines: BTreeSet<String>,
}

/// What names mean in a file.
struct Scope {
    names: BTreeMap<String, String>,
}

impl Walk {
    /// Walks the module in `file`, whose items callers see at `path`; of a private module they see only those that its
    /// parent exports, and what is implemented for them.
    fn module(&mut self, file: &str, path: &str, siblings: &[(String, String)], is_root: bool) {
        let mut items = self.files.remove(file).unwrap_or_else(|| panic!("{file} is missing")).items;
        let folder = if is_root { String::new() } else { format!("{}/", file.trim_end_matches(".rs")) };
        let exported = exports(&items);
        let mut scope = Scope { names: siblings.iter().cloned().collect() };
        for item in &items {
            match item {
                Item::Use(item) => {
                    let is_public = is_public(&item.vis);
                    for (from, name) in leaves(&item.tree, "") {
                        self.import(&from, &name, is_public, path, &exported, &mut scope);
                    }
                }
                Item::Struct(syn::ItemStruct { ident, .. })
                | Item::Enum(syn::ItemEnum { ident, .. })
                | Item::Type(syn::ItemType { ident, .. }) => {
                    scope.names.insert(ident.to_string(), joined(path, &ident.to_string()));
                }
                _ => {}
            }
        }
        // What a child module can import from here: `super::Client`, `super::types`.
        let mut visible: Vec<(String, String)> =
            scope.names.iter().map(|(name, path)| (format!("super::{name}"), path.clone())).collect();
        visible.extend(siblings.iter().map(|(name, path)| (format!("super::{name}"), path.clone())));
        visible.extend(exported.iter().map(|(_, name)| (format!("super::{name}"), joined(path, name))));
        items.iter_mut().for_each(|item| Resolve { scope: &scope }.visit_item_mut(item));
        for item in &items {
            match item {
                Item::Mod(item) if is_test(&item.attrs) => {}
                Item::Mod(item) => {
                    let name = item.ident.to_string();
                    let file = format!("{folder}{}.rs", name.trim_start_matches("r#"));
                    let inner = joined(path, &name);
                    if is_public(&item.vis) {
                        self.lines.insert(format!("pub mod {inner}"));
                        self.module(&file, &inner, &visible, false);
                    } else {
                        self.module(&file, path, &visible, false);
                    }
                }
                Item::Use(_) => {}
                item => self.item(item, path),
            }
        }
    }

    fn import(
        &mut self,
        from: &str,
        name: &str,
        is_public: bool,
        path: &str,
        exported: &[(String, String)],
        scope: &mut Scope,
    ) {
        let of_runtime = is_of_runtime(from);
        if is_public && of_runtime {
            let place = joined(path, name);
            let as_ =
                if from.rsplit("::").next() == Some(place.as_str()) { String::new() } else { format!(" as {place}") };
            self.lines.insert(format!("pub use {from}{as_}"));
        } else if is_public {
            assert!(exported.iter().any(|(known, _)| known == from), "an export that is not followed: {from}");
        }
        let target = match scope.names.get(from) {
            Some(path) => path.clone(),
            None if from == "super::types" => joined(path, "types"),
            // Beside each other in private modules of one public one: `use super::Sibling`.
            None if from.starts_with("super::") => joined(path, name),
            None => name.to_owned(),
        };
        if target != name || name != "fmt" {
            scope.names.insert(name.to_owned(), target);
        }
    }

    fn item(&mut self, item: &Item, path: &str) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let place = joined(path, &item.ident.to_string());
                self.declare(&item.attrs, &format!("pub struct {place}"), Some(&place));
                let Fields::Named(fields) = &item.fields else { panic!("{place} has no named fields") };
                for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                    let ty = field.ty.to_token_stream();
                    let name = field.ident.as_ref().unwrap();
                    self.declare(&field.attrs, &format!("pub {place}::{name}: {ty}"), None);
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let place = joined(path, &item.ident.to_string());
                self.declare(&item.attrs, &format!("pub enum {place}"), Some(&place));
                for variant in &item.variants {
                    let line = format!("pub {place}::{}{}", variant.ident, variant.fields.to_token_stream());
                    self.declare(&variant.attrs, &line, None);
                }
            }
            Item::Static(item) if is_public(&item.vis) => {
                let line =
                    format!("pub static {}: {}", joined(path, &item.ident.to_string()), item.ty.to_token_stream());
                self.declare(&item.attrs, &line, None);
            }
            Item::Type(item) if is_public(&item.vis) => {
                let line =
                    format!("pub type {} = {}", joined(path, &item.ident.to_string()), item.ty.to_token_stream());
                self.declare(&item.attrs, &line, None);
            }
            Item::Impl(item) => self.implementation(item),
            // It declares a static that is not public.
            Item::Macro(item) if item.mac.path.segments.last().unwrap().ident == "service" => {}
            Item::Macro(item) => {
                let name = item.mac.path.segments.last().unwrap().ident.to_string();
                assert!(
                    ["json_integer", "json_object", "json_text", "json_union"].contains(&name.as_str()),
                    "an unknown macro: {name}"
                );
                let TokenTree::Ident(ty) = item.mac.tokens.clone().into_iter().next().unwrap() else {
                    panic!("{name}")
                };
                let place = joined(path, &ty.to_string());
                self.lines.extend(["Serialize", "Deserialize<'_>"].map(|of| format!("impl {of} for {place}")));
            }
            other => panic!("an item that this test does not know: {}", other.to_token_stream()),
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let place = item.self_ty.to_token_stream();
        if let Some((of_trait, _)) = &item.trait_ {
            let types = item.items.iter().filter_map(|inner| match inner {
                ImplItem::Type(ty) => Some(format!("{} = {}", ty.ident, ty.ty.to_token_stream())),
                ImplItem::Fn(_) | ImplItem::Const(_) => None,
                // A constant, too.
                ImplItem::Macro(call) if call.mac.path.segments.last().is_some_and(|name| name.ident == "security") => {
                    None
                }
                other => panic!("in an implementation: {}", other.to_token_stream()),
            });
            let types: Vec<String> = types.collect();
            let types = if types.is_empty() { String::new() } else { format!("<{}>", types.join(", ")) };
            return self.declare(&item.attrs, &format!("impl {}{types} for {place}", of_trait.to_token_stream()), None);
        }
        for inner in &item.items {
            // What stands in for a method whose feature is off.
            if let ImplItem::Macro(_) = inner {
                continue;
            }
            if let ImplItem::Const(constant) = inner {
                let (name, ty) = (&constant.ident, &constant.ty);
                self.declare(&constant.attrs, &quote!(pub const #place::#name: #ty).to_string(), None);
                continue;
            }
            let ImplItem::Fn(function) = inner else { panic!("in an implementation: {}", inner.to_token_stream()) };
            if !is_public(&function.vis) {
                continue;
            }
            let signature = &function.sig;
            let inputs = signature.inputs.iter().map(|argument| match argument {
                // `mut self` is no promise.
                FnArg::Receiver(receiver) if receiver.mutability.is_some() => quote!(self),
                argument => argument.to_token_stream(),
            });
            let (is_async, name, output) = (&signature.asyncness, &signature.ident, &signature.output);
            let line = quote!(pub #is_async fn #place::#name(#(#inputs),*) #output).to_string();
            self.declare(&function.attrs, &line, None);
        }
    }

    /// Adds the line of an item, its marks before it, and what it derives.
    fn declare(&mut self, attributes: &[Attribute], line: &str, place: Option<&str>) {
        let mut marks = String::new();
        for attribute in attributes {
            let name = attribute.path().segments[0].ident.to_string();
            match (name.as_str(), place) {
                ("deprecated", _) => marks.insert_str(0, "#[deprecated] "),
                ("non_exhaustive", _) => marks.push_str("#[non_exhaustive] "),
                ("derive", Some(place)) => {
                    attribute
                        .parse_nested_meta(|meta| {
                            let derived = meta.path.get_ident().unwrap().to_string();
                            self.lines.insert(format!("impl {derived} for {place}"));
                            Ok(())
                        })
                        .unwrap();
                }
                ("cfg", _) => {}
                (silent, _) => assert!(SILENT.contains(&silent), "an attribute that this test does not know: {silent}"),
            }
        }
        assert!(self.lines.insert(format!("{marks}{line}")), "{line} is declared twice");
    }
}

/// Replaces what a path begins with by what it means.
struct Resolve<'a> {
    scope: &'a Scope,
}

impl VisitMut for Resolve<'_> {
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}

    fn visit_block_mut(&mut self, _: &mut Block) {}

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let first = path.segments[0].ident.to_string();
        let mut segments = std::mem::take(&mut path.segments).into_iter();
        match self.scope.names.get(&first) {
            Some(meant) => {
                let meant: Path = syn::parse_str(meant).unwrap();
                path.segments = meant.segments;
                let first = segments.next().unwrap();
                path.segments.last_mut().unwrap().arguments = first.arguments;
            }
            // The root shows what the runtime has; `std::fmt` is as well known as `Option`.
            None if is_of_runtime(&first) || first == "fmt" => drop(segments.next()),
            None => {}
        }
        path.segments.extend(segments);
    }
}

fn is_of_runtime(path: &str) -> bool {
    ["apig_runtime", "oaswright_runtime"].iter().any(|runtime| path.starts_with(runtime))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string() == "# [cfg (test)]")
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
}

/// What a module exports from its own modules: where from, and under which name.
fn exports(items: &[Item]) -> Vec<(String, String)> {
    let public = items.iter().filter_map(|item| match item {
        Item::Use(item) if is_public(&item.vis) => Some(leaves(&item.tree, "")),
        _ => None,
    });
    public.flatten().filter(|(from, _)| !is_of_runtime(from)).collect()
}

/// Each name that a `use` brings, with where it is from.
fn leaves(tree: &UseTree, before: &str) -> Vec<(String, String)> {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &joined(before, &path.ident.to_string())),
        UseTree::Name(name) => vec![(joined(before, &name.ident.to_string()), name.ident.to_string())],
        UseTree::Rename(rename) => vec![(joined(before, &rename.ident.to_string()), rename.rename.to_string())],
        UseTree::Group(group) => group.items.iter().flat_map(|tree| leaves(tree, before)).collect(),
        UseTree::Glob(_) => panic!("a glob"),
    }
}
