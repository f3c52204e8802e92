"""The main job once more, by the functions that sam has deployed, each with its own role."""

import pytest

from tests.e2e.test_main_job import *  # noqa: F403

pytestmark = pytest.mark.deploy
