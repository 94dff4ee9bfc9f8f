//! Prepares what the templates of types print.

use super::super::attributes::{alias, deprecated};
use super::super::code::{Code, Word, code, documented, inner_docs, integer, string};
use super::super::declared;
use super::super::types::Scope;
use super::super::{Printer, checks, uses};
use crate::render::RUNTIME;
use crate::rust::{Field, Item, ItemKind, Skip, Struct, TextList, Variant, Wrap};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The file of a type.
pub fn page(item: &Item, siblings: &BTreeSet<&str>, printer: &Printer) -> Result<String, String> {
    let attributes = documented(&item.docs, deprecated(item.deprecated.as_ref()));
    let ident = &item.ident;
    let former = item.former.as_ref().map(alias);
    let title = [format!("[`{}`].", ident.plain())];
    match &item.kind {
        ItemKind::Struct(item_) => {
            let mut checks =
                item_.checks.as_ref().map(|list| checks::of_struct(list, &item_.fields)).unwrap_or_default();
            checks.extend(checks::of_rules(&item_.rules, &item_.fields));
            let is_request = item_.checks.is_some();
            let uses = uses::of(&mentioned(item_, &checks), siblings, Some(ident));
            let view = context! {
                docs => inner_docs(&title),
                uses,
                attributes,
                former,
                derives => derives(item_),
                ident => Code::from(ident),
                sent => super::origin::sent(&item_.sent),
                fields => item_.fields.iter().map(field).collect::<Vec<_>>(),
                entries => item_.fields.iter().filter_map(entry).collect::<Vec<_>>(),
                rest => item_.fields.iter().find(|field| field.skip == Skip::Flatten).map(|field| Code::from(&field.ident)),
                lists => item_.lists.iter().map(list).collect::<Vec<_>>(),
                setters => super::setters_of(&item_.setters, Scope::Types),
                validates => is_request.then(|| Code::from(ident)),
                checked => (!checks.is_empty()).then(|| Code::from(ident)),
                checks,
                origins => super::origin::of_struct(item_),
            };
            printer.print("service/types/struct.rs", view)
        }
        ItemKind::Union(union) => printer.print("service/types/union.rs", super::union::view(item, union, siblings)),
        ItemKind::StringEnum(variants) => {
            let formers = formers_of(variants);
            let variants: Vec<Value> = variants.iter().map(|v| variant(v, string(&v.value))).collect();
            let view = context! {
                docs => inner_docs(&title), attributes, former, ident => Code::from(ident),
                variants,
                formers,
            };
            printer.print("service/types/string_enum.rs", view)
        }
        ItemKind::IntegerEnum(ty, variants) => {
            let formers = formers_of(variants);
            let variants: Vec<Value> = variants.iter().map(|v| variant(v, integer(v.value))).collect();
            let ty = Scope::Types.ty(ty);
            let view = context! {
                docs => inner_docs(&title), attributes, former, ident => Code::from(ident),
                integer => ty,
                variants,
                formers,
            };
            printer.print("service/types/integer_enum.rs", view)
        }
    }
}

/// Everything in a struct's file that can name something from elsewhere.
fn mentioned(item: &Struct, checks: &[Code]) -> Code {
    let types = item.fields.iter().map(|field| Scope::Types.ty(&field.ty));
    let setters = item.setters.iter().map(|setter| Scope::Types.argument(&setter.ty, &setter.ident).0);
    let validate = item.checks.as_ref().map(|_| code!("Validate"));
    let validator = (!checks.is_empty()).then(|| code!("Validator"));
    let origin = super::origin::mentioned(item);
    let more = validate
        .into_iter()
        .chain(validator)
        .chain([derives(item)])
        .chain(origin)
        .chain(item.sent.as_ref().map(Code::from));
    Code::list(types.chain(setters).chain(checks.iter().cloned()).chain(more), " ")
}

fn derives(item: &Struct) -> Code {
    let default = item.has_default.then_some(Word("Default, "));
    code!("#[derive(Clone, Debug, {}PartialEq)]", default)
}

fn field(field: &Field) -> Value {
    context! {
        attributes => documented(&field.docs, deprecated(field.deprecated.as_ref())),
        declaration => declared::field(&field.ident, &field.ty, Scope::Types),
    }
}

/// A method that goes through the values in a text.
fn list(list: &TextList) -> Value {
    let text = match list.wrap {
        Wrap::Plain => code!("Some(self.{}.as_str())", list.field),
        Wrap::Option => code!("self.{}.as_deref()", list.field),
        Wrap::Nullable => code!("self.{}.as_ref().map(String::as_str)", list.field),
    };
    context! {
        docs => documented(&list.docs, []),
        signature => declared::list(list),
        body => code!("{}::fields::separated({}, {})", RUNTIME, text, string(&list.separator)),
    }
}

/// How a field is called on the wire, and how it can be absent there; nothing if it holds what is not listed.
fn entry(field: &Field) -> Option<Code> {
    let how = match field.skip {
        Skip::Never => "required",
        Skip::None => "optional",
        Skip::Absent => "nullable",
        Skip::Sending => "received",
        Skip::Flatten => return None,
    };
    let name = field.rename.as_deref().unwrap_or_else(|| field.ident.plain());
    Some(code!("{}: {} {}", string(name), Word(how), field.ident))
}

/// The names that values had, each with the variant that has another now.
fn formers_of<T>(variants: &[Variant<T>]) -> Vec<Value> {
    let former = |variant: &Variant<T>| {
        let former = variant.former.as_ref().map(alias)?;
        Some(context! { now => Code::from(&variant.ident), ..former })
    };
    variants.iter().filter_map(former).collect()
}

fn variant<T>(variant: &Variant<T>, value: Code) -> Value {
    context! { docs => documented(&variant.docs, []), ident => Code::from(&variant.ident), value }
}
