//! Which fields of the models always hold something, be it a variant that is called `None`: `Debug` writes that as it writes
//! what is absent. Must not know how models are shown.

/// A struct, or a variant, and its field. The test reads them off the models.
const FIELDS: &[(&str, &str)] = &[
    ("Field", "skip"),
    ("Operation", "authentication"),
    ("Operation", "example"),
    ("OperationField", "initial"),
    ("Request", "call"),
];

/// Whether `None` says something in this field.
pub fn is_never_absent(name: &str, field: &str) -> bool {
    FIELDS.contains(&(name, field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;
    use syn::{Field, Fields, File, Item, Type};

    /// The files of both models.
    fn models() -> Vec<File> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut paths = Vec::new();
        for model in ["api", "rust"] {
            paths.push(src.join(model).with_extension("rs"));
            paths.extend(fs::read_dir(src.join(model)).unwrap().map(|entry| entry.unwrap().path()));
        }
        paths.iter().map(|path| syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap()).collect()
    }

    /// The fields with names, and the last word of their types.
    fn named(owner: &str, fields: &Fields) -> Vec<(String, String, String)> {
        let word = |field: &Field| match &field.ty {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        let entry = |field: &Field| Some((owner.to_owned(), field.ident.as_ref()?.to_string(), word(field)?));
        fields.iter().filter_map(entry).collect()
    }

    #[test]
    fn they_are_those_of_the_models() {
        let (mut with_none, mut fields) = (BTreeSet::new(), Vec::new());
        for item in models().iter().flat_map(|file| &file.items) {
            match item {
                Item::Struct(item) => fields.extend(named(&item.ident.to_string(), &item.fields)),
                Item::Enum(item) => {
                    for variant in &item.variants {
                        fields.extend(named(&variant.ident.to_string(), &variant.fields));
                        if variant.ident == "None" {
                            with_none.insert(item.ident.to_string());
                        }
                    }
                }
                _ => {}
            }
        }
        let expected: BTreeSet<(&str, &str)> = fields
            .iter()
            .filter(|(.., ty)| with_none.contains(ty))
            .map(|(owner, field, _)| (owner.as_str(), field.as_str()))
            .collect();
        assert_eq!(BTreeSet::from_iter(FIELDS.iter().copied()), expected);
        assert!(!expected.is_empty());
        // `api` and `rust` have structs of the same name.
        for (owner, field, ty) in &fields {
            assert!(ty != "Option" || !is_never_absent(owner, field), "{owner}.{field} may be absent, too");
        }
    }
}
