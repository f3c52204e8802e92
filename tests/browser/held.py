"""Requests whose answers wait until a test lets them go."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def holding(page: Page, pattern: str) -> Iterator[list[Route]]:
    """The first that is sent within the block; it is there behind it."""
    held: list[Route] = []
    page.route(pattern, lambda route: held.append(route), times=1)
    with page.expect_request(pattern):
        yield held
    while not held:
        page.wait_for_timeout(10)
