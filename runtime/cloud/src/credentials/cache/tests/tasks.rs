//! Tests the cache with many tasks at once.

use super::*;

/// Starts so many tasks that ask, and lets them get as far as they can.
async fn start(
    credentials: &Credentials,
    host: &Arc<Scripted>,
    count: usize,
) -> Vec<tokio::task::JoinHandle<Result<Arc<Identity>, Error>>> {
    let tasks = (0..count).map(|_| {
        let (credentials, host) = (credentials.clone(), Arc::clone(host));
        tokio::spawn(async move { credentials.identity(&host.context()).await })
    });
    let tasks = tasks.collect();
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    tasks
}

#[test]
fn a_thousand_tasks_ask_once() {
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for _ in 0..5 {
        threads.block_on(async {
            let source = Source::gated(vec![Ok(HOUR)]);
            let credentials = Credentials::provider(source.clone());
            let host = Arc::new(Scripted::default());
            let tasks = start(&credentials, &host, 1000).await;
            source.open();
            for task in tasks {
                assert!(task.await.unwrap().is_ok());
            }
            assert_eq!(source.asked(), 1);
        });
    }
}

#[test]
fn a_failure_is_shared_by_all_who_waited() {
    run(async {
        let source = Source::gated(vec![Err(refusal())]);
        let credentials = Credentials::provider(source.clone());
        let host = Arc::new(Scripted::default());
        let tasks = start(&credentials, &host, 1000).await;
        source.open();
        for task in tasks {
            let error = task.await.unwrap().unwrap_err();
            assert_eq!(error.kind(), crate::ErrorKind::Credentials);
            let answer = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
            assert_eq!((answer.code(), answer.message()), (Some("401"), Some("The username or password is wrong.")));
        }
        assert_eq!(source.asked(), 1);
    });
}

#[test]
fn a_task_that_is_dropped_hands_over() {
    run(async {
        let source = Source::gated(vec![Ok(HOUR)]);
        let credentials = Credentials::provider(source.clone());
        let host = Arc::new(Scripted::default());
        let mut tasks = start(&credentials, &host, 3).await;
        assert_eq!(source.asked(), 1);
        let first = tasks.remove(0);
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        source.open();
        for task in tasks {
            assert!(task.await.unwrap().is_ok());
        }
        assert_eq!(source.asked(), 2);
    });
}

#[test]
fn while_one_renews_the_others_go_on() {
    run(async {
        let source = Source::gated(vec![Ok(1000), Ok(1000)]);
        let credentials = Credentials::provider(source.clone());
        let host = Arc::new(Scripted::default());
        source.open();
        let old = credentials.identity(&host.context()).await.unwrap();
        host.clock.advance(900);
        let tasks = start(&credentials, &host, 100).await;
        let (waiting, done): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|task| !task.is_finished());
        assert_eq!((waiting.len(), done.len()), (1, 99));
        for task in done {
            assert!(Arc::ptr_eq(&old, &task.await.unwrap().unwrap()));
        }
        source.open();
        for task in waiting {
            assert_ne!(old, task.await.unwrap().unwrap());
        }
        assert_eq!(source.asked(), 2);
    });
}
