//! Builds answers and every error that the documents word. Knows statuses, codes and texts. Must not know what leads to
//! them.

pub(crate) mod ended_token;

use apig_codegen::api::Json;
use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use serde_json::json;
use std::borrow::Cow;

/// An answer, before it becomes bytes.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Option<Content>,
}

/// What an answer holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// All answers of the API.
    Json(Json),
    /// Anything else, of this media type.
    Bytes(Cow<'static, str>, Bytes),
}

impl Answer {
    pub fn new(status: StatusCode, body: Json) -> Self {
        Self { status, headers: Vec::new(), body: Some(Content::Json(body)) }
    }

    pub fn file(media_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        let body = Some(Content::Bytes(media_type.into(), bytes.into()));
        Self { status: StatusCode::OK, headers: Vec::new(), body }
    }

    pub fn ok(body: Json) -> Self {
        Self::new(StatusCode::OK, body)
    }

    pub fn created(body: Json) -> Self {
        Self::new(StatusCode::CREATED, body)
    }

    pub fn no_content() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: None }
    }

    pub fn code(&self) -> Option<&str> {
        match &self.body {
            Some(Content::Json(body)) => body.get("error_code").and_then(Json::as_str),
            Some(Content::Bytes(..)) | None => None,
        }
    }

    /// Adds a header. What cannot be one is left out: all values are ours.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
        self
    }

    /// An error in the shape of API Gateway and ROMA Connect.
    pub fn error(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self::new(status, json!({"error_code": code, "error_msg": message.into()}))
    }

    /// An error of the gateway before the services: the only ones that tell the request's id in the body.
    pub fn front(status: StatusCode, code: &str, message: impl Into<String>, request_id: &str) -> Self {
        Self::new(status, json!({"error_code": code, "error_msg": message.into(), "request_id": request_id}))
    }

    /// An error in the shape that IAM has from Keystone.
    pub fn keystone(status: StatusCode, message: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or_default();
        Self::new(status, json!({"error": {"code": status.as_u16(), "message": message.into(), "title": title}}))
    }
}

/// 400: a parameter or a field is not what the document says. Two codes have this text.
pub(crate) fn invalid_parameter(code: &str, name: &str) -> Answer {
    let text = format!("Invalid parameter value,parameterName:{name}. Please refer to the support documentation");
    Answer::error(StatusCode::BAD_REQUEST, code, text)
}

/// 400: two quotas of a gateway have no name in common.
pub(crate) fn name_taken() -> Answer {
    Answer::error(StatusCode::BAD_REQUEST, "APIG.3325", "The API quota name already exists")
}

/// 400, as IAM words it.
pub(crate) fn invalid_body() -> Answer {
    Answer::error(StatusCode::BAD_REQUEST, "IAM.0011", "Request body is invalid.")
}

/// 401: no such token.
pub(crate) fn unknown_token() -> Answer {
    Answer::error(StatusCode::UNAUTHORIZED, "APIG.1002", "Incorrect token or token resolution failed")
}

/// 401: neither token nor signature. From the published table of codes.
pub(crate) fn no_token() -> Answer {
    Answer::error(StatusCode::UNAUTHORIZED, "APIG.1000", "Token missing. Log in again or try again later.")
}

/// 401: a token for an account. From the published table of codes.
pub(crate) fn no_project() -> Answer {
    Answer::error(StatusCode::UNAUTHORIZED, "APIG.1003", "Token contains no project information.")
}

/// 401, as IAM words it.
pub(crate) fn iam_unauthorized() -> Answer {
    Answer::keystone(StatusCode::UNAUTHORIZED, "The X-Auth-Token is invalid!")
}

/// 403: the project is another one's.
pub(crate) fn forbidden() -> Answer {
    Answer::error(StatusCode::FORBIDDEN, "APIG.1005", "No permissions to request this method")
}

/// 403: there is room for no more. From the published table of codes.
pub(crate) fn too_many() -> Answer {
    Answer::error(StatusCode::FORBIDDEN, "APIG.3100", "The number of resources exceeds the maximum allowed limit.")
}

/// 404: no such gateway.
pub(crate) fn no_instance(id: &str) -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "APIG.3030", format!("The instance does not exist;id:{id}"))
}

/// 404: no such quota, where the quota itself is asked for.
pub(crate) fn no_quota(id: &str) -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "APIG.3093", format!("App quota {id} does not exist"))
}

/// 404: no such quota, where its apps are asked for. The documents word it differently.
pub(crate) fn the_no_quota(id: &str) -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "APIG.3093", format!("The App quota {id} does not exist"))
}

/// 404: no such app.
pub(crate) fn no_app(id: &str) -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "APIG.3002", format!("App {id} does not exist"))
}

/// 500.
pub(crate) fn system_error() -> Answer {
    Answer::error(StatusCode::INTERNAL_SERVER_ERROR, "APIG.9999", "System error")
}
