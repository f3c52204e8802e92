"""Section 2 of the design, held by reading the imports."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYER = ROOT / "layers/deskhand/python"
PACKAGE = LAYER / "deskhand"
MODULES = sorted(PACKAGE.rglob("*.py"))
HANDLERS = sorted((ROOT / "functions").glob("*/handler.py"))
LOCAL = sorted([*(ROOT / "local").rglob("*.py"), *(ROOT / "deploy").rglob("*.py")])

MAY_IMPORT: dict[str, set[str]] = {
    "sdk": set(),
    "metrics": set(),
    "log": set(),
    "batches": {"log"},
    "domain": {"domain"},
    "store": {"store", "domain", "sdk"},
    "mail": {"mail", "domain"},
    "wiring": {"sdk", "domain", "store", "mail"},
    "actions": {"actions", "wiring", "domain", "store", "mail"},
    "http": {"http", "actions", "wiring", "domain", "log"},
    "functions": {"http", "actions", "wiring", "domain", "metrics", "batches", "log"},
}
STREAM_READERS = {"projections", "notifications"}
LONGEST_MODULE, LONGEST_HANDLER = 260, 45


def imports(path: Path) -> Iterator[str]:
    """Full names, `a.b` also for `from a import b`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(name: str) -> str:
    """`deskhand.store.keys` is of `store`."""
    return name.split(".")[1]


def ours(path: Path) -> Iterator[str]:
    return (name for name in imports(path) if name.startswith("deskhand."))


def name_of(path: Path) -> str:
    return str(path.relative_to(LAYER if path.is_relative_to(LAYER) else ROOT))


def code_lines(path: Path) -> int:
    lines = path.read_text("utf-8").splitlines()
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def test_there_is_something_to_look_at() -> None:
    assert {path.parent.name for path in MODULES} >= {"domain", "store", "mail", "actions", "http"}
    assert len(HANDLERS) >= 8
    assert any(list(ours(path)) for path in HANDLERS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if part == "__init__":
        assert list(imports(path)) == []
        return

    against = {name for name in ours(path) if part_of(name) not in MAY_IMPORT[part]}
    assert not against


@pytest.mark.parametrize("path", HANDLERS, ids=name_of)
def test_a_handler_imports_actions_and_only_stream_readers_the_stores_changes(path: Path) -> None:
    names = set(ours(path))
    if path.parent.name in STREAM_READERS:
        names -= {name for name in names if name.startswith("deskhand.store.changes.")}

    assert not {name for name in names if part_of(name) not in MAY_IMPORT["functions"]}
    assert "boto3" not in {name.partition(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", HANDLERS, ids=name_of)
def test_a_handler_stands_alone_and_is_small(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir() if each.name != "__pycache__"] == [
        "handler.py"
    ]
    assert code_lines(path) <= LONGEST_HANDLER


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").glob("*.py")), ids=name_of)
def test_the_domain_knows_the_standard_library_and_pydantic_and_nothing_of_the_world(
    path: Path,
) -> None:
    names = {name for name in imports(path) if not name.startswith("deskhand.")}
    allowed = sys.stdlib_module_names | {"pydantic"}
    world = {"os", "logging", "socket", "random", "uuid", "time", "subprocess", "pathlib", "io"}
    if path.name != "ids.py":
        world.add("secrets")

    assert {name.partition(".")[0] for name in names} <= allowed - world


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent.name in ("domain", "actions", "store", "http")],
    ids=name_of,
)  # fmt: skip
def test_only_wiring_has_a_clock(path: Path) -> None:
    assert not calls(path) & {
        "now", "utcnow", "today", "time.time", "perf_counter", "datetime.now", "date.today",
        "datetime.utcnow", "datetime.today",
    }  # fmt: skip


def calls(path: Path) -> set[str]:
    """`time.time` for `time.time()`; a clock that was handed in is called through its owner."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func))
    return found


@pytest.mark.parametrize("path", [*MODULES, *HANDLERS], ids=name_of)
def test_only_wiring_reads_the_environment(path: Path) -> None:
    read = {"os.environ", "os.getenv"} & {
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert not read or path.name == "wiring.py"
    assert not {"os.environ", "os.getenv"} & set(imports(path))


@pytest.mark.parametrize("path", [*MODULES, *HANDLERS], ids=name_of)
def test_nothing_that_is_deployed_imports_the_local_stack_or_the_tests(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imports(path)} & {
        "local", "deploy", "tests", "bench",
    }  # fmt: skip


def test_a_widgets_secrets_are_read_where_visitors_come_in_and_where_they_are_renewed() -> None:
    reading = {name_of(path) for path in MODULES if "team.widget_secrets(" in path.read_text()}
    coming_in = {name_of(path) for path in MODULES if "deskhand.actions.visits" in imports(path)}

    assert reading == {"deskhand/actions/widget.py", "deskhand/actions/visits.py"}
    assert coming_in <= {
        "deskhand/http/visitors.py",
        "deskhand/actions/widget_form.py",
        "deskhand/actions/widget_tickets.py",
    }


@pytest.mark.parametrize("path", [*MODULES, *HANDLERS, *LOCAL], ids=name_of)
def test_no_module_is_too_long_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", [*MODULES, *HANDLERS], ids=name_of)
def test_nobody_catches_everything(path: Path) -> None:
    """The one wide catch is around reading a field of a hostile mail."""
    handlers = (
        n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ExceptHandler)
    )
    wide = [
        n
        for n in handlers
        if n.type is None or ast.unparse(n.type) in ("Exception", "BaseException")
    ]

    assert not wide or name_of(path) == "deskhand/mail/defects.py"
