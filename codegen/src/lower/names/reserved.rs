//! Lists reserved names: Rust's, and those that generated code needs for itself.

/// Keywords, which are written raw.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written raw.
pub const NEVER_RAW: &[&str] = &["_", "crate", "self", "Self", "super"];

/// Names of types that generated code uses itself.
pub const TYPES: &[&str] = &[
    "Base64",
    "BTreeMap",
    "Box",
    "Clone",
    "Client",
    "DateTime",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "Eq",
    "Err",
    "Formatter",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Map",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "PartialEq",
    "Secret",
    "Self",
    "Serialize",
    "Some",
    "String",
    "Validate",
    "Validator",
    "Value",
    "Vec",
];

/// Names of types that an operation's file uses itself.
pub const OPERATIONS: &[&str] = &[
    "Authentication",
    "Base64",
    "Body",
    "BTreeMap",
    "Box",
    "CallOptions",
    "Clone",
    "Client",
    "Config",
    "DateTime",
    "Debug",
    "Error",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Map",
    "Method",
    "Multipart",
    "None",
    "Nullable",
    "Ok",
    "Operation",
    "Option",
    "Part",
    "PartialEq",
    "Request",
    "Response",
    "Result",
    "Secret",
    "Self",
    "Sending",
    "Service",
    "Some",
    "String",
    "Validate",
    "Validator",
    "Value",
    "Vec",
];

/// Methods that all generated types have.
pub const METHODS: &[&str] = &[
    "as_i64",
    "as_str",
    "body",
    "clone",
    "default",
    "from",
    "into",
    "into_future",
    "send",
    "send_blocking",
    "send_with_response",
    "to_request",
    "validate",
];

/// Methods that every client has; those of std that take it by value would come first.
pub const CLIENT_METHODS: &[&str] =
    &["clone", "endpoint", "in_project", "into", "new", "request", "try_into", "with_options"];

/// Fields that every operation has.
pub const OPERATION_FIELDS: &[&str] = &["body", "client"];

/// Modules that every service has, and files that cannot be: `mod.rs` means the folder, and some Windows keeps.
pub const MODULES: &[&str] = &["aux", "con", "examples", "methods", "mod", "nul", "prn", "types"];

/// Modules, crates and features that every generated crate has.
pub const CRATE_MODULES: &[&str] = &[
    "alloc",
    "apig_runtime",
    "aux",
    "bin",
    "blocking",
    "con",
    "core",
    "default",
    "endpoints",
    "http",
    "lib",
    "main",
    "mod",
    "nul",
    "oaswright_runtime",
    "prn",
    "proc_macro",
    "profiles",
    "reqwest",
    "runtime",
    "serde",
    "serde_json",
    "std",
    "testing",
    "time",
    "tracing",
    "transport",
];
