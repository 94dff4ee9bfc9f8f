//! Holds users, projects, tokens and failed attempts, and the access keys. Knows how long each is valid. Must not know
//! requests.

use super::access_keys::{AccessKeys, Key};
use crate::answer::ended_token::EndedToken;
use crate::state::ids::{self, Ids};
use apig_runtime::Secret;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, SystemTime};

/// More tokens and keys than a test needs; the oldest are forgotten.
const MAX_ISSUED: usize = 10_000;

/// Somebody who has a password.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub name: String,
    pub domain: String,
    pub password: Secret,
}

impl User {
    /// What the user may do without a project.
    pub fn grant(&self) -> Grant {
        Grant { user: self.name.clone(), domain: self.domain.clone(), project: None }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Project {
    pub id: String,
    pub name: String,
}

/// What a token or a key is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub user: String,
    pub domain: String,
    /// The project that a token is for; a key is good for all projects of its account.
    pub project: Option<Project>,
}

impl Grant {
    /// The id of the user.
    pub fn user_id(&self) -> String {
        ids::of_name(&format!("{}/{}", self.domain, self.user))
    }
}

/// A token.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub grant: Grant,
    /// How somebody proved who it is for.
    pub methods: Vec<String>,
    pub start: SystemTime,
    pub end: SystemTime,
}

/// All users, projects, keys and tokens.
#[derive(Debug)]
pub(crate) struct Identities {
    pub users: Vec<User>,
    /// Names of projects, which every account has.
    projects: Vec<String>,
    /// Ids of projects that are not made of their names.
    own_ids: Vec<Project>,
    tokens: BTreeMap<String, Issued>,
    pub keys: AccessKeys,
    order: VecDeque<String>,
    /// What services answer to a token that has ended.
    pub ended: EndedToken,
    /// Whether services answer so to each token, ended or not.
    pub all_are_ended: bool,
    /// Wrong passwords, by account and user.
    pub failures: Failures,
    logins: u64,
}

impl Identities {
    pub fn new(users: Vec<User>, mut projects: Vec<String>, own_ids: Vec<Project>, failures: Failures) -> Self {
        projects.extend(own_ids.iter().map(|project| project.name.clone()));
        projects.sort_unstable();
        projects.dedup();
        Self {
            users,
            projects,
            own_ids,
            tokens: BTreeMap::new(),
            keys: AccessKeys::default(),
            order: VecDeque::new(),
            ended: EndedToken::default(),
            all_are_ended: false,
            failures,
            logins: 0,
        }
    }

    /// The projects of an account, sorted by name.
    pub fn projects(&self, domain: &str) -> impl Iterator<Item = Project> {
        self.projects.iter().map(move |name| self.project(domain, name))
    }

    fn project(&self, domain: &str, name: &str) -> Project {
        let own = self.own_ids.iter().find(|project| project.name == name);
        own.cloned().unwrap_or_else(|| Project { id: project_id(domain, name), name: name.to_owned() })
    }

    /// The user of an account who has this id.
    pub fn user(&self, domain: &str, id: &str) -> Option<Grant> {
        self.users.iter().filter(|user| user.domain == domain).map(User::grant).find(|user| user.user_id() == id)
    }

    /// Issues a token to somebody who has logged in.
    pub fn log_in(&mut self, ids: &Ids, issued: Issued) -> String {
        self.logins += 1;
        self.issue(ids, issued)
    }

    /// How many have logged in so far.
    pub fn logins(&self) -> u64 {
        self.logins
    }

    pub fn issue(&mut self, ids: &Ids, issued: Issued) -> String {
        let token = ids.token();
        self.remember(token.clone());
        self.tokens.insert(token.clone(), issued);
        token
    }

    /// Issues a temporary key that is good from one time to another: its id and the key.
    pub fn issue_key(&mut self, ids: &Ids, grant: Grant, (start, end): (SystemTime, SystemTime)) -> (String, Key) {
        let (id, secret, token) = (format!("TMP{}", ids.hex().to_uppercase()), ids.hex().into(), ids.token().into());
        let key = Key::temporary(secret, grant, start, (token, end));
        self.remember(id.clone());
        self.keys.put(id.clone(), key.clone());
        (id, key)
    }

    pub fn token(&self, token: &str) -> Option<&Issued> {
        self.tokens.get(token)
    }

    /// Ends all tokens, as if their day were over.
    pub fn expire_tokens(&mut self) {
        self.tokens.values_mut().for_each(|issued| issued.end = SystemTime::UNIX_EPOCH);
    }

    /// Ends a token; whether there was one that had not ended.
    pub fn expire_token(&mut self, token: &str, now: SystemTime) -> bool {
        let issued = self.tokens.get_mut(token).filter(|issued| issued.end > now);
        issued.map(|issued| issued.end = SystemTime::UNIX_EPOCH).is_some()
    }

    fn remember(&mut self, id: String) {
        self.order.push_back(id);
        if self.order.len() > MAX_ISSUED
            && let Some(oldest) = self.order.pop_front()
        {
            self.tokens.remove(&oldest);
            self.keys.remove(&oldest);
        }
    }
}

/// The id of the account of this name, which IAM calls a domain.
pub(crate) fn domain_id(domain: &str) -> String {
    ids::of_name(domain)
}

/// The id of the project of an account that has this name.
pub(crate) fn project_id(domain: &str, name: &str) -> String {
    ids::of_name(&format!("{domain}/{name}"))
}

/// Counts failures of who proves who he is; enough of them in a row lock him out.
#[derive(Debug)]
pub(crate) struct Failures {
    limit: u32,
    lock: Duration,
    of: BTreeMap<String, (u32, SystemTime)>,
    refused: u64,
}

impl Failures {
    /// So many failures lock, for so long.
    pub fn new(limit: u32, lock: Duration) -> Self {
        Self { limit, lock, of: BTreeMap::new(), refused: 0 }
    }

    /// How often somebody was refused so far, for whatever reason.
    pub fn refused(&self) -> u64 {
        self.refused
    }

    pub fn count(&mut self) {
        self.refused += 1;
    }

    /// Whether somebody is locked out.
    pub fn is_locked(&mut self, name: &str, now: SystemTime) -> bool {
        let Some((count, last)) = self.of.get(name) else { return false };
        if now.duration_since(*last).is_ok_and(|passed| passed >= self.lock) {
            self.of.remove(name);
            return false;
        }
        *count >= self.limit
    }

    pub fn add(&mut self, name: &str, now: SystemTime) {
        let failures = self.of.entry(name.to_owned()).or_insert((0, now));
        *failures = (failures.0.saturating_add(1), now);
    }

    pub fn forget(&mut self, name: &str) {
        self.of.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Failures, SystemTime};

    #[test]
    fn a_lock_ends_in_time() {
        let (lock, start) = (Duration::from_secs(300), SystemTime::UNIX_EPOCH);
        let second = Duration::from_secs(1);
        let mut failures = Failures::new(2, lock);
        failures.add("key", start);
        assert!(!failures.is_locked("key", start));
        failures.add("key", start + second);
        assert!(failures.is_locked("key", start + second));
        // It is the last failure that counts.
        assert!(failures.is_locked("key", start + lock));
        assert!(!failures.is_locked("other", start + lock));
        assert!(!failures.is_locked("key", start + second + lock));
        // And the count begins anew.
        failures.add("key", start + lock);
        assert!(!failures.is_locked("key", start + lock));
    }
}
