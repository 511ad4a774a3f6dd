"""`assess`: what would decide the rest of a record, and its picture."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from holding import flat

from sam_theory.cli.app import run_command
from sam_theory.properties.continuation import Continuation
from sam_theory.properties.forecast import forecast
from sam_theory.properties.judge import PROPERTIES, judge
from sam_theory.properties.laws import laws
from sam_theory.properties.needs import MARGIN, needs_of, readable
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Status

Capture = pytest.CaptureFixture[str]
Distance = Callable[[np.ndarray], np.ndarray]

UNIT = np.array([0.6, -0.8])
LAWS: dict[str, Distance] = {  # ‖xᵏ − x̄‖ for f = ‖x − x̄‖²/2, so that ‖∇f‖ is the same
    "linear": lambda k: np.exp(-k / 4000),
    "slower": lambda k: np.exp(-k / 20_000),
    "square root": lambda k: np.exp(-np.sqrt(k) / 60),
    "power": lambda k: (k + 300.0) ** -0.7,
    "two powers": lambda k: k**-2.0 + 0.01 * k**-0.5,
    "pure power": lambda k: 1.0 * k**-0.4,
}


def going_down(distance: Distance, count: int) -> Trace:
    """The record of `count` iterations along a ray to x̄ = 0."""
    k = np.arange(1, count + 1.0)
    r, after = distance(k), distance(k + 1)
    return trace_of_record(
        gradient_norm=r, value=r**2 / 2, iterate=r[:, None] * UNIT, step=(r - after) / r
    )


def undecided(trace: Trace) -> list[str]:
    """The properties that the record leaves undecided."""
    verdicts = judge(trace, Outlook())
    return [name for name in PROPERTIES if verdicts[name].status is Status.UNDECIDED]


def foretold(kind: str) -> int:
    """How many properties of a short record are decided after as many iterations as it is told.

    The record is the longest of some that leaves one open.
    """
    short = next(t for n in (1500, 300, 100, 60) if undecided(t := going_down(LAWS[kind], n)))
    ahead, tried = forecast(short, Outlook()), 0
    for name in undecided(short):
        needed = ahead.iterations(name, Status.CONSISTENT)
        if needed is None or needed > 100_000:
            continue
        tried += 1
        longer = going_down(LAWS[kind], int(readable(MARGIN * needed).replace(",", "")))
        assert name not in undecided(longer), (kind, name)
    return tried


def test_as_many_iterations_as_forecast_decide() -> None:
    assert sum(foretold(kind) > 0 for kind in LAWS) >= len(LAWS) - 1


@pytest.mark.parametrize("kind", ["linear", "pure power", "square root"])
def test_a_continued_record_is_like_the_longer_one(kind: str) -> None:
    short = going_down(LAWS[kind], 2000)
    ahead = Continuation(short)
    law = next(law for law in ahead.gradient_laws if law.limit == 0)
    continued = next(t for t in ahead.horizons(law) if t.iterations > 7000)
    real = going_down(LAWS[kind], continued.iterations)
    for name in ("gradients.high", "gradients.low", "moves.path", "elapsed.time"):
        ours, theirs = flat(continued)[name][-20:-2], flat(real)[name][-20:-2]
        assert np.allclose(ours, theirs, rtol=0.05, atol=2e-3 * theirs.max()), name
    ranges = [t.values.high - t.values.low for t in (continued, real)]  # type: ignore[operator]
    assert np.allclose(ranges[0][:-2], ranges[1][:-2], atol=0.02 * ranges[1].max())
    ours, theirs = flat(continued)["iterates.high"], flat(real)["iterates.high"]
    assert np.allclose(ours[:-2], theirs[:-2], atol=0.02 * theirs.max())


def test_laws_keep_to_what_is_fitted() -> None:
    k = np.geomspace(50, 3000, 90)
    best = laws(k, np.log(0.2 + 3 / k))[0]
    assert 0.9 < best.share <= 0.99
    assert best.limit == pytest.approx(0.2, rel=0.03)
    assert laws(k, -0.7 * np.log(k))[0].rate(2900, 3000) == pytest.approx(0.7, abs=0.01)
    assert laws(k[:5], k[:5]) == []


# -- what is missing ----------------------------------------------------------------------------


def needs(**columns: np.ndarray) -> dict[str, str]:
    trace = trace_of_record(**columns)
    return needs_of(trace, judge(trace, Outlook()))


def test_nothing_is_needed_where_all_is_decided() -> None:
    decided = going_down(lambda k: k**-1.0, 20_000)
    assert needs_of(decided, judge(decided, Outlook())) == {}


def test_iterates_are_asked_for() -> None:
    k = np.arange(1, 20_001.0)
    told = needs(gradient_norm=1 + 0.1 * np.sin(k), value=np.cos(k), step=0 * k + 0.1)
    assert "x1 … xn" in told["stationary-accumulation"]
    held = needs(gradient_norm=k**-0.3, value=5 - np.log(np.log(k + 2)), radius=0 * k + 0.01)
    assert all("tell L" in held[name] for name in held)
    assert set(held) == set(PROPERTIES)


def test_no_number_of_iterations_replaces_the_iterates() -> None:
    k = np.arange(1, 21.0)
    told = needs(gradient_norm=k**-0.5, value=1 / k)
    assert "only the iterates" in told["iterate-limit"]
    assert "only the iterates" not in told["gradient-limit"]
    assert "fewer than 300" in told["iterate-limit"]
    assert "foreseen" not in told["iterate-limit"]
    right, _, wrong = told["gradient-limit"].partition("; a longer record may look")
    assert "consistent if ‖∇f‖ falls like" in right
    assert "tends to" not in right
    assert wrong.startswith(" consistent, wrongly, if ‖∇f‖ tends to")


def test_the_rounding_floor_is_named() -> None:
    k = np.arange(1, 5001.0)
    r = np.maximum(np.exp(-k / 20), 1e-16 * (2 + np.sin(k)))
    x = 1e6 + r[:, None] * UNIT
    told = needs(
        gradient_norm=r, value=0 * k + 1, iterate=x, step=0 * k + 1e-9, radius=0 * k + 1e-3
    )
    assert told
    assert all("precision" in sentence for sentence in told.values())


def test_a_short_record_and_a_lawless_one() -> None:
    few = needs(gradient_norm=np.ones(5), value=np.ones(5))
    assert all("300" in sentence for sentence in few.values())
    rng = np.random.default_rng(3)
    k = np.arange(1, 3001.0)
    wild = needs(
        gradient_norm=np.exp(np.cumsum(rng.normal(size=3000)) / 3),
        value=rng.normal(size=3000),
        iterate=rng.normal(size=(3000, 2)),
        step=1 / k,
    )
    assert any("no law fits" in sentence for sentence in wild.values())


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1"), (3, "5"), (5, "5"), (6, "10"), (11, "20"), (40_001, "50,000"), (1e6, "1,000,000")],
)
def test_orders_of_magnitude(number: float, text: str) -> None:
    assert readable(number) == text


# -- the command --------------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A short record of a slow descent, which leaves something open."""
    k = np.arange(1, 401.0)
    r = np.exp(-k / 4000)
    path = tmp_path / "record.npz"
    np.savez(path, value=r**2 / 2, gradient_norm=r, iterate=r[:, None] * UNIT, step=0 * k + 1e-3)
    return path


def test_needs_stand_beside_the_verdicts(record: Path, capsys: Capture) -> None:
    assert run_command(["assess", str(record), "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    verdicts = document["properties"]
    assert tuple(verdicts) == PROPERTIES
    open_ = {name for name, verdict in verdicts.items() if verdict["status"] == "undecided"}
    assert set(document["needs"]) == open_ != set()
    assert run_command(["assess", str(record)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert all(sentence in shown for sentence in document["needs"].values())


@pytest.mark.parametrize(
    ("suffix", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("SVG", b"<?xml")]
)
def test_pictures(suffix: str, magic: bytes, record: Path, tmp_path: Path) -> None:
    targets = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
    for target in targets:
        assert run_command(["assess", str(record), "--figure", str(target)]) == 0
    one, two = (target.read_bytes() for target in targets)
    assert one.startswith(magic)
    assert one == two


@pytest.mark.parametrize("columns", [(), ("iterate", "step")])
def test_pictures_of_little(columns: tuple[str, ...], tmp_path: Path) -> None:
    for count in (1, 3, 40):
        zeros = {"value": np.zeros(count), "gradient_norm": np.zeros(count)}
        more = {"iterate": np.zeros((count, 2)), "step": np.ones(count)}
        chosen = {name: more[name] for name in columns if name in more}
        np.savez(tmp_path / "little.npz", **zeros, **chosen)
        target = tmp_path / f"{count}.png"
        assert run_command(["assess", str(tmp_path / "little.npz"), "--figure", str(target)]) == 0
        assert target.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("plot.jpg", ".png, .pdf or .svg"),
        ("plot", ".png, .pdf or .svg"),
        ("", ".png, .pdf or .svg"),
        ("nowhere/plot.png", "existing folder"),
    ],
)
def test_pictures_that_cannot_be(
    target: str, message: str, record: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = set(tmp_path.iterdir())
    path = str(tmp_path / target) if "/" in target else target
    assert run_command(["assess", str(record), "--figure", path]) == 2
    complaint = capsys.readouterr().err
    assert message in complaint
    assert complaint.count("\n") == 1
    assert set(tmp_path.iterdir()) == before


def test_a_bad_record_leaves_no_picture(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bad.csv").write_text("value,gradient_norm\n1,nan\n")
    target = tmp_path / "plot.png"
    assert run_command(["assess", str(tmp_path / "bad.csv"), "--figure", str(target)]) == 2
    assert "row 1" in capsys.readouterr().err
    assert not target.exists()


def damaged(path: Path, content: str) -> None:
    """Write a file of that name and trouble."""
    r = np.arange(1, 2001.0) ** -1
    if content == "one array":
        with path.open("wb") as file:
            np.save(file, r)
    elif content == "one wide field":
        path.write_text(f"value,gradient_norm\n{'1' * 200_000},1\n")
    elif content == "text":
        path.write_text("hello")
    else:
        np.savez_compressed(path, value=r, gradient_norm=r)
        whole = bytearray(path.read_bytes())
        whole[200:400] = bytes(byte ^ 0xFF for byte in whole[200:400])
        path.write_bytes(whole)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.npz", "one array", "numpy.savez"),
        ("a.npz", "text", "numpy.savez"),
        ("a.npz", "damage", "cannot be read"),
        ("a.csv", "one wide field", "field larger"),
    ],
)
def test_damaged_records_are_refused_in_a_sentence(
    name: str, content: str, message: str, tmp_path: Path, capsys: Capture
) -> None:
    damaged(tmp_path / name, content)
    assert run_command(["assess", str(tmp_path / name)]) == 2
    complaint = capsys.readouterr().err
    assert message in complaint
    assert "allow_pickle" not in complaint
    assert complaint.count("\n") == 1


def test_without_a_picture_matplotlib_is_not_imported(record: Path) -> None:
    script = (
        "import sys; from sam_theory.cli.app import run_command; "
        f"run_command(['assess', {str(record)!r}]); sys.exit('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0
