"""Each corpus/<case>.eml is read; what corpus/<case>.json names must have come out of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from deskhand.mail.model import InboundMail
from deskhand.mail.parse import parse

# What a mail makes raise is caught and noted; these would be mistakes in our own code.
OURS = re.compile("NameError|AttributeError|TypeError|UnboundLocalError|RecursionError")
CASES = sorted((Path(__file__).parent / "corpus").glob("*.eml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mail_of_the_corpus_is_read_as_its_expectation_says(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))
    part_of_a_defect = expected.pop("defects_contain", "")

    mail = parse(case.read_bytes())

    assert {name: found(mail, name, wanted) for name, wanted in expected.items()} == expected
    assert part_of_a_defect in " / ".join(mail.defects)
    assert not [defect for defect in mail.defects if OURS.search(defect)]


def found(mail: InboundMail, name: str, wanted: Any) -> Any:
    if name == "date":
        return mail.date.isoformat() if mail.date else None
    if name == "bounce":
        return {field: getattr(mail.bounce, field, None) for field in wanted}
    if name != "attachments":
        return getattr(mail, name)
    named = [tuple(each) for each in wanted] + [()] * len(mail.attachments)
    return [
        {field: getattr(attachment, field) for field in fields}
        for attachment, fields in zip(mail.attachments, named, strict=False)
    ]


def test_the_corpus_has_an_expectation_for_each_mail_and_the_other_way_round() -> None:
    assert {case.stem for case in CASES} == {
        case.stem for case in (Path(__file__).parent / "corpus").glob("*.json")
    }
    assert len(CASES) >= 350
