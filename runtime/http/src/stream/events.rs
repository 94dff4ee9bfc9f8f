//! Gives the events of a `text/event-stream` with what they hold. Knows when one is of no use and the stream goes on.
//! Must not know how lines become events (`parser`).

mod connection;
mod parser;

use crate::Response;
#[cfg(feature = "blocking")]
use crate::blocking::Blocking;
use crate::outcome::error::Error;
use crate::stream::download::Download;
use crate::stream::pieces::Pieces;
use connection::Connection;
use futures_core::Stream;
use parser::{Frame, Parser};
use serde::de::DeserializeOwned;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// An event that a server sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it holds.
    pub data: T,

    /// What kind of event it is; most servers have one kind, which has no name.
    pub event: Option<String>,

    /// The id of the last event that had one, this one included.
    pub id: Option<String>,
}

/// Events as the server sends them (server-sent events). Also a [`Stream`].
///
/// An event that cannot be decoded is an error whose [`body`](Error::body) is its text, and the next one may be asked for
/// all the same. To drop it closes the connection.
///
/// ```no_run
/// # async fn example(mut events: oaswright_runtime::Events<oaswright_runtime::Value>) -> Result<(), oaswright_runtime::Error> {
/// while let Some(event) = events.try_next().await? {
///     println!("{:?}: {}", event.event, event.data);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "events are read when they are asked for"]
pub struct Events<T> {
    connection: Connection,
    decode: fn(&Response) -> Result<T, Error>,
    /// What the data of the last event is.
    end: Option<String>,
}

impl<T> Events<T> {
    fn of(download: Download, decode: fn(&Response) -> Result<T, Error>) -> Self {
        let connection = Connection::new(Pieces::of(download, Parser::new(super::ITEM)));
        Self { connection, decode, end: None }
    }

    /// The next event; `None` after the last.
    ///
    /// # Errors
    ///
    /// The event cannot be decoded or is too large, and others may follow; or the connection broke, or nothing came for the
    /// time of an attempt, and none will; with [`reconnecting`](Self::reconnecting), not before that has failed, too.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>, Error> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// The id of the last event that had one, from which some servers go on if it is sent as `Last-Event-ID`.
    pub fn last_id(&self) -> Option<&str> {
        self.connection.pieces.cut.last_id()
    }

    /// How long the server asks to wait before one connects again.
    pub fn retry(&self) -> Option<Duration> {
        self.connection.pieces.cut.retry()
    }

    /// Takes an event with this data, such as `[DONE]`, for the end.
    pub fn ends_with(mut self, data: impl Into<String>) -> Self {
        self.end = Some(data.into());
        self
    }

    /// How many bytes an event may have; a megabyte if it is not said.
    pub fn max_event_size(mut self, limit: usize) -> Self {
        self.connection.pieces.cut.set_limit(limit);
        self
    }

    /// How long the next piece may take: see [`Download::idle_timeout`]. What a server sends to keep the connection alive
    /// counts as one.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.connection.pieces.download = self.connection.pieces.download.idle_timeout(limit);
        self
    }

    /// Asks for the events anew when the connection breaks or the server ends it, as browsers do: the call is made again, with
    /// the id of the last event as `Last-Event-ID`. What the server does not send again is lost; one that heeds the id sends
    /// nothing twice.
    ///
    /// Before that, it waits for as long as the server asked ([`retry`](Self::retry)) or 3 seconds, and what the client's
    /// [`Retry`](crate::Retry) adds. Each time is a call of its own, with the time, the attempts and the credentials of one.
    /// When nothing came as often in a row as a call has attempts, the last end or error stands. The status 204 and what
    /// [`ends_with`](Self::ends_with) says are the end at once.
    ///
    /// It is not so by itself, since many APIs answer one question with events, and would begin the answer anew. Only calls that
    /// change nothing, such as GET, are made again; others end as they do without it.
    pub fn reconnecting(mut self) -> Self {
        self.connection.reconnect();
        self
    }

    /// The same as an iterator that waits on its thread. An error is the last thing that it gives.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(into_blocking -> std::iter::Empty<Result<Event<T>, Error>>);

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        match ready!(self.connection.poll(context)) {
            Some(Ok(frame)) if self.end.as_deref() == Some(&frame.data) => {
                self.connection.close();
                Poll::Ready(None)
            }
            frame => Poll::Ready(frame.map(|frame| self.event(frame?))),
        }
    }

    fn event(&mut self, frame: Frame) -> Result<Event<T>, Error> {
        let data = self.connection.pieces.download.decode(frame.data.into(), self.decode)?;
        Ok(Event { data, event: frame.event, id: self.last_id().map(str::to_owned) })
    }
}

// Nothing in it is pinned, whatever the data.
impl<T> Unpin for Events<T> {}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("status", &self.connection.pieces.download.status()).finish_non_exhaustive()
    }
}

impl Response {
    /// The body as events whose data is JSON.
    ///
    /// # Errors
    ///
    /// It was taken before.
    pub fn events<T: DeserializeOwned>(&self) -> Result<Events<T>, Error> {
        Ok(Events::of(self.download()?, Self::json))
    }

    /// The body as events whose data is text.
    ///
    /// # Errors
    ///
    /// It was taken before.
    pub fn text_events(&self) -> Result<Events<String>, Error> {
        Ok(Events::of(self.download()?, Self::text))
    }
}
