//! The endpoints of a service, region by region.
//!
//! Generated code fills the tables from the `servers` of the spec. Knows how to look one up and how to help whoever
//! mistyped one.

/// Where a service answers.
#[derive(Debug)]
pub struct Regions {
    /// The service's short name, such as `apig`.
    pub service: &'static str,

    /// One entry per region, ordered by name.
    pub entries: &'static [Region],
}

/// A region of a cloud.
#[derive(Debug)]
pub struct Region {
    /// Its name, such as `eu-de`.
    pub name: &'static str,

    /// The endpoint there, without a slash at its end.
    pub endpoint: &'static str,

    /// The cloud it belongs to, in the spec's words.
    pub cloud: &'static str,
}
