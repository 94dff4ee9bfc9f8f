//! Edits after which callers of the crate compile as before, and something else is sent or returned: names that changed places. Must not
//! know edits that compilers or servers notice.

use super::Kind;
use crate::sweep::document::{Document, Node, str};
use crate::sweep::places::{Place, objects, operation, parameters_in, schemas};
use apig_codegen::diff::Rust::Silent;
use apig_codegen::diff::Wire::{self, Breaking, None as Nothing};

const UNSEEN: (Wire, Wire) = (Nothing, Nothing);

pub const KINDS: &[Kind] = &[
    Kind::of(
        "two parts of the path exchanged",
        operation,
        |d, _| {
            let [one, other] = arguments(d, true)?;
            let path = swapped(&d.at[1], &[&format!("{{{one}}}"), &format!("{{{other}}}")]);
            let method = d.at[2].clone();
            d.move_to(&path, &method);
            Some(())
        },
        (Breaking, Breaking),
        &[Silent],
    ),
    Kind::of(
        "two parts of the path exchanged with what is before them",
        operation,
        |d, _| {
            let [one, other] = arguments(d, false)?;
            let mut parts: Vec<&str> = d.at[1].split('/').collect();
            let at = |name: &str| parts.iter().position(|part| *part == format!("{{{name}}}"));
            let (one, other) = (at(&one)?, at(&other)?);
            let is_named = |at: usize| at > 1 && !parts[at - 1].contains('{');
            (is_named(one) && is_named(other) && other > one + 1).then_some(())?;
            parts.swap(one, other);
            parts.swap(one - 1, other - 1);
            let (path, method) = (parts.join("/"), d.at[2].clone());
            d.move_to(&path, &method);
            Some(())
        },
        (Breaking, Breaking),
        &[Silent],
    )
    .seldom(),
    Kind::of(
        "names of two values exchanged",
        schemas,
        |d, at| {
            let schema = d.at(&at.path);
            match schema.get_mut("x-enum-varnames").and_then(Node::as_sequence_mut) {
                Some(names) => (names.len() > 1).then(|| names.swap(0, 1)),
                None => {
                    let values = schema.get("enum")?.as_sequence()?.clone();
                    let names = values
                        .iter()
                        .map(|value| value.as_str().filter(|text| text.chars().all(|c| c.is_ascii_uppercase())));
                    let names: Option<Vec<String>> = names.map(|name| Some(pascal(name?))).collect();
                    let mut names = names.filter(|names| names.len() > 1)?;
                    names.swap(0, 1);
                    let names: Vec<Node> = names.into_iter().map(Node::from).collect();
                    schema.as_mapping_mut()?.insert("x-enum-varnames".into(), names.into());
                    Some(())
                }
            }
        },
        UNSEEN,
        &[Silent],
    )
    .changes(0),
    Kind::of(
        "Rust names of two properties exchanged",
        objects,
        |d, at| {
            let schema = d.at(&at.path);
            let required = schema.get("required").cloned();
            let is_plain = |name: &&Node, property: &Node| {
                let is_snake = str(name).chars().all(|c| c.is_ascii_lowercase() || c == '_');
                let plain = property.get("type").is_some_and(|ty| *ty == "string")
                    && ["enum", "format", "x-rust-name", "x-separator", "readOnly", "writeOnly", "nullable"]
                        .iter()
                        .all(|key| property.get(key).is_none());
                let is_required =
                    required.as_ref().and_then(Node::as_sequence).is_some_and(|names| names.contains(name));
                is_snake && str(name) != "type" && plain && !is_required
            };
            let properties = schema["properties"].as_mapping_mut()?;
            let names: Vec<Node> = properties
                .iter()
                .filter(|(name, property)| is_plain(name, property))
                .map(|(name, _)| name.clone())
                .take(2)
                .collect();
            let [one, other] = names.as_slice() else { return None };
            for (of, name) in [(one, other), (other, one)] {
                properties.get_mut(of)?.as_mapping_mut()?.insert("x-rust-name".into(), name.clone());
            }
            Some(())
        },
        UNSEEN,
        &[Silent],
    )
    .changes(2),
    Kind::of(
        "Rust names of two parameters exchanged",
        operation,
        |d, _| {
            let free = |place: &Place| {
                let parameter = d.get(&place.path)?;
                let schema = parameter.get("schema")?;
                let plain = schema["type"] == "string" && schema.get("enum").or(schema.get("format")).is_none();
                let is_free = plain && parameter.get("required").or(parameter.get("x-rust-name")).is_none();
                let name = str(&parameter["name"]);
                is_free
                    .then(|| (place.path.clone(), name.to_owned()))
                    .filter(|(_, name)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
            };
            let found: Vec<_> = parameters_in(d, "query").iter().filter_map(free).take(2).collect();
            let [(one, one_name), (other, other_name)] = found.as_slice() else { return None };
            for (of, name) in [(one, other_name), (other, one_name)] {
                d.at(of).as_mapping_mut()?.insert("x-rust-name".into(), name.as_str().into());
            }
            Some(())
        },
        UNSEEN,
        &[Silent],
    )
    .changes(2),
    Kind::of(
        "pages asked for by each other's parameters",
        operation,
        |d, _| {
            let pages = d.edited().get_mut("x-pagination")?.as_mapping_mut()?;
            let limit = pages.get("limit")?.clone();
            let start = ["offset", "page"].into_iter().find(|key| pages.contains_key(*key))?;
            let offset = pages.insert(start.into(), limit)?;
            pages.insert("limit".into(), offset).map(drop)
        },
        UNSEEN,
        &[Silent],
    ),
    Kind::of(
        "a waiter waits for the opposite",
        operation,
        |d, _| {
            waiter(d, |waiter| {
                waiter.get("item")?;
                let new = match waiter.get("until").map(str)? {
                    "present" => "absent",
                    _ => "present",
                };
                waiter.remove("not_found_is_absent");
                waiter.insert("until".into(), new.into()).map(drop)
            })
        },
        UNSEEN,
        &[Silent],
    )
    .rare("x-waiters"),
    Kind::of(
        "a waiter waits for what it gave up at",
        operation,
        |d, _| {
            waiter(d, |waiter| {
                let fails = waiter.get("fails_at")?.clone();
                let reaches = waiter.insert("reaches".into(), fails)?;
                waiter.insert("fails_at".into(), reaches).map(drop)
            })
        },
        UNSEEN,
        &[Silent],
    )
    .changes(2)
    .rare("x-waiters"),
    Kind::of(
        "a waiter takes 404 for an error",
        operation,
        |d, _| waiter(d, |waiter| waiter.remove("not_found_is_absent").map(drop)),
        UNSEEN,
        &[Silent],
    )
    .rare("not_found_is_absent"),
    Kind::of(
        "a text of several values cut elsewhere",
        schemas,
        |d, at| {
            let separator = d.at(&at.path).get_mut("x-separator")?;
            let new = if *separator == ";" { "|" } else { ";" };
            *separator = new.into();
            Some(())
        },
        UNSEEN,
        &[Silent],
    ),
    Kind::of(
        "two operations called by each other's names",
        operation,
        |d, _| {
            let [one, other] = [d.at.clone(), d.other.clone()?];
            let takes = |d: &Document, at: &[String]| {
                (
                    d.get(at).map(|operation| {
                        format!("{:?} {:?}", operation.get("parameters"), operation.get("requestBody"))
                    }),
                    at[1].matches('{').count(),
                )
            };
            (takes(d, &one) == takes(d, &other)).then_some(())?;
            let ids = [&one, &other].map(|at| d.get(at).map(|operation| operation["operationId"].clone()));
            for (at, id) in [(one, &ids[1]), (other, &ids[0])] {
                d.at(&at).as_mapping_mut()?.insert("operationId".into(), id.clone()?);
            }
            Some(())
        },
        UNSEEN,
        &[Silent],
    )
    .changes(2)
    .of_two()
    .rare(""),
];

/// The names of two parameters of the path that callers give, and that are of one type; those of a client may be among them.
fn arguments(d: &Document, of_client: bool) -> Option<[String; 2]> {
    let given = parameters_in(d, "path").into_iter().filter_map(|place| {
        let parameter = d.get(&place.path)?;
        let is_text = parameter["schema"].get("type").is_some_and(|ty| *ty == "string")
            && parameter["schema"].get("enum").is_none();
        let is_given =
            parameter.get("x-client-parameter").is_none() && (of_client || parameter.get("x-rust-client").is_none());
        (is_given && is_text).then(|| str(&parameter["name"]).to_owned())
    });
    let mut names: Vec<String> = given.collect();
    names.sort_by_key(|name| d.at[1].find(&format!("{{{name}}}")));
    let [one, .., other] = names.as_slice() else { return None };
    Some([one.clone(), other.clone()])
}

fn swapped(text: &str, [one, other]: &[&str; 2]) -> String {
    text.replace(one, "\0").replace(other, one).replace('\0', other)
}

fn pascal(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    format!("{first}{}", rest.to_ascii_lowercase())
}

fn waiter(d: &mut Document, edit: impl Fn(&mut serde_yaml::Mapping) -> Option<()>) -> Option<()> {
    let waiters = d.edited().get_mut("x-waiters")?.as_sequence_mut()?;
    waiters.iter_mut().find_map(|waiter| edit(waiter.as_mapping_mut()?))
}
