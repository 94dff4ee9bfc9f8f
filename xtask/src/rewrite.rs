//! Puts new texts in the place of files that people wrote: all of them or none. It must not know what is in them.

use crate::disk::{failed, lock, shown};
use crate::stage::sync_folder;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file below a folder, what was in it when it was read, and what shall be in it.
pub struct Rewrite<'a> {
    pub path: &'a str,
    pub before: &'a [u8],
    pub after: &'a [u8],
}

/// Writes all files. An error means that all are as they were. A kill leaves each file whole, the old or the new one.
pub fn rewrite(folder: &Path, files: &[Rewrite<'_>]) -> Result<(), String> {
    let _lock = lock(folder, false);
    let mut staged = Vec::new();
    let staging = files.iter().try_for_each(|file| stage(folder, file).map(|(new, real)| staged.push((new, real))));
    let result = staging.and_then(|()| swap(&staged, files));
    for (new, real) in &staged {
        // What was renamed is no longer there; what remains is in nobody's interest.
        fs::remove_file(new).ok();
        real.parent().map(sync_folder);
    }
    result
}

/// The new file beside the old one, on the disk for good, and where the old one really is.
fn stage(folder: &Path, file: &Rewrite<'_>) -> Result<(PathBuf, PathBuf), String> {
    let path = folder.join(file.path);
    let find = |path: &Path| fs::canonicalize(path).map_err(|error| failed("find", path, &error));
    let real = find(&path)?;
    if !real.starts_with(find(folder)?) {
        return Err(format!("`{}` leads out of the folder of the spec", shown(&path)));
    }
    let read = |path: &Path| fs::read(path).map_err(|error| failed("read", path, &error));
    if read(&real)? != file.before {
        return Err(format!("`{}` was changed meanwhile: run it again", shown(&path)));
    }
    let permissions = fs::metadata(&real).map_err(|error| failed("read", &real, &error))?.permissions();
    if permissions.readonly() {
        return Err(format!("`{}` is read-only", shown(&path)));
    }
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = real.with_file_name(format!(".{name}.new"));
    let write = || {
        // Left over by a run that was killed.
        fs::remove_file(&new).ok();
        let mut written = File::create_new(&new)?;
        written.write_all(file.after)?;
        written.set_permissions(permissions)?;
        written.sync_all()
    };
    write()
        .inspect_err(|_| fs::remove_file(&new).unwrap_or_default())
        .map_err(|error| failed("write", &new, &error))?;
    Ok((new, real))
}

fn swap(staged: &[(PathBuf, PathBuf)], files: &[Rewrite<'_>]) -> Result<(), String> {
    for (done, (new, real)) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(new, real) {
            let back = staged.iter().zip(files).take(done);
            let lost: Vec<String> = back
                .filter(|((_, real), file)| fs::write(real, file.before).is_err())
                .map(|((_, real), _)| shown(real))
                .collect();
            let lost = if lost.is_empty() { String::new() } else { format!("; already mended: {}", lost.join(", ")) };
            return Err(format!("{}{lost}", failed("replace", real, &error)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("a.yaml"), "a").unwrap();
        fs::write(temp.path().join("b.yaml"), "b").unwrap();
        temp
    }

    fn contents(folder: &Path) -> Vec<(String, String)> {
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap_or_default())).collect()
    }

    fn change<'a>(path: &'a str, before: &'a str) -> Rewrite<'a> {
        Rewrite { path, before: before.as_bytes(), after: b"new" }
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn all_files_are_written() {
        let temp = folder();
        rewrite(temp.path(), &[change("a.yaml", "a"), change("b.yaml", "b")]).unwrap();
        assert_eq!(contents(temp.path()), pairs(&[("a.yaml", "new"), ("b.yaml", "new")]));
    }

    #[test]
    fn one_that_cannot_be_written_leaves_all_as_they_were() {
        let temp = folder();
        let error = rewrite(temp.path(), &[change("a.yaml", "a"), change("b.yaml", "other")]).unwrap_err();
        assert!(error.ends_with("was changed meanwhile: run it again"), "{error}");
        let error = rewrite(temp.path(), &[change("a.yaml", "a"), change("../c.yaml", "")]).unwrap_err();
        assert!(error.starts_with("cannot find"), "{error}");
        assert_eq!(contents(temp.path()), pairs(&[("a.yaml", "a"), ("b.yaml", "b")]));
    }

    #[cfg(unix)]
    #[test]
    fn a_rename_that_fails_puts_back_what_was_renamed() {
        let temp = folder();
        // A folder in the place of the second file: it is staged by hand, as nothing else lets a rename fail.
        fs::write(temp.path().join(".a.yaml.new"), "new").unwrap();
        fs::write(temp.path().join(".b.yaml.new"), "new").unwrap();
        fs::remove_file(temp.path().join("b.yaml")).unwrap();
        fs::create_dir(temp.path().join("b.yaml")).unwrap();
        let at = |name: &str| temp.path().join(name);
        let staged = [(at(".a.yaml.new"), at("a.yaml")), (at(".b.yaml.new"), at("b.yaml"))];
        let error = swap(&staged, &[change("a.yaml", "a"), change("b.yaml", "b")]).unwrap_err();
        assert!(error.starts_with("cannot replace"), "{error}");
        assert_eq!(fs::read_to_string(at("a.yaml")).unwrap(), "a");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_not_replaced_and_none_leads_out() {
        use std::os::unix::fs::symlink;
        let temp = folder();
        let spec = temp.path().join("spec");
        fs::create_dir(&spec).unwrap();
        fs::write(spec.join("real.yaml"), "r").unwrap();
        symlink("real.yaml", spec.join("link.yaml")).unwrap();
        symlink("../a.yaml", spec.join("far.yaml")).unwrap();
        rewrite(&spec, &[change("link.yaml", "r")]).unwrap();
        assert!(fs::symlink_metadata(spec.join("link.yaml")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(spec.join("real.yaml")).unwrap(), "new");
        assert!(
            rewrite(&spec, &[change("far.yaml", "a")]).unwrap_err().ends_with("leads out of the folder of the spec")
        );
    }
}
