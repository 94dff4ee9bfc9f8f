//! Reads the parameters and the body of a request, and checks them as the spec demands. Must not know what the
//! operation does, nor how an error is worded.

use crate::spec::body::{self, Written};
use crate::spec::check::{Check, integer};
use crate::spec::escape;
use crate::spec::parameters::Source;
use crate::spec::routes::MatchedOperation;
use apig_codegen::Refusal;
use apig_codegen::api::{Json, Location, Number, Operation, Parameter};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
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

/// The first thing that is wrong with a request.
#[derive(Debug)]
pub(crate) struct Wrong {
    /// Where it stands: `query`, say, or `body`.
    pub place: &'static str,
    /// The parameter, or what of the body: `app_ids[0]`.
    pub path: String,
    pub reason: String,
    /// Whether the body is of a media type that the document does not list.
    pub is_media_type: bool,
}

impl Wrong {
    fn new(place: &'static str, refusal: Refusal) -> Self {
        Self { place, path: refusal.path, reason: refusal.reason, is_media_type: false }
    }
}

/// Of operations that share a path the first that a request fits, rather one with the values in it that its document calls usual;
/// the first of all, if it fits none.
pub(crate) fn meant<'a>(mut matched: MatchedOperation<'a>, request: &http::Request<Bytes>) -> MatchedOperation<'a> {
    let twins = std::mem::take(&mut matched.twins);
    if twins.is_empty() {
        return matched;
    }
    let worth = |one: &MatchedOperation<'_>| (Input::read(one, request, true).is_ok(), usual_values(one));
    let better = |best: (_, MatchedOperation<'a>), one: MatchedOperation<'a>| {
        let worth = worth(&one);
        if worth > best.0 { (worth, one) } else { best }
    };
    twins.into_iter().fold((worth(&matched), matched), better).1
}

/// How many values of the path are the defaults of their parameters.
fn usual_values(matched: &MatchedOperation<'_>) -> usize {
    let parameters = || matched.operation.parameters.iter().filter(|one| one.location == Location::Path);
    let default = |name: &str| parameters().find(|one| one.name == name)?.schema.default.as_ref()?.as_str();
    let is_usual =
        |(name, raw): &&(&str, String)| default(name).is_some_and(|text| escape::decoded(raw).as_deref() == Some(text));
    matched.path.iter().filter(is_usual).count()
}

impl<'a> Input<'a> {
    /// Reads a request, or says what is wrong with it. Whether its media type is looked at.
    pub fn read(
        matched: &'a MatchedOperation<'_>,
        request: &http::Request<Bytes>,
        is_typed: bool,
    ) -> Result<Self, Wrong> {
        let wrong = |place, path: &str, reason: String| Wrong::new(place, Refusal { path: path.to_owned(), reason });
        if escape::pairs(request.uri().query().unwrap_or_default()).is_none() {
            return Err(wrong("query", "query", "is no UTF-8".to_owned()));
        }
        let check = Check { types: &matched.service.types };
        let source = Source::new(matched, request);
        let mut parameters = BTreeMap::new();
        for parameter in &matched.operation.parameters {
            let (name, place) = (parameter.name.as_str(), parameter.location.name());
            match source.read(parameter).map_err(|reason| wrong(place, name, reason))? {
                Some(value) => {
                    check.value(&parameter.schema, &value, name).map_err(|refusal| Wrong::new(place, refusal))?;
                    parameters.insert(name, value);
                }
                None if parameter.required && parameter.location != Location::Path => {
                    return Err(wrong(place, name, "is required and missing".to_owned()));
                }
                None => {}
            }
        }
        let body = read_body(matched.operation, request, check, is_typed)?;
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

fn read_body(
    operation: &Operation,
    request: &http::Request<Bytes>,
    check: Check<'_>,
    is_typed: bool,
) -> Result<Json, Wrong> {
    // An operation without a body reads none.
    let Some(body) = &operation.body else { return Ok(Json::Null) };
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if request.body().is_empty() && !body.required {
        return Ok(Json::Null);
    }
    if request.body().is_empty() && media_type.is_none() && is_typed {
        let refusal = Refusal { path: String::new(), reason: "is required and missing".to_owned() };
        return Err(Wrong::new("body", refusal));
    }
    let media_type = media_type.unwrap_or(&body.media_type);
    let written = match Written::of(body, media_type) {
        Some(written) => written,
        // Nothing is known of what it holds.
        None if body.media_types.iter().any(|listed| body::fits(&listed.name, media_type)) => return Ok(Json::Null),
        None if is_typed => {
            let listed: Vec<&str> = body.media_types.iter().map(|listed| listed.name.as_str()).collect();
            let reason = format!("is `{media_type}`, which is none of {}", listed.join(", "));
            let refusal = Refusal { path: String::new(), reason };
            return Err(Wrong { is_media_type: true, ..Wrong::new("body", refusal) });
        }
        None => Written::usual(body),
    };
    written.read(media_type, request.body(), check).map_err(|refusal| Wrong::new("body", refusal))
}
