//! Gives each type of a service its names: what everything else refers to. Must not know types in Rust.

use super::directions::Twins;
use super::members::Members;
use super::names::{self, Namespace, Place, Wanted};
use super::recursion::Recursion;
use super::reuse::Reuse;
use super::secrets::{Secrets, holding};
use crate::api::{Definition, Kind, Precision, Scalar, TypeId, Width};
use crate::diagnostics::Diagnostics;
use crate::rust::Ident;

/// The types of a service with their names, which everything else refers to.
pub struct TypeTable<'a> {
    /// The module of the service.
    pub service: Ident,
    /// As the API has them.
    pub definitions: &'a [Definition],
    /// Their names in Rust.
    pub idents: Vec<Ident>,
    /// Their modules.
    pub modules: Vec<Ident>,
    /// The names that they had.
    pub formers: Vec<Option<Ident>>,
    /// The names of what they have.
    pub members: Vec<Members>,
    nothing: Members,
    /// Which of them are two, one for each direction.
    pub twins: Twins,
    /// Which of them contain themselves.
    pub recursion: Recursion,
    /// Which of them hold secrets.
    pub secrets: Secrets,
    /// Which of them hold numbers with more digits than a tree of JSON keeps.
    pub digits: Vec<bool>,
    /// Which of them are made of others.
    pub reuse: Reuse,
}

impl TypeTable<'_> {
    /// The name of a type.
    pub fn ident(&self, id: TypeId) -> Ident {
        self.idents.get(id.0).cloned().unwrap_or_else(|| Ident("Missing".to_owned()))
    }

    /// The name that a type had.
    pub fn former(&self, id: TypeId) -> Option<Ident> {
        self.formers.get(id.0).cloned().flatten()
    }

    /// The module of a type.
    pub fn module(&self, id: TypeId) -> Ident {
        self.modules.get(id.0).cloned().unwrap_or_else(|| Ident("missing".to_owned()))
    }

    /// The names of what a type has.
    pub fn members(&self, id: TypeId) -> &Members {
        self.members.get(id.0).unwrap_or(&self.nothing)
    }

    /// What a type with a name is.
    pub fn kind(&self, id: TypeId) -> Option<&Kind> {
        self.definition(id).map(|definition| &definition.kind)
    }

    /// The type of a component, if the crate has it.
    pub fn component(&self, name: &str) -> Option<TypeId> {
        let is_it = |one: &Definition| one.component && one.name == name && is_used(one);
        self.definitions.iter().position(is_it).map(TypeId)
    }

    /// The definition of a type.
    pub fn definition(&self, id: TypeId) -> Option<&Definition> {
        self.definitions.get(id.0)
    }
}

impl<'a> TypeTable<'a> {
    /// Names types: components first, because people know them by their names, and other types are named after their place;
    /// last what is sent in place of a type that has its name. What no operation uses is not emitted, so its name hinders
    /// nobody.
    pub fn of(definitions: &'a [Definition], twins: Twins, diagnostics: &mut Diagnostics) -> Self {
        let mut scope = Namespace::new("the types", "x-rust-name");
        let mut files = Namespace::new("the types", "x-rust-name");
        let mut named: Vec<(Ident, Ident)> = vec![(Ident(String::new()), Ident(String::new())); definitions.len()];
        let rank = |at: usize, one: &Definition| (!is_used(one), twins.received(TypeId(at)).is_some(), !one.component);
        let mut order: Vec<usize> = (0..definitions.len()).collect();
        order.sort_by_key(|at| definitions.get(*at).map(|one| rank(*at, one)));
        let mut unheard = Diagnostics::default();
        for at in order {
            let Some(definition) = definitions.get(at) else { continue };
            let diagnostics = if is_used(definition) { &mut *diagnostics } else { &mut unheard };
            let file = definition.path.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
            let place = if definition.component { format!("in {file}") } else { "inline".to_owned() };
            let (place, requested) = (Place::Behind(&place), definition.rust_name.as_deref());
            let wanted = Wanted { requested, place, ..Wanted::plain(&definition.name, definition.span) };
            let received = twins.received(TypeId(at)).and_then(|received| named.get(received.0));
            let ident = match received.map(|(received, _)| received.clone()) {
                Some(received) => {
                    // The name is ours, so nobody misses it.
                    let (ident, instead) = (names::input(&received), format!("{} request", received.plain()));
                    let wanted = Wanted::plain(ident.plain(), definition.span);
                    let wanted = Wanted { place: Place::Instead(&instead), ..wanted };
                    scope.claim(names::item, &ident, wanted, &mut Diagnostics::default())
                }
                None => scope.place(names::item, wanted, diagnostics),
            };
            let names = (ident.clone(), files.file(&ident));
            named.get_mut(at).into_iter().for_each(|slot| *slot = names.clone());
        }
        let mut former = |(at, (definition, (now, _))): (usize, (&Definition, &(Ident, Ident)))| {
            let was = definition.was.as_ref().filter(|_| is_used(definition))?;
            let ident = names::item(&was.value);
            // Of two types that are one in the document, one is enough to be told of.
            match twins.received(TypeId(at)) {
                Some(_) => scope.former(names::input(&ident), now, was, &mut unheard),
                None => scope.former(ident, now, was, diagnostics),
            }
        };
        let formers = definitions.iter().zip(&named).enumerate().map(&mut former).collect();
        let (idents, modules) = named.into_iter().unzip();
        let members = |definition: &Definition| {
            Members::of(definition, if is_used(definition) { &mut *diagnostics } else { &mut unheard })
        };
        let members = definitions.iter().map(members).collect();
        let (recursion, secrets) = (Recursion::of(definitions, &twins), Secrets::of(definitions));
        let digits = holding(definitions, has_digits);
        let (nothing, reuse, service) = (Members::default(), Reuse::default(), Ident::default());
        Self {
            service,
            definitions,
            idents,
            modules,
            formers,
            members,
            nothing,
            twins,
            recursion,
            secrets,
            digits,
            reuse,
        }
    }
}

fn is_used(definition: &Definition) -> bool {
    definition.in_request || definition.in_response
}

/// Whether a value may have more digits than a tree of JSON keeps.
fn has_digits(scalar: Scalar) -> bool {
    match scalar {
        Scalar::Number(precision) => precision == Precision::Decimal,
        Scalar::Integer(width) => matches!(width, Width::Int128 | Width::Uint128),
        Scalar::Boolean | Scalar::Text(_) => false,
    }
}
