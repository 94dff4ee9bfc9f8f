//! Calls every operation of the services that the arguments name, once or more, with values that never change. The
//! scripts below `interop/` compare what it sends with what others send, and let others judge it.
//!
//! `interop_calls URL PROJECT_ID SERVICE...`; who calls is `OS_TOKEN`, if it is set, else the emulator's access key.
#![allow(clippy::print_stdout)]

use apig_emulator::{ACCESS_KEY, DOMAIN, PASSWORD, SECRET_KEY, USER};
use apig_sdk::{Config, Credentials, Error, Retry, iam};

const INSTANCE: &str = "eddc4d25480b4cd6b512f270a1b8b341";
const APPS: [&str; 2] = ["98df09fb-d459-4cbf-83a7-2b55ca6f3d5d", "ac18a23f-8f06-40ac-8093-f790de2ba95b"];

/// The ten operations on quotas; both services have them.
macro_rules! quotas {
    ($service:ident.$gateway:ident, $config:expr) => {{
        use apig_sdk::$service::{Client, types::TimeUnit};
        let gateway = Client::new($config).$gateway(INSTANCE);
        let create = gateway.create_app_quota().name("ClientQuota_demo").call_limits(1000);
        let create = create.time_unit(TimeUnit::Day).time_interval(1).reset_time("2020-09-20 00:00:00");
        let id = create.remark("käse, \"quoted\" / 日本\n").await?.app_quota_id.unwrap_or_default();
        gateway.show_app_quota(&id).await?;
        gateway.list_app_quotas().await?;
        gateway.list_app_quotas().offset(0).limit(10).name("ä b+c/d&e=f%?*~").await?;
        let update = gateway.update_app_quota(&id).name("ClientQuota_demo2").call_limits(2147483647);
        update.time_unit(TimeUnit::Second).time_interval(1).await?;
        gateway.associate_apps_for_app_quota(&id).app_ids(APPS).await?;
        gateway.list_app_quota_bound_apps(&id).offset(1).limit(1).app_name("app").await?;
        gateway.show_app_bound_app_quota(APPS[0]).await?;
        gateway.list_app_quota_bindable_apps(&id).offset(0).limit(500).app_name("app").await?;
        gateway.disassociate_app_quota_with_app(&id, APPS[0]).await?;
        gateway.delete_app_quota(&id).await?;
        println!("{}: 10 operations, 11 calls", stringify!($service));
    }};
}

async fn call_iam(config: Config) -> Result<(), Error> {
    use iam::types::*;
    let client = iam::Client::new(config);
    client.keystone_list_projects().name("eu-de").enabled(true).page(1).per_page(5).await?;

    let domain = || PasswordUserDomain::default().name(DOMAIN);
    let user = || PasswordUser::default().name(USER).password(PASSWORD).domain(domain());
    let password = || PasswordMethod::default().user(user());
    let scope = || AuthScope::default().project(ScopeProject::default().name("eu-de"));
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password]).password(password());
    let auth = UserTokenAuth::default().identity(identity).scope(scope());
    let token = client.keystone_create_user_token().nocatalog("true").auth(auth).await?.x_subject_token;

    let totp = TotpMethod::default().user(TotpUser::default().id("u1").passcode("123456"));
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password, AuthMethod::Totp]);
    let auth = UserTokenAuth::default().identity(identity.password(password()).totp(totp)).scope(scope());
    client.keystone_create_user_token().auth(auth).await?;

    let agency = AssumeRoleMethod::default().domain_name(DOMAIN).agency_name("agencytest");
    let identity = UserTokenIdentity::default().methods([AuthMethod::AssumeRole]).assume_role(agency);
    let auth = UserTokenAuth::default().identity(identity).scope(scope());
    client.keystone_create_user_token().auth(auth).await?;

    let of_token = TemporaryAccessKeyToken::default().id(token.expose()).duration_seconds(900);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(of_token);
    client.create_temporary_access_key().auth(TemporaryAccessKeyAuth::default().identity(identity)).await?;

    let agency = TemporaryAccessKeyAgency::default().domain_name(DOMAIN).agency_name("agencytest");
    let statement = ServiceStatement::default().action(["obs:object:*"]).effect(PolicyEffect::Allow);
    let condition = [("obs:prefix".to_owned(), vec!["public".to_owned()])].into();
    let statement = statement.condition([("StringEquals".to_owned(), condition)]).resource(["obs:*:*:object:*"]);
    let policy = ServicePolicy::default().version("1.1").statement([statement]);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::AssumeRole]).policy(policy);
    let agency = agency.duration_seconds(3600).session_user(AssumeroleSessionuser::default().name("SessionUser"));
    let auth = TemporaryAccessKeyAuth::default().identity(identity.assume_role(agency));
    client.create_temporary_access_key().auth(auth).await?;

    let valid = client.keystone_validate_token().nocatalog("true").x_subject_token(token).await?;
    client.keystone_list_auth_domains().await?;
    let projects = client.keystone_list_auth_projects().await?.projects.unwrap_or_default();
    let project = projects.into_iter().next().and_then(|project| project.id).unwrap_or_default();
    client.keystone_show_project(&project).await?;
    client.show_project_details_and_status(&project).await?;
    client.keystone_list_regions().await?;
    client.keystone_show_region("eu-de").await?;

    let user = valid.body.token.and_then(|token| token.user).and_then(|user| user.id).unwrap_or_default();
    let new = CreateCredentialOption::default().user_id(&user).description("käse");
    let new = client.create_permanent_access_key().credential(new).await?;
    let id = new.credential.and_then(|key| key.access).unwrap_or_default();
    client.list_permanent_access_keys().user_id(&user).await?;
    client.show_permanent_access_key(&id).await?;
    let change = UpdateCredentialOption::default().status(AccessKeyStatus::Inactive).description("");
    client.update_permanent_access_key(&id).credential(change).await?;
    client.delete_permanent_access_key(&id).await?;
    println!("iam: 15 operations, 18 calls");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(project)) = (arguments.next(), arguments.next()) else {
        return Err("usage: interop_calls URL PROJECT_ID SERVICE...".into());
    };
    let credentials = match std::env::var("OS_TOKEN") {
        Ok(token) => Credentials::token(token),
        Err(_) => Credentials::access_key(ACCESS_KEY, SECRET_KEY),
    };
    let config = || {
        let config = Config::builder().endpoint(&url).iam_endpoint(&url).credentials(credentials.clone());
        // Whoever judges has to see the first answer.
        config.retry(Retry::none())
    };
    for service in arguments {
        match service.as_str() {
            "apig" => quotas!(apig.gateway, config().project_id(&project).build()?),
            "roma" => quotas!(roma.instance, config().project_id(&project).build()?),
            // No project is asked for there.
            "iam" => call_iam(config().build()?).await?,
            _ => return Err(format!("there is no service `{service}`").into()),
        }
    }
    Ok(())
}
