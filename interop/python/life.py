"""Lives a life from an empty gateway to a call that is throttled, by the vendor's SDK for Python, through every family of operations
that the emulator keeps, and takes it all away again. Knows what is made of what; must not know how requests are compared."""

import time
import urllib.error
import urllib.request

from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

RELEASE = "DEFAULT_ENVIRONMENT_RELEASE_ID"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
KEY = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"


class Key:
    """What the vendor's signer asks of a credential: here, of an app."""

    def __init__(self, app):
        self.ak, self.sk = app.app_key, app.app_secret


def refused(code, call):
    """Fails unless a call is refused with this code."""
    try:
        answer = call()
    except ServiceResponseException as error:
        assert error.error_code == code, error
        return
    raise AssertionError(f"{code} was expected, and the answer was {answer}")


def called(emulator, group, path, app=None):
    """The status of a call of a published API and its body, or its code where it is refused; signed by the vendor's signer."""
    base = f"/_emulator/call/{group}{path}"
    host = emulator.url.removeprefix("http://")
    headers = {"Host": host}
    if app:
        request = SdkRequest(
            method="GET", schema="http", host=host, resource_path=base, query_params=[], header_params={"Host": host}, body=""
        )
        headers = Signer(Key(app)).sign(request).header_params
    try:
        with urllib.request.urlopen(urllib.request.Request(emulator.url + base, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        body = error.read().decode()
        _, *code = body.split('"error_code":"')
        return error.code, code[0].split('"')[0] if code else body


def live(service, emulator):
    """The whole life; what is said of it."""
    count = 0

    def call(method, **values):
        nonlocal count
        count += 1
        return service.call(method, **values)

    # A gateway.
    new = {"instance_name": "apig-life", "spec_id": "BASIC", "vpc_id": "v", "subnet_id": "s", "security_group_id": "g"}
    gateway = call("create_instance_v2", body={**new, "available_zone_ids": ["emulator-1a"]}).instance_id
    at = {"instance_id": gateway}
    while call("show_details_of_instance_v2", **at).status != "Running":
        assert call("show_details_of_instance_progress_v2", **at).progress < 100
        time.sleep(0.2)
    refused("APIC.7500", lambda: call("create_instance_v2", body={**new, "available_zone_ids": ["a"]}))

    # An API that is published, with what belongs to its group.
    group = call("create_api_group_v2", **at, body={"name": "life"}).id
    env = call("create_environment_v2", **at, body={"name": "TEST"}).id
    variable = {"env_id": env, "group_id": group, "variable_name": "address", "variable_value": "192.168.1.5"}
    variable = call("create_environment_variable_v2", **at, body=variable).id
    responses = {"name": "answers", "responses": {"AUTH_FAILURE": {"status": 401, "body": "no"}}}
    response = call("create_gateway_response_v2", **at, group_id=group, body=responses).id
    api = {"name": "hello", "type": 1, "req_protocol": "HTTP", "req_method": "GET", "req_uri": "/hello", "group_id": group}
    api |= {"auth_type": "APP", "backend_type": "MOCK", "mock_info": {"result_content": "hello"}, "response_id": response}
    api = call("create_api_v2", **at, body=api).id
    publish = {"action": "online", "env_id": RELEASE, "api_id": api}
    publication = call("create_or_delete_publish_record_for_api_v2", **at, body=publish).publish_id
    assert call("list_apis_v2", **at, env_id=RELEASE).total == 1
    assert call("list_api_versions_v2", **at, api_id=api).api_versions[0].status == 1
    # In the words of the group's own response.
    assert called(emulator, group, "/hello") == (401, "no")

    # An app that may call it.
    app = call("create_an_app_v2", **at, body={"name": "caller"})
    assert called(emulator, group, "/hello", app) == (403, "APIG.0304")
    code = call("create_app_code_auto_v2", **at, app_id=app.id).id
    grant = {"env_id": RELEASE, "app_ids": [app.id], "api_ids": [api]}
    granted = call("create_authorizing_apps_v2", **at, body=grant).auths[0]
    assert granted.auth_result.status == "SUCCESS", granted
    assert called(emulator, group, "/hello", app) == (200, "hello")
    call("update_app_acl", **at, app_id=app.id, body={"app_acl_type": "DENY", "app_acl_values": ["127.0.0.1"]})
    assert called(emulator, group, "/hello", app) == (403, "APIG.0405")
    call("delete_app_acl", **at, app_id=app.id)

    # Policies.
    acl = {"acl_name": "nobody", "acl_type": "DENY", "entity_type": "IP", "acl_value": "127.0.0.1"}
    acl = call("create_acl_strategy_v2", **at, body=acl).id
    bound = call("create_api_acl_binding_v2", **at, body={"acl_id": acl, "publish_ids": [publication]}).acl_bindings[0].id
    assert called(emulator, group, "/hello", app) == (403, "APIG.0402")
    refused("APIG.3447", lambda: call("delete_acl_v2", **at, acl_id=acl))
    call("delete_api_acl_binding_v2", **at, acl_bindings_id=bound)
    throttle = {"name": "two", "api_call_limits": 2, "time_interval": 1, "time_unit": "DAY", "type": 1}
    throttle = call("create_request_throttling_policy_v2", **at, body=throttle).id
    bind = {"strategy_id": throttle, "publish_ids": [publication]}
    bound = call("associate_request_throttling_policy_v2", **at, body=bind).throttle_applys[0].id
    special = {"call_limits": 1, "object_id": app.id, "object_type": "APP"}
    special = call("create_special_throttling_configuration_v2", **at, throttle_id=throttle, body=special).id
    assert called(emulator, group, "/hello", app)[0] == 200
    assert called(emulator, group, "/hello", app) == (429, "APIG.0308")
    sign = {"name": "signed", "sign_type": "hmac", "sign_key": "signkey1", "sign_secret": "signsecret_12345"}
    sign = call("create_signature_key_v2", **at, body=sign).id
    signed = call("associate_signature_key_v2", **at, body={"sign_id": sign, "publish_ids": [publication]}).bindings[0].id
    plugin = {"plugin_name": "cors", "plugin_type": "cors", "plugin_scope": "global", "plugin_content": "{}"}
    plugin = call("create_plugin", **at, body=plugin).plugin_id
    call("attach_api_to_plugin", **at, plugin_id=plugin, body={"env_id": RELEASE, "api_ids": [api]})
    assert call("list_api_attached_plugins", **at, api_id=api).total == 1

    # What APIs name: channels, authorizers, domains with certificates.
    channel = {"name": "servers", "port": 80, "balance_strategy": 1, "member_type": "ip"}
    channel = call("create_vpc_channel_v2", **at, body=channel).id
    grouped = {"member_groups": [{"member_group_name": "blue"}]}
    blue = call("create_member_group", **at, vpc_channel_id=channel, body=grouped).member_groups[0].member_group_id
    members = {"members": [{"host": "10.0.0.1", "weight": 1, "member_group_name": "blue"}]}
    member = call("adding_backend_instances_v2", **at, vpc_channel_id=channel, body=members).members[0].id
    call("batch_disable_members", **at, vpc_channel_id=channel, body={"member_ids": [member]})
    authorizer = {"name": "checks", "type": "FRONTEND", "authorizer_type": "FUNC", "authorizer_uri": "urn:fss:x"}
    authorizer = call("create_custom_authorizer_v2", **at, body=authorizer).id
    domain = call("associate_domain_v2", **at, group_id=group, body={"url_domain": "www.example.com"}).id
    certificate = {"name": "cert", "cert_content": CERTIFICATE, "private_key": KEY}
    certificate = call("create_certificate_v2", body=certificate).id
    named = {"group_id": group, "domain_id": domain}
    call("batch_associate_certs_v2", **at, **named, body={"certificate_ids": [certificate]})
    assert call("list_attached_domains_v2", certificate_id=certificate).total == 1

    # And away with it, from the top down: what is in use is refused.
    call("batch_disassociate_certs_v2", **at, **named, body={"certificate_ids": [certificate]})
    call("delete_certificate_v2", certificate_id=certificate)
    call("disassociate_domain_v2", **at, **named)
    call("delete_custom_authorizer_v2", **at, authorizer_id=authorizer)
    call("delete_backend_instance_v2", **at, vpc_channel_id=channel, member_id=member)
    call("delete_member_group", **at, vpc_channel_id=channel, member_group_id=blue)
    call("delete_vpc_channel_v2", **at, vpc_channel_id=channel)
    refused("APIG.3462", lambda: call("delete_plugin", **at, plugin_id=plugin))
    call("detach_api_from_plugin", **at, plugin_id=plugin, body={"env_id": RELEASE, "api_ids": [api]})
    call("delete_plugin", **at, plugin_id=plugin)
    call("disassociate_signature_key_v2", **at, sign_bindings_id=signed)
    call("delete_signature_key_v2", **at, sign_id=sign)
    call("delete_special_throttling_configuration_v2", **at, throttle_id=throttle, strategy_id=special)
    call("disassociate_request_throttling_policy_v2", **at, throttle_binding_id=bound)
    call("delete_request_throttling_policy_v2", **at, throttle_id=throttle)
    call("delete_acl_v2", **at, acl_id=acl)
    call("delete_app_code_v2", **at, app_id=app.id, app_code_id=code)
    call("delete_app_v2", **at, app_id=app.id)
    refused("APIG.3416", lambda: call("delete_api_v2", **at, api_id=api))
    call("create_or_delete_publish_record_for_api_v2", **at, body={**publish, "action": "offline"})
    refused("APIG.3415", lambda: call("delete_api_group_v2", **at, group_id=group))
    call("delete_api_v2", **at, api_id=api)
    call("delete_environment_variable_v2", **at, env_variable_id=variable)
    call("delete_gateway_response_v2", **at, group_id=group, response_id=response)
    call("delete_environment_v2", **at, env_id=env)
    call("delete_api_group_v2", **at, group_id=group)
    assert call("list_api_groups_v2", **at).total == 1
    call("delete_instances_v2", **at)
    refused("APIC.7302", lambda: call("show_details_of_instance_v2", **at))
    return f"a life of a gateway by the vendor's SDK: {count} calls, and what it configured was called and refused as it should be"
