"""Makes an OpenAPI document of the JSON Schema Test Suite, with its instances as examples, and proves that the generator says of
each whether it matches its schema. Schemas that the generator refuses are counted. Must not know how values are compared."""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from listed import Listed  # noqa: E402

# Each version of OpenAPI, and the draft that its schemas are of.
VERSIONS = {"3.0": ("3.0.4", "draft4"), "3.1": ("3.1.1", "draft2020-12")}
# How a schema refers to itself, or to what it has in itself; and keywords whose values are no schemas.
INSIDE = re.compile(r"^#(/definitions/|/\$defs/|$)")
DATA = ("enum", "const", "default")
# What comes before the first schema and the first path of a document.
OPEN_SCHEMAS = ', "components": {"schemas": {'
OPEN_PATHS = '}}, "paths": {'
# What the generator says of a bound without a type. It is judged with the type that it is about.
WITHOUT_EFFECT = re.compile(r"`(\w+)` has no effect on a value of any type$")
TYPES = {
    **dict.fromkeys(("maxLength", "minLength", "pattern"), ({"type": "string"}, str)),
    **dict.fromkeys(("maxItems", "minItems"), ({"type": "array", "items": {}}, list)),
    **dict.fromkeys(("maxProperties", "minProperties"), ({"type": "object"}, dict)),
    **dict.fromkeys(
        ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"), ({"type": "number"}, (int, float))
    ),
}
# Instances that must not pass: if one does, the judge looks at nothing.
WRONG = {
    "name": "the judge's own",
    "schema": {"type": "integer"},
    "tests": [{"description": "text", "data": "1", "valid": True}, {"description": "1", "data": 1, "valid": False}],
}


def suite(draft):
    """The schemas of a draft with their instances, without what is optional. The document says what dialect they are of."""
    (source,) = pathlib.Path(os.environ["INTEROP_SOURCES"]).glob("*.tar.gz")
    with tarfile.open(source) as archive:
        for member in sorted(archive, key=lambda member: member.name):
            if not re.search(rf"/json/tests/{draft}/[^/]*\.json$", member.name):
                continue
            name = pathlib.PurePosixPath(member.name).stem
            for case in json.load(archive.extractfile(member)):
                if isinstance(case["schema"], dict):
                    case["schema"].pop("$schema", None)
                yield case | {"name": f"{name}: {case['description']}"}


def placed(value, at):
    """A schema, or a part of it, as it stands among the components, where the schemas that it has in itself stand beside it."""
    if isinstance(value, list):
        return [placed(item, at) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        value = value | {"$ref": INSIDE.sub(lambda found: f"#/components/schemas/s{at}{found[1] and '.'}", value["$ref"])}
    return {key: part if key in DATA else placed(part, at) for key, part in value.items()}


def components(schema, at):
    """The schemas that a document needs for one, by name."""
    schema, parts = placed(schema, at), {}
    if isinstance(schema, dict):
        parts = schema.pop("definitions", {}) | schema.pop("$defs", {})
    return {f"s{at}": schema} | {f"s{at}.{name}": part for name, part in parts.items()}


def document(version, cases):
    """The text of a document, and for each of its lines which schema stands there, or which instance of which schema."""
    lines, places = [f'{{"openapi": "{version}", "info": {{"title": "Suite", "version": "1"}}'], {}

    def line(text, *place):
        lines.append(text)
        places[len(lines)] = place

    for at, case in enumerate(cases):
        for number, (name, schema) in enumerate(components(case["schema"], at).items()):
            line(f'{"," if at or number else OPEN_SCHEMAS}{json.dumps(name)}: {json.dumps(schema)}', at)
    for at, case in enumerate(cases):
        content = f'{{"application/json": {{"schema": {{"$ref": "#/components/schemas/s{at}"}}, "examples": {{'
        line(f'{"," if at else OPEN_PATHS}"/{at}": {{"get": {{"operationId": "get{at}", "responses": {{"200": {{', at)
        line(f'"description": "It.", "content": {content}', at)
        for number, test in enumerate(case["tests"]):
            line(f'{"," if number else ""}"e{number}": {{"value": {json.dumps(test["data"])}}}', at, number)
        line("}}}}}}}", at)
    return "\n".join([*lines, "}}"]), places


def said(version, cases):
    """What the generator says of cases: the place and the message, in the order of the document."""
    text, places = document(version, cases)
    command = ["gen", "--spec", "suite.json", "--out", "sdk", "--check", "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "suite.json").write_text(text, encoding="utf-8")
        done = subprocess.run([os.environ["INTEROP_XTASK"], *command], cwd=folder, stdout=subprocess.PIPE)
    messages = [(places.get(message["places"][0]["line"]), message) for message in json.loads(done.stdout)["diagnostics"]]
    elsewhere = [message["message"] for place, message in messages if not place]
    if elsewhere:
        raise SystemExit(f"the generator means no schema: {elsewhere[0]}")
    return messages


def keyword(message):
    """The keyword that a message refuses, or the message's code if it is about something else."""
    quoted = re.search("`([^`]+)`", message["message"])
    return quoted[1] if message["code"] in ("unsupported", "unknown-keyword") and quoted else message["code"]


def typed(case, bound):
    """The case with the type that a bound is about, and with the instances of that type."""
    schema, kind = TYPES[bound]
    tests = [test for test in case["tests"] if isinstance(test["data"], kind) and not isinstance(test["data"], bool)]
    return case | {"name": f"{case['name']}, as {schema['type']}", "schema": case["schema"] | schema, "tests": tests}


def accepted(version, cases):
    """The cases whose schema the generator takes, what it says of them, and how many it refuses for what."""
    refused = collections.Counter()
    while True:
        messages = said(version, cases)
        # Of several errors, the first.
        errors = {at: message for (at, *_), message in reversed(messages) if message["severity"] == "error"}
        warned = ((at, WITHOUT_EFFECT.search(message["message"])) for (at, *_), message in messages)
        bounds = {at: warning[1] for at, warning in warned if warning}
        if not errors and not bounds:
            return cases, messages, refused
        refused.update(map(keyword, errors.values()))
        kept = [(at, case) for at, case in enumerate(cases) if at not in errors]
        cases = [typed(case, bounds[at]) if at in bounds else case for at, case in kept]


def judge(version, draft):
    """The instances and whether each was judged rightly, and how many schemas were refused for what."""
    cases, messages, refused = accepted(version, [WRONG, *suite(draft)])
    reported = {place for place, message in messages if message["code"] == "example-mismatch"}
    instances = []
    for at, case in enumerate(cases):
        for number, test in enumerate(case["tests"]):
            instance = case["name"], test["description"], "valid" if test["valid"] else "invalid"
            instances.append((instance, test["valid"] != ((at, number) in reported)))
    return instances, refused


def main():
    print("the generator reads the JSON Schema Test Suite as documents …", flush=True)
    exceptions, refusals = Listed(HERE / "exceptions.tsv"), Listed(HERE / "refused.tsv")
    wrong, refused, problems = collections.defaultdict(list), collections.defaultdict(dict), []
    for name, (version, draft) in VERSIONS.items():
        instances, counts = judge(version, draft)
        own = len(WRONG["tests"])
        if any(is_right for _, is_right in instances[:own]):
            problems.append(f"OpenAPI {name}: the judge takes what is wrong for right")
        right = sum(is_right for _, is_right in instances[own:])
        for instance, is_right in instances[own:]:
            if not is_right:
                wrong[instance].append(name)
        for what, count in counts.items():
            refused[what][name] = str(count)
        print(f"OpenAPI {name}: {right} of {len(instances) - own} instances right, {counts.total()} schemas refused", flush=True)
    for instance, names in wrong.items():
        if not exceptions.has(*instance, " ".join(names)):
            problems.append(f"OpenAPI {' and '.join(names)}: {' | '.join(instance)}, which the generator denies")
    for what, counts in sorted(refused.items()):
        counts = [counts.get(name, "-") for name in VERSIONS]
        if not refusals.has(what, *counts):
            problems.append(f"refused because of {what}: {' and '.join(counts)} schemas")
    problems += exceptions.problems() + refusals.problems()
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{len(problems)} problems", file=sys.stderr)
        return 1
    print(f"as the suite says, but for {len(exceptions.lines)} exceptions that are listed with their reasons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
