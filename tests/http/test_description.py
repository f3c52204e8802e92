import json
from pathlib import Path

from deskhand.http import apis

ROOT = Path(__file__).parents[2]


def test_the_written_description_is_the_one_of_the_routes() -> None:
    """Else: make description."""
    written = json.loads((ROOT / "static_site/openapi.json").read_text("utf-8"))

    assert written == apis.description()


def test_every_route_is_described_with_its_caller_its_answer_and_its_refusals() -> None:
    for path, operations in apis.description()["paths"].items():
        for method, operation in operations.items():
            name = f"{method} {path}"
            assert operation["summary"], name
            assert ("security" in operation) == (path != "/api/health"), name
            assert "default" in operation["responses"], name
            assert any(code.startswith("2") for code in operation["responses"]), name


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [
        operation["operationId"]
        for operations in apis.description()["paths"].values()
        for operation in operations.values()
    ]

    assert len(names) == len(set(names))
