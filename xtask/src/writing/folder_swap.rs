//! Exchanges the new `src` with the old one, so that a failure or a kill at any moment leaves either of them whole.
//! Must not know what is in them.
//!
//! The new folder is complete at `.src.new` before it changes places with `src`, in one step of the system. Where there
//! is no such step, `src` is renamed to `.src.old` first; should the run be killed just then, the next one renames it
//! back.

use crate::disk::{display_path, is_there};
use crate::writing::os_exchange::{exchange, is_unknown};
use crate::writing::plan::Plan;
use crate::writing::recovery::{NEW, OLD, clear};
use crate::writing::stage::stage;
use apig_codegen::Tree;
use std::fs;
use std::io;
use std::path::Path;

/// Makes `folder/src` what the tree says. An error means that nothing was changed; the text of `Ok`, that the new folder
/// is in place while something of the old one could not be removed.
pub fn replace(folder: &Path, tree: &Tree, plan: &Plan) -> Result<Option<String>, String> {
    let (src, new) = (folder.join("src"), folder.join(NEW));
    if fs::metadata(&src).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(format!("`{}` is read-only", display_path(&src)));
    }
    let swapped = stage(&src, &new, tree, plan).and_then(|()| {
        swap(folder, exchange).map_err(|error| format!("cannot replace `{}`: {error}", display_path(&src)))
    });
    if let Err(error) = swapped {
        // Best effort: the next run clears away what stays.
        clear(&new, &src).ok();
        return Err(error);
    }
    Ok(clear(&new, &src).and_then(|()| clear(&folder.join(OLD), &src)).err())
}

type Exchange = fn(&Path, &Path) -> io::Result<()>;

fn swap(folder: &Path, exchange: Exchange) -> io::Result<()> {
    let (src, new, old) = (folder.join("src"), folder.join(NEW), folder.join(OLD));
    if !is_there(&src) {
        return fs::rename(&new, &src);
    }
    match exchange(&new, &src) {
        Err(error) if is_unknown(error.kind()) => {}
        result => return result,
    }
    fs::rename(&src, &old)?;
    fs::rename(&new, &src).inspect_err(|_| {
        fs::rename(&old, &src).ok();
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::recovery::recover;
    use crate::writing::recovery::tests::{files, folder};

    fn lib(folder: &Path) -> String {
        fs::read_to_string(folder.join("src/lib.rs")).unwrap()
    }

    #[test]
    fn two_renames_do_where_there_is_no_exchange() {
        let unsupported: Exchange = |_, _| Err(io::ErrorKind::Unsupported.into());
        let invalid: Exchange = |_, _| Err(io::ErrorKind::InvalidInput.into());
        for exchange in [unsupported, invalid] {
            let (_temp, folder) = folder(&[("src/lib.rs", "MARK old"), (".src.new/lib.rs", "MARK new")]);
            swap(&folder, exchange).unwrap();
            assert!(lib(&folder).ends_with("new"));
            recover(&folder).unwrap();
            assert_eq!(files(&folder), ["src/lib.rs"]);
        }
    }

    #[test]
    fn an_exchange_that_fails_changes_nothing() {
        let (_temp, folder) = folder(&[("src/lib.rs", "MARK old"), (".src.new/lib.rs", "MARK new")]);
        swap(&folder, |_, _| Err(io::ErrorKind::PermissionDenied.into())).unwrap_err();
        assert!(lib(&folder).ends_with("old"));
    }
}
