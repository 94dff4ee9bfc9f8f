//! What is wrong with what a project says of changes: a file below `agreed/` per case, with `accepted.yaml` or `diff.yaml`, and
//! `expected`, the report as a terminal shows it. A case is called after the code of what is wrong, `<code>--<variant>`. Must not know
//! how the files are read.

use crate::support::{Files, cases, expect, stripped};
use apig_codegen::agreed::{Agreement, accepted, severities, written};
use apig_codegen::{Report, Span, Style};

fn reports(files: &Files) -> [Report; 2] {
    [accepted("accepted.yaml", &files.reader()).1, severities("diff.yaml", &files.reader()).1]
}

#[test]
fn what_is_wrong_is_shown_as_expected() {
    expect("agreed", |expected| {
        for case in cases("agreed") {
            let reports = reports(&case.files());
            let found = reports.iter().flat_map(Report::diagnostics);
            let codes: Vec<&str> = found.map(|diagnostic| diagnostic.code).collect();
            assert!(!codes.is_empty() && codes.iter().all(|code| *code == case.topic()), "{}: {codes:?}", case.name);
            let shown: String = reports.iter().map(|report| report.human(Style::Plain, "")).collect();
            expected.part(&case, "expected", &stripped(&shown));
        }
    });
}

/// What is written is read as it was, whatever stands in it.
#[test]
fn words_of_a_document_stay_data() {
    let odd = [
        "'; rm: x",
        "a: b # c",
        "\"quoted\" \\ text",
        "two\nlines",
        "\n- id: property-removed\n",
        "\r\n\t \u{202e}x\u{85}\u{2028}",
        " ",
        "- a",
        "&a *b !c %d @e `f` |",
        "true",
        "1.0",
        "2020-01-01",
        "",
        "{a: [b]}",
        "日本",
    ];
    let agreements: Vec<Agreement> = odd
        .iter()
        .map(|text| Agreement {
            id: "property-removed".to_owned(),
            services: vec![(*text).to_owned()],
            change: (*text).to_owned(),
            reason: "As it is.".to_owned(),
            until: Some("1.2.3".to_owned()),
            span: Span::default(),
        })
        .collect();
    let files = Files::one("accepted.yaml", format!("# Comments.\n\n{}", written(&agreements)));
    let (read, report) = accepted("accepted.yaml", &files.reader());
    assert!(report.diagnostics().is_empty(), "{}", report.human(Style::Plain, ""));
    assert_eq!(read.len(), agreements.len());
    for (read, written) in read.iter().zip(&agreements) {
        assert!(read.is_like(written), "{read:?}\n{written:?}");
        assert_eq!((&read.reason, &read.until), (&written.reason, &written.until));
    }
}

#[test]
fn comments_alone_and_no_file_at_all_say_nothing() {
    for files in [Files::default(), Files::one("accepted.yaml", "# None.\n"), Files::one("diff.yaml", "# None.\n")] {
        let shown = reports(&files).map(|report| report.human(Style::Plain, ""));
        assert_eq!(shown, ["", ""]);
    }
}
