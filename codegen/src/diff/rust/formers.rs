//! Finds what has another name, and has the former one still: under the alias of a type, callers find all that they found. The constant
//! of a value that was renamed is no pattern for what is behind a reference. Must not know what differs else.

use crate::public_api::{PublicItem, PublicKind};
use std::collections::{BTreeMap, BTreeSet};

/// Former names, each with the path of what it is a further name for.
#[derive(Default)]
pub struct Formers<'a> {
    types: BTreeMap<&'a str, &'a str>,
    constants: BTreeMap<&'a str, &'a str>,
}

impl<'a> Formers<'a> {
    /// Those that are aliases in the newer list, and are none in the older one.
    pub fn between(before: &'a [PublicItem], after: &'a [PublicItem]) -> Self {
        if after.iter().all(|item| item.alias.is_none()) {
            return Self::default();
        }
        let itself = before.iter().filter(|item| item.alias.is_none()).map(|item| item.path.as_str());
        let known: BTreeSet<&str> = itself.collect();
        // What was called so before is something else.
        let is_former = |(was, now): &(&str, &str)| known.contains(was) && !known.contains(now);
        let of = |kind: PublicKind| {
            let aliases = after.iter().filter(move |item| item.kind == kind);
            aliases.filter_map(|item| Some((item.path.as_str(), item.alias.as_deref()?)))
        };
        Self { types: of(PublicKind::Type).filter(is_former).collect(), constants: of(PublicKind::Static).collect() }
    }

    /// Where an older item, which is this one [`now`](Self::now), is found from now on, if its name became a further one for that, or a
    /// constant.
    pub fn renamed_to(&self, old: &PublicItem, now: &PublicItem, new: Option<&'a PublicItem>) -> Option<&'a str> {
        let Some(new) = new else { return self.constants.get(now.path.as_str()).copied() };
        match &new.alias {
            Some(alias) => (old.alias.is_none() && old.path == new.path).then_some(alias),
            None => (old.path != new.path).then_some(&new.path),
        }
    }

    /// An older item as it is called now, if it has a part in a name that became another one.
    pub fn now(&self, item: &PublicItem) -> Option<PublicItem> {
        let mentions = |text: &str| self.types.keys().any(|was| parts(text, was).is_some());
        if self.types.is_empty() || !(mentions(&item.path) || mentions(&item.declaration)) {
            return None;
        }
        let kind = match &item.kind {
            PublicKind::Impl(what) => PublicKind::Impl(self.translated(what)),
            other => other.clone(),
        };
        let (path, declaration) = (self.translated(&item.path), self.translated(&item.declaration));
        Some(PublicItem { path, declaration, kind, ..item.clone() })
    }

    fn translated(&self, text: &str) -> String {
        self.types.iter().fold(text.to_owned(), |text, (was, now)| replaced(&text, was, now))
    }
}

fn replaced(text: &str, was: &str, now: &str) -> String {
    let (mut rest, mut out) = (text, String::with_capacity(text.len()));
    while let Some((before, after)) = parts(rest, was) {
        out.push_str(before);
        out.push_str(now);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What stands before and behind the first place of a path, which is no part of a longer name.
fn parts<'t>(text: &'t str, path: &str) -> Option<(&'t str, &'t str)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(path).find_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + path.len()..)?);
        let is_whole = !before.ends_with(|c| is_name(c) || c == ':') && !after.starts_with(is_name);
        is_whole.then_some((before, after))
    })
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn whole_paths_are_replaced() {
        let check = |text: &str, expected: &str| assert_eq!(replaced(text, "a::types::Old", "a::types::New"), expected);
        check("pub a::types::Old::of: Option<a::types::Old>", "pub a::types::New::of: Option<a::types::New>");
        for same in [
            "pub a::types::Older",
            "pub aa::types::Old",
            "pub a::a::types::Old",
            "pub a::types::OldInput::x: a::types::Ol",
        ] {
            check(same, same);
        }
    }
}
