//! Holds access keys: whose each is, for how long it is good, and when it was used. Must not know requests.

use super::identities::Grant;
use super::ids::Ids;
use apig_runtime::Secret;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::SystemTime;

/// "Each user can create a maximum of two access keys": the vendor's pages on credentials.
const MOST_OF_A_USER: usize = 2;

/// An access key.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub secret: Secret,
    pub grant: Grant,
    /// The security token and the end of a temporary key.
    pub temporary: Option<(Secret, SystemTime)>,
    pub description: String,
    pub is_active: bool,
    pub created: SystemTime,
    used: Option<SystemTime>,
}

impl Key {
    /// A permanent key.
    pub fn new(secret: Secret, grant: Grant, created: SystemTime) -> Self {
        Self { secret, grant, temporary: None, description: String::new(), is_active: true, created, used: None }
    }

    /// A key that is good until some time, for who sends this security token beside the signature.
    pub fn temporary(secret: Secret, grant: Grant, created: SystemTime, until: (Secret, SystemTime)) -> Self {
        Self { temporary: Some(until), ..Self::new(secret, grant, created) }
    }

    /// When it was used last, or created if it never was.
    pub fn last_use(&self) -> SystemTime {
        self.used.unwrap_or(self.created)
    }
}

/// All access keys, by id.
#[derive(Debug, Default)]
pub(crate) struct AccessKeys(BTreeMap<String, Key>);

impl AccessKeys {
    pub fn get(&self, id: &str) -> Option<&Key> {
        self.0.get(id)
    }

    pub fn put(&mut self, id: String, key: Key) {
        self.0.insert(id, key);
    }

    pub fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Remembers that something was signed with a key.
    pub fn used(&mut self, id: &str, now: SystemTime) {
        if let Some(key) = self.0.get_mut(id) {
            key.used = Some(now);
        }
    }

    /// A permanent key of somebody in an account.
    pub fn permanent(&mut self, id: &str, domain: &str) -> Option<&mut Key> {
        self.0.get_mut(id).filter(|key| key.temporary.is_none() && key.grant.domain == domain)
    }

    /// The permanent keys of a user, the newest first, as the documents' example has them.
    pub fn of_user(&self, user_id: &str) -> Vec<(&str, &Key)> {
        let is_own = |key: &Key| key.temporary.is_none() && key.grant.user_id() == user_id;
        let own = self.0.iter().filter(|(_, key)| is_own(key));
        let mut own: Vec<_> = own.map(|(id, key)| (id.as_str(), key)).collect();
        own.sort_by_key(|(_, key)| Reverse(key.created));
        own
    }

    /// Makes a permanent key; `None` if the user has as many as one may have.
    pub fn create(&mut self, ids: &Ids, grant: Grant, description: &str, now: SystemTime) -> Option<(String, Key)> {
        if self.of_user(&grant.user_id()).len() >= MOST_OF_A_USER {
            return None;
        }
        // Real ones have 20 letters and digits, and 40.
        let digits = |count| [ids.hex(), ids.hex()].concat().chars().take(count).collect::<String>();
        let (id, secret) = (digits(20).to_uppercase(), digits(40));
        let key = Key { description: description.to_owned(), ..Key::new(secret.into(), grant, now) };
        self.put(id.clone(), key.clone());
        Some((id, key))
    }
}
