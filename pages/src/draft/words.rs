//! Makes names and texts of a draft: of operations, schemas, files, and what stands in place of words that must not be taken. Must not
//! know the spec.

use crate::document::Line;
pub use crate::words::camel;

/// What stands where the page is silent, or where its words must not be taken.
pub const TODO: &str = "TODO: what it is.";

/// The words of a cell as a description: lists in lines of their own.
pub fn text(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut was_item = false;
    for line in lines {
        let is_item = line.text.starts_with("- ");
        if !text.is_empty() {
            text.push_str(match (was_item, is_item) {
                (true, true) => "\n",
                (true, false) | (false, true) => "\n\n",
                (false, false) => " ",
            });
        }
        text.push_str(&line.text);
        was_item = is_item;
    }
    text
}

/// What the values of a field are called: `time_unit` is `TimeUnit`; `status`, which many things have, `AppStatus` in an `AppInfo`.
pub fn value_list(owner: &str, field: &str) -> String {
    let name = camel(field);
    if field.contains('_') {
        return name;
    }
    let endings = ["Info", "Resp", "Base", "Create", "Request", "Response"];
    let owner = endings.into_iter().fold(owner, |owner, ending| owner.strip_suffix(ending).unwrap_or(owner));
    if owner.is_empty() { name } else { format!("{owner}{name}") }
}

/// `Creating a Credential Quota` is `CreateCredentialQuota`: a guess, for want of the vendor's name.
pub fn operation_id(title: &str) -> String {
    const VERBS: [(&str, &str); 12] = [
        ("Querying", "Show"),
        ("Listing", "List"),
        ("Modifying", "Update"),
        ("Updating", "Update"),
        ("Creating", "Create"),
        ("Deleting", "Delete"),
        ("Adding", "Add"),
        ("Removing", "Remove"),
        ("Binding", "Associate"),
        ("Unbinding", "Disassociate"),
        ("Enabling", "Enable"),
        ("Disabling", "Disable"),
    ];
    const LITTLE: [&str; 12] = ["a", "an", "the", "of", "to", "with", "for", "in", "on", "from", "by", "and"];
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.filter(|word| !LITTLE.contains(&word.to_ascii_lowercase().as_str()));
    let first = |word: &str| match VERBS.iter().find(|(verb, _)| *verb == word) {
        Some((_, name)) => (*name).to_owned(),
        None => camel(word.strip_suffix("ing").unwrap_or(word)),
    };
    let id: String = words.enumerate().map(|(at, word)| if at == 0 { first(word) } else { camel(word) }).collect();
    if id.is_empty() { "Operation".to_owned() } else { id }
}
