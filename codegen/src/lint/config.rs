//! Reads `lint.yaml`: how bad each rule is, and which findings are accepted. Knows how the file is written and its
//! usual mistakes. Must not know any rule but by name.

use super::model::Model;
use super::rule::{Finding, Preset, Rule};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, nearest};
use crate::grammar::Object;
use crate::openapi::{Fields, FromNode, repair};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Where the file is, below the spec root.
pub const PATH: &str = "lint.yaml";

/// The codes of what can be wrong with the file.
pub const CODES: [&str; 2] = ["lint-config", "unused-exception"];

/// The file's content.
#[derive(Default)]
pub struct Config {
    /// Which rules there are, but for those that `rules` names.
    preset: Option<Preset>,
    /// Names and levels.
    rules: Vec<(Spanned<String>, Spanned<String>)>,
    exceptions: Vec<Exception>,
}

/// A finding that is accepted.
struct Exception {
    rule: Spanned<String>,
    at: Spanned<String>,
}

/// How bad a rule is.
fn level(node: &Node, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    match super::model::text(node) {
        Some((text, span)) if matches!(text, "ignore" | "warning" | "error") => {
            Some(Spanned::new(text.to_owned(), span))
        }
        Some(_) | None => {
            diagnostics.push(wrong(node.span, "a rule is set to `ignore`, `warning` or `error`"));
            None
        }
    }
}

impl FromNode for Exception {
    const OBJECT: Object = Object::LintException;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (rule, at, reason) = (fields.string("rule"), fields.string("at"), fields.string("reason"));
        fields.require_all(node.span);
        if let Some(reason) = reason.filter(|reason| reason.value.trim().is_empty()) {
            fields
                .diagnostics
                .push(wrong(reason.span, "an exception without a reason").help("say why the rule is wrong here"));
        }
        fields.finish();
        Some(Self { rule: rule?, at: at? })
    }
}

impl FromNode for Config {
    const OBJECT: Object = Object::LintConfig;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let extends = fields.string("extends");
        let preset = extends.as_ref().and_then(|name| Preset::of(&name.value));
        if let Some(unknown) = extends.filter(|_| preset.is_none()) {
            fields.diagnostics.push(wrong(unknown.span, "`extends` is `minimal`, `recommended` or `vendor`"));
        }
        let config =
            Self { preset, rules: fields.entries("rules", |_| true, level), exceptions: fields.all("exceptions") };
        fields.finish();
        Some(config)
    }
}

fn wrong(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(CODES[0], Severity::Error, span, message)
}

fn unknown_rule(name: &Spanned<String>, rules: &[Rule]) -> Option<Diagnostic> {
    if rules.iter().any(|rule| rule.id == name.value) {
        return None;
    }
    let message = wrong(name.span, format!("no rule is called `{}`", name.value));
    Some(match nearest(&name.value, rules.iter().map(|rule| rule.id)) {
        Some(suggestion) => message.help(format!("did you mean `{suggestion}`?")),
        None => message.help("spec/LINT.md lists the rules"),
    })
}

impl Config {
    /// Reads the file, after repairing it.
    pub fn repaired(node: &Node, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut node = node.clone();
        repair(Self::OBJECT, &mut node, sources, diagnostics);
        Self::read(&node, diagnostics)
    }

    /// How bad findings of a rule are; `None` if they are ignored.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        match self.rules.iter().find(|(name, _)| name.value == rule.id).map(|(_, level)| level.value.as_str()) {
            Some("ignore") => None,
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            Some(_) | None => match self.preset.unwrap_or(Preset::DEFAULT) {
                preset if preset < rule.preset => None,
                Preset::Recommended if rule.preset == Preset::Recommended => Some(Severity::Warning),
                Preset::Minimal | Preset::Recommended | Preset::Vendor => Some(rule.severity),
            },
        }
    }

    /// Removes the findings that exceptions accept, and returns what is wrong with the exceptions.
    pub fn apply(&self, model: &Model<'_>, rules: &[Rule], findings: &mut Vec<Finding>) -> Vec<Diagnostic> {
        let mut problems: Vec<Diagnostic> =
            self.rules.iter().filter_map(|(name, _)| unknown_rule(name, rules)).collect();
        let targets = Targets::new(model);
        let mut used = BTreeSet::new();
        let mut resolved: Vec<(usize, &Exception, (FileId, String))> = Vec::new();
        for (index, exception) in self.exceptions.iter().enumerate() {
            if let Some(problem) = unknown_rule(&exception.rule, rules) {
                problems.push(problem);
                continue;
            }
            match targets.find(&exception.at) {
                Ok(target) => resolved.push((index, exception, target)),
                Err(problem) => problems.push(*problem),
            }
        }
        findings.retain(|finding| {
            let mut kept = true;
            for (index, exception, (file, pointer)) in &resolved {
                let is_within = finding
                    .pointer
                    .strip_prefix(pointer.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                if exception.rule.value == finding.diagnostic.code && *file == finding.file && is_within {
                    used.insert(*index);
                    kept = false;
                }
            }
            kept
        });
        for (_, exception, _) in resolved.iter().filter(|(index, ..)| !used.contains(index)) {
            let message = format!("`{}` finds nothing at `{}` any more", exception.rule.value, exception.at.value);
            let mut problem = wrong(exception.at.span, message).help("remove the exception");
            problem.code = CODES[1];
            problems.push(problem);
        }
        problems
    }
}

/// The places that exceptions can name.
struct Targets<'m> {
    files: BTreeMap<&'m str, FileId>,
    pointers: BTreeSet<(FileId, &'m str)>,
    /// Operations by id, and by service and id.
    operations: BTreeMap<String, Vec<(String, FileId, &'m str)>>,
}

impl<'m> Targets<'m> {
    fn new(model: &'m Model<'_>) -> Self {
        let files = model.elements.iter().map(|element| (model.sources.path(element.file), element.file)).collect();
        let pointers = model.elements.iter().map(|element| (element.file, element.pointer.as_str())).collect();
        let mut operations: BTreeMap<String, Vec<(String, FileId, &str)>> = BTreeMap::new();
        for operation in &model.operations {
            let (Some(element), Some(service)) =
                (model.element(operation.element), model.services.get(operation.service))
            else {
                continue;
            };
            let (id, long) = (element.display_name(), format!("{}/{}", service.name, element.display_name()));
            for name in [id.to_owned(), long.clone()] {
                operations.entry(name).or_default().push((long.clone(), element.file, element.pointer.as_str()));
            }
        }
        Self { files, pointers, operations }
    }

    fn find(&self, at: &Spanned<String>) -> Result<(FileId, String), Box<Diagnostic>> {
        let no = |help: Option<String>| {
            let problem = wrong(at.span, format!("nothing is at `{}`", at.value));
            let forms = "write `apig/app_quotas.yaml#/components/schemas/AppQuotaInfo`, or an `operationId`";
            Box::new(
                problem
                    .help(help.map_or_else(|| forms.to_owned(), |suggestion| format!("did you mean `{suggestion}`?"))),
            )
        };
        let Some((path, pointer)) = at.value.split_once('#') else {
            return match self.operations.get(&at.value).map(Vec::as_slice) {
                Some([(_, file, pointer)]) => Ok((*file, (*pointer).to_owned())),
                Some(several @ [_, _, ..]) => {
                    let names: Vec<String> = several.iter().map(|(long, ..)| format!("`{long}`")).collect();
                    let problem = wrong(at.span, format!("several services have an operation `{}`", at.value));
                    Err(Box::new(problem.help(format!("write {}", names.join(" or ")))))
                }
                Some([]) | None => {
                    Err(no(nearest(&at.value, self.operations.keys().map(String::as_str)).map(str::to_owned)))
                }
            };
        };
        let Some(file) = self.files.get(path) else {
            let suggestion = nearest(path, self.files.keys().copied());
            return Err(no(suggestion.map(|suggestion| format!("{suggestion}#{pointer}"))));
        };
        if self.pointers.contains(&(*file, pointer)) {
            return Ok((*file, pointer.to_owned()));
        }
        let here = self.pointers.iter().filter(|(other, _)| other == file).map(|(_, pointer)| *pointer);
        Err(no(nearest(pointer, here).map(|suggestion| format!("{path}#{suggestion}"))))
    }
}
