//! Goes on with the events of another connection when one has ended. Knows the order of this. Must not know which calls may be
//! made again, or how often (`Again`).

use super::parser::{Frame, Parser};
use crate::outcome::chunks::Again;
use crate::outcome::error::Error;
use crate::stream::download::Download;
use crate::stream::pieces::Pieces;
use crate::timer;
use http::StatusCode;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// How long to wait before one connects again, unless the server says it: what browsers do.
const RETRY: Duration = Duration::from_secs(3);

/// Where events come from, for as long as that goes on.
pub(super) struct Connection {
    pub pieces: Pieces<Parser>,
    state: State,
    again: Option<Arc<dyn Again>>,
    /// How often in a row nothing has come.
    in_vain: u32,
}

enum State {
    Open,
    Connecting(Connecting),
    Over,
}

/// Gives the next body, or says that there is none.
type Connecting = Pin<Box<dyn Future<Output = Result<Option<Download>, Error>> + Send>>;

impl Connection {
    pub fn new(pieces: Pieces<Parser>) -> Self {
        Self { pieces, state: State::Open, again: None, in_vain: 0 }
    }

    /// Connects again when it has ended, from now on.
    pub fn reconnect(&mut self) {
        self.again = self.pieces.download.again();
    }

    /// Hears no more.
    pub fn close(&mut self) {
        self.state = State::Over;
    }

    /// The next event; `None` after the last. An error may be that of one event, behind which others come.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame, Error>>> {
        loop {
            let (has_come, broken) = match &mut self.state {
                State::Open => match ready!(self.pieces.poll(context)) {
                    Some(Err(error)) if self.pieces.is_over() => (self.pieces.has_begun(), Some(error)),
                    None => (self.pieces.has_begun(), None),
                    frame => return Poll::Ready(frame),
                },
                State::Connecting(connecting) => match ready!(connecting.as_mut().poll(context)) {
                    Ok(Some(download)) => {
                        self.pieces.go_on_with(download);
                        self.state = State::Open;
                        continue;
                    }
                    Ok(None) => {
                        self.close();
                        continue;
                    }
                    Err(error) => (false, Some(error)),
                },
                State::Over => return Poll::Ready(None),
            };
            self.in_vain = if has_come { 0 } else { self.in_vain.saturating_add(1) };
            self.state = match self.pause(broken.as_ref()) {
                Some((again, pause)) => State::Connecting(self.connect(again, pause, broken)),
                None => {
                    self.close();
                    return Poll::Ready(broken.map(Err));
                }
            };
        }
    }

    /// How long to wait before the next one, if there is to be one.
    fn pause(&self, broken: Option<&Error>) -> Option<(Arc<dyn Again>, Duration)> {
        let again = self.again.clone()?;
        let pause = again.pause(self.in_vain, broken)?;
        Some((again, pause.saturating_add(self.pieces.cut.retry().unwrap_or(RETRY))))
    }

    fn connect(&self, again: Arc<dyn Again>, pause: Duration, broken: Option<Error>) -> Connecting {
        let last_id = self.pieces.cut.last_id().map(str::to_owned);
        Box::pin(async move {
            if !timer::sleep(pause).await {
                return broken.map_or(Ok(None), Err);
            }
            let response = again.send(last_id).await?;
            match response.status() {
                // So a server says that there is nothing more to ask for.
                StatusCode::NO_CONTENT => Ok(None),
                _ if response.is_unread() => response.download().map(Some),
                _ => Err(response.unexpected_status()),
            }
        })
    }
}
