//! Reads the parameters and the body of a request, and checks them as the spec demands. Must not know what the
//! operation does.

use crate::answer::{Answer, invalid_body, invalid_parameter};
use crate::spec::check::{Check, integer, parsed};
use crate::spec::escape;
use crate::spec::routes::MatchedOperation;
use apig_codegen::api::{Body, Format, Json, Location, Number, Operation, Parameter, Style, Type, essence};
use bytes::Bytes;
use std::collections::BTreeMap;

/// The service that words its errors differently.
pub(crate) const IAM: &str = "iam";

/// The values of one request.
#[derive(Debug)]
pub(crate) struct Input<'a> {
    pub operation: &'a Operation,
    parameters: BTreeMap<&'a str, Json>,
    pub body: Json,
}

impl<'a> Input<'a> {
    /// Reads a request, or answers the first thing that is wrong with it.
    pub fn read(matched: &'a MatchedOperation<'_>, request: &http::Request<Bytes>) -> Result<Self, Box<Answer>> {
        let is_iam = matched.service.name == IAM;
        let refused = |name: &str| Box::new(if is_iam { invalid_body() } else { invalid_parameter(name) });
        let query = escape::pairs(request.uri().query().unwrap_or_default()).ok_or_else(|| refused("query"))?;
        let check = Check { types: &matched.service.types };
        let mut parameters = BTreeMap::new();
        for parameter in matched.operation.parameters.iter().filter(|parameter| is_readable(parameter)) {
            let texts = texts(parameter, matched, &query, request);
            let Some(value) = value(parameter, check, &texts).map_err(|()| refused(&parameter.name))? else {
                continue;
            };
            check.value(&parameter.schema, &value, &parameter.name).map_err(|path| refused(&path))?;
            parameters.insert(parameter.name.as_str(), value);
        }
        let body = match &matched.operation.body {
            Some(body) if request.body().is_empty() && !body.required => Json::Null,
            Some(body) if body.format != Format::Json || is_other(body, request) => {
                String::from_utf8_lossy(request.body()).into()
            }
            Some(body) => {
                let value = serde_json::from_slice(request.body()).map_err(|_| refused("body"))?;
                let named = |path: String| refused(if path.is_empty() { "body" } else { &path });
                check.value(&body.schema, &value, "").map_err(named)?;
                value
            }
            // An operation without a body reads none.
            None => Json::Null,
        };
        Ok(Self { operation: matched.operation, parameters, body })
    }

    /// A parameter, if it is there.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.parameters.get(name)
    }

    /// The text of a parameter; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    /// The text of a field of the body; empty if it is not there.
    pub fn field(&self, name: &str) -> &str {
        self.body.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    /// The whole number in a field of the body.
    pub fn number(&self, name: &str) -> Option<i64> {
        let Json::Number(number) = self.body.get(name)? else { return None };
        integer(number).and_then(|number| i64::try_from(number).ok())
    }

    /// Where a page starts and how many items it has, corrected as documented.
    pub fn page(&self) -> (usize, usize) {
        let Some(paging) = &self.operation.pagination else { return (0, usize::MAX) };
        let number = |name: Option<&String>| {
            let name = name?;
            let parameter = self.operation.parameters.iter().find(|parameter| parameter.name == *name)?;
            usize::try_from(corrected(parameter, self.get(name).and_then(Json::as_i64))).ok()
        };
        (number(paging.offset.as_ref()).unwrap_or(0), number(paging.limit.as_ref()).unwrap_or(usize::MAX))
    }
}

/// "A value less than or equal to 0 will be automatically converted to 20, and a value greater than 500 to 500": to the
/// default and to the maximum. Where no minimum is documented, it is 0.
fn corrected(parameter: &Parameter, value: Option<i64>) -> i64 {
    let bound = |number: Number| match number {
        Number::Integer(number) => i64::try_from(number).ok(),
        Number::Float(_) => None,
    };
    let constraints = &parameter.schema.constraints;
    let least = constraints.minimum.and_then(|least| bound(least.value)).unwrap_or(0);
    let most = constraints.maximum.and_then(|most| bound(most.value)).unwrap_or(i64::MAX);
    let default = parameter.schema.default.as_ref().and_then(Json::as_i64).unwrap_or(least);
    value.filter(|value| *value >= least).unwrap_or(default).min(most)
}

/// Whether the request has its body in another media type than the usual one.
fn is_other(body: &Body, request: &http::Request<Bytes>) -> bool {
    let told = request.headers().get("content-type").and_then(|value| value.to_str().ok()).map(essence);
    told.is_some_and(|told| body.others.iter().any(|other| essence(&other.media_type) == told))
}

/// Whether the request has the value under its name, as a text or as a list of texts.
fn is_readable(parameter: &Parameter) -> bool {
    let is_plain = matches!(parameter.schema.ty, Type::Scalar(_) | Type::Array(_) | Type::Named(_));
    is_plain && matches!(parameter.style, Style::Simple | Style::Form | Style::Cookie)
}

/// What the request has under the name of a parameter.
fn texts(
    parameter: &Parameter,
    matched: &MatchedOperation<'_>,
    query: &[(String, String)],
    request: &http::Request<Bytes>,
) -> Vec<String> {
    match parameter.location {
        Location::Path => {
            let values = matched.path.iter().filter(|(name, _)| *name == parameter.name);
            values.map(|(_, value)| value.clone()).collect()
        }
        Location::Query => {
            let values = query.iter().filter(|(name, _)| *name == parameter.name);
            values.map(|(_, value)| value.clone()).collect()
        }
        Location::Cookie => {
            let cookies = request.headers().get_all("cookie").into_iter().filter_map(|value| value.to_str().ok());
            let pairs = cookies.flat_map(|cookies| cookies.split("; ")).filter_map(|cookie| cookie.split_once('='));
            let values = pairs.filter(|(name, _)| *name == parameter.name);
            values.map(|(_, value)| value.to_owned()).collect()
        }
        Location::QueryString => Vec::new(),
        Location::Header => {
            let values = request.headers().get_all(&parameter.name).into_iter();
            values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
        }
    }
}

/// The value of a parameter; nothing if it may be missing.
fn value(parameter: &Parameter, check: Check<'_>, texts: &[String]) -> Result<Option<Json>, ()> {
    match texts {
        [] if parameter.required => Err(()),
        [] => Ok(None),
        [text] => parsed(&parameter.schema, check.types, text).map(Some).ok_or(()),
        // A list may be written as a parameter for each item.
        several => {
            parsed(&parameter.schema, check.types, &several.join(",")).filter(Json::is_array).map(Some).ok_or(())
        }
    }
}
