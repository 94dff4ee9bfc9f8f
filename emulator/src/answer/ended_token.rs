//! Answers a token that has ended, as differently as services do. Knows their codes and texts. Must not know which
//! tokens have ended.

use crate::answer::Answer;
use http::StatusCode;
use std::fmt;
use std::str::FromStr;

/// The answer to a token that has ended: a 401 with a code and a text, of which the services have several.
///
/// | code | who answers so |
/// |---|---|
/// | `APIG.1001` | API Gateway's control plane, by its table of codes; the default |
/// | `APIC.7101` | ROMA Connect's, by the same table |
/// | `APIG.0307` | a gateway; its text says that the token must be updated |
/// | `APIG.0301` | a gateway that cannot decrypt the token any more |
/// | `APIGW.0301` | the same, before the public cloud's services |
/// | `APIG.1002` | a service that does not know the token any more |
///
/// ```
/// let ended: apig_emulator::EndedToken = "APIG.0307".parse()?;
/// assert_eq!(ended.code(), "APIG.0307");
/// # Ok::<(), apig_emulator::UnknownCode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedToken {
    code: &'static str,
    text: &'static str,
}

const UNDECRYPTED: &str = "Incorrect IAM authentication information: decrypt token fail";

impl EndedToken {
    /// All that there are, the default first.
    pub const ALL: [Self; 6] = [
        Self { code: "APIG.1001", text: "Session expired. Please try again later." },
        Self { code: "APIC.7101", text: "Token expired. Try again later." },
        Self { code: "APIG.0307", text: "The token must be updated." },
        Self { code: "APIG.0301", text: UNDECRYPTED },
        Self { code: "APIGW.0301", text: UNDECRYPTED },
        Self { code: "APIG.1002", text: "Incorrect token or token resolution failed" },
    ];

    /// The code of the error.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Gateways tell the id of the request in the body, and control planes do not.
    pub(crate) fn answer(self, request_id: &str) -> Answer {
        let is_of_a_gateway = self.code.starts_with("APIG.0") || self.code.starts_with("APIGW.");
        if is_of_a_gateway {
            Answer::front(StatusCode::UNAUTHORIZED, self.code, self.text, request_id)
        } else {
            Answer::error(StatusCode::UNAUTHORIZED, self.code, self.text)
        }
    }
}

impl Default for EndedToken {
    fn default() -> Self {
        let [first, ..] = Self::ALL;
        first
    }
}

/// No service answers an ended token with this code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = EndedToken::ALL.map(EndedToken::code).join(", ");
        write!(f, "no such answer to an ended token: say one of {codes}")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for EndedToken {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|one| one.code.eq_ignore_ascii_case(code)).ok_or(UnknownCode)
    }
}
