//! Finds what was agreed on about the changes of a comparison, says which agreements are of no use, and adds new ones. Knows which
//! files there are, and when they count. Must not know what they look like, or how changes are printed.

use super::edit::Edit;
use super::outcome::Outcome;
use super::versions::Readable;
use crate::disk::{display_path, failed, is_there};
use crate::reading::{paths, spec_files};
use crate::writing::file_replace::{Replacement, replace};
use apig_codegen::agreed::{Agreement, Severities, accepted, severities, written};
use apig_codegen::{Read, Report, Severity};
use std::fs;
use std::path::Path;

/// Where the project keeps its own, below `spec/`.
const ACCEPTED: &str = "accepted.yaml";
const CONFIG: &str = "diff.yaml";

const NOWHERE: &str = "`--accept` adds to `spec/accepted.yaml` where the working tree is compared with a revision; elsewhere, name a file with \
                       `--accepted FILE`";

/// What a file of agreements begins with that was not there before.
const HEADER: &str = "\
# Changes that break callers, and are meant. `cargo xtask diff --accept --reason \"…\"` adds what breaks now.
#
# id:        the kind of change; CHANGES.md has them all.
# services:  the services that share what was edited.
# change:    what changed, word for word as `cargo xtask diff` says it. It names no lines, so that it holds when they move; where the
#            change becomes another one, it has to be agreed on anew.
# reason:    why callers are broken.
# until:     the version with which it is released. Who releases it removes the entry, in the commit of the release.
# An entry that accepts nothing is an error, so that none outlives its change.

";

/// The files that the command line names.
#[derive(Clone, Copy, Default)]
pub struct Named<'a> {
    pub accepted: Option<&'a Path>,
    pub config: Option<&'a Path>,
    /// Whether the first may be missing, since it will be written.
    pub accepts: bool,
}

/// The two versions that are compared.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub old: &'a Readable,
    pub new: &'a Readable,
    /// Whether both are of the project's own spec, whose files count unless others are named.
    pub is_project: bool,
    /// Whether the newer one is the working tree's, so that its file can be added to.
    pub is_written: bool,
    /// The version of the older one, if that is a release.
    pub released: Option<[u64; 3]>,
}

/// What was agreed on.
#[derive(Default)]
pub struct Agreed {
    pub severities: Severities,
    /// What counts.
    pub accepted: Vec<Agreement>,
    /// What was released with the older version already.
    over: Vec<Agreement>,
    /// What was agreed on about changes that the older version has already, and that are not released yet.
    earlier: Vec<Agreement>,
    pub files: Files,
}

/// What is wrong with the two files, each with what messages put before its path.
#[derive(Default)]
pub struct Files {
    accepted: (Report, String),
    config: (Report, String),
}

impl Files {
    pub fn have_errors(&self) -> bool {
        self.reports().iter().any(|(report, _)| report.has_errors())
    }

    pub fn reports(&self) -> [&(Report, String); 2] {
        [&self.config, &self.accepted]
    }

    /// Adds what agreements are of no use.
    pub fn extend(&mut self, unused: Vec<apig_codegen::Diagnostic>) {
        self.accepted.0.extend(unused);
    }
}

impl Agreed {
    pub fn read(named: Named<'_>, sides: Sides<'_>) -> Result<Self, String> {
        if named.accepts && named.accepted.is_none() && !(sides.is_project && sides.is_written) {
            return Err(NOWHERE.to_owned());
        }
        let project = sides.is_project.then_some(sides.new);
        let is_new = |file: &&Path| !named.accepts || is_there(file);
        let given = named.accepted.filter(is_new);
        let project_or_none = if named.accepted.is_some() { None } else { project };
        let (list, accepted_file) = file(given, project_or_none.map(|new| (new, ACCEPTED)), accepted)?;
        let (severities, config_file) = file(named.config, project.map(|new| (new, CONFIG)), severities)?;
        let is_over = |agreement: &Agreement| sides.released.is_some_and(|released| agreement.is_over(released));
        let (over, list) = list.into_iter().partition(is_over);
        let earlier = match sides.released {
            None if sides.is_project => accepted(ACCEPTED, &|path: &str| sides.old.read(path)).0,
            None | Some(_) => Vec::new(),
        };
        let files = Files { accepted: accepted_file, config: config_file };
        Ok(Self { severities, accepted: list, over, earlier, files })
    }

    /// Agreements that accept nothing. One that the older version has already is about an earlier change, which is to be released
    /// still.
    pub fn unused(&self, edits: &[Edit<'_>], severity: Severity) -> Vec<apig_codegen::Diagnostic> {
        let is_of_use = |agreement: &Agreement| {
            let accepts =
                |edit: &Edit<'_>| edit.is_harmful() && edit.accepted.is_some_and(|by| std::ptr::eq(by, agreement));
            edits.iter().any(accepts) || self.earlier.iter().any(|earlier| earlier.is_like(agreement))
        };
        let over = self.over.iter().map(|agreement| {
            let until = agreement.until.as_deref().unwrap_or_default();
            agreement.unused(severity, format!("this was meant until {until}, which is released"))
        });
        let unused = self.accepted.iter().filter(|agreement| !is_of_use(agreement));
        let unused =
            unused.map(|agreement| agreement.unused(severity, "this is no change that harms callers any more"));
        over.chain(unused).collect()
    }
}

/// What a file says that the command line names, or the project's.
fn file<T: Default>(
    given: Option<&Path>,
    project: Option<(&Readable, &str)>,
    content: fn(&str, &Read<'_>) -> (T, Report),
) -> Result<(T, (Report, String)), String> {
    let (content, report, folder) = match (given, project) {
        (Some(given), _) => {
            let (folder, shown, name) = paths::of_file(given, None)?;
            let root = spec_files::Root::open(&folder)?;
            let (content, report) = content(&name, &|path: &str| root.read(path));
            (content, report, shown)
        }
        (None, Some((version, name))) => {
            let (content, report) = content(name, &|path: &str| version.read(path));
            (content, report, version.names.path.clone())
        }
        (None, None) => return Ok(Default::default()),
    };
    Ok((content, (report, folder)))
}

/// Adds agreements about these edits to a file, which keeps what is in it.
pub fn accept(named: Named<'_>, outcome: &Outcome, edits: &[Edit<'_>], reason: &str) -> Result<(), String> {
    let own = || Ok::<_, String>(paths::workspace()?.join("spec").join(ACCEPTED));
    let place = &named.accepted.map_or_else(own, |file| Ok(file.to_owned()))?;
    let path = || display_path(place);
    let until = if outcome.versions.is_released { outcome.next() } else { None };
    // The same may happen at two places.
    let mut new: Vec<Agreement> = Vec::new();
    for agreement in edits.iter().map(|edit| edit.agreement(reason, until.clone())) {
        if !new.iter().any(|known| known.is_like(&agreement)) {
            new.push(agreement);
        }
    }
    let before = if is_there(place) {
        Some(fs::read_to_string(place).map_err(|error| failed("read", place, &error))?)
    } else {
        None
    };
    let mut after = before.clone().unwrap_or_else(|| HEADER.to_owned());
    if !after.is_empty() && !after.ends_with('\n') {
        after.push('\n');
    }
    after.push_str(&written(&new));
    let count = |text: &str| {
        let (list, report) = accepted(ACCEPTED, &|_: &str| Ok(text.as_bytes().to_vec()));
        if report.has_errors() { None } else { Some(list.len()) }
    };
    let was = before.as_deref().map_or(Some(0), count);
    if was.map(|was| was + new.len()) != count(&after) {
        return Err(format!(
            "nothing can be added to `{}`: begin each entry on a line of its own, with `- id: `",
            path()
        ));
    }
    let (Some(folder), Some(name)) = (place.parent(), place.file_name()) else {
        return Err(format!("`{}` is no file", path()));
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let before = before.as_deref().map(str::as_bytes);
    replace(folder, &[Replacement { path: Path::new(name), before, after: after.as_bytes() }])
}
