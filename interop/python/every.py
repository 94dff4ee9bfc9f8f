"""Proves that the vendor's SDK for Python sends what ours sends, for each operation that both have: a program that is generated from
the document calls each of them with the documented example, with all that its schemas allow and with as little as they ask for; what it
sent is then told to the vendor's SDK, value by value. Paths, queries and bodies are compared. `every.tsv` lists the differences with
their reasons. Knows how the vendor's models are filled; must not know any operation."""

import csv
import fnmatch
import importlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.http.http_config import HttpConfig

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "smoke"))

import emulator  # noqa: E402

# The smoke's own judge, which knows how such a program is built.
SPEC = importlib.util.spec_from_file_location("smoke_judge", HERE.parent / "smoke" / "judge.py")
smoke = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(smoke)


# The version of the vendor's module, and of whom the credentials are: of a project, or of an account.
MODULES = {"apig": ("v2", BasicCredentials), "iam": ("v3", GlobalCredentials), "roma": ("v2", BasicCredentials)}


class Unsayable(Exception):
    """What the vendor's types have no room for."""


def model(module, kind, value, place=""):
    """A value of the vendor's own type; `Unsayable` if that has no room for a part of it."""
    listed = re.fullmatch(r"list\[(.*)\]", kind)
    mapped = re.fullmatch(r"dict\(str, (.*)\)", kind)
    if listed and isinstance(value, list):
        return [model(module, listed[1], item, place) for item in value]
    if mapped and isinstance(value, dict):
        return {key: model(module, mapped[1], item, f"{place}.{key}") for key, item in value.items()}
    of = getattr(module, kind, None)
    if of is None or not isinstance(value, dict):
        return value
    named = {name: attribute for attribute, name in of.attribute_map.items()}
    made = of()
    for key, item in value.items():
        if key not in named:
            raise Unsayable(f"{place}.{key}".lstrip("."))
        setattr(made, named[key], model(module, of.openapi_types[named[key]], item, f"{place}.{key}"))
    return made


def operations(url, service):
    """The operations of a document, by id: path template and the types of parameters."""
    with urllib.request.urlopen(f"{url}/_emulator/spec/{service}.json") as answer:
        document = json.load(answer)

    def resolved(one):
        while "$ref" in one:
            at = document
            for step in one["$ref"].removeprefix("#/").split("/"):
                at = at[step.replace("~1", "/").replace("~0", "~")]
            one = at
        return one

    found = {}
    for path, item in document["paths"].items():
        for operation in item.values():
            if isinstance(operation, dict) and "operationId" in operation:
                parameters = map(resolved, item.get("parameters", []) + operation.get("parameters", []))
                types = {one["name"]: resolved(one["schema"]).get("type") for one in parameters}
                found[operation["operationId"]] = path, types
    return found


def values(request, path, types):
    """What a request says, by the names of the document."""
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]*)", re.escape(path))
    said = re.fullmatch(pattern, request["path"]).groupdict()
    pairs = urllib.parse.parse_qsl(request["query"], keep_blank_values=True)
    said = {name: urllib.parse.unquote(value) for name, value in said.items()}
    read = {"integer": int, "boolean": lambda text: text == "true"}
    said.update((name, read.get(types.get(name), str)(value)) for name, value in pairs)
    if request["body"] is not None:
        said["body"] = request["body"]
    return said


def told(request):
    """What is compared. Theirs sorts the query, which says the same."""
    return {
        "method": request["method"],
        "path": request["path"],
        "query": sorted(request["query"].split("&")),
        "body": request["body"],
    }


def send(client, module, operation, said):
    """Calls an operation by the vendor's SDK, whatever is answered."""
    method = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", operation).lower()
    kind = getattr(module, f"{operation}Request", None)
    if kind is None or not hasattr(client, method):
        raise Unsayable("the operation")
    if not isinstance(said.get("body", {}), dict):
        raise Unsayable("the file in a form")
    if "project_id" not in kind.attribute_map:
        # It is that of the credentials.
        said.pop("project_id", None)
    request = model(module, f"{operation}Request", said)
    try:
        getattr(client, method)(request)
    except ServiceResponseException:
        pass


def differences(service):
    """Each difference: operation, field, theirs and ours; and how much was compared."""
    document = pathlib.Path(os.environ["INTEROP_TARGET"]) / f"{service}.yaml"
    # Left there, so that what has not changed is not compiled again.
    folder = smoke.TARGET / f"every-{service}"
    smoke.generate(document, folder, f"every-{service}")
    program = smoke.build(folder)
    version, credentials = MODULES[service]
    module, client = importlib.import_module(f"huaweicloudsdk{service}.{version}"), f"{service.capitalize()}Client"
    with tempfile.TemporaryDirectory() as made:
        path = pathlib.Path(made) / "ours.jsonl"
        with emulator.running("--record", str(path)) as running:
            known = operations(running.url, service)
            subprocess.run([program, running.url], text=True, capture_output=True, timeout=300)
        ours = [one for one in emulator.requests(path) if one["service"] == service]
        path = pathlib.Path(made) / "theirs.jsonl"
        with emulator.running("--record", str(path)) as running:
            caller = credentials(running.access_key, running.secret_key, "project")
            builder = getattr(module, client).new_builder().with_http_config(HttpConfig(timeout=30))
            client = builder.with_credentials(caller).with_endpoint(running.url).build()
            found, sent = [], []
            for request in ours:
                try:
                    send(client, module, request["operation"], values(request, *known[request["operation"]]))
                    sent.append(request)
                except Unsayable as place:
                    found.append((request["operation"], str(place), "cannot be said", "-"))
        theirs = emulator.requests(path)
    if len(theirs) != len(sent):
        found.append(("-", "requests", str(len(theirs)), str(len(sent))))
    for their, our in zip(theirs, sent):
        their, of_ours = told(their), told(our)
        for field in of_ours:
            if their[field] != of_ours[field]:
                shown = (json.dumps(side[field], ensure_ascii=False)[:600] for side in (their, of_ours))
                found.append((our["operation"], field, *shown))
    return found, len(ours), {one["operation"] for one in sent}


def compare(services):
    """Problems, and lines on what was compared."""
    with open(HERE / "every.tsv", encoding="utf-8", newline="") as table:
        listed = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    seen, problems, lines = set(), [], []
    for service in services:
        found, requests, compared = differences(service)
        for operation, field, theirs, ours in found:
            fits = [
                at
                for at, line in enumerate(listed)
                if operation in line["operations"].split() and fnmatch.fnmatchcase(field, line["field"])
            ]
            seen.update(fits)
            if not fits:
                problems.append(f"{service} {operation}: {field}\n    theirs: {theirs}\n    ours:   {ours}")
        lines.append(f"{requests} generated calls of {service}: {len(compared)} operations sent by both")
    problems += [f"every.tsv lists what is not there: {line}" for at, line in enumerate(listed) if at not in seen]
    return problems, lines
