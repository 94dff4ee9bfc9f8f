//! Tells that a part moved between the URLs of the servers and the paths of the operations, so that all is where it was. Must not
//! know what else differs.

use super::schemas::Sides;
use crate::api::{Operation, Service};
use std::collections::BTreeMap;

/// The part that moved, and the older version as if it had been written like the newer one.
pub struct Moved {
    /// What moved, such as `/v2`.
    pub part: String,
    /// Whether the servers lost it to the paths.
    pub into_paths: bool,
    /// The older version with it where the newer one has it.
    pub before: Service,
}

/// Finds a part that moved: all servers have it on one side, and on the other side all paths of operations that both have.
pub fn moved(sides: Sides<'_>) -> Option<Moved> {
    let (old, new) = (sides.before.servers.first()?, sides.after.servers.first()?);
    let part = |long: &str, short: &str| {
        let part = long.trim_end_matches('/').strip_prefix(short.trim_end_matches('/'))?;
        part.starts_with('/').then(|| part.to_owned())
    };
    let (part, into_paths) = match (part(&old.url, &new.url), part(&new.url, &old.url)) {
        (Some(part), _) => (part, true),
        (None, Some(part)) => (part, false),
        (None, None) => return None,
    };
    let shift_url = |url: &str| match into_paths {
        true => url.trim_end_matches('/').strip_suffix(part.as_str()).map(str::to_owned),
        false => Some(format!("{}{part}", url.trim_end_matches('/'))),
    };
    let shift_path = |path: &str| match into_paths {
        true => Some(format!("{part}{path}")),
        false => path.strip_prefix(part.as_str()).filter(|rest| rest.starts_with('/')).map(str::to_owned),
    };
    let ids: BTreeMap<&str, &Operation> = by_id(sides.after);
    let common = sides.before.operations.iter().filter_map(|old| Some((old, *ids.get(old.id.as_str())?)));
    let mut common = common.peekable();
    common.peek()?;
    if !common.all(|(old, new)| shift_path(&old.path).as_ref() == Some(&new.path)) {
        return None;
    }
    let mut before = sides.before.clone();
    for url in before.servers.iter_mut().map(|server| &mut server.url) {
        *url = shift_url(url)?;
    }
    for url in before.regions.iter_mut().map(|region| &mut region.endpoint) {
        *url = shift_url(url)?;
    }
    // What the newer version has no more is told as it was.
    for operation in before.operations.iter_mut().filter(|operation| ids.contains_key(operation.id.as_str())) {
        operation.path = shift_path(&operation.path)?;
    }
    Some(Moved { part, into_paths, before })
}

fn by_id(service: &Service) -> BTreeMap<&str, &Operation> {
    service.operations.iter().map(|operation| (operation.id.as_str(), operation)).collect()
}
