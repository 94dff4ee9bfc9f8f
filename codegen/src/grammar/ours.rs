//! Rows of what is not OpenAPI's: the extensions that are objects, and `lint.yaml`.

use super::Holds::{All, Data, Flag, Text, Word};
use super::keyword::{DESCRIPTION, read};
use super::{Object, Shape};

pub static PAGINATION: Shape = Shape::new("`x-pagination`", "`x-pagination`", &[
    read("offset", Text, "The query parameter that says where to start.").required(),
    read("limit", Text, "The query parameter that says how many.").required(),
    read("total", Text, "The field of the answer that counts all items.").required(),
    read("items", Text, "The field of the answer that holds a page of items.").required(),
    read("key", Text, "The field of an item, a string, that tells it from all others."),
]);

pub static WAITER: Shape = Shape::new("a waiter", "the waiter `{}`", &[
    read("name", Text, "A thing and how it is, `AppUnbound`: makes `wait_until_app_unbound`.").required(),
    DESCRIPTION,
    read("item", Text, "The field of an item, a string, that is compared with the last argument.").required(),
    read("until", Word(&["absent", "present"]), "Whether to wait until the item is in the list, or until it is not.").required(),
    read("not_found_is_absent", Flag, "With `until: absent`: a list that is gone (status 404) holds nothing any more."),
]);

pub static LINT_CONFIG: Shape = Shape::new("lint.yaml", "`lint.yaml`", &[
    read("rules", Data, "How bad each rule is: `ignore`, `warning` or `error`."),
    read("exceptions", All(Object::LintException), "Findings that are meant to be there."),
]);

pub static LINT_EXCEPTION: Shape = Shape::new("an exception", "the exception", &[
    read("rule", Text, "The rule that finds it.").required(),
    read("at", Text, "Where: a file and a pointer, or an `operationId`.").required(),
    read("reason", Text, "Why the rule is wrong there.").required(),
]);
