"""A minute of atheris, which looks for bytes that lead to code no mail has led to before."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = 60
LIMITS = ["-rss_limit_mb=2000", "-timeout=30", "-max_len=20000"]  # of the process, of each mail


@pytest.mark.slow
@pytest.mark.skipif(not find_spec("atheris"), reason="atheris has no build for this Python")
def test_no_mail_that_a_minute_of_guided_fuzzing_finds_is_left_unread(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(HERE / "corpus", seeds, ignore=shutil.ignore_patterns("*.json"))
    target = [sys.executable, str(HERE / "fuzz_parse.py"), str(seeds)]
    bounds = [f"-max_total_time={SECONDS}", f"-artifact_prefix={tmp_path}/found-", *LIMITS]

    fuzzed = subprocess.run([*target, *bounds], capture_output=True, text=True, timeout=300)

    found = [path.read_bytes() for path in tmp_path.glob("found-*")]
    assert (fuzzed.returncode, found) == (0, []), fuzzed.stderr[-4_000:]
    assert "Done " in fuzzed.stderr
