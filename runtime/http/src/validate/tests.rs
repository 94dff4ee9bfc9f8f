//! Tests the checks, in tables: a case is a line.

use super::*;
use std::ops::Bound;

/// What `checks` report, one line each.
fn report(checks: impl FnOnce(&mut Validator)) -> Vec<String> {
    let mut check = Validator::default();
    checks(&mut check);
    check.violations().iter().map(ToString::to_string).collect()
}

fn says(checks: impl FnOnce(&mut Validator), expected: &str) {
    let expected: Vec<&str> = expected.lines().collect();
    assert_eq!(report(checks), expected);
}

#[test]
fn one_set_of_fields_must_be_there() {
    let messages = |parts: &[(usize, &str, bool)], end: fn(&mut Validator)| {
        let mut check = Validator::default();
        parts.iter().for_each(|(set, name, is_there)| check.part(*set, name, *is_there));
        end(&mut check);
        check.into_violations().into_iter().map(|violation| violation.message).collect::<Vec<_>>()
    };
    let nothing: [&str; 0] = [];
    let (any, one) = (Validator::any_of, Validator::one_of);
    assert_eq!(messages(&[(0, "a", true), (1, "b", true), (1, "c", false)], any), nothing);
    assert_eq!(messages(&[(0, "a", true), (1, "b", true)], any), nothing);
    let parts = [(0, "a", false), (1, "b", true), (1, "c", false)];
    assert_eq!(messages(&parts, any), ["must have `a`, or `b` and `c`"]);
    assert_eq!(messages(&[(0, "a", false), (1, "b", true)], one), nothing);
    assert_eq!(messages(&[(0, "a", true), (1, "b", true)], one), ["must have only one of these: `a`, or `b`"]);
}

#[test]
fn what_is_not_sent_is_not_checked() {
    let check = |form: bool, text: bool| {
        report(|check| {
            check.required("limit", None::<&str>);
            check.instead("body_form", form);
            check.instead("body_text", text);
            check.required("name", None::<&str>);
        })
    };
    assert_eq!(check(false, false), ["limit is required", "name is required"]);
    assert_eq!(check(true, false), ["limit is required"]);
    assert_eq!(check(true, true), ["limit is required", "body_text cannot be sent beside `body_form`"]);
}

#[test]
fn absent_values_pass() {
    says(
        |check| {
            check.length("a", None::<&String>, 3..=5);
            check.range("a", None::<&i32>, 3..=5);
            check.pattern("a", None::<&String>, "x");
            check.items("a", None::<&Vec<i32>>, 1..);
            check.unique("a", None::<&Vec<i32>>);
            check.properties("a", None::<&BTreeMap<String, i32>>, 1..);
            check.multiple_of("a", None::<&i32>, 5);
            check.each("a", None::<&Vec<i32>>, |check, _| check.report("", "x"));
        },
        "",
    );
    says(|check| check.required("a", None::<&str>), "a is required");
}

#[test]
fn lengths_count_characters() {
    for (text, expected) in [
        ("äöü", ""),
        ("ab", "name must have 3 to 5 characters, has 2"),
        ("äöüäöü", "name must have 3 to 5 characters, has 6"),
    ] {
        says(|check| check.length("name", Some(text), 3..=5), expected);
    }
    let text = "abc".to_owned();
    says(|check| check.length("a", Some(&text), ..=1), "a must have at most 1 character, has 3");
    says(|check| check.length("a", Some(&text), 4..), "a must have at least 4 characters, has 3");
    says(|check| check.length("a", Some(&text), 2..=2), "a must have exactly 2 characters, has 3");
    says(|check| check.length("a", Some(&text), 1..3), "a must have 1 to 2 characters, has 3");
}

#[test]
fn numbers() {
    says(|check| check.range("a", Some(&0), 1..=2147483647), "a must be from 1 to 2147483647, is 0");
    says(|check| check.range("a", Some(&0_i64), 1..), "a must be at least 1, is 0");
    says(|check| check.range("a", Some(&9), ..=8), "a must be at most 8, is 9");
    says(|check| check.range("a", Some(&0.5), ..0.5), "a must be less than 0.5, is 0.5");
    says(
        |check| check.range("a", Some(&0.5), (Bound::Excluded(0.5), Bound::Unbounded)),
        "a must be more than 0.5, is 0.5",
    );
    says(|check| check.range("a", Some(&f64::NAN), 0.0..=1.0), "a must be from 0 to 1, is NaN");
    says(|check| check.range("a", Some(&5), 5..=5), "");
}

#[test]
fn numbers_that_json_cannot_say() {
    for (number, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let expected = format!("a must be a finite number, is {shown}");
        says(|check| check.number("a", Some(&number), ..), &expected);
        says(|check| check.number("a", Some(&number), 0.0..=1.0), &expected);
    }
    says(|check| check.number("a", Some(&f32::INFINITY), ..), "a must be a finite number, is inf");
    says(|check| check.number("a", Some(&-0.5_f32), 0.0..), "a must be at least 0, is -0.5");
    says(|check| check.number("a", Some(&f64::MAX), ..), "");
    says(|check| check.number("a", None::<&f64>, ..), "");
}

#[test]
fn multiples() {
    for (value, divisor, is_multiple) in [
        ("10", "5", true),
        ("-10", "5", true),
        ("11", "5", false),
        ("0.3", "0.1", true),
        ("0.35", "0.1", false),
        ("1", "0.25", true),
        ("1", "0", true),
        ("NaN", "5", true),
        ("-9223372036854775808", "-1", true),
        ("0.0000000000000000000000000000000000000000000001", "5", true),
    ] {
        let expected =
            if is_multiple { String::new() } else { format!("a must be a multiple of {divisor}, is {value}") };
        says(|check| check.multiple_of("a", Some(&value), divisor), &expected);
    }
    says(|check| check.multiple_of("a", Some(&7_i32), 5), "a must be a multiple of 5, is 7");
    says(|check| check.multiple_of("a", Some(&0.3_f64), 0.1), "");
}

#[test]
fn patterns_are_searched_and_never_shown_with_the_value() {
    for (text, pattern, expected) in [
        ("abc", "b", ""),
        ("abc", "^b", "a must match `^b`"),
        ("s<cret", "^[^<>]*$", "a must match `^[^<>]*$`"),
        ("", "^$", ""),
        ("anything", "(?=x", ""),
    ] {
        says(|check| check.pattern("a", Some(text), pattern), expected);
    }
}

#[test]
fn collections() {
    let apps = vec!["a", "b", "a"];
    says(|check| check.items("apps", Some(&apps), 1..=2), "apps must have 1 to 2 items, has 3");
    says(|check| check.unique("apps", Some(&apps)), "apps must not repeat an item: items 0 and 2 are equal");
    let labels = BTreeMap::from([("x".to_owned(), 1)]);
    says(|check| check.properties("labels", Some(&labels), ..=0), "labels must have exactly 0 entries, has 1");
    let free = serde_json::Map::new();
    says(|check| check.properties("free", Some(&free), 1..), "free must have at least 1 entry, has 0");
}

#[test]
fn path_values() {
    let control = "must not contain control characters";
    for (value, expected) in [
        ("eddc4d25480b4cd6b512f270a1b8b341", ""),
        ("a b?c#d%é", ""),
        ("...", ""),
        ("", "must not be empty"),
        (".", "must not be `.` or `..`"),
        ("..", "must not be `.` or `..`"),
        ("a/b\\c", ""),
        ("a\nb", control),
        ("a\u{7f}", control),
    ] {
        let found = report(|check| check.path("id", value));
        let expected: Vec<String> = (!expected.is_empty()).then(|| format!("id {expected}")).into_iter().collect();
        assert_eq!(found, expected, "{value:?}");
    }
    says(|check| check.path("id", &7_i64), "");
}

#[test]
fn places_are_named_as_the_caller_writes_them() {
    struct User(&'static str);
    impl Validate for User {
        fn validate(&self, check: &mut Validator) {
            check.length("name", Some(self.0), 1..);
        }
    }
    struct Body {
        auth: Box<User>,
        apps: Vec<User>,
        labels: BTreeMap<String, String>,
        grid: Vec<Vec<i32>>,
    }
    impl Validate for Body {
        fn validate(&self, check: &mut Validator) {
            check.nested("auth", Some(&self.auth));
            check.each("apps", Some(&self.apps), |check, item| item.validate(check));
            check.each_value("labels", Some(&self.labels), |check, value| check.length("", Some(value), 1..=64));
            check.each("grid", Some(&self.grid), |check, row| {
                check.each("", Some(row), |check, cell| check.range("", Some(cell), 0..));
            });
            check.required("last", None::<&str>);
        }
    }
    let body = Body {
        auth: Box::new(User("")),
        apps: vec![User("x"), User("")],
        labels: BTreeMap::from([("x\"".to_owned(), String::new())]),
        grid: vec![vec![1], vec![2, -3]],
    };
    let lines = [
        "auth.name must have at least 1 character, has 0",
        "apps[1].name must have at least 1 character, has 0",
        "labels[\"x\\\"\"] must have 1 to 64 characters, has 0",
        "grid[1][1] must be at least 0, is -3",
        "last is required",
    ];
    says(|check| body.validate(check), &lines.join("\n"));
    says(|check| check.required("", None::<&str>), "the request body is required");
}

/// What the generator takes for an example of each form, too.
#[test]
fn forms_of_text() {
    for line in include_str!("forms.tsv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [format, passes, text] = fields[..] else { panic!("{line}") };
        let (check, words): (fn(&mut Validator, &str, Option<&str>), _) = match format {
            "uuid" => (Validator::uuid, "a UUID"),
            "ipv4" => (Validator::ipv4, "an IPv4 address"),
            "ipv6" => (Validator::ipv6, "an IPv6 address"),
            other => panic!("{other}"),
        };
        let violation = format!("id must be {words}");
        says(|validator| check(validator, "id", Some(text)), if passes == "yes" { "" } else { &violation });
        says(|validator| check(validator, "id", None), "");
    }
}
