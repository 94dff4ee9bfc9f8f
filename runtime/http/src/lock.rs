//! Locks a mutex of the standard library. Knows that a panic elsewhere does not spoil what it guards. Must not know
//! what that is.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is behind a lock. A panic elsewhere does not spoil it: nothing here leaves its data half written.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
