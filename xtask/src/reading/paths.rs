//! Finds which documents are read and which folder is written, for the project and for `--spec FILE --out DIR`. Must
//! not know what is in them.

use crate::disk::{self, display_path, failed, is_there};
use crate::terminal::{called, is_of_cargo, printable, quoted};
use apig_codegen::nearest;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What to generate, as the command line says it.
pub enum Target {
    /// `spec/` into `generated/`.
    Project,
    Document {
        spec: PathBuf,
        /// What is read lies below this folder, if not below the document's own.
        root: Option<PathBuf>,
        out: PathBuf,
        package: Option<String>,
        /// Overlays that change the document before it is read.
        overlays: Vec<PathBuf>,
    },
}

/// Where one run reads and writes.
#[derive(Default)]
pub struct Locations {
    /// The folder that documents are read from, and what messages put before paths below it.
    pub spec: PathBuf,
    pub spec_prefix: String,
    /// The root documents, below that folder.
    pub documents: Vec<String>,
    /// What changes them before they are read.
    pub overlays: Vec<PathBuf>,
    /// The folder of the crate, and how messages name it.
    pub folder: PathBuf,
    pub folder_label: String,
    /// The package's name as it was given, and guesses where it was not.
    pub package: Option<String>,
    pub guesses: Vec<String>,
    /// Whether a missing `Cargo.toml` is written.
    pub is_new_crate: bool,
    /// Whether a fault that loses nothing is an error: a document of somebody else is not ours to fix.
    pub strict: bool,
    /// What the generated files put before the path of their source. What was typed must not get in there.
    pub source_root: &'static str,
    /// What the generated files say about how they were made. It is the same on every machine.
    pub command: &'static str,
    /// The command that brings the crate up to date.
    pub mend: String,
}

impl Locations {
    /// The document of a service of the project, or the message that there is no such service.
    pub fn document_of(&self, service: &str) -> Result<&str, String> {
        let services = || self.documents.iter().filter_map(|path| Some((path.split_once('/')?.0, path.as_str())));
        if let Some((_, document)) = services().find(|(name, _)| *name == service) {
            return Ok(document);
        }
        let names: Vec<&str> = services().map(|(name, _)| name).collect();
        let hint = match nearest(service, names.iter().copied()) {
            Some(suggestion) => format!("did you mean `{suggestion}`?"),
            None => format!("there are: {}", names.join(", ")),
        };
        Err(format!("there is no service `{}`; {}", printable(service), printable(&hint)))
    }
}

/// Finds what the target means on this disk.
pub fn find(target: &Target) -> Result<Locations, String> {
    match target {
        Target::Project => project(&workspace()?),
        Target::Document { spec, root, out, package, overlays } => {
            document((spec, root.as_deref()), out, package.as_deref(), overlays)
        }
    }
}

fn project(workspace: &Path) -> Result<Locations, String> {
    let spec = workspace.join("spec");
    let documents = services(&spec)?;
    if documents.is_empty() {
        return Err(format!("there is no document: looked for `{}/<service>/openapi.yaml`", display_path(&spec)));
    }
    Ok(Locations {
        spec,
        spec_prefix: "spec/".to_owned(),
        documents,
        overlays: Vec::new(),
        folder: workspace.join("generated"),
        folder_label: "generated".to_owned(),
        package: None,
        guesses: vec!["apig-sdk".to_owned()],
        is_new_crate: false,
        strict: true,
        source_root: "spec/",
        command: "cargo xtask gen",
        mend: "cargo xtask gen".to_owned(),
    })
}

/// The documents of the services, sorted by name.
pub fn services(spec: &Path) -> Result<Vec<String>, String> {
    let mut names: Vec<OsString> = match disk::entries(spec) {
        Ok(entries) => entries.into_iter().map(|(name, _)| name).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed("read", spec, &error)),
    };
    names.sort();
    let is_hidden = |name: &OsString| name.as_encoded_bytes().starts_with(b".");
    let is_service = |name: &&OsString| !is_hidden(name) && is_there(&spec.join(name).join("openapi.yaml"));
    let document = |name: &OsString| match name.to_str() {
        Some(name) => Ok(format!("{name}/openapi.yaml")),
        None => Err(format!("the name of `{}` is not Unicode", display_path(&spec.join(name)))),
    };
    names.iter().filter(is_service).map(document).collect()
}

/// A document of somebody else, which is read, with what it refers to, from its own folder or from one above: that folder, what
/// messages put before paths below it, and the document's path there.
pub fn of_file(spec: &Path, root: Option<&Path>) -> Result<(PathBuf, String, String), String> {
    root.map_or_else(|| alone(spec), |root| below(root, spec))
}

fn alone(spec: &Path) -> Result<(PathBuf, String, String), String> {
    let metadata = fs::metadata(spec).map_err(|error| failed("read", spec, &error))?;
    if !metadata.is_file() {
        let kind = if metadata.is_dir() { "a folder: name the document in it" } else { "not a regular file" };
        return Err(format!("`{}` is {kind}", display_path(spec)));
    }
    let Some(name) = spec.file_name().and_then(OsStr::to_str) else {
        return Err(format!("the name of `{}` is not Unicode", display_path(spec)));
    };
    let parent = spec.parent().filter(|parent| !parent.as_os_str().is_empty());
    let spec_prefix = parent.map_or_else(String::new, |parent| printable(&parent.join("").display().to_string()));
    Ok((parent.unwrap_or(Path::new(".")).to_owned(), spec_prefix, name.to_owned()))
}

fn below(root: &Path, spec: &Path) -> Result<(PathBuf, String, String), String> {
    let (folder, _, file) = alone(spec)?;
    let inside = path_from(root, &folder)?;
    if inside == ".." || inside.starts_with("../") || Path::new(&inside).is_absolute() {
        return Err(format!("`{}` does not lie below `{}`", display_path(spec), display_path(root)));
    }
    let spec_prefix = printable(&root.join("").display().to_string());
    let name = if inside.is_empty() { file } else { format!("{inside}/{file}") };
    Ok((root.to_owned(), spec_prefix, name))
}

fn document(
    (spec, root): (&Path, Option<&Path>),
    out: &Path,
    package: Option<&str>,
    overlays: &[PathBuf],
) -> Result<Locations, String> {
    let (folder, spec_prefix, name) = of_file(spec, root)?;
    let guesses = [base_name(out), spec.file_stem().and_then(OsStr::to_str).map(str::to_owned)];
    let (spec_, out_) = (quoted(spec.as_os_str()), quoted(out.as_os_str()));
    let mut mend = format!("{} gen --spec {spec_} --out {out_}", called());
    if let Some(root) = root {
        mend.push_str(&format!(" --spec-root {}", quoted(root.as_os_str())));
    }
    if let Some(package) = package {
        mend.push_str(&format!(" --package {}", quoted(package.as_ref())));
    }
    for overlay in overlays {
        mend.push_str(&format!(" --overlay {}", quoted(overlay.as_os_str())));
    }
    Ok(Locations {
        spec: folder,
        spec_prefix,
        documents: vec![name],
        overlays: overlays.to_vec(),
        folder: out.to_owned(),
        // Without a slash at the end.
        folder_label: display_path(&out.components().collect::<PathBuf>()),
        package: package.map(str::to_owned),
        guesses: guesses.iter().flatten().map(|name| package_like(name)).collect(),
        is_new_crate: true,
        strict: false,
        source_root: "",
        // Whoever has made it, and however that one has called the command.
        command: "oaswright gen --spec FILE --out DIR",
        mend,
    })
}

/// The folder's own name, also of `.` and `..`.
fn base_name(folder: &Path) -> Option<String> {
    let typed = match folder.components().next_back() {
        Some(Component::Normal(name)) => Some(name.to_owned()),
        _ => fs::canonicalize(folder).ok()?.file_name().map(OsStr::to_owned),
    };
    typed?.into_string().ok()
}

/// The folder of the project: above the package that cargo runs, else the nearest above the current folder that is one.
pub fn workspace() -> Result<PathBuf, String> {
    let is_project = |folder: &Path| folder.join("spec").is_dir() && folder.join("xtask/Cargo.toml").is_file();
    let package = std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| is_of_cargo()).map(PathBuf::from);
    let of_cargo = package.and_then(|package| package.parent().map(Path::to_owned));
    let current = || std::env::current_dir().ok()?.ancestors().find(|folder| is_project(folder)).map(Path::to_owned);
    let missing = || format!("there is no project here; `{} gen --spec FILE --out DIR` needs none", called());
    of_cargo.or_else(current).ok_or_else(missing)
}

/// The path from a folder to another, as `Cargo.toml` and references have it.
pub fn path_from(folder: &Path, to: &Path) -> Result<String, String> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| failed("find", path, &error));
    let path = relative(&real(folder)?, &real(to)?);
    path.ok_or_else(|| format!("the path from `{}` to `{}` is not Unicode", display_path(folder), display_path(to)))
}

fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if common == 0 {
        // Different drives.
        return to.iter().collect::<PathBuf>().to_str().map(str::to_owned);
    }
    let down = to.iter().skip(common).map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = from.iter().skip(common).map(|_| Some("..")).chain(down).collect();
    Some(parts?.join("/"))
}

/// Turns the name of a folder or file into one that a package may have, if it can be done.
fn package_like(name: &str) -> String {
    let legal = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' }
    };
    name.chars().map(legal).collect::<String>().trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_folders_become_names_of_packages() {
        assert_eq!(package_like("Pet Store.v2"), "pet-store-v2");
        assert_eq!(package_like(".hidden"), "hidden");
        assert_eq!(package_like("日本"), "");
    }

    #[test]
    fn relative_paths() {
        let check = |from: &str, to: &str| relative(Path::new(from), Path::new(to)).unwrap();
        assert_eq!(check("/a/b/out", "/a/w/runtime"), "../../w/runtime");
        assert_eq!(check("/a/w/out", "/a/w/runtime"), "../runtime");
        assert_eq!(check("/a/w", "/a/w/runtime"), "runtime");
        assert_eq!(check("/out", "/w/runtime"), "../w/runtime");
    }

    #[test]
    fn services_are_sorted_and_files_are_not_services() {
        let temp = tempfile::tempdir().unwrap();
        let spec = temp.path().join("spec");
        for service in ["roma", "apig", "empty"] {
            fs::create_dir_all(spec.join(service)).unwrap();
        }
        fs::write(spec.join("common.yaml"), "").unwrap();
        assert!(project(temp.path()).err().unwrap().contains("spec/<service>/openapi.yaml"));
        fs::write(spec.join("roma/openapi.yaml"), "").unwrap();
        fs::write(spec.join("apig/openapi.yaml"), "").unwrap();
        assert_eq!(project(temp.path()).unwrap().documents, ["apig/openapi.yaml", "roma/openapi.yaml"]);
    }
}
