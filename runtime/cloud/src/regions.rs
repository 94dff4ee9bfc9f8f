//! Finds the endpoint of a service in a region. Generated code fills the tables from the `servers` of the spec. Knows
//! how to look one up and how to help whoever mistyped one.

use crate::Config;
use oaswright_runtime::support::Endpoint;
use std::ptr;

/// Names that are this near to a mistyped one are offered.
const NEAR: f64 = 0.7;
const OFFERED: usize = 3;

/// Where a service answers.
#[derive(Debug)]
#[non_exhaustive]
pub struct Regions {
    /// The service's short name, such as `apig`.
    pub service: &'static str,

    /// One entry per region, ordered by name.
    pub entries: &'static [Region],
}

/// A region of a cloud.
#[derive(Debug)]
#[non_exhaustive]
pub struct Region {
    /// Its name, such as `eu-de`.
    pub name: &'static str,

    /// The endpoint there, without a slash at its end.
    pub endpoint: &'static str,

    /// The cloud it belongs to, in the spec's words.
    pub cloud: &'static str,
}

impl Region {
    /// An entry of a table, as generated code makes it.
    pub const fn new(name: &'static str, endpoint: &'static str, cloud: &'static str) -> Self {
        Self { name, endpoint, cloud }
    }
}

impl Regions {
    /// A table, as generated code makes it.
    pub const fn new(service: &'static str, entries: &'static [Region]) -> Self {
        Self { service, entries }
    }

    /// The entry of a region, by its exact name.
    pub fn get(&self, region: &str) -> Option<&'static Region> {
        self.entries.iter().find(|entry| entry.name == region)
    }

    /// The endpoint of a region; the environment may name another one.
    pub(crate) fn endpoint(&self, region: &str, config: &Config) -> Result<String, String> {
        if let Some((name, url)) = self.override_of(region, config) {
            return checked(&name, &url, config);
        }
        match self.get(region) {
            Some(entry) => Ok(entry.endpoint.to_owned()),
            None => Err(self.unknown(region)),
        }
    }

    /// `HUAWEICLOUD_SDK_REGION_APIG_EU_DE`, as in the vendor's SDKs; the first URL if it lists several.
    fn override_of(&self, region: &str, config: &Config) -> Option<(String, String)> {
        let name = format!("HUAWEICLOUD_SDK_REGION_{}_{region}", self.service).to_uppercase().replace('-', "_");
        let value = config.environment().var(&name)?;
        let url = value.split(',').next().unwrap_or_default().trim().to_owned();
        Some((name, url))
    }

    fn unknown(&self, region: &str) -> String {
        let mut near: Vec<(f64, &str)> = self
            .entries
            .iter()
            .map(|entry| (strsim::jaro_winkler(&region.to_lowercase(), entry.name), entry.name))
            .filter(|(nearness, _)| *nearness > NEAR)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        near.truncate(OFFERED);
        let names: Vec<String> = near.iter().map(|(_, name)| format!("`{name}`")).collect();
        let hint = match names.as_slice() {
            [] => "use `endpoint` for a region that is not in the table".to_owned(),
            [..] => format!("did you mean {}? (`endpoint` serves for any other)", names.join(" or ")),
        };
        format!("has no known endpoint of {} in `{}`: {hint}", self.service, region.escape_debug())
    }
}

/// The base URL for a service: the endpoint that was set, else that of the region. The identity service's own is the one
/// that credentials are fetched from, so that no password goes elsewhere than where it was told to.
pub(crate) fn choose(
    config: &Config,
    service: &str,
    regions: Option<&'static Regions>,
    identity: Option<&'static Regions>,
) -> Result<String, String> {
    let is_identity = identity.is_some_and(|identity| regions.is_some_and(|own| ptr::eq(own, identity)));
    if is_identity
        && config.endpoint().is_none()
        && let Some(url) = set_identity(config)
    {
        return url;
    }
    match (config.endpoint(), config.region(), regions) {
        (Some(url), _, _) => Ok(url.to_owned()),
        (None, Some(region), Some(regions)) => regions.endpoint(region, config),
        (None, Some(_), None) => Err(format!("is of no use for {service}: set `endpoint`")),
        (None, None, _) => Err("is required, or an `endpoint`".to_owned()),
    }
}

/// The base URL of the identity service, as it was set: in the configuration, else in the environment.
pub(crate) fn set_identity(config: &Config) -> Option<Result<String, String>> {
    config.iam_endpoint().map(|url| Ok(url.to_owned())).or_else(|| identity_override(config))
}

/// `HUAWEICLOUD_SDK_IAM_ENDPOINT`, as in the vendor's SDKs.
fn identity_override(config: &Config) -> Option<Result<String, String>> {
    const NAME: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";
    let url = config.environment().var(NAME)?;
    Some(checked(NAME, url.trim_end_matches('/').trim_end_matches("/v3"), config))
}

fn checked(variable: &str, url: &str, config: &Config) -> Result<String, String> {
    match Endpoint::parse(url, config.allows_http()) {
        Ok(endpoint) => Ok(endpoint.as_str().to_owned()),
        Err(message) => Err(format!("is overridden by the environment variable {variable}, which {message}")),
    }
}

#[cfg(test)]
mod tests;
