//! Documents that are as they were when they were resolved last. Must not know what they say.

use super::files::{Files, Loaded};
use crate::api::Service;
use crate::memory::Resolved;
use std::rc::Rc;
use std::sync::Arc;

impl Files<'_> {
    /// What a document means: what it meant, if all that it is made of is what it was, else what `resolve` says.
    pub fn known_or(
        &mut self,
        document: &str,
        resolve: impl FnOnce(&mut Self) -> Option<Service>,
    ) -> Option<Arc<Service>> {
        if let Some(service) = self.known(document) {
            return Some(service);
        }
        let before: Vec<String> = self.sources.paths().map(str::to_owned).collect();
        let complaints = self.diagnostics.len();
        self.used.clear();
        let service = resolve(self).map(Arc::new);
        let mut documents = self.memory.documents.borrow_mut();
        self.memory.retire(documents.remove(document));
        // What is wrong with a file that it needs may have been reported for an earlier document.
        let is_sound = self.diagnostics.len() == complaints && !self.diagnostics.has_errors();
        if let Some(service) = service.as_ref().filter(|_| is_sound) {
            let files = self.used.iter().filter_map(|id| self.by_id.get(id)).map(Rc::clone).collect();
            let (examples, service) = (self.examples, Arc::clone(service));
            documents.insert(document.to_owned(), Resolved { examples, before, files, service });
        }
        service
    }

    fn known(&mut self, document: &str) -> Option<Arc<Service>> {
        let documents = self.memory.documents.borrow();
        let known = documents.get(document).filter(|known| known.examples == self.examples)?;
        // Places hold the numbers of files, and a file is looked through for the first document that names it.
        if !self.sources.paths().eq(known.before.iter().map(String::as_str)) {
            return None;
        }
        let (earlier, own) =
            known.files.split_at(known.files.partition_point(|file| self.by_id.contains_key(&file.id)));
        let is_loaded = |file: &Rc<Loaded>| self.by_id.get(&file.id).is_some_and(|loaded| Rc::ptr_eq(loaded, file));
        if !earlier.iter().all(is_loaded) || !own.iter().all(|file| self.is_unchanged(file)) {
            return None;
        }
        for file in own {
            let files = self.memory.files.borrow();
            self.sources.add_again(Arc::clone(&files.get(&file.path)?.source));
            self.by_id.insert(file.id, Rc::clone(file));
            self.loaded.insert(file.path.clone(), Some(Rc::clone(file)));
        }
        Some(Arc::clone(&known.service))
    }

    /// Whether a file would be read as it was.
    fn is_unchanged(&self, file: &Rc<Loaded>) -> bool {
        let files = self.memory.files.borrow();
        let known = files.get(&file.path).filter(|known| Rc::ptr_eq(&known.loaded, file));
        known.is_some_and(|known| (self.read)(&file.path).is_ok_and(|bytes| bytes == known.bytes))
    }
}
