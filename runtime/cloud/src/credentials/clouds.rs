//! Reads credentials from OpenStack's `clouds.yaml`, as the tools of Open Telekom Cloud use it. Knows where the file is
//! and which names are in it. Must not know YAML (`yaml`).

mod yaml;

use super::discovery::{Discovery, Hints, NamedValue, check_auth_type, half_set, key};
use super::scope::Name;
use super::{Agency, Credentials, PasswordLogin};
use crate::Error;
use crate::environment::Environment;
use std::path::{Path, PathBuf};
use yaml::Node;

const CLOUD: &str = "OS_CLOUD";
const IN_HOME: &str = ".config/openstack";
const IN_SYSTEM: &str = "/etc/openstack";
const ENDINGS: [&str; 2] = ["yaml", "yml"];

impl Credentials {
    /// Credentials of a cloud in `clouds.yaml` (or `.yml`), which is looked for in the current directory, in
    /// `~/.config/openstack` and in `/etc/openstack`. What a `secure.yaml` beside it says of the cloud goes first; one in
    /// another of these directories is not read, since whoever writes in one directory must not learn the secrets of
    /// another.
    ///
    /// Below `auth` it has one of these, of which the first wins: `token`; `ak` and `sk`, with `security_token` for a
    /// temporary key; `username` with `user_domain_name`, `domain_name`, `user_domain_id` or `domain_id`, or `user_id`
    /// alone, with `password`, and `passcode` where a second factor is asked for. Tokens come from `auth_url`, or with
    /// `profile: otc` from Open Telekom Cloud in `region_name`, and are for the project of the configuration, else for
    /// `project_id` or `project_name`. With `target_agency_name`, and `target_domain_name` or `target_domain_id`, the
    /// user or key acts for that account, in its project `target_project_name`.
    ///
    /// # Errors
    ///
    /// There is no such file or cloud, the file cannot be read, or only a part is there of what belongs together
    /// ([`ErrorKind::Credentials`](crate::ErrorKind::Credentials)). The error shows no values.
    pub fn from_cloud(name: &str) -> Result<Self, Error> {
        of_cloud(&Environment::of_process(), name)
    }
}

/// Looks for the cloud that `OS_CLOUD` names.
pub(super) fn find(environment: &Environment) -> Result<Discovery, Error> {
    match environment.var(CLOUD) {
        Some(name) => of_cloud(environment, &name).map(Discovery::Credentials),
        None => Ok(Discovery::Nothing(format!("{CLOUD} is not set"))),
    }
}

fn of_cloud(environment: &Environment, name: &str) -> Result<Credentials, Error> {
    let directories = [Some(PathBuf::new()), environment.in_home(IN_HOME), Some(PathBuf::from(IN_SYSTEM))];
    let mut file = None;
    for directory in directories.into_iter().flatten() {
        if let Some((path, clouds)) = load(environment, &directory, "clouds")? {
            file = Some((directory, path, clouds));
            break;
        }
    }
    let Some((directory, path, clouds)) = file else {
        return Err(Error::credentials(format!(
            "clouds.yaml: cloud {name} is asked for, but there is no such file in the current directory, in \
             ~/{IN_HOME} or in {IN_SYSTEM}"
        )));
    };
    let cloud = |file: &Node| file.get("clouds").and_then(|clouds| clouds.get(name)).cloned();
    let Some(public) = cloud(&clouds) else {
        return Err(Error::credentials(format!("clouds.yaml: {} has no cloud {name}", path.display())));
    };
    let secure = load(environment, &directory, "secure")?.and_then(|(_, file)| cloud(&file));
    let source = format!("clouds.yaml: {}, cloud {name}", path.display());
    Cloud { source, layers: secure.into_iter().chain([public]).collect() }.credentials()
}

/// The file of this name in a directory, with its path.
fn load(environment: &Environment, directory: &Path, name: &str) -> Result<Option<(PathBuf, Node)>, Error> {
    for ending in ENDINGS {
        let path = directory.join(format!("{name}.{ending}"));
        let mistake = |what: String| Error::credentials(format!("clouds.yaml: {} {what}", path.display()));
        let text = environment.read(&path).map_err(|error| mistake(error.to_string()))?;
        if let Some(text) = text {
            let node = Node::parse(&text).map_err(mistake)?;
            return Ok(Some((path, node)));
        }
    }
    Ok(None)
}

/// What is said of one cloud, the secret file first.
struct Cloud {
    source: String,
    layers: Vec<Node>,
}

impl Cloud {
    fn value(&self, name: &str) -> Option<String> {
        self.layers.iter().find_map(|layer| layer.get(name)?.text())
    }

    fn auth(&self, name: &'static str) -> Option<NamedValue> {
        let text = self.layers.iter().find_map(|layer| layer.get("auth")?.get(name)?.text());
        Some((name, text?))
    }

    fn first(&self, names: &[&'static str]) -> Option<String> {
        names.iter().find_map(|name| Some(self.auth(name)?.1))
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        let hints = self.hints();
        check_auth_type(&self.source, self.value("auth_type").map(|value| ("auth_type", value)))?;
        let base = match self.first(&["token"]) {
            Some(token) => Credentials::token(token),
            None => self.key_or_user(&hints)?,
        };
        Ok(self.agency(base, &hints)?.with_hints(hints))
    }

    fn hints(&self) -> Hints {
        let of_project = || Hints::region_of_project(&self.auth("project_name")?.1);
        let region = self.value("region_name").or_else(of_project);
        let of_profile = || match (self.value("profile")?.as_str(), &region) {
            ("otc", Some(region)) => Some(format!("https://iam.{region}.otc.t-systems.com/v3")),
            _ => None,
        };
        let identity_endpoint = self.first(&["auth_url"]).or_else(of_profile);
        // With an agency, calls are made in a project of the other account.
        let project = if self.auth("target_agency_name").is_some() { "target_project_name" } else { "project_name" };
        let [project_id, project_name, domain_id] =
            ["project_id", project, "domain_id"].map(|name| self.first(&[name]));
        Hints { region, project_id, project_name, domain_id, identity_endpoint }
    }

    fn key_or_user(&self, hints: &Hints) -> Result<Credentials, Error> {
        let [id, secret, token] = ["ak", "sk", "security_token"].map(|name| self.auth(name));
        match key(&self.source, id, secret, token, ["ak", "sk"])? {
            Some(credentials) => Ok(credentials),
            None => self.user(hints),
        }
    }

    fn user(&self, hints: &Hints) -> Result<Credentials, Error> {
        let user = self.auth("user_id").or_else(|| self.auth("username"));
        let (user, password) = match (user, self.auth("password")) {
            (Some(user), Some((_, password))) => (user, password),
            (Some((name, _)), None) => return Err(half_set(&self.source, name, "password")),
            (None, Some((name, _))) => return Err(half_set(&self.source, name, "username or user_id")),
            (None, None) => {
                let what = "has neither token, nor ak and sk, nor username and password below auth";
                return Err(Error::credentials(format!("{} {what}", self.source)));
            }
        };
        let domain = self.first(&["user_domain_name", "domain_name"]).map(Name::Name);
        let domain = domain.or_else(|| self.first(&["user_domain_id", "domain_id"]).map(Name::Id));
        let mut login = match (user, domain) {
            (("user_id", id), _) => PasswordLogin::with_user_id(id, password),
            ((_, name), Some(domain)) => PasswordLogin::in_domain(name, domain, password),
            ((name, _), None) => return Err(half_set(&self.source, name, "user_domain_name")),
        };
        if let Some(passcode) = self.first(&["passcode"]) {
            login = login.passcode(passcode);
        }
        if let Some(url) = &hints.identity_endpoint {
            login = login.identity_endpoint(url);
        }
        Ok(Credentials::provider(login.or_project(hints.project_id.clone(), self.first(&["project_name"]))))
    }

    /// Acts for the account that an agency names, if one does: to leave it out would be to act in the wrong account.
    fn agency(&self, base: Credentials, hints: &Hints) -> Result<Credentials, Error> {
        let domain = self.auth("target_domain_name").map(|(key, name)| (key, Name::Name(name)));
        let by_id = || self.auth("target_domain_id").map(|(key, id)| (key, Name::Id(id)));
        let (name, domain) = match (self.auth("target_agency_name"), domain.or_else(by_id)) {
            (None, None) => return Ok(base),
            (Some((_, name)), Some((_, domain))) => (name, domain),
            (Some((key, _)), None) => {
                return Err(half_set(&self.source, key, "target_domain_name or target_domain_id"));
            }
            (None, Some((key, _))) => return Err(half_set(&self.source, key, "target_agency_name")),
        };
        let mut agency = Agency::in_domain(name, domain, base);
        if let Some(project) = self.first(&["target_project_name"]) {
            agency = agency.project_name(project);
        }
        if let Some(url) = &hints.identity_endpoint {
            agency = agency.identity_endpoint(url);
        }
        Ok(Credentials::provider(agency))
    }
}
