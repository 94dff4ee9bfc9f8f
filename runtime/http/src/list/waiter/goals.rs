//! Says what one can wait for: an item of a list that is there or not, a state of what an operation shows, or that it is
//! gone. Must not know when to look.

use super::{Seen, Waiter};
use crate::Response;
use crate::call::operation::{Operation, send_with_response};
use crate::list::paginate::{Items, Paginate};
use crate::outcome::error::{Error, one_line};

/// Characters of a state that are shown.
const SHOWN: usize = 160;

impl<O: Paginate> Waiter<O> {
    /// Waits until an item of the list has this text. `what` says what was not so if the time is over: "the app was not
    /// bound".
    pub fn present(list: O, text: fn(&O::Item) -> Option<&str>, value: impl Into<String>, what: &'static str) -> Self {
        Self::in_list(list, text, value.into(), (true, false), what)
    }

    /// Waits until no item of the list has this text.
    pub fn absent(list: O, text: fn(&O::Item) -> Option<&str>, value: impl Into<String>, what: &'static str) -> Self {
        Self::in_list(list, text, value.into(), (false, false), what)
    }

    /// As [`absent`](Self::absent), and takes status 404 for that too: a list that is gone holds nothing.
    pub fn absent_or_not_found(
        list: O,
        text: fn(&O::Item) -> Option<&str>,
        value: impl Into<String>,
        what: &'static str,
    ) -> Self {
        Self::in_list(list, text, value.into(), (false, true), what)
    }

    fn in_list(
        list: O,
        text: fn(&O::Item) -> Option<&str>,
        value: String,
        (present, not_found_is_absent): (bool, bool),
        what: &'static str,
    ) -> Self {
        let look = move |list: O, _| {
            let (items, value) = (Items::new(list), value.clone());
            let is_there = async move {
                match holds(items, text, &value).await {
                    Err(error) if not_found_is_absent && error.is_not_found() => Ok(false),
                    found => found,
                }
            };
            Box::pin(async move { Ok(if is_there.await? == present { Seen::Reached(()) } else { Seen::NotYet(None) }) })
                as _
        };
        Self::new(list, what, Box::new(look))
    }
}

async fn holds<O: Paginate>(
    mut items: Items<O>,
    text: fn(&O::Item) -> Option<&str>,
    value: &str,
) -> Result<bool, Error> {
    while let Some(item) = items.try_next().await? {
        if text(&item) == Some(value) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A state of what an operation shows.
///
/// Made by generated code, from `x-waiters` of the spec.
pub struct State<O: Operation> {
    /// What the document calls the field that says it.
    pub field: &'static str,

    /// What that field says, as text.
    pub value: fn(&O::Output) -> Option<String>,

    /// The values that are waited for.
    pub reaches: &'static [&'static str],

    /// The values after which none of these will come about.
    pub fails_at: &'static [&'static str],

    /// What says why, if it is not the answer's own error code and message: text, or JSON with these.
    pub reason: fn(&O::Output) -> Option<String>,
}

impl<O: Operation> Clone for State<O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O: Operation> Copy for State<O> {}

impl<O: Operation> State<O> {
    fn judge(self, output: O::Output, response: Response, what: &'static str) -> Seen<O::Output> {
        let found = (self.value)(&output);
        let is_one_of = |values: &[&str]| found.as_deref().is_some_and(|found| values.contains(&found));
        let shown = || Some(format!("`{}` is `{}`", self.field, one_line(found.as_ref()?.as_bytes(), SHOWN)));
        if is_one_of(self.fails_at) {
            let message = format!("{what}: {}", shown().unwrap_or_default());
            Seen::Failed(Error::failed(response, (self.reason)(&output), message))
        } else if is_one_of(self.reaches) {
            Seen::Reached(output)
        } else {
            Seen::NotYet(shown())
        }
    }
}

impl<O: Operation + Clone + 'static> Waiter<O, O::Output> {
    /// Waits until what the operation shows is in one of these states, and gives the answer that says so.
    pub fn state(call: O, state: State<O>, what: &'static str) -> Self {
        let look = move |call: O, watch: Option<super::Watch<O>>| {
            Box::pin(async move {
                let (output, response) = send_with_response(call).await?;
                if let Some(watch) = watch {
                    watch(&output);
                }
                Ok(state.judge(output, response, what))
            }) as _
        };
        Self::new(call, what, Box::new(look))
    }
}

impl<O: Operation + Clone + 'static> Waiter<O> {
    /// Waits until what the operation shows is gone: until status 404.
    pub fn gone(call: O, state: State<O>, what: &'static str) -> Self {
        let look = move |call: O, _| {
            Box::pin(async move {
                match send_with_response(call).await {
                    Ok((output, response)) => Ok(match state.judge(output, response, what) {
                        Seen::Failed(error) => Seen::Failed(error),
                        Seen::NotYet(seen) => Seen::NotYet(seen),
                        Seen::Reached(_) => Seen::NotYet(None),
                    }),
                    Err(error) if error.is_not_found() => Ok(Seen::Reached(())),
                    Err(error) => Err(error),
                }
            }) as _
        };
        Self::new(call, what, Box::new(look))
    }
}
