//! Makes lists and maps from whatever a caller has. Knows only std.

/// A list of what becomes its items.
pub fn list<T, V: Into<T>>(items: impl IntoIterator<Item = V>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// A map of what becomes its keys and values.
pub fn map<M, T, K: Into<String>, V: Into<T>>(entries: impl IntoIterator<Item = (K, V)>) -> M
where
    M: FromIterator<(String, T)>,
{
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}
