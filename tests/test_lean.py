"""What a cold start may load, and what a function is deployed with: docs/lean.md."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pytest
from botocore.session import Session
from packaging.requirements import Requirement

from deskhand import sdk
from local import artefact, models, template
from tests import aws
from tests.test_architecture import HANDLERS, LAYER, ROOT, imports, name_of

pytestmark = pytest.mark.slow

# What no cold start loads. Of the rest each function has what its own work needs.
NEVER = {
    "boto3",
    "s3transfer",
    "aws_lambda_powertools.utilities.parser",
    "aws_lambda_powertools.utilities.validation",
    "aws_xray_sdk",
    "jinja2",
    "jwt",
    "pydantic.v1",
}
READS_MAIL = {"deskhand.mail.parse"}
ANSWERS_HTTP = {"aws_lambda_powertools.event_handler"}
OF_OPERATORS = {"deskhand.http.admin"}
MAY_LOAD = {
    "admin_api": ANSWERS_HTTP | OF_OPERATORS,
    "ticket_page_api": ANSWERS_HTTP,
    "widget_api": ANSWERS_HTTP,
    "inbound_mail": READS_MAIL,
    "maintenance": READS_MAIL,
}
HEAVY = NEVER | READS_MAIL | ANSWERS_HTTP | OF_OPERATORS
# The functions of endpoint rules that every botocore knows which has rules at all: which one the
# runtime brings, AWS decides.
RULES = {
    "aws.isVirtualHostableS3Bucket",
    "aws.parseArn",
    "aws.partition",
    "booleanEquals",
    "getAttr",
    "isSet",
    "isValidHostLabel",
    "not",
    "parseURL",
    "stringEquals",
    "substring",
    "uriEncode",
}
TEMPLATE = template.read(ROOT / "template.yaml")
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
SERVICES = sorted(models.OPERATIONS)


# --- what is loaded -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", HANDLERS, ids=name_of)
def test_a_cold_start_loads_nothing_heavy_that_its_function_does_not_need(path: Path) -> None:
    folder = path.parent
    tell = "import handler, json, sys; print(json.dumps(sorted(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", tell],
        env={**os.environ, **aws.ENVIRONMENT, "PYTHONPATH": f"{folder}{os.pathsep}{LAYER}"},
        capture_output=True,
        check=True,
    )

    assert HEAVY & set(json.loads(found.stdout)) == MAY_LOAD.get(folder.name, set())


@pytest.mark.parametrize("path", HANDLERS, ids=name_of)
def test_a_function_is_deployed_with_the_packages_that_it_imports_and_no_others(path: Path) -> None:
    """What these need in turn comes with them."""
    code = f"functions/{path.parent.name}"
    (function,) = (r["Properties"] for r in RESOURCES.values() if _code(r) == code)
    layers = TEMPLATE["Globals"]["Function"]["Layers"] + function.get("Layers", [])
    wanted = {name for layer in layers for name in _required(RESOURCES[layer["Ref"]])}

    assert _packages(path) == _with_needs(wanted)


def _code(resource: Any) -> Any:
    return resource.get("Properties", {}).get("CodeUri")


def _required(layer: Any) -> Iterator[str]:
    listed = ROOT / layer["Properties"]["ContentUri"] / "requirements.in"
    if listed.exists():
        for line in listed.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                yield Requirement(line).name


def _packages(handler: Path) -> set[str]:
    """By their names as packages, of all that the handler reaches, wherever it is imported."""
    brought = {"boto3", "botocore", "deskhand"}
    homes = metadata.packages_distributions()
    seen: set[Path] = set()
    waiting, found = [handler], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in imports(path):
            modules = (name, name.rpartition(".")[0])  # or a name in one
            files = (LAYER / (module.replace(".", "/") + ".py") for module in modules)
            waiting += [file for file in files if file.exists()]
            found.add(name.partition(".")[0])
    foreign = found - set(sys.stdlib_module_names) - brought
    return _with_needs({homes[name][0] for name in foreign if not name.startswith("mypy_")})


def _with_needs(names: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            needs = map(Requirement, metadata.requires(name) or ())
            always = (n for n in needs if not n.marker or n.marker.evaluate({"extra": ""}))
            waiting += [need.name for need in always]
    return found


# --- what botocore is told of AWS ---------------------------------------------------------------


def test_botocore_is_told_what_it_says_itself_of_the_calls_that_are_made() -> None:
    """If it does not hold any more: make models."""
    told = {
        str(path.relative_to(sdk.MODELS).with_suffix("")): json.loads(path.read_text("utf-8"))
        for path in sdk.MODELS.rglob("*.json")
    }

    assert told == json.loads(json.dumps(models.cut()))


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1", "us-gov-west-1", "cn-north-1"])
@pytest.mark.parametrize("service", SERVICES)
def test_requests_go_where_botocore_would_send_them(service: str, region: str) -> None:
    ours, whole = (
        session.create_client(
            service, region, aws_access_key_id="test", aws_secret_access_key="test"
        ).meta
        for session in (sdk.session(), Session())
    )

    assert ours.endpoint_url == whole.endpoint_url
    assert ours.config.signature_version == whole.config.signature_version


@pytest.mark.parametrize("service", SERVICES)
def test_an_older_botocore_knows_the_rules_as_well(service: str) -> None:
    (rules,) = (sdk.MODELS / service).glob("*/endpoint-rule-set-1.json")

    assert set(_functions(json.loads(rules.read_text("utf-8")))) <= RULES


def _functions(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _functions(each)
    elif isinstance(part, dict):
        if "fn" in part:
            yield part["fn"]
        for held in part.values():
            yield from _functions(held)


# --- what is built ------------------------------------------------------------------------------


@pytest.fixture
def build(tmp_path: Path) -> Path:
    for file in (
        "AdminApi/handler.py",
        "DeskhandLayer/python/deskhand/wiring.py",
        "DependenciesLayer/python/pydantic/main.py",
        "DependenciesLayer/python/pydantic/v1/main.py",
        "DependenciesLayer/python/aws_lambda_powertools/utilities/batch/base.py",
        "DependenciesLayer/python/aws_lambda_powertools/utilities/kafka/consumer.py",
    ):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("answer = 1\n", "utf-8")
    return tmp_path


def test_bytecode_is_never_checked_against_its_source(build: Path) -> None:
    """PEP 552: the flags say that a hash is there, and that nobody looks at it."""
    artefact.make_lean(build)

    compiled = list(build.rglob("*.pyc"))
    assert len(compiled) == 4
    for path in compiled:
        assert path.read_bytes()[:8] == MAGIC_NUMBER + (0b01).to_bytes(4, "little")


def test_our_sources_are_deployed_for_tracebacks_and_those_of_others_are_not(build: Path) -> None:
    artefact.make_lean(build)
    artefact.make_lean(build)  # sam takes a layer that did not change from its cache

    left = {str(path.relative_to(build)) for path in build.rglob("*.py")}
    assert left == {"AdminApi/handler.py", "DeskhandLayer/python/deskhand/wiring.py"}
    assert len(list(build.rglob("*.pyc"))) == 4
    assert not list(build.rglob("kafka"))
