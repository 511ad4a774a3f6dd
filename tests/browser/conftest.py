"""A headless Chromium, and the page of a real study for it to open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import coloured, opened, sized, started
from selenium import webdriver

sys.path.insert(0, str(Path(__file__).parents[1]))

from pages import page_of, real_study


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """The browser of all tests."""
    driver = started(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small study, in which a theorem is contradicted and settings are skipped."""
    study, (findings, skipped) = real_study()
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(page_of(study, findings, skipped), encoding="utf-8")
    return path


@pytest.fixture
def browser(chromium: webdriver.Chrome, small_page: Path) -> Iterator[webdriver.Chrome]:
    """The browser at the small page, on a desk; whatever the console complains of is a failure."""
    sized(chromium, 1280, 900)
    coloured(chromium, "light")
    opened(chromium, small_page)
    yield chromium
    assert chromium.get_log("browser") == []
