//! Tests what policies say of accounts, whose users call by token: access control by name and by id, and limits of their own.

use crate::properties::wire::{Answer, Wire};
use apig_emulator::{DOMAIN, Emulator};
use apig_sdk::serde_json::{Value, json};

const ENV: &str = "DEFAULT_ENVIRONMENT_RELEASE_ID";

/// A gateway with a published API for users of the cloud.
struct Gateway {
    wire: Wire,
    base: String,
    group: String,
    publication: String,
    token: String,
}

impl Gateway {
    fn of(emulator: &Emulator) -> Self {
        let base = format!("/v2/p/apigw/instances/{}", emulator.instance_id());
        let token = emulator.token("eu-de").unwrap();
        let (group, publication) = (String::new(), String::new());
        let mut gateway = Self { wire: Wire::new(emulator), base, group, publication, token };
        gateway.group = gateway.post("api-groups", &json!({"name": "group"}), "id");
        let api = json!({
            "name": "api", "type": 1, "req_protocol": "HTTP", "req_method": "GET", "req_uri": "/", "auth_type": "IAM",
            "backend_type": "MOCK", "group_id": gateway.group, "mock_info": {"result_content": "hi"},
        });
        let api = gateway.post("apis", &api, "id");
        let action = json!({"action": "online", "env_id": ENV, "api_id": api});
        gateway.publication = gateway.post("apis/action", &action, "publish_id");
        gateway
    }

    fn post(&self, path: &str, body: &Value, told: &str) -> String {
        let answer = self.wire.exchange("POST", &format!("{}/{path}", self.base), Some(body));
        assert_eq!(answer.status, 201, "{answer}");
        answer.json()[told].as_str().unwrap_or_default().to_owned()
    }

    fn bind_acl(&self, acl_type: &str, entity_type: &str, value: &str) {
        let name = format!("{acl_type}_{entity_type}_{value}");
        let acl = json!({"acl_name": name, "acl_type": acl_type, "acl_value": value, "entity_type": entity_type});
        let acl = self.post("acls", &acl, "id");
        self.post("acl-bindings", &json!({"acl_id": acl, "publish_ids": [self.publication]}), "");
    }

    fn call(&self) -> Answer {
        let (group, token) = (&self.group, &self.token);
        let head = format!("GET /_emulator/call/{group}/ HTTP/1.1\r\nhost: localhost\r\nx-auth-token: {token}\r\n\r\n");
        self.wire.raw(&head, b"")
    }
}

/// The id of the account that the emulator's users are of, as IAM tells it.
fn account(emulator: &Emulator) -> String {
    let projects = Wire::new(emulator).exchange("GET", "/v3/projects", None).json();
    projects["projects"][0]["domain_id"].as_str().unwrap().to_owned()
}

#[test]
fn access_by_name_and_by_id() {
    let emulator = Emulator::builder().no_auth().start_blocking().unwrap();
    let (gateway, account) = (Gateway::of(&emulator), account(&emulator));
    let other = "0".repeat(32);
    assert_eq!(gateway.call().status, 200);
    // "If both a blacklist and whitelist exist, API requests are verified only against the whitelist." Each policy takes the place
    // of that of the same type before.
    for (acl_type, entity_type, value, expected) in [
        ("DENY", "DOMAIN_ID", account.as_str(), 403),
        ("DENY", "DOMAIN_ID", &format!("{other},{other}"), 200),
        ("DENY", "DOMAIN", DOMAIN, 403),
        ("PERMIT", "DOMAIN_ID", &account, 200),
        ("PERMIT", "DOMAIN_ID", &other, 403),
        ("PERMIT", "DOMAIN", DOMAIN, 403),
    ] {
        gateway.bind_acl(acl_type, entity_type, value);
        let answer = gateway.call();
        assert_eq!(answer.status, expected, "{acl_type} {entity_type} {value}: {answer}");
        assert!(answer.status == 200 || answer.code() == "APIG.0306", "{answer}");
    }
}

#[test]
fn a_limit_of_its_own() {
    let emulator = Emulator::builder().no_auth().start_blocking().unwrap();
    let gateway = Gateway::of(&emulator);
    let throttle = json!({
        "name": "throttle", "time_unit": "DAY", "time_interval": 1, "api_call_limits": 9, "user_call_limits": 1,
    });
    let throttle = gateway.post("throttles", &throttle, "id");
    let special = json!({"call_limits": 2, "object_id": account(&emulator), "object_type": "USER"});
    gateway.post(&format!("throttles/{throttle}/throttle-specials"), &special, "id");
    gateway.post("throttle-bindings", &json!({"strategy_id": throttle, "publish_ids": [gateway.publication]}), "");
    let answers = [(); 3].map(|()| gateway.call().status);
    assert_eq!(answers, [200, 200, 429]);
}
