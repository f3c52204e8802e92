"""docs/deploying.md and docs/runbook.md name what there is."""

import re
import subprocess
from collections.abc import Iterator
from textwrap import dedent

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
    functions = set(re.findall(r"\bphysical ([A-Z]\w+)", RUNBOOK))

    assert outputs and outputs <= set(DOCUMENT["Outputs"])
    assert functions and functions <= set(DOCUMENT["Resources"])


def blocks(text: str) -> Iterator[str]:
    """What is indented, as commands are; all else than commands is fenced."""
    for part in re.split(r"\n{2,}", text):
        lines = part.splitlines()
        if lines and all(line.startswith("    ") for line in lines):
            yield dedent(part)


@pytest.mark.parametrize("text", [RUNBOOK, DEPLOYING], ids=["runbook", "deploying"])
def test_the_commands_are_what_a_shell_can_read(text: str) -> None:
    found = list(blocks(text))
    read = [subprocess.run(["bash", "-n"], input=b, capture_output=True, text=True) for b in found]

    assert len(found) > 10
    assert [each.stderr for each in read if each.returncode] == []


def test_the_alarms_cost_what_is_told() -> None:
    watched = sum(len(list(metrics(alarm))) for alarm in ALARMS)

    assert f"alarms {watched / 10:.2f}," in DEPLOYING


def metrics(alarm: str) -> Iterator[object]:
    properties = DOCUMENT["Resources"][alarm]["Properties"]
    yield from (m for m in properties.get("Metrics", [properties]) if "Expression" not in m)


def test_the_parameters_that_are_told_of_are_there() -> None:
    told = set(re.findall(r"`\"?([A-Z][a-z]+[A-Z]\w+)\b[=`]", DEPLOYING))

    assert {"MailFromDomain", "RequestRate", "OidcIssuer"} <= told
    assert told <= {*DOCUMENT["Parameters"], *DOCUMENT["Outputs"]}
