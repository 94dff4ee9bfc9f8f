//! Is the interface by which a client fills a parameter of URL templates that is its own, such as an account. Knows that it
//! may take a request to find it. Must not know which parameter it is.

use crate::Call;
use crate::authentication::SendErrand;
use crate::call::attempts;
use crate::call::client::Client;
use crate::outcome::error::Error;
use crate::timer::{self, Deadline};
use std::future::Future;
use std::pin::Pin;

/// Knows the parameter of URL templates that belongs to a client, and not to each call.
pub trait PathParameter: Send + Sync + 'static {
    /// Its name, as it stands in URL templates.
    fn name(&self) -> &'static str;

    /// What is known of it, by what the client's options say.
    fn known(&self, option: Option<&str>) -> Known;

    /// Finds it. The error is told as that of the call that needs it, which is not sent.
    fn find<'a>(&'a self, sender: &'a dyn SendErrand) -> Finding<'a>;
}

/// The future of [`PathParameter::find`].
pub type Finding<'a> = Pin<Box<dyn Future<Output = Result<String, Error>> + Send + 'a>>;

/// What is known of a client's own parameter. Asked for once in a call: another one may find it meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Its value.
    Value(String),

    /// It is to be found before anything is sent; as for `Missing` where nothing is.
    ToBeFound(&'static str),

    /// There is not enough to find it: what is to be done, such as `is required: set it`.
    Missing(&'static str),
}

impl Client {
    /// What is known of the client's own parameter, if the URL template has it.
    pub(crate) fn known_parameter(&self, template: &str) -> Option<Known> {
        Some(self.own_parameter(template)?.known(self.path_parameter()))
    }

    /// Finds the client's own parameter, once nothing else is wrong with the call.
    pub(crate) async fn find_parameter(
        &self,
        call: &Call,
        checked: Result<(), Error>,
        deadline: Deadline,
    ) -> Result<Option<Known>, Error> {
        checked?;
        let Some(parameter) = self.own_parameter(call.path) else { return Ok(None) };
        let found = match timer::within(deadline.left(), parameter.find(self)).await {
            Some(found) => found,
            None => Err(attempts::out_of_time(self.limits().timeout, None)),
        };
        found.map(|value| Some(Known::Value(value))).map_err(|error| error.during(call.clone()))
    }

    fn own_parameter(&self, template: &str) -> Option<&dyn PathParameter> {
        self.parameter().filter(|parameter| has(template, parameter.name()))
    }
}

/// Whether a URL template has a parameter of this name.
fn has(template: &str, name: &str) -> bool {
    template.split('{').skip(1).any(|rest| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('}')))
}
