"""Calls by the vendor's Python SDK what `emulator/examples/interop_calls.rs` calls by ours, with the same values in the
same order. Must not know how requests are compared."""

import importlib

from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.http.http_config import HttpConfig

# The id that the emulator gives to the account of its user, on every machine.
ACCOUNT = "45085d44e1659b386f32e357a08ae08a"
INSTANCE = "eddc4d25480b4cd6b512f270a1b8b341"
APPS = ["98df09fb-d459-4cbf-83a7-2b55ca6f3d5d", "ac18a23f-8f06-40ac-8093-f790de2ba95b"]
DOMAIN, USER, PASSWORD = "emulator", "emulator", "emulator"


class Service:
    """A client of one service, whose methods take plain values."""

    def __init__(self, module, client, url, credentials):
        self.module = importlib.import_module(module)
        builder = getattr(self.module, client).new_builder().with_http_config(HttpConfig(timeout=30))
        self.client = builder.with_credentials(credentials).with_endpoint(url).build()

    def model(self, kind, value):
        """The value as the SDK's own type of that name."""
        if kind.startswith("list["):
            return [self.model(kind[5:-1], item) for item in value]
        model = getattr(self.module, kind, None)
        if model is None:
            return value
        return model(**{key: self.model(model.openapi_types[key], item) for key, item in value.items()})

    def call(self, method, **values):
        request = "".join(word.capitalize() for word in method.split("_")) + "Request"
        return getattr(self.client, method)(self.model(request, values))


def quotas(service):
    """The ten operations on quotas."""
    quota = {"name": "ClientQuota_demo", "call_limits": 1000, "time_unit": "DAY", "time_interval": 1}
    new = {**quota, "reset_time": "2020-09-20 00:00:00", "remark": 'käse, "quoted" / 日本\n'}
    created = service.call("create_app_quota", instance_id=INSTANCE, body=new)
    assert created.status_code == 201 and created.name == quota["name"] and created.call_limits == 1000, created
    at = {"instance_id": INSTANCE, "app_quota_id": created.app_quota_id}
    shown = service.call("show_app_quota", **at)
    assert shown.app_quota_id == created.app_quota_id and shown.remark == new["remark"], shown
    listed = service.call("list_app_quotas", instance_id=INSTANCE)
    assert (listed.total, listed.size, len(listed.quotas)) == (1, 1, 1), listed
    listed = service.call("list_app_quotas", instance_id=INSTANCE, offset=0, limit=10, name="ä b+c/d&e=f%?*~")
    assert listed.total == 0, listed
    new = {"name": "ClientQuota_demo2", "call_limits": 2147483647, "time_unit": "SECOND", "time_interval": 1}
    updated = service.call("update_app_quota", **at, body=new)
    assert updated.name == new["name"] and updated.time_unit == "SECOND", updated
    bound = service.call("associate_apps_for_app_quota", **at, body={"app_ids": APPS})
    assert [apply.app_id for apply in bound.applies] == APPS, bound
    listed = service.call("list_app_quota_bound_apps", **at, offset=1, limit=1, app_name="app")
    assert (listed.total, [app.app_id for app in listed.apps]) == (2, APPS[1:]), listed
    quota = service.call("show_app_bound_app_quota", instance_id=INSTANCE, app_id=APPS[0])
    assert quota.app_quota_id == created.app_quota_id and quota.bound_app_num == 2, quota
    listed = service.call("list_app_quota_bindable_apps", **at, offset=0, limit=500, app_name="app")
    assert listed.total == 0, listed
    assert service.call("disassociate_app_quota_with_app", **at, app_id=APPS[0]).status_code == 204
    assert service.call("delete_app_quota", **at).status_code == 204


def iam(service):
    """The calls of IAM. The vendor has one method for each body; OpenAPI has one operation for each path."""
    listed = service.call("keystone_list_projects", name="eu-de", enabled=True, page=1, per_page=5)
    assert [project.name for project in listed.projects] == ["eu-de"], listed
    password = {"user": {"name": USER, "password": PASSWORD, "domain": {"name": DOMAIN}}}
    scope = {"project": {"name": "eu-de"}}

    def token(method, identity, **values):
        answer = service.call(method, body={"auth": {"identity": identity, "scope": scope}}, **values)
        assert answer.token.project.name == "eu-de" and answer.x_subject_token, answer
        return answer.x_subject_token

    identity = {"methods": ["password"], "password": password}
    issued = token("keystone_create_user_token_by_password", identity, nocatalog="true")
    totp = {"user": {"id": "u1", "passcode": "123456"}}
    identity = {"methods": ["password", "totp"], "password": password, "totp": totp}
    token("keystone_create_user_token_by_password_and_mfa", identity)
    agency = {"domain_name": DOMAIN, "agency_name": "agencytest"}
    token("keystone_create_agency_token", {"methods": ["assume_role"], "assume_role": agency})

    def key(method, identity):
        answer = service.call(method, body={"auth": {"identity": identity}})
        assert answer.credential.access and answer.credential.securitytoken, answer

    key("create_temporary_access_key_by_token", {"methods": ["token"], "token": {"id": issued, "duration_seconds": 900}})
    agency = {**agency, "duration_seconds": 3600, "session_user": {"name": "SessionUser"}}
    condition = {"StringEquals": {"obs:prefix": ["public"]}}
    statement = {"action": ["obs:object:*"], "effect": "Allow", "condition": condition, "resource": ["obs:*:*:object:*"]}
    policy = {"version": "1.1", "statement": [statement]}
    identity = {"methods": ["assume_role"], "assume_role": agency, "policy": policy}
    key("create_temporary_access_key_by_agency", identity)

    valid = service.call("keystone_validate_token", x_subject_token=issued, nocatalog="true")
    assert valid.x_subject_token == issued and valid.token.project.name == "eu-de", valid
    [domain] = service.call("keystone_list_auth_domains").domains
    assert (domain.id, domain.name) == (ACCOUNT, DOMAIN), domain
    first = service.call("keystone_list_auth_projects").projects[0]
    project = service.call("keystone_show_project", project_id=first.id).project
    assert (project.name, project.domain_id) == (first.name, ACCOUNT), project
    project = service.call("show_project_details_and_status", project_id=first.id).project
    assert (project.name, project.status) == (first.name, "normal"), project
    listed = service.call("keystone_list_regions").regions
    region = service.call("keystone_show_region", region_id="eu-de").region
    assert region.id in [one.id for one in listed] and region.locales.en_us == "eu-de", region

    user = valid.token.user.id
    new = {"credential": {"user_id": user, "description": "käse"}}
    created = service.call("create_permanent_access_key", body=new).credential
    assert created.secret and (created.status, created.description) == ("active", "käse"), created
    listed = service.call("list_permanent_access_keys", user_id=user).credentials
    assert created.access in [one.access for one in listed], listed
    shown = service.call("show_permanent_access_key", access_key=created.access).credential
    assert shown.last_use_time == created.create_time, shown
    change = {"credential": {"status": "inactive", "description": ""}}
    changed = service.call("update_permanent_access_key", access_key=created.access, body=change).credential
    assert (changed.status, changed.description) == ("inactive", ""), changed
    assert service.call("delete_permanent_access_key", access_key=created.access).status_code == 204


def service(name, emulator):
    """A service of a region, called with the emulator's access key."""
    regional = BasicCredentials(emulator.access_key, emulator.secret_key, emulator.project)
    return Service(f"huaweicloudsdk{name}.v2", f"{name.capitalize()}Client", emulator.url, regional)


def run(emulator):
    """All calls, signed with the emulator's access key."""
    quotas(service("apig", emulator))
    quotas(service("roma", emulator))
    # With an account's id, as the SDK would look it up otherwise.
    everywhere = GlobalCredentials(emulator.access_key, emulator.secret_key, ACCOUNT)
    iam(Service("huaweicloudsdkiam.v3", "IamClient", emulator.url, everywhere))
