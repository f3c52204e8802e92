"""Stages stand side by side in one account and region: what has a name there has the stack's."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from local.stack import ROOT
from tests.deploy import deployment

pytestmark = pytest.mark.deploy

# Named within what is the stack's own.
INSIDE = {
    "MailEventDestination": "the configuration set",
    "Operators": "the API",
    "ApiStage": "the API",
}


@pytest.fixture(scope="module")
def resources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """As CloudFormation sees them: SAM gives names of its own."""
    translated = tmp_path_factory.mktemp("names") / "template.json"
    deployment.translate(ROOT / "template.yaml", translated)
    found: dict[str, Any] = json.loads(translated.read_text())["Resources"]
    return found


def names(resource: dict[str, Any]) -> Iterator[Any]:
    """`Name`, also one deeper, as in a cache policy; or as the `LogGroupName` of a LogGroup."""
    own = {"Name", resource["Type"].rpartition(":")[2] + "Name"}
    properties = resource.get("Properties", {})
    for where in (properties, *(each for each in properties.values() if isinstance(each, dict))):
        yield from (where[name] for name in own & where.keys())


def test_no_name_is_the_same_for_two_stacks(resources: dict[str, Any]) -> None:
    named = {id: found for id, each in resources.items() if (found := list(names(each)))}
    same = {id for id, found in named.items() if "AWS::StackName" not in json.dumps(found)}

    assert len(named) > 20
    assert same == INSIDE.keys()
