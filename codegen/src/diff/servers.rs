//! Compares the servers of two versions of a service, and the regions that the templates of their URLs name. Must not
//! know credentials.

use super::catalogue::{Rule, rules};
use super::finding::{Edits, Finding};
use super::pairing::Pairs;
use super::schemas::Sides;
use super::{Subject, words};
use crate::api::{Region, Server, ServerVariable, Service};

/// Compares servers, by URL, by description, and at last the only ones; then regions.
pub fn compare(sides: Sides<'_>, edits: &mut Edits) {
    let mut pairs = Pairs::by(&sides.before.servers, &sides.after.servers, |server| server.url.clone());
    let by_words = pairs.further(|server| server.description.clone());
    pairs.both.extend(by_words);
    let last = pairs.last_ones(|_, _| true);
    pairs.both.extend(last);
    for old in &pairs.removed {
        let (rule, what) = match is_listed(old, &sides.after.servers) {
            true => (&rules::SERVER_REPEATED, "is listed once less"),
            false => (&rules::SERVER_REMOVED, "vanished"),
        };
        edits.add(&Finding::new(rule, subject(old), what).at(Some(old.span), None), None);
    }
    for new in &pairs.added {
        let (rule, what) = match is_listed(new, &sides.before.servers) {
            true => (&rules::SERVER_REPEATED, "is listed once more"),
            false if is_open(&new.url) => (&rules::SERVER_UNENCRYPTED, "is new"),
            false => (&rules::SERVER_ADDED, "is new"),
        };
        edits.add(&Finding::new(rule, subject(new), what).at(None, Some(new.span)), None);
    }
    for (old, new) in &pairs.both {
        server(sides, old, new, edits);
    }
    regions(sides, &pairs, edits);
}

/// Whether a server is one of these, too, and nobody chooses it by its name.
fn is_listed(server: &Server, among: &[Server]) -> bool {
    let values = |server: &Server| -> Vec<(String, Option<String>, Vec<String>)> {
        let variables = server.variables.iter();
        variables.map(|variable| (variable.name.clone(), variable.default.clone(), variable.values.clone())).collect()
    };
    let is_same = |other: &Server| other.url == server.url && values(other) == values(server);
    server.name.is_none() && among.iter().any(is_same)
}

/// Whether others read what is sent there. What does not leave the machine is nobody's.
fn is_open(url: &str) -> bool {
    let host = url.strip_prefix("http://");
    host.is_some_and(|host| !["localhost", "127.0.0.1", "[::1]"].iter().any(|own| host.starts_with(own)))
}

fn subject(server: &Server) -> Subject {
    Subject::Server { url: server.url.clone() }
}

fn server(sides: Sides<'_>, before: &Server, after: &Server, edits: &mut Edits) {
    let Server { url, name, description, variables, places, span } = before;
    let about = |rule: &'static Rule, what: String| Finding::new(rule, subject(after), what).once(subject(before));
    if *url != after.url {
        let finding = about(&rules::SERVER_URL_CHANGED, format!("had the URL {}", words::former(url, &after.url)));
        edits.add(&finding.at(Some(*span), Some(after.span)), None);
        if is_open(&after.url) && !is_open(url) {
            let finding = about(&rules::SERVER_UNENCRYPTED, "is not encrypted any more".to_owned());
            edits.add(&finding.at(Some(*span), Some(after.span)), None);
        }
    }
    if *name != after.name {
        let what = words::text("name", name, &after.name);
        let finding = about(&rules::SERVER_NAME_CHANGED, what);
        edits.add(&finding.at(places.at("name"), after.places.at("name")), None);
    }
    if *description != after.description {
        let what = words::text("description", description, &after.description);
        let finding = about(&rules::DESCRIPTION_CHANGED, what);
        edits.add(&finding.at(places.at("description"), after.places.at("description")), None);
    }
    let pairs = Pairs::by(variables, &after.variables, |variable| variable.name.clone());
    for old in pairs.removed {
        let what = format!("does not describe its variable {} any more", words::quoted(&old.name));
        edits.add(&about(&rules::SERVER_VARIABLE_REMOVED, what).at(old.places.whole(), Some(after.span)), None);
    }
    for new in pairs.added {
        let what = format!("describes its variable {}", words::quoted(&new.name));
        edits.add(&about(&rules::SERVER_VARIABLE_ADDED, what).at(Some(*span), new.places.whole()), None);
    }
    for (old, new) in pairs.both {
        variable(sides, old, new, &about, edits);
    }
}

fn variable(
    sides: Sides<'_>,
    before: &ServerVariable,
    after: &ServerVariable,
    about: &impl Fn(&'static Rule, String) -> Finding,
    edits: &mut Edits,
) {
    let ServerVariable { name, default, values, description, places } = before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        edits.add(&about(rule, what).at(places.at(keyword), after.places.at(keyword)), None);
    };
    let variable = words::quoted(name);
    if *default != after.default {
        let what = words::value(&format!("default of {variable}"), default.as_ref(), after.default.as_ref());
        report(&rules::SERVER_DEFAULT_CHANGED, "default", what);
    }
    if *description != after.description {
        let what = words::text(&format!("description of {variable}"), description, &after.description);
        report(&rules::DESCRIPTION_CHANGED, "description", what);
    }
    // Values that are regions are reported as such.
    let is_region = |service: &Service, value: &String| service.regions.iter().any(|region| region.name == *value);
    let pairs = Pairs::by(values, &after.values, String::clone);
    for old in pairs.removed.into_iter().filter(|value| !is_region(sides.before, value)) {
        let what = format!("has the value {} for {variable} no more", words::quoted(old));
        report(&rules::SERVER_VALUE_REMOVED, "enum", what);
    }
    for new in pairs.added.into_iter().filter(|value| !is_region(sides.after, value)) {
        let what = format!("has the value {} for {variable}, too", words::quoted(new));
        report(&rules::SERVER_VALUE_ADDED, "enum", what);
    }
}

fn regions(sides: Sides<'_>, servers: &Pairs<'_, Server>, edits: &mut Edits) {
    let subject = |region: &Region| Subject::Region { name: region.name.clone() };
    let of = |servers: &[&Server], region: &Region| {
        servers.iter().any(|server| server.variables.iter().any(|variable| variable.values.contains(&region.name)))
    };
    let pairs = Pairs::by(&sides.before.regions, &sides.after.regions, |region| region.name.clone());
    // A server that came or went is reported, with its regions.
    for old in pairs.removed.into_iter().filter(|region| !of(&servers.removed, region)) {
        let finding = Finding::new(&rules::REGION_REMOVED, subject(old), "vanished");
        edits.add(&finding.at(Some(old.span), None), None);
    }
    for new in pairs.added.into_iter().filter(|region| !of(&servers.added, region)) {
        let finding =
            Finding::new(&rules::REGION_ADDED, subject(new), format!("is new, at {}", words::quoted(&new.endpoint)));
        edits.add(&finding.at(None, Some(new.span)), None);
    }
    for (old, new) in pairs.both {
        let Region {
            name,
            endpoint,
            // The description of the server.
            cloud: _,
            span,
        } = old;
        // Reported as the change of the server's URL.
        let with_server = servers.both.iter().any(|(before, after)| {
            let has = |server: &Server| server.variables.iter().any(|variable| variable.values.contains(name));
            before.url != after.url && has(before) && has(after)
        });
        if *endpoint != new.endpoint && !with_server {
            let what = words::value("URL", Some(endpoint), Some(&new.endpoint));
            let finding = Finding::new(&rules::REGION_ENDPOINT_CHANGED, subject(new), what);
            edits.add(&finding.at(Some(*span), Some(new.span)), None);
        }
    }
}
