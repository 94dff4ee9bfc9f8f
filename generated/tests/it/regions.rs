//! Where the services answer: a region is enough, and what is inferred says so.

use apig_sdk::endpoints::{APIG, IAM, ROMA, Region, Regions};
use apig_sdk::transport::Offline;
use apig_sdk::{Config, Operation, apig, iam, roma};

const TABLES: [&Regions; 3] = [&APIG, &IAM, &ROMA];

fn config(region: &Region) -> Config {
    Config::builder().region(region.name).project_id("p").transport(Offline).build().unwrap()
}

fn url(operation: &impl Operation) -> String {
    operation.to_request().unwrap().uri().to_string()
}

#[test]
fn a_region_is_enough() {
    for region in APIG.entries {
        let call = apig::Client::new(config(region)).gateway("i").show_app_quota("q");
        assert_eq!(url(&call), format!("{}/v2/p/apigw/instances/i/app-quotas/q", region.endpoint));
    }
    for region in IAM.entries {
        let call = iam::Client::new(config(region)).keystone_list_projects();
        assert_eq!(url(&call), format!("{}/v3/projects", region.endpoint));
    }
    for region in ROMA.entries {
        let call = roma::Client::new(config(region)).instance("i").associate_apps_for_app_quota("q").app_ids(["a"]);
        assert_eq!(url(&call), format!("{}/v2/p/apic/instances/i/app-quotas/q/binding-apps", region.endpoint));
    }
}

#[test]
fn the_tables_are_whole_and_in_order() {
    let names = TABLES.map(|table| table.service);
    let counts = TABLES.map(|table| table.entries.len());
    assert_eq!((names, counts), (["apig", "iam", "roma"], [37, 31, 8]));
    for table in TABLES {
        let names: Vec<_> = table.entries.iter().map(|region| region.name).collect();
        assert!(names.is_sorted() && table.entries.iter().all(|region| region.endpoint.starts_with("https://")));
    }
    let endpoint = |table: &Regions, region| table.get(region).unwrap().endpoint;
    assert_eq!(endpoint(&APIG, "eu-de"), "https://apig.eu-de.otc.t-systems.com");
    assert_eq!(endpoint(&APIG, "eu-west-101"), "https://apig.eu-west-101.myhuaweicloud.eu");
    assert_eq!(endpoint(&IAM, "eu-nl"), "https://iam.eu-nl.otc.t-systems.com");
    assert_eq!(endpoint(&IAM, "eu-ch2"), "https://iam-pub.eu-ch2.sc.otc.t-systems.com");
    assert_eq!(endpoint(&ROMA, "cn-north-4"), "https://roma.cn-north-4.myhuaweicloud.com");
}

#[test]
fn what_is_inferred_says_so() {
    let inferred = |table: &Regions| -> Vec<&str> {
        table.entries.iter().filter(|region| region.cloud.contains("inferred")).map(|region| region.name).collect()
    };
    assert_eq!(inferred(&APIG), ["eu-ch2", "eu-nl"]);
    assert!(inferred(&IAM).is_empty() && inferred(&ROMA).is_empty());
}
