"""What must hold for all of template.yaml, whoever changes it."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest

from local import template
from tests.conftest import ROOT
from tests.functions.rights import FUNCTIONS, RESOURCES, allowed, granted, listed, named

# No resource can be named for these:
# docs.aws.amazon.com/service-authorization/latest/reference (X-Ray, DynamoDB).
OF_NO_RESOURCE = {"xray:PutTraceSegments", "xray:PutTelemetryRecords", "dynamodb:ListStreams"}
PUBLIC = {  # what each asks for instead of an operator's token
    "ANY /api/ticket": "the ticket's link",
    "ANY /api/ticket/{proxy+}": "the ticket's link",
    "ANY /api/widget/{proxy+}": "a desk's public token, and the site's for what is of a customer",
    "GET /api/health": "nothing, and says no more than that",
}
ASYNCHRONOUS = {"EventBridgeRule", "ScheduleV2"}


def of_type(type_: str) -> dict[str, dict[str, Any]]:
    return {n: r.get("Properties", {}) for n, r in RESOURCES.items() if r["Type"] == type_}


QUEUES, BUCKETS = of_type("AWS::SQS::Queue"), of_type("AWS::S3::Bucket")
FUNCTION = of_type("AWS::Serverless::Function")
GLOBALS = template.read(ROOT / "template.yaml")["Globals"]["Function"]


# --- rights -------------------------------------------------------------------------------------


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, resource in RESOURCES.items():
        properties = resource.get("Properties", {})
        documents = [*properties.get("Policies", ()), properties.get("PolicyDocument", {})]
        if resource["Type"] == "AWS::Cognito::UserPool":  # its policies are of passwords
            continue
        for document in documents:
            for statement in document.get("Statement", ()):
                yield name, statement["Fn::If"][1] if "Fn::If" in statement else statement


def test_there_are_rights_to_look_at() -> None:
    names = {name for name, _ in statements()}

    assert {*FUNCTIONS, "Boundary", "MailBucketPolicy", "FailedEventsPolicy"} <= names


def test_no_right_is_to_do_anything_or_to_anything() -> None:
    for name, statement in statements():
        if statement["Effect"] == "Deny":
            continue
        actions = listed(statement["Action"])
        assert not [action for action in actions if "*" in action], name
        if "*" in listed(statement["Resource"]):
            assert set(actions) <= OF_NO_RESOURCE, name


def test_only_services_are_let_in_from_outside_and_only_for_what_is_ours() -> None:
    for name, statement in statements():
        if "Principal" in statement and statement["Effect"] == "Allow":
            assert set(statement["Principal"]) == {"Service"}, name
            assert "aws:SourceArn" in str(statement["Condition"]), name
    for name, permission in of_type("AWS::Lambda::Permission").items():
        assert "SourceArn" in permission, name


def test_the_boundary_takes_nothing_from_a_function_that_it_needs() -> None:
    document = RESOURCES["Boundary"]["Properties"]["PolicyDocument"]
    most = allowed(document["Statement"])
    needed = {right.partition(", ")[0] for function in FUNCTIONS for right in granted(function)}

    assert not {right for right in needed if not any(fnmatchcase(right, m) for m in most)}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_stays_within_the_boundary_and_has_a_role_of_its_own(function: str) -> None:
    assert not {"Role", "PermissionsBoundary"} & FUNCTION[function].keys()
    assert GLOBALS["PermissionsBoundary"] == {"Ref": "Boundary"}


def test_who_may_send_sends_in_the_name_of_the_mail_domain_alone() -> None:
    sending = {right for right in granted("MailSender") if " on identity/" in right}

    assert {right.partition(" on ")[2] for right in sending} == {"identity/*, *@MailDomain"}


# --- nothing is lost ------------------------------------------------------------------------------


def dead_letters() -> set[str]:
    """Queues of what was given up: nothing reads them but an admin."""
    return {name for name, queue in QUEUES.items() if "RedrivePolicy" not in queue}


def test_each_queue_that_is_read_gives_up_into_one_that_keeps_for_two_weeks() -> None:
    for name in QUEUES.keys() - dead_letters():
        assert named(QUEUES[name]["RedrivePolicy"]["deadLetterTargetArn"]) in dead_letters()
    for name in dead_letters():
        assert QUEUES[name]["MessageRetentionPeriod"] == 1209600


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_a_function_fails_at_is_kept(function: str) -> None:
    events = FUNCTION[function].get("Events", {}).values()
    for event in events:
        properties = event["Properties"]
        match event["Type"]:
            case "DynamoDB":
                assert on_failure(properties) in dead_letters()
                assert properties["MaximumRetryAttempts"] >= 0  # else it waits for ever
            case "SQS":
                assert named(properties["Queue"]) in QUEUES.keys() - dead_letters()
            case kind:
                assert kind in ASYNCHRONOUS
                assert named(properties["DeadLetterConfig"]["Arn"]) in dead_letters()
    if function == "InboundMail" or {e["Type"] for e in events} & ASYNCHRONOUS:
        assert on_failure(FUNCTION[function]["EventInvokeConfig"]) in dead_letters()
        assert "sqs:SendMessage on FailedEvents" in granted(function)


def on_failure(properties: dict[str, Any]) -> str:
    return named(properties["DestinationConfig"]["OnFailure"]["Destination"])


def test_the_sender_takes_no_more_than_some_of_the_accounts_runs() -> None:
    mapping = FUNCTION["MailSender"]["Events"]["Notices"]["Properties"]

    assert mapping["ScalingConfig"] == {"MaximumConcurrency": {"Ref": "SenderConcurrency"}}


def test_each_function_is_called_by_something_of_which_this_knows() -> None:
    """Else the test above would pass it by."""
    integrations = of_type("AWS::ApiGatewayV2::Integration").values()
    answering = {named(integration["IntegrationUri"]) for integration in integrations}
    triggered = {name for name, properties in FUNCTION.items() if "Events" in properties}

    assert answering | triggered | {"InboundMail"} == set(FUNCTIONS)
    assert not answering & triggered


def test_data_outlives_the_stack() -> None:
    kept = {
        name: resource
        for name, resource in RESOURCES.items()
        if resource.get("DeletionPolicy") == "RetainExceptOnCreate"
        and resource.get("UpdateReplacePolicy") == "Retain"
    }

    assert {"Table", "FilesBucket", "MailBucket", "UserPool"} <= kept.keys()
    table = RESOURCES["Table"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] == {"Ref": "Protect"}
    assert RESOURCES["FilesBucket"]["Properties"]["VersioningConfiguration"]["Status"] == "Enabled"


# --- nothing is open ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BUCKETS)
def test_each_bucket_is_private_encrypted_and_not_asked_in_the_clear(name: str) -> None:
    bucket = BUCKETS[name]
    shut = bucket["PublicAccessBlockConfiguration"]
    (policy,) = (
        p for p in of_type("AWS::S3::BucketPolicy").values() if p["Bucket"] == {"Ref": name}
    )
    denied = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Deny"]

    assert len(shut) == 4
    assert all(shut.values())
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert "SSEAlgorithm" in str(bucket["BucketEncryption"])
    assert [s["Condition"] for s in denied] == [{"Bool": {"aws:SecureTransport": False}}]
    assert [s["Principal"] for s in denied] == ["*"]


@pytest.mark.parametrize("name", QUEUES)
def test_each_queue_is_encrypted(name: str) -> None:
    assert {"SqsManagedSseEnabled", "KmsMasterKeyId"} <= QUEUES[name].keys()


def test_each_route_asks_for_an_operators_token_or_is_known_to_be_public() -> None:
    routes = of_type("AWS::ApiGatewayV2::Route").values()
    signed = {r["RouteKey"] for r in routes if r.get("AuthorizationType") == "JWT"}
    others = {r["RouteKey"] for r in routes if r["RouteKey"] not in signed}

    assert signed == {"ANY /api/admin/{proxy+}"}
    assert all(r["AuthorizerId"] == {"Ref": "Operators"} for r in routes if r["RouteKey"] in signed)
    assert others == PUBLIC.keys()


def test_each_route_has_its_throttle_and_the_stage_knows_them_all() -> None:
    stage = RESOURCES["ApiStage"]
    routes = of_type("AWS::ApiGatewayV2::Route")

    assert set(stage["DependsOn"]) == routes.keys()
    assert {"ThrottlingRateLimit", "ThrottlingBurstLimit"} <= stage["Properties"][
        "DefaultRouteSettings"
    ].keys()
    assert stage["Properties"]["RouteSettings"].keys() <= {r["RouteKey"] for r in routes.values()}


def test_nobody_signs_up_by_himself() -> None:
    pool = RESOURCES["UserPool"]["Properties"]

    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["MfaConfiguration"] == "OPTIONAL"


# --- it can be seen what happens, and nobody with it ----------------------------------------------


def test_all_functions_log_where_it_is_kept_for_a_while() -> None:
    groups = of_type("AWS::Logs::LogGroup")

    assert GLOBALS["LoggingConfig"]["LogGroup"] == {"Ref": "Logs"}
    assert not [name for name in FUNCTIONS if "LoggingConfig" in FUNCTION[name]]
    assert "Logs" in groups
    assert all(group["RetentionInDays"] == {"Ref": "LogRetentionDays"} for group in groups.values())


def test_the_access_log_tells_neither_who_asked_nor_for_what() -> None:
    form = RESOURCES["ApiStage"]["Properties"]["AccessLogSettings"]["Format"]
    logged = json.loads(form.replace(":$context.requestTimeEpoch", ":0"))

    assert {value for value in logged.values() if value} == {
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLength",
        "$context.responseLatency",
        "$context.integrationLatency",
        "$context.integration.status",
        "$context.error.responseType",
    }


def test_what_is_given_up_and_what_fails_raises_an_alarm() -> None:
    alarms = of_type("AWS::CloudWatch::Alarm")
    watched = {
        named(dimension["Value"])
        for alarm in alarms.values()
        for dimension in alarm.get("Dimensions", ())
    }
    failing = {named(d["Value"]) for d in dimensions(alarms["ErrorsAlarm"])}
    unkept = {named(d["Value"]) for d in dimensions(alarms["UnkeptEventsAlarm"])}

    assert dead_letters() <= watched
    assert failing == set(FUNCTIONS)
    # Both kinds of destinations: docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    assert unkept == {name for name in FUNCTIONS if "DestinationConfig" in str(FUNCTION[name])}
    assert all(a["AlarmActions"] == [{"Ref": "Alarms"}] for a in alarms.values())


def dimensions(alarm: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for metric in alarm["Metrics"]:
        yield from metric.get("MetricStat", {}).get("Metric", {}).get("Dimensions", ())
