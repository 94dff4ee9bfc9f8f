//! The gateways, the apps that all of them have, and what each gateway remembers. Knows which there are; must not know
//! requests.

use crate::state::gateway::Room;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// More gateways with something in them than a test needs.
const MAX_ROOMS: usize = 10_000;

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
pub(crate) type Place = (String, String, String);

/// All that there is.
#[derive(Debug, Default)]
pub(crate) struct Gateways {
    instances: BTreeSet<String>,
    apps: Vec<App>,
    rooms: BTreeMap<Place, Room>,
}

impl Gateways {
    pub fn add_instance(&mut self, id: &str) {
        self.instances.insert(id.to_owned());
    }

    /// Adds an app, or names it anew; whether there was room for it.
    pub fn add_app(&mut self, app: App) -> bool {
        if let Some(known) = self.apps.iter_mut().find(|known| known.id == app.id) {
            known.name = app.name;
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
        self.rooms.values_mut().for_each(|room| room.forget_app(id));
        self.apps.len() < before
    }

    /// Forgets all quotas and bindings.
    pub fn forget(&mut self) {
        self.rooms.clear();
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

    /// What a gateway remembers, to be read.
    pub fn room(&self, place: &Place) -> Option<&Room> {
        self.rooms.get(place)
    }

    /// The same, to be changed; nothing if nothing is there.
    pub fn room_mut(&mut self, place: &Place) -> Option<&mut Room> {
        self.rooms.get_mut(place)
    }

    /// The same; nothing if there are too many.
    pub fn new_room(&mut self, place: Place) -> Option<&mut Room> {
        let has_place = self.rooms.len() < MAX_ROOMS || self.rooms.contains_key(&place);
        has_place.then(|| self.rooms.entry(place).or_default())
    }

    /// The gateways that remember something.
    pub fn rooms(&self) -> impl Iterator<Item = (&Place, &Room)> {
        self.rooms.iter()
    }
}
