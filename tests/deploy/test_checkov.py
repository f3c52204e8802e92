"""What checkov says of the template as CloudFormation sees it: of SAM's own it reads no roles."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.stack import ROOT
from tests.deploy import deployment

pytestmark = pytest.mark.deploy

EXPLAINED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("checkov.yaml").read_text())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("checkov")
    translated = folder / "template.json"
    deployment.translate(ROOT / "template.yaml", translated)
    what = ["--file", str(translated), "--framework", "cloudformation"]
    how = ["--skip-download", "--soft-fail", "--output", "json", "--output-file-path", str(folder)]
    deployment.run(ROOT / ".venv-checkov" / "bin" / "checkov", *what, *how)
    return json.loads((folder / "results_json.json").read_text())


def test_checkov_has_read_all_of_it(report: Any) -> None:
    looked_at = {
        check["resource"].partition(".")[0] for check in report["results"]["passed_checks"]
    }

    assert report["summary"]["parsing_errors"] == 0
    assert {"AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::Lambda::Function"} <= looked_at


def test_all_that_checkov_minds_is_explained_and_nothing_else_is(report: Any) -> None:
    minded = {
        (check["check_id"], check["resource"].partition(".")[2])
        for check in report["results"]["failed_checks"]
    }

    assert minded == {(id, name) for id, each in EXPLAINED.items() for name in each["for"]}
    assert all(each["but"] for each in EXPLAINED.values())
