"""Records with the formulas of their schedules, and many records at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from sam_theory.cli.app import run_command
from sam_theory.errors import UsageError
from sam_theory.study.assessing import assess, foretold, outlook_of_record
from sam_theory.verdict import Status

K = np.arange(1, 3001)


def write(path: Path, *, step: bool = True, digits: int = 17, k: np.ndarray = K) -> str:
    """Gradient descent with t = 1/k on f = ½x²: after k = 1 it is at 0, so with t = ½/k."""
    t = 0.5 / K
    x = 3 * np.cumprod(np.append(1.0, 1 - t[:-1]))
    rows = [f"value,gradient_norm,k,x1{',step' if step else ''}"]
    for i in k - 1:
        told = [0.5 * x[i] ** 2, x[i], int(i + 1), x[i], *([t[i]] if step else [])]
        rows.append(",".join(f"{number:.{digits}g}" for number in told))
    path.write_text("\n".join(rows) + "\n")
    return str(path)


def test_formulas_say_what_is_beyond_the_record() -> None:
    outlook = outlook_of_record(foretold("0.5/k", "0.1/k"), 3000)
    assert (outlook.step_diverges, outlook.step_vanishes) == (Status.PROVED, Status.PROVED)
    assert (outlook.product_summable, outlook.radius_vanishes) == (Status.PROVED, Status.PROVED)
    assert not outlook.radius_zero
    assert outlook_of_record(foretold("0.5/k**2", None), 10).step_diverges is Status.REFUTED
    assert outlook_of_record(foretold(None, "0"), 10).radius_zero
    assert outlook_of_record(foretold(None, None), 10).step_diverges is Status.UNDECIDED
    assert (
        "grows" in outlook_of_record(foretold("where(k < 9000, 0.1, 0.4)", None), 3000).grows_later
    )
    assert outlook_of_record(foretold(None, "0.1+0.1*sin(k)"), 10).radius_unsettled


def test_a_schedule_that_ends_is_no_stationary_point(tmp_path: Path) -> None:
    """t = ½/k² stops x short of 0: said so, the gradients are not taken for vanishing."""
    t = 0.5 / K**2
    x = 3 * np.cumprod(np.append(1.0, 1 - t[:-1]))
    rows = [f"{0.5 * a * a!r},{a!r}" for a in map(float, x)]
    path = tmp_path / "short.csv"
    path.write_text("\n".join(["value,gradient_norm", *rows]) + "\n")
    told = assess(str(path), foretold("0.5/k**2", "0"))
    assert told.verdicts["gradient-limit"].status is not Status.CONSISTENT
    assert told.trace.steps is not None
    np.testing.assert_allclose(told.trace.elapsed.time.sum(), t.sum())


def test_a_missing_column_is_filled_by_the_formula(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", step=False)
    assert assess(path, foretold(None, None)).trace.steps is None
    trace = assess(path, foretold("0.5/k", None)).trace
    np.testing.assert_allclose(trace.steps.high[:3], [0.5, 0.25, 0.5 / 3])


@pytest.mark.parametrize("digits", [17, 6])
def test_a_column_must_be_that_of_the_formula(tmp_path: Path, digits: int) -> None:
    path = write(tmp_path / "r.csv", digits=digits)
    assert assess(path, foretold("0.5/k", None)).trace.iterations == 3000
    with pytest.raises(UsageError, match=re.escape("at k = 2 it is 0.25, and 0.5/k**2 is 0.125")):
        assess(path, foretold("0.5/k**2", None))


def test_rows_have_the_k_that_they_say(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", k=K[::7])
    trace = assess(path, foretold("0.5/k", None)).trace
    assert trace.iterations == K[::7][-1]
    assert (trace.sampling.gapless, trace.sampling.placed) == (False, 7)


@pytest.mark.parametrize("zeros", [1, 2])
def test_a_second_zero_says_that_x_stays(tmp_path: Path, zeros: int) -> None:
    x = np.append(0.5 ** np.arange(200), np.zeros(zeros))
    rows = [f"{0.5 * a * a!r},{a!r},{a!r}" for a in map(float, x)]
    path = tmp_path / "rest.csv"
    path.write_text("\n".join(["value,gradient_norm,x1", *rows]) + "\n")
    assert assess(str(path), foretold(None, None)).trace.stopped is (zeros == 2)


@pytest.mark.parametrize(
    ("step", "radius", "told"),
    [
        ("0.1/L", None, "names L"),
        (None, "n", "names n"),
        ("1-k", None, "at k = 2"),
        ("x", None, "x"),
    ],
)
def test_formulas_that_cannot_be_meant_are_refused(
    tmp_path: Path, step: str | None, radius: str | None, told: str
) -> None:
    path = write(tmp_path / "r.csv", step=False)
    with pytest.raises(UsageError, match=told):
        assess(path, foretold(step, radius))


def test_many_records_broken_ones_among_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [write(tmp_path / f"{i}.csv") for i in range(3)]
    broken = tmp_path / "broken.csv"
    broken.write_text("value,gradient_norm\n1,2\n3\n")
    asked = ["assess", *good, str(broken), str(tmp_path / "none.csv"), "--step", "0.5/k"]
    assert run_command([*asked, "--json", "-"]) == 0
    records = json.loads(capsys.readouterr().out)["records"]
    assert list(records) == [*good, str(broken), str(tmp_path / "none.csv")]
    assert all("properties" in records[name] for name in good)
    assert "row 2 has 1" in records[str(broken)]["error"]
    assert "no file" in records[str(tmp_path / "none.csv")]["error"]
    assert run_command(asked) == 0
    shown = capsys.readouterr().out
    assert "3 of 5 files could be judged" in shown
    assert max(map(len, shown.splitlines())) <= 80
    one = assess(good[0], foretold("0.5/k", None)).verdicts
    assert {n: v.document() for n, v in one.items()} == records[good[0]]["properties"]


def test_status_2_only_if_none_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(tmp_path / f"{i}.csv") for i in range(2)]
    assert run_command(["assess", *names]) == 2
    assert "none of 2 files" in capsys.readouterr().err
    good = write(tmp_path / "r.csv")
    assert run_command(["assess", good, names[0], "--figure", str(tmp_path / "f.png")]) == 2
    assert "--figure draws one record" in capsys.readouterr().err
