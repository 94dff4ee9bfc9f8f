//! No secret is in anything that can be printed: every public type that can hold one, and every error.
//!
//! All secrets here have [`MARK`] in them, so that none is forgotten. `values` has what is made without a network,
//! `answers` what comes of calls, `traces` what a collector of spans and events gets.

mod answers;
mod traces;
mod values;

use std::error::Error;
use std::fmt::Debug;

/// Stands in every secret.
const MARK: &str = "s3cr3t";

const PASSWORD: &str = "s3cr3t \"pass\\word\"";
const PASSCODE: &str = "s3cr3t-123456";
const TOKEN: &str = "MIIF-s3cr3t-token";
const KEY_SECRET: &str = "s3cr3t-key";
const SESSION: &str = "s3cr3t-session";

/// All that `Debug` shows.
fn debug(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

/// All that an error shows, its causes included.
fn told(error: &(dyn Error + 'static)) -> String {
    let mut told = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        told.push_str(&format!("{error}\n{error:#}\n{error:?}\n{error:#?}\n"));
        next = error.source();
    }
    told
}

#[track_caller]
fn assert_hidden(shown: &[(&str, String)]) {
    for (what, shown) in shown {
        assert!(!shown.is_empty() && !shown.contains(MARK), "{what}: {shown}");
        // Nor in another spelling.
        assert!(!shown.contains("pass\\") && !shown.contains("\\\"pass"), "{what}: {shown}");
    }
}
