//! Holds the state of one gateway: what it has, its quotas in the order of creation, the apps bound to them, and what lists
//! show of that while they lag behind. Must not know requests and answers.

use crate::state::calls::Calls;
use crate::state::records::{Record, Records};
use crate::state::windows::Windows;
use std::collections::{BTreeMap, BTreeSet};
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
pub(crate) enum QuotaError {
    NameTaken,
    TooMany,
    NotFound,
}

/// An app that is bound to a quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
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
struct LaggingBinding {
    now: Option<Binding>,
    /// What the lists still show, for how many looks, and until when.
    listed: Option<(Option<Binding>, u32, Instant)>,
}

impl LaggingBinding {
    fn listed(&self) -> Option<&Binding> {
        match &self.listed {
            Some((before, looks, until)) if *looks > 0 || Instant::now() < *until => before.as_ref(),
            Some(_) | None => self.now.as_ref(),
        }
    }

    fn change(&mut self, now: Option<Binding>, lag: Lag) {
        let before = self.listed().cloned();
        let until = Instant::now().checked_add(lag.time);
        self.listed = until.filter(|_| lag != Lag::default()).map(|until| (before, lag.looks, until));
        self.now = now;
    }
}

/// One gateway of one project.
#[derive(Debug, Default)]
pub(crate) struct GatewayState {
    /// All that it has, but for quotas.
    pub records: Records,
    /// Whether it has what each new one has.
    pub is_furnished: bool,
    /// Which of the apps that all gateways begin with it has, or had.
    pub known_apps: BTreeSet<String>,
    /// The calls of its published APIs: those that count for limits, and all of them.
    pub windows: Windows,
    pub calls: Calls,
    quotas: BTreeMap<u64, Quota>,
    by_id: BTreeMap<String, u64>,
    by_name: BTreeMap<String, u64>,
    next: u64,
    bindings: BTreeMap<String, LaggingBinding>,
}

/// Where apps are kept, which the documents call credentials or client applications.
pub(crate) const APPS: &str = "apps";

impl GatewayState {
    /// The apps, in the order in which they were added.
    pub fn apps(&self) -> &[Record] {
        self.records.all(APPS)
    }

    pub fn app(&self, id: &str) -> Option<&Record> {
        self.records.get(APPS, id)
    }

    pub fn create(&mut self, quota: Quota) -> Result<(), QuotaError> {
        if self.by_name.contains_key(&quota.terms.name) {
            return Err(QuotaError::NameTaken);
        }
        if self.quotas.len() >= MAX_QUOTAS {
            return Err(QuotaError::TooMany);
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

    pub fn update(&mut self, id: &str, terms: Terms) -> Result<&Quota, QuotaError> {
        let number = *self.by_id.get(id).ok_or(QuotaError::NotFound)?;
        if self.by_name.get(&terms.name).is_some_and(|other| *other != number) {
            return Err(QuotaError::NameTaken);
        }
        let quota = self.quotas.get_mut(&number).ok_or(QuotaError::NotFound)?;
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
        let is_of = |bound: &Option<Binding>| bound.as_ref().is_some_and(|bound| bound.quota == id);
        for binding in self.bindings.values_mut() {
            if is_of(&binding.now) {
                binding.now = None;
            }
            if binding.listed.as_ref().is_some_and(|(before, ..)| is_of(before)) {
                binding.listed = None;
            }
        }
        self.bindings.retain(|_, binding| binding.now.is_some() || binding.listed.is_some());
        true
    }

    /// Binds an app to a quota; since when it is bound, which is earlier if it was bound before.
    pub fn bind(&mut self, app: &str, quota: &str, at: SystemTime, lag: Lag) -> SystemTime {
        let binding = self.bindings.entry(app.to_owned()).or_default();
        if let Some(bound) = binding.now.as_ref().filter(|bound| bound.quota == quota) {
            return bound.since;
        }
        binding.change(Some(Binding { quota: quota.to_owned(), since: at }), lag);
        at
    }

    /// Unbinds an app from a quota; whether it was bound.
    pub fn unbind(&mut self, app: &str, quota: &str, lag: Lag) -> bool {
        let bound = self.bindings.get_mut(app);
        let bound = bound.filter(|binding| binding.now.as_ref().is_some_and(|bound| bound.quota == quota));
        bound.map(|binding| binding.change(None, lag)).is_some()
    }

    pub fn binding(&self, app: &str) -> Option<&Binding> {
        self.bindings.get(app)?.now.as_ref()
    }

    /// The apps that are bound, and to what.
    pub fn bindings(&self) -> impl Iterator<Item = (&str, &Binding)> {
        self.bindings.iter().filter_map(|(app, binding)| Some((app.as_str(), binding.now.as_ref()?)))
    }

    /// What the lists show that an app is bound to.
    pub fn listed_binding(&self, app: &str) -> Option<&Binding> {
        self.bindings.get(app)?.listed()
    }

    /// The ids of the apps that are bound to a quota.
    pub fn apps_of(&self, quota: &str) -> impl Iterator<Item = &str> {
        let is_bound = move |binding: &LaggingBinding| binding.now.as_ref().is_some_and(|bound| bound.quota == quota);
        self.bindings.iter().filter(move |(_, binding)| is_bound(binding)).map(|(app, _)| app.as_str())
    }

    /// How many they are.
    pub fn bound_apps(&self, quota: &str) -> usize {
        self.apps_of(quota).count()
    }

    /// Somebody has looked at the apps of a quota.
    pub fn count_look(&mut self, quota: &str) {
        for binding in self.bindings.values_mut() {
            let Some((before, looks, _)) = &mut binding.listed else { continue };
            // The app is in no list of another quota, before or after.
            let is_of = [binding.now.as_ref(), before.as_ref()].into_iter().flatten().any(|bound| bound.quota == quota);
            if is_of {
                *looks = looks.saturating_sub(1);
            }
        }
    }

    /// Removes what belongs to an app that is gone.
    pub fn forget_app(&mut self, app: &str) {
        self.bindings.remove(app);
        self.records.forget("app_id", app);
    }

    /// Removes all quotas, and what is bound to them.
    pub fn forget_quotas(&mut self) {
        (self.quotas, self.by_id, self.by_name, self.bindings) = Default::default();
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
        let mut gateway = GatewayState::default();
        gateway.create(quota("1", "a")).unwrap();
        assert_eq!(gateway.create(quota("2", "a")), Err(QuotaError::NameTaken));
        gateway.create(quota("2", "b")).unwrap();
        assert_eq!(gateway.update("2", quota("2", "a").terms).unwrap_err(), QuotaError::NameTaken);
        gateway.update("2", quota("2", "b").terms).unwrap();
        gateway.update("1", quota("1", "c").terms).unwrap();
        gateway.update("2", quota("2", "a").terms).unwrap();
        assert_eq!(gateway.update("3", quota("3", "d").terms).unwrap_err(), QuotaError::NotFound);
        assert!(gateway.delete("2") && !gateway.delete("2"));
        gateway.create(quota("3", "a")).unwrap();
        assert_eq!(gateway.quotas().map(|quota| quota.terms.name.as_str()).collect::<Vec<_>>(), ["c", "a"]);
    }

    #[test]
    fn lists_lag_behind_for_as_long_as_asked() {
        let mut gateway = GatewayState::default();
        gateway.create(quota("1", "a")).unwrap();
        let lag = Lag { looks: 2, time: Duration::ZERO };
        gateway.bind("app", "1", SystemTime::UNIX_EPOCH, lag);
        assert!(gateway.binding("app").is_some() && gateway.bound_apps("1") == 1);
        for expected in [false, false, true] {
            assert_eq!(gateway.listed_binding("app").is_some(), expected);
            gateway.count_look("another");
            gateway.count_look("1");
        }
        assert!(gateway.unbind("app", "1", lag) && !gateway.unbind("app", "1", lag));
        assert!(gateway.listed_binding("app").is_some() && gateway.binding("app").is_none());
        gateway.delete("1");
        assert_eq!(gateway.listed_binding("app"), None);
        gateway.bind("app", "2", SystemTime::UNIX_EPOCH, Lag { looks: 0, time: Duration::from_secs(3600) });
        assert_eq!(gateway.listed_binding("app"), None);
    }
}
