//! Reads the bodies of API errors. Knows the keys that the services, their identity service and the gateways before
//! them use. Must not know codes.

use serde_json::{Map, Value};

/// The order in which keys are tried; a pair's halves need not come together. The last of each are those of RFC 9457,
/// where `detail` is about this failure and `title` about all of its type.
const CODES: [&str; 4] = ["error_code", "errorCode", "code", "type"];
const MESSAGES: [&str; 5] = ["error_msg", "errorMsg", "message", "detail", "title"];
const REQUEST_IDS: [&str; 2] = ["request_id", "requestId"];

/// What an error body says, as far as it could be read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ApiBody {
    pub code: Option<String>,
    pub message: Option<String>,
    pub request_id: Option<String>,
}

impl ApiBody {
    /// Reads a body of any shape; one that says nothing gives three times `None`.
    pub fn read(body: &[u8]) -> Self {
        let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
            return Self::default();
        };
        let outer = Self::read_object(&body);
        let inner = match body.get("error") {
            Some(Value::Object(error)) => Self::read_object(error),
            other => Self { message: text(other), ..Self::default() },
        };
        // What has the message knows better what happened.
        if outer.message.is_some() { outer.or(inner) } else { inner.or(outer) }
    }

    /// Reads what an answer of success says of a failure: there, a `code` or a `message` may mean something else.
    pub fn read_success(body: &[u8]) -> Self {
        let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
            return Self::default();
        };
        let either = |one: &str, other: &str| text(body.get(one)).or_else(|| text(body.get(other)));
        Self { code: either("error_code", "errorCode"), message: either("error_msg", "errorMsg"), request_id: None }
    }

    fn or(self, other: Self) -> Self {
        Self {
            code: self.code.or(other.code),
            message: self.message.or(other.message),
            request_id: self.request_id.or(other.request_id),
        }
    }

    fn read_object(object: &Map<String, Value>) -> Self {
        let first = |keys: &[&str]| keys.iter().find_map(|key| text(object.get(*key)));
        Self { code: first(&CODES), message: first(&MESSAGES), request_id: first(&REQUEST_IDS) }
    }
}

/// Text, or a number as text: the identity service's codes are numbers.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        // A problem without a type of its own has this one.
        Value::String(text) if text == "about:blank" => None,
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (body, code, message, request_id) in [
            (r#"{"error_code":"API.1","error_msg":"m"}"#, "API.1", "m", ""),
            (r#"{"errorCode":"API.1","errorMsg":"m"}"#, "API.1", "m", ""),
            (r#"{"code":"API.1","message":"m"}"#, "API.1", "m", ""),
            (r#"{"error":{"code":401,"message":"m","title":"Unauthorized"}}"#, "401", "m", ""),
            (r#"{"error":{"code":"x","title":"Unauthorized"}}"#, "x", "Unauthorized", ""),
            (r#"{"error_msg":"m","error_code":"GW.0301","request_id":"r"}"#, "GW.0301", "m", "r"),
            (r#"{"error":{"code":1,"request_id":"r"}}"#, "1", "", "r"),
            (r#"{"request_id":"r","error":{"code":1}}"#, "1", "", "r"),
            (r#"{"error_code":"API.1"}"#, "API.1", "", ""),
            (r#"{"error_msg":"m"}"#, "", "m", ""),
            (r#"{"error_code":null,"error_msg":"m","code":7}"#, "7", "m", ""),
            (r#"{"error":"Not Found"}"#, "", "Not Found", ""),
            (r#"{"error_code":"API.1","error":{"code":"x","message":"m"}}"#, "x", "m", ""),
            (r#"{"error_code":"API.1","error":{"message":"m"}}"#, "API.1", "m", ""),
            (r#"{"message":"m","error":{"code":"x","message":"n"}}"#, "x", "m", ""),
            (r#"{"type":"error","error":{"type":"overloaded","message":"m"}}"#, "overloaded", "m", ""),
            (
                r#"{"type":"https://x.example/credit","title":"t","detail":"d","status":403}"#,
                "https://x.example/credit",
                "d",
                "",
            ),
            (r#"{"type":"about:blank","title":"t","status":404}"#, "", "t", ""),
            (r#"{"type":"https://x.example/credit","status":403}"#, "https://x.example/credit", "", ""),
            (r#"{"type":"https://x.example/credit","code":"C1","title":"t","detail":""}"#, "C1", "t", ""),
            (r#"{"title":"t","detail":[{"msg":"m"}],"message":null}"#, "", "t", ""),
            (r#"{"message":"m","detail":"d"}"#, "", "m", ""),
            (r#"{"error":[]}"#, "", "", ""),
            (r#"{"error_code":"API.1","#, "", "", ""),
            ("[]", "", "", ""),
            ("null", "", "", ""),
            ("", "", "", ""),
            ("<html>", "", "", ""),
        ] {
            let expected = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let expected =
                ApiBody { code: expected(code), message: expected(message), request_id: expected(request_id) };
            assert_eq!(ApiBody::read(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn what_a_success_says_of_a_failure() {
        let body = r#"{"error_code":"API.1","errorMsg":"m","code":4,"message":"done","request_id":"r"}"#;
        let read = ApiBody { code: Some("API.1".to_owned()), message: Some("m".to_owned()), request_id: None };
        assert_eq!(ApiBody::read_success(body.as_bytes()), read);
        assert_eq!(ApiBody::read_success(br#"{"code":4,"message":"done","type":"t"}"#), ApiBody::default());
    }

    #[test]
    fn hostile_bodies_are_harmless() {
        for body in ["[".repeat(100_000), "{\"error\":".repeat(100_000), "\u{0}".repeat(10)] {
            assert_eq!(ApiBody::read(body.as_bytes()), ApiBody::default());
        }
        assert_eq!(ApiBody::read(&[0xff, 0xfe]), ApiBody::default());
    }
}
