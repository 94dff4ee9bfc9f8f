//! `gen --dump`: prints a model of the generator. It must not know what is in it.

use crate::commands::job;
use crate::reading::paths::{self, Target};
use crate::reading::spec_files;
use crate::terminal;
use crate::writing::manifest;
use apig_codegen::{Report, Stage};
use std::process::ExitCode;

/// Prints the model, or the part of an operation; nothing is written.
pub fn run(target: &Target, stage: Stage, operation: Option<&str>) -> ExitCode {
    let outcome = || -> Result<(Result<String, String>, Report, String), String> {
        let places = paths::find(target)?;
        let manifest = if places.is_new_crate { None } else { manifest::read(&places.folder)? };
        let job = job::generate(&places, manifest.as_ref())?;
        let root = spec_files::Root::open(&places.spec)?;
        let (text, report) = apig_codegen::dump(&job, &|path| root.read(path), stage, operation);
        Ok((text, report, places.shown_spec))
    };
    let text = outcome().and_then(|(text, report, shown_spec)| {
        let style = terminal::err_style();
        let said = report.human(style, &shown_spec);
        if !said.is_empty() {
            terminal::err(said.trim_end());
        }
        if report.has_errors() {
            Err("there are errors in the spec, so there is no whole model of it".to_owned())
        } else {
            text
        }
    });
    match text {
        Ok(text) => {
            terminal::out(text.trim_end());
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::error(&error);
            ExitCode::FAILURE
        }
    }
}
