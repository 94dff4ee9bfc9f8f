//! The rule about programs in texts. Must not know what is described.

use super::model::{Model, describe};
use super::rule::{Findings, Preset, Rule};
use super::unfinished::TEXTS;
use crate::diagnostics::Severity;

pub const SCRIPT_IN_TEXT: Rule = Rule {
    id: "script-in-text",
    preset: Preset::Minimal,
    severity: Severity::Error,
    summary: "No text holds a program.",
    rationale: "Texts are Markdown, which lets HTML through. What shows the document in a browser would run what stands in it. In a span of \
                code it is text like any other.",
    bad: "\
description: <script src=\"https://example.com/a.js\"></script> Keeps things.
",
    good: "\
description: Keeps things.
",
    vendor: &[],
    fixes: false,
    check: script_in_text,
};

fn script_in_text(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.elements {
        for key in TEXTS {
            let Some((text, span)) = element.text(key) else { continue };
            if let Some(script) = script(text) {
                findings
                    .at(element, span, format!("the {key} of {} holds a program: `{script}`", describe(element)))
                    .help("remove it; to speak of it, put it between back quotes");
            }
        }
    }
}

/// The beginning of a program in Markdown, outside of spans of code.
fn script(text: &str) -> Option<&'static str> {
    const STARTS: [&str; 5] = ["<script", "<iframe", "<object", "javascript:", "eval("];
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`").to_ascii_lowercase();
    STARTS.into_iter().find(|start| prose.contains(start))
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn what_stands_in_a_span_of_code_is_text() {
        for (text, expected) in [
            ("A thing. <SCRIPT>alert(1)</SCRIPT>", Some("<script")),
            ("[here](javascript:alert(1))", Some("javascript:")),
            ("Never write `<script>` in it.", None),
            ("`a` <iframe src=x>", Some("<iframe")),
            ("Prints a transcript (JavaScript).", None),
        ] {
            assert_eq!(script(text), expected, "{text}");
        }
    }
}
