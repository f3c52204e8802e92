"""What is logged: times that Lambda reads, and nothing of what people wrote."""

import json
import logging
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from pydantic import BaseModel, ValidationError

import deskhand
from deskhand.log import logger
from tests.functions.conftest import Invoke
from tests.functions.test_inbound_mail import ADDRESS, event

RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)"


def test_lambda_can_read_when_a_line_was_written() -> None:
    (handler,) = logger.handlers
    line = json.loads(handler.format(logging.makeLogRecord({"msg": "x", "levelname": "ERROR"})))

    assert re.fullmatch(RFC_3339, line["timestamp"])


def models(of: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for model in of.__subclasses__():
        if model.__module__.startswith("deskhand."):
            yield model
        yield from models(model)


def test_no_model_quotes_what_it_refuses() -> None:
    """Lambda itself logs what an uncaught error says."""
    for module in pkgutil.walk_packages(deskhand.__path__, "deskhand."):
        import_module(module.name)
    found = set(models())

    assert len(found) > 100
    assert not [model for model in found if not model.model_config.get("hide_input_in_errors")]


def test_an_event_that_cannot_be_read_fails_without_telling_whose_it_is(invoke: Invoke) -> None:
    with pytest.raises(ValidationError) as error:
        invoke("inbound_mail", event(spamVerdict={"status": f"from {ADDRESS}"}))

    assert ADDRESS not in str(error.value)
