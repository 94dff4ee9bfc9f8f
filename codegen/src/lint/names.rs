//! Rules about names: of properties, parameters, paths and components.

use super::model::{Element, Model, describe};
use super::operation_ids::is_upper_camel;
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::Severity;
use crate::grammar::Object;
use crate::source::Span;

pub const SNAKE_CASE: Rule = Rule {
    id: "snake-case",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Properties, and parameters of path and query, are in snake_case.",
    rationale: "The vendor names them so without exception worth mentioning. Another spelling is a slip that the server ignores in silence.",
    bad: "\
errorMsg:
  type: string
",
    good: "\
error_msg:
  type: string
",
    vendor: &["ARG-010-01-2507-2509-M"],
    fixes: false,
    check: snake_case,
};

pub const PATH_STYLE: Rule = Rule {
    id: "path-style",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "The parts of a path are in lower case, with hyphens between words.",
    rationale: "Paths tell upper from lower case. Everything else than small letters, digits and hyphens is a slip, or needs an exception that \
                says where it was seen.",
    bad: "\
/v1/things/{thing_id}/Parts/{part_id}:
",
    good: "\
/v1/things/{thing_id}/parts/{part_id}:
",
    vendor: &[
        "URI-010-01-2507-2507-M",
        "URI-020-01-2507-2507-M-1",
        "URI-030-01-2507-2507-M",
        "URI-030-01-2507-2507-M-1",
    ],
    fixes: false,
    check: path_style,
};

pub const PATH_VERSION: Rule = Rule {
    id: "path-version",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "A path starts with the version of the API, and names no other.",
    rationale: "The version is a part of every path of the vendor's, such as `/v2`. A path without one was cut off when it was copied.",
    bad: "\
/things:
",
    good: "\
/v1/things:
",
    vendor: &["VER-030-01-2507-2507-O-1", "VER-030-01-2507-2507-O-2", "VER-030-01-2507-2507-O-3"],
    fixes: false,
    check: path_version,
};

pub const PATH_PLURAL: Rule = Rule {
    id: "path-plural",
    preset: Preset::Vendor,
    severity: Severity::Warning,
    summary: "What stands before the id of a resource in a path is plural.",
    rationale: "`/app-quotas/{app_quota_id}` is one of the quotas. A singular there is rare enough to be checked once more.",
    bad: "\
/v1/things/{thing_id}/part/{part_id}:
",
    good: "\
/v1/things/{thing_id}/parts/{part_id}:
",
    vendor: &["URI-040-01-2507-2507-M"],
    fixes: false,
    check: path_plural,
};

pub const PATH_PARAMETER_NAME: Rule = Rule {
    id: "path-parameter-name",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "A path parameter is called after what it identifies, and ends with `_id`.",
    rationale: "The name becomes the name of an argument. `app_id` tells more than `id`, above all where there are several.",
    bad: "\
- name: part
  in: path
  description: The part to remove.
",
    good: "\
- name: part_id
  in: path
  description: The part to remove.
",
    vendor: &[],
    fixes: false,
    check: path_parameter_name,
};

pub const COMPONENT_NAME: Rule = Rule {
    id: "component-name",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "Components, and path items of resource files, are named in UpperCamelCase.",
    rationale: "Schema names become Rust types, and are the vendor's. One way to write them keeps references easy to type.",
    bad: "    state:
      $ref: '#/components/schemas/thing_state'

thing_state:
  type: integer
",
    good: "    state:
      $ref: '#/components/schemas/ThingState'

ThingState:
  type: integer
",
    vendor: &[],
    fixes: false,
    check: component_name,
};

fn is_snake(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(allowed)
        && !name.contains("__")
        && !name.ends_with('_')
}

fn snake_case(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.elements {
        let is_property = element.kind == Object::Schema && element.keyword == "properties";
        let location = element.text("in").map_or("", |(location, _)| location);
        let is_parameter = element.kind == Object::Parameter && matches!(location, "path" | "query");
        let name = element.display_name();
        // A query may hold `sort.key` or `tags[]`, which are notations, not words.
        if (is_property || is_parameter) && !is_snake(name) && !name.contains(['.', '[']) {
            findings
                .of(element, format!("{} is not in snake_case", describe(element)))
                .help(format!("`{}`?", snake(name)));
        }
    }
}

/// The name as it would be.
fn snake(name: &str) -> String {
    let mut text = String::new();
    let mut was_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && was_lower {
            text.push('_');
        }
        was_lower = c.is_lowercase() || c.is_ascii_digit();
        text.push(if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    }
    text
}

/// The parts of all paths, each with its span: service by service, each path once.
fn paths<'m, 'n>(model: &'m Model<'n>) -> impl Iterator<Item = (&'m Element<'n>, Vec<(&'n str, Span)>)> {
    let roots = model.services.iter();
    let elements = roots.flat_map(|service| model.below(service.root, "paths"));
    elements.filter_map(|(_, element)| {
        let name = element.name?;
        let written = model.sources.text(name.span.file).get(name.span.start..name.span.end).unwrap_or_default();
        let start = name.span.start + written.find('/').unwrap_or(0) + 1;
        let mut at = start;
        let parts = name.value.strip_prefix('/').unwrap_or(&name.value).split('/').map(|part| {
            let span = Span { start: at, end: at + part.len(), ..name.span };
            at = span.end + 1;
            (part, span)
        });
        Some((element, parts.collect()))
    })
}

fn is_parameter(part: &str) -> bool {
    part.starts_with('{') && part.ends_with('}')
}

fn is_version(part: &str) -> bool {
    let number = part.strip_prefix('v').unwrap_or_default();
    !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        && number.starts_with(|c: char| c.is_ascii_digit())
}

fn path_style(model: &Model<'_>, findings: &mut Findings) {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    for (element, parts) in paths(model) {
        for (part, span) in parts {
            let is_fine = !part.is_empty() && part.chars().all(allowed);
            if !is_fine && !is_parameter(part) && !is_version(part) {
                let reason = if part.is_empty() {
                    "an empty part of the path".to_owned()
                } else {
                    format!("`{part}` is not in lower case with hyphens")
                };
                findings.at(element, span, reason);
            }
        }
    }
}

fn path_version(model: &Model<'_>, findings: &mut Findings) {
    for (element, parts) in paths(model) {
        let mut versions = parts.iter().filter(|(part, _)| is_version(part));
        let starts = parts.first().is_some_and(|(part, _)| is_version(part));
        if !starts {
            findings
                .of(element, format!("{} does not start with a version", describe(element)))
                .help("the vendor's paths start with `/v1`, `/v2` or `/v3`");
        } else if let Some((second, span)) = versions.nth(1) {
            findings.at(element, *span, format!("{} names a second version, `{second}`", describe(element)));
        }
    }
}

fn path_plural(model: &Model<'_>, findings: &mut Findings) {
    for (element, parts) in paths(model) {
        for pair in parts.windows(2) {
            let [(part, span), (next, _)] = pair else { continue };
            let names_one = is_parameter(next) && !is_parameter(part) && !is_version(part);
            if names_one && !part.ends_with('s') {
                findings.at(element, *span, format!("`{part}` stands before the id of a resource and is not plural"));
            }
        }
    }
}

fn path_parameter_name(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Parameter) {
        let is_in_path = element.text("in").is_some_and(|(location, _)| location == "path");
        let name = element.display_name();
        if is_in_path && is_snake(name) && !name.ends_with("_id") {
            findings
                .of(element, format!("{} does not end with `_id`", describe(element)))
                .help("such as `app_quota_id`");
        }
    }
}

fn component_name(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.elements {
        let above = element.parent.and_then(|parent| model.element(parent)).map(|above| above.kind);
        let is_ours =
            above == Some(Object::Components) || above == Some(Object::Fragment) && element.keyword == "paths";
        if let Some(name) = element.name.filter(|name| is_ours && !is_upper_camel(&name.value)) {
            findings.at(element, name.span, format!("the component `{}` is not in UpperCamelCase", name.value));
        }
    }
}
