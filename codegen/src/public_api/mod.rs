//! Lists the public items of the generated crate: what callers can name, with its type, and what in the documents it
//! comes from. The list is checked in as text, and a comparison of two versions compares two such lists. Repeats no
//! policy, only the shape of the templates, which `tests/it/public_api.rs` holds it to. Must not know where texts are
//! kept.
//!
//! Cargo features are not in it: it is the crate with all of them. Neither are auto traits, which all items have.

mod operations;
mod request;
mod services;
mod types;

pub use request::{Filler, Request};

use crate::api::Subject;
use crate::format;
use crate::render::code::{Code, Word, code};
use crate::render::declared;
use crate::render::types::Scope;
use crate::rust::{Alias, Crate, Deprecation, Ident, Item, Operation, Service, Type};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher as _};

/// A public item of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicItem {
    /// Its path from the root of the crate, such as `apig::types::AppQuota::name`; of an implementation, that of the type.
    pub path: String,
    /// What kind of item it is: a path may name one of each.
    pub kind: PublicKind,
    /// How it is declared, with all paths from the root of the crate.
    pub declaration: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The path of what it is a further name for: what it was called.
    pub alias: Option<String>,
    /// The service that it belongs to, by its name in errors and changes.
    pub service: Option<String>,
    /// What in the documents it comes from.
    pub subject: Option<Subject>,
    /// The operation that has it, where its subject is a property of a type.
    pub within: Option<Subject>,
    /// What else its declaration shows: types, and parameters that are arguments.
    pub shows: BTreeSet<Subject>,
    /// What a call of it sends where, as far as that is up to its arguments.
    pub request: Option<Request>,
    /// A digest of what else is generated for it, such as documentation and checks.
    pub behind: u64,
}

/// What kind of item something is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum PublicKind {
    Module,
    /// A struct, an enum, a further name for one, or another crate's item under a name of this one.
    Type,
    /// A static, or a constant of a type.
    Static,
    /// A field or a variant.
    Member,
    Function,
    /// An implementation, with what is implemented for what, without associated types.
    Impl(String),
}

/// Takes in a text of which only is asked whether it is another one.
#[derive(Default)]
struct Digest(DefaultHasher);

impl fmt::Write for Digest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl PublicItem {
    fn new(kind: PublicKind, path: Code, declaration: Code, subject: Subject) -> Self {
        Self {
            path: path.into_string(),
            kind,
            declaration: declaration.into_string(),
            deprecated: false,
            alias: None,
            service: None,
            subject: Some(subject),
            within: None,
            shows: BTreeSet::new(),
            request: None,
            behind: 0,
        }
    }

    /// A field or a variant of a type, as [`declared`] has it.
    fn member(owner: &Code, ident: &Ident, declared: &Code, subject: Subject) -> Self {
        let path = code!("{}::{}", owner, ident);
        Self::new(PublicKind::Member, path, code!("pub {}::{}", owner, declared), subject)
    }

    /// A function of a type, with a signature that begins with its name.
    fn function(owner: &Code, name: &Code, signature: &Code, subject: Subject) -> Self {
        let path = code!("{}::{}", owner, name);
        Self::new(PublicKind::Function, path, code!("pub fn {}::{}", owner, signature), subject)
    }

    /// The functions that a template declares whatever the document says.
    fn functions(owner: &Code, template: &str, output: &Code, subject: &Subject) -> Vec<Self> {
        let functions = declared::functions(template, output).into_iter();
        let item = |(name, signature)| Self::function(owner, &code!("{}", Word(name)), &signature, subject.clone());
        functions.map(item).collect()
    }

    /// A further name for a type, beside it.
    fn type_alias(alias: &Alias, module: &Code, target: &Code, subject: Subject, names: &Names<'_>) -> Self {
        let path = code!("{}::{}", module, alias.ident);
        let declaration = code!("pub type {} = {}", path, target);
        Self::new(PublicKind::Type, path, declaration, subject).alias(alias, target, names)
    }

    /// As the alias of something.
    fn alias(self, Alias { ident: _, docs, deprecated }: &Alias, target: &Code, names: &Names<'_>) -> Self {
        let item = self.deprecated(Some(deprecated)).behind_in(names, (docs, deprecated));
        Self { alias: Some(target.as_str().to_owned()), ..item }
    }

    fn deprecated(self, deprecation: Option<&Deprecation>) -> Self {
        Self { deprecated: deprecation.is_some(), ..self }
    }

    fn behind(self, all: impl fmt::Debug) -> Self {
        let mut digest = Digest::default();
        // A digest takes in whatever it is given.
        let _ = write!(digest, "{all:?}");
        Self { behind: digest.0.finish(), ..self }
    }

    /// What is behind an item of a service, unless only its line is asked for: that is the larger part.
    fn behind_in(self, names: &Names<'_>, all: impl fmt::Debug) -> Self {
        if names.compared { self.behind(all) } else { self }
    }

    /// What a call sends where, unless only its line is asked for.
    fn requests(self, names: &Names<'_>, operation: &Operation) -> Self {
        Self { request: names.compared.then(|| Request::of(operation)), ..self }
    }

    fn shows(self, subjects: BTreeSet<Subject>) -> Self {
        Self { shows: subjects, ..self }
    }

    /// Its line in the list.
    pub fn line(&self) -> String {
        let mark = if self.deprecated { "#[deprecated] " } else { "" };
        format!("{mark}{}", self.declaration)
    }

    /// Whether it promises callers what another item does: it is declared like that but for the names of arguments, which no caller
    /// writes.
    pub fn promises_as(&self, other: &Self) -> bool {
        self.declaration == other.declaration || self.promise() == other.promise()
    }

    fn promise(&self) -> String {
        let Some((start, arguments, end)) = format::call(&self.declaration) else { return self.declaration.clone() };
        let without_name = |argument: &&str| match argument.split_once(": ") {
            Some((_, ty)) => format!("_: {ty}"),
            None => (*argument).to_owned(),
        };
        let arguments: Vec<String> = format::split(arguments, ',').iter().map(without_name).collect();
        format!("{start}({}){end}", arguments.join(", "))
    }

    /// What tells it from all others: no two items of a crate have the same. Its order is that of the list: an item,
    /// then what is in it. For that, a sign stands between the names of a path that goes before all others.
    pub fn key(&self) -> (String, PublicKind) {
        (self.path.replace("::", "\0"), self.kind.clone())
    }
}

/// The public items of a crate, in the order of their keys.
pub fn list(crate_: &Crate) -> Vec<PublicItem> {
    let mut all = Vec::new();
    visit(crate_, true, &mut |some| all.push(some));
    // Of tens of thousands, none is moved again and again while the list grows.
    let mut items = Vec::with_capacity(all.iter().map(Vec::len).sum());
    all.into_iter().for_each(|some| items.extend(some));
    items.sort_by_cached_key(PublicItem::key);
    items
}

/// The list as a text that is checked in, after the first line of every generated file: a line for each item.
pub fn text(crate_: &Crate, header: &str) -> String {
    let mut lines = Vec::new();
    visit(crate_, false, &mut |some| lines.extend(some.into_iter().map(|item| (item.key(), item.line()))));
    lines.sort_unstable();
    let lines = lines.iter().flat_map(|(_, line)| [line.as_str(), "\n"]);
    std::iter::once(header).chain(lines).collect()
}

/// Calls `take` for the items of the crate, of each service, and of each type and operation.
fn visit(crate_: &Crate, compared: bool, take: &mut dyn FnMut(Vec<PublicItem>)) {
    take(services::of_crate(crate_));
    for service in &crate_.services {
        let names = Names::of(service, compared);
        let mut take = |mut items: Vec<PublicItem>| {
            items.iter_mut().filter(|_| compared).for_each(|item| item.service = Some(service.name.clone()));
            take(items);
        };
        take(services::of_service(service));
        service.clients.iter().for_each(|client| take(services::of_client(client, &service.operations, &names)));
        service.types.iter().for_each(|item| take(types::of_item(item, &names)));
        service.operations.iter().for_each(|operation| take(operations::of_operation(operation, &names)));
    }
}

/// What a service calls its types, in Rust and in the document.
struct Names<'a> {
    /// The module of the service.
    module: &'a Ident,
    types: BTreeMap<&'a Ident, &'a Item>,
    /// Whether items are compared, and not only listed.
    compared: bool,
}

impl<'a> Names<'a> {
    fn of(service: &'a Service, compared: bool) -> Self {
        Self { compared, module: &service.ident, types: service.types.iter().map(|item| (&item.ident, item)).collect() }
    }

    /// A type as it is written at the root of the crate.
    fn ty(&self, ty: &Type) -> Code {
        self.scope().ty(ty)
    }

    fn scope(&self) -> Scope<'a> {
        Scope::Crate(self.module)
    }

    /// What a type names, as the document does.
    fn shown(&self, ty: &Type) -> BTreeSet<Subject> {
        self.item(ty).into_iter().map(|item| Subject::Type { name: item.name.clone() }).collect()
    }

    /// The type with a name that a type is, or is made of.
    fn item(&self, ty: &Type) -> Option<&'a Item> {
        self.types.get(ty.named()?).copied()
    }
}

/// The implementations of traits, such as `impl Clone for apig::types::AppQuota`.
fn impls<'a>(
    path: &'a Code,
    traits: impl IntoIterator<Item = Code> + 'a,
    subject: &'a Subject,
) -> impl Iterator<Item = PublicItem> + 'a {
    traits.into_iter().map(move |name| implementation(path, &name, &name, subject))
}

/// The implementation of a trait with associated types; `name` is the trait without them.
fn implementation(path: &Code, name: &Code, full: &Code, subject: &Subject) -> PublicItem {
    let kind = PublicKind::Impl(code!("{} for {}", name, path).into_string());
    PublicItem::new(kind, path.clone(), code!("impl {} for {}", full, path), subject.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_arguments_are_no_promise() {
        let check = |text: &str, promise: &str| {
            let item = PublicItem::new(PublicKind::Function, code!(""), code!(""), Subject::Service);
            assert_eq!(PublicItem { declaration: text.to_owned(), ..item }.promise(), promise);
        };
        check(
            "pub fn a::Client::get(&self, id: impl Into<String>, of: a::types::Of, r#in: BTreeMap<String, a::B>) -> a::Get",
            "pub fn a::Client::get(&self, _: impl Into<String>, _: a::types::Of, _: BTreeMap<String, a::B>) -> a::Get",
        );
        for same in [
            "pub a::types::Of::id: Option<a::B>",
            "pub a::types::Of::Unknown(a::B)",
            "impl IntoFuture<Output = Result<(), Error>, IntoFuture = Sending<()>> for apig::Call",
        ] {
            check(same, same);
        }
    }
}
