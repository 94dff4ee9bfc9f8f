//! Keeps a gate for each key and password that this process has used, by keyed digests, so that no secret can be
//! guessed from what is in memory. Bounded: the least recently used is forgotten first, one that is paused last. Must
//! not know what a gate does.

use super::{Gate, SecretKind};
use oaswright_runtime::support::is_loopback;
use oaswright_runtime::support::lock;
use std::collections::BTreeMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, LazyLock, Mutex};

/// How many are kept at most.
const MOST: usize = 1024;

/// Where a key or password is refused or accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Realm<'a> {
    /// The cloud: all its hosts count failures together.
    Cloud,

    /// A server on this machine is a test's, and has nothing to do with any other.
    Local(&'a str),

    /// What a transport only makes believe concerns nobody else.
    Simulated(usize),
}

impl<'a> Realm<'a> {
    /// That of a host with its port, unless a transport of this id only makes believe.
    pub fn of(authority: &'a str, simulated: Option<usize>) -> Self {
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        match simulated {
            Some(id) => Self::Simulated(id),
            None if is_loopback(host) || is_loopback(authority) => Self::Local(authority),
            None => Self::Cloud,
        }
    }
}

#[derive(Default)]
struct Registry {
    gates: BTreeMap<u64, (u64, Arc<Gate>)>,
    /// Counts uses, to tell which was the last.
    clock: u64,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);
static DIGEST: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// The gate of a key or password, by its parts, the secret one included.
pub(crate) fn of(realm: Realm<'_>, kind: SecretKind, parts: impl Hash) -> Arc<Gate> {
    let digest = DIGEST.hash_one((realm, kind, parts));
    lock(&REGISTRY).get(digest, kind)
}

impl Registry {
    fn get(&mut self, digest: u64, kind: SecretKind) -> Arc<Gate> {
        self.clock += 1;
        if let Some((used, gate)) = self.gates.get_mut(&digest) {
            *used = self.clock;
            return Arc::clone(gate);
        }
        if self.gates.len() >= MOST {
            self.forget_one();
        }
        let gate = Arc::new(Gate::new(kind));
        self.gates.insert(digest, (self.clock, Arc::clone(&gate)));
        gate
    }

    fn forget_one(&mut self) {
        let oldest = self.gates.iter().min_by_key(|(_, (used, gate))| (gate.is_paused(), *used));
        if let Some(digest) = oldest.map(|(digest, _)| *digest) {
            self.gates.remove(&digest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::gate::Judgement;

    #[test]
    fn realms() {
        for (authority, simulated, realm) in [
            ("apig.eu-de.example.com", None, Realm::Cloud),
            ("10.0.0.1:8080", None, Realm::Cloud),
            ("localhost", None, Realm::Local("localhost")),
            ("127.0.0.1:80", None, Realm::Local("127.0.0.1:80")),
            ("[::1]:80", None, Realm::Local("[::1]:80")),
            ("apig.eu-de.example.com", Some(7), Realm::Simulated(7)),
        ] {
            assert_eq!(Realm::of(authority, simulated), realm);
        }
    }

    #[test]
    fn each_secret_in_each_realm_is_one() {
        let of = |realm, id: &str, secret: &str| of(realm, SecretKind::Key, (id, secret));
        let first = of(Realm::Cloud, "AK", "known-1");
        assert!(Arc::ptr_eq(&first, &of(Realm::Cloud, "AK", "known-1")));
        for other in [
            of(Realm::Cloud, "AK", "known-2"),
            of(Realm::Local("127.0.0.1:1"), "AK", "known-1"),
            of(Realm::Simulated(1), "AK", "known-1"),
            super::of(Realm::Cloud, SecretKind::Login, ("AK", "known-1")),
        ] {
            assert!(!Arc::ptr_eq(&first, &other));
        }
    }

    #[tokio::test]
    async fn what_was_not_used_for_longest_makes_room_unless_it_rests() {
        let mut registry = Registry::default();
        let paused = registry.get(0, SecretKind::Key);
        let turn = Arc::clone(&paused).turn(None).await.unwrap();
        assert!(turn.learn(Judgement::Refused, Err(Error::credentials("refused"))).is_err());
        for digest in 1..=MOST as u64 {
            registry.get(digest, SecretKind::Key);
        }
        assert_eq!(registry.gates.len(), MOST);
        assert!(Arc::ptr_eq(&paused, &registry.get(0, SecretKind::Key)));
        assert!(!registry.gates.contains_key(&1) && registry.gates.contains_key(&2));
    }
}
