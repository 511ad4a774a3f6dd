"""Figure 2 on a small scale: training loss of SAM over SGD with four stepsize schedules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.paper.network import Recipe, Samples, Shape, accuracy, loss, train
from sam_theory.report.drawing.lines import STYLES
from sam_theory.report.drawing.style import SINGLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work

if TYPE_CHECKING:
    from matplotlib.figure import Figure

RATE = 0.1  # η₁ of K24, section 5, as are ρ, momentum, ℓ2, batch and epochs
RECIPE = Recipe(radius=0.05, momentum=0.9, decay=0.001, batch=128)
EPOCHS, SEEDS, CONSTANTS = 200, 3, (0.1, 0.01, 0.001)
SHAPE, LATENT = Shape(inputs=32, hidden=64, outputs=10), 8
COUNT, HELD_OUT, NOISE, WRONG = 1280, 128, 0.1, 0.05  # 10 % validation; 5 % wrong labels
UNITS = 32  # of the random network that gives the classes
DATA_SEED = 2024
FORMULAS = {
    "Diminish 1": r"$\eta_1/n$",
    "Diminish 2": r"$\eta_1/n^{0.5001}$",
    "Diminish 3": r"$\eta_1/(m \log m)$",
}


def schedule(name: str, n: int) -> float:
    """The stepsize in epoch n = 1, 2, … of K24, section 5."""
    if name == "Diminish 1":
        return RATE / n
    if name == "Diminish 2":
        return float(RATE / n**0.5001)
    if name == "Diminish 3":
        m = n // 5 + 2
        return RATE / (m * log(m))
    return float(name)


@dataclass(frozen=True, kw_only=True)
class Curves:
    """Training loss after every epoch, and how good the networks are in the end."""

    losses: Mapping[str, np.ndarray]  # schedule -> (E, S), a column a seed
    validation: Mapping[str, np.ndarray]  # schedule -> (S,), accuracy in the end

    @property
    def best(self) -> str:
        """The constant of greatest validation accuracy, the least loss among equals."""
        constants = [name for name in self.losses if name not in FORMULAS]

        def quality(name: str) -> tuple[float, float]:
            return self.validation[name].mean(), -self.losses[name][-1].mean()

        return max(constants, key=quality)

    @property
    def shown(self) -> tuple[str, ...]:
        """The four schedules of the figure."""
        return (self.best, *FORMULAS)

    def against_constant(self, name: str) -> str:
        """Whether the schedule ends below or above the constant beyond both intervals."""
        _, low, high = (part[-1] for part in self.interval(name))
        _, least, greatest = (part[-1] for part in self.interval(self.best))
        if high < least:
            return "below"
        return "above" if low > greatest else "not apart from"

    def interval(self, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Geometric mean of the loss by epoch, and its 95 % t-interval: three (E,)."""
        from scipy.stats import t

        logs = np.log(self.losses[name])
        count = logs.shape[1]
        mean, error = logs.mean(axis=1), logs.std(axis=1, ddof=1) / np.sqrt(count)
        half = t.ppf(0.975, count - 1) * error
        return np.exp(mean), np.exp(mean - half), np.exp(mean + half)


def compute(work: Work, *, epochs: int = EPOCHS, seeds: int = SEEDS) -> Curves:
    """All schedules and constants, `seeds` runs each, trained side by side."""
    training, held_out = data_set()
    names = [*map(str, CONSTANTS), *FORMULAS]
    starts = [SHAPE.start(np.random.default_rng([DATA_SEED, seed, 1])) for seed in range(seeds)]
    orders = [np.random.default_rng([DATA_SEED, seed, 2]) for seed in range(seeds)]
    steps = [
        [schedule(name, n) for name in names for _ in range(seeds)] for n in range(1, epochs + 1)
    ]
    losses: list[np.ndarray] = []
    last = np.empty((len(names) * seeds, SHAPE.size))

    def order(_: int) -> np.ndarray:
        """The same order for all schedules, another for every seed."""
        drawn = [rng.permutation(len(training.classes)) for rng in orders]
        return np.tile(drawn, (len(names), 1))

    def observe(epoch: int, weights: np.ndarray) -> None:
        losses.append(loss(SHAPE, weights, training))
        last[:] = weights
        work.progress(epoch, epochs)

    train(
        SHAPE, np.tile(starts, (len(names), 1)), training, RECIPE, np.array(steps), order, observe
    )
    columns = np.array(losses).reshape(epochs, len(names), seeds)
    quality = accuracy(SHAPE, last, held_out).reshape(len(names), seeds)
    return Curves(
        losses={name: columns[:, i] for i, name in enumerate(names)},
        validation=dict(zip(names, quality, strict=True)),
    )


def data_set() -> tuple[Samples, Samples]:
    """The training and the validation samples: a random smooth image of a Gaussian in ℝ⁸.

    x = tanh(Bz) + noise, z standard normal; its class is the greatest output of a random network
    at z, and some classes are replaced by random ones.
    """
    rng = np.random.default_rng(DATA_SEED)
    z = rng.standard_normal((COUNT, LATENT))
    inputs = np.tanh(z @ rng.standard_normal((LATENT, SHAPE.inputs)) / np.sqrt(LATENT))
    inputs += NOISE * rng.standard_normal(inputs.shape)
    hidden = np.tanh(2 * z @ rng.standard_normal((LATENT, UNITS)) / np.sqrt(LATENT))
    classes = (hidden @ rng.standard_normal((UNITS, SHAPE.outputs))).argmax(axis=1)
    wrong = rng.random(COUNT) < WRONG
    classes = np.where(wrong, rng.integers(0, SHAPE.outputs, COUNT), classes)
    first = COUNT - HELD_OUT
    return (
        Samples(inputs=inputs[:first], classes=classes[:first]),
        Samples(inputs=inputs[first:], classes=classes[first:]),
    )


def draw(data: Curves) -> Figure:
    """The loss by epoch, with its interval."""
    from matplotlib.ticker import LogLocator, NullLocator

    figure = canvas(SINGLE_COLUMN, 2.6)
    axes = figure.subplots()
    for name, line in zip(data.shown, STYLES, strict=False):
        middle, low, high = data.interval(name)
        n = np.arange(1, len(middle) + 1)
        label = f"{name}, {FORMULAS[name]}" if name in FORMULAS else f"Constant, {name}"
        axes.fill_between(n, low, high, color=line.color, alpha=0.18, lw=0)
        axes.plot(n, middle, label=label, **line.keywords(marks=max(1, len(n) // 8)))
    axes.set(xlabel="epoch $n$", ylabel="training loss", yscale="log", xlim=(0, len(n)))
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 1.5, 2, 3, 4, 6, 8)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set_title("small-scale analogue", loc="left")
    axes.legend(loc="best")
    return figure


def caption(data: Curves) -> str:
    """What was trained on what, with every parameter, and that it is an analogue."""
    epochs, seeds = data.losses[data.best].shape
    quality = ", ".join(
        f"{name} {100 * data.validation[name].mean():.1f} % and {data.interval(name)[0][-1]:.2g}"
        for name in data.losses
    )
    against = ", ".join(f"{name} is {data.against_constant(name)}" for name in FORMULAS)
    return (
        "A small-scale analogue of Figure 2, not a reproduction: K24 trains ResNets on CIFAR. "
        f"Here a network {SHAPE.inputs}–{SHAPE.hidden} (tanh)–{SHAPE.outputs} (softmax) is trained "
        f"on {COUNT - HELD_OUT} generated samples (seed {DATA_SEED}): x = tanh(Bz) + {NOISE}·noise "
        f"in ℝ{SHAPE.inputs}, z standard normal in ℝ{LATENT}, the class the greatest entry of "
        f"V tanh(2Wz) with {UNITS} units, the entries of V and the noise standard normal, those "
        f"of B and W normal of variance 1/{LATENT}; {100 * WRONG:.0f} % of the classes redrawn at "
        "random. Start: weights normal of variance 1/fan-in, biases 0. As in K24: SAM with "
        f"constant ρ = {RECIPE.radius} over SGD with momentum {RECIPE.momentum}, "
        f"ℓ2 {RECIPE.decay}, batch {RECIPE.batch}, {epochs} epochs, η₁ = {RATE}, stepsize "
        "by epoch n, m = ⌊n/5⌋ + 2, log natural; Constant "
        f"is the best of {', '.join(map(str, CONSTANTS))}, by accuracy on {HELD_OUT} held-out "
        f"samples: {data.best}. Curves: cross-entropy on the training samples after the epoch, "
        f"without ℓ2; geometric mean of {seeds} runs (seeds 0 to {seeds - 1}: start and order), "
        f"shaded: 95 % t-interval of its logarithm. In the end {against} the constant, judged by "
        f"whether the intervals overlap. Held-out accuracy and training loss in the end: "
        f"{quality}."
    )


def record(data: Curves) -> Record:
    """A row an epoch: the loss of every run, then mean and interval by schedule."""
    seeds = data.losses[data.best].shape[1]
    headings, columns = ["epoch"], []
    for name, found in data.losses.items():
        label = name.lower().replace(" ", "-") if name in FORMULAS else f"constant-{name}"
        headings += [f"{label}_seed{seed}" for seed in range(seeds)]
        headings += [f"{label}_{part}" for part in ("mean", "low", "high")]
        columns += [*found.T, *data.interval(name)]
    rows = [(n, *map(float, row)) for n, row in enumerate(zip(*columns, strict=True), 1)]
    return Record(tuple(headings), tuple(rows))


item = FigureItem(
    name="figure-2",
    summary="training loss under four stepsize schedules: a small-scale analogue",
    source="K24, Figure 2 and section 5; network and data ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"epochs": 4, "seeds": 2},
)
