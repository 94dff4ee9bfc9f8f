"""The documents that all generators are given. Knows our bundled document and how it is made larger; must not know who
reads it."""

import json
import pathlib

# What the quota family is called in the larger document: ten times its ten operations.
WORDS = ["App", "Certificate", "Channel", "Domain", "Group", "Plugin", "Signature", "Throttle", "Vpc", "Zone"]


def larger(document):
    """The document with all operations, and all types that only they have, once for each word."""
    shared = {"ErrorBody"}
    components = dict(document["components"], schemas={})
    result = dict(document, paths={}, components=components)
    for word in WORDS:
        names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"] if name not in shared}

        def renamed(node):
            if isinstance(node, list):
                return [renamed(item) for item in node]
            if not isinstance(node, dict):
                return node
            node = {key: renamed(value) for key, value in node.items()}
            if node.get("$ref") in names:
                node["$ref"] += f"Of{word}"
            if isinstance(node.get("operationId"), str):
                node["operationId"] += f"Of{word}"
            for waiter in node.get("x-waiters", []):
                waiter["name"] += f"Of{word}"
            return node

        for path, item in document["paths"].items():
            result["paths"][path.replace("/instances/", f"/{word.lower()}s/")] = renamed(item)
        for name, schema in document["components"]["schemas"].items():
            components["schemas"][name if name in shared else f"{name}Of{word}"] = renamed(schema)
    return result


def write(bundle, folder):
    """Both documents as files, by the name that their crates have."""
    document = json.loads(bundle.read_text(encoding="utf-8"))
    files = {}
    for name, content in [("apig", document), ("apig-tenfold", larger(document))]:
        files[name] = pathlib.Path(folder) / f"{name}.json"
        files[name].write_text(json.dumps(content, indent=1), encoding="utf-8")
    return files
