//! The audit finds nothing where pages and spec agree, and each slip where they do not: pages are composed from the table of facts, in
//! each of the layouts in which the vendor's pages come. Must not know how differences are found.

mod cases;
mod page_slips;
mod spec_slips;

use crate::support::{Files, LAYOUTS, Random, below, files, job, job_of, operations, reader};
use apig_codegen::{Diagnostic, Patch, Report, Style};
use apig_pages::audit::{Audit, CODES, Source, Spec};
use std::sync::atomic::{AtomicUsize, Ordering};

fn spec(files: &Files) -> Spec {
    Spec::read(&job(), &reader(files))
}

fn run(spec: &Spec, texts: &[(String, String)]) -> Audit {
    let pages: Vec<Source<'_>> = texts.iter().map(|(path, text)| Source { path, text }).collect();
    spec.audit(&pages, None)
}

#[test]
fn nothing_is_found_where_pages_and_spec_agree() {
    let (spec, operations) = (spec(&files()), operations());
    for layout in LAYOUTS {
        let pages = operations.pages(layout, "");
        let Audit { report, facts, .. } = run(&spec, &pages);
        assert!(report.diagnostics().is_empty(), "{layout:?}\n{}", report.human(Style::Plain, "spec/"));
        assert!(pages.len() >= 23 && facts > 900, "{} pages, {facts} facts", pages.len());
    }
}

/// The spec, with the edit that is offered for the only finding.
fn mended(report: &Report, files: &Files) -> Option<Files> {
    let [Diagnostic { patch: Some(Patch { span, replacement }), .. }] = report.diagnostics() else { return None };
    let json: serde_json::Value = serde_json::from_str(&report.json("")).unwrap();
    let mut files = files.clone();
    let text = files.get_mut(json[0]["replaces"]["path"].as_str().unwrap()).unwrap();
    text.replace_range(span.start..span.end, replacement);
    Some(files)
}

/// Pages with one slip each.
const SLIPS_OF_PAGES: u64 = 140;

/// The spec with one slip.
const SLIPS_OF_SPEC: u64 = 60;

/// Runs the cases on two threads, and lists what they complain of.
fn each(cases: u64, check: impl Fn(u64) -> Option<String> + Sync) {
    let part = |first: u64| (first..cases).step_by(2).filter_map(&check).collect::<Vec<String>>();
    let complaints = std::thread::scope(|scope| {
        let other = scope.spawn(|| part(1));
        let mut complaints = part(0);
        complaints.extend(other.join().unwrap());
        complaints
    });
    assert!(complaints.is_empty(), "{} of {cases}\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn each_slip_of_a_page_is_found() {
    let (files, operations) = (of_quotas(files()), operations());
    let (spec, names) = (spec(&files), operations.rows.keys().collect::<Vec<_>>());
    let mends = AtomicUsize::new(0);
    each(SLIPS_OF_PAGES, |seed| {
        let (what, slip) = page_slips::SLIPS[usize::try_from(seed).unwrap() % page_slips::SLIPS.len()];
        let mut random = Random(seed);
        let (name, layout, rows, said) = loop {
            let (name, layout) = (*random.of(&names)?, *random.of(&LAYOUTS)?);
            let mut rows = operations.rows[name].clone();
            let is_transcribed = files["audit.yaml"].contains(&format!("  - {name}\n"));
            if let Some(said) = slip(&mut rows, &mut random, is_transcribed) {
                break (name, layout, rows, said);
            }
        };
        let report = run(&spec, &[operations.page(layout, name, &rows)]).report;
        // Another status is missing and new; a value may stand in a list and in the words. Anything else is one finding.
        let most = if ["another status", "another value"].contains(&what) { 2 } else { 1 };
        let is_one = (1..=most).contains(&report.diagnostics().len());
        let complaint =
            || format!("{seed}: {what}: {name} {layout:?}: {said}\n{}", report.human(Style::Plain, "spec/"));
        // What is offered as the mend leaves nothing to tell.
        let is_mended = mended(&report, &files).is_none_or(|files| {
            let left = run(&self::spec(&files), &[operations.page(layout, name, &rows)]).report;
            left.diagnostics().is_empty()
        });
        mends.fetch_add(usize::from(report.diagnostics().iter().any(|one| one.patch.is_some())), Ordering::Relaxed);
        (!is_one || !is_mended).then(complaint)
    });
    assert!(mends.into_inner() >= 10, "edits are offered");
}

#[test]
fn each_slip_of_the_spec_is_found() {
    let (files, operations) = (of_quotas(files()), operations());
    let said = run(&spec(&files), &operations.pages(LAYOUTS[0], "")).report.human(Style::Plain, "spec/");
    assert_eq!(said, "", "something is found without a slip");
    each(SLIPS_OF_SPEC, |seed| {
        let (what, slip) = spec_slips::SLIPS[usize::try_from(seed).unwrap() % spec_slips::SLIPS.len()];
        let mut random = Random(seed);
        let mut changed = files.clone();
        let (path, said) = spec_slips::apply(slip, &mut changed, &mut random).unwrap();
        let service = path.split_once('/').map_or("", |(service, _)| service);
        let pages = operations.pages(*random.of(&LAYOUTS)?, service);
        let report = run(&spec(&changed), &pages).report;
        let audited = |one: &Diagnostic| CODES.contains(&one.code);
        let is_found = report.diagnostics().iter().any(audited);
        (!is_found).then(|| format!("{seed}: {what}: {said}\n{}", report.human(Style::Plain, "spec/")))
    });
}

/// The spec with no operations of the two gateways but those on quotas: the ones that there are pages of here. It is read for each slip, and
/// each mend.
fn of_quotas(mut files: Files) -> Files {
    for service in ["apig", "roma"] {
        let root = files.get_mut(&format!("{service}/openapi.yaml")).unwrap();
        let mut lines = Vec::new();
        let mut is_left_out = false;
        for line in root.lines() {
            if line.starts_with("  /") {
                is_left_out = !(line.contains("/app-quotas") || line.contains("/bound-quota"));
            } else if !line.starts_with("    ") {
                is_left_out = false;
            }
            lines.extend((!is_left_out).then_some(line));
        }
        *root = lines.join("\n");
    }
    files.retain(|path, _| {
        let name = path.strip_prefix("apig/").or_else(|| path.strip_prefix("roma/"));
        name.is_none_or(|name| {
            let is_shared = ["openapi", "schemas", "parameters", "apps"].contains(&name.trim_end_matches(".yaml"));
            name.starts_with("app_quota") || is_shared
        })
    });
    let table = files.get_mut("sdks.tsv").unwrap();
    let kept = ["ListAppQuota", "CreateTemporaryAccessKey", "Keystone"];
    let is_kept = |line: &&str| kept.iter().any(|name| line.starts_with(name));
    *table = table.lines().filter(is_kept).collect::<Vec<_>>().join("\n");
    for (path, from) in [
        ("audit.yaml", "  # What the pages of the API Gateway say against themselves"),
        ("apig/parameters.yaml", "    # Of the operations that were added from facts"),
        ("apig/apps.yaml", "  Apps:"),
        ("roma/apps.yaml", "  Apps:"),
    ] {
        let text = files.get_mut(path).unwrap();
        text.truncate(text.find(from).unwrap());
    }
    files
}

/// Pages as they were published are not in the project. Where a folder of them is named, they agree with the spec.
#[test]
fn nothing_is_found_on_pages_as_published() {
    let Some(folder) = std::env::var_os("VENDOR_PAGES") else {
        println!("skipped: VENDOR_PAGES names no folder with pages of the vendor's");
        return;
    };
    let pages: Vec<(String, String)> = below(folder.as_ref(), &["txt", "md", "rst", "html"]).into_iter().collect();
    let Audit { report, facts, .. } = run(&spec(&files()), &pages);
    let is_of_others = |one: &&Diagnostic| one.code == "page-without-operation";
    let others = report.diagnostics().iter().filter(is_of_others).count();
    assert!(facts > 0 && others == report.diagnostics().len(), "{}", report.human(Style::Plain, "spec/"));
}

/// A spec of one operation, whose body is the first of these types.
fn of_types(types: &str) -> Spec {
    let body = "required: true, content: {application/json: {schema: {$ref: '#/components/schemas/T0'}}}";
    let yaml = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: v1}}\npaths:\n  /t:\n    put:\n      requestBody: {{{body}}}\n      \
         responses: {{'204': {{description: OK}}}}\ncomponents:\n  schemas:\n{types}"
    );
    Spec::read(&job_of(&["t/openapi.yaml"]), &reader(&Files::from([("t/openapi.yaml".to_owned(), yaml)])))
}

#[test]
fn unions_of_themselves_end() {
    let refer = |at: usize| format!("{{$ref: '#/components/schemas/T{at}'}}");
    for types in [
        format!("    T0: {{oneOf: [{}, {{type: string}}]}}\n", refer(0)),
        format!("    T0: {{oneOf: [{}, {}]}}\n    T1: {{oneOf: [{}]}}\n", refer(1), refer(0), refer(0)),
        format!(
            "    T0: {{type: object, properties: {{a: {}}}}}\n    T1: {{oneOf: [{}, {}]}}\n",
            refer(1),
            refer(0),
            refer(1)
        ),
        format!("    T0: {{type: array, items: {}}}\n", refer(0)),
    ] {
        let page = ("page.txt".to_owned(), "T\nURI\nPUT /t\n".to_owned());
        let report = run(&of_types(&types), &[page]).report;
        assert!(!report.diagnostics().is_empty(), "{types}");
    }
}

/// A page and a spec of objects that hold the next one twice, each: they end, and are told in time.
#[test]
fn types_that_hold_each_other_many_times_end() {
    const DEPTH: usize = 60;
    let types: String = (0..DEPTH)
        .map(|at| {
            let next = format!("{{$ref: '#/components/schemas/T{}'}}", (at + 1) % DEPTH);
            format!("    T{at}: {{type: object, properties: {{a: {next}, b: {next}}}}}\n")
        })
        .collect();
    let header = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n";
    let tables: String = (0..DEPTH)
        .map(|at| {
            let caption = if at == 0 { "Request body parameters".to_owned() } else { format!("T{at}") };
            let row = |name: &str| format!("| {name} | No | T{} object | |\n", (at + 1) % DEPTH);
            format!("Table {} {caption}\n{header}{}{}", at + 1, row("a"), row("b"))
        })
        .collect();
    let page = format!("T\nURI\nPUT /t\nRequest Parameters\n{tables}Status Codes\n{}", "204 OK\n");
    let spec = of_types(&types);
    let Audit { report, facts, .. } = run(&spec, &[("page.txt".to_owned(), page)]);
    assert!(!report.has_errors() || report.diagnostics().iter().all(|one| CODES.contains(&one.code)));
    assert!((20_000..21_000).contains(&facts), "{facts}");
}
