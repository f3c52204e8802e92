"""What docs/widget.md tells programmers to write, and the panel gives them to copy."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from deskhand.actions import widget as ready_made
from deskhand.actions.widget import Language
from deskhand.domain.challenge import Work
from deskhand.domain.desk import Desk
from deskhand.domain.identity import Identification
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk
from tests.conftest import ROOT
from tests.http.conftest import SECRET, Widget

DOCS = (ROOT / "docs/widget.md").read_text("utf-8")


class Runs(NamedTuple):
    """How a sample is run: `call` prints a token for the program's arguments."""

    program: str
    file: str
    fence: str
    call: str


RUNS: dict[Language, Runs] = {
    "python": Runs(
        "python3",
        "sign.py",
        "python",
        "import sys\n"
        'print(widget_token(os.environ["DESKHAND_WIDGET_SECRET"], *sys.argv[1:]), end="")',
    ),
    "node": Runs(
        "node",
        "sign.mjs",
        "js",
        "process.stdout.write(widgetToken(process.env.DESKHAND_WIDGET_SECRET,"
        " ...process.argv.slice(2)))",
    ),
    "php": Runs(
        "php",
        "sign.php",
        "php",
        "echo widget_token(getenv('DESKHAND_WIDGET_SECRET'), ...array_slice($argv, 1));",
    ),
    "ruby": Runs(
        "ruby",
        "sign.rb",
        "ruby",
        "print widget_token(ENV.fetch('DESKHAND_WIDGET_SECRET'), *ARGV)",
    ),
}
LANGUAGES = pytest.mark.parametrize("language", get_args(Language))
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Answers what a program prints; skips where there is none."""

    def run(program: str, file: str, code: str, *arguments: str) -> str:
        found = shutil.which(program)
        if not found:
            pytest.skip(f"no {program} here")
        path = tmp_path / file
        path.write_text(code, "utf-8")
        environment = {**os.environ, "DESKHAND_WIDGET_SECRET": SECRET, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [found, str(path), *arguments], env=environment, capture_output=True, check=True
        )
        return done.stdout.decode("utf-8")

    return run


@pytest.fixture
def samples(helpdesk: Helpdesk, olga: Operator, desk: Desk) -> dict[Language, str]:
    return ready_made.code(helpdesk, olga, desk.id).token


@LANGUAGES
def test_the_sample_of_each_language_stands_in_the_docs_word_for_word(
    samples: dict[Language, str], language: Language
) -> None:
    assert f"```{RUNS[language].fence}\n{samples[language]}```\n" in DOCS


@LANGUAGES
def test_the_token_of_each_sample_proves_who_somebody_is(
    samples: dict[Language, str], language: Language, run: Run, widget: Widget
) -> None:
    """Its clock is the real one."""
    name = 'Zoë "the/one\\" Žižek 山田'
    id = "c/1815+ß"
    program, file, _, call = RUNS[language]
    token = run(program, file, samples[language] + call, id, "ada@byron.example", name)
    widget.clock.now = datetime.now(UTC)

    assert widget("GET", token=token).body["identity"] == "valid"
    said = {"subject": "Lamp", "message": "It is dark."}
    number = widget("POST", "/tickets", said, token=token).body["number"]

    who = widget.ticket(number).requester
    assert (who.external_id, who.email, who.proven) == (id, "ada@byron.example", "verified")
    assert who.name == name


def test_the_work_of_the_example_is_a_proof(run: Run) -> None:
    (code,) = re.findall(r"```js\n(async function work.*?)```", DOCS, re.DOTALL)
    call = "process.stdout.write(await work('start', 10));"

    Work(bits=10).require("start", run("node", "work.mjs", code + call))


def test_every_state_of_a_token_is_explained() -> None:
    assert not [state for state in get_args(Identification) if f"`{state}`" not in DOCS]
