//! Decides what goes wrong on demand: what, how often, and for whom. Knows the words of the header and of the option.
//! Must not know how an answer is sent.

use crate::answer::{self, Answer};
use crate::state::gateway::Lag;
use crate::state::ids::Ids;
use http::StatusCode;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// The header that asks for faults.
pub(crate) const HEADER: &str = "x-emulator-fault";

/// Something that is to go wrong.
///
/// Written as the header `X-Emulator-Fault` and the option `--fault` have it: words with commas between them.
///
/// | word | effect |
/// |---|---|
/// | `latency=200ms` | the answer comes so much later |
/// | `status=503` | this status in place of an answer; nothing is carried out |
/// | `code=APIG.9999`, `message=…` | with this code and text |
/// | `throttle` | 429 with `Retry-After: 1` |
/// | `retry-after=2` | the header `Retry-After`, in seconds |
/// | `drop` | the connection is closed without an answer; nothing is carried out |
/// | `drop-after` | the same, but it is carried out |
/// | `truncate` | it is carried out, and half of the answer's body is sent |
/// | `expire` | the token that came with it has ended |
/// | `lag=3`, `lag=500ms` | what is bound or unbound shows after so many looks at the lists, or so much time |
/// | `times=2` | only so many times |
/// | `rate=0.1` | only so often, by dice that have a seed |
/// | `operation=ShowAppQuota`, `method=GET` | only there |
///
/// ```
/// let fault: apig_emulator::Fault = "status=503, retry-after=1, times=2".parse()?;
/// assert!("statuss=503".parse::<apig_emulator::Fault>().is_err());
/// # Ok::<(), apig_emulator::FaultError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault {
    pub(crate) latency: Duration,
    status: Option<StatusCode>,
    code: Option<String>,
    message: Option<String>,
    retry_after: Option<u64>,
    pub(crate) ending: Option<Ending>,
    pub(crate) lag: Lag,
    pub(crate) expires: bool,
    times: Option<u32>,
    rate: Option<f64>,
    operation: Option<String>,
    method: Option<String>,
}

/// How an answer ends that does not come whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Dropped,
    DroppedAfter,
    Truncated,
}

/// What is wrong with the words of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut fault = Self::default();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            fault.set(name.trim(), value.trim()).ok_or_else(|| {
                FaultError(format!(
                    "`{word}` is no fault: say latency=200ms, status=503, throttle, drop, truncate, expire, lag=3, times=2 …"
                ))
            })?;
        }
        Ok(fault)
    }
}

impl Fault {
    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "latency" => self.latency = duration(value)?,
            "status" => self.status = Some(value.parse().ok().filter(|status: &StatusCode| status.as_u16() >= 200)?),
            "code" => self.code = Some(value.to_owned()),
            "message" => self.message = Some(value.to_owned()),
            "retry-after" => self.retry_after = Some(value.parse().ok()?),
            "throttle" => {
                self.status = Some(StatusCode::TOO_MANY_REQUESTS);
                self.retry_after = Some(1);
            }
            "drop" => self.ending = Some(Ending::Dropped),
            "drop-after" => self.ending = Some(Ending::DroppedAfter),
            "truncate" => self.ending = Some(Ending::Truncated),
            "expire" => self.expires = true,
            "lag" => match value.parse() {
                Ok(looks) => self.lag.looks = looks,
                Err(_) => self.lag.time = duration(value)?,
            },
            "times" => self.times = Some(value.parse().ok()?),
            "rate" => self.rate = Some(value.parse().ok().filter(|rate| (0.0..=1.0).contains(rate))?),
            "operation" => self.operation = Some(value.to_owned()),
            "method" => self.method = Some(value.to_ascii_uppercase()),
            _ => return None,
        }
        Some(())
    }

    /// Whether it concerns a request at all.
    fn is_for(&self, operation: &str, method: &str) -> bool {
        self.operation.as_deref().is_none_or(|own| own == operation)
            && self.method.as_deref().is_none_or(|own| own == method)
    }

    /// What is answered in place of the operation's answer.
    pub(crate) fn answer(&self) -> Option<Answer> {
        let status = self.status?;
        let (code, message) = match status.as_u16() {
            401 => ("APIG.1002", "Incorrect token or token resolution failed"),
            403 => ("APIG.1005", "No permissions to request this method"),
            429 => ("APIG.0308", "The throttling threshold has been reached"),
            500.. => ("APIG.9999", "System error"),
            _ => ("APIG.2000", "Parameter error."),
        };
        let (code, message) = (self.code.as_deref().unwrap_or(code), self.message.as_deref().unwrap_or(message));
        let answer = Answer::error(status, code, message);
        Some(match self.retry_after {
            Some(seconds) => answer.header("retry-after", &seconds.to_string()),
            None => answer,
        })
    }
}

/// The faults that are configured, and how often each has happened.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    configured: Vec<(Fault, u32)>,
    /// By the text of the header and the request.
    requested: BTreeMap<String, u32>,
}

/// More different headers than a test has; then counting starts anew.
const MAX_REQUESTED: usize = 10_000;

impl Faults {
    pub fn new(configured: Vec<Fault>) -> Self {
        Self { configured: configured.into_iter().map(|fault| (fault, 0)).collect(), requested: BTreeMap::new() }
    }

    /// What goes wrong with this request: what its header asks for, else the first of the configured faults that
    /// strikes.
    pub fn strike(
        &mut self,
        header: Option<&str>,
        operation: &str,
        line: (&str, &str),
        ids: &Ids,
    ) -> Result<Fault, Box<Answer>> {
        let strikes = |fault: &Fault, count: &mut u32| {
            let may = fault.is_for(operation, line.0)
                && fault.times.is_none_or(|times| *count < times)
                && fault.rate.is_none_or(|rate| ids.happens(rate));
            *count = count.saturating_add(u32::from(may));
            may
        };
        if let Some(text) = header {
            let refused = |error: FaultError| {
                let text = format!("the header X-Emulator-Fault: {error}");
                Box::new(Answer::error(StatusCode::BAD_REQUEST, "EMULATOR.0001", text))
            };
            let fault: Fault = text.parse().map_err(refused)?;
            if self.requested.len() >= MAX_REQUESTED {
                self.requested.clear();
            }
            let count = self.requested.entry(format!("{} {} {text}", line.0, line.1)).or_default();
            return Ok(if strikes(&fault, count) { fault } else { Fault::default() });
        }
        let struck = self.configured.iter_mut().find_map(|(fault, count)| strikes(fault, count).then(|| fault.clone()));
        Ok(struck.unwrap_or_default())
    }
}

/// For a fault in the emulator itself, which must not be taken for one of the caller's.
pub(crate) fn defect() -> Answer {
    answer::system_error()
}

fn duration(text: &str) -> Option<Duration> {
    let (digits, unit): (&str, fn(u64) -> Duration) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(digits), _) => (digits, Duration::from_millis),
        (None, Some(digits)) => (digits, Duration::from_secs),
        (None, None) => return None,
    };
    let duration = unit(digits.parse().ok()?);
    // Longer than anybody waits: it would only keep the emulator from stopping.
    (duration <= Duration::from_secs(600)).then_some(duration)
}
