//! An adversary's edits, each kind tried on every operation of the project's spec that it fits, and each verdict held to three things that
//! know nothing of the comparison: what is right to say of the kind, by thought (`kinds`); what the server of one version does with values
//! that the other allows (`probes`); and the two lists of public items. What contradicts them is listed all at once. Must not know how a
//! comparison works.

mod document;
mod kinds;
mod places;
mod probes;

use crate::support;
use apig_codegen::api::{Operation, Service};
use apig_codegen::diff::{Change, Rust, Wire, worst_for_rust};
use apig_codegen::public_api::PublicItem;
use apig_codegen::{Examples, Job, ReadError, diff, public_items, read};
use document::Document;
use kinds::Kind;
use places::Place;
use probes::Probes;
use std::cell::{LazyCell, OnceCell};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Deref;
use std::path::PathBuf;
use std::thread;

/// A version of a document, and what comes of it.
struct Version {
    text: String,
    job: Job,
    service: Service,
    items: BTreeMap<String, PublicItem>,
    /// What its callers may send.
    requests: OnceCell<Probes>,
}

impl Version {
    /// Nothing if the document is no longer one that a crate is made of.
    fn of(document: &Document) -> Option<Self> {
        let path = format!("{}/openapi.json", document.service);
        let job = Job { strict: false, examples: Examples::Unchecked, ..support::job([path.as_str()]) };
        let text = document.text();
        let reader = |_: &str| -> Result<Vec<u8>, ReadError> { Ok(text.clone().into_bytes()) };
        let (mut services, report) = read(&job, &reader);
        if report.has_errors() {
            return None;
        }
        let service = services.pop()?;
        let (items, report) = public_items(&job, &reader);
        let items = items.into_iter().map(|item| (format!("{:?}", item.key()), item)).collect();
        (!report.has_errors()).then_some(Self { text, job, service, items, requests: OnceCell::new() })
    }

    fn operation(&self, document: &Document) -> Option<&Operation> {
        let is_edited = |operation: &&Operation| {
            operation.path == document.at[1] && operation.method.verb().eq_ignore_ascii_case(&document.at[2])
        };
        self.service.operations.iter().find(is_edited)
    }

    fn changes(&self, after: &Self) -> Vec<Change> {
        let [before, now] = [&self.text, &after.text].map(|text| move |_: &str| Ok(text.clone().into_bytes()));
        diff((&self.job, &before), (&after.job, &now)).changes
    }
}

/// What came of a kind.
#[derive(Clone, Copy, Default)]
struct Count {
    fits: usize,
    /// How often the other side of a call noticed.
    seen: usize,
}

/// What is wrong with what is said of an edit.
struct Contradiction {
    operation: String,
    kind: &'static str,
    place: String,
    reasons: Vec<String>,
    changes: Vec<String>,
}

#[derive(Default)]
struct Swept {
    counts: BTreeMap<&'static str, Count>,
    contradictions: Vec<Contradiction>,
}

#[test]
fn no_verdict_contradicts_what_callers_meet() {
    let documents = document::all();
    // Part of the name of a kind, or nothing; then it is tried on each operation, and not on one of several.
    let thorough = std::env::var("SWEEP").ok();
    let is_tried = |kind: &Kind, number: usize, document: &Document, text: &str| match &thorough {
        Some(name) => kind.name.contains(name),
        None => (document.turn + 17 * number).is_multiple_of(kind.every) && text.contains(kind.needs),
    };
    let sweep = |thread: usize| {
        let mut swept = Swept::default();
        for both in documents.iter().skip(thread).step_by(2) {
            let versions = both.each_ref().map(|document| LazyCell::new(|| Version::of(document).unwrap()));
            let text = both[0].text();
            for (number, kind) in kinds::all().enumerate() {
                if is_tried(kind, number, &both[0], &text) {
                    let of = usize::from(kind.of_two);
                    one(kind, &both[of], &versions[of], &mut swept);
                }
            }
        }
        swept
    };
    let threads = [0, 1].map(|thread| move || sweep(thread));
    let swept = thread::scope(|scope| threads.map(|sweep| scope.spawn(sweep)).map(|thread| thread.join().unwrap()));
    let count = |kind: &Kind| {
        let counts = swept.iter().filter_map(|swept| swept.counts.get(kind.name));
        counts.fold(Count::default(), |sum, count| Count { fits: sum.fits + count.fits, seen: sum.seen + count.seen })
    };
    let mut told = String::new();
    for kind in kinds::all() {
        let Count { fits, seen } = count(kind);
        let _ = writeln!(told, "{:60} {fits:4} tried, {seen:4} noticed", kind.name);
    }
    let tried: usize = kinds::all().map(|kind| count(kind).fits).sum();
    let contradictions: Vec<&Contradiction> = swept.iter().flat_map(|swept| &swept.contradictions).collect();
    for contradiction in &contradictions {
        let Contradiction { operation, kind, place, reasons, changes } = contradiction;
        let _ =
            writeln!(told, "{kind}: {operation} {place}\n  {}\n    {}", reasons.join("\n  "), changes.join("\n    "));
    }
    let kinds = kinds::all().count();
    println!("{} operations, {kinds} kinds, {tried} edits\n{told}", documents.len());
    assert!(contradictions.is_empty(), "{} of {tried} edits contradict what callers meet", contradictions.len());
    let unfit: Vec<&str> = kinds::all().filter(|kind| count(kind).fits == 0).map(|kind| kind.name).collect();
    assert!(thorough.is_some_and(|name| !name.is_empty()) || unfit.is_empty(), "{unfit:?} fit nowhere");
}

/// Each kind once, on operations in turn, for other tools to judge: `before.json` and `after.json` in a folder for each kind, and
/// `truth.tsv`, which has what is right to say on the wire, whether callers compile and get something else, and what is said.
#[test]
#[ignore = "for `cargo xtask interop diff`, which says in `PAIRS` where they go"]
fn pairs_for_other_tools() {
    let folder = PathBuf::from(std::env::var_os("PAIRS").unwrap());
    let documents = document::all();
    let mut truth = String::new();
    for (number, kind) in kinds::all().enumerate() {
        let turns =
            (0..documents.len()).map(|at| &documents[(at + 37 * number) % documents.len()][usize::from(kind.of_two)]);
        let found = turns.into_iter().find_map(|document| Some((document, edit(kind, document)?)));
        let (document, (place, after, _)) = found.unwrap_or_else(|| panic!("{} fits nowhere", kind.name));
        let before = Version::of(document).unwrap();
        let changes = before.changes(&after);
        let said = changes.iter().map(|change| change.wire).max().unwrap_or(Wire::None);
        let (wire, rust) = (kind.wire(&place).name(), worst_for_rust(&changes).name());
        let _ = writeln!(truth, "{}\t{wire}\t{}\t{}\t{rust}", kind.name, kind.is_silent(), said.name());
        let pair = folder.join(kind.name);
        fs::create_dir_all(&pair).unwrap();
        fs::write(pair.join("before.json"), &before.text).unwrap();
        fs::write(pair.join("after.json"), &after.text).unwrap();
    }
    fs::write(folder.join("truth.tsv"), truth).unwrap();
}

/// An edit of this kind, at the first place whose turn it is that it fits, and what is a document of a crate after it.
fn edit(kind: &Kind, document: &Document) -> Option<(Place, Version, Document)> {
    let places = (kind.places)(document);
    let mut edited = document.clone();
    (0..places.len()).map(|at| &places[(at + document.turn) % places.len()]).find_map(|place| {
        // What does not fit leaves the document as it is.
        (kind.edit)(&mut edited, place)?;
        match Version::of(&edited) {
            Some(version) => Some((place.clone(), version, edited.clone())),
            None => {
                edited = document.clone();
                None
            }
        }
    })
}

/// Makes an edit of this kind, where it fits, and judges what is said of it.
fn one(kind: &'static Kind, document: &Document, before: &impl Deref<Target = Version>, swept: &mut Swept) {
    let Some((place, after, edited)) = edit(kind, document) else { return };
    let changes = before.changes(&after);
    let count = swept.counts.entry(kind.name).or_default();
    count.fits += 1;
    let seen = noticed(document, before, &edited, &after);
    count.seen += usize::from(seen.is_some());
    let reasons = contradicted(kind, &place, before, &after, &changes, seen);
    if !reasons.is_empty() {
        let shown = |change: &Change| {
            let items: String = change
                .items
                .iter()
                .take(3)
                .map(|item| format!("\n      {:?} -> {:?}", item.before, item.after))
                .collect();
            format!("{} [{}, {}] {}{items}", change.id, change.wire.name(), change.rust.name(), change.message)
        };
        let operation = format!("{} {}", document.service, document::str(&document.operation()["operationId"]));
        let changes = changes.iter().map(shown).collect();
        let place = place.path[1..].join(" ");
        swept.contradictions.push(Contradiction { operation, kind: kind.name, place, reasons, changes });
    }
}

/// What the other side of a call notices.
fn noticed(document: &Document, before: &Version, edited: &Document, after: &Version) -> Option<String> {
    let old = before.operation(document)?;
    let Some(new) = after.operation(edited) else { return Some("the operation is gone".to_owned()) };
    let request = probes::refused_request(
        before.requests.get_or_init(|| Probes::of_requests(&before.service, old)),
        (&before.service, old),
        (&after.service, new),
    );
    let answer = || probes::refused_answer(&Probes::of_answers(&after.service, new), (&before.service, old), new);
    request.map(|reason| format!("sent: {reason}")).or_else(|| answer().map(|reason| format!("answered: {reason}")))
}

/// What is wrong with what is said.
fn contradicted(
    kind: &Kind,
    place: &Place,
    before: &Version,
    after: &Version,
    changes: &[Change],
    seen: Option<String>,
) -> Vec<String> {
    let mut reasons = Vec::new();
    let wire = changes.iter().map(|change| change.wire).max().unwrap_or(Wire::None);
    let rust = worst_for_rust(changes);
    if wire != kind.wire(place) {
        reasons.push(format!("the kind is {} on the wire, said is {}", kind.wire(place).name(), wire.name()));
    }
    if let Some(seen) = seen.filter(|_| wire < Wire::Dangerous) {
        reasons.push(format!("said is {}, and noticed is {seen}", wire.name()));
    }
    if !kind.rust.contains(&rust) {
        let right: Vec<&str> = kind.rust.iter().map(|rust| rust.name()).collect();
        reasons.push(format!("the kind is {} for Rust callers, said is {}", right.join(" or "), rust.name()));
    }
    let broken = before.items.iter().find(|(key, old)| after.items.get(*key).is_none_or(|new| !old.promises_as(new)));
    match broken {
        Some((_, old)) if rust < Rust::Major => {
            reasons.push(format!("said is {}, and callers of `{}` do not compile", rust.name(), old.line()))
        }
        None if rust == Rust::Major && !closed(before, after) => {
            reasons.push("said is major, and all callers compile".to_owned())
        }
        Some(_) | None => {}
    }
    if broken.is_none() && rust < Rust::Minor && after.items.len() > before.items.len() {
        reasons.push(format!("said is {}, and there are more items", rust.name()));
    }
    if rust == Rust::Dangerous && wire < Wire::Dangerous {
        reasons.push(format!("the crate refuses what the wire calls {}", wire.name()));
    }
    if kind.changes > 0 && changes.len() != kind.changes
        || wire == Wire::None && kind.rust == [Rust::None] && !changes.is_empty()
    {
        reasons.push(format!("it is {} and is told as {}", kind.changes, changes.len()));
    }
    reasons
}

/// Whether a struct that callers can write out has one more field.
fn closed(before: &Version, after: &Version) -> bool {
    let is_new = |path: &str| !before.items.values().any(|item| item.path == path);
    let owners = after.items.values().filter(|item| is_new(&item.path)).filter_map(|item| item.path.rsplit_once("::"));
    let is_closed = |owner: &str| {
        before.items.values().any(|item| item.path == owner && item.declaration.starts_with("pub struct"))
    };
    owners.map(|(owner, _)| owner).any(is_closed)
}
