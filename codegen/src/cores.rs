//! Runs work on all cores. Must not know what the work is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

/// How many there are. Asking takes as long as some of the work.
static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));

/// Maps items, in their order. Each thread takes the next item when it has finished one, because some are larger.
pub fn on_all_cores<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a T) -> R + Sync) -> Vec<R> {
    let tasks: Vec<(&T, Mutex<Option<R>>)> = items.iter().map(|item| (item, Mutex::new(None))).collect();
    share(tasks.len(), &|at| {
        if let Some((item, result)) = tasks.get(at) {
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(work(item));
        }
    });
    tasks.into_iter().filter_map(|(_, result)| result.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Works on tasks by their numbers. Compiled once, whatever they are: what threads need is a lot of code.
fn share(tasks: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut at = next.fetch_add(1, Ordering::Relaxed);
        while at < tasks {
            work(at);
            at = next.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        for _ in 1..(*CORES).min(tasks) {
            scope.spawn(take);
        }
        take();
    });
}

/// Runs two functions at the same time.
pub fn both<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        match first.join() {
            Ok(first) => (first, second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::on_all_cores;

    #[test]
    fn results_keep_the_order() {
        for count in [0_u64, 1, 2, 1000] {
            let items: Vec<u64> = (0..count).collect();
            let squares = on_all_cores(&items, |item| item * item);
            assert_eq!(squares, items.iter().map(|item| item * item).collect::<Vec<_>>());
        }
    }
}
