import subprocess
import sys
from pathlib import Path

import pytest

from local.ports import free_port
from local.process import ROOT, running

pytestmark = pytest.mark.slow


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "local", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("flag", ["--port", "--smtp-port"])
def test_a_taken_port_is_named_with_the_flag_that_changes_it(stack, tmp_path, flag):
    taken = stack.port if flag == "--port" else stack.smtp_port
    other = "--smtp-port" if flag == "--port" else "--port"

    refused = run(flag, taken, other, free_port(), "--data", tmp_path / "other")

    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert str(taken) in refused.stderr
    assert f"with {flag}." in refused.stderr
    assert not (tmp_path / "other").exists()


def test_a_data_folder_in_use_is_refused(stack):
    refused = run("--port", free_port(), "--smtp-port", free_port(), "--data", stack.data)

    assert refused.returncode == 2
    assert "--data" in refused.stderr


def test_two_stacks_run_at_once_and_know_nothing_of_each_other(stack, tmp_path: Path, items):
    with running(tmp_path / "second", root=stack.root) as second:
        stack.http.post("/api/open/things", json=["only here"])

        assert "only here" in [item["sk"] for item in items(stack, "THING")]
        assert items(second, "THING") == []
        assert stack.token("olga@desk.localhost") != second.token("olga@desk.localhost")


def test_a_token_without_a_stack_says_how_to_start_one():
    refused = run("token", "olga@desk.localhost", "--port", free_port())

    assert refused.returncode == 2
    assert "python -m local --port" in refused.stderr
    assert refused.stdout == ""
