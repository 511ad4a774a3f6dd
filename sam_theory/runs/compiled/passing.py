"""Runs passed between the engines: their states by rows for one, by columns for the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sam_theory.runs.batch import Batch
from sam_theory.runs.compiled.iteration import Iteration, State
from sam_theory.runs.recording import Ledger


def state_of(batch: Batch, ledger: Ledger, groups: Sequence[tuple[Any, int]]) -> State:
    """The state of all plans; that of a run that has ended does not matter."""
    x = np.full((batch.x.shape[1], len(batch.plans)), np.nan)
    x[:, batch.active] = batch.x.T
    memory, start = [], 0
    rows = np.full(len(batch.plans), -1)
    for _, block in batch.groups():
        rows[batch.active[block]] = np.arange(block.stop - block.start)
    for method, count in groups:
        here = rows[start : start + count]
        arrays = []
        for held in batch.memory[method.name]:
            array = np.full((batch.x.shape[1], count), np.nan)
            array[:, here >= 0] = held[here[here >= 0]].T
            arrays.append(array)
        memory.append(tuple(arrays))
        start += count
    return State(
        x,
        tuple(memory),
        ledger.previous.copy(),
        ledger.previous_work.copy(),
        ledger.last.T.copy(),
        ledger.last_gradient.copy(),
    )


def replaced(
    state: State, batch: Batch, back: np.ndarray, ledger: Ledger, iteration: Iteration
) -> State:
    """The state with these runs of the batch in it, as they stand there."""
    runs = batch.active[back]
    x, previous, work, last, gradient = (
        np.array(a) for a in (state.x, state.previous, state.work, state.last, state.gradient)
    )
    x[:, runs], last[:, runs] = batch.x[back].T, ledger.last[runs].T
    previous[runs], work[runs] = ledger.previous[runs], ledger.previous_work[runs]
    gradient[runs] = ledger.last_gradient[runs]
    memory, start = [], 0
    for (method, count), held in zip(iteration.groups, state.memory, strict=True):
        here = (batch.active >= start) & (batch.active < start + count)
        arrays = [np.array(array) for array in held]
        for array, rows in zip(arrays, batch.memory.get(method.name, ()), strict=False):
            array[:, batch.active[here & back] - start] = rows[back[here]].T
        memory.append(tuple(arrays))
        start += count
    return State(x, tuple(memory), previous, work, last, gradient)


def joined(batch: Batch, runs: np.ndarray, state: State, iteration: Iteration) -> Batch:
    """The batch with these runs besides, as they stand in the state."""
    active = np.concatenate([batch.active, runs])
    order = np.argsort(active)
    x = np.concatenate([batch.x, np.asarray(state.x)[:, runs].T])[order]
    memory, start = {}, 0
    for (method, count), held in zip(iteration.groups, state.memory, strict=True):
        end = start + count
        old = batch.active[(batch.active >= start) & (batch.active < end)]
        new = runs[(runs >= start) & (runs < end)]
        place = np.argsort(np.concatenate([old, new]))
        memory[method.name] = tuple(
            np.concatenate([*_rows(batch, method.name, i), np.asarray(array)[:, new - start].T])[
                place
            ]
            for i, array in enumerate(held)
        )
        start = end
    return replace(batch, active=active[order], x=x, memory=memory, buffers={})


def _rows(batch: Batch, name: str, i: int) -> list[np.ndarray]:
    held = batch.memory.get(name)
    return [] if held is None else [held[i]]
