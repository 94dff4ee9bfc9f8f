//! Holds what requests share. Knows which parts there are and that each is behind a lock of its own. Must not know
//! requests.

pub(crate) mod access_keys;
pub(crate) mod calls;
pub(crate) mod dump;
pub(crate) mod faults;
pub(crate) mod gateway;
pub(crate) mod gateways;
pub(crate) mod identities;
pub(crate) mod ids;
pub(crate) mod records;
pub(crate) mod windows;

use crate::guard::Hosts;
use crate::spec::Spec;
use crate::times::Clock;
use faults::Faults;
use gateways::Gateways;
use identities::{Failures, Identities};
use ids::Ids;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Everything that requests share.
#[derive(Debug)]
pub(crate) struct State {
    pub spec: Arc<Spec>,
    pub hosts: Hosts,
    /// Whether somebody has to prove who calls.
    pub is_guarded: bool,
    pub clock: Clock,
    pub token_life: Duration,
    /// How long it takes until a new gateway runs.
    pub starting: Duration,
    pub ids: Ids,
    pub gateways: Mutex<Gateways>,
    pub identities: Mutex<Identities>,
    pub failures: Mutex<Failures>,
    pub faults: Mutex<Faults>,
    /// How many have come for the API so far.
    pub requests: AtomicU64,
}
