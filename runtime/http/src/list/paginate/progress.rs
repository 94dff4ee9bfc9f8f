//! Decides where the next page starts, and what on a page is new. Knows pages that came, and trusts none of their
//! numbers: whatever a server says, the list ends unless it keeps bringing new items. Must not know futures or
//! operations.

use super::Page;
use std::collections::{HashSet, VecDeque};

/// Pages that are compared with where items have no key: the one before, and the one that made us step back to it.
const REMEMBERED: usize = 2;

/// How far a list has been read.
pub(super) struct Progress<T> {
    /// Where the caller started.
    start: i64,

    /// Where the page starts that comes next.
    offset: i64,

    /// How far it had been read when we stepped back. Up to here, a page without new items is what is to be expected.
    reached: i64,

    /// What the server said last, if that could be true.
    total: Option<i64>,

    /// By how much the list has grown, less the items that came again: as many as this may yet come again.
    grown: i64,

    /// Pages with something new, less pages without: a growing list may repeat a page once for each that it brought.
    credit: usize,

    /// Whether something new has come since we stepped back, which has to be before we do so again.
    may_step_back: bool,

    /// Keys of all items so far.
    keys: HashSet<String>,

    /// The last pages' items without a key, with where each page starts.
    recent: VecDeque<(i64, Vec<T>)>,
}

impl<T: Clone + PartialEq> Progress<T> {
    /// Starts where the caller says. Servers read a negative offset as 0.
    pub fn new(offset: Option<i64>) -> Self {
        let start = offset.unwrap_or(0).max(0);
        Self {
            start,
            offset: start,
            reached: start,
            total: None,
            grown: 0,
            credit: 0,
            may_step_back: false,
            keys: HashSet::new(),
            recent: VecDeque::new(),
        }
    }

    /// What is new on a page, and where the next one starts; `None` after the last.
    pub fn take(&mut self, page: Page<T>, key: fn(&T) -> Option<&str>) -> (Vec<T>, Option<i64>) {
        let count = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        let end = self.offset.checked_add(count);
        let fresh = self.fresh(page.items, key);
        let repeated = count.saturating_sub(i64::try_from(fresh.len()).unwrap_or(i64::MAX));
        if !fresh.is_empty() {
            self.may_step_back = true;
            self.credit = self.credit.saturating_add(1);
        }
        // A number that the page itself contradicts says nothing.
        let possible = |total: &i64| *total >= 0 && (count == 0 || end.is_some_and(|end| *total >= end));
        let total = page.total.filter(possible);
        let change = total.zip(self.total).map_or(0, |(now, before)| now.saturating_sub(before));
        self.total = total.or(self.total);
        let explained = repeated <= self.grown.saturating_add(change.max(0));
        self.grown = self.grown.saturating_add(change.max(0)).saturating_sub(repeated).max(0);
        let next = self.step_back(change, end).or_else(|| {
            let end = end.filter(|_| count > 0 && (total.is_none() || total != end))?;
            let goes_on = !fresh.is_empty() || end <= self.reached || explained && self.spend();
            goes_on.then_some(end)
        });
        self.offset = next.unwrap_or(self.offset);
        (fresh, next)
    }

    /// Pays for a page without anything new.
    fn spend(&mut self) -> bool {
        let left = self.credit.checked_sub(1);
        self.credit = left.unwrap_or(0);
        left.is_some()
    }

    /// Where the items are now that vanished ones have moved up to before this page.
    fn step_back(&mut self, change: i64, end: Option<i64>) -> Option<i64> {
        if change >= 0 || !self.may_step_back {
            return None;
        }
        // Without keys it is only known of the last pages what came already.
        let known = self.recent.front().map_or(self.start, |(start, _)| *start);
        let back = self.offset.saturating_add(change).max(self.start).max(known);
        if back >= self.offset {
            return None;
        }
        self.may_step_back = false;
        self.reached = self.reached.max(end.unwrap_or(self.offset));
        Some(back)
    }

    /// The items of a page that did not come before.
    fn fresh(&mut self, items: Vec<T>, key: fn(&T) -> Option<&str>) -> Vec<T> {
        let mut without_key = Vec::new();
        let mut fresh = Vec::new();
        for item in items {
            let is_new = match key(&item) {
                Some(key) => self.keys.insert(key.to_owned()),
                None => {
                    without_key.push(item.clone());
                    !self.recent.iter().any(|(_, page)| page.contains(&item))
                }
            };
            if is_new {
                fresh.push(item);
            }
        }
        if !without_key.is_empty() {
            self.recent.push_back((self.offset, without_key));
            if self.recent.len() > REMEMBERED {
                self.recent.pop_front();
            }
        }
        fresh
    }
}

#[cfg(test)]
mod tests;
