//! Embeds the spec in the program: a list of its files, each by `include_str!`. Says whether there is a page for
//! browsers, which the published package is too small for. Knows folders and names of files. Must not know what is in
//! them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    // `spec` is a link to `../spec`, and a folder in the published package. Where git makes no links it is neither.
    let mut folders = ["spec", "../spec"].into_iter().map(|folder| package.join(folder));
    let spec = folders.find(|folder| folder.is_dir()).ok_or("there is no folder `spec`")?.canonicalize()?;
    println!("cargo::rerun-if-changed={}", spec.display());
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rustc-check-cfg=cfg(page)");
    if package.join("assets/swagger-ui").is_dir() {
        println!("cargo::rustc-cfg=page");
    }
    let mut files = Vec::new();
    collect(&spec, &mut files)?;
    files.sort();
    let mut text = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&spec)?.components().map(|part| part.as_os_str().to_string_lossy());
        let name = name.collect::<Vec<_>>().join("/");
        writeln!(text, "    ({name:?}, include_str!({:?})),", file.display().to_string())?;
    }
    text.push(']');
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("spec.rs"), text)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
