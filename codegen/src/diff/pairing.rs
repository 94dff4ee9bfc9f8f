//! Pairs the items of two lists: by key first, then by rename detection. Must not know what the items are.

use super::similarity::{Candidate, MARGIN, Similarity, THRESHOLD, score};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Above this number of candidates, an object counts as replaced, and renames are not looked for in it.
const MAX_CANDIDATES: usize = 2_500;

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

    /// Takes out of what has no partner yet what the newer item says that it was, by the key that the older one has.
    pub fn told<K: Ord>(
        &mut self,
        key: impl Fn(&'a T) -> Option<K>,
        was: impl Fn(&'a T) -> Option<K>,
    ) -> Vec<(&'a T, &'a T)> {
        let olds: BTreeMap<K, &'a T> = self.removed.iter().filter_map(|old| Some((key(old)?, *old))).collect();
        let mut paired: Vec<(&'a T, &'a T)> = Vec::new();
        self.added.retain(|new| {
            let old = was(new).and_then(|was| olds.get(&was).copied());
            let is_free = |old: &&T| !paired.iter().any(|(other, _)| std::ptr::eq(*other, *old));
            let old = old.filter(is_free);
            paired.extend(old.map(|old| (old, *new)));
            old.is_none()
        });
        self.removed.retain(|old| !paired.iter().any(|(other, _)| std::ptr::eq(*other, *old)));
        paired
    }

    /// Takes what has the same key out of what has no partner yet.
    pub fn further<K: Ord>(&mut self, key: impl Fn(&T) -> K) -> Vec<(&'a T, &'a T)> {
        let mut by_key: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (at, item) in self.removed.iter().enumerate() {
            by_key.entry(key(item)).or_default().push_back(at);
        }
        let mut paired = Vec::new();
        let mut taken = Vec::new();
        self.added.retain(|new| {
            let old = by_key.get_mut(&key(new)).and_then(VecDeque::pop_front);
            let old = old.and_then(|at| Some((at, *self.removed.get(at)?)));
            if let Some((at, old)) = old {
                paired.push((old, *new));
                taken.push(at);
            }
            old.is_none()
        });
        without(&mut self.removed, taken.into_iter());
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

    /// Takes what was renamed, whatever else differs: two that are similar enough, and clearly
    /// more so than either is to any other.
    pub fn renamed<'n>(
        &mut self,
        name: impl Fn(&'a T) -> &'n str,
        description: impl Fn(&'a T) -> Option<&'n str>,
        similarity: impl Fn(&T, &T) -> Similarity,
    ) -> Vec<(&'a T, &'a T)>
    where
        'a: 'n,
    {
        if self.removed.len().saturating_mul(self.added.len()) > MAX_CANDIDATES {
            return Vec::new();
        }
        let candidate = |item: &'a T| Candidate { name: name(item), description: description(item) };
        let mut guesses = Vec::new();
        for (at, old) in self.removed.iter().enumerate() {
            for (to, new) in self.added.iter().enumerate() {
                let score = score(candidate(old), candidate(new), similarity(old, new));
                if score >= THRESHOLD {
                    guesses.push(Guess { at, to, score });
                }
            }
        }
        let (of_old, of_new) = (Best::among(&guesses, |guess| guess.at), Best::among(&guesses, |guess| guess.to));
        guesses.retain(|guess| of_old.is_clear(guess.at, guess.score) && of_new.is_clear(guess.to, guess.score));
        let pair = |guess: &Guess| Some((*self.removed.get(guess.at)?, *self.added.get(guess.to)?));
        let paired = guesses.iter().filter_map(pair).collect();
        without(&mut self.removed, guesses.iter().map(|guess| guess.at));
        without(&mut self.added, guesses.iter().map(|guess| guess.to));
        paired
    }
}

/// Removes these indices from a list.
fn without<T>(list: &mut Vec<T>, indices: impl Iterator<Item = usize>) {
    let indices: BTreeSet<usize> = indices.collect();
    let mut at = 0..;
    list.retain(|_| at.next().is_some_and(|at| !indices.contains(&at)));
}

/// Two that may belong together, by their indices in the lists.
struct Guess {
    at: usize,
    to: usize,
    score: i8,
}

/// The two best scores at each index.
struct Best(BTreeMap<usize, [i8; 2]>);

impl Best {
    fn among(guesses: &[Guess], index: impl Fn(&Guess) -> usize) -> Self {
        let mut best: BTreeMap<usize, [i8; 2]> = BTreeMap::new();
        for guess in guesses {
            let [first, second] = best.entry(index(guess)).or_default();
            *second = guess.score.min(*first).max(*second);
            *first = guess.score.max(*first);
        }
        Self(best)
    }

    /// Whether this score is the best at an index, and clearly so.
    fn is_clear(&self, index: usize, score: i8) -> bool {
        self.0.get(&index).is_some_and(|[first, second]| score == *first && first - second >= MARGIN)
    }
}
