//! Where in a document an edit can be made: its schemas, with the ways that their data goes, its parameters, its answers. Must not know
//! any edit.

use super::document::{Document, Node, Path, path_of, str};
use std::collections::BTreeSet;

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub path: Path,
    pub request: bool,
    pub response: bool,
    /// Whether it is a part of what several schemas say together.
    pub composed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Request,
    Response,
}

impl Place {
    fn of(path: Path) -> Self {
        Self { path, request: false, response: false, composed: false }
    }

    /// The object that has this property, and its name.
    pub fn property(&self) -> Option<(&[String], &str)> {
        match self.path.as_slice() {
            [owner @ .., key, name] if key == "properties" => Some((owner, name)),
            _ => None,
        }
    }

    /// Something below it.
    pub fn below(&self, key: &str) -> Path {
        self.path.iter().cloned().chain([key.to_owned()]).collect()
    }
}

/// The operation as a whole.
pub fn operation(document: &Document) -> Vec<Place> {
    vec![Place::of(document.at.clone())]
}

/// All schemas that are written in the document and no references: of parameters, bodies, answers, and what they hold.
pub fn schemas(document: &Document) -> Vec<Place> {
    let mut walk = Walk { document, seen: BTreeSet::new(), places: Vec::new() };
    for place in parameters(document) {
        // What the client knows is told of all operations at once.
        if document.get(&place.path).is_some_and(|parameter| parameter.get("x-client-parameter").is_some()) {
            continue;
        }
        walk.schema(&place.below("schema"), Way::Request, false);
    }
    if document.operation().get("requestBody").is_some() {
        let body = document.behind(&below(&document.at, &["requestBody"]));
        walk.content(&body, Way::Request);
    }
    for place in answers(document) {
        walk.content(&place.path, Way::Response);
    }
    walk.places
}

/// Those that are properties and alone say what they are.
pub fn properties(document: &Document) -> Vec<Place> {
    let mut places = schemas(document);
    places.retain(|place| !place.composed && place.property().is_some());
    places
}

/// Those that list properties and alone say what they are.
pub fn objects(document: &Document) -> Vec<Place> {
    let mut places = schemas(document);
    let has = |path: &Path, key: &str| document.get(path).is_some_and(|schema| schema.get(key).is_some());
    places.retain(|place| {
        let is_whole = !["allOf", "oneOf", "anyOf"].iter().any(|key| has(&place.path, key));
        !place.composed && is_whole && has(&place.path, "properties")
    });
    places
}

/// What the operation takes beside its body, wherever it is written.
pub fn parameters(document: &Document) -> Vec<Place> {
    let [.., _] = document.at.as_slice() else { return Vec::new() };
    let (item, own) = (path_of(&["paths", &document.at[1], "parameters"]), below(&document.at, &["parameters"]));
    let lists = [item, own].into_iter().filter_map(|list| Some((document.get(&list)?.as_sequence()?.len(), list)));
    let all = lists.flat_map(|(count, list)| (0..count).map(move |at| below(&list, &[&at.to_string()])));
    all.map(|path| Place { request: true, ..Place::of(document.behind(&path)) }).collect()
}

/// Those of one location.
pub fn parameters_in(document: &Document, location: &str) -> Vec<Place> {
    let mut places = parameters(document);
    places.retain(|place| document.get(&place.path).is_some_and(|parameter| parameter["in"] == location));
    places
}

/// All answers, wherever they are written.
pub fn answers(document: &Document) -> Vec<Place> {
    let statuses = document.operation()["responses"].as_mapping().unwrap();
    let all = statuses.keys().map(|status| document.behind(&below(&document.at, &["responses", str(status)])));
    all.map(|path| Place { response: true, ..Place::of(path) }).collect()
}

/// The schemas of components that the document refers to.
pub fn components(document: &Document) -> Vec<Place> {
    let mut places = schemas(document);
    places.retain(|place| place.path.len() == 3 && place.path[1] == "schemas");
    places
}

pub fn below(path: &[String], keys: &[&str]) -> Path {
    path.iter().cloned().chain(path_of(keys)).collect()
}

struct Walk<'d> {
    document: &'d Document,
    seen: BTreeSet<(Path, Way, bool)>,
    places: Vec<Place>,
}

impl Walk<'_> {
    fn content(&mut self, owner: &Path, way: Way) {
        let content = self.document.get(owner).and_then(|owner| owner.get("content")?.as_mapping());
        for media in content.into_iter().flat_map(|content| content.keys()) {
            self.schema(&below(owner, &["content", str(media), "schema"]), way, false);
        }
    }

    fn schema(&mut self, path: &Path, way: Way, composed: bool) {
        let path = self.document.behind(path);
        let Some(node) = self.document.get(&path).filter(|_| self.seen.insert((path.clone(), way, composed))) else {
            return;
        };
        if !self.places.iter().any(|place| place.path == path) {
            self.places.push(Place::of(path.clone()));
        }
        let place = self.places.iter_mut().find(|place| place.path == path).unwrap();
        place.request |= way == Way::Request;
        place.response |= way == Way::Response;
        place.composed |= composed;
        for (key, inner) in node.as_mapping().into_iter().flatten() {
            let own = below(&path, &[str(key)]);
            match (str(key), inner) {
                ("properties", Node::Mapping(properties)) => {
                    for (name, property) in properties {
                        let other = if way == Way::Request { "readOnly" } else { "writeOnly" };
                        if property.get(other) != Some(&true.into()) {
                            self.schema(&below(&own, &[str(name)]), way, composed);
                        }
                    }
                }
                ("items" | "additionalProperties", Node::Mapping(_)) => self.schema(&own, way, composed),
                ("allOf" | "oneOf" | "anyOf", Node::Sequence(parts)) => {
                    for at in 0..parts.len() {
                        self.schema(&below(&own, &[&at.to_string()]), way, true);
                    }
                }
                _ => {}
            }
        }
    }
}
