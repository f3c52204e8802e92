"""Reads the plan out of template.yaml."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from local.plan import (
    Authorizer,
    Bucket,
    Function,
    Plan,
    Queue,
    QueueMapping,
    Route,
    Rule,
    Schedule,
    StreamMapping,
    Table,
)
from local.template import ACCOUNT, REGION, Template, UnsupportedTemplateError, read

_PREFIX = "deskhand"


def load(
    path: Path,
    parameters: Mapping[str, str],
    *,
    storage_url: str,
    names: Mapping[str, str] | None = None,
) -> Plan:
    """The plan of the template at `path`; `storage_url` is where the queues will be reached, and
    `names` are those that resources have been given already."""
    given = names or {}

    def ref(name: str, type_: str) -> str:
        physical = given.get(name) or _physical(name, type_)
        return f"{storage_url}/{ACCOUNT}/{physical}" if type_ == _QUEUE else physical

    def attribute(name: str, type_: str, attribute: str) -> str:
        return _attribute(given.get(name) or _physical(name, type_), type_, attribute)

    template = Template(read(path), parameters, ref=ref, attribute=attribute)
    functions = dict(_functions(template))
    triggers = list(_triggers(template))
    return Plan(
        layers=tuple(p["ContentUri"] for _, p in template.resources(_LAYER)),
        functions=tuple(functions.values()),
        routes=tuple(_routes(template, functions)),
        streams=tuple(_streams(functions, triggers)),
        queue_readers=tuple(_queue_readers(functions, triggers)),
        rules=tuple(
            Rule(functions[owner], properties["Pattern"])
            for owner, _, type_, properties in triggers
            if type_ in ("EventBridgeRule", "CloudWatchEvent")
        ),
        schedules=tuple(_schedules(functions, triggers)),
        tables=tuple(_table(n, p) for n, p in _named(template, "AWS::DynamoDB::Table")),
        buckets=tuple(_bucket(n, p) for n, p in _named(template, "AWS::S3::Bucket")),
        queues=tuple(_queue(n, p) for n, p in _named(template, _QUEUE)),
        recipients=tuple(
            recipient
            for _, properties in template.resources("AWS::SES::ReceiptRule")
            for recipient in properties["Rule"]["Recipients"]
        ),
    )


_FUNCTION = "AWS::Serverless::Function"
_LAYER = "AWS::Serverless::LayerVersion"
_QUEUE = "AWS::SQS::Queue"
_Trigger = tuple[str, str, str, dict[str, Any]]  # function id, event name, type, properties


def _physical(name: str, type_: str) -> str:
    physical = f"{_PREFIX}-{name}"
    return physical.lower() if type_ == "AWS::S3::Bucket" else physical


def _attribute(physical: str, type_: str, attribute: str) -> str:
    match type_, attribute:
        case "AWS::DynamoDB::Table", "Arn":
            return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{physical}"
        case "AWS::DynamoDB::Table", "StreamArn":
            return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{physical}/stream/local"
        case "AWS::SQS::Queue", "Arn":
            return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{physical}"
        case "AWS::S3::Bucket", "Arn":
            return f"arn:aws:s3:::{physical}"
        case "AWS::Serverless::Function", "Arn":
            return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{physical}"
    return f"{physical}.{attribute}"


def _named(template: Template, type_: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, properties in template.resources(type_):
        yield template.resolve({"Ref": name}).rpartition("/")[2], properties


def _functions(template: Template) -> Iterator[tuple[str, Function]]:
    common = template.globals("Function")
    for name, own in template.resources(_FUNCTION):
        properties = {**common, **own}
        invoke = own.get("EventInvokeConfig", {})
        yield (
            name,
            Function(
                id=name,
                name=template.resolve({"Ref": name}),
                folder=properties["CodeUri"],
                handler=properties["Handler"],
                environment=_variables(common) | _variables(own),
                timeout=int(properties.get("Timeout", 3)),
                memory=int(properties.get("MemorySize", 128)),
                retries=int(invoke.get("MaximumRetryAttempts", 2)),
                on_failure=_failure_queue(invoke),
            ),
        )


def _variables(properties: Mapping[str, Any]) -> dict[str, str]:
    variables = properties.get("Environment", {}).get("Variables", {})
    return {name: str(value) for name, value in variables.items()}


def _failure_queue(properties: Mapping[str, Any]) -> str | None:
    destination = properties.get("DestinationConfig", {}).get("OnFailure", {})
    if destination.get("Type", "SQS") != "SQS":
        raise UnsupportedTemplateError("Failed events can only go to a queue in the local stack")
    queue: str | None = destination.get("Destination")
    return queue


def _triggers(template: Template) -> Iterator[_Trigger]:
    known = {
        "DynamoDB",
        "SQS",
        "EventBridgeRule",
        "CloudWatchEvent",
        "ScheduleV2",
        "Schedule",
    }
    for function, properties in template.resources(_FUNCTION):
        for name, event in properties.get("Events", {}).items():
            if event["Type"] not in known:
                raise UnsupportedTemplateError(f"The local stack has no {event['Type']} events")
            yield function, name, event["Type"], event.get("Properties", {})


def _routes(template: Template, functions: Mapping[str, Function]) -> Iterator[Route]:
    for _, api in template.resources("AWS::ApiGatewayV2::Api"):
        if "CorsConfiguration" in api:
            raise UnsupportedTemplateError("The local stack leaves CORS to the functions")
    by_arn = {function.arn: function for function in functions.values()}
    targets = {
        f"integrations/{name}": by_arn[integration["IntegrationUri"]]
        for name, integration in _named(template, "AWS::ApiGatewayV2::Integration")
    }
    authorizers = dict(_authorizers(template))
    for _, route in template.resources("AWS::ApiGatewayV2::Route"):
        method, _, path = route["RouteKey"].partition(" ")
        authorizer = authorizers[route["AuthorizerId"]] if "AuthorizerId" in route else None
        yield Route(method, path, targets[route["Target"]], authorizer)


def _authorizers(template: Template) -> Iterator[tuple[str, Authorizer]]:
    for name, authorizer in _named(template, "AWS::ApiGatewayV2::Authorizer"):
        settings = authorizer["JwtConfiguration"]
        yield name, Authorizer(settings["Issuer"], tuple(settings["Audience"]))


def _streams(
    functions: Mapping[str, Function], triggers: list[_Trigger]
) -> Iterator[StreamMapping]:
    for owner, name, type_, event in triggers:
        if type_ == "DynamoDB":
            retries = int(event.get("MaximumRetryAttempts", -1))
            yield StreamMapping(
                name=f"{owner}{name}",
                function=functions[owner],
                filters=tuple(
                    json.loads(item["Pattern"])
                    for item in event.get("FilterCriteria", {}).get("Filters", [])
                ),
                batch_size=int(event.get("BatchSize", 100)),
                retries=None if retries < 0 else retries,
                bisect=bool(event.get("BisectBatchOnFunctionError", False)),
                partial=_partial(event),
                on_failure=_failure_queue(event),
            )


def _queue_readers(
    functions: Mapping[str, Function], triggers: list[_Trigger]
) -> Iterator[QueueMapping]:
    for owner, _, type_, event in triggers:
        if type_ == "SQS":
            yield QueueMapping(
                functions[owner], event["Queue"], int(event.get("BatchSize", 10)), _partial(event)
            )


def _partial(event: Mapping[str, Any]) -> bool:
    return "ReportBatchItemFailures" in event.get("FunctionResponseTypes", [])


def _schedules(functions: Mapping[str, Function], triggers: list[_Trigger]) -> Iterator[Schedule]:
    for owner, name, type_, event in triggers:
        if type_ in ("ScheduleV2", "Schedule"):
            expression = str(event.get("ScheduleExpression") or event.get("Schedule"))
            yield Schedule(
                f"{owner}{name}", functions[owner], _seconds(expression), event.get("Input")
            )


def _seconds(expression: str) -> float:
    found = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression)
    if not found:
        raise UnsupportedTemplateError(
            f"The local stack runs rate(...) schedules, not {expression!r}"
        )
    return int(found[1]) * {"minute": 60, "hour": 3600, "day": 86400}[found[2]]


def _table(name: str, properties: Mapping[str, Any]) -> Table:
    kept = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    definition = {key: properties[key] for key in kept if key in properties}
    if "StreamSpecification" in properties:
        definition["StreamSpecification"] = {
            "StreamEnabled": True,
            **properties["StreamSpecification"],
        }
    ttl = properties.get("TimeToLiveSpecification", {})
    return Table(name, definition, ttl.get("AttributeName"))


def _bucket(name: str, properties: Mapping[str, Any]) -> Bucket:
    cors = properties.get("CorsConfiguration")
    return Bucket(name, {"CORSRules": cors["CorsRules"]} if cors else None)


def _queue(name: str, properties: Mapping[str, Any]) -> Queue:
    kept = ("VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "RedrivePolicy")
    attributes = {
        key: json.dumps(properties[key]) if key == "RedrivePolicy" else str(properties[key])
        for key in kept
        if key in properties
    }
    return Queue(name, attributes)
