//! Holds what to generate, and how files are read. Plain data. Must not know what becomes of it.

/// What to generate.
#[derive(Clone, Debug)]
pub struct Job {
    /// Name of the package that is generated, such as `apig-sdk`.
    pub package: String,
    /// What the crate is generated against.
    pub runtime: RuntimeChoice,
    /// Root documents, in order.
    pub documents: Vec<Document>,
    /// The command that the first line of each file names.
    pub command: String,
    /// What the first line of each file puts before the path of its source, such as `spec/`.
    pub spec_root: String,
    /// Whether people wrote a [`FRONT_PAGE`], with which the crate's documentation continues.
    pub front_page: bool,
    /// Whether people wrote a module [`EXTRA`], which the crate has then.
    pub extra: bool,
    /// Whether a fault that loses nothing when one goes on is an error or, for a document that is not ours to fix, a warning.
    pub strict: bool,
    /// Whether examples are compared with their schemas.
    pub examples: Examples,
}

/// Which runtime a crate is generated against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuntimeChoice {
    /// That of this cloud.
    Cloud,
    /// That of this cloud if a document says that requests are signed as it wants them, else the general one.
    OfDocuments,
}

/// A root document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Path relative to the spec root, with `/`.
    pub path: String,
    /// What changes it before it is read, in order.
    pub overlays: Vec<Overlay>,
}

impl Document {
    /// A document as it is written.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), overlays: Vec::new() }
    }
}

/// An OpenAPI Overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// What messages call its file.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// Whether examples are compared with their schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examples {
    /// They are, and one that does not match is not used.
    Checked,
    /// They are taken as they are written, for whoever reads and does not use them.
    Unchecked,
}

/// Reads a file below the spec root. The caller refuses what lies outside of it, behind links too; `..` and URLs are
/// refused before they get here. Any thread may ask, in any order.
pub type Read<'a> = dyn Fn(&str) -> Result<Vec<u8>, ReadError> + Sync + 'a;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is none.
    NotFound,
    /// It must not be read, for this reason.
    Refused(String),
    /// It cannot be read, for this reason.
    Failed(String),
}

/// The file beside `src/` that lists what callers can name in the crate, an item on each line.
pub const PUBLIC_API: &str = "public-api.txt";

/// The file beside `src/` with what people have to say on the first page of the crate's documentation.
pub const FRONT_PAGE: &str = "docs/front.md";

/// The file beside `src/` with the module `extra`: what documents say in words alone, as code that people write.
pub const EXTRA: &str = "extra/mod.rs";
