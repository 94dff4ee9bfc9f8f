//! Runs `gen --dump`: prints a stage of the generator. Must not know what is in it.

use crate::commands::job;
use crate::reading::paths::{self, Target};
use crate::reading::spec_files;
use crate::terminal;
use crate::writing::manifest;
use apig_codegen::{Report, Stage};
use std::process::ExitCode;

/// Prints the stage, or the part of an operation; nothing is written.
pub fn run(target: &Target, stage: Stage, operation: Option<&str>) -> ExitCode {
    let outcome = || -> Result<(Result<String, String>, Report, String), String> {
        let locations = paths::find(target)?;
        let manifest = if locations.is_new_crate { None } else { manifest::read(&locations.folder)? };
        let job = job::generate(&locations, manifest.as_ref())?;
        let root = spec_files::Root::open(&locations.spec)?;
        let (text, report) = apig_codegen::dump(&job, &|path| root.read(path), stage, operation);
        Ok((text, report, locations.spec_prefix))
    };
    let text = outcome().and_then(|(text, report, spec_prefix)| {
        let style = terminal::err_style();
        let messages = report.human(style, &spec_prefix);
        if !messages.is_empty() {
            terminal::err(messages.trim_end());
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
