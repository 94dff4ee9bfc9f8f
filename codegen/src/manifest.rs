//! Writes the manifest of a new crate. Only for crates of other documents: `generated/Cargo.toml` is written by people.

/// The `Cargo.toml` of a new crate; `runtime_path` leads from its folder to the runtime's.
pub fn manifest(package: &str, services: &[String], runtime_path: &str) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let default =
        services.iter().map(String::as_str).chain(["profiles", "reqwest"]).map(quoted).collect::<Vec<_>>().join(", ");
    let features: String = services.iter().map(|service| format!("{service} = []\n")).collect();
    format!(
        r#"[package]
name = {package}
version = "0.1.0"
edition = "2024"
publish = false

[features]
default = [{default}]
{features}# The HTTP client. Without it, `Config::builder().transport(…)` must be given one.
reqwest = ["apig-runtime/reqwest"]
# HTTP/2 with servers that offer it.
http2 = ["reqwest", "apig-runtime/http2"]
# Credentials from files.
profiles = ["apig-runtime/profiles"]
# The same API without async, for scripts: `send_blocking`, `into_blocking`, `wait_blocking`.
blocking = ["apig-runtime/blocking"]
# A transport that gives scripted answers, for tests.
test-util = ["apig-runtime/test-util"]
# Spans and events of every call and attempt.
tracing = ["apig-runtime/tracing"]

[dependencies]
apig-runtime = {{ path = {runtime}, default-features = false }}

# A crate of its own, wherever it lies.
[workspace]
"#,
        package = quoted(package),
        runtime = quoted(runtime_path),
    )
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
    let reserved = ["test", "core", "std", "alloc", "proc_macro", "apig-runtime", "apig_runtime", "serde"];
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
