//! Compares the tags of two versions of a service, by which operations are grouped. Must not know operations.

use super::catalogue::{Rule, rules};
use super::finding::{Edits, Finding};
use super::pairing::Pairs;
use super::schemas::Sides;
use super::similarity::Similarity;
use super::{Subject, annotations, words};
use crate::api::Tag;
use std::collections::BTreeMap;

/// Compares tags by their names. Their order is that in which readers see them.
pub fn compare(sides: Sides<'_>, edits: &mut Edits) {
    let mut pairs = Pairs::by(&sides.before.tags, &sides.after.tags, |tag| tag.name.clone());
    let page = |old: &Tag, new: &Tag| match &old.source_url {
        Some(_) if old.source_url == new.source_url => Similarity::Equal,
        Some(_) | None => Similarity::Possible,
    };
    let renamed = pairs.renamed(|tag| &tag.name, |tag| tag.description.as_deref(), page);
    for (old, new) in &renamed {
        let what = format!("is where {} was", words::former(&old.name, &new.name));
        let finding = Finding::new(&rules::TAG_RENAMED, subject(new), what).once(subject(old));
        edits.add(&finding.at(Some(old.span), Some(new.span)), None);
    }
    for old in &pairs.removed {
        let finding = Finding::new(&rules::TAG_REMOVED, subject(old), "vanished");
        edits.add(&finding.at(Some(old.span), None), None);
    }
    for new in &pairs.added {
        let finding = Finding::new(&rules::TAG_ADDED, subject(new), "is new");
        edits.add(&finding.at(None, Some(new.span)), None);
    }
    let both: Vec<(&Tag, &Tag)> = pairs.both.into_iter().chain(renamed).collect();
    for (old, new) in &both {
        tag(old, new, edits);
    }
    if is_reordered(sides, &both) {
        let finding = Finding::new(&rules::TAGS_REORDERED, Subject::Service, "shows its tags in another order");
        let at = |service: &crate::api::Service| service.places.at("tags");
        edits.add(&finding.at(at(sides.before), at(sides.after)), None);
    }
}

/// Whether those that are there on both sides come in another order.
fn is_reordered(sides: Sides<'_>, both: &[(&Tag, &Tag)]) -> bool {
    let newer: BTreeMap<&str, &str> = both.iter().map(|(old, new)| (old.name.as_str(), new.name.as_str())).collect();
    let kept: std::collections::BTreeSet<&str> = newer.values().copied().collect();
    let old = sides.before.tags.iter().filter_map(|tag| newer.get(tag.name.as_str()).copied());
    let new = sides.after.tags.iter().map(|tag| tag.name.as_str()).filter(|name| kept.contains(name));
    !old.eq(new)
}

fn tag(before: &Tag, after: &Tag, edits: &mut Edits) {
    let Tag {
        // Reported by the pairing.
        name: _,
        description,
        source,
        source_url,
        // The keywords have spans of their own.
        span: _,
        places,
    } = before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        let finding = Finding::new(rule, subject(after), what).once(subject(before));
        edits.add(&finding.at(places.at(keyword), after.places.at(keyword)), None);
    };
    annotations::description(description, &after.description, &mut report);
    if (source, source_url) != (&after.source, &after.source_url) {
        let what = "transcribes another page, or another date of it";
        report(&rules::EXTERNAL_DOCS_CHANGED, "externalDocs", what.to_owned());
    }
}

fn subject(tag: &Tag) -> Subject {
    Subject::Tag { name: tag.name.clone() }
}
