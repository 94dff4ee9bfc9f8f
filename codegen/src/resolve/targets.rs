//! Parses the text of a `$ref`: a path below the spec root, and a pointer into the file. Must not read files.

use crate::diagnostics::messages::{self, Suggestion};
use crate::diagnostics::{Diagnostic, nearest};
use crate::grammar::Object;
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// Why a reference is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no path and pointer.
    Malformed,
    /// It leads out of the spec root.
    Outside,
    Url,
}

impl Refusal {
    /// The message about that reference; `suggestion` is one that leads somewhere.
    pub fn message(self, target: &Spanned<String>, suggestion: Option<String>) -> Diagnostic {
        match self {
            Self::Malformed => messages::malformed_ref(target.span, &target.value),
            Self::Outside => messages::ref_outside_root(target.span, &target.value, suggestion),
            Self::Url => messages::ref_to_url(target.span, &target.value),
        }
    }
}

/// A reference: the path of another file relative to the spec root, if it names one, and the parts of a JSON pointer.
/// `here` is the file in which it is written.
pub fn parse(target: &str, here: &str) -> Result<(Option<String>, Vec<String>), Refusal> {
    match target.split_once('#') {
        Some(("", fragment)) => Ok((None, pointer(fragment)?)),
        Some((file, fragment)) => Ok((Some(path(file, here)?), pointer(fragment)?)),
        None => Ok((Some(path(target, here)?), Vec::new())),
    }
}

/// What a reference names in a file otherwise than by a pointer: the file, if it names one, and the plain name of an anchor.
pub fn anchor(target: &str) -> Option<(&str, String)> {
    let (file, fragment) = target.split_once('#')?;
    let name = percent_encoding::percent_decode_str(fragment).decode_utf8().ok()?;
    (!name.is_empty() && !name.starts_with('/')).then(|| (file, name.into_owned()))
}

fn pointer(pointer: &str) -> Result<Vec<String>, Refusal> {
    match percent_encoding::percent_decode_str(pointer).decode_utf8() {
        Ok(pointer) if pointer.is_empty() => Ok(Vec::new()),
        Ok(pointer) if pointer.starts_with('/') => {
            let parts = pointer.split('/').skip(1);
            let unescaped = |part: &str| match part.contains('~') {
                true => part.replace("~1", "/").replace("~0", "~"),
                false => part.to_owned(),
            };
            Ok(parts.map(unescaped).collect())
        }
        Ok(_) | Err(_) => Err(Refusal::Malformed),
    }
}

/// The path relative to the spec root and without `..`.
fn path(path: &str, here: &str) -> Result<String, Refusal> {
    if is_url(path) {
        return Err(Refusal::Url);
    }
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().map_err(|_| Refusal::Malformed)?;
    // `C:…` would leave the root on Windows, whatever goes before it.
    if decoded.starts_with('/') || decoded.contains(':') {
        return Err(Refusal::Outside);
    }
    let odd = |c: char| c.is_control() || matches!(c, '\\' | '?');
    // A name alone, as Swagger 1 wrote it, is no file.
    if decoded.contains(odd) || !decoded.contains(['.', '/']) {
        return Err(Refusal::Malformed);
    }
    let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or(Refusal::Outside)?),
            part => parts.push(part),
        }
    }
    let names_a_folder = matches!(decoded.rsplit('/').next(), None | Some("" | "." | ".."));
    if names_a_folder { Err(Refusal::Malformed) } else { Ok(parts.join("/")) }
}

/// The path of one file as another names it.
pub fn relative(here: &str, there: &str) -> String {
    let folders: Vec<&str> = here.split('/').collect();
    let (folders, parts) = (folders.split_last().map_or(&[][..], |(_, folders)| folders), there.split('/'));
    let parts: Vec<&str> = parts.collect();
    let common = folders.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folders.len() - common);
    up.chain(parts.into_iter().skip(common)).collect::<Vec<_>>().join("/")
}

/// `scheme:…` or `//host/…`.
fn is_url(path: &str) -> bool {
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    path.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.len() > 1
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
        })
}

/// Whether a pointer leads to another kind of object than those of a `section`, as far as its form tells.
pub fn is_other_kind(root: &Node, pointer: &[String], section: &str) -> bool {
    let parts: Vec<&str> = pointer.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [] => root.as_object().is_some_and(|root| ["openapi", "paths", "components"].iter().any(|key| root.has(key))),
        ["components", written, _] => *written != section && Object::Components.knows(written),
        ["components" | "paths"] | ["components", _] => true,
        ["paths", _] => section != "pathItems",
        _ => false,
    }
}

/// Whether a pointer leads into `paths`, `components` or a section of that, which is something else than a map. That has been
/// reported.
pub fn is_unreadable(root: &Node, pointer: &[String]) -> bool {
    let holders = match pointer.first().map(String::as_str) {
        Some("components") => pointer.get(..2),
        Some("paths") => pointer.get(..1),
        Some(_) | None => None,
    };
    let at = |length| root.follow(holders?.get(..length)?.iter().map(String::as_str));
    (1..3).filter_map(at).any(|holder| holder.as_object().is_none() && holder.value != Value::Null)
}

/// A reference to something that exists and is nearly called the same, or is of the right kind.
pub fn suggestion(root: &Node, target: &str, pointer: &[String], section: &str) -> Option<Suggestion> {
    let mut parts: Vec<&str> = pointer.iter().map(String::as_str).collect();
    let name = parts.last().copied()?;
    let mut node = root;
    for at in 0..parts.len() {
        let part = parts.get(at).copied()?;
        let next = node.follow([part]);
        let Some(next) = next else {
            let members = node.as_object().map(|object| object.members.as_slice()).unwrap_or_default();
            if let Some(suggestion) = nearest(part, members.iter().map(|member| member.key.value.as_str())) {
                *parts.get_mut(at)? = suggestion;
            }
            break;
        };
        node = next;
    }
    let in_section = vec!["components", section, name];
    let found = [parts, in_section].into_iter().find(|parts| {
        let same = parts.iter().eq(pointer.iter());
        !same && root.follow(parts.iter().copied()).is_some()
    })?;
    let file = target.split_once('#').map_or(target, |(file, _)| file);
    let similar =
        (found.last() != Some(&name)).then(|| found.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
    let similar = similar.and_then(|parts| root.name_at(&parts));
    let pointer: String = found.iter().map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect();
    Some(Suggestion { reference: format!("{file}#{pointer}"), similar })
}

/// How far a pointer leads, if it is not one to a component.
pub fn end<'p>(root: &Node, pointer: &'p [String]) -> Option<&'p [String]> {
    let is_component = pointer.len() == 3 && pointer.first().is_some_and(|part| part == "components");
    let leads = |length: &usize| {
        let way = pointer.get(..*length).unwrap_or_default();
        root.follow(way.iter().map(String::as_str)).is_some()
    };
    let length = (0..pointer.len()).rev().find(leads).filter(|_| !is_component)?;
    pointer.get(..length)
}

/// The names beside the missing target of a pointer, if they are few.
pub fn beside<'n>(root: &'n Node, pointer: &[String]) -> Vec<&'n str> {
    const FEW: usize = 8;
    let parent = pointer.split_last().and_then(|(_, parents)| root.follow(parents.iter().map(String::as_str)));
    let object = parent.and_then(Node::as_object).filter(|object| object.members.len() <= FEW);
    object.map(|object| object.members.iter().map(|member| member.key.value.as_str()).collect()).unwrap_or_default()
}
