"""A small classifier trained by SAM over SGD with momentum: many replicas at once, in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sam_theory.setting.norms import norm


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Inputs (N, d) and their classes (N,), numbered from 0."""

    inputs: np.ndarray
    classes: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Shape:
    """d inputs, one hidden layer of tanh units, one output a class; P parameters."""

    inputs: int
    hidden: int
    outputs: int

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """The shapes of W₁, b₁, W₂, b₂."""
        return (
            (self.inputs, self.hidden),
            (1, self.hidden),
            (self.hidden, self.outputs),
            (
                1,
                self.outputs,
            ),
        )

    @property
    def size(self) -> int:
        """P."""
        return sum(rows * columns for rows, columns in self.parts)

    def split(self, weights: np.ndarray) -> list[np.ndarray]:
        """Views of (R, P) as W₁ (R, d, h), b₁ (R, 1, h), W₂ (R, h, c), b₂ (R, 1, c)."""
        views, start = [], 0
        for rows, columns in self.parts:
            stop = start + rows * columns
            views.append(weights[:, start:stop].reshape(-1, rows, columns))
            start = stop
        return views

    def start(self, rng: np.random.Generator) -> np.ndarray:
        """Random parameters, (P,): variance 1/fan-in (LeCun et al. 1998), biases 0."""
        weights = np.zeros((1, self.size))
        for part in self.split(weights)[::2]:
            part[:] = rng.standard_normal(part.shape) / np.sqrt(part.shape[1])
        return np.asarray(weights[0])


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What does not change during training."""

    radius: float
    momentum: float
    decay: float  # ℓ2: decay · w is added to the gradient, at w
    batch: int


def scores(shape: Shape, weights: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    """The outputs before the softmax, (R, N, c), for inputs (N, d) or (R, N, d)."""
    w1, b1, w2, b2 = shape.split(weights)
    return np.asarray(np.tanh(inputs @ w1 + b1) @ w2 + b2)


def loss(shape: Shape, weights: np.ndarray, samples: Samples) -> np.ndarray:
    """The mean cross-entropy, (R,)."""
    z = scores(shape, weights, samples.inputs)
    z = z - z.max(axis=-1, keepdims=True)
    chosen = z[:, np.arange(len(samples.classes)), samples.classes]
    return np.asarray((np.log(np.exp(z).sum(axis=-1)) - chosen).mean(axis=-1))


def accuracy(shape: Shape, weights: np.ndarray, samples: Samples) -> np.ndarray:
    """The share of samples whose class gets the greatest score, (R,)."""
    chosen = scores(shape, weights, samples.inputs).argmax(axis=-1)
    return np.asarray((chosen == samples.classes).mean(axis=-1))


def gradient(
    shape: Shape, weights: np.ndarray, inputs: np.ndarray, classes: np.ndarray
) -> np.ndarray:
    """The gradient of the mean cross-entropy of each replica's batch, (R, P).

    `inputs` is (R, B, d), `classes` (R, B).
    """
    w1, b1, w2, b2 = shape.split(weights)
    hidden = np.tanh(inputs @ w1 + b1)
    z = hidden @ w2 + b2
    p = np.exp(z - z.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    np.put_along_axis(p, classes[..., None], _chosen(p, classes) - 1, axis=-1)
    p /= classes.shape[-1]
    back = (p @ w2.swapaxes(1, 2)) * (1 - hidden**2)
    found = np.empty_like(weights)
    g1, c1, g2, c2 = shape.split(found)
    g1[:], c1[:, 0] = inputs.swapaxes(1, 2) @ back, back.sum(axis=1)
    g2[:], c2[:, 0] = hidden.swapaxes(1, 2) @ p, p.sum(axis=1)
    return found


def _chosen(p: np.ndarray, classes: np.ndarray) -> np.ndarray:
    return np.take_along_axis(p, classes[..., None], axis=-1)


def train(
    shape: Shape,
    start: np.ndarray,
    samples: Samples,
    recipe: Recipe,
    steps: np.ndarray,
    orders: Callable[[int], np.ndarray],
    observe: Callable[[int, np.ndarray], None],
) -> None:
    """Train R replicas from `start` (R, P), with the stepsizes `steps` (E, R) by epoch.

    w⁺ = w − tv, v = momentum · v + ∇f(w + ρ∇f(w)/‖∇f(w)‖) + decay · w, f the loss of a batch.
    `orders(epoch)` is (R, N), the order of the samples; `observe(epoch, weights)` is called after
    each of the epochs 1 … E. Samples that do not fill a batch are left out of that epoch.
    """
    weights, velocity = start.copy(), np.zeros_like(start)
    for epoch, step in enumerate(steps, 1):
        order = orders(epoch)
        for first in range(0, order.shape[1] - recipe.batch + 1, recipe.batch):
            chosen = order[:, first : first + recipe.batch]
            inputs, classes = samples.inputs[chosen], samples.classes[chosen]
            g = gradient(shape, weights, inputs, classes)
            size = norm(g)
            ascent = np.divide(g, size, out=np.zeros_like(g), where=size > 0)
            g = gradient(shape, weights + recipe.radius * ascent, inputs, classes)
            velocity = recipe.momentum * velocity + g + recipe.decay * weights
            weights = weights - step[:, None] * velocity
        observe(epoch, weights)
