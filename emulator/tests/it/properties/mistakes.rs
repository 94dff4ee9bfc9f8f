//! Makes everything that a document forbids, one violation at a time: for each parameter and each field of a body, each
//! of its bounds broken by as little as can be and by more. What the server corrects is no violation.

use super::{Case, is_in_path, values};
use apig_codegen::api::{Constraints, Kind as TypeKind, Operation, Scalar, Schema, Service, Text, Type, Width};
use apig_sdk::serde_json::{Value, json};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Missing,
    Null,
    Type,
    TooShort,
    TooLong,
    Pattern,
    TooSmall,
    TooLarge,
    NoMultiple,
    Enum,
    TooFew,
    TooMany,
    Repeated,
}

/// One way to break one bound.
pub struct Mistake {
    pub kind: Kind,
    /// As errors name it: `name`, `auth.identity.methods[0]`.
    pub place: String,
    /// The way to it: the parameter, or the fields from the body on.
    path: Vec<Step>,
    in_body: bool,
    is_in_path: bool,
    /// What stands there instead; nothing if it is left out.
    pub value: BoxedStrategy<Option<Value>>,
}

#[derive(Clone, Debug)]
enum Step {
    Field(String),
    First,
}

/// All mistakes that can be made in the requests of an operation.
pub fn of(service: &Service, operation: &Operation) -> Vec<Mistake> {
    let mut found = Finder { service, in_body: false, is_in_path: false, found: Vec::new() };
    for parameter in operation.parameters.iter().filter(|one| !one.of_client) {
        let path = [Step::Field(parameter.name.clone())];
        found.is_in_path = is_in_path(operation, &parameter.name);
        found.value(&parameter.schema, &path);
        if parameter.required && !is_in_path(operation, &parameter.name) {
            found.add(Kind::Missing, &path, Just(None));
        }
    }
    (found.in_body, found.is_in_path) = (true, false);
    if let Some(body) = &operation.body {
        found.value(&body.schema, &[]);
    }
    found.found
}

struct Finder<'a> {
    service: &'a Service,
    in_body: bool,
    is_in_path: bool,
    found: Vec<Mistake>,
}

impl Finder<'_> {
    fn add(&mut self, kind: Kind, path: &[Step], value: impl Strategy<Value = Option<Value>> + 'static) {
        let place = path.iter().fold(String::new(), |place, step| match step {
            Step::Field(name) if place.is_empty() => name.clone(),
            Step::Field(name) => format!("{place}.{name}"),
            Step::First => place + "[0]",
        });
        let place = if place.is_empty() { "body".to_owned() } else { place };
        let (path, value, is_in_path) = (path.to_vec(), value.boxed(), self.is_in_path);
        self.found.push(Mistake { kind, place, path, in_body: self.in_body, is_in_path, value });
    }

    fn instead(&mut self, kind: Kind, path: &[Step], value: impl Strategy<Value = Value> + 'static) {
        self.add(kind, path, value.prop_map(Some));
    }

    fn value(&mut self, schema: &Schema, path: &[Step]) {
        let constraints = &schema.constraints;
        // The texts of a URL are text, and none of them is `null`.
        if self.in_body && !schema.nullable && schema.ty != Type::Any {
            self.instead(Kind::Null, path, Just(Value::Null));
        }
        match &schema.ty {
            Type::Any => {}
            Type::Scalar(Scalar::Boolean) => self.instead(Kind::Type, path, other_types(&["no", "1", ""])),
            Type::Scalar(Scalar::Integer(width)) => {
                self.instead(Kind::Type, path, other_types(&["one", "1.5", "", "1e"]));
                self.integer(constraints, *width, path);
            }
            Type::Scalar(Scalar::Number(_)) => self.instead(Kind::Type, path, other_types(&["one", ""])),
            Type::Scalar(Scalar::Text(Text::Plain | Text::Binary | Text::Secret)) => {
                self.no_text(path);
                self.text(constraints, path);
            }
            Type::Scalar(Scalar::Text(Text::DateTime | Text::Date | Text::Base64)) => {
                self.no_text(path);
                self.instead(Kind::Type, path, Just(json!("***")));
            }
            Type::FreeForm => self.instead(Kind::Type, path, other_types(&["{}"])),
            Type::Map(_) => self.instead(Kind::Type, path, other_types(&["{}"])),
            Type::Array(item) => {
                if self.in_body {
                    self.instead(Kind::Type, path, prop_oneof![Just(json!("[]")), Just(json!({})), Just(json!(1))]);
                    self.value(item, &[path, &[Step::First]].concat());
                }
                self.array(constraints, path);
            }
            Type::Named(id) => match &self.service.types[id.0].kind {
                TypeKind::Object(object) => {
                    self.instead(Kind::Type, path, prop_oneof![Just(json!("{}")), Just(json!([])), Just(json!(1))]);
                    for property in object.properties.iter().filter(|one| !one.read_only) {
                        let path = [path, &[Step::Field(property.name.clone())]].concat();
                        self.value(&property.schema, &path);
                        if property.required {
                            self.add(Kind::Missing, &path, Just(None));
                        }
                    }
                }
                // What is no value of one type may be one of another.
                TypeKind::Union(_) => {}
                // The document says that there are others.
                TypeKind::StringEnum(_) | TypeKind::IntegerEnum(..) if schema.others => {}
                TypeKind::StringEnum(variants) => {
                    self.no_text(path);
                    let known: Vec<String> = variants.iter().map(|one| one.value.clone()).collect();
                    let other = prop_oneof!["[A-Za-z]{1,8}", Just(known[0].to_lowercase() + " "), Just(String::new())];
                    let other = other.prop_filter("no value of the enum", move |other| !known.contains(other));
                    self.instead(Kind::Enum, path, other.prop_map(Value::from));
                }
                TypeKind::IntegerEnum(_, variants) => {
                    let known: Vec<i128> = variants.iter().map(|one| one.value).collect();
                    let other =
                        any::<i32>().prop_filter("no value of the enum", move |it| !known.contains(&(*it).into()));
                    self.instead(Kind::Enum, path, other.prop_map(Value::from));
                }
            },
        }
    }

    fn no_text(&mut self, path: &[Step]) {
        if self.in_body {
            self.instead(
                Kind::Type,
                path,
                prop_oneof![Just(json!(5)), Just(json!(["a"])), Just(json!({})), Just(json!(true))],
            );
        }
    }

    fn text(&mut self, constraints: &Constraints, path: &[Step]) {
        // `é` is two bytes, but one character.
        let long = |count: usize| Just(Value::from("é".repeat(count)));
        if let Some(least @ 1..) = constraints.min_length.map(|least| usize::try_from(least).unwrap()) {
            let short = vec(any::<char>(), 0..least).prop_map(|text| text.into_iter().collect::<String>().into());
            self.instead(Kind::TooShort, path, prop_oneof![long(least - 1), short]);
        }
        if let Some(most) = constraints.max_length.map(|most| usize::try_from(most).unwrap()) {
            self.instead(
                Kind::TooLong,
                path,
                prop_oneof![long(most + 1), (most + 1..most + 50).prop_map(|count| "a".repeat(count).into())],
            );
        }
        if let Some(pattern) = constraints.patterns.first() {
            let regex = regex_lite::Regex::new(&pattern.text).unwrap();
            let bounds = constraints.min_length.unwrap_or(0)..=constraints.max_length.unwrap_or(u64::MAX);
            let other =
                vec(proptest::char::range(' ', '~'), 1..60).prop_map(|text| text.into_iter().collect::<String>());
            let other = other.prop_filter("text that is not of the pattern", move |text| {
                !regex.is_match(text) && bounds.contains(&u64::try_from(text.chars().count()).unwrap())
            });
            self.instead(Kind::Pattern, path, other.prop_map(Value::from));
        }
    }

    fn integer(&mut self, constraints: &Constraints, width: Width, path: &[Step]) {
        if constraints.server_clamps {
            return;
        }
        let (least, most) = values::ends(constraints, width);
        if least > i64::MIN {
            let small = prop_oneof![Just(least - 1), i64::MIN..least];
            self.instead(Kind::TooSmall, path, small.prop_map(Value::from));
        }
        if most < i64::MAX {
            let large = prop_oneof![Just(most + 1), most + 1..=i64::MAX];
            self.instead(Kind::TooLarge, path, large.prop_map(Value::from));
        }
        if let Some(divisor) = constraints.multiple_of {
            self.instead(Kind::NoMultiple, path, Just(json!(format!("{divisor:?}").len())));
        }
    }

    fn array(&mut self, constraints: &Constraints, path: &[Step]) {
        if let Some(least @ 1..) = constraints.min_items.map(|least| usize::try_from(least).unwrap()) {
            self.instead(Kind::TooFew, path, Just(vec!["a"; least - 1].into()));
        }
        if let Some(most) = constraints.max_items.map(|most| usize::try_from(most).unwrap()) {
            self.instead(Kind::TooMany, path, Just((0..=most).map(|at| at.to_string()).collect::<Vec<_>>().into()));
        }
        if constraints.unique_items {
            self.instead(Kind::Repeated, path, Just(json!(["a", "a"])));
        }
    }
}

/// Texts for a URL; in a body they have the wrong type all the same.
fn other_types(texts: &'static [&'static str]) -> impl Strategy<Value = Value> + use<> {
    proptest::sample::select(texts).prop_map(Value::from)
}

impl Mistake {
    /// Whether the case has all on the way to it, and what is to be left out.
    pub fn has_its_place_in(&self, case: &Case) -> bool {
        let any = (self.kind != Kind::Missing).then(|| "any".into());
        self.made_in(case.clone(), any).is_some()
    }

    /// The case with the mistake; nothing where an optional field on the way to it is not there.
    pub fn made_in(&self, mut case: Case, value: Option<Value>) -> Option<Case> {
        let Some((last, way)) = self.path.split_last() else {
            case.body = value;
            return Some(case);
        };
        if !self.in_body {
            let Step::Field(name) = last else { return None };
            match value {
                // In a path, that would be another path.
                Some(Value::String(text)) if text.is_empty() && self.is_in_path => return None,
                Some(value) => case.parameters.insert(name.clone(), value),
                None => case.parameters.remove(name),
            };
            return Some(case);
        }
        let mut at = case.body.as_mut()?;
        for step in way {
            at = match step {
                Step::Field(name) => at.get_mut(name)?,
                Step::First => at.get_mut(0)?,
            };
        }
        match (last, value) {
            (Step::Field(name), Some(value)) => drop(at.as_object_mut()?.insert(name.clone(), value)),
            (Step::Field(name), None) => drop(at.as_object_mut()?.remove(name)?),
            (Step::First, Some(value)) => *at.get_mut(0)? = value,
            (Step::First, None) => return None,
        }
        Some(case)
    }
}
