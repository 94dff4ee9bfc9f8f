//! Rules about paths beside each other. Must not know what operations do.

use super::model::Model;
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::Severity;
use std::collections::BTreeMap;

pub const AMBIGUOUS_PATHS: Rule = Rule {
    id: "ambiguous-paths",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "No URL is of two paths of which neither is the plainer one.",
    rationale: "`/things/{id}` and `/things/mine` go well together, since fixed parts go first. `/{kind}/mine` and `/things/{id}` both are \
                `/things/mine`, and which one a server takes is not said.",
    bad: "\
/v1/{thing_id}/all/parts/last:
",
    good: "\
/v1/things/all/parts/{thing_id}:
",
    vendor: &[],
    fixes: false,
    check: ambiguous_paths,
};

fn ambiguous_paths(model: &Model<'_>, findings: &mut Findings) {
    // Only paths of one length can meet, and only for the same method.
    let mut known: BTreeMap<(usize, &str, usize), Vec<Vec<&str>>> = BTreeMap::new();
    for operation in &model.operations {
        let Some(element) = model.element(operation.element) else { continue };
        let parts: Vec<&str> = operation.path.value.split('/').collect();
        let beside = known.entry((operation.service, operation.method, parts.len())).or_default();
        if let Some(other) = beside.iter().find(|other| are_ambiguous(other, &parts)) {
            let other = other.join("/");
            findings
                .at(
                    element,
                    operation.path.span,
                    format!("one URL can be of `{other}` and of `{}`", operation.path.value),
                )
                .help("give one of them a fixed part where the other has one");
        }
        beside.push(parts);
    }
}

/// Whether a URL can be of both, and each has a fixed part where the other has a variable.
fn are_ambiguous(one: &[&str], other: &[&str]) -> bool {
    let is_fixed = |part: &str| !part.contains('{');
    let differing = one.iter().zip(other).filter(|(one, other)| one != other);
    let fixed: Vec<(bool, bool)> = differing.map(|(one, other)| (is_fixed(one), is_fixed(other))).collect();
    !fixed.contains(&(true, true)) && fixed.contains(&(true, false)) && fixed.contains(&(false, true))
}

#[cfg(test)]
mod tests {
    use super::are_ambiguous;

    #[test]
    fn fixed_parts_go_first() {
        for (one, other, expected) in [
            ("/things/{id}", "/things/mine", false),
            ("/things/{id}", "/{kind}/mine", true),
            ("/{kind}/{id}", "/things/mine", false),
            ("/things/{id}", "/doors/{id}", false),
            ("/things/{id}", "/{kind}/{id}", false),
            ("/{a}/x/{b}", "/y/{c}/z", true),
            ("/{a}.json", "/{b}.xml", false),
        ] {
            let parts = |path: &'static str| path.split('/').collect::<Vec<_>>();
            assert_eq!(are_ambiguous(&parts(one), &parts(other)), expected, "{one} {other}");
        }
    }
}
