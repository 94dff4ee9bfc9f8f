//! Holds the gateways of all projects, and what all of them begin with. Must not know requests.

use crate::state::gateway::{APPS, GatewayState};
use crate::state::records::Records;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// More gateways with something in them than a test needs.
const MAX_GATEWAYS: usize = 10_000;

/// More apps than the documents allow a gateway.
const MAX_APPS: usize = 10_000;

/// An app that all gateways begin with.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub id: String,
    pub name: String,
    pub key: String,
    pub registered: SystemTime,
}

/// Service, project and instance.
pub(crate) type GatewayKey = (String, String, String);

/// What a project of a service has.
#[derive(Debug, Default)]
pub(crate) struct Project {
    pub records: Records,
    /// Which of the gateways that all projects begin with it has, or had.
    pub known_instances: BTreeSet<String>,
}

/// The gateways, and what they begin with.
#[derive(Debug, Default)]
pub(crate) struct Gateways {
    instances: BTreeSet<String>,
    apps: Vec<App>,
    projects: BTreeMap<(String, String), Project>,
    gateways: BTreeMap<GatewayKey, GatewayState>,
}

/// One gateway of a project, or none of them, and what both begin with.
pub(crate) struct Opened<'a> {
    pub instances: &'a BTreeSet<String>,
    pub apps: &'a [App],
    pub project: &'a mut Project,
    pub gateway: &'a mut GatewayState,
}

impl Gateways {
    pub fn add_instance(&mut self, id: &str) {
        self.instances.insert(id.to_owned());
    }

    /// Adds an app, or names it anew; whether there was space for it.
    pub fn add_app(&mut self, app: App) -> bool {
        if let Some(existing) = self.apps.iter_mut().find(|existing| existing.id == app.id) {
            let of_gateways = self.gateways.values_mut().filter_map(|gateway| gateway.records.get_mut(APPS, &app.id));
            of_gateways.for_each(|record| record.set("name", app.name.as_str()));
            existing.name = app.name;
            return true;
        }
        let has_room = self.apps.len() < MAX_APPS;
        if has_room {
            self.apps.push(app);
        }
        has_room
    }

    /// Removes an app and its bindings; whether there was one.
    pub fn remove_app(&mut self, id: &str) -> bool {
        let before = self.apps.len();
        self.apps.retain(|app| app.id != id);
        for gateway in self.gateways.values_mut() {
            gateway.records.remove(APPS, id);
            gateway.known_apps.remove(id);
            gateway.forget_app(id);
        }
        self.apps.len() < before
    }

    /// Forgets all quotas and their bindings.
    pub fn forget_quotas(&mut self) {
        self.gateways.values_mut().for_each(GatewayState::forget_quotas);
    }

    /// Forgets everything but what gateways begin with.
    pub fn forget(&mut self) {
        self.projects.clear();
        self.gateways.clear();
    }

    /// The ids of the gateways that all projects begin with.
    pub fn instances(&self) -> impl Iterator<Item = &str> {
        self.instances.iter().map(String::as_str)
    }

    /// The apps that all gateways begin with, in the order in which they were added.
    pub fn apps(&self) -> &[App] {
        &self.apps
    }

    /// A gateway and its project, new if need be; `None` if there are too many.
    pub fn open(&mut self, (service, project, instance): GatewayKey) -> Option<Opened<'_>> {
        let key = (service.clone(), project.clone());
        if self.gateways.len() >= MAX_GATEWAYS && !self.projects.contains_key(&key) {
            return None;
        }
        let key_of_gateway = (service, project, instance);
        if self.gateways.len() >= MAX_GATEWAYS && !self.gateways.contains_key(&key_of_gateway) {
            return None;
        }
        Some(Opened {
            instances: &self.instances,
            apps: &self.apps,
            project: self.projects.entry(key).or_default(),
            gateway: self.gateways.entry(key_of_gateway).or_default(),
        })
    }

    /// Takes these in place of all that there are.
    pub fn replace(
        &mut self,
        projects: BTreeMap<(String, String), Project>,
        gateways: BTreeMap<GatewayKey, GatewayState>,
    ) {
        (self.projects, self.gateways) = (projects, gateways);
    }

    /// The projects that somebody has asked for.
    pub fn projects(&self) -> impl Iterator<Item = (&(String, String), &Project)> {
        self.projects.iter()
    }

    /// The gateways that somebody has asked for.
    pub fn gateways(&self) -> impl Iterator<Item = (&GatewayKey, &GatewayState)> {
        self.gateways.iter().filter(|(_, gateway)| gateway.is_furnished)
    }
}
