//! Reads the documents that drive the emulator, by the generator's own reader. Knows where they lie, in the program, in
//! a folder or in a file. Must not know what any operation does.

mod body;
mod check;
mod delimited;
pub(crate) mod escape;
pub(crate) mod input;
mod multipart;
mod pairs;
mod parameters;
pub(crate) mod routes;
mod servers;

use crate::lock::lock;
use apig_codegen::{
    Document, Examples, Job, Overlay, Read, ReadError, Report, RuntimeChoice, Severity, Style, Syntax, api,
};
use bytes::Bytes;
use routes::{Match, Routes};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// Path below the spec's folder, and text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/spec.rs"));

/// The root document of a service, in its folder.
const ROOT: &str = "openapi.yaml";

/// A file larger than this is no document that a person wrote.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What the documents say.
#[derive(Debug)]
pub(crate) struct Spec {
    services: Vec<api::Service>,
    routes: Routes,
    /// Whose they are: what this cloud's services do beyond their documents is known.
    owner: Owner,
    /// What changes the documents before they are read.
    overlays: Vec<Overlay>,
    /// What is wrong with them, in a line.
    warnings: Option<String>,
    /// All that was read, by path: what is shown is what requests are judged by, whatever became of the folder.
    files: BTreeMap<String, Vec<u8>>,
}

/// Whose documents they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// This cloud's.
    Cloud,
    /// Anybody's, of whom nothing is known but what they say.
    Anybody,
}

impl Spec {
    /// The spec that the emulator was built with. It is read once for all emulators of a process.
    pub fn embedded() -> Result<Arc<Self>, String> {
        static SPEC: OnceLock<Result<Arc<Spec>, String>> = OnceLock::new();
        SPEC.get_or_init(|| {
            let roots = EMBEDDED.iter().filter(|(path, _)| path.split_once('/').is_some_and(|(_, file)| file == ROOT));
            let roots = roots.map(|(path, _)| (*path).to_owned()).collect();
            let text = |path: &str| EMBEDDED.iter().find(|(name, _)| *name == path).map(|(_, text)| text);
            Self::read(Owner::Cloud, roots, Vec::new(), "spec/", &|path| {
                text(path).map(|text| text.as_bytes().to_vec()).ok_or(ReadError::NotFound)
            })
        })
        .clone()
    }

    /// The spec in a folder: `openapi.yaml` in it, or in each of its folders.
    pub fn in_folder(folder: &Path) -> Result<Arc<Self>, String> {
        let unread = |error: io::Error| format!("cannot read the folder `{}`: {error}", folder.display());
        // Without links, so that a prefix tells what lies inside.
        let real = fs::canonicalize(folder).map_err(unread)?;
        let mut roots = Vec::new();
        if real.join(ROOT).is_file() {
            roots.push(ROOT.to_owned());
        }
        for entry in fs::read_dir(&real).map_err(unread)? {
            let name = entry.map_err(unread)?.file_name();
            if let Some(name) = name.to_str().filter(|name| real.join(name).join(ROOT).is_file()) {
                roots.push(format!("{name}/{ROOT}"));
            }
        }
        if roots.is_empty() {
            return Err(format!("there is no `{ROOT}` in `{}`, nor in a folder of it", folder.display()));
        }
        roots.sort();
        Self::read(Owner::Cloud, roots, Vec::new(), &format!("{}/", folder.display()), &|path| read_below(&real, path))
    }

    /// A document from anywhere, which may refer to what lies in its folder, or in this one above that.
    pub fn in_file(file: &Path, root: Option<&Path>, overlays: &[PathBuf]) -> Result<Arc<Self>, String> {
        let unread = |path: &Path, error: io::Error| format!("cannot read `{}`: {error}", path.display());
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let real = |folder: &Path| fs::canonicalize(folder).map_err(|error| unread(folder, error));
        let own = real(folder)?.join(file.file_name().unwrap_or_default());
        let folder = root.unwrap_or(folder);
        let real = real(folder)?;
        let outside = || format!("`{}` does not lie below `{}`", file.display(), folder.display());
        let parts = own.strip_prefix(&real).map_err(|_| outside())?.iter().map(OsStr::to_str);
        let name = parts.collect::<Option<Vec<_>>>().ok_or("the name of the document is not Unicode")?.join("/");
        let overlay = |path: &PathBuf| {
            let text = fs::read_to_string(path).map_err(|error| unread(path, error))?;
            Ok(Overlay { path: path.display().to_string(), text })
        };
        let overlays = overlays.iter().map(overlay).collect::<Result<_, String>>()?;
        let shown = folder.join("").display().to_string();
        let shown = if folder == Path::new(".") { String::new() } else { shown };
        Self::read(Owner::Anybody, vec![name], overlays, &shown, &|path| read_below(&real, path))
    }

    /// A document of a test.
    #[cfg(test)]
    pub fn of_text(text: &str) -> Arc<Self> {
        let read = |path: &str| if path == ROOT { Ok(text.as_bytes().to_vec()) } else { Err(ReadError::NotFound) };
        Self::read(Owner::Anybody, vec![ROOT.to_owned()], Vec::new(), "", &read).unwrap()
    }

    fn read(
        owner: Owner,
        roots: Vec<String>,
        overlays: Vec<Overlay>,
        shown_root: &str,
        read: &Read<'_>,
    ) -> Result<Arc<Self>, String> {
        let document = |path| Document { path, overlays: overlays.clone() };
        let job = Job {
            runtime: match owner {
                Owner::Cloud => RuntimeChoice::Cloud,
                Owner::Anybody => RuntimeChoice::OfDocuments,
            },
            package: "spec".to_owned(),
            documents: roots.into_iter().map(document).collect(),
            command: String::new(),
            spec_root: shown_root.to_owned(),
            front_page: false,
            extra: false,
            strict: false,
            examples: Examples::Checked,
        };
        let files = Mutex::new(BTreeMap::new());
        let (services, report) = apig_codegen::read(&job, &|path| {
            let text = read(path)?;
            lock(&files).insert(path.to_owned(), text.clone());
            Ok(text)
        });
        if services.len() < job.documents.len() || report.has_errors() {
            return Err(report.human(Style::Plain, shown_root));
        }
        let (routes, warnings, files) = (Routes::new(&services), warnings(&report), std::mem::take(&mut *lock(&files)));
        Ok(Arc::new(Self { services, routes, owner, overlays, warnings, files }))
    }

    /// The services, in the order of their names.
    pub fn services(&self) -> &[api::Service] {
        &self.services
    }

    /// The document of a service as one, with this server in place of its own; `None` if there is no such service.
    pub fn document(&self, service: &str, server: &str) -> Option<Result<String, String>> {
        let path = self.services.iter().find(|name| name.name == service)?.path.clone();
        let read = |path: &str| self.files.get(path).cloned().ok_or(ReadError::NotFound);
        let document = Document { path, overlays: self.overlays.clone() };
        let bundle = apig_codegen::bundle_at(server, &document, false, Syntax::Json, &read);
        Some(bundle.text.ok_or_else(|| bundle.report.human(Style::Plain, "")))
    }

    /// The operation that a request is for.
    pub fn find(&self, request: &http::Request<Bytes>) -> Match<'_> {
        match self.routes.find(&self.services, request.method(), request.uri()) {
            Match::Operation(matched) => Match::Operation(input::meant(matched, request)),
            other @ (Match::MethodNotAllowed(_) | Match::NotFound) => other,
        }
    }

    /// Whose documents they are.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// What is wrong with the documents, in a line, if anything is.
    pub fn warnings(&self) -> Option<&str> {
        self.warnings.as_deref()
    }

    /// How many operations there are.
    pub fn operations(&self) -> usize {
        self.services.iter().map(|service| service.operations.len()).sum()
    }

    /// The names of all regions of all services.
    pub fn regions(&self) -> impl Iterator<Item = &str> {
        self.services.iter().flat_map(|service| &service.regions).map(|region| region.name.as_str())
    }
}

/// How many warnings there are of each code.
fn warnings(report: &Report) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in report.diagnostics().iter().filter(|one| one.severity == Severity::Warning) {
        *counts.entry(one.code).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(code, count)| format!("{count} {code}")).collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

fn read_below(folder: &Path, path: &str) -> Result<Vec<u8>, ReadError> {
    let not_read = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::NotFound,
        _ => ReadError::Failed(error.to_string()),
    };
    let real = fs::canonicalize(folder.join(path)).map_err(not_read)?;
    let metadata = fs::metadata(&real).map_err(not_read)?;
    if !real.starts_with(folder) || !metadata.is_file() || metadata.len() > MAX_BYTES {
        return Err(ReadError::Refused(format!("`{path}` is no document of this folder")));
    }
    fs::read(real).map_err(not_read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_spec_is_that_of_the_folder() {
        let embedded = Spec::embedded().unwrap();
        let folder = Spec::in_folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"))).unwrap();
        let names = |spec: &Spec| spec.services.iter().map(|service| service.name.clone()).collect::<Vec<_>>();
        assert_eq!((names(&embedded), embedded.operations()), (names(&folder), folder.operations()));
        assert!(embedded.regions().any(|region| region == "eu-de"));
    }

    #[test]
    fn a_document_is_whole_and_names_the_server() {
        let spec = Spec::embedded().unwrap();
        for service in spec.services() {
            let text = spec.document(&service.name, "/").unwrap().unwrap();
            let document: api::Json = serde_json::from_str(&text).unwrap();
            assert_eq!(document["servers"], serde_json::json!([{"url": "/"}]));
            assert!(!text.contains(".yaml#"), "{}", service.name);
        }
        assert!(spec.document("other", "/").is_none());
    }

    #[test]
    fn a_folder_without_documents_is_named() {
        let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        assert_eq!(
            Spec::in_folder(Path::new(src)).unwrap_err(),
            format!("there is no `openapi.yaml` in `{src}`, nor in a folder of it")
        );
        assert!(Spec::in_folder(Path::new("/nowhere")).unwrap_err().starts_with("cannot read the folder `/nowhere`: "));
    }
}
