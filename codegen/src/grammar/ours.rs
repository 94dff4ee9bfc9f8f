//! Rows of what is not OpenAPI's: the extensions that are objects, `lint.yaml`, `audit.yaml`, `accepted.yaml` and `diff.yaml`.

use super::Holds::{All, Count, Data, Flag, List, Map, Text, Texts, Word};
use super::keyword::{DESCRIPTION, read, refused};
use super::{Object, Shape};

pub static PAGINATION: Shape = Shape::new("`x-pagination`", "`x-pagination`", &[
    read("offset", Text, "The query parameter that says where to start, counted in items."),
    read("page", Text, "The query parameter that is the number of the page."),
    read("cursor", Text, "The query parameter, or the property of the body, that takes what the answer before says of the next page."),
    read("next", Text, "Where the answer says what comes next: a field, a pointer `/meta/next`, or `header:X-Next`. With `cursor` it is the value of that; alone it is a URL, `header:Link` for one with `rel=\"next\"`. Without it, the cursor is the `key` of the last item."),
    read("more", Text, "Where the answer says whether there is more: a flag, or with `page` the number of pages; written as `next`."),
    read("limit", Text, "The query parameter that says how many."),
    read("together", Flag, "Whether the server takes `page` and `limit` only together, so that both are said from the first page on; `limit` is its `maximum` unless callers choose one."),
    read("total", Text, "The field of the answer, or a pointer, that counts all items."),
    read("items", Text, "The field of the answer, or a pointer, that holds a page of items. Without it, the answer is the list."),
    read("key", Text, "The field of an item, a string, that tells it from all others."),
]);

pub static WAITER: Shape = Shape::new("a waiter", "the waiter `{}`", &[
    read("name", Text, "A thing and how it is, `AppUnbound`: makes `wait_until_app_unbound`.").required(),
    DESCRIPTION,
    read("item", Text, "In a list: the field of an item, a string, that is compared with the last argument."),
    read("until", Word(&["absent", "present"]), "Whether to wait until the item is in the list, or until it is not. `absent` without `item`: until what the operation shows is gone (status 404)."),
    read("not_found_is_absent", Flag, "With `item` and `until: absent`: a list that is gone (status 404) holds nothing any more."),
    read("field", Text, "Of what the operation shows: the field, or a pointer, that says its state."),
    read("reaches", List, "The values of `field` that are waited for."),
    read("fails_at", List, "The values of `field` after which it does not come about any more."),
    read("reason", Text, "With `fails_at`: the field, or a pointer, that says why, as text or as JSON in it, if the answer has no `error_code` and `error_msg`."),
    read("interval", Count, "How many seconds to pause between two looks, unless callers say otherwise: 2 by default."),
    read("timeout", Count, "How many seconds to wait in all, unless callers say otherwise: 180 by default."),
]).exclusive(&[("item", "field"), ("item", "reaches"), ("until", "reaches")]);

pub static LINT_CONFIG: Shape = Shape::new("lint.yaml", "`lint.yaml`", &[
    read("extends", Word(&["minimal", "recommended", "vendor"]), "Which rules there are, beside those that `rules` names: `recommended` by default."),
    read("rules", Data, "How bad each rule is: `ignore`, `warning` or `error`."),
    read("exceptions", All(Object::LintException), "Findings that are meant to be there."),
]);

pub static LINT_EXCEPTION: Shape = Shape::new("an exception", "the exception", &[
    read("rule", Text, "The rule that finds it.").required(),
    read("at", Text, "Where: a file and a pointer, or an `operationId`.").required(),
    read("reason", Text, "Why the rule is wrong there.").required(),
]);

pub static AUDIT_CONFIG: Shape = Shape::new("audit.yaml", "`audit.yaml`", &[
    read("transcribed", Texts, "The operations whose words are the page's, each as `<service>/<operationId>`."),
    read("exceptions", All(Object::AuditException), "Differences from the pages that are meant to be there."),
]);

pub static AUDIT_EXCEPTION: Shape = Shape::new("an exception of the audit", "the exception", &[
    read("at", Text, "Which: `<service>/<operationId> <place> <name>`, with everything below it.").required(),
    read("reason", Text, "Why the spec says something else there.").required(),
]);

pub static AGREEMENT: Shape = Shape::new("an agreement", "the agreement", &[
    read("id", Text, "The kind of change.").required(),
    read("services", Texts, "The services that share what was edited.").required(),
    read("change", Text, "What changed, word for word as reports say it.").required(),
    read("reason", Text, "Why it is meant although it breaks callers.").required(),
    read("until", Text, "The version with which it is released; after that it accepts nothing."),
]);

pub static DIFF_CONFIG: Shape = Shape::new("diff.yaml", "`diff.yaml`", &[
    read("severities", Map(Object::DiffSeverity), "Kinds of changes that are not as bad as the catalogue says, or worse."),
]);

pub static DIFF_SEVERITY: Shape = Shape::new("a verdict", "the verdict on `{}`", &[
    read("wire", Word(&["breaking", "dangerous", "compatible", "documentation"]), "What it does to programs that talk to the service.").required(),
    refused("rust", Data, "what it does to Rust callers is a fact, which the compiler tells"),
    read("reason", Text, "Why the catalogue is wrong here.").required(),
]);
