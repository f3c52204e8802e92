"""What `sam build` built, made lean: `python3.13 -m local.artefact .aws-sam/build`.

Bytecode is compiled by the runtime's own version and never checked against its source: a zip
resets the times by which Python would see whether it is still good, and each cold start would
compile anew (peps.python.org/pep-0552). docs/lean.md tells what all this saves."""

import compileall
import py_compile
import shutil
import sys
from pathlib import Path

RUNTIME = (3, 13)
UNUSED = (
    "bin",
    "aws_lambda_powertools/event_handler/openapi/swagger_ui",
    "pydantic/mypy.py",
    "pydantic/v1",
    "requirements.in",
    "requirements.txt",
)
OF_POWERTOOLS = {"batch", "data_classes", "jmespath_utils", "parser", "typing"}
"""Of its utilities. `batch` imports `parser`, though only where pydantic was imported before it."""


def main() -> None:
    if sys.version_info[:2] != RUNTIME:
        raise SystemExit(f"this must be compiled by Python {RUNTIME[0]}.{RUNTIME[1]}")
    make_lean(Path(sys.argv[1]))


def make_lean(build: Path) -> None:
    """Each folder below `build` is one function or layer. May be done again."""
    for part in sorted(each for each in build.iterdir() if each.is_dir()):
        packages = part / "python"
        if not packages.is_dir():
            _compile(part, "/var/task", kept=True)
        elif (packages / "deskhand").is_dir():
            _compile(part, "/opt", kept=True)
        else:
            _prune(packages)
            _compile(part, "/opt", kept=False)


def _compile(part: Path, place: str, *, kept: bool) -> None:
    """Our own sources are kept, for tracebacks; those of others tell file and line without."""
    for stale in [*part.rglob("__pycache__")]:
        shutil.rmtree(stale)
    compiled = compileall.compile_dir(
        part,
        maxlevels=20,
        quiet=1,
        legacy=not kept,
        stripdir=str(part),
        prependdir=place,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise SystemExit(f"{part.name} does not compile")
    if not kept:
        for source in part.rglob("*.py"):
            source.unlink()


def _prune(packages: Path) -> None:
    for name in UNUSED:
        _remove(packages / name)
    for utility in (packages / "aws_lambda_powertools/utilities").glob("*/"):
        if utility.name not in OF_POWERTOOLS:
            shutil.rmtree(utility)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
