//! Tells what of a page is shown. Knows that a frame of links is around its main part, and that the path of the page is in that frame.
//! Must not know what becomes of what is shown.

use super::tag::{self, Kind};
use super::token::Tag;

/// What is shown of where we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The page itself.
    Page,
    /// The main part of the page begins: what came before was its frame.
    Afresh,
    /// The path of the page in the reference.
    Path,
    Nothing,
}

/// Where we are.
#[derive(Default)]
pub struct Frame {
    hidden: Option<Inside>,
    path: Option<Inside>,
    main: Option<Inside>,
    has_main: bool,
    /// How many articles we are in.
    articles: usize,
}

/// An element that we are in, told by its name alone.
struct Inside {
    name: String,
    /// How many of this name are open in it, with itself.
    depth: usize,
}

impl Inside {
    fn new(tag: &Tag) -> Option<Self> {
        Some(Self { name: tag.name.clone(), depth: 1 })
    }

    fn start(inside: &mut Option<Self>, name: &str) {
        inside.iter_mut().for_each(|inside| inside.depth += usize::from(inside.name == name));
    }

    fn end(inside: &mut Option<Self>, name: &str) {
        inside.iter_mut().for_each(|inside| inside.depth -= usize::from(inside.name == name));
        inside.take_if(|inside| inside.depth == 0);
    }
}

impl Frame {
    /// What is shown of where we are.
    pub fn shown(&self) -> Shown {
        match () {
            () if self.path.is_some() => Shown::Path,
            () if self.hidden.is_some() || self.has_main && self.main.is_none() => Shown::Nothing,
            () => Shown::Page,
        }
    }

    fn insides(&mut self) -> impl Iterator<Item = &mut Option<Inside>> {
        [&mut self.hidden, &mut self.path, &mut self.main].into_iter()
    }

    /// An element begins.
    pub fn start(&mut self, tag: &Tag, kind: Kind, has_path: bool) -> Shown {
        if tag.is_closed {
            return self.shown();
        }
        if matches!(kind, Kind::Main | Kind::Heading | Kind::Table) {
            self.path = None;
        }
        self.insides().for_each(|inside| Inside::start(inside, &tag.name));
        match kind {
            Kind::Path if self.path.is_none() && !has_path => self.path = Inside::new(tag),
            _ if self.path.is_some() || self.hidden.is_some() => {}
            Kind::Main if self.main.is_none() => {
                self.main = Inside::new(tag);
                return if std::mem::replace(&mut self.has_main, true) { Shown::Page } else { Shown::Afresh };
            }
            Kind::Hidden => self.hidden = Inside::new(tag),
            Kind::Frame if self.articles == 0 && self.main.is_none() => self.hidden = Inside::new(tag),
            Kind::Article => self.articles += 1,
            _ => {}
        }
        self.shown()
    }

    /// An element ends. What is shown is what was in it.
    pub fn end(&mut self, name: &str) -> Shown {
        let shown = self.shown();
        self.insides().for_each(|inside| Inside::end(inside, name));
        if tag::named(name) == Kind::Article {
            self.articles = self.articles.saturating_sub(1);
        }
        shown
    }
}
