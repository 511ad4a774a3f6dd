"""The page in a real browser: it loads, filters, sorts, opens evidence, and fits a phone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from driving import coloured, opened, sized, texts, wait
from pages import enlarged, made, real_study
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from sam_theory.statements.finding import Finding

RANKS = "PCUVR"


def one(browser: Chrome, selector: str) -> WebElement:
    """The element."""
    return browser.find_element(By.CSS_SELECTOR, selector)


def choose(browser: Chrome, selector: str, text: str) -> None:
    """Choose the option of that text."""
    Select(one(browser, selector)).select_by_visible_text(text)


def click(browser: Chrome, selector: str) -> None:
    """Click the element, or where it is a covered radio button or checkbox, its label."""
    found = one(browser, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()


def unfold(browser: Chrome) -> None:
    """Show the filters."""
    click(browser, "#filters summary")


@pytest.fixture
def filters(browser: Chrome) -> None:
    """The filters of the page, unfolded."""
    unfold(browser)


def shown(browser: Chrome) -> int:
    """How many settings pass the filters, as the page says."""
    return int(one(browser, "#count").text.split()[0].replace(",", ""))


def cells(browser: Chrome) -> list[str]:
    """The cells of the matrix as seen: worst letter and counts."""
    return texts(browser, ".matrix button.cell [aria-hidden]")


def is_open(browser: Chrome) -> bool:
    """Whether the evidence is open."""
    return bool(one(browser, "#evidence").get_property("open"))


def focused(browser: Chrome) -> WebElement:
    """What has the focus."""
    return browser.switch_to.active_element


def wide(browser: Chrome) -> int:
    """By how many pixels the page is wider than the window."""
    return int(
        browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


def sheets(browser: Chrome) -> list[str]:
    """The pairs of schedules of which something is shown."""
    return texts(browser, "#sheet option:not(:disabled)")


def test_the_matrix_is_a_table_with_headings(browser: Chrome) -> None:
    assert "Theorems held against runs" in one(browser, "h1").text
    assert len(cells(browser)) > 0
    assert one(browser, ".matrix caption").text == "tₖ = 0.5/L, ρₖ = 0.5/L"
    assert texts(browser, ".matrix thead th[scope=col]")[1:] == ["gradient-descent", "sam", "usam"]
    assert len(texts(browser, ".matrix tbody th[scope=row]")) == 3
    roles = browser.execute_script(
        "return [...document.querySelectorAll('.matrix, .matrix tr, .matrix td')]"
        ".filter((e) => e.hasAttribute('role')).length"
    )
    assert roles == 0  # nothing takes the table's own semantics away
    names = browser.execute_script(
        "return [...document.querySelectorAll('.matrix button.cell')].map((e) => e.textContent)"
    )
    assert any("violated, " in name and "contradiction" in name for name in names)


def test_letters_agree_with_colours(browser: Chrome) -> None:
    found = browser.find_elements(By.CSS_SELECTOR, ".matrix button.cell")
    colours = Counter()
    for cell in found:
        rank = int(cell.get_attribute("data-rank") or 0)
        letter = cell.text.split()[0]
        assert letter == (RANKS[rank] if rank < 5 else "none")
        colours[letter, cell.value_of_css_property("background-color")] += 1
    assert len({colour for _, colour in colours}) == len({letter for letter, _ in colours}) > 1


@pytest.mark.usefixtures("filters")
@pytest.mark.parametrize(
    ("control", "text"),
    [
        ("[name=class]", "nonconvex"),
        ("[name=method]", "usam"),
        ("[name=theorem]", "khanh-4.1"),
        ("[name=property]", "rate"),
    ],
)
def test_filters_narrow_and_a_reset_restores(browser: Chrome, control: str, text: str) -> None:
    before = shown(browser)
    options = [option.text for option in Select(one(browser, control)).options]
    choose(browser, control, next(option for option in options if text in option))
    if control in ("[name=property]", "[name=theorem]"):
        click(browser, "[name=status][value='5']")  # of which nothing is promised
    assert 0 < shown(browser) < before
    click(browser, "button[type=reset]")
    wait(browser, lambda: shown(browser) == before)


@pytest.mark.usefixtures("filters")
def test_filters_select_the_right_findings(browser: Chrome) -> None:
    choose(browser, "[name=method]", "sam")
    assert texts(browser, ".matrix thead th")[1:] == ["sam"]
    assert one(browser, "#filters-used").text == "(1 in use)"
    one(browser, "[name=problem]").send_keys("RIPP")
    assert [name.split("\n")[0] for name in texts(browser, ".matrix tbody th")] == ["ripple"]
    one(browser, "[name=problem]").send_keys("xyz")
    assert "Nothing on this sheet" in one(browser, "#matrix-region").text


@pytest.mark.usefixtures("filters")
def test_a_click_after_a_search_opens_its_cell(browser: Chrome) -> None:
    one(browser, "[name=problem]").send_keys("ripp")
    click(browser, ".matrix button.cell")
    wait(browser, lambda: is_open(browser))
    assert "ripple" in one(browser, "#evidence-title").text
    click(browser, "#evidence .command button")
    wait(browser, lambda: one(browser, "#evidence .said").text)
    if "selected" in one(browser, "#evidence .said").text:
        chosen = browser.execute_script("return String(getSelection())")
        assert chosen == one(browser, "#evidence .command code").text


@pytest.mark.usefixtures("filters")
def test_statuses_filter_and_their_tallies_are_right(browser: Chrome) -> None:
    click(browser, "[name=lens][value=runs]")
    tallies = [int(one(browser, f"#tally-{rank}").text) for rank in range(6)]
    assert sum(tallies) == shown(browser)
    click(browser, "[name=status][value='3']")
    assert shown(browser) == tallies[3]
    assert all(cell.startswith("V") for cell in cells(browser))
    click(browser, "[name=status][value='1']")
    assert shown(browser) == tallies[3] + tallies[1]


@pytest.mark.usefixtures("filters")
def test_contradictions_alone(browser: Chrome) -> None:
    click(browser, "[name=contradictions]")
    assert 0 < shown(browser) < 80
    assert all("≠" in read for read in marks(browser))


def marks(browser: Chrome) -> list[str]:
    """What the style sheet writes after each cell."""
    script = (
        "return [...document.querySelectorAll('.matrix button.cell')]"
        ".map((e) => getComputedStyle(e, '::after').content)"
    )
    return list(browser.execute_script(script))


def test_lenses_change_what_is_counted(browser: Chrome) -> None:
    promised = cells(browser)
    click(browser, "[name=lens][value=runs]")
    assert all(cell.endswith("/5") for cell in cells(browser))
    click(browser, "[name=lens][value=hypotheses]")
    assert cells(browser) != promised


def test_a_column_sorts_the_matrix(browser: Chrome) -> None:
    click(browser, "[name=lens][value=runs]")
    choose(browser, "#sheet", next(o for o in sheets(browser) if "k**1.5" in o))
    click(browser, ".matrix [data-sort=method-1]")
    order = "ascending", "descending"
    column = one(browser, ".matrix th[aria-sort]")
    assert (column.text.split()[0], column.get_attribute("aria-sort")) == ("sam", order[1])
    ranks = severities(browser)
    assert ranks == sorted(ranks, reverse=True)
    assert focused(browser).get_attribute("data-sort") == "method-1"
    focused(browser).send_keys(Keys.ENTER)
    assert one(browser, ".matrix th[aria-sort]").get_attribute("aria-sort") == order[0]
    assert severities(browser) == sorted(severities(browser))


def severities(browser: Chrome) -> list[int]:
    """The ranks of the second column, top down; −1 where nothing was run."""
    script = (
        "return [...document.querySelectorAll('.matrix tbody tr')]"
        ".map((r) => Number(r.cells[2].querySelector('button')?.dataset.rank ?? -1))"
    )
    return list(browser.execute_script(script))


NOTHING = 5  # the rank of a cell of which the lens shows no verdict


def ranks_of(finding: Finding, lens: str) -> list[int]:
    """The ranks of what the lens shows of a finding, from the finding itself."""
    if lens == "hypotheses":
        return [theorem.applies.rank for theorem in finding.theorems]
    if lens == "runs":
        return [verdict.status.rank for verdict in finding.properties.values()]
    promised = [c for theorem in finding.theorems for c in theorem.conclusions if c.promised]
    return [conclusion.verdict.status.rank for conclusion in promised]


def rows_of_cells(browser: Chrome) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Row by row: the problem, and of each cell the finding's number, its rank and its text."""
    script = (
        "return [...document.querySelectorAll('.matrix tbody tr')].map((r) => ["
        "r.querySelector('.problem-name').textContent, [...r.querySelectorAll('button.cell')]"
        ".map((e) => [Number(e.dataset.finding), Number(e.dataset.rank),"
        " e.querySelector('[aria-hidden]').textContent])])"
    )
    return [
        (name, [tuple(cell) for cell in cells]) for name, cells in browser.execute_script(script)
    ]


@pytest.mark.parametrize("lens", ["promises", "runs", "hypotheses"])
def test_a_cell_shows_the_worst_of_its_finding(browser: Chrome, lens: str) -> None:
    """And how many hold, on every sheet; some findings have better verdicts besides."""
    _, (findings, _) = real_study()
    click(browser, f"[name=lens][value={lens}]")
    mixed = 0
    for option in sheets(browser):
        choose(browser, "#sheet", option)
        for _, cells in rows_of_cells(browser):
            for number, rank, text in cells:
                ranks = ranks_of(findings[number], lens)
                assert rank == max(ranks, default=NOTHING)
                held = sum(r <= 1 for r in ranks)
                assert text == (f"{RANKS[rank]} {held}/{len(ranks)}" if ranks else "none")
                mixed += len(set(ranks)) > 1
    assert mixed > 0


def test_rows_sort_by_their_worst_cell(browser: Chrome) -> None:
    """The worst row first; on some sheet the order by the best cells is another one."""
    click(browser, "[name=lens][value=runs]")
    choose(browser, "#row-order", "worst status")
    orders_differ = False
    for option in sheets(browser):
        choose(browser, "#sheet", option)
        rows = {name: [rank for _, rank, _ in cells] for name, cells in rows_of_cells(browser)}
        assert list(rows) == sorted(rows, key=lambda name: (-max(rows[name], default=-1), name))
        by_best = sorted(rows, key=lambda name: (-min(rows[name], default=-1), name))
        orders_differ |= list(rows) not in (by_best, by_best[::-1])
    assert orders_differ


def test_rows_sort_by_class(browser: Chrome) -> None:
    choose(browser, "#row-order", "problem class")
    abouts = [about.split(",")[0] for about in texts(browser, ".problem-about")]
    assert abouts == ["strongly convex", "convex", "nonconvex"]


def test_sheets_turn(browser: Chrome) -> None:
    first = one(browser, ".matrix caption").text
    click(browser, "#next-sheet")
    assert one(browser, ".matrix caption").text != first
    click(browser, "#previous-sheet")
    assert one(browser, ".matrix caption").text == first
    assert not one(browser, "#previous-sheet").is_enabled()
    methods = set()
    for option in sheets(browser):
        choose(browser, "#sheet", option)
        methods.add(tuple(texts(browser, ".matrix thead th")[1:]))
    assert methods == {("gradient-descent", "sam", "usam")}


def test_the_list_sorts_and_turns_pages(browser: Chrome) -> None:
    click(browser, "[name=view][value=list]")
    rows = browser.find_elements(By.CSS_SELECTOR, ".list tbody tr")
    assert len(rows) == 50
    click(browser, ".list [data-sort=status]")
    heading = one(browser, ".list th[aria-sort]")
    assert heading.get_attribute("aria-sort") == "descending"
    first = texts(browser, ".list button.cell")[0]
    assert first[0] in "VR"
    click(browser, "#next-page")
    assert "page 2 of" in one(browser, "#page-number").text
    assert texts(browser, ".list button.cell")[0][0] not in "VR"


def test_a_click_opens_the_evidence(browser: Chrome) -> None:
    click(browser, ".matrix button.cell.breach")
    wait(browser, lambda: is_open(browser))
    assert "sam" in one(browser, "#evidence-title").text
    assert one(browser, "#evidence .command code").text.startswith("sam-theory check")
    assert len(browser.find_elements(By.CSS_SELECTOR, "#evidence .uplot canvas")) == 3
    labels = [
        canvas.get_attribute("aria-label") or ""
        for canvas in browser.find_elements(By.CSS_SELECTOR, "#evidence .plots [role=img]")
    ]
    assert [label.split(":")[0] for label in labels] == [
        "Plot of ‖∇f(xᵏ)‖",
        "Plot of f(xᵏ) − inf f",
        "Plot of longest side of the box of xᵏ",
    ]
    told = one(browser, "#evidence").text
    for words in ("Fitted rate", "What the runs show", "Hypotheses", "Contradiction", "promised"):
        assert words in told
    click(browser, "#evidence .close")
    assert not is_open(browser)


def points_of(finding: Finding) -> int:
    """How many points of a cycle are drawn of it."""
    stall = finding.curves and finding.curves.stall
    return len(stall.region.points) if stall and stall.region else 0


@pytest.mark.parametrize(("problem", "point"), [("quadratic", 1), ("ripple", 2)])
def test_what_is_certified_is_drawn(
    chromium: Chrome, small_page: Path, problem: str, point: int
) -> None:
    _, (findings, _) = real_study()
    sized(chromium, 1280, 900)
    number = next(
        i for i, f in enumerate(findings) if f.problem.startswith(problem) and points_of(f) == 2
    )
    opened(chromium, small_page, f"#finding-{number}")
    wait(chromium, lambda: is_open(chromium))
    assert "certified: liminf ‖∇f(xᵏ)‖ ≥" in one(chromium, "#evidence .plots + .key").text
    assert one(chromium, ".stall p").text.startswith("A cycle of 2 steps near (")
    drawing = one(chromium, ".stall svg.held")
    assert len(drawing.find_elements(By.CSS_SELECTOR, "circle.point")) == 2
    assert len(drawing.find_elements(By.CSS_SELECTOR, "text")) == 3 * point
    label = drawing.get_attribute("aria-label") or ""
    assert label.startswith("The points (")
    assert len(label.split(")")[0].split(",")) == point
    assert chromium.get_log("browser") == []


@pytest.mark.parametrize("dimension", [1, 2])
def test_regions_are_drawn_within_their_frame(browser: Chrome, dimension: int) -> None:
    boxes = [[[-0.5, 0.25]] * dimension, [[1.0, 1.5]] * dimension]
    region = {"boxes": boxes, "points": [], "seen": [[-0.25, 2.0]] * dimension}
    widths = browser.execute_script(
        """
        document.querySelector("main").prepend(regionFigure(arguments[0]));
        const box = (e) => [e.getBBox().x, e.getBBox().x + e.getBBox().width];
        const all = [...document.querySelectorAll("svg.held rect")].map(box);
        return all.map((ends) => ends.map((x) => (x - all[0][0]) / (all[0][1] - all[0][0])));
        """,
        region,
    )
    low, high = -0.5 - 0.08 * 2.5, 2.0 + 0.08 * 2.5
    sides = [(low, high), (-0.5, 0.25), (1.0, 1.5), (-0.25, 2.0)]
    expected = [[(c - low) / (high - low) for c in side] for side in sides]
    assert widths == [pytest.approx(ends, abs=1e-3) for ends in expected]
    assert texts(browser, "svg.held + figcaption li")[0].strip() == "the run never leaves these"


def test_symbols_keep_their_case_and_names_their_direction(browser: Chrome) -> None:
    said = browser.execute_script(
        "return ['tₖ = 1/k', 'f is 0', 'log(x)', 'a', 'a cycle', 'it ends'].map(sentence)"
    )
    assert said == ["tₖ = 1/k.", "f is 0.", "log(x).", "a.", "A cycle.", "It ends."]
    click(browser, ".matrix button.cell")
    wait(browser, lambda: is_open(browser))
    isolated = texts(browser, "#evidence bdi")
    assert isolated[0] in one(browser, "#evidence-title").text
    assert isolated[1].startswith("f(x) = ")


def test_plots_change_their_clock(browser: Chrome) -> None:
    click(browser, ".matrix button.cell")
    wait(browser, lambda: is_open(browser))
    before = one(browser, "#evidence [role=img]").get_attribute("aria-label")
    click(browser, "[name=clock][value=elapsed]")
    assert "at Σt = " in (one(browser, "#evidence [role=img]").get_attribute("aria-label") or "")
    click(browser, "[name=axis][value=linear]")
    click(browser, "[name=clock][value=k]")
    assert one(browser, "#evidence [role=img]").get_attribute("aria-label") == before
    drawn = browser.execute_script(
        "const c = document.querySelector('#evidence canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "return d.some((v) => v > 0)"
    )
    assert drawn


def test_the_keyboard_suffices(browser: Chrome) -> None:
    assert len(tab_stops(browser)) == 1
    browser.execute_script("document.querySelector('#matrix-region').focus()")
    stops = 0
    while focused(browser).get_attribute("data-finding") is None:
        focused(browser).send_keys(Keys.TAB)
        stops += 1
        assert stops < 10
    start = focused(browser).get_attribute("data-finding")
    focused(browser).send_keys(Keys.ARROW_RIGHT)
    second = focused(browser)
    assert second.get_attribute("data-finding") not in (None, start)
    second.send_keys(Keys.ENTER)
    wait(browser, lambda: is_open(browser))
    assert browser.execute_script(
        "return document.querySelector('#evidence').contains(document.activeElement)"
    )
    focused(browser).send_keys(Keys.ESCAPE)
    wait(browser, lambda: not is_open(browser))
    assert focused(browser) == second
    second.send_keys(Keys.ARROW_DOWN)
    below = focused(browser)
    assert below != second
    below.send_keys(Keys.ARROW_UP)
    assert focused(browser) == second
    assert tab_stops(browser) == [second]
    for _ in browser.find_elements(By.CSS_SELECTOR, ".matrix tbody tr"):
        focused(browser).send_keys(Keys.ARROW_UP)
    focused(browser).send_keys(Keys.ENTER)
    assert focused(browser).get_attribute("data-sort") is not None
    assert tab_stops(browser) == [focused(browser)]
    assert one(browser, ".matrix th[aria-sort]").get_attribute("aria-sort") == "descending"


def tab_stops(browser: Chrome) -> list[WebElement]:
    """The cells and headings of the matrix that Tab leads to."""
    script = "return [...document.querySelectorAll('.matrix button')].filter((b) => !b.tabIndex)"
    return list(browser.execute_script(script))


def test_an_address_opens_its_finding(browser: Chrome, small_page: Path) -> None:
    opened(browser, small_page, "#finding-7")
    assert is_open(browser)
    assert browser.current_url.endswith("#finding-7")


def test_light_and_dark(browser: Chrome) -> None:
    def paper() -> int:
        colour = one(browser, "body").value_of_css_property("background-color")
        return sum(int(part) for part in colour.split("(")[1].split(",")[:3])

    assert paper() > 600
    coloured(browser, "dark")
    wait(browser, lambda: paper() < 150)
    choose(browser, "#theme", "light")
    assert paper() > 600
    coloured(browser, "light")
    choose(browser, "#theme", "dark")
    assert paper() < 150


@pytest.mark.parametrize("view", ["matrix", "list"])
def test_a_phone_needs_no_sideways_scrolling(browser: Chrome, view: str) -> None:
    sized(browser, 360, 740)
    click(browser, f"[name=view][value={view}]")
    assert wide(browser) == 0
    region = one(browser, f"#{view}-region")
    assert region.get_property("scrollWidth") > region.get_property("clientWidth")
    click(browser, f"#{view}-region button.cell")
    wait(browser, lambda: is_open(browser))
    body = one(browser, ".dialog-body")
    for details in browser.find_elements(By.CSS_SELECTOR, "#evidence details"):
        browser.execute_script("arguments[0].open = true", details)
    assert body.get_property("scrollWidth") <= body.get_property("clientWidth")
    assert wide(browser) == 0


def test_ten_thousand_findings_open(browser: Chrome, tmp_path: Path) -> None:
    study, (findings, _) = real_study()
    large, many = enlarged(study, findings, 10_000)
    page, path = made(large, many), tmp_path / "index.html"
    path.write_text(page.text, encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    for name, text in page.evidence.items():
        (tmp_path / "evidence" / name).write_text(text, encoding="utf-8")
    opened(browser, path)
    assert shown(browser) == 10_000
    unfold(browser)
    choose(browser, "[name=method]", "usam")
    assert 0 < shown(browser) < 10_000
    click(browser, ".matrix tbody tr:last-child button.cell")
    wait(browser, lambda: is_open(browser))


def rows(browser: Chrome) -> int:
    """How many rows of the matrix are drawn."""
    return int(
        browser.execute_script("return document.querySelectorAll('.matrix tbody tr').length")
    )


def test_rows_are_drawn_before_they_are_seen(browser: Chrome, tmp_path: Path) -> None:
    """First a block of them; by scrolling, by keys and for print the others, in order."""
    study, (findings, _) = real_study(("quadratic",), ("sam", "usam"), iterations=50)
    page, path = made(*enlarged(study, findings, 180 * len(findings))), tmp_path / "index.html"
    path.write_text(page.text, encoding="utf-8")
    opened(browser, path)
    told = int(one(browser, ".matrix").get_attribute("aria-rowcount") or 0)
    assert told == 181
    assert 0 < rows(browser) < told - 1
    before = rows(browser)
    browser.execute_script("document.querySelector('#matrix-region').scrollTop = 1e6")
    wait(browser, lambda: rows(browser) > before)
    before = rows(browser)
    click(browser, ".matrix button.sort")
    assert rows(browser) >= before  # the reader stays where he was
    opened(browser, path)
    browser.execute_script("document.querySelector('.matrix tbody button').focus()")
    for _ in range(rows(browser) + 1):
        focused(browser).send_keys(Keys.ARROW_DOWN)
    place = focused(browser).find_element(By.XPATH, "ancestor::tr").get_attribute("aria-rowindex")
    assert int(place or 0) > 61
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    script = "return [...document.querySelectorAll('.matrix tbody tr')].map((r) => r.ariaRowIndex)"
    assert browser.execute_script(script) == [str(i) for i in range(2, 182)]
    assert len(set(texts(browser, ".matrix tbody .problem-name"))) == 180


def test_evidence_beside_the_page_is_loaded_when_it_is_asked_for(
    chromium: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of two problems; what is not there is named, and asked for again."""
    monkeypatch.setattr("sam_theory.report.page.render.INLINE", 0)
    study, (findings, skipped) = real_study(("huber", "ripple"), ("sam",))
    page = made(study, findings, skipped)
    assert len(page.evidence) == 2
    (tmp_path / "index.html").write_text(page.text, encoding="utf-8")
    opened(chromium, tmp_path / "index.html", "#finding-0")
    wait(chromium, lambda: one(chromium, "#failure").is_displayed())
    first, _ = page.evidence
    assert f"evidence/{first} must lie beside this page" in one(chromium, "#failure").text
    chromium.get_log("browser")
    (tmp_path / "evidence").mkdir()
    for name, text in page.evidence.items():
        (tmp_path / "evidence" / name).write_text(text, encoding="utf-8")
    for number in (0, len(findings) - 1):
        opened(chromium, tmp_path / "index.html", f"#finding-{number}")
        wait(chromium, lambda: chromium.find_elements(By.CSS_SELECTOR, ".uplot"))
        assert findings[number].problem in one(chromium, "#evidence").text
    assert len(chromium.find_elements(By.CSS_SELECTOR, "script[src]")) == 1
    assert chromium.get_log("browser") == []
