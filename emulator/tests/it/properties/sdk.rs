//! Fills in the operations of the SDK with JSON values. A table, since Rust has no other way to call a method by its
//! name; a parameter of the spec that is missing here fails, and so does an operation on quotas, or of IAM.

use super::Case;
use apig_codegen::api::{Operation as Documented, Service};
use apig_emulator::Emulator;
use apig_sdk::http::Request;
use apig_sdk::serde_json::{self, Value};
use apig_sdk::{Config, Credentials, Error, Operation};

pub use super::wire::PROJECT;

pub fn config(emulator: &Emulator) -> Config {
    let config = Config::builder().endpoint(emulator.url()).project_id(PROJECT);
    config.credentials(Credentials::token("anybody's")).build().unwrap()
}

/// What the SDK would send, or why it would not. An error of serde means that Rust's types have no room for a value.
type Built = serde_json::Result<Result<Request<bytes::Bytes>, Error>>;

pub fn built(config: &Config, service: &Service, operation: &Documented, case: &Case) -> Built {
    match service.name.as_str() {
        "apig" => apig(config, &operation.id, case),
        "roma" => roma(config, &operation.id, case),
        "iam" => iam(config, &operation.id, case),
        other => panic!("the service {other} is missing here"),
    }
}

/// What a parameter or the body is to hold; nothing where the case has nothing.
fn read<T: serde::de::DeserializeOwned>(value: Option<&Value>) -> serde_json::Result<Option<T>> {
    value.map(|value| serde_json::from_value(value.clone())).transpose()
}

fn text(value: Option<&Value>) -> serde_json::Result<String> {
    read(value).map(Option::unwrap_or_default)
}

macro_rules! service {
    ($service:ident $(.$gateway:ident($instance:ident))?:
        $($id:ident = $method:ident($($path:ident)*) { $($query:ident)* $($header:literal = $field:ident)? } $($body:ident)?;)*) => {
        fn $service(config: &Config, id: &str, case: &Case) -> Built {
            let above: &[&str] = &[$(stringify!($instance))?];
            let client = apig_sdk::$service::Client::new(config.clone());
            $(let client = client.$gateway(text(case.parameters.get(stringify!($instance)))?);)?
            $(if id == stringify!($id) {
                let known = [$(stringify!($path),)* $(stringify!($query),)* $($header)?];
                let mut named = case.parameters.keys().map(String::as_str);
                assert!(named.all(|name| above.contains(&name) || known.contains(&name)), "{id}: {case:?}");
                #[allow(unused_mut, reason = "some operations have a path only")]
                let mut operation = client.$method($(text(case.parameters.get(stringify!($path)))?,)*);
                $(operation.$query = read(case.parameters.get(stringify!($query)))?;)*
                $(operation.$field = read(case.parameters.get($header))?;)?
                $(operation.$body = read(case.body.as_ref())?.unwrap_or_default();)?
                return Ok(operation.to_request());
            })*
            panic!("the operation {id} is missing here")
        }
    };
}

macro_rules! quotas {
    ($service:ident.$gateway:ident) => {
        service! { $service.$gateway(instance_id):
            CreateAppQuota = create_app_quota() {} body;
            ListAppQuotas = list_app_quotas() { offset limit name };
            ShowAppQuota = show_app_quota(app_quota_id) {};
            UpdateAppQuota = update_app_quota(app_quota_id) {} body;
            DeleteAppQuota = delete_app_quota(app_quota_id) {};
            AssociateAppsForAppQuota = associate_apps_for_app_quota(app_quota_id) {} body;
            ListAppQuotaBoundApps = list_app_quota_bound_apps(app_quota_id) { offset limit app_name };
            ListAppQuotaBindableApps = list_app_quota_bindable_apps(app_quota_id) { offset limit app_name };
            DisassociateAppQuotaWithApp = disassociate_app_quota_with_app(app_quota_id app_id) {};
            ShowAppBoundAppQuota = show_app_bound_app_quota(app_id) {};
        }
    };
}

quotas!(apig.gateway);
quotas!(roma.instance);
service! { iam:
    KeystoneCreateUserToken = keystone_create_user_token() { nocatalog } body;
    KeystoneValidateToken = keystone_validate_token() { nocatalog "X-Subject-Token" = x_subject_token };
    KeystoneListAuthDomains = keystone_list_auth_domains() {};
    KeystoneListAuthProjects = keystone_list_auth_projects() {};
    KeystoneListProjects = keystone_list_projects() { domain_id name parent_id enabled is_domain page per_page };
    KeystoneShowProject = keystone_show_project(project_id) {};
    ShowProjectDetailsAndStatus = show_project_details_and_status(project_id) {};
    KeystoneListRegions = keystone_list_regions() {};
    KeystoneShowRegion = keystone_show_region(region_id) {};
    ListPermanentAccessKeys = list_permanent_access_keys() { user_id };
    CreatePermanentAccessKey = create_permanent_access_key() {} body;
    ShowPermanentAccessKey = show_permanent_access_key(access_key) {};
    UpdatePermanentAccessKey = update_permanent_access_key(access_key) {} body;
    DeletePermanentAccessKey = delete_permanent_access_key(access_key) {};
    CreateTemporaryAccessKey = create_temporary_access_key() {} body;
}
