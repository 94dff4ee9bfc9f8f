//! Holds the gateways, the state of each, and the apps that all of them have. Must not know requests.

use crate::state::gateway::GatewayState;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// More gateways with something in them than a test needs.
const MAX_GATEWAYS: usize = 10_000;

/// More apps than the documents allow a gateway.
const MAX_APPS: usize = 10_000;

/// An app, which the documents call a credential or a client application.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub id: String,
    pub name: String,
    pub key: String,
    pub registered: SystemTime,
}

/// Service, project and instance.
pub(crate) type GatewayKey = (String, String, String);

/// The gateways and their apps.
#[derive(Debug, Default)]
pub(crate) struct Gateways {
    instances: BTreeSet<String>,
    apps: Vec<App>,
    gateways: BTreeMap<GatewayKey, GatewayState>,
}

impl Gateways {
    pub fn add_instance(&mut self, id: &str) {
        self.instances.insert(id.to_owned());
    }

    /// Adds an app, or names it anew; whether there was space for it.
    pub fn add_app(&mut self, app: App) -> bool {
        if let Some(existing) = self.apps.iter_mut().find(|existing| existing.id == app.id) {
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
        self.gateways.values_mut().for_each(|gateway| gateway.forget_app(id));
        self.apps.len() < before
    }

    /// Forgets all quotas and bindings.
    pub fn forget(&mut self) {
        self.gateways.clear();
    }

    pub fn has_instance(&self, id: &str) -> bool {
        self.instances.contains(id)
    }

    pub fn instances(&self) -> impl Iterator<Item = &str> {
        self.instances.iter().map(String::as_str)
    }

    /// The apps, in the order in which they were added.
    pub fn apps(&self) -> &[App] {
        &self.apps
    }

    pub fn app(&self, id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.id == id)
    }

    /// The state of a gateway; `None` if nothing was written to it.
    pub fn gateway(&self, key: &GatewayKey) -> Option<&GatewayState> {
        self.gateways.get(key)
    }

    pub fn gateway_mut(&mut self, key: &GatewayKey) -> Option<&mut GatewayState> {
        self.gateways.get_mut(key)
    }

    /// The state of a gateway, new if need be; `None` if there are too many.
    pub fn gateway_or_new(&mut self, key: GatewayKey) -> Option<&mut GatewayState> {
        let has_room = self.gateways.len() < MAX_GATEWAYS || self.gateways.contains_key(&key);
        has_room.then(|| self.gateways.entry(key).or_default())
    }

    /// The gateways to which something was written.
    pub fn gateways(&self) -> impl Iterator<Item = (&GatewayKey, &GatewayState)> {
        self.gateways.iter()
    }
}
