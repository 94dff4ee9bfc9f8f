//! Who waits for whom: the connections of which nothing is being answered, in the order in which they fell silent. Where
//! there are too many, the one that was silent longest has to go. Must not know sockets.

use crate::lock::lock;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// The connections that wait for their clients.
#[derive(Debug, Default)]
pub(crate) struct Crowd(Mutex<Silent>);

#[derive(Debug, Default)]
struct Silent {
    next: u64,
    since: BTreeMap<u64, Arc<Notify>>,
}

impl Crowd {
    /// Tells the connection that waits longest to close; whether there is one.
    pub fn dismiss(&self) -> bool {
        let longest = lock(&self.0).since.pop_first();
        longest.map(|(_, gone)| gone.notify_one()).is_some()
    }
}

/// A connection, which waits for its client from the start.
#[derive(Debug)]
pub(crate) struct Member {
    crowd: Arc<Crowd>,
    /// Its place among those that wait.
    number: AtomicU64,
    gone: Arc<Notify>,
}

/// While it lives, the client is the one that waits.
pub(crate) struct Answering<'a>(&'a Member);

impl Member {
    pub fn new(crowd: Arc<Crowd>) -> Self {
        let member = Self { crowd, number: AtomicU64::new(0), gone: Arc::default() };
        member.waits();
        member
    }

    /// A request is here, and is going to be answered.
    pub fn answering(&self) -> Answering<'_> {
        self.leave();
        Answering(self)
    }

    /// Ends when the connection has to go.
    pub async fn dismissed(&self) {
        self.gone.notified().await;
    }

    fn waits(&self) {
        let mut silent = lock(&self.crowd.0);
        silent.next += 1;
        let number = silent.next;
        silent.since.insert(number, Arc::clone(&self.gone));
        self.number.store(number, Ordering::Relaxed);
    }

    fn leave(&self) {
        lock(&self.crowd.0).since.remove(&self.number.load(Ordering::Relaxed));
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        self.0.waits();
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_was_silent_longest_goes_and_nobody_who_is_answered() {
        let crowd = Arc::new(Crowd::default());
        let [one, two, three] = [(); 3].map(|()| Member::new(Arc::clone(&crowd)));
        let answering = one.answering();
        drop(three);
        assert!(crowd.dismiss());
        two.dismissed().await;
        assert!(!crowd.dismiss(), "the last one is being answered");
        drop(answering);
        assert!(crowd.dismiss());
        one.dismissed().await;
    }
}
