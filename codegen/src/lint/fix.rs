//! Fixes the text of the documents: first by the patches of what is wrong in them, then where a rule knows how, which leaves
//! their meaning as it is. Must not know which rules there are, nor the disk.

use super::{check, rules};
use crate::diagnostics::{Diagnostic, Diagnostics, Patch, Report, Severity, written_patch};
use crate::job::{Job, Read, ReadError};
use crate::resolve::Files;
use crate::source::{FileId, Position, Sources};
use crate::yaml::{self, Node, Value};
use std::collections::BTreeMap;

/// An edit may cause another one, of the object around it. Documents are less deep than this.
const MOST_ROUNDS: usize = 100;

/// The result of fixing.
pub struct Fixed {
    /// The files that are different now.
    pub files: Vec<FixedFile>,
    /// The fixes, in their order.
    pub fixes: Vec<Fix>,
    /// What is left.
    pub report: Report,
}

/// A file with its new text.
pub struct FixedFile {
    /// Path below the spec root.
    pub path: String,
    /// What it was.
    pub before: Vec<u8>,
    /// What it becomes.
    pub after: Vec<u8>,
}

/// What was fixed.
pub struct Fix {
    /// Path below the spec root.
    pub path: String,
    /// Where it was.
    pub at: Position,
    /// The rule, or the code of what was wrong.
    pub rule: &'static str,
    /// What was wrong.
    pub message: String,
}

/// Fixes what can be fixed in the documents of some services, or of all. `Err` says why nothing should be changed.
pub fn fix(job: &Job, read: &Read<'_>, services: &[String]) -> Result<Fixed, String> {
    let mut changed = Texts::new();
    let mut fixes = Vec::new();
    let mut last: Option<Before> = None;
    let mut may_patch = true;
    for _ in 0..MOST_ROUNDS {
        let texts = |path: &str| changed.get(path).map_or_else(|| read(path), |(_, after)| Ok(after.clone()));
        let checked = check(job, &texts, services);
        let wrong = Wrong::of(&checked.files.diagnostics);
        if let Some(before) = last.take().filter(|before| before.wrong <= wrong) {
            (changed, may_patch) = (before.changed, false);
            fixes.truncate(before.fixes);
            continue;
        }
        let sources = &checked.files.sources;
        let errors = checked.files.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let patches = edits(errors.filter(|_| may_patch), sources);
        let is_wrong = !patches.is_empty();
        let edits = match (is_wrong, checked.files.diagnostics.has_errors()) {
            (true, _) => patches,
            // What a rule finds is mended where nothing else is wrong.
            (false, true) => Vec::new(),
            (false, false) => edits(checked.found.iter().filter(is_fix), sources),
        };
        last = is_wrong.then(|| Before { wrong, changed: changed.clone(), fixes: fixes.len() });
        if edits.is_empty() {
            let report = checked.report();
            let file = |(path, (before, after))| FixedFile { path, before, after };
            let files = changed.into_iter().filter(|(_, (before, after))| before != after).map(file).collect();
            return Ok(Fixed { files, fixes, report });
        }
        let fixed = apply(&checked.files, &edits);
        if !is_wrong {
            stays(&checked.files, &fixed)?;
        }
        fixes.extend(edits.iter().map(|(diagnostic, patch)| Fix {
            path: sources.path(patch.span.file).to_owned(),
            at: position_of(sources, diagnostic, patch),
            rule: diagnostic.code,
            message: diagnostic.message.clone(),
        }));
        let mut next = Vec::new();
        for (file, text) in fixed {
            let path = sources.path(file).to_owned();
            let now = texts(&path).map_err(|error| message_of(&path, &error))?;
            let mark: &[u8] = if now.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { &[] };
            next.push((path, now.clone(), [mark, text.as_bytes()].concat()));
        }
        for (path, now, after) in next {
            changed.entry(path).or_insert_with(|| (now, Vec::new())).1 = after;
        }
    }
    Err(format!("mending does not come to an end after {MOST_ROUNDS} rounds"))
}

/// What files were and become, by their paths.
type Texts = BTreeMap<String, (Vec<u8>, Vec<u8>)>;

/// Where a round of patches began, and where it goes back to if nothing is better then.
struct Before {
    wrong: Wrong,
    changed: Texts,
    fixes: usize,
}

/// How much is wrong. What stands in a file that cannot be read is found when it can be, and is no step back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Wrong {
    unreadable: usize,
    errors: usize,
    patches: usize,
}

impl Wrong {
    fn of(diagnostics: &Diagnostics) -> Self {
        let errors = || diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let unreadable = errors().filter(|one| matches!(one.code, "yaml-syntax" | "json-syntax")).count();
        let patches = errors().filter(|one| one.patch.is_some()).count();
        Self { unreadable, errors: errors().count(), patches }
    }
}

/// Files keep it, offsets do not count it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn message_of(path: &str, error: &ReadError) -> String {
    match error {
        ReadError::NotFound => format!("`{path}` is gone"),
        ReadError::Refused(reason) | ReadError::Failed(reason) => reason.clone(),
    }
}

fn position_of(sources: &Sources, diagnostic: &Diagnostic, patch: &Patch) -> Position {
    let span = diagnostic.labels.first().map_or(patch.span, |label| label.span);
    sources.position(span.file, span.start)
}

/// A patch of another rule is a proposal: somebody has to look at it.
fn is_fix(found: &&Diagnostic) -> bool {
    rules().iter().any(|rule| rule.fixes && rule.id == found.code)
}

/// The edits of one round, in the order of their spans: none overlaps another, and small ones go first, so that what is inside
/// is in order before the whole is moved.
fn edits<'d>(found: impl Iterator<Item = &'d Diagnostic>, sources: &Sources) -> Vec<(&'d Diagnostic, Patch)> {
    let mut edits: Vec<(&Diagnostic, Patch)> =
        found.filter_map(|diagnostic| Some((diagnostic, written_patch(diagnostic, sources)?))).collect();
    edits.sort_by_key(|(_, patch)| (patch.span.end - patch.span.start, patch.span));
    let mut taken: BTreeMap<_, usize> = BTreeMap::new();
    edits.retain(|(_, patch)| {
        let (from, to) = ((patch.span.file, patch.span.start), (patch.span.file, patch.span.end));
        let before = taken.range(..=to).next_back();
        let is_free = before.is_none_or(|((file, _), end)| *file != patch.span.file || *end < patch.span.start);
        if is_free {
            taken.insert(from, patch.span.end);
        }
        is_free
    });
    edits.sort_by_key(|(_, patch)| patch.span);
    edits
}

/// The new texts of the files that edits are in.
fn apply(files: &Files<'_>, edits: &[(&Diagnostic, Patch)]) -> Vec<(FileId, String)> {
    let mut by_file: BTreeMap<_, Vec<&Patch>> = BTreeMap::new();
    edits.iter().for_each(|(_, patch)| by_file.entry(patch.span.file).or_default().push(patch));
    let mended = by_file.into_iter().map(|(file, patches)| {
        let before = files.sources.text(file);
        let mut after = String::with_capacity(before.len());
        let mut at = 0;
        for patch in patches {
            after.push_str(before.get(at..patch.span.start).unwrap_or_default());
            after.push_str(&patch.replacement);
            at = patch.span.end;
        }
        after.push_str(before.get(at..).unwrap_or_default());
        (file, after)
    });
    mended.collect()
}

/// Makes sure that files mean what they meant.
fn stays(files: &Files<'_>, mended: &[(FileId, String)]) -> Result<(), String> {
    for (file, after) in mended {
        let path = files.sources.path(*file);
        if !means_the_same(path, files.sources.text(*file), after) {
            return Err(format!("mending `{path}` would change what it means: mend it by hand"));
        }
    }
    Ok(())
}

/// Whether two texts hold the same values, but for the order of names and the ends of sentences.
fn means_the_same(path: &str, before: &str, after: &str) -> bool {
    let node = |text: &str| {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add(path, text);
        yaml::parse(file, &sources, &mut diagnostics).filter(|_| !diagnostics.has_errors())
    };
    match (node(before), node(after)) {
        (Some(before), Some(after)) => is_same(&before, &after, ""),
        (Some(_), None) | (None, Some(_)) | (None, None) => false,
    }
}

fn is_same(a: &Node, b: &Node, key: &str) -> bool {
    let stem = |text: &str| text.trim_end().trim_end_matches('.').to_owned();
    match (&a.value, &b.value) {
        (Value::Object(a), Value::Object(b)) => {
            let same = |(key, value): (&str, &Node)| b.get(key).is_some_and(|other| is_same(value, &other.value, key));
            let mut members = a.members.iter().map(|member| (member.key.value.as_str(), &member.value));
            a.members.len() == b.members.len() && members.all(same)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b, key)),
        (Value::String(a), Value::String(b)) if matches!(key, "description" | "summary") => stem(a) == stem(b),
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::means_the_same;

    #[test]
    fn only_order_and_full_stops_may_differ() {
        for (before, after, expected) in [
            ("a: 1\nb: 2\n", "b: 2\na: 1\n", true),
            ("description: x\n", "description: x.\n", true),
            ("description: x\n", "description: y.\n", false),
            ("name: x\n", "name: x.\n", false),
            ("a: [1, 2]\n", "a: [2, 1]\n", false),
            ("a: '1'\n", "a: 1\n", false),
            ("a: 1\n", "a: [\n", false),
            ("a: 1\n", "a: 1\nb: 2\n", false),
        ] {
            assert_eq!(means_the_same("a.yaml", before, after), expected, "{before:?} {after:?}");
        }
    }
}
