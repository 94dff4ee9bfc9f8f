//! Writes what a new crate has beside its sources: `Cargo.toml` and `README.md`, which are a person's from then on. Only for
//! crates of other documents: those of `generated/` are written by people.

use crate::rust::{Crate, RuntimePackage};

/// What a new crate says of itself.
#[derive(Clone, Debug)]
pub struct About {
    package: String,
    runtime: RuntimePackage,
    /// What it is of, in a line.
    description: String,
    license: Option<String>,
    /// The modules of the services, each a cargo feature.
    services: Vec<String>,
    /// A first call, as a program has it.
    first_call: Vec<String>,
    /// How the body of an error is decoded, where it has a type.
    first_error: Vec<String>,
}

impl About {
    pub(crate) fn new(package: &str, crate_: &Crate, description: String, examples: [Vec<String>; 2]) -> Self {
        let services = crate_.services.iter().map(|service| service.ident.plain().to_owned()).collect();
        let [first_call, first_error] = examples;
        let license = crate_.license.clone();
        Self {
            package: package.to_owned(),
            runtime: crate_.runtime,
            description,
            license,
            services,
            first_call,
            first_error,
        }
    }

    /// The folder of its runtime, in the folder that holds both.
    pub fn runtime_folder(&self) -> &'static str {
        match self.runtime {
            RuntimePackage::General => "http",
            RuntimePackage::Cloud => "cloud",
        }
    }

    /// The `Cargo.toml`; `runtime_path` leads from its folder to the runtime's, where that is not to be the published one.
    pub fn manifest(&self, runtime_path: Option<&str>) -> String {
        let Self { package, runtime, description, license, services, first_call: _, first_error: _ } = self;
        let of_cloud = runtime_has_profiles(*runtime);
        let default = services.iter().map(String::as_str).chain(of_cloud.then_some("profiles")).chain(["reqwest"]);
        let default = default.map(quoted).collect::<Vec<_>>().join(", ");
        let features: String = services.iter().map(|service| format!("{service} = []\n")).collect();
        let runtime = runtime.package();
        let profiles = match of_cloud {
            true => format!("# Credentials from files.\nprofiles = [\"{runtime}/profiles\"]\n"),
            false => String::new(),
        };
        let license = license.as_ref().map(|license| format!("license = {}\n", quoted(license))).unwrap_or_default();
        let path = runtime_path.map(|path| format!(", path = {}", quoted(path))).unwrap_or_default();
        let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
        format!(
            r#"[package]
name = {package}
version = "0.1.0"
edition = "2024"
description = {description}
{license}readme = "README.md"
keywords = ["api-client", "openapi", "sdk"]
categories = ["api-bindings"]
# Take it away to publish the crate.
publish = false

[package.metadata.docs.rs]
all-features = true

[features]
default = [{default}]
{features}# The HTTP client. Without it, `Config::builder().transport(…)` must be given one.
reqwest = ["{runtime}/reqwest"]
# HTTP/2 with servers that offer it.
http2 = ["reqwest", "{runtime}/http2"]
{profiles}# The same API without async, for scripts: `send_blocking`, `into_blocking`, `wait_blocking`.
blocking = ["{runtime}/blocking"]
# A transport that gives scripted answers, for tests.
test-util = ["{runtime}/test-util"]
# Spans and events of every call and attempt.
tracing = ["{runtime}/tracing"]

[dependencies]
{runtime} = {{ version = "{version}"{path}, default-features = false }}

# A crate of its own, wherever it lies.
[workspace]
"#,
            package = quoted(package),
            description = quoted(description),
        )
    }

    /// The `README.md`.
    pub fn readme(&self) -> String {
        let Self { package, runtime: _, description, license: _, services: _, first_call, first_error } = self;
        let example = first_call.join("\n");
        let errors = match first_error.as_slice() {
            [] => String::new(),
            lines => format!(
                "What fails is one type, `Error`. Where the document describes the body of such an answer, the operation's\n\
                documentation names its type:\n\n```rust\n{}\n```\n\n",
                lines.join("\n")
            ),
        };
        format!(
            "# {package}\n\n{description}. Generated from an OpenAPI document.\n\n```rust\n{example}\n```\n\n\
            An operation is a value: the client's method makes it, setters fill it, `send` or `.await` sends it. Everything that is\n\
            wrong with it is reported together, before a byte is sent. `cargo doc --open` shows all operations.\n\n{errors}\
            `src/` is the generator's, and is replaced when it runs again; this file and `Cargo.toml` are yours.\n"
        )
    }
}

fn runtime_has_profiles(runtime: RuntimePackage) -> bool {
    match runtime {
        RuntimePackage::General => false,
        RuntimePackage::Cloud => true,
    }
}

/// Text as TOML has it in quotes. JSON does so, too, but for one character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7f}', " ")).to_string()
}

/// Cargo's rules for the name of a package; the error says what is wrong.
pub fn check_package_name(name: &str) -> Result<(), String> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() {
        return Err("a package name cannot be empty".to_owned());
    }
    if let Some(odd) = name.chars().find(|c| !legal(*c)) {
        return Err(format!("a package name cannot contain {odd:?}: use letters, digits, `-` and `_`"));
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err("a package name starts with a letter".to_owned());
    }
    if name.len() > 64 {
        return Err("a package name has at most 64 characters".to_owned());
    }
    let reserved = [
        "test",
        "core",
        "std",
        "alloc",
        "proc_macro",
        "apig-runtime",
        "apig_runtime",
        "oaswright-runtime",
        "oaswright_runtime",
        "serde",
    ];
    if reserved.contains(&name) || syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err() {
        return Err(format!("`{name}` means something else to cargo or rustc"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names() {
        for (name, legal) in [
            ("apig-sdk", true),
            ("a", true),
            ("snake_case2", true),
            ("", false),
            ("no good", false),
            ("2fast", false),
            ("-x", false),
            ("fn", false),
            ("test", false),
            ("a\"\nevil = true", false),
            ("\u{e9}t\u{e9}", false),
        ] {
            assert_eq!(check_package_name(name).is_ok(), legal, "{name:?}");
        }
    }
}
