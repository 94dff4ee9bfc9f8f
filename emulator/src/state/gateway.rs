//! What a gateway remembers: quotas in the order of their creation, and which app is bound to which, with what the
//! lists show of it as long as they lag behind. Knows no request and no answer.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime};

/// As many quotas as the documents allow an instance of ROMA Connect.
const MAX_QUOTAS: usize = 20_000;

/// A quota, in the words of the documents.
#[derive(Clone, Debug)]
pub(crate) struct Quota {
    pub id: String,
    pub created: SystemTime,
    pub terms: Terms,
}

/// What callers say of a quota.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    pub name: String,
    pub call_limits: i64,
    pub time_unit: String,
    pub time_interval: i64,
    pub reset_time: Option<String>,
    pub remark: Option<String>,
}

/// Why a quota was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    NameTaken,
    TooMany,
    NotFound,
}

/// An app that is bound to a quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub quota: String,
    pub since: SystemTime,
}

/// How long the lists of apps show what was before a binding changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lag {
    /// For so many looks at a list from its start.
    pub looks: u32,
    /// And at least so long.
    pub time: Duration,
}

#[derive(Clone, Debug, Default)]
struct Binding {
    now: Option<Bound>,
    /// What the lists still show, for how many looks, and until when.
    shown: Option<(Option<Bound>, u32, Instant)>,
}

impl Binding {
    fn shown(&self) -> Option<&Bound> {
        match &self.shown {
            Some((before, looks, until)) if *looks > 0 || Instant::now() < *until => before.as_ref(),
            Some(_) | None => self.now.as_ref(),
        }
    }

    fn change(&mut self, now: Option<Bound>, lag: Lag) {
        let before = self.shown().cloned();
        let until = Instant::now().checked_add(lag.time);
        self.shown = until.filter(|_| lag != Lag::default()).map(|until| (before, lag.looks, until));
        self.now = now;
    }
}

/// One gateway of one project.
#[derive(Debug, Default)]
pub(crate) struct Room {
    quotas: BTreeMap<u64, Quota>,
    by_id: BTreeMap<String, u64>,
    by_name: BTreeMap<String, u64>,
    next: u64,
    bindings: BTreeMap<String, Binding>,
}

impl Room {
    pub fn create(&mut self, quota: Quota) -> Result<(), Refused> {
        if self.by_name.contains_key(&quota.terms.name) {
            return Err(Refused::NameTaken);
        }
        if self.quotas.len() >= MAX_QUOTAS {
            return Err(Refused::TooMany);
        }
        self.by_id.insert(quota.id.clone(), self.next);
        self.by_name.insert(quota.terms.name.clone(), self.next);
        self.quotas.insert(self.next, quota);
        self.next += 1;
        Ok(())
    }

    pub fn quota(&self, id: &str) -> Option<&Quota> {
        self.quotas.get(self.by_id.get(id)?)
    }

    /// All quotas, in the order of their creation.
    pub fn quotas(&self) -> impl Iterator<Item = &Quota> {
        self.quotas.values()
    }

    pub fn update(&mut self, id: &str, terms: Terms) -> Result<&Quota, Refused> {
        let number = *self.by_id.get(id).ok_or(Refused::NotFound)?;
        if self.by_name.get(&terms.name).is_some_and(|other| *other != number) {
            return Err(Refused::NameTaken);
        }
        let quota = self.quotas.get_mut(&number).ok_or(Refused::NotFound)?;
        self.by_name.remove(&quota.terms.name);
        self.by_name.insert(terms.name.clone(), number);
        quota.terms = terms;
        Ok(quota)
    }

    /// Deletes a quota and its bindings; whether there was one.
    pub fn delete(&mut self, id: &str) -> bool {
        let Some(quota) = self.by_id.remove(id).and_then(|number| self.quotas.remove(&number)) else {
            return false;
        };
        self.by_name.remove(&quota.terms.name);
        let is_of = |bound: &Option<Bound>| bound.as_ref().is_some_and(|bound| bound.quota == id);
        for binding in self.bindings.values_mut() {
            if is_of(&binding.now) {
                binding.now = None;
            }
            if binding.shown.as_ref().is_some_and(|(before, ..)| is_of(before)) {
                binding.shown = None;
            }
        }
        self.bindings.retain(|_, binding| binding.now.is_some() || binding.shown.is_some());
        true
    }

    /// Binds an app to a quota; since when it is bound, which is earlier if it was bound before.
    pub fn bind(&mut self, app: &str, quota: &str, at: SystemTime, lag: Lag) -> SystemTime {
        let binding = self.bindings.entry(app.to_owned()).or_default();
        if let Some(bound) = binding.now.as_ref().filter(|bound| bound.quota == quota) {
            return bound.since;
        }
        binding.change(Some(Bound { quota: quota.to_owned(), since: at }), lag);
        at
    }

    /// Unbinds an app from a quota; whether it was bound.
    pub fn unbind(&mut self, app: &str, quota: &str, lag: Lag) -> bool {
        let bound = self.bindings.get_mut(app);
        let bound = bound.filter(|binding| binding.now.as_ref().is_some_and(|bound| bound.quota == quota));
        bound.map(|binding| binding.change(None, lag)).is_some()
    }

    /// What an app is bound to.
    pub fn bound(&self, app: &str) -> Option<&Bound> {
        self.bindings.get(app)?.now.as_ref()
    }

    /// What the lists show that an app is bound to.
    pub fn shown(&self, app: &str) -> Option<&Bound> {
        self.bindings.get(app)?.shown()
    }

    /// The ids of the apps that are bound to a quota.
    pub fn apps_of(&self, quota: &str) -> impl Iterator<Item = &str> {
        let is_bound = move |binding: &Binding| binding.now.as_ref().is_some_and(|bound| bound.quota == quota);
        self.bindings.iter().filter(move |(_, binding)| is_bound(binding)).map(|(app, _)| app.as_str())
    }

    /// How many they are.
    pub fn bound_apps(&self, quota: &str) -> usize {
        self.apps_of(quota).count()
    }

    /// Somebody has looked at the apps of a quota.
    pub fn look(&mut self, quota: &str) {
        for binding in self.bindings.values_mut() {
            let Some((before, looks, _)) = &mut binding.shown else { continue };
            // The app is in no list of another quota, before or after.
            let is_of = [binding.now.as_ref(), before.as_ref()].into_iter().flatten().any(|bound| bound.quota == quota);
            if is_of {
                *looks = looks.saturating_sub(1);
            }
        }
    }

    /// Forgets the bindings of an app.
    pub fn forget_app(&mut self, app: &str) {
        self.bindings.remove(app);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota(id: &str, name: &str) -> Quota {
        let terms = Terms { name: name.to_owned(), ..Terms::default() };
        Quota { id: id.to_owned(), created: SystemTime::UNIX_EPOCH, terms }
    }

    #[test]
    fn names_are_unique_and_given_back() {
        let mut room = Room::default();
        room.create(quota("1", "a")).unwrap();
        assert_eq!(room.create(quota("2", "a")), Err(Refused::NameTaken));
        room.create(quota("2", "b")).unwrap();
        assert_eq!(room.update("2", quota("2", "a").terms).unwrap_err(), Refused::NameTaken);
        room.update("2", quota("2", "b").terms).unwrap();
        room.update("1", quota("1", "c").terms).unwrap();
        room.update("2", quota("2", "a").terms).unwrap();
        assert_eq!(room.update("3", quota("3", "d").terms).unwrap_err(), Refused::NotFound);
        assert!(room.delete("2") && !room.delete("2"));
        room.create(quota("3", "a")).unwrap();
        assert_eq!(room.quotas().map(|quota| quota.terms.name.as_str()).collect::<Vec<_>>(), ["c", "a"]);
    }

    #[test]
    fn lists_lag_behind_for_as_long_as_asked() {
        let mut room = Room::default();
        room.create(quota("1", "a")).unwrap();
        let lag = Lag { looks: 2, time: Duration::ZERO };
        room.bind("app", "1", SystemTime::UNIX_EPOCH, lag);
        assert!(room.bound("app").is_some() && room.bound_apps("1") == 1);
        for expected in [false, false, true] {
            assert_eq!(room.shown("app").is_some(), expected);
            room.look("another");
            room.look("1");
        }
        assert!(room.unbind("app", "1", lag) && !room.unbind("app", "1", lag));
        assert!(room.shown("app").is_some() && room.bound("app").is_none());
        room.delete("1");
        assert_eq!(room.shown("app"), None);
        room.bind("app", "2", SystemTime::UNIX_EPOCH, Lag { looks: 0, time: Duration::from_secs(3600) });
        assert_eq!(room.shown("app"), None);
    }
}
