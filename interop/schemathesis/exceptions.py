"""Hooks for Schemathesis: requests that the schema allows and the documents refuse all the same. Each is a function that
recognises them, with its reason. How often each was met is written down, so that one that no longer occurs is seen."""

import atexit
import json
import os

import schemathesis
from schemathesis.specs.openapi.checks import (
    AcceptedNegativeData,
    RejectedPositiveData,
    UndefinedStatusCode,
    negative_data_rejection,
    positive_data_acceptance,
    status_code_conformance,
)


def _code(response):
    try:
        return response.json().get("error_code")
    except ValueError:
        return None


# The codes of names that another one has, by the published table.
TAKEN = {"APIC.7500", "APIC.7505"} | {f"APIG.{code}" for code in (*range(3201, 3217), *range(3301, 3311), 3325, 3326, 3331)}


def name_taken(case, response):
    """The documents answer 400 to a name that another thing of the kind has, which no schema can know."""
    return response.status_code == 400 and _code(response) in TAKEN


def rule_of_prose(case, response):
    """The documents say in words what is asked for (what `action` may be, which of two fields a member needs, that a certificate is
    PEM, which sign type a gateway supports, that a file is an OpenAPI document, which version a policy has, which part of a rule stays)
    and answer 400 or 412 to the rest; their schemas do not."""
    code = _code(response) or ""
    # What a schema says is refused with the code that is left out.
    rules = ("APIG.2", "APIG.3548", "APIG.360", "APIG.3713", "APIC.72", "APIC.92", "IAM.10")
    return response.status_code in {400, 412} and code.startswith(rules) and code != "APIG.2012"


def status_of_no_page(case, response):
    """Not each page lists all that the table of error codes has: 400 for what is no such value, 404 for what is gone, 403 for one too
    many, 409 and 412 for what is in use."""
    return response.status_code in {400, 403, 404, 409, 412} and bool(_code(response))


def rounded(case, response):
    """A whole number beyond 64 bits is rounded where JSON is read, and is the last one within them then."""

    def is_beyond(value):
        if isinstance(value, dict):
            return any(map(is_beyond, value.values()))
        if isinstance(value, list):
            return any(map(is_beyond, value))
        return isinstance(value, int) and not -(2**63) <= value < 2**63

    return is_beyond(case.body)


def unmarred(error):
    """Sequences of requests have cases that Schemathesis takes for invalid and calls "positive test case" itself: nothing of the request
    is against the schema."""
    return "positive test case" in f"{error}{getattr(error, 'message', '')}"


def method_without_field(case, response):
    """IAM wants, for each method that a request names, the field of that name; the schema is the common part of several
    bodies, so it demands none. The documents have 400 IAM.0011 for it. See spec/iam/tokens.yaml."""
    if response.status_code != 400 or _code(response) != "IAM.0011" or "auth" not in case.body:
        return False
    methods = case.body["auth"]["identity"]["methods"]
    knows = {"/v3/auth/tokens": {"password", "assume_role", "token"}}.get(case.operation.path, {"assume_role", "token"})
    return not knows & set(methods) or {"password", "totp"} <= set(methods)


def either_of_two(case, response):
    """A change of an access key names its status or its description, or both, and is refused without."""
    is_change = case.method == "PUT" and "credential" in case.body
    return is_change and _code(response) == "IAM.0011" and not {"status", "description"} & set(case.body["credential"])


def third_key(case, response):
    """A user has two access keys at most, and no schema knows how many there are."""
    return response.status_code == 400 and "akSkNumExceed" in response.text


EXCEPTIONS = [name_taken, rule_of_prose, method_without_field, either_of_two, third_key]
MET = {exception.__name__: 0 for exception in [*EXCEPTIONS, status_of_no_page, rounded]} | {"unmarred": 0}


@schemathesis.check
def accepted_unless_documented(ctx, response, case):
    """Takes the place of `positive_data_acceptance`, and forgives only the exceptions."""
    try:
        return positive_data_acceptance(ctx, response, case)
    except RejectedPositiveData:
        exceptions = [exception for exception in EXCEPTIONS if exception(case, response)]
        if not exceptions:
            raise
        for exception in exceptions:
            MET[exception.__name__] += 1
        return None


@schemathesis.check
def documented_or_in_the_table(ctx, response, case):
    """Takes the place of `status_code_conformance`, for the pages that list less than the table of codes."""
    try:
        return status_code_conformance(ctx, response, case)
    except UndefinedStatusCode:
        if not status_of_no_page(case, response):
            raise
        MET["status_of_no_page"] += 1
        return None


@schemathesis.check
def refused_unless_rounded(ctx, response, case):
    """Takes the place of `negative_data_rejection`, and forgives what JSON cannot say."""
    try:
        return negative_data_rejection(ctx, response, case)
    except AcceptedNegativeData as error:
        exceptions = [name for name, is_one in [("rounded", rounded(case, response)), ("unmarred", unmarred(error))] if is_one]
        if not exceptions:
            raise
        for name in exceptions:
            MET[name] += 1
        return None


@atexit.register
def write_down():
    with open(os.environ["INTEROP_MET"], "w", encoding="utf-8") as file:
        json.dump(MET, file)
