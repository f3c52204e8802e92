"""What docs/widget.md tells programmers to write."""

import re
from datetime import UTC, datetime
from typing import Any, get_args

from deskhand.domain.identity import Identification
from tests.conftest import ROOT
from tests.http.conftest import SECRET, Widget

DOCS = (ROOT / "docs/widget.md").read_text("utf-8")


def test_the_token_of_the_example_proves_who_somebody_is(widget: Widget) -> None:
    """Its clock is the real one."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    example: dict[str, Any] = {}
    exec(code, example)
    token = example["widget_token"](SECRET, "c-1815", "ada@byron.example", "Ada Byron")
    widget.clock.now = datetime.now(UTC)

    said = {"subject": "Lamp", "message": "It is dark."}
    number = widget("POST", "/tickets", said, token=token).body["number"]

    who = widget.ticket(number).requester
    assert (who.external_id, who.email, who.proven) == ("c-1815", "ada@byron.example", "identity")
    assert (who.first_name, who.last_name) == ("Ada", "Byron")


def test_every_state_of_a_token_is_explained() -> None:
    assert not [state for state in get_args(Identification) if f"`{state}`" not in DOCS]
