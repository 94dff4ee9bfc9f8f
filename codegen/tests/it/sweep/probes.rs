//! What callers meet when one side of a call knows the older document and the other side the newer one: each parameter, body and answer in
//! many values that the one allows, at all bounds, judged by the other. Must not know how versions are compared.

use apig_codegen::api::{
    Answer, Authentication, Constraints, Definition, Json, Kind, Location, Need, Number, Object, Operation, Scalar,
    Schema, Service, Status, Text, Type, path_shape,
};
use apig_codegen::sample::{Amount, of};
use apig_codegen::{Sender, refused};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How deep a value is varied, and how many variants of one schema there are.
const MAX_DEPTH: usize = 4;
const MAX_VALUES: usize = 300;

/// The values that one side may send at each place of an operation.
pub struct Probes(BTreeMap<String, Vec<Json>>);

/// A place where data goes, its schema, and whether it must be there.
type Carried<'a> = (String, &'a Schema, bool);

impl Probes {
    /// What callers of a version may send.
    pub fn of_requests(service: &Service, operation: &Operation) -> Self {
        Self::of(sent(operation), service, Sender::Caller)
    }

    /// What the server of a version may answer.
    pub fn of_answers(service: &Service, operation: &Operation) -> Self {
        Self::of(answered(operation), service, Sender::Server)
    }

    fn of<'a>(carried: impl Iterator<Item = Carried<'a>>, service: &Service, sender: Sender) -> Self {
        let values = carried.map(|(place, schema, _)| {
            let mut values = schema.examples.clone();
            values.extend(Prober { types: &service.types, sender }.values(schema, 0));
            let mut seen = BTreeSet::new();
            values.retain(|value| {
                refused(value, schema, &service.types, sender).is_none() && seen.insert(value.to_string())
            });
            values.truncate(MAX_VALUES);
            (place, values)
        });
        Self(values.collect())
    }

    fn at(&self, place: &str) -> &[Json] {
        self.0.get(place).map_or(&[], Vec::as_slice)
    }
}

/// Why a server of the newer version refuses what a caller of the older one sends, if it does.
pub fn refused_request(
    probes: &Probes,
    (before, old): (&Service, &Operation),
    (service, new): (&Service, &Operation),
) -> Option<String> {
    if place(before, old) != place(service, new) {
        return Some(format!("{} {} is not there", old.method.verb(), old.path));
    }
    let known: BTreeSet<String> = sent(old).map(|(place, ..)| place).collect();
    for (place, schema, required) in sent(new) {
        let was_required = sent(old).any(|(other, _, required)| other == place && required);
        if required && !was_required {
            return Some(format!("{place} is missing"));
        }
        if known.contains(&place)
            && let Some(reason) = judged(probes.at(&place), (service, schema), Sender::Caller)
        {
            return Some(format!("{place}: {reason}"));
        }
    }
    if let (Some(old), Some(new)) = (&old.body, &new.body)
        && !new.media_types.iter().any(|media| meant(&media.name) == meant(&old.media_type))
    {
        return Some(format!("the body is no {}", old.media_type));
    }
    let is_taken = |sent: &[Need]| match new.authentication {
        Authentication::None | Authentication::Optional => true,
        Authentication::Required => {
            new.security.iter().any(|asked| !asked.is_empty() && asked.iter().all(|need| sent.contains(need)))
        }
    };
    let ways = old.security.iter().cloned().chain((old.authentication != Authentication::Required).then(Vec::new));
    ways.filter(|way| !is_taken(way)).map(|way| format!("credentials: {way:?}")).next()
}

/// Why a caller of the older version does not read what a server of the newer one answers, if it does not.
pub fn refused_answer(probes: &Probes, (service, old): (&Service, &Operation), new: &Operation) -> Option<String> {
    let success =
        |operation: &Operation, status: Status| operation.successes.iter().any(|answer| answer.status == status);
    if let Some(answer) = new.successes.iter().find(|answer| !success(old, answer.status)) {
        return Some(format!("{:?} is new", answer.status));
    }
    for answer in old.successes.iter().chain(&old.failures) {
        let Some(now) = new.successes.iter().chain(&new.failures).find(|now| now.status == answer.status) else {
            continue;
        };
        let has = |answer: &Answer, name: &str| {
            answer.headers.iter().any(|header| header.required && header.name.eq_ignore_ascii_case(name))
        };
        if answer.format.is_some() && now.format.is_none() {
            return Some(format!("{:?} has no body", answer.status));
        }
        if let Some(lost) = answer.headers.iter().find(|header| header.required && !has(now, &header.name)) {
            return Some(format!("{:?} has no header {}", answer.status, lost.name));
        }
        if now.format.is_some() && answer.format.is_some() && answer.media_type != now.media_type {
            return Some(format!("{:?} is {:?}", answer.status, now.media_type));
        }
    }
    answered(old).find_map(|(place, schema, _)| {
        let reason = judged(probes.at(&place), (service, schema), Sender::Server)?;
        Some(format!("{place}: {reason}"))
    })
}

fn judged(values: &[Json], (service, schema): (&Service, &Schema), sender: Sender) -> Option<String> {
    values.iter().find_map(|value| {
        let refusal = refused(value, schema, &service.types, sender)?;
        let shown: String = value.to_string().chars().take(60).collect();
        Some(format!("{shown}: {} {}", refusal.path, refusal.reason))
    })
}

/// Where an operation is called: the path of the server, and its own without the names of parameters.
fn place(service: &Service, operation: &Operation) -> String {
    let url = service.servers.first().map_or("", |server| server.url.as_str());
    let base = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let base = if base.is_empty() { String::new() } else { format!("/{}", base.trim_end_matches('/')) };
    path_shape(&format!("{} {base}{}", operation.method.verb(), operation.path))
}

/// A media type without what goes without saying.
fn meant(name: &str) -> &str {
    name.strip_suffix("; charset=utf-8").unwrap_or(name)
}

/// All that callers send. What stands in a path goes by its place, since its name is not sent.
fn sent(operation: &Operation) -> impl Iterator<Item = Carried<'_>> {
    let mut paths = 0..;
    let parameters = operation.parameters.iter().map(move |parameter| {
        let name = match parameter.location {
            Location::Path => paths.next().unwrap_or_default().to_string(),
            Location::Header => parameter.name.to_ascii_lowercase(),
            Location::Query | Location::QueryString | Location::Cookie => parameter.name.clone(),
        };
        (format!("{} {name}", parameter.location.name()), &parameter.schema, parameter.required)
    });
    parameters.chain(operation.body.iter().map(|body| ("body".to_owned(), &body.schema, body.required)))
}

/// All bodies that are answered.
fn answered(operation: &Operation) -> impl Iterator<Item = Carried<'_>> {
    let answers = operation.successes.iter().chain(&operation.failures);
    answers.filter_map(|answer| Some((format!("{:?}", answer.status), answer.schema.as_ref()?, true)))
}

struct Prober<'a> {
    types: &'a [Definition],
    sender: Sender,
}

impl Prober<'_> {
    /// Values of a schema, some of which it may not allow.
    fn values(&self, schema: &Schema, depth: usize) -> Vec<Json> {
        let samples =
            [Amount::Least, Amount::Most].into_iter().filter_map(|amount| of(schema, self.types, self.sender, amount));
        let mut values: Vec<Json> = samples.collect();
        if depth > MAX_DEPTH {
            return values;
        }
        values.extend(schema.nullable.then_some(Json::Null));
        values.extend(schema.constraints.values.iter().flatten().cloned());
        match &schema.ty {
            Type::Scalar(Scalar::Boolean) => values.extend([json!(true), json!(false)]),
            Type::Scalar(Scalar::Integer(_) | Scalar::Number(_)) => values.extend(numbers(&schema.constraints)),
            Type::Scalar(Scalar::Text(form)) => values.extend(texts(*form, &schema.constraints)),
            Type::Any => {
                values.extend([json!("x"), json!(1.5), json!(true), json!({"x": 1}), json!(["x"]), Json::Null])
            }
            Type::FreeForm => values.extend([json!({}), json!({"x": 1, "y": "z"})]),
            Type::Map(inner) => {
                values.push(json!({}));
                values.extend(self.values(inner, depth + 1).into_iter().map(|value| json!({"x": value})));
            }
            Type::Array(item) => {
                let items = self.values(item, depth + 1);
                let first = items.first().cloned().unwrap_or_default();
                values.push(json!([]));
                values.push(json!([first, first]));
                values.push(vec![first; 9].into());
                values.push(items.iter().take(3).cloned().collect());
                values.extend(items.into_iter().map(|value| json!([value])));
            }
            Type::Named(id) => match &self.types[id.0].kind {
                Kind::Object(object) => values.extend(self.objects(schema, object, depth)),
                Kind::StringEnum(variants) => {
                    values.extend(variants.iter().map(|variant| variant.value.as_str().into()))
                }
                Kind::IntegerEnum(_, variants) => {
                    values.extend(variants.iter().map(|variant| json!(variant.value as i64)))
                }
                Kind::Union(union) => {
                    values.extend(union.alternatives.iter().flat_map(|one| self.values(&one.schema, depth + 1)));
                }
            },
        }
        values.extend(schema.others.then(|| json!("something else")));
        values
    }

    /// The least that an object may be, with one property in all its values, and without it.
    fn objects(&self, schema: &Schema, object: &Object, depth: usize) -> Vec<Json> {
        let Some(Json::Object(least)) = of(schema, self.types, self.sender, Amount::Least) else { return Vec::new() };
        let mut values = Vec::new();
        let with = |name: &str, value: Json| {
            let mut entries = least.clone();
            entries.insert(name.to_owned(), value);
            Json::Object(entries)
        };
        for property in &object.properties {
            let mut without = least.clone();
            if without.remove(&property.name).is_some() {
                values.push(without.into());
            }
            values
                .extend(self.values(&property.schema, depth + 1).into_iter().map(|value| with(&property.name, value)));
        }
        if self.sender == Sender::Server && !object.closed {
            let others =
                object.additional.as_ref().map_or_else(|| vec![json!(1)], |inner| self.values(inner, depth + 1));
            values.extend(others.into_iter().map(|value| with("something_else", value)));
        }
        values
    }
}

fn numbers(bounds: &Constraints) -> Vec<Json> {
    let ends = [bounds.minimum, bounds.maximum].into_iter().flatten().map(|bound| match bound.value {
        Number::Integer(integer) => json!(integer as i64),
        Number::Float(float) => json!(float),
    });
    let far = [i64::from(i32::MAX) + 1, i64::MAX, i64::MIN, -1, 0, 1, 7].map(Json::from);
    ends.chain(far).chain([json!(u64::MAX), json!(0.5), json!(1e300)]).collect()
}

fn texts(form: Text, bounds: &Constraints) -> Vec<Json> {
    let forms = match form {
        Text::DateTime => vec!["2020-02-29T23:59:60Z", "2020-01-01T00:00:00.5+08:00"],
        Text::Date => vec!["2020-02-29"],
        Text::Base64 => vec!["", "AAA="],
        Text::Plain | Text::Binary | Text::Secret => vec!["", "a", "Zz_09-.", "two words", "é", "2020-02-29"],
    };
    let lengths = bounds.min_length.into_iter().chain(bounds.max_length).chain([3, 1001]);
    let long = lengths.filter(|length| *length < 2_000).map(|length| "a".repeat(length as usize));
    forms.into_iter().map(str::to_owned).chain(long).map(Json::from).collect()
}
