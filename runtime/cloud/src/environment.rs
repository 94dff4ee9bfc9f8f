//! Reads the process's surroundings: variables, the home directory, small files. The only module that reads any of
//! them; a test brings surroundings of its own, since a process's variables cannot be set safely. Must not know names
//! of variables or files.

mod files;

use files::Files;
pub(crate) use files::read;

/// Variables, home directory and files.
#[derive(Clone)]
pub(crate) struct Environment {
    variables: Variables,
    #[cfg_attr(not(feature = "profiles"), expect(dead_code))]
    files: Files,
}

#[derive(Clone)]
enum Variables {
    OfProcess,
    #[cfg(test)]
    OfTest(std::collections::BTreeMap<String, String>),
}

impl Environment {
    pub(crate) fn of_process() -> Self {
        Self { variables: Variables::OfProcess, files: Files::of_process() }
    }

    /// Surroundings for a test: these variables, with a directory as home and as the process's own.
    #[cfg(test)]
    pub(crate) fn of_test(variables: &[(&str, &str)], directory: &std::path::Path) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { variables: Variables::OfTest(variables.collect()), files: Files::of_test(directory) }
    }

    /// A variable's value. An empty one counts as not set. Bytes that are no text become `U+FFFD`, which no secret and
    /// no URL may contain, so that it is refused where it is used.
    pub(crate) fn var(&self, name: &str) -> Option<String> {
        let value = match &self.variables {
            Variables::OfProcess => std::env::var_os(name).map(|value| match value.into_string() {
                Ok(value) => value,
                Err(value) => value.to_string_lossy().into_owned(),
            }),
            #[cfg(test)]
            Variables::OfTest(variables) => variables.get(name).cloned(),
        };
        value.filter(|value| !value.is_empty())
    }

    /// The first of several names that is set, with its value.
    pub(crate) fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| Some((*name, self.var(name)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn variables() {
        let environment = Environment::of_test(&[("A", "a"), ("EMPTY", ""), ("B", "b")], Path::new("/nowhere"));
        for (name, value) in [("A", Some("a")), ("EMPTY", None), ("MISSING", None)] {
            assert_eq!(environment.var(name).as_deref(), value, "{name}");
        }
        assert_eq!(environment.first(&["MISSING", "EMPTY", "B", "A"]), Some(("B", "b".to_owned())));
        assert_eq!(environment.first(&["MISSING"]), None);
    }

    #[test]
    fn the_process_has_variables() {
        let environment = Environment::of_process();
        assert!(environment.var("PATH").is_some());
        assert!(environment.var("THERE_IS_NO_SUCH_VARIABLE").is_none());
    }
}
