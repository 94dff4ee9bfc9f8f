//! Gives names that differ from each other: who comes first has the name, who comes second one that says what it is or where.
//! Must not know how a role writes names.

use super::{LONGEST_MODULE, cut, is_legal, spelling};
use crate::diagnostics::{Diagnostics, messages};
use crate::rust::Ident;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Names that must differ from each other.
pub struct Namespace {
    what: &'static str,
    /// The keyword that settles a clash.
    key: &'static str,
    seen: BTreeMap<Ident, First>,
    /// The next number for a name that is taken.
    next: BTreeMap<Ident, usize>,
}

/// Who has a name.
struct First {
    wire: String,
    span: Span,
    place: String,
}

/// Something that needs a name.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Its name on the wire.
    pub wire: &'a str,
    /// The name that the document requests.
    pub requested: Option<&'a str>,
    pub place: Place<'a>,
    pub span: Span,
}

/// What tells something from others of its name, in words.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    /// Nothing does.
    Same,
    /// What goes behind the name.
    Behind(&'a str),
    /// What takes the place of the name.
    Instead(&'a str),
}

impl<'a> Wanted<'a> {
    /// Something that only its name tells from others.
    pub fn plain(wire: &'a str, span: Span) -> Self {
        Self { wire, requested: None, place: Place::Same, span }
    }
}

/// For a number behind a name that is as long as one may be.
const ROOM: usize = 12;

/// How a role writes a name.
type Role = fn(&str) -> Ident;

impl Namespace {
    /// For items of one kind, which `what` says; `key` is the keyword that gives another name.
    pub fn new(what: &'static str, key: &'static str) -> Self {
        Self { what, key, seen: BTreeMap::new(), next: BTreeMap::new() }
    }

    /// Names an item: by the name that the document requests, or else by its name on the wire. Reports a name that cannot
    /// be one, and a name that is taken.
    pub fn name(
        &mut self,
        role: Role,
        wire: &str,
        requested: Option<&str>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Ident {
        self.place(role, Wanted { requested, ..Wanted::plain(wire, span) }, diagnostics)
    }

    /// The same for an item that has a place to be named after.
    pub fn place(&mut self, role: Role, wanted: Wanted<'_>, diagnostics: &mut Diagnostics) -> Ident {
        let Wanted { wire, requested, span, .. } = wanted;
        let legal = requested.filter(|requested| is_legal(requested));
        if let (Some(requested), None) = (requested, legal) {
            diagnostics.push(messages::illegal_rust_name(span, requested));
        }
        let ident = role(legal.unwrap_or(wire));
        if legal.is_none() && spelling::is_translated(wire) {
            diagnostics.push(messages::renamed(span, wire, &ident.0, "names in Rust are made of ASCII letters"));
        }
        self.claim(role, &ident, Wanted { requested: legal, ..wanted }, diagnostics)
    }

    /// Takes a name, if it is free.
    pub fn take(&mut self, ident: &Ident, wanted: Wanted<'_>) {
        let place = match wanted.place {
            Place::Same => "",
            Place::Behind(place) | Place::Instead(place) => place,
        };
        let first = || First { wire: wanted.wire.to_owned(), span: wanted.span, place: place.to_owned() };
        self.seen.entry(ident.clone()).or_insert_with(first);
    }

    /// Takes a name, or reports that it is taken, and takes another.
    pub fn claim(&mut self, role: Role, ident: &Ident, wanted: Wanted<'_>, diagnostics: &mut Diagnostics) -> Ident {
        let free = self.free(role, ident, wanted);
        self.tell(ident, &free, wanted, diagnostics);
        self.take(&free, wanted);
        free
    }

    /// Reports that an item has another name because the first one is taken, if it is.
    pub fn tell(&self, ident: &Ident, free: &Ident, wanted: Wanted<'_>, diagnostics: &mut Diagnostics) {
        if let Some(First { wire: first, span, .. }) = self.seen.get(ident).filter(|_| ident != free) {
            let names = (first.as_str(), wanted.wire);
            let idents = (ident.0.as_str(), free.0.as_str());
            diagnostics.push(messages::name_clash(wanted.span, *span, self.what, idents, names, self.key));
            let reason = format!("`{}` has the name already", names.0);
            diagnostics.push(messages::renamed(wanted.span, wanted.wire, &free.0, &reason));
        }
    }

    /// Takes the name that an item had before its own, in the way of its role; or reports that something else has it.
    pub fn former(
        &mut self,
        ident: Ident,
        now: &Ident,
        was: &Spanned<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Ident> {
        if ident == *now {
            diagnostics.push(messages::ignored(was.span, "`x-was`", "it is called so in Rust as before"));
            return None;
        }
        if let Some(First { span, .. }) = self.seen.get(&ident) {
            diagnostics.push(messages::former_name_taken(was.span, *span, self.what, &ident.0, self.key));
            return None;
        }
        self.take(&ident, Wanted::plain(&was.value, was.span));
        Some(ident)
    }

    /// The name of the file of an item, which no other has.
    pub fn file(&mut self, ident: &Ident) -> Ident {
        let wanted = Wanted::plain(ident.plain(), Span::default());
        self.claim(super::module, &super::module(ident.plain()), wanted, &mut Diagnostics::default())
    }

    /// The name, or one that is free: with all signs in words, after the place, or with a number.
    fn free(&mut self, role: Role, ident: &Ident, Wanted { wire, requested, place, .. }: Wanted<'_>) -> Ident {
        let Some(first) = self.seen.get(ident) else { return ident.clone() };
        let name = requested.unwrap_or(wire);
        let in_full = spelling::in_full(name);
        let place = match place {
            Place::Behind(place) if place != first.place => Some(format!("{name} {place}")),
            Place::Instead(place) => Some(place.to_owned()),
            Place::Same | Place::Behind(_) => None,
        };
        let mut others = [Some(in_full), place].into_iter().flatten().map(|name| role(&name));
        if let Some(free) = others.find(|other| !self.seen.contains_key(other)) {
            return free;
        }
        let is_stable = role(ident.plain()) == *ident;
        let base = if is_stable { ident.plain().into() } else { spelling::spelled(name) };
        let base = cut(&base, LONGEST_MODULE - ROOM);
        let next = self.next.entry(ident.clone()).or_insert(2);
        loop {
            let numbered = role(&format!("{base} {next}"));
            *next += 1;
            if !self.seen.contains_key(&numbered) {
                return numbered;
            }
        }
    }
}
