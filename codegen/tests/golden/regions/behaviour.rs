//! The table holds what the servers list, in the order of the names.

use super::of_regions::endpoints::REGIONS;
use super::of_regions::regions::Client;
use apig_runtime::Config;
use apig_runtime::transport::Offline;

#[test]
fn regions_are_in_order() {
    assert_eq!(REGIONS.service, "regions");
    let entries: Vec<_> = REGIONS.entries.iter().map(|region| (region.name, region.endpoint, region.cloud)).collect();
    assert_eq!(
        entries,
        [
            ("a-1", "https://things.a-1.example.com", "One cloud"),
            ("b-10", "https://things.b-10.example.com", "One cloud"),
            ("b-2", "https://things.b-2.example.com", "One cloud"),
            (
                "z-1",
                "https://things-z-1.example.org:8443/api",
                "Another cloud | \"inferred\" <not seen> */ \"# {{ x }} {% y %}\n```rust\n- [Client]"
            ),
        ]
    );
}

#[test]
fn each_endpoint_is_one_that_the_client_takes() {
    for region in REGIONS.entries {
        let config = Config::builder().endpoint(region.endpoint).transport(Offline).build().unwrap();
        assert_eq!(config.endpoint(), Some(region.endpoint));
        let _ = Client::new(config);
    }
}
