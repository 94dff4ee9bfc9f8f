//! Drives calls without async, waiting on the thread that calls. Knows the one runtime that drives them. Must not know
//! what they do.

use crate::call::operation::{Operation, send};
use crate::lock::lock;
use crate::outcome::error::Error;
use futures_core::Stream;
use std::future::{Future, pending, poll_fn};
use std::pin::Pin;
use std::sync::Mutex;
use std::{io, thread};
use tokio::runtime::{Builder, Handle};

/// Sends one call and waits for its answer on this thread.
///
/// # Errors
///
/// See [`ErrorKind`](crate::ErrorKind). Inside of an async runtime it is
/// [`ErrorKind::Runtime`](crate::ErrorKind::Runtime), and nothing is sent.
pub fn send_blocking<O: Operation + 'static>(operation: O) -> Result<O::Output, Error> {
    block_on(send(operation))
}

/// Waits on this thread for whatever has no method of its own that blocks, such as a call with its response.
///
/// ```no_run
/// # fn example<T>(call: impl Future<Output = Result<(T, oaswright_runtime::Response), oaswright_runtime::Error>>) {
/// // call: client.gateway(instance).show_app_quota(quota).send_with_response()
/// let outcome = oaswright_runtime::block_on(call);
/// # let _ = outcome;
/// # }
/// ```
///
/// # Errors
///
/// That of the future; [`ErrorKind::Runtime`](crate::ErrorKind::Runtime) inside of an async runtime.
pub fn block_on<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    drive(future)?
}

/// Waits for a future on this thread.
fn drive<F: Future>(future: F) -> Result<F::Output, Error> {
    // Tokio would panic. Its threads for blocking work are not told from others, so they are refused too.
    if Handle::try_current().is_ok() {
        return Err(Error::runtime(
            "blocking here would stop the async runtime that this thread belongs to: `.await` the call instead, or in \
             `spawn_blocking` hand it to `Handle::current().block_on(..)`",
        ));
    }
    let handle = runtime().map_err(|error| Error::runtime(format!("the async runtime cannot be started: {error}")))?;
    Ok(handle.block_on(future))
}

/// One runtime for the process, started when it is first needed, and one thread that drives it even while nobody waits: else
/// a connection that a call leaves open would answer nobody, neither the next call nor one from another runtime.
fn runtime() -> io::Result<Handle> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);
    let mut started = lock(&RUNTIME);
    if let Some(handle) = &*started {
        return Ok(handle.clone());
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let forever = move || runtime.block_on(pending::<()>());
    thread::Builder::new().name("oaswright-runtime".to_owned()).spawn(forever)?;
    Ok(started.insert(handle).clone())
}

/// [`Pages`](crate::Pages) or [`Items`](crate::Items) as an iterator, which waits on this thread.
///
/// An error is the last thing that it gives.
#[must_use = "an iterator does nothing until it is asked for an item"]
pub struct Blocking<S> {
    stream: Option<S>,
}

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream: Some(stream) }
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        let item = drive(poll_fn(|context| Pin::new(&mut *stream).poll_next(context)));
        let item = item.unwrap_or_else(|error| Some(Err(error)));
        if !matches!(item, Some(Ok(_))) {
            self.stream = None;
        }
        item
    }
}
