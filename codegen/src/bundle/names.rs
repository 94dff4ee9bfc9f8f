//! Names the components of other files in the bundle. Must not know what they hold.

use std::collections::{BTreeMap, BTreeSet};

/// A component of another file that the document needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExternalComponent {
    /// Its section below `components`.
    pub section: &'static str,
    /// The file, relative to the spec root.
    pub path: String,
    /// Its JSON pointer in that file.
    pub pointer: Vec<String>,
}

impl ExternalComponent {
    /// Its name in its own file, as far as OpenAPI allows it: the last part of the pointer, or the file's.
    pub fn name(&self) -> String {
        let name = self.pointer.last().cloned().unwrap_or_else(|| {
            let file = self.path.rsplit('/').next().unwrap_or_default();
            file.split('.').next().unwrap_or_default().to_owned()
        });
        legal(&name, "-._")
    }

    /// A name that includes the file.
    fn long_name(&self) -> String {
        let path = self.path.rsplit_once('.').map_or(self.path.as_str(), |(path, _)| path);
        format!("{}_{}", self.name(), legal(path, "_"))
    }
}

/// OpenAPI allows letters and digits of ASCII, `-`, `.` and `_` in names; of these marks, `marks` stay.
fn legal(name: &str, marks: &str) -> String {
    let is_legal = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
    let name: String = name.chars().map(|c| if is_legal(c) { c } else { '_' }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// Assigns a name to each. A unique name stays; of several with one name, or where the document itself has that name, each
/// name includes the file. So a name does not depend on what is referred to first.
pub fn assign(
    needed: &[ExternalComponent],
    taken: &BTreeSet<(&'static str, String)>,
) -> BTreeMap<ExternalComponent, String> {
    let mut claims: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for one in needed {
        *claims.entry((one.section, one.name())).or_default() += 1;
    }
    let is_alone = |one: &&ExternalComponent| {
        let claim = (one.section, one.name());
        claims.get(&claim) == Some(&1) && !taken.contains(&claim)
    };
    let sorted: BTreeSet<&ExternalComponent> = needed.iter().collect();
    let (alone, others): (Vec<&ExternalComponent>, Vec<&ExternalComponent>) = sorted.into_iter().partition(is_alone);
    let mut taken = taken.clone();
    let mut names = BTreeMap::new();
    for one in alone {
        taken.insert((one.section, one.name()));
        names.insert(one.clone(), one.name());
    }
    for one in others {
        let long = one.long_name();
        let numbered = (2_usize..).map(|number| format!("{long}_{number}"));
        let free = std::iter::once(long.clone()).chain(numbered).find(|name| taken.insert((one.section, name.clone())));
        names.insert(one.clone(), free.unwrap_or(long));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_do_not_depend_on_order() {
        let needed = |path: &str, name: &str| ExternalComponent {
            section: "schemas",
            path: path.to_owned(),
            pointer: vec!["components".to_owned(), "schemas".to_owned(), name.to_owned()],
        };
        let file = ExternalComponent { pointer: Vec::new(), ..needed("sub/pet.v1.yaml", "") };
        let all = [
            (needed("a.yaml", "Alone"), "Alone"),
            // `Thing_a` is another's own.
            (needed("a.yaml", "Thing"), "Thing_a_2"),
            (needed("sub/b-c.yaml", "Thing"), "Thing_sub_b_c"),
            (needed("a.yaml", "Own"), "Own_a"),
            (needed("a.yaml", "x y"), "x_y_a"),
            (needed("a.yaml", "x/y"), "x_y_a_2"),
            (needed("a.yaml", "Thing_a"), "Thing_a"),
            (needed("a.yaml", "a.b-c_d"), "a.b-c_d"),
            (needed("a.yaml", ""), "_"),
            (file, "pet"),
        ];
        let taken = BTreeSet::from([("schemas", "Own".to_owned()), ("responses", "Alone".to_owned())]);
        let mut list: Vec<ExternalComponent> = all.iter().map(|(needed, _)| needed.clone()).collect();
        let names = assign(&list, &taken);
        list.reverse();
        assert_eq!(names, assign(&list, &taken));
        for (needed, expected) in &all {
            assert_eq!(names[needed], *expected, "{needed:?}");
        }
    }
}
