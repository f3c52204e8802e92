"""`--deployed`: the same front door, before the functions of a stack that CloudFormation made.

Mail, HTTP requests, stream and queue are taken here as ever; what answers are the deployed
functions, called through the Lambda API, each with the rights of its own role.
"""

import json
from typing import Any

from local import planning
from local.clients import client, clients
from local.functions import FunctionError, Functions
from local.ministack import Ministack
from local.plan import Function
from local.stack import Stack, parameters_of
from local.template import PSEUDO_PARAMETERS

_LONGEST_RUN = 310  # seconds; maintenance may take five minutes


class RemoteError(Exception):
    """What a deployed function raised: its type and its words."""


class Elsewhere(Ministack):
    """One that somebody else starts and stops."""

    def __init__(self, url: str) -> None:
        self.url, self._process = url, None


class DeployedFunctions(Functions):
    def load(self) -> None:
        """They are where they run."""

    def call_at(self, endpoint: str) -> None:
        self._lambda = client("lambda", endpoint, read_timeout=_LONGEST_RUN)

    def invoke(self, function: Function, event: Any) -> Any:
        try:
            answer = self._lambda.invoke(FunctionName=function.name, Payload=json.dumps(event))
        finally:
            for look in self.watchers:
                look()
        payload = json.load(answer["Payload"])
        if "FunctionError" in answer:
            raised = RemoteError(f"{payload.get('errorType')}: {payload.get('errorMessage')}")
            raise FunctionError(f"{function.id}: {raised}") from raised
        return payload


class DeployedStack(Stack):
    """`settings.deployed` is the endpoint of AWS's services there."""

    def _start_storage(self) -> None:
        self._storage = Elsewhere(self.settings.deployed)

    def _load_functions(self) -> None:
        url, root = self.settings.deployed, self.settings.root
        given = names(url)
        template = root / "template.yaml"
        parameters = parameters_of(self.settings.port, self._identity.issuer)
        self.plan = planning.load(template, parameters, storage_url=url, names=given)
        self.functions = DeployedFunctions(root, self.plan)
        self.functions.call_at(url)

    def _fill_storage(self) -> None:
        self.clients = clients(self.settings.deployed)
        self._table = self.plan.streamed_table.name
        _stop_mappings(self.settings.deployed)


def names(endpoint: str) -> dict[str, str]:
    """What CloudFormation has called the resources; a queue goes by its address."""
    pages = client("cloudformation", endpoint).get_paginator("list_stack_resources")
    return {
        resource["LogicalResourceId"]: resource["PhysicalResourceId"].rpartition("/")[2]
        for page in pages.paginate(StackName=PSEUDO_PARAMETERS["AWS::StackName"])
        for resource in page["StackResourceSummaries"]
    }


def _stop_mappings(endpoint: str) -> None:
    """ministack's own readers of stream and queue know neither partial failures nor an end of
    retries. Ours read instead."""
    lambdas = client("lambda", endpoint)
    for mapping in lambdas.list_event_source_mappings()["EventSourceMappings"]:
        lambdas.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
