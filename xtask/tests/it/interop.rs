//! Tests what `interop` says before any other software is started.

use crate::support::{Case, finish};

#[test]
fn without_python_it_is_skipped_with_a_word() {
    let case = Case::empty();
    for (arguments, code) in [(&["interop", "python"][..], 0), (&["interop", "all", "--no-skip"], 1)] {
        let run = finish(case.bare().env("PATH", "").args(arguments));
        assert_eq!((run.code, run.out.as_str()), (Some(code), "skipped: Python 3 is not here\n"), "{run:?}");
    }
}

#[test]
fn usage() {
    let case = Case::empty();
    for arguments in [&["interop"][..], &["interop", "pyhton"], &["interop", "all", "more"]] {
        let run = finish(case.bare().args(arguments));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("--help") || run.err.contains("Usage:"), "{run:?}");
    }
    let help = finish(case.bare().args(["interop", "--help"])).ok().out;
    assert!(help.contains("Examples:\n  cargo xtask interop yaml"), "{help}");
}
