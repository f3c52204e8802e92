from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from deskhand.wiring import Settings
from tests import aws
from tests.conftest import handler

Invoke = Callable[[str, dict[str, Any]], Any]


@pytest.fixture
def invoke(settings: Settings) -> Invoke:
    """Calls the handler of a function with an event, as Lambda does."""
    loaded: dict[str, ModuleType] = {}

    def call(folder: str, event: dict[str, Any]) -> Any:
        if folder not in loaded:
            loaded[folder] = handler(folder)
        return loaded[folder].lambda_handler(event, aws.Context())

    return call
