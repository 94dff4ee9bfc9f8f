//! Rules about operations as a whole: where they are documented, how they are grouped and secured.

use super::model::{Element, Model, describe, text};
use super::rule::{Findings, Preset, Rule};

use crate::diagnostics::{MOST_SLIPS, Severity, nearest};
use crate::grammar::Object;
use std::collections::{BTreeMap, BTreeSet};

pub const EXTERNAL_DOCS: Rule = Rule {
    id: "missing-external-docs",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "An operation names the page that it transcribes.",
    rationale: "`externalDocs` says from which page, and which edition of it, an operation was transcribed. Without it nobody can check it.",
    bad: "\
description: Lists the things.
operationId: ListThings
",
    good: "\
description: Lists the things.
externalDocs:
  description: Querying Things
  url: https://example.com/things
operationId: ListThings
",
    vendor: &[],
    fixes: false,
    check: external_docs,
};

pub const OPERATION_TAG: Rule = Rule {
    id: "operation-tag",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "An operation has one tag, which the root declares.",
    rationale: "Tags are the groups of the vendor's documents. One that is not declared has no description, and is a slip more often than not.",
    bad: "\
tags: [Thing]
x-pagination:
",
    good: "\
tags: [Things]
x-pagination:
",
    vendor: &[],
    fixes: false,
    check: operation_tag,
};

pub const DOUBLED_TAG: Rule = Rule {
    id: "doubled-tag",
    preset: Preset::Minimal,
    severity: Severity::Error,
    summary: "A tag is declared once, and named once by an operation.",
    rationale: "OpenAPI demands that the names of tags are unique. Tools take one of two descriptions, and which one differs.",
    bad: "\
tags:
  - name: Things
    description: Things that are kept.
  - name: Things
    description: The same again.
",
    good: "\
tags:
  - name: Things
    description: Things that are kept.
",
    vendor: &[],
    fixes: false,
    check: doubled_tag,
};

pub const UNUSED_TAG: Rule = Rule {
    id: "unused-tag",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "A tag that the root declares is used.",
    rationale: "A tag without operations is left from a group that is gone, or was spelled differently where it was meant.",
    bad: "\
tags:
  - name: Things
    description: Things that are kept.
  - name: Doors
    description: What things are reached through.
",
    good: "\
tags:
  - name: Things
    description: Things that are kept.
",
    vendor: &[],
    fixes: false,
    check: unused_tag,
};

pub const DEPRECATED: Rule = Rule {
    id: "deprecated-without-replacement",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "What is deprecated says what to use instead.",
    rationale: "A deprecation becomes a warning of the compiler. Without a replacement, or the word that there is none, users cannot act on it.",
    bad: "\
tags: [Things]
deprecated: true
",
    good: "\
tags: [Things]
deprecated: true
x-replaced-by: ListThings
",
    vendor: &[],
    fixes: false,
    check: deprecated,
};

pub const MISSING_SECURITY: Rule = Rule {
    id: "missing-security",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "Every operation says who may call it.",
    rationale: "Without `security`, neither its own nor that of the root, an operation is sent without credentials. One that takes none \
                says `security: []`.",
    bad: "\
paths:
",
    good: "\
security:
  - Token: []

paths:
",
    vendor: &["BAS-100-01-2507-2507-M"],
    fixes: false,
    check: missing_security,
};

fn external_docs(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Operation) {
        if !element.has("externalDocs") {
            findings
                .of(element, format!("{} does not name the page that it was transcribed from", describe(element)))
                .help("add `externalDocs` with the title of the page, and its date if it has one");
        }
    }
}

/// The tags that a service declares.
fn declared<'n>(model: &Model<'n>, root: usize) -> BTreeMap<&'n str, usize> {
    model.below(root, "tags").map(|(index, tag)| (tag.display_name(), index)).collect()
}

fn operation_tag(model: &Model<'_>, findings: &mut Findings) {
    for (index, service) in model.services.iter().enumerate() {
        let declared = declared(model, service.root);
        let mut slips = 0;
        for operation in model.operations.iter().filter(|operation| operation.service == index) {
            let Some(element) = model.element(operation.element) else { continue };
            let tags = element.list("tags");
            let names: BTreeSet<&str> = tags.iter().filter_map(text).map(|(tag, _)| tag).collect();
            if names.len() != 1 {
                let (has, help) = if names.is_empty() { ("no tag", "add") } else { ("several tags", "keep") };
                let span = element.get("tags").map_or(element.span(), |member| member.key.span);
                findings
                    .at(element, span, format!("{} has {has}", describe(element)))
                    .help(format!("{help} the one of the group that its page is in"));
            }
            for (tag, span) in tags.iter().filter_map(text).filter(|(tag, _)| !declared.contains_key(tag)) {
                slips += 1;
                let suggestion = (slips <= MOST_SLIPS).then(|| nearest(tag, declared.keys().copied())).flatten();
                let finding = findings.at(element, span, format!("the tag `{tag}` is not declared"));
                match suggestion {
                    Some(suggestion) => finding.help(format!("did you mean `{suggestion}`?")).word(span, suggestion),
                    None => finding.help("declare it in `tags` of the root, with a description"),
                };
            }
        }
    }
}

fn doubled_tag(model: &Model<'_>, findings: &mut Findings) {
    for service in &model.services {
        let mut known = BTreeMap::new();
        for (_, tag) in model.below(service.root, "tags") {
            if let Some(first) = known.insert(tag.display_name(), tag.span()) {
                let finding = findings.of(tag, format!("{} is declared twice", describe(tag)));
                finding.and(first, "the first time").help("keep one");
            }
        }
    }
    for (_, operation) in model.of(Object::Operation) {
        let mut known = BTreeMap::new();
        for (tag, span) in operation.list("tags").iter().filter_map(text) {
            if let Some(first) = known.insert(tag, span) {
                let finding =
                    findings.at(operation, span, format!("{} names the tag `{tag}` twice", describe(operation)));
                finding.and(first, "the first time").help("keep one");
            }
        }
    }
}

fn unused_tag(model: &Model<'_>, findings: &mut Findings) {
    for (index, service) in model.services.iter().enumerate() {
        let declared = declared(model, service.root);
        let operations = model.operations.iter().filter(|operation| operation.service == index);
        let tags = operations
            .filter_map(|operation| model.element(operation.element))
            .flat_map(|element| element.list("tags"));
        let used: BTreeSet<&str> = tags.filter_map(text).map(|(tag, _)| tag).collect();
        // A tag that was misspelled is reported where it is used.
        let slips = used.iter().filter(|tag| !declared.contains_key(*tag)).take(MOST_SLIPS);
        let suggestion: BTreeSet<&str> = slips.filter_map(|tag| nearest(tag, declared.keys().copied())).collect();
        let unused = declared.iter().filter(|(tag, _)| !used.contains(*tag) && !suggestion.contains(*tag));
        for tag in unused.filter_map(|(_, tag)| model.element(*tag)) {
            findings
                .of(tag, format!("no operation has {}", describe(tag)))
                .help("remove it, or give it to the operations of the group");
        }
    }
}

fn deprecated(model: &Model<'_>, findings: &mut Findings) {
    const WORDS: [&str; 4] = ["instead", "replace", "use ", "supersede"];
    for element in model.elements.iter().filter(|element| !element.is_reference() && element.flag("deprecated")) {
        let text = element.text("description").map_or("", |(text, _)| text).to_ascii_lowercase();
        if !element.has("x-replaced-by") && !WORDS.iter().any(|word| text.contains(word)) {
            let span = element.get("deprecated").map_or(element.span(), |member| member.key.span);
            findings
                .at(element, span, format!("{} is deprecated, and says nothing of a replacement", describe(element)))
                .help("name it in `x-replaced-by`, or add a sentence such as \"Use ListAppQuotas instead.\"");
        }
    }
}

fn missing_security(model: &Model<'_>, findings: &mut Findings) {
    for (index, service) in model.services.iter().enumerate() {
        let here = model.operations.iter().filter(|operation| operation.service == index);
        let elements = here.filter_map(|operation| model.element(operation.element));
        let open: Vec<&Element<'_>> = elements.filter(|element| !element.has("security")).collect();
        let is_root_open = model.element(service.root).is_some_and(|root| !root.has("security"));
        let Some((first, others)) = open.split_first().filter(|_| is_root_open) else { continue };
        let more = match others.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        findings
            .of(first, format!("nothing says who may call {}{more}", describe(first)))
            .help("add `security` to the root; `security: []` means that no credentials are needed");
    }
}
