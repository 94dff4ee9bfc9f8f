//! Makes values that the spec allows, of all kinds: bounds themselves, text of any script, optional fields there or
//! not. Ids are mostly existing ones, so that requests mostly succeed. Must not know how they are sent.

use super::Case;
use apig_codegen::api::{
    Bound, Constraints, Kind, Location, Number, Object, Operation, Parameter, Scalar, Schema, Service, Text, Type,
    Width,
};
use apig_sdk::serde_json::{Map, Value, json};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Debug;

pub const APP: &str = "98df09fb-d459-4cbf-83a7-2b55ca6f3d5d";

/// In place of the quota's id, which each case has another one of.
const QUOTA: &str = "<the quota that there is>";

/// A list that may be longer is not tried at its bound: lists of such lists are more than an emulator takes in.
const LONGEST: usize = 500;

/// A larger body is not taken in.
const LARGEST: usize = 1024 * 1024;

/// More than this, where nothing is said, shows no more.
const MANY: usize = 8;

pub fn case(service: &Service, operation: &Operation, instance: &str) -> BoxedStrategy<Case> {
    let values = Values { service, instance: instance.to_owned() };
    let parameters = operation.parameters.iter().filter(|one| !one.of_client);
    let parameters: Vec<_> = parameters.map(|one| values.parameter(one)).collect();
    let body = operation.body.as_ref().map(|body| values.value(&body.schema, ""));
    let is_taken_in = |body: &Value| body.to_string().len() <= LARGEST;
    let body = body.map(|body| body.prop_filter("a body that is taken in", is_taken_in));
    let body = body.map_or_else(|| Just(None).boxed(), |body| body.prop_map(Some).boxed());
    (parameters, body)
        .prop_map(|(parameters, body)| Case { parameters: parameters.into_iter().flatten().collect(), body })
        .boxed()
}

/// The same with the id of the quota that there is.
pub fn with_quota(mut case: Case, id: &str) -> Case {
    if let Some(value) = case.parameters.get_mut("app_quota_id").filter(|value| **value == QUOTA) {
        *value = id.into();
    }
    case
}

struct Values<'a> {
    service: &'a Service,
    instance: String,
}

impl Values<'_> {
    fn parameter(&self, parameter: &Parameter) -> BoxedStrategy<Option<(String, Value)>> {
        let name = parameter.name.clone();
        let value = match parameter.location {
            Location::Path => self.path(parameter),
            Location::Query | Location::QueryString | Location::Header | Location::Cookie => {
                self.value(&parameter.schema, &parameter.name)
            }
        };
        let there = value.prop_map(move |value| Some((name.clone(), value)));
        if parameter.required { there.boxed() } else { prop_oneof![Just(None), there].boxed() }
    }

    /// An id. Dots alone are no name.
    fn path(&self, parameter: &Parameter) -> BoxedStrategy<Value> {
        let value = self.value(&parameter.schema, &parameter.name);
        let is_segment = |text: &str| !matches!(text, "" | "." | "..") && !text.contains(char::is_control);
        value.prop_filter("a segment", move |value| value.as_str().is_none_or(is_segment)).boxed()
    }

    fn value(&self, schema: &Schema, name: &str) -> BoxedStrategy<Value> {
        let constraints = &schema.constraints;
        let value = match &schema.ty {
            Type::Scalar(Scalar::Boolean) => any::<bool>().prop_map(Value::from).boxed(),
            Type::Scalar(Scalar::Integer(width)) => integer(constraints, *width),
            Type::Scalar(Scalar::Number(_)) => integer(constraints, Width::Int32),
            Type::Scalar(Scalar::Text(Text::Plain | Text::Binary | Text::Secret)) => self.text(constraints, name),
            Type::Scalar(Scalar::Text(Text::DateTime)) => (0..28_i32, 0..24_i32)
                .prop_map(|(day, hour)| format!("2020-08-{:02}T{hour:02}:00:00Z", day + 1).into())
                .boxed(),
            Type::Scalar(Scalar::Text(Text::Date)) => {
                (1..28_i32).prop_map(|day| format!("2020-08-{day:02}").into()).boxed()
            }
            Type::Scalar(Scalar::Text(Text::Base64)) => {
                vec(Just("QUJD"), 0..MANY).prop_map(|parts| parts.concat().into()).boxed()
            }
            Type::Any => prop_oneof![Just(json!(1)), Just(json!("a")), Just(json!({"a": []}))].boxed(),
            Type::FreeForm => vec((".{0,8}", any::<bool>()), 0..MANY)
                .prop_map(|entries| entries.into_iter().map(|(name, value)| (name, json!(value))).collect())
                .boxed(),
            Type::Array(item) => {
                let items = many(self.value(item, name), constraints.min_items, constraints.max_items);
                let items = if constraints.unique_items {
                    items.prop_filter("no item twice", |items| all_differ(items)).boxed()
                } else {
                    items
                };
                items.prop_map(Value::from).boxed()
            }
            Type::Map(item) => {
                let values = many(self.value(item, name), constraints.min_properties, constraints.max_properties);
                let named = |(at, value)| (format!("name {at}"), value);
                values.prop_map(move |values| values.into_iter().enumerate().map(named).collect()).boxed()
            }
            Type::Named(id) => match &self.service.types[id.0].kind {
                Kind::Object(object) => self.object(object),
                Kind::Union(union) => {
                    let alternatives = union.alternatives.iter().map(|one| self.value(&one.schema, name));
                    proptest::strategy::Union::new(alternatives).boxed()
                }
                Kind::StringEnum(variants) => {
                    let values: Vec<Value> = variants.iter().map(|one| one.value.clone().into()).collect();
                    proptest::sample::select(values).boxed()
                }
                Kind::IntegerEnum(_, variants) => {
                    let values: Vec<Value> = variants.iter().map(|one| apig_codegen::api::whole(one.value)).collect();
                    proptest::sample::select(values).boxed()
                }
            },
        };
        if schema.nullable { prop_oneof![4 => value, 1 => Just(Value::Null)].boxed() } else { value }
    }

    /// What the caller sends of an object. The types of requests do not hold themselves, so this ends.
    fn object(&self, object: &Object) -> BoxedStrategy<Value> {
        let properties = object.properties.iter().filter(|one| !one.read_only).map(|property| {
            let name = property.name.clone();
            let there = self.value(&property.schema, &name).prop_map(move |value| Some((name.clone(), value)));
            if property.required { there.boxed() } else { prop_oneof![Just(None), there].boxed() }
        });
        let properties: Vec<_> = properties.collect();
        properties.prop_map(|properties| properties.into_iter().flatten().collect::<Map<_, _>>().into()).boxed()
    }

    fn text(&self, constraints: &Constraints, name: &str) -> BoxedStrategy<Value> {
        let known = match name {
            "instance_id" => Some(self.instance.as_str()),
            "app_quota_id" => Some(QUOTA),
            "app_id" | "app_ids" => Some(APP),
            _ => None,
        };
        let any = any_text(constraints).prop_map(Value::from);
        match known {
            Some(known) => prop_oneof![30 => Just(Value::from(known)), 1 => any].boxed(),
            None => any.boxed(),
        }
    }
}

fn all_differ(items: &[Value]) -> bool {
    items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))
}

fn size(bound: Option<u64>) -> Option<usize> {
    bound.and_then(|bound| usize::try_from(bound).ok())
}

/// So many, the fewest and the most among them.
fn many<T: Debug + 'static>(
    item: impl Strategy<Value = T> + Clone + 'static,
    least: Option<u64>,
    most: Option<u64>,
) -> BoxedStrategy<Vec<T>> {
    let least = size(least).unwrap_or(0);
    let most = size(most).filter(|most| *most <= LONGEST).unwrap_or(least + MANY);
    prop_oneof![vec(item.clone(), least), vec(item.clone(), most), vec(item, least..=most)].boxed()
}

/// Text within its bounds. Where there is a pattern, of characters that it takes one by one.
fn any_text(constraints: &Constraints) -> BoxedStrategy<String> {
    let character = prop_oneof![3 => any::<char>(), 1 => proptest::char::range(' ', '~')];
    let least = size(constraints.min_length).unwrap_or(0);
    let most = size(constraints.max_length).unwrap_or(least + MANY);
    let length = prop_oneof![Just(least), Just(most), least..=most];
    // What is filtered is made once more for each filter around it.
    let Some(pattern) = constraints.patterns.first() else {
        return (vec(character, 1..=MANY), length).prop_map(|(some, length)| cycled(&some, length)).boxed();
    };
    let pattern = regex_lite::Regex::new(&pattern.text).unwrap();
    let one = pattern.clone();
    let character =
        character.prop_filter("a character of the pattern", move |c| one.is_match(c.encode_utf8(&mut [0; 4])));
    (vec(character, 1..=MANY), length)
        .prop_map(|(some, length)| cycled(&some, length))
        .prop_filter("text of the pattern", move |text| pattern.is_match(text))
        .boxed()
}

/// A few characters again and again: hundreds of choices in each text would be slow to make and to shrink.
fn cycled(some: &[char], length: usize) -> String {
    let rest = &some[..length % some.len()];
    let whole: String = some.iter().collect();
    whole.repeat(length / some.len()) + &String::from_iter(rest)
}

/// The ends of a range of whole numbers; those of its type where the server corrects what lies outside.
pub fn ends(constraints: &Constraints, width: Width) -> (i64, i64) {
    let end = |end: i128| i64::try_from(end.clamp(i64::MIN.into(), i64::MAX.into())).unwrap();
    let (least, most) = width.limits();
    let (least, most) = (end(least), end(most));
    if constraints.server_clamps {
        return (least, most);
    }
    let whole = |bound: &Bound, inwards: i64| match bound.value {
        Number::Integer(value) => i64::try_from(value).unwrap() + i64::from(bound.exclusive) * inwards,
        Number::Float(_) => panic!("a bound with a fraction"),
    };
    let least = constraints.minimum.as_ref().map_or(least, |bound| whole(bound, 1));
    let most = constraints.maximum.as_ref().map_or(most, |bound| whole(bound, -1));
    (least, most)
}

fn integer(constraints: &Constraints, width: Width) -> BoxedStrategy<Value> {
    let (least, most) = ends(constraints, width);
    let divisor = match constraints.multiple_of {
        Some(Number::Integer(divisor)) => i64::try_from(divisor).unwrap(),
        Some(Number::Float(_)) => panic!("a divisor with a fraction"),
        None => 1,
    };
    let number = prop_oneof![Just(least), Just(most), least..=most, least.max(0)..=most.min(least.max(0) + 1000)];
    number
        .prop_map(move |number| number / divisor * divisor)
        .prop_filter("a multiple within the range", move |number| *number >= least)
        .prop_map(Value::from)
        .boxed()
}
