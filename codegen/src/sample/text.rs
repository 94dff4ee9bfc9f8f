//! Finds texts of a form, a format, a length and a pattern. Knows the formats that OpenAPI's registry lists. Must not know where
//! they are used.

use super::pattern;
use crate::api::{Constraints, Json, Schema, Text};

/// Nobody reads a longer one.
const MAX_LENGTH: u64 = 10_000;

/// Repetitions to try where a pattern leaves the length open.
const REPETITIONS: [usize; 14] = [0, 1, 2, 3, 4, 5, 6, 7, 9, 15, 19, 31, 35, 63];

/// Texts of which one is probably allowed.
pub fn candidates(form: Text, schema: &Schema) -> Box<dyn Iterator<Item = Json> + '_> {
    let bounds = &schema.constraints;
    let texts = |texts: &'static [&'static str]| texts.iter().map(|text| Json::from(*text));
    match form {
        Text::DateTime => Box::new(
            texts(&["2020-09-19T07:27:47Z", "2020-09-19T07:27:47.123Z", "2020-09-19T07:27:47+00:00"])
                .chain((10..60).map(|second| format!("2020-09-19T07:28:{second}Z").into())),
        ),
        Text::Date => Box::new(texts(&["2020-09-19"]).chain((10..30).map(|day| format!("2020-10-{day}").into()))),
        Text::Base64 => {
            let long = "c3Ry".repeat(length(bounds.min_length, 0).div_ceil(4)).into();
            Box::new(texts(&["c3RyaW5n", ""]).chain([long]).chain((10..60).map(|at| format!("AA{at}").into())))
        }
        Text::Plain | Text::Binary | Text::Secret => {
            let of_format = schema.format.as_deref().and_then(of_format);
            let plain: &[&str] =
                if form == Text::Secret { &["secret"] } else { &["string", "a", "A", "0", "a0", "A0"] };
            let stretched = plain.iter().map(|text| stretched(text, bounds));
            let of_pattern = bounds.patterns.iter().flat_map(|pattern| {
                let lengths = [bounds.min_length, bounds.max_length].map(|bound| length(bound, 0));
                let more =
                    REPETITIONS.into_iter().chain(lengths).chain([length(bounds.min_length, 1).saturating_sub(1)]);
                more.filter_map(|more| pattern::example(&pattern.text, more)).map(Json::from)
            });
            let uuids = of_format.filter(|text| text.len() == 36).into_iter();
            let differing =
                uuids.flat_map(|uuid| (10..99).map(move |at| format!("{}{at}", uuid.get(..34).unwrap_or(uuid)).into()));
            let others = (10..99).map(|at| Json::from(format!("string{at}")));
            Box::new(
                of_format.map(Json::from).into_iter().chain(stretched).chain(of_pattern).chain(differing).chain(others),
            )
        }
    }
}

/// A text of a format, as RFCs and JSON Schema describe them.
fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "uuid" | "guid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" | "uri-template" => "https://example.com/a",
        "email" | "idn-email" => "user@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" | "ip-address" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "time" => "07:27:47Z",
        "duration" => "P1D",
        "date" => "2020-09-19",
        "date-time" => "2020-09-19T07:27:47Z",
        "json-pointer" => "/a",
        "relative-json-pointer" => "0",
        "regex" => "^a$",
        "json" => "{}",
        _ => return None,
    })
}

/// A text of a length that is allowed.
fn stretched(text: &str, bounds: &Constraints) -> Json {
    let (least, most) = (length(bounds.min_length, 0), length(bounds.max_length, usize::MAX));
    let count = text.chars().count().max(least).min(most);
    text.chars().cycle().take(count).collect::<String>().into()
}

fn length(bound: Option<u64>, else_: usize) -> usize {
    bound.and_then(|bound| usize::try_from(bound.min(MAX_LENGTH)).ok()).unwrap_or(else_)
}
