//! Reads credentials from the profile file of Huawei Cloud's SDKs. The only module that knows the INI format, and the
//! keys in that file.

use super::discovery::{Discovery, Hints, key, pair};
use super::{Credentials, FederatedLogin, IdToken};
use crate::Error;
use crate::environment::Environment;
use configparser::ini::{Ini, IniDefault};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const FILE: &str = ".huaweicloud/credentials";
const FILE_VARIABLE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
const PROFILE_VARIABLE: &str = "HUAWEICLOUD_SDK_PROFILE";

/// Credentials for projects first; those for whole accounts serve as well.
const SECTIONS: [&str; 2] = ["basic", "global"];

type Section = HashMap<String, Option<String>>;

impl Credentials {
    /// Credentials from a profile file: `~/.huaweicloud/credentials`, or the one that the variable
    /// `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names; from its section that `HUAWEICLOUD_SDK_PROFILE` names, else `[basic]`, else
    /// `[global]`.
    ///
    /// A section has `ak`, `sk` and, for a temporary key, `security_token`; or `idp_id` and `id_token_file` for a
    /// [`FederatedLogin`], which goes first. Beside them, it may have `project_id`, `domain_id` and `iam_endpoint`.
    ///
    /// # Errors
    ///
    /// There is no such file or section, it cannot be read, or it has no credentials or half of some
    /// ([`ErrorKind::Credentials`](crate::ErrorKind::Credentials)). The error shows no values.
    pub fn from_profile() -> Result<Self, Error> {
        let environment = Environment::of_process();
        let discovery = match find_named(&environment)? {
            Discovery::Nothing(_) => find(&environment)?,
            discovery @ Discovery::Credentials(_) => discovery,
        };
        match discovery {
            Discovery::Credentials(credentials) => Ok(credentials),
            Discovery::Nothing(why) => Err(Error::credentials(format!("no credentials in a profile file: {why}"))),
        }
    }

    /// As [`from_profile`](Self::from_profile), from the section of this name, such as `basic-dev`. The vendor's SDKs read
    /// sections whose names begin with `basic` or `global`.
    ///
    /// # Errors
    ///
    /// As for [`from_profile`](Self::from_profile).
    pub fn from_named_profile(name: &str) -> Result<Self, Error> {
        of_profile(&Environment::of_process(), name, "it is asked for")
    }
}

/// Looks for credentials in the file and the section that variables name; then they must be there.
pub(super) fn find_named(environment: &Environment) -> Result<Discovery, Error> {
    if let Some(name) = environment.var(PROFILE_VARIABLE) {
        return of_profile(environment, &name, &format!("{PROFILE_VARIABLE} names it")).map(Discovery::Credentials);
    }
    if environment.var(FILE_VARIABLE).is_none() {
        return Ok(Discovery::Nothing(format!("neither {PROFILE_VARIABLE} nor {FILE_VARIABLE} is set")));
    }
    match find(environment)? {
        Discovery::Nothing(why) => {
            Err(Error::credentials(format!("profile file: {why}, but {FILE_VARIABLE} names it")))
        }
        discovery @ Discovery::Credentials(_) => Ok(discovery),
    }
}

/// Looks for credentials in the file, and in the sections that all SDKs read.
pub(super) fn find(environment: &Environment) -> Result<Discovery, Error> {
    let Some(path) = path(environment) else {
        return Ok(Discovery::Nothing(format!("there is no home directory, and {FILE_VARIABLE} is not set")));
    };
    let Some(sections) = load(environment, &path)? else {
        return Ok(Discovery::Nothing(format!("{} does not exist", path.display())));
    };
    for name in SECTIONS {
        if let Some(section) = sections.get(name)
            && let Some(credentials) = read(&path, name, section)?
        {
            return Ok(Discovery::Credentials(credentials));
        }
    }
    Ok(Discovery::Nothing(format!("{} has neither `ak` nor `idp_id` in [basic] or [global]", path.display())))
}

/// The credentials of one section, which somebody asked for.
fn of_profile(environment: &Environment, name: &str, why: &str) -> Result<Credentials, Error> {
    let path = path(environment).unwrap_or_else(|| PathBuf::from("~").join(FILE));
    let mistake = |what: &str| {
        let (path, name) = (path.display(), name.escape_debug());
        Error::credentials(format!("profile file: {path} has {what} [{name}], but {why}"))
    };
    let sections = load(environment, &path)?.unwrap_or_default();
    // As the names of sections are read.
    let section = sections.get(&name.to_lowercase()).ok_or_else(|| mistake("no section"))?;
    read(&path, name, section)?.ok_or_else(|| mistake("neither `ak` nor `idp_id` in"))
}

fn path(environment: &Environment) -> Option<PathBuf> {
    environment.var(FILE_VARIABLE).map(PathBuf::from).or_else(|| environment.in_home(FILE))
}

/// The sections of a file, if there is one.
fn load(environment: &Environment, path: &Path) -> Result<Option<HashMap<String, Section>>, Error> {
    let mistake = |what: String| Error::credentials(format!("profile file: {} {what}", path.display()));
    let Some(text) = environment.read(path).map_err(|error| mistake(error.to_string()))? else { return Ok(None) };
    let mut format = IniDefault::default();
    // As in the files of the other SDKs: a secret may have a `;` or `#` in it.
    format.enable_inline_comments = false;
    let sections = Ini::new_from_defaults(format).read(text.to_string());
    sections.map(Some).map_err(|error| mistake(format!("has a mistake: {error}")))
}

fn read(path: &Path, name: &str, section: &Section) -> Result<Option<Credentials>, Error> {
    let get = |key: &str| section.get(key).cloned().flatten().filter(|value| !value.is_empty());
    let source = format!("profile file: {}, section [{name}]", path.display());
    let named = |key: &'static str| get(key).map(|value| (key, value));
    let federated = pair(&source, named("idp_id"), named("id_token_file"), ["idp_id", "id_token_file"])?;
    let credentials = match federated {
        Some((provider, file)) => Some(Credentials::provider(FederatedLogin::new(provider, IdToken::file(file)))),
        None => key(&source, named("ak"), named("sk"), named("security_token"), ["ak", "sk"])?,
    };
    let hints = Hints {
        region: None,
        project_id: get("project_id"),
        project_name: None,
        domain_id: get("domain_id"),
        identity_endpoint: get("iam_endpoint"),
    };
    Ok(credentials.map(|credentials| credentials.with_hints(hints)))
}
