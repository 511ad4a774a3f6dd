"""What a reader meets first, in a real browser: the answer, what is contradicted, the matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import coloured, opened, sized, texts, wait
from pages import enlarged, page_of, real_study, unexplained
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from sam_theory.statements.finding import Finding
from sam_theory.verdict import Status

DESK, PHONE = (1400, 900), (390, 844)
EDGES = "const e = arguments[0].getBoundingClientRect(); return [e.top, e.bottom]"


@pytest.fixture(scope="session")
def new_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the study as if no erratum were known: every statement is a new one."""
    study, (findings, skipped) = real_study()
    path = tmp_path_factory.mktemp("new") / "index.html"
    path.write_text(page_of(study, unexplained(findings), skipped), encoding="utf-8")
    return path


def one(browser: Chrome, selector: str) -> WebElement:
    """The element."""
    return browser.find_element(By.CSS_SELECTOR, selector)


def edges(browser: Chrome, selector: str) -> tuple[float, float]:
    """The top and the bottom edge of an element, from the top of the window."""
    top, bottom = browser.execute_script(EDGES, one(browser, selector))
    return float(top), float(bottom)


def open_at(browser: Chrome, path: Path, size: tuple[int, int], fragment: str = "") -> None:
    """Open the page anew in a window of that size."""
    sized(browser, *size)
    opened(browser, path, fragment)


def excess(browser: Chrome) -> int:
    """By how many pixels the page is wider than the window."""
    script = "const e = document.documentElement; return e.scrollWidth - e.clientWidth"
    return int(browser.execute_script(script))


def contradicted() -> int:
    """The number of a finding that contradicts a theorem."""
    _, (findings, _) = real_study()
    return next(number for number, finding in enumerate(findings) if finding.contradiction)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answer_and_matrix_are_on_the_first_screen(
    browser: Chrome, small_page: Path, new_page: Path, scheme: str
) -> None:
    coloured(browser, scheme)
    for path in (small_page, new_page):
        open_at(browser, path, DESK)
        top, bottom = edges(browser, "#answer")
        assert 0 <= top < bottom < 200
        assert edges(browser, ".matrix tbody tr")[1] < DESK[1]
        open_at(browser, path, PHONE)
        assert 0 <= edges(browser, "#answer")[0] < edges(browser, "#answer")[1] < PHONE[1]


def test_a_large_matrix_ends_on_the_first_screen_and_shows_what_has_the_focus(
    browser: Chrome, tmp_path: Path
) -> None:
    study, (findings, _) = real_study()
    path = tmp_path / "index.html"
    path.write_text(page_of(*enlarged(study, findings, 2_000)), encoding="utf-8")
    open_at(browser, path, DESK)
    top, bottom = edges(browser, "#matrix-region")
    assert top < DESK[1] / 2
    assert bottom < DESK[1]
    assert edges(browser, ".matrix tbody tr:last-child")[0] > DESK[1]
    browser.execute_script("document.querySelector('.matrix button.cell').focus()")
    for key in [Keys.ARROW_DOWN] * 20 + [Keys.ARROW_UP] * 15:
        browser.switch_to.active_element.send_keys(key)
        cell = edges(browser, ".matrix button[tabindex='0']")
        assert edges(browser, ".matrix .corner")[1] <= cell[0] < cell[1] <= bottom


def stops_until(browser: Chrome, selector: str, most: int) -> int:
    """How many tab stops there are up to an element that the selector matches."""
    for stops in range(1, most + 1):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return stops
    raise AssertionError(f"{selector} is not among the first {most} tab stops")


def test_few_tab_stops_lead_to_the_matrix(browser: Chrome) -> None:
    assert stops_until(browser, "#skip", 1) == 1
    assert stops_until(browser, ".matrix button", 9) > 1


def test_the_skip_link_leads_to_what_is_shown(browser: Chrome) -> None:
    for name in ("matrix", "list"):
        one(browser, f"[name=view][value={name}]").click()
        browser.execute_script("document.querySelector('#skip').focus()")
        assert browser.switch_to.active_element.text == f"Skip to the {name}"
        browser.switch_to.active_element.send_keys(Keys.ENTER)
        wait(browser, lambda name=name: focused_id(browser) == f"{name}-region")
        assert stops_until(browser, f".{name} button", 1) == 1


def focused_id(browser: Chrome) -> str | None:
    """The id of what has the focus."""
    return browser.switch_to.active_element.get_attribute("id")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_sheet_opens_on_its_contradiction(
    browser: Chrome, small_page: Path, size: tuple[int, int]
) -> None:
    open_at(browser, small_page, size, f"#finding-{contradicted()}")
    top, bottom = edges(browser, "#evidence .breaches tbody tr")
    assert 0 < top < bottom < size[1]
    assert "breaches" in (browser.switch_to.active_element.get_attribute("class") or "").split()
    told = one(browser, "#evidence .breaches").text
    assert "Contradiction" in told
    assert "Known erratum: " in told
    assert excess(browser) == 0


def test_new_contradictions_are_told_from_known_ones(browser: Chrome, new_page: Path) -> None:
    opened(browser, new_page, f"#finding-{contradicted()}")
    assert "New: no erratum is known." in one(browser, "#evidence .breaches").text


def test_a_sheet_without_contradiction_has_no_such_box(browser: Chrome, small_page: Path) -> None:
    _, (findings, _) = real_study()
    agrees = next(number for number, f in enumerate(findings) if not f.contradiction)
    opened(browser, small_page, f"#finding-{agrees}")
    assert texts(browser, "#evidence .breaches") == []


def test_a_statement_leads_to_the_sheet_of_its_smallest_case(browser: Chrome) -> None:
    one(browser, ".contradicted summary").click()
    link = one(browser, ".statement a")
    theorem = one(browser, ".statement strong").text
    link.send_keys(Keys.ENTER)
    wait(browser, lambda: one(browser, "#evidence").get_property("open"))
    assert theorem in one(browser, "#evidence .breaches").text
    schedules = one(browser, "#evidence .schedules").text
    assert re.sub("[ₖ]", "", schedules) in link.text
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    wait(browser, lambda: not one(browser, "#evidence").get_property("open"))
    assert browser.switch_to.active_element == link
    link.send_keys(Keys.ENTER)
    wait(browser, lambda: one(browser, "#evidence").get_property("open"))
    browser.back()
    wait(browser, lambda: not one(browser, "#evidence").get_property("open"))


def test_the_command_of_a_statement_is_copied(browser: Chrome) -> None:
    one(browser, ".contradicted summary").click()
    one(browser, ".statement .command button").click()
    wait(browser, lambda: one(browser, ".statement .said").text)
    if "selected" in one(browser, ".statement .said").text:
        chosen = browser.execute_script("return String(getSelection())")
        assert chosen == one(browser, ".statement .command code").text


def worst(finding: Finding) -> int:
    """The rank of the worst conclusion that is promised; −1 where nothing is."""
    promised = [c for theorem in finding.theorems for c in theorem.conclusions if c.promised]
    return max((c.verdict.status.rank for c in promised), default=-1)


def test_what_is_drawn_counts_as_the_study_does(browser: Chrome) -> None:
    _, (findings, _) = real_study()
    against = sum(finding.contradiction for finding in findings)
    count = one(browser, "#count").text
    assert count == (
        f"{len(findings)} of {len(findings)} settings on 2 problems; {against} contradict a theorem"
    )
    assert f"in {against} of {len(findings)} settings" in one(browser, "#extent").text
    one(browser, "#filters summary").click()
    for status in Status:
        tally = int(one(browser, f"#tally-{status.rank}").text)
        assert tally == sum(worst(finding) == status.rank for finding in findings)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_window(
    browser: Chrome, small_page: Path, new_page: Path, size: tuple[int, int]
) -> None:
    for path in (small_page, new_page):
        open_at(browser, path, size)
        browser.execute_script("document.querySelectorAll('details').forEach((e) => e.open = true)")
        assert excess(browser) == 0


def contrast(one: str, other: str) -> float:
    """The ratio of two colours in CSS (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(
    browser: Chrome, new_page: Path, scheme: str
) -> None:
    """By 4.5 to 1, as WCAG 2.2, 1.4.3 asks."""
    coloured(browser, scheme)
    opened(browser, new_page)
    paper = one(browser, "body").value_of_css_property("background-color")
    raised = one(browser, ".statement").value_of_css_property("background-color")
    for selector in ("#answer", "main > .about", "#extent", "#count", ".hint"):
        assert contrast(one(browser, selector).value_of_css_property("color"), paper) >= 4.5
    for selector in (".statement a", ".statement .about", ".tag.new"):
        assert contrast(one(browser, selector).value_of_css_property("color"), raised) >= 4.5
    for cell in browser.find_elements(By.CSS_SELECTOR, ".matrix button.cell"):
        colours = [cell.value_of_css_property(name) for name in ("color", "background-color")]
        assert contrast(*colours) >= 4.5


@pytest.fixture
def finger(browser: Chrome) -> Iterator[None]:
    """A pointer as coarse as a finger."""
    browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield
    browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


@pytest.mark.usefixtures("finger")
def test_a_finger_finds_its_target(browser: Chrome, small_page: Path) -> None:
    """44 px of height where the pointer is coarse."""
    open_at(browser, small_page, PHONE)
    for selector in ("summary", "button.sort", "button.cell", "#sheet", ".segments span"):
        top, bottom = edges(browser, selector)
        assert bottom - top >= 44
