//! What one run worked out and the next one need not work out again. It decides how long a run takes and never what comes
//! of it: whatever is found here is what would be made anew. It must not know how anything is made.

use crate::resolve::Loaded;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is kept from one run to the next. One that is empty is as good as any.
#[derive(Debug, Default)]
pub struct Memory {
    pub(crate) files: RefCell<BTreeMap<String, Parsed>>,
    pub(crate) pages: Pages,
}

/// A file that was read without a complaint.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub text: String,
    pub loaded: Rc<Loaded>,
}

/// Pages of the last run as the templates left them, and formatted.
#[derive(Debug, Default)]
pub(crate) struct Pages(BTreeMap<String, String>);

impl Pages {
    /// The formatted page, or what `format` makes of it.
    pub fn formatted<E>(&self, page: &str, format: impl FnOnce(&str) -> Result<String, E>) -> Result<String, E> {
        self.0.get(page).map_or_else(|| format(page), |formatted| Ok(formatted.clone()))
    }

    /// Forgets all pages but these.
    pub fn keep(&mut self, pages: impl Iterator<Item = (String, String)>) {
        self.0 = pages.collect();
    }
}
