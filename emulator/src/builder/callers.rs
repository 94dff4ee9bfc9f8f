//! Collects who there is, and how they are let in or refused. Knows these options. Must not know what callers do.

use super::Builder;
use crate::answer::ended_token::EndedToken;
use crate::state::identities::{Project, User};
use std::time::Duration;

impl Builder {
    /// Lets everybody do everything, and takes any project for one that there is.
    pub fn no_auth(mut self) -> Self {
        self.is_guarded = false;
        self
    }

    /// So many failed signatures in a row lock an access key, for so long; by default 6, for five minutes.
    pub fn lock_after(mut self, failures: u32, lock: Duration) -> Self {
        self.key_lock = (failures, lock);
        self
    }

    /// So many wrong passwords in a row lock a user, for so long; by default 5, for 15 minutes.
    pub fn lock_users_after(mut self, failures: u32, lock: Duration) -> Self {
        self.user_lock = (failures, lock);
        self
    }

    /// What services answer to a token that has ended; by default `APIG.1001`. IAM's own answer is always the same.
    pub fn ended_token(mut self, answer: EndedToken) -> Self {
        self.ended = answer;
        self
    }

    /// Lets services answer to each token as if it had ended, however new it is.
    pub fn refuse_tokens(mut self) -> Self {
        self.all_are_ended = true;
        self
    }

    /// Adds a user beside the default one, in an account of this name.
    pub fn user(mut self, name: impl Into<String>, domain: impl Into<String>, password: impl Into<String>) -> Self {
        self.users.push(User { name: name.into(), domain: domain.into(), password: password.into().into() });
        self
    }

    /// Adds an access key of the default user.
    pub fn access_key(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.keys.push((id.into(), secret.into()));
        self
    }

    /// Adds a project, or gives the one of a region another id.
    pub fn project(mut self, id: impl Into<String>, name: impl Into<String>) -> Self {
        self.projects.push(Project { id: id.into(), name: name.into() });
        self
    }

    /// For how long a token is good; by default for a day.
    pub fn token_life(mut self, life: Duration) -> Self {
        self.token_life = life;
        self
    }
}
