//! Keeps the connections that wait for their clients, the longest first, which has to close where there are too many.
//! Must not know sockets.

use crate::lock::lock;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// The connections that wait for their clients.
#[derive(Debug, Default)]
pub(crate) struct IdleConnections(Mutex<Silent>);

#[derive(Debug, Default)]
struct Silent {
    next: u64,
    since: BTreeMap<u64, Arc<Notify>>,
}

impl IdleConnections {
    /// Tells the connection that waits longest to close; whether there is one.
    pub fn close_longest(&self) -> bool {
        let longest = lock(&self.0).since.pop_first();
        longest.map(|(_, gone)| gone.notify_one()).is_some()
    }
}

/// A connection, which waits for its client from the start.
#[derive(Debug)]
pub(crate) struct Connection {
    idle: Arc<IdleConnections>,
    /// Its number among those that wait.
    number: AtomicU64,
    gone: Arc<Notify>,
}

/// While it lives, the client is the one that waits.
pub(crate) struct Busy<'a>(&'a Connection);

impl Connection {
    pub fn new(idle: Arc<IdleConnections>) -> Self {
        let connection = Self { idle, number: AtomicU64::new(0), gone: Arc::default() };
        connection.become_idle();
        connection
    }

    /// A request is here, and is going to be answered.
    pub fn busy(&self) -> Busy<'_> {
        self.become_busy();
        Busy(self)
    }

    /// Ends when the connection has to go.
    pub async fn closed(&self) {
        self.gone.notified().await;
    }

    fn become_idle(&self) {
        let mut silent = lock(&self.idle.0);
        silent.next += 1;
        let number = silent.next;
        silent.since.insert(number, Arc::clone(&self.gone));
        self.number.store(number, Ordering::Relaxed);
    }

    fn become_busy(&self) {
        lock(&self.idle.0).since.remove(&self.number.load(Ordering::Relaxed));
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.become_idle();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.become_busy();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_was_silent_longest_goes_and_nobody_who_is_answered() {
        let idle = Arc::new(IdleConnections::default());
        let [one, two, three] = [(); 3].map(|()| Connection::new(Arc::clone(&idle)));
        let busy = one.busy();
        drop(three);
        assert!(idle.close_longest());
        two.closed().await;
        assert!(!idle.close_longest(), "the last one is being answered");
        drop(busy);
        assert!(idle.close_longest());
        one.closed().await;
    }
}
