"""Drives a headless Chromium: opens pages from the file system, and waits for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, CHROMEDRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT = 30  # seconds until a page counts as stuck


def started(profile: Path) -> webdriver.Chrome:
    """A Chromium of its own, with an empty profile."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(CHROMEDRIVER))


def opened(driver: webdriver.Chrome, path: Path, fragment: str = "") -> None:
    """Open a page from the file system, anew, and wait until it is drawn."""
    driver.get("about:blank")
    driver.get(f"file://{path}{fragment}")
    wait(driver, lambda: driver.execute_script("return document.documentElement.dataset.ready"))


def wait(driver: webdriver.Chrome, condition: Callable[[], object]) -> None:
    """Wait until the condition holds."""
    WebDriverWait(driver, WAIT).until(lambda _: condition())


def sized(driver: webdriver.Chrome, width: int, height: int) -> None:
    """Give the page's area this size, below what a window can be made."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def coloured(driver: webdriver.Chrome, scheme: str) -> None:
    """Let the system prefer light or dark."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def texts(driver: webdriver.Chrome, selector: str) -> list[str]:
    """The visible texts of the elements."""
    return [found.text for found in driver.find_elements(By.CSS_SELECTOR, selector)]
