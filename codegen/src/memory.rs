//! What one run worked out and the next one need not work out again. It decides how long a run takes and never what comes
//! of it: whatever is found here is what would be made anew. It must not know how anything is made.

use crate::Examples;
use crate::api;
use crate::public_api::Lines;
use crate::render::Pages;
use crate::resolve::Loaded;
use crate::rust::{self, Ident};
use crate::source::File;
use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// What is kept from one run to the next. One that is empty is as good as any.
#[derive(Debug, Default)]
pub struct Memory {
    /// By path.
    pub(crate) files: RefCell<BTreeMap<String, Parsed>>,
    /// By the path of the root document.
    pub(crate) documents: RefCell<BTreeMap<String, Resolved>>,
    pub(crate) services: RefCell<Vec<Lowered>>,
    pub(crate) printed: RefCell<Printed>,
    outdated: RefCell<Vec<Box<dyn Any>>>,
}

impl Memory {
    /// Frees what the last run has replaced. That takes a while, so it waits for this call, or for the next run.
    pub fn tidy(&self) {
        self.outdated.take();
    }

    /// Takes what something has been replaced for.
    pub(crate) fn retire(&self, thing: impl Any) {
        self.outdated.borrow_mut().push(Box::new(thing));
    }
}

/// A file that was read without a complaint.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// As it was read.
    pub bytes: Vec<u8>,
    pub source: Arc<File>,
    pub loaded: Rc<Loaded>,
}

/// A document that was resolved without a complaint.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub examples: Examples,
    /// The paths of all files that were read before it, for other documents.
    pub before: Vec<String>,
    /// The files that it is made of, in the order of their numbers.
    pub files: Vec<Rc<Loaded>>,
    pub service: Arc<api::Service>,
}

/// A service that was lowered without a complaint, and all that it was made of.
#[derive(Debug)]
pub(crate) struct Lowered {
    pub of: Arc<api::Service>,
    pub ident: Ident,
    pub identity: Option<Ident>,
    pub service: Arc<rust::Service>,
}

/// The crate that was printed last, and what was printed of it.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    pub crate_: rust::Crate,
    pub pages: Pages,
    pub lines: Lines,
}
