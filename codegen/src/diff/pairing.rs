//! Which of two lists belong together: by name first, then those that were renamed. Must not know what is in the lists.

use crate::diagnostics::nearest;
use std::collections::{BTreeMap, VecDeque};

/// Two lists, paired.
#[derive(Debug)]
pub struct Pairs<'a, T> {
    /// What both have, in the order of the newer one.
    pub both: Vec<(&'a T, &'a T)>,
    /// What only the older one has.
    pub removed: Vec<&'a T>,
    /// What only the newer one has.
    pub added: Vec<&'a T>,
}

impl<'a, T> Pairs<'a, T> {
    /// Pairs what has the same key.
    pub fn by<K: Ord>(before: &'a [T], after: &'a [T], key: impl Fn(&T) -> K) -> Self {
        let mut pairs = Self { both: Vec::new(), removed: before.iter().collect(), added: after.iter().collect() };
        pairs.both = pairs.further(key);
        pairs
    }

    /// Takes what has the same key out of what has no partner yet.
    pub fn further<K: Ord>(&mut self, key: impl Fn(&T) -> K) -> Vec<(&'a T, &'a T)> {
        let mut by_key: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (at, item) in self.removed.iter().enumerate() {
            by_key.entry(key(item)).or_default().push_back(at);
        }
        let mut paired = Vec::new();
        let mut taken = vec![false; self.removed.len()];
        self.added.retain(|new| {
            let old = by_key.get_mut(&key(new)).and_then(VecDeque::pop_front);
            let old = old.and_then(|at| Some((at, *self.removed.get(at)?)));
            if let Some((at, old)) = old {
                paired.push((old, *new));
                taken.iter_mut().skip(at).take(1).for_each(|taken| *taken = true);
            }
            old.is_none()
        });
        let mut taken = taken.into_iter();
        self.removed.retain(|_| !taken.next().unwrap_or_default());
        paired
    }

    /// Takes the only one of each side, if they fit.
    pub fn last_ones(&mut self, fit: impl Fn(&T, &T) -> bool) -> Option<(&'a T, &'a T)> {
        let ([old], [new]) = (self.removed.as_slice(), self.added.as_slice()) else { return None };
        let pair = (*old, *new);
        if !fit(pair.0, pair.1) {
            return None;
        }
        self.removed.clear();
        self.added.clear();
        Some(pair)
    }

    /// Takes what was renamed: alike in all but the name, and either the names are similar or the words about it are the
    /// same.
    pub fn renamed<'n>(
        &mut self,
        name: impl Fn(&'a T) -> &'n str,
        words: impl Fn(&'a T) -> Option<&'n str>,
        alike: impl Fn(&T, &T) -> bool,
    ) -> Vec<(&'a T, &'a T)>
    where
        'a: 'n,
    {
        let mut paired = Vec::new();
        let removed = std::mem::take(&mut self.removed);
        for old in removed {
            let candidates = || self.added.iter().filter(|new| alike(old, new)).map(|new| name(new));
            let same_words = |new: &&&'a T| words(old).is_some() && words(new) == words(old) && alike(old, new);
            let similar = nearest(name(old), candidates());
            let found = similar.or_else(|| self.added.iter().find(same_words).map(|new| name(new)));
            let at = found.and_then(|found| self.added.iter().position(|new| name(new) == found));
            match at {
                Some(at) => paired.push((old, self.added.remove(at))),
                None => self.removed.push(old),
            }
        }
        paired
    }
}
