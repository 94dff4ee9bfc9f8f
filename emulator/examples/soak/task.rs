//! Runs one task: it makes quotas, changes, binds, lists, waits and deletes, and compares the answers with its model.
//! Knows which calls there are. Must not know the faults.

use crate::model::{Effect, Found, Model};
use crate::watch::{RECOVERY, Watch};
use apig_sdk::apig::{Client, types::TimeUnit};
use apig_sdk::{Error, ErrorKind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// So many quotas stay for a while.
const KEPT: usize = 4;
/// The longest that a call may take, with all its attempts.
pub const CALL_TIME: Duration = Duration::from_secs(20);
const WAIT_TIME: Duration = Duration::from_secs(20);

pub struct Task {
    pub number: usize,
    pub client: Client,
    pub gateway: String,
    pub watch: Arc<Watch>,
    pub dice: fastrand::Rng,
    pub model: Model,
    pub end: Instant,
    pub made: u32,
    pub succeeded: Instant,
}

impl Task {
    /// Works until its time is over; what it knows then.
    pub async fn run(mut self) -> Model {
        while Instant::now() < self.end {
            self.round().await;
        }
        self.model
    }

    /// Every quota of a task has this in its name, and no other one has.
    pub fn prefix(&self) -> String {
        format!("t{:03}_", self.number)
    }

    async fn round(&mut self) {
        let name = format!("{}{}", self.prefix(), self.made);
        self.made += 1;
        if let Some(id) = self.create(&name).await {
            for _ in 0..self.dice.u8(0..3) {
                self.update(&id).await;
            }
            self.show(&id).await;
            self.bind(&id).await;
        }
        self.list().await;
        if self.model.quotas.len() > KEPT || self.dice.bool() {
            let ids: Vec<String> = self.model.quotas.keys().cloned().collect();
            if let Some(id) = self.dice.choice(ids) {
                self.delete(&id).await;
            }
        }
    }

    /// Counts a call, and says what it did.
    async fn call<T>(&mut self, call: impl Future<Output = Result<T, Error>>) -> Result<T, (Effect, Error)> {
        sleep(Duration::from_millis(self.dice.u64(0..40))).await;
        let start = Instant::now();
        let result = call.await;
        self.watch.call(start.elapsed(), result.as_ref().err());
        if start.elapsed() > CALL_TIME.max(WAIT_TIME) + Duration::from_secs(2) {
            self.watch.finding("a call outlives its time", format!("{:?}", start.elapsed()));
        }
        let error = match result {
            Ok(value) => {
                self.succeeded = Instant::now();
                return Ok(value);
            }
            Err(error) => error,
        };
        match error.kind() {
            ErrorKind::Violations
            | ErrorKind::Config
            | ErrorKind::Decode
            | ErrorKind::Runtime
            | ErrorKind::BodyTooLarge => {
                self.watch.finding("an error that has no cause", error.to_string());
            }
            _ => {}
        }
        if error.is_unauthorized() && self.succeeded.elapsed() > RECOVERY {
            self.watch.finding("calls do not recover from an ended token", error.to_string());
        }
        Err((if error.may_have_been_carried_out() { Effect::Either } else { Effect::NotDone }, error))
    }

    async fn create(&mut self, name: &str) -> Option<String> {
        let limit = self.dice.i32(1..1000);
        let new = self.client.gateway(&self.gateway).create_app_quota().name(name).call_limits(limit);
        let call = new.time_unit(TimeUnit::Day).time_interval(1).send();
        match self.call(call).await {
            Ok(quota) => {
                let id = quota.app_quota_id.unwrap_or_default();
                self.model.create(name, limit, Ok(&id));
                Some(id)
            }
            Err((_, error)) if error.is_already_exists() => {
                self.watch.finding("a quota was made twice", error.to_string());
                self.model.create(name, limit, Err(Effect::Either));
                None
            }
            Err((effect, _)) => {
                self.model.create(name, limit, Err(effect));
                None
            }
        }
    }

    async fn update(&mut self, id: &str) {
        let Some(name) = self.model.quotas.get(id).map(|quota| quota.name.clone()) else { return };
        let limit = self.dice.i32(1..1000);
        let update = self.client.gateway(&self.gateway).update_app_quota(id).name(name).call_limits(limit);
        let result = self.call(update.time_unit(TimeUnit::Day).time_interval(1).send()).await;
        self.is_known(&result);
        self.model.update(id, limit, effect(&result));
    }

    async fn show(&mut self, id: &str) {
        let call = self.client.gateway(&self.gateway).show_app_quota(id).send();
        let result = self.call(call).await;
        self.is_known(&result);
        if let (Ok(shown), Some(quota)) = (result, self.model.quotas.get(id))
            && !shown.call_limits.is_some_and(|limit| quota.limits.contains(&limit))
        {
            let case = format!("{}: {:?}, expected {:?}", quota.name, shown.call_limits, quota.limits);
            self.watch.finding("a quota is not as it was left", case);
        }
    }

    /// Binds the app and unbinds it again, and waits for both to show.
    async fn bind(&mut self, id: &str) {
        let (client, gateway, app) = (self.client.clone(), self.gateway.clone(), self.model.app.clone());
        let result = self.call(client.gateway(&gateway).associate_apps_for_app_quota(id).app_ids([&app]).send()).await;
        self.is_known(&result);
        self.model.bind(id, effect(&result));
        if self.model.is_bound_for_sure(id) {
            let waiter = client.gateway(&gateway).wait_until_app_bound(id, &app).timeout(WAIT_TIME);
            let waited = self.call(waiter.interval(Duration::from_millis(300)).into_future()).await;
            self.is_patient(&waited);
            if waited.is_ok()
                && let Ok(apps) =
                    self.call(client.gateway(&gateway).list_app_quota_bound_apps(id).items().try_collect()).await
                && apps.iter().map(|one| one.app_id.as_ref()).ne([Some(&app)])
            {
                self.watch.finding("an app is not bound as it was left", format!("{apps:?}, expected {app}"));
            }
        }
        if !self.model.is_bound_for_sure(id) || self.dice.u8(0..4) == 0 {
            return;
        }
        let result = self.call(client.gateway(&gateway).disassociate_app_quota_with_app(id, &app).send()).await;
        let is_done = self.gone(&result);
        self.model.unbind(id, is_done);
        if is_done == Effect::Done {
            let waiter = client.gateway(&gateway).wait_until_app_unbound(id, &app).timeout(WAIT_TIME);
            let waited = self.call(waiter.interval(Duration::from_millis(300)).into_future()).await;
            self.is_patient(&waited);
        }
    }

    async fn list(&mut self) {
        let list = self.client.gateway(&self.gateway).list_app_quotas().name(self.prefix()).limit(self.dice.i32(1..4));
        let Ok(items) = self.call(list.items().try_collect()).await else { return };
        let found: Vec<Found> = items
            .into_iter()
            .map(|quota| Found {
                id: quota.app_quota_id.unwrap_or_default(),
                name: quota.name.unwrap_or_default(),
                limit: quota.call_limits.unwrap_or_default(),
                apps: None,
            })
            .collect();
        for (what, case) in self.model.compare(&found) {
            self.watch.finding(what, case);
        }
    }

    async fn delete(&mut self, id: &str) {
        let is_sure = self.model.quotas.get(id).is_some_and(|quota| quota.deleted.is_none());
        let call = self.client.gateway(&self.gateway).delete_app_quota(id).send();
        let result = self.call(call).await;
        let not_found = result.as_ref().is_err_and(|(_, error)| error.is_not_found());
        let effect = if is_sure || !not_found { self.gone(&result) } else { Effect::Done };
        self.model.delete(id, effect);
    }

    /// What a DELETE did of something that was there: nobody else deletes it, so it is not missing.
    fn gone(&self, result: &Result<(), (Effect, Error)>) -> Effect {
        match result {
            Ok(()) => Effect::Done,
            Err((_, error)) if error.is_not_found() => {
                if !error.may_have_been_carried_out() {
                    self.watch
                        .finding("a DELETE that was carried out ends in 404 and does not say so", error.to_string());
                }
                Effect::Done
            }
            Err((effect, _)) => *effect,
        }
    }

    fn is_known<T>(&self, result: &Result<T, (Effect, Error)>) {
        if let Err((_, error)) = result
            && error.is_not_found()
        {
            self.watch.finding("a quota is lost", error.to_string());
        }
    }

    /// What is waited for comes, so that nothing but time ends a wait.
    fn is_patient(&self, result: &Result<(), (Effect, Error)>) {
        if let Err((_, error)) = result
            && error.is_retryable()
        {
            self.watch.finding("a passing failure ends a wait", error.to_string());
        }
    }
}

fn effect<T>(result: &Result<T, (Effect, Error)>) -> Effect {
    match result {
        Ok(_) => Effect::Done,
        Err((effect, _)) => *effect,
    }
}
