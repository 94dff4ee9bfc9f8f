//! Credentials from the profile file of Huawei Cloud's SDKs.
//!
//! The only module that knows the INI format, and the keys in that file.

use super::Credentials;
use super::found::{Found, Hints, pair};
use crate::environment::Environment;
use crate::error::Error;
use configparser::ini::{Ini, IniDefault};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const FILE: &str = ".huaweicloud/credentials";
const FILE_VARIABLE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/// Credentials for projects first; those for whole accounts serve as well.
const SECTIONS: [&str; 2] = ["basic", "global"];

type Section = HashMap<String, Option<String>>;

impl Credentials {
    /// An access key from a profile file: `~/.huaweicloud/credentials`, or the one that the variable
    /// `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names. In its section `[basic]`, or else `[global]`, it has `ak`, `sk` and,
    /// for a temporary key, `security_token`.
    ///
    /// # Errors
    ///
    /// There is no such file, it cannot be read, or it has no key or half of one
    /// ([`ErrorKind::Credentials`](crate::ErrorKind::Credentials)). The error shows no values.
    pub fn from_profile() -> Result<Self, Error> {
        match find(&Environment::of_process())? {
            Found::Credentials(credentials) => Ok(credentials),
            Found::Nothing(why) => Err(Error::credentials(format!("no credentials in a profile file: {why}"))),
        }
    }
}

/// Looks for credentials in the profile file.
pub(super) fn find(environment: &Environment) -> Result<Found, Error> {
    let named = environment.var(FILE_VARIABLE).map(PathBuf::from);
    let Some(path) = named.clone().or_else(|| environment.in_home(FILE)) else {
        return Ok(Found::Nothing(format!("there is no home directory, and {FILE_VARIABLE} is not set")));
    };
    let mistake = |what: String| Error::credentials(format!("profile file: {} {what}", path.display()));
    let text = environment.read(&path).map_err(|error| mistake(error.to_string()))?;
    let Some(text) = text else {
        return match named {
            Some(_) => Err(mistake(format!("does not exist, but {FILE_VARIABLE} names it"))),
            None => Ok(Found::Nothing(format!("{} does not exist", path.display()))),
        };
    };
    let sections = parse(&text).map_err(|error| mistake(format!("has a mistake: {error}")))?;
    for name in SECTIONS {
        if let Some(section) = sections.get(name)
            && let Some(credentials) = read(&path, name, section)?
        {
            return Ok(Found::Credentials(credentials));
        }
    }
    Ok(Found::Nothing(format!("{} has neither `ak` nor `sk` in [basic] or [global]", path.display())))
}

fn parse(text: &str) -> Result<HashMap<String, Section>, String> {
    let mut format = IniDefault::default();
    // As in the files of the other SDKs: a secret may have a `;` or `#` in it.
    format.enable_inline_comments = false;
    Ini::new_from_defaults(format).read(text.to_owned())
}

fn read(path: &Path, name: &str, section: &Section) -> Result<Option<Credentials>, Error> {
    let get = |key: &str| section.get(key).cloned().flatten().filter(|value| !value.is_empty());
    let source = format!("profile file: {}, section [{name}]", path.display());
    let named = |key: &'static str| get(key).map(|value| (key, value));
    let Some((id, secret)) = pair(&source, named("ak"), named("sk"), ["ak", "sk"])? else { return Ok(None) };
    let credentials = match get("security_token") {
        Some(token) => Credentials::temporary_access_key(id, secret, token),
        None => Credentials::access_key(id, secret),
    };
    let hints = Hints { region: None, project_id: get("project_id"), identity_endpoint: get("iam_endpoint") };
    Ok(Some(credentials.with_hints(hints)))
}
