//! Leaves out what errors make incomparable: operations that have one in either version, what a document says of its service, and
//! whole documents that cannot be read. Must not know what is compared, nor why something is an error.

use super::finding::locate;
use super::schemas::Sides;
use super::services::Version;
use super::{Location, words};
use crate::api::{Method, Operation, Service, path_shape};
use crate::resolve::{Cause, Unsound, name_of};
use crate::source::Sources;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What was not compared, for errors that are in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The service: the name of its module.
    pub service: String,
    /// The operation, by its id in the newer version if it is there; `None` if it is something else of the service.
    pub operation: Option<String>,
    /// What was not compared, in words.
    pub what: String,
    /// The errors, those of the older version first.
    pub errors: BTreeSet<Obstacle>,
}

/// An error that is in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// Whether the newer version has it.
    pub is_newer: bool,
    /// Where it is.
    pub location: Location,
    /// The kind of error, by which `explain` knows it.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

/// Both versions of a service without what cannot be compared.
pub struct Rest<'a> {
    pub before: Cow<'a, Service>,
    pub after: Cow<'a, Service>,
    /// Whether what is said of the service as a whole can be compared.
    pub is_whole_known: bool,
    /// Whether an operation that one version lacks is not there, and not merely unreadable.
    pub are_all_known: bool,
}

/// An operation that is not compared.
struct Broken {
    id: Option<String>,
    /// `None` stands for whatever the path has.
    method: Option<Method>,
    path: String,
    errors: BTreeSet<Obstacle>,
}

impl Broken {
    /// Whether an operation of either version may be the same.
    fn may_be(&self, operation: &Operation) -> bool {
        self.id.as_ref() == Some(&operation.id) || self.is_at(operation)
    }

    fn is_at(&self, operation: &Operation) -> bool {
        self.method.is_none_or(|method| method == operation.method)
            && path_shape(&self.path) == path_shape(&operation.path)
    }

    fn name(&self) -> String {
        match (&self.id, self.method) {
            (Some(id), _) => id.clone(),
            (None, Some(method)) => format!("{} {}", method.verb(), self.path),
            (None, None) => self.path.clone(),
        }
    }
}

/// What is left of a service where there are errors.
pub fn leave_out<'a>(sides: Sides<'a>, before: Version<'_>, after: Version<'_>, gaps: &mut Vec<Gap>) -> Rest<'a> {
    let unsound = [(before, sides.before, false), (after, sides.after, true)];
    let unsound = unsound.iter().filter_map(|(version, service, is_newer)| {
        let unsound = version.unsound.iter().find(|unsound| unsound.path == service.path)?;
        Some((unsound, move |causes: &[Cause]| obstacles(causes, version.sources, *is_newer)))
    });
    let unsound: Vec<_> = unsound.collect();
    let operations = unsound.iter().flat_map(|(unsound, obstacles)| {
        unsound.operations.iter().map(|operation| Broken {
            id: operation.id.clone(),
            method: operation.method,
            path: operation.path.clone(),
            errors: obstacles(&operation.causes),
        })
    });
    let mut broken: Vec<Broken> = operations.collect();
    spread(&mut broken, sides);
    let whole: BTreeSet<Obstacle> = unsound.iter().flat_map(|(unsound, errors)| errors(&unsound.service)).collect();
    let paths: BTreeSet<Obstacle> = unsound.iter().flat_map(|(unsound, errors)| errors(&unsound.paths)).collect();
    let (is_whole_known, are_all_known) = (whole.is_empty(), paths.is_empty());
    let service = &sides.after.name;
    let mut gap = |operation: Option<&str>, what: String, errors: BTreeSet<Obstacle>| {
        if !errors.is_empty() {
            gaps.push(Gap { service: service.clone(), operation: operation.map(str::to_owned), what, errors });
        }
    };
    gap(None, "what is said of the service as a whole".to_owned(), whole);
    gap(None, "which operations are new or gone".to_owned(), paths);
    for (id, errors) in names(&broken, sides) {
        gap(Some(&id), format!("the operation {}", words::quoted(&id)), errors);
    }
    let rest = |service: &'a Service| {
        let mut rest = Cow::Borrowed(service);
        if !broken.is_empty() {
            let is_sound = |operation: &Operation| !broken.iter().any(|broken| broken.may_be(operation));
            rest.to_mut().operations.retain(is_sound);
        }
        rest
    };
    Rest { before: rest(sides.before), after: rest(sides.after), is_whole_known, are_all_known }
}

/// The documents that cannot be read at all.
fn unread(version: Version<'_>) -> impl Iterator<Item = &Unsound> {
    version.unsound.iter().filter(move |unsound| version.services.iter().all(|service| service.path != unsound.path))
}

/// Whether a service that a version lacks may be in a document that cannot be read. `others` are those of the other version.
pub fn may_be_unread(version: Version<'_>, service: &Service, others: &[Service]) -> bool {
    let is_it =
        |unsound: &Unsound, service: &Service| unsound.path == service.path || name_of(&unsound.path) == service.name;
    unread(version).any(|unsound| is_it(unsound, service) || !others.iter().any(|other| is_it(unsound, other)))
}

/// The documents that cannot be read at all, in either version.
pub fn of_unread(before: Version<'_>, after: Version<'_>) -> Vec<Gap> {
    let mut errors: BTreeMap<String, BTreeSet<Obstacle>> = BTreeMap::new();
    for (version, is_newer) in [(before, false), (after, true)] {
        for unsound in unread(version) {
            let obstacles = obstacles(&unsound.service, version.sources, is_newer);
            errors.entry(name_of(&unsound.path)).or_default().extend(obstacles);
        }
    }
    let gap = |(service, errors): (String, BTreeSet<Obstacle>)| {
        let what = format!("the service {}", words::quoted(&service));
        Gap { service, operation: None, what, errors }
    };
    errors.into_iter().map(gap).collect()
}

/// Takes in whatever has the id or the place of what is broken: one of them is the other version of it, and the other one may be.
fn spread(broken: &mut Vec<Broken>, sides: Sides<'_>) {
    loop {
        let is_new = |operation: &&Operation| {
            !broken.iter().any(|broken| broken.id.as_ref() == Some(&operation.id) && broken.is_at(operation))
        };
        let all = sides.before.operations.iter().chain(&sides.after.operations).filter(is_new);
        let more = all.filter(|operation| broken.iter().any(|broken| broken.may_be(operation)));
        let more: Vec<Broken> = more
            .map(|operation| Broken {
                id: Some(operation.id.clone()),
                method: Some(operation.method),
                path: operation.path.clone(),
                errors: errors_of(operation, broken),
            })
            .collect();
        if more.is_empty() {
            return;
        }
        broken.extend(more);
    }
}

fn errors_of(operation: &Operation, broken: &[Broken]) -> BTreeSet<Obstacle> {
    let broken = broken.iter().filter(|broken| broken.may_be(operation));
    broken.flat_map(|broken| broken.errors.iter().cloned()).collect()
}

/// The operations that are left out, each once: those of the newer version in its order, then those that it has no more, then those
/// that neither version could be read to have.
fn names(all: &[Broken], sides: Sides<'_>) -> Vec<(String, BTreeSet<Obstacle>)> {
    let mut told: Vec<&Operation> = Vec::new();
    for operation in sides.after.operations.iter().chain(&sides.before.operations) {
        let place = (operation.method, path_shape(&operation.path));
        let is_told =
            told.iter().any(|other| other.id == operation.id || (other.method, path_shape(&other.path)) == place);
        if !is_told && all.iter().any(|broken| broken.may_be(operation)) {
            told.push(operation);
        }
    }
    let mut names: Vec<(String, BTreeSet<Obstacle>)> =
        told.iter().map(|operation| (operation.id.clone(), errors_of(operation, all))).collect();
    for broken in all {
        let is_read = sides.after.operations.iter().chain(&sides.before.operations).any(|one| broken.may_be(one));
        // Of a path that is unreadable as a whole, its operations tell it, if there are any.
        let is_part = broken.method.is_none() && all.iter().any(|one| one.method.is_some() && one.path == broken.path);
        match names.iter_mut().find(|(name, _)| *name == broken.name()) {
            Some((_, errors)) => errors.extend(broken.errors.iter().cloned()),
            None if is_read || is_part => {}
            None => names.push((broken.name(), broken.errors.clone())),
        }
    }
    names
}

fn obstacles(causes: &[Cause], sources: &Sources, is_newer: bool) -> BTreeSet<Obstacle> {
    let obstacle = |cause: &Cause| Obstacle {
        is_newer,
        location: locate(sources, cause.span),
        code: cause.code,
        message: cause.message.clone(),
    };
    causes.iter().map(obstacle).collect()
}
