//! Models the quotas and the app of a task: what is there for sure, and what may be, since no answer came. Must not
//! know calls.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// A request that nobody has answered has been carried out by then, or never will be.
const SETTLED: Duration = Duration::from_secs(15);

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Done,
    NotDone,
    /// It may have been carried out.
    Either,
}

/// A quota that was there once.
#[derive(Clone, Debug)]
pub struct Quota {
    pub name: String,
    /// What its limit may be.
    pub limits: BTreeSet<i32>,
    /// Since when it may be gone.
    pub deleted: Option<Instant>,
}

/// What the server says of a quota.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: String,
    pub name: String,
    pub limit: i32,
    /// The apps that are bound to it, where that was asked for.
    pub apps: Option<Vec<String>>,
}

/// All that a task knows.
#[derive(Clone, Debug)]
pub struct Model {
    pub quotas: BTreeMap<String, Quota>,
    /// Names, with their limits, of quotas that may have been created.
    pub unsure: BTreeMap<String, (i32, Instant)>,
    /// What the app may be bound to.
    pub bound: BTreeSet<Option<String>>,
    pub app: String,
}

impl Model {
    pub fn new(app: String) -> Self {
        Self { quotas: BTreeMap::new(), unsure: BTreeMap::new(), bound: BTreeSet::from([None]), app }
    }

    /// A quota that was asked for; its id, if the answer came.
    pub fn create(&mut self, name: &str, limit: i32, created: Result<&str, Effect>) {
        match created {
            Ok(id) => {
                let quota = Quota { name: name.to_owned(), limits: BTreeSet::from([limit]), deleted: None };
                self.quotas.insert(id.to_owned(), quota);
            }
            Err(Effect::NotDone) => {}
            Err(Effect::Done | Effect::Either) => {
                self.unsure.insert(name.to_owned(), (limit, Instant::now()));
            }
        }
    }

    pub fn update(&mut self, id: &str, limit: i32, effect: Effect) {
        let Some(quota) = self.quotas.get_mut(id) else { return };
        match effect {
            Effect::Done => quota.limits = BTreeSet::from([limit]),
            Effect::Either => drop(quota.limits.insert(limit)),
            Effect::NotDone => {}
        }
    }

    pub fn bind(&mut self, id: &str, effect: Effect) {
        let new = Some(id.to_owned());
        match effect {
            Effect::Done => self.bound = BTreeSet::from([new]),
            Effect::Either => drop(self.bound.insert(new)),
            Effect::NotDone => {}
        }
    }

    /// The app is bound no more, or not to this quota.
    pub fn unbind(&mut self, id: &str, effect: Effect) {
        let old = Some(id.to_owned());
        if effect == Effect::NotDone || !self.bound.contains(&old) {
            return;
        }
        self.bound.insert(None);
        if effect == Effect::Done {
            self.bound.remove(&old);
        }
    }

    pub fn delete(&mut self, id: &str, effect: Effect) {
        self.unbind(id, effect);
        match (effect, self.quotas.get_mut(id)) {
            (Effect::Done, _) => drop(self.quotas.remove(id)),
            (Effect::Either, Some(quota)) => quota.deleted = Some(Instant::now()),
            (Effect::Either | Effect::NotDone, _) => {}
        }
    }

    pub fn is_bound_for_sure(&self, id: &str) -> bool {
        self.bound.len() == 1 && self.bound.contains(&Some(id.to_owned()))
    }

    /// Compares what the server says with what is known, says what differs, and learns what was not sure.
    pub fn compare(&mut self, found: &[Found]) -> Vec<(&'static str, String)> {
        let mut differences = Vec::new();
        let mut seen = BTreeSet::new();
        let mut shown = Vec::new();
        for one in found {
            let (id, name) = (&one.id, &one.name);
            if !seen.insert(id.clone()) {
                differences.push(("a list has an item twice", format!("{name} ({id})")));
                continue;
            }
            if let Some((limit, _)) = self.unsure.remove(name) {
                self.create(name, limit, Ok(id));
            }
            match self.quotas.get_mut(id) {
                Some(quota) if quota.name == *name && quota.limits.contains(&one.limit) => {
                    if quota.deleted.is_some_and(|since| since.elapsed() > SETTLED) {
                        quota.deleted = None;
                    }
                }
                Some(quota) => differences.push((
                    "a quota is not as it was left",
                    format!("{name}: {}, expected {:?}", one.limit, quota.limits),
                )),
                None => {
                    differences.push(("a quota is there that was not made, or was deleted", format!("{name} ({id})")))
                }
            }
            if let Some(apps) = &one.apps {
                shown.extend(apps.iter().map(|app| (app.clone(), id.clone())));
            }
        }
        for (id, quota) in self.quotas.iter().filter(|(id, quota)| quota.deleted.is_none() && !seen.contains(*id)) {
            differences.push(("a quota is lost", format!("{} ({id})", quota.name)));
        }
        self.quotas.retain(|id, _| seen.contains(id));
        self.unsure.retain(|_, (_, since)| since.elapsed() < SETTLED);
        if found.iter().any(|one| one.apps.is_some()) {
            let bound: Vec<&String> = shown.iter().filter(|(app, _)| *app == self.app).map(|(_, id)| id).collect();
            let is_allowed = match bound.as_slice() {
                [] => self.bound.contains(&None),
                [id] => self.bound.contains(&Some((*id).clone())),
                _ => false,
            };
            if !is_allowed || shown.len() > bound.len() {
                differences
                    .push(("an app is not bound as it was left", format!("{shown:?}, expected {:?}", self.bound)));
            }
        }
        differences
    }
}
