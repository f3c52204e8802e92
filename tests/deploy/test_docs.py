"""docs/deploying.md and docs/runbook.md name what there is."""

import re

import pytest

from local import template
from tests.conftest import ROOT

DOCUMENT = template.read(ROOT / "template.yaml")
RUNBOOK = (ROOT / "docs/runbook.md").read_text("utf-8")
DEPLOYING = (ROOT / "docs/deploying.md").read_text("utf-8")
ALARMS = {
    name: resource["Properties"]["AlarmName"]["Fn::Sub"].removeprefix("${AWS::StackName}: ")
    for name, resource in DOCUMENT["Resources"].items()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
}


@pytest.mark.parametrize("alarm", ALARMS)
def test_each_alarm_has_its_place_in_the_runbook(alarm: str) -> None:
    assert f"\n## {ALARMS[alarm]}\n" in RUNBOOK


def test_what_the_commands_ask_for_is_there() -> None:
    outputs = set(re.findall(r"\(output (\w+)\)", RUNBOOK))
    outputs |= set(re.findall(r"OutputKey=='(\w+)'", DEPLOYING))
    functions = set(re.findall(r"\bfunction ([A-Z]\w+)", RUNBOOK))

    assert outputs and outputs <= set(DOCUMENT["Outputs"])
    assert functions and functions <= set(DOCUMENT["Resources"])


def test_the_parameters_that_are_told_of_are_there() -> None:
    told = set(re.findall(r"`\"?([A-Z][a-z]+[A-Z]\w+)\b[=`]", DEPLOYING))

    assert {"MailFromDomain", "RequestRate", "OidcIssuer"} <= told
    assert told <= {*DOCUMENT["Parameters"], *DOCUMENT["Outputs"]}
