//! Reads the parameters of a request, wherever they stand and in whichever style. Must not know bodies.

use crate::spec::check::Check;
use crate::spec::delimited::{self, Text};
use crate::spec::escape::{self, RawPair};
use crate::spec::pairs::{Field, Pairs};
use crate::spec::routes::MatchedOperation;
use apig_codegen::api::{Json, Location, Parameter, Style};
use bytes::Bytes;
use http::Request;
use http::header::COOKIE;

/// Where the parameters of one request are found.
pub(crate) struct Source<'a> {
    matched: &'a MatchedOperation<'a>,
    request: &'a Request<Bytes>,
    check: Check<'a>,
    query: Vec<RawPair>,
    cookies: Vec<RawPair>,
    /// The names of the parameters in the query, as they stand alone there.
    names: Vec<&'a str>,
}

impl<'a> Source<'a> {
    pub fn new(matched: &'a MatchedOperation<'a>, request: &'a Request<Bytes>) -> Self {
        let headers = request.headers().get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let pairs = headers.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let cookies = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let parameters = matched.operation.parameters.iter();
        // All that a deep object has is in brackets.
        let is_named = |one: &&Parameter| one.location == Location::Query && one.style != Style::DeepObject;
        let names = parameters.filter(is_named).map(|one| one.name.as_str()).collect();
        let query = escape::raw_pairs(request.uri().query().unwrap_or_default());
        Self { matched, request, check: Check { types: &matched.service.types }, query, cookies, names }
    }

    /// The value of a parameter; nothing if it is not there. The error says what is wrong.
    pub fn read(&self, parameter: &Parameter) -> Result<Option<Json>, String> {
        match parameter.location {
            Location::Path => {
                let mut values = self.matched.path.iter().filter(|(name, _)| *name == parameter.name);
                values.next().map(|(_, raw)| self.in_path(parameter, raw)).transpose().map(Option::flatten)
            }
            Location::Query if parameter.style == Style::DeepObject && self.is_of_another(parameter) => {
                let is_own = |(name, _): &&RawPair| *name != parameter.name;
                let own: Vec<RawPair> = self.query.iter().filter(is_own).cloned().collect();
                self.pairs(&own, escape::decoded, parameter)
            }
            Location::Query => self.pairs(&self.query, escape::decoded, parameter),
            Location::QueryString => self.whole_query(parameter),
            Location::Header => {
                let values = self.request.headers().get_all(&parameter.name).into_iter();
                let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
                match values.is_empty() {
                    true => Ok(None),
                    false => self.text(parameter, &[","], &values.join(","), trimmed).map(Some),
                }
            }
            Location::Cookie => {
                let decode = if parameter.style == Style::Cookie { as_it_is } else { escape::decoded };
                self.pairs(&self.cookies, decode, parameter)
            }
        }
    }

    /// Whether the name, without the brackets that all of a deep object have, is a property of an object that is spread over the
    /// query.
    fn is_of_another(&self, parameter: &Parameter) -> bool {
        let is_spread = |one: &Parameter| one.location == Location::Query && one.style == Style::Form && one.explode;
        let has_it = |one: &Parameter| is_spread(one) && self.check.takes(&one.schema, &parameter.name).0;
        self.matched.operation.parameters.iter().any(has_it)
    }

    fn in_path(&self, parameter: &Parameter, raw: &str) -> Result<Option<Json>, String> {
        let text = |between, raw| self.text(parameter, between, raw, escape::decoded).map(Some);
        match parameter.style {
            Style::Label => {
                let raw = raw.strip_prefix('.').ok_or("does not begin with `.`")?;
                text(if parameter.explode { &["."] } else { &[","] }, raw)
            }
            Style::Matrix => {
                let raw = raw.strip_prefix(';').ok_or("does not begin with `;`")?;
                let pair = |pair: &str| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (escape::decoded(name).unwrap_or_default(), value.to_owned())
                };
                let pairs: Vec<RawPair> = raw.split(';').map(pair).collect();
                self.pairs(&pairs, escape::decoded, parameter)
            }
            Style::Simple
            | Style::Form
            | Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject
            | Style::Cookie
            | Style::Json => text(&[","], raw),
        }
    }

    fn text(
        &self,
        parameter: &Parameter,
        between: &'static [&'static str],
        raw: &str,
        decode: fn(&str) -> Option<String>,
    ) -> Result<Json, String> {
        if parameter.style == Style::Json {
            return delimited::json(raw, decode);
        }
        Text { between, explode: parameter.explode, decode }.read(self.check, &parameter.schema, raw)
    }

    fn pairs(
        &self,
        all: &[RawPair],
        decode: fn(&str) -> Option<String>,
        parameter: &Parameter,
    ) -> Result<Option<Json>, String> {
        let Parameter { name, schema, style, explode, .. } = parameter;
        // `tags[]=a` is what some call the parameter `tags`; here it is its name.
        let field = Field { name, schema, style: *style, explode: *explode };
        Pairs { all, names: &self.names, decode, check: self.check }.read(field)
    }

    /// A parameter that is the whole query.
    fn whole_query(&self, parameter: &Parameter) -> Result<Option<Json>, String> {
        let Some(raw) = self.request.uri().query().filter(|query| !query.is_empty()) else { return Ok(None) };
        match parameter.style {
            Style::Json => self.text(parameter, &[], raw, escape::decoded).map(Some),
            _ if parameter.schema.ty.scalar().is_some() => self.text(parameter, &[], raw, escape::decoded).map(Some),
            _ => {
                let pairs = Pairs { all: &self.query, names: &[], decode: escape::decoded, check: self.check };
                pairs.spread(&parameter.schema)
            }
        }
    }
}

fn as_it_is(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn trimmed(text: &str) -> Option<String> {
    Some(text.trim().to_owned())
}
