//! Wakes who waits for files to change as soon as the system tells of it. It is a hint and no more: what has changed is to be
//! looked for, and what the system does not tell of as well. It must not know what the files are.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Listens in folders. Keep it: to let go of folders takes the system longer than anything else here, up to 30 ms.
pub struct Alarm(Option<system::Listener>);

impl Alarm {
    /// An alarm that listens nowhere yet.
    pub fn new() -> Self {
        Self(system::Listener::new())
    }

    /// Whether it can ring.
    pub fn can_ring(&self) -> bool {
        self.0.is_some()
    }

    /// Listens in the folders of these files, too.
    pub fn listen<'a>(&self, files: impl Iterator<Item = &'a Path>) {
        let Some(listener) = &self.0 else { return };
        let folder =
            |file: &'a Path| file.parent().map(|it| if it.as_os_str().is_empty() { Path::new(".") } else { it });
        let folders: BTreeSet<&Path> = files.filter_map(folder).collect();
        folders.into_iter().for_each(|folder| listener.add(folder));
    }

    /// Waits until something happens in one of the folders, but no longer than this.
    pub fn wait(&self, time: Duration) {
        match &self.0 {
            Some(listener) => listener.wait(time),
            None => std::thread::sleep(time),
        }
    }
}

#[cfg(target_os = "linux")]
mod system {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fd::OwnedFd;
    use rustix::fs::inotify::{CreateFlags, WatchFlags, add_watch, init};
    use std::path::Path;
    use std::time::Duration;

    pub struct Listener(OwnedFd);

    impl Listener {
        pub fn new() -> Option<Self> {
            init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok().map(Self)
        }

        pub fn add(&self, folder: &Path) {
            let changes = WatchFlags::MODIFY | WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVE;
            // Nothing is told of a folder that is not there yet.
            add_watch(&self.0, folder, changes | WatchFlags::ONLYDIR).ok();
        }

        pub fn wait(&self, time: Duration) {
            let mut waited = [PollFd::new(&self.0, PollFlags::IN)];
            let rang = Timespec::try_from(time).ok().and_then(|time| poll(&mut waited, Some(&time)).ok());
            if rang.is_none_or(|rang| rang > 0) {
                // What happened does not matter. What there is no room for rings again.
                rustix::io::read(&self.0, &mut [0; 4096]).ok();
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::Path;
    use std::time::Duration;

    /// Other systems tell of changes in ways that take threads or unsafe code.
    pub enum Listener {}

    impl Listener {
        pub fn new() -> Option<Self> {
            None
        }

        pub fn add(&self, _: &Path) {
            match *self {}
        }

        pub fn wait(&self, _: Duration) {
            match *self {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Instant;

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn it_rings_for_each_way_to_save_and_not_without() {
        let temp = tempfile::tempdir().unwrap();
        let [file, other] = ["a.yaml", ".b.swp"].map(|name| temp.path().join(name));
        let gone = temp.path().join("none/c.yaml");
        fs::write(&file, "a").unwrap();
        let alarm = Alarm::new();
        alarm.listen([file.as_path(), gone.as_path()].into_iter());
        if !alarm.can_ring() {
            println!("skipped: this system tells of no changes");
            return;
        }
        let started = Instant::now();
        let short = Duration::from_millis(40);
        alarm.wait(short);
        assert!(started.elapsed() >= short);
        for save in [
            &|| fs::write(&file, "more").unwrap(),
            &|| fs::write(&other, "b").unwrap(),
            &|| fs::rename(&other, &file).unwrap(),
            &|| fs::remove_file(&file).unwrap(),
        ] as [&dyn Fn(); 4]
        {
            save();
            let started = Instant::now();
            alarm.wait(LONG);
            assert!(started.elapsed() < LONG);
            // What happened is not told twice.
            let started = Instant::now();
            alarm.wait(short);
            assert!(started.elapsed() >= short);
        }
    }
}
