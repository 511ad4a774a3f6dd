"""From computed iterations to traces: where each run ends, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sam_theory.runs.folding import BOX, Cut, Quantities, Recorder
from sam_theory.runs.trace import (
    Elapsed,
    Ending,
    Errors,
    Estimates,
    Gradients,
    Iterates,
    Measured,
    Moves,
    Reason,
    Trace,
    Values,
)
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Problem

ROUNDING = 64 * np.finfo(np.float64).eps  # relative error allowed for two evaluations of ∇f
UNDERFLOW = 1e-290  # norms below are not measured: products of them leave the range


@dataclass(frozen=True, kw_only=True)
class Steps:
    """C consecutive iterations of R runs, as computed."""

    first: int  # k of row 0
    x: np.ndarray  # (C+1, R, n), row c is the iterate of k = first + c
    gradient: np.ndarray  # (C, R, n), ∇f(xᵏ)
    gradient_norm: np.ndarray  # (C, R)
    displaced: np.ndarray | None  # (C, R, n), xᵏ + vₖ; None where the method says of none
    estimate: np.ndarray  # (C, R, n), gₖ
    step: np.ndarray  # (C, R), tₖ
    radius: np.ndarray  # (C, R), ρₖ
    rests: np.ndarray  # (C, R), whether the method stays where ∇f(xᵏ) = 0, for ever

    def __len__(self) -> int:
        return len(self.gradient_norm)


@dataclass(frozen=True, kw_only=True)
class Chunk(Steps):
    """The same with f at every iterate, and what is stated of the errors, to be recorded."""

    value: np.ndarray  # (C, R), f(xᵏ)
    error_bound: np.ndarray  # (C, R), the bound on ‖gₖ − ∇f(xᵏ)‖/L; NaN where none is stated
    evaluations: np.ndarray  # (R,), of ∇f, on whose rounding gₖ − ∇f(xᵏ) rests


@dataclass
class Ledger:
    """What has been recorded of B runs, and how those that ended did."""

    starts: Sequence[np.ndarray]
    iterations: int
    lipschitz: float | None  # the upper bound of L in (3), where it is known
    measuring: np.ndarray  # (B,) of bool: whose errors ‖gₖ − ∇f(xᵏ)‖ are kept: nothing bounds them
    recorder: Recorder
    previous: np.ndarray  # (B,) f at the last iterate seen
    previous_work: np.ndarray  # (B,) ‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖ of the last step seen
    slack: np.ndarray  # (B,) worst slack of the error model
    slack_at: np.ndarray  # (B,) its k
    first_value: np.ndarray  # (B,)
    last: np.ndarray  # (B, n), NaN until an iterate is kept
    last_value: np.ndarray  # (B,)
    last_gradient: np.ndarray  # (B,)
    endings: dict[int, Ending] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        problem: Problem,
        starts: Sequence[np.ndarray],
        iterations: int,
        *,
        measuring: Sequence[bool] | None = None,
    ) -> Ledger:
        """An empty ledger; without errors, unless it is told whose are kept."""
        batch = len(starts)
        measured = np.zeros(batch, dtype=bool) if measuring is None else np.array(measuring, bool)
        return cls(
            starts=starts,
            iterations=iterations,
            lipschitz=problem.facts.lipschitz_bound,
            measuring=measured,
            recorder=Recorder(iterations, batch, problem.dimension, bool(measured.any())),
            previous=np.full(batch, np.inf),
            previous_work=np.full(batch, np.inf),
            slack=np.full(batch, np.inf),
            slack_at=np.zeros(batch, dtype=np.int64),
            first_value=np.full(batch, np.nan),
            last=np.full((batch, problem.dimension), np.nan),
            last_value=np.full(batch, np.nan),
            last_gradient=np.full(batch, np.nan),
        )

    def record(self, chunk: Chunk, active: np.ndarray) -> np.ndarray:
        """Fold the chunk in, end the runs that ended in it; returns the rows that count, (R,)."""
        reach, estimate = _reach(chunk), norm(chunk.estimate)[:, :, 0]
        lengths = self._end(chunk, active, reach, estimate)
        found = self.quantities(chunk, estimate, self.previous[active], self.previous_work[active])
        self.recorder.add(chunk.first, active, lengths, found)
        self._add_errors(chunk, active, lengths, found.low["estimate"], reach)
        self._keep_ends(chunk, active, lengths)
        self.previous[active] = chunk.value[-1]
        self.previous_work[active] = found.total["gradient_moves"][-1]
        return lengths

    def quantities(
        self, chunk: Chunk, estimate: np.ndarray, previous: np.ndarray, previous_work: np.ndarray
    ) -> Quantities:
        """What is kept of a chunk, but for the errors: (C, R) or (C, R, n).

        `estimate` is ‖gₖ‖, (C, R); `previous` and `previous_work` are f and the work before, (R,).
        """
        before = np.concatenate([previous[None], chunk.value[:-1]])
        squares = chunk.gradient_norm**2
        # Where gₖ is not defined the run ends: no step is taken, and ∇f(xᵏ) stands for gₖ.
        estimate = _or(estimate, chunk.gradient_norm, unless=np.isfinite(estimate))
        moves = norm(chunk.x[1:] - chunk.x[:-1])[:, :, 0]
        moves = _or(moves, 0.0, unless=moves == moves)
        work = chunk.gradient_norm * moves
        earlier_work = np.concatenate([previous_work[None], work[:-1]])
        extremes = {
            "gradient": chunk.gradient_norm,
            "value": chunk.value,
            BOX: chunk.x[:-1],
            "step": chunk.step,
            "radius": chunk.radius,
            "share": _or(chunk.gradient_norm / estimate, 1.0, unless=squares > 0),
            "estimate": estimate,
        }
        descent = descents(before, chunk.value, earlier_work)
        sums = {
            "path": moves,
            "elapsed": chunk.step,
            "gradient_squares": squares,
            "weighted_squares": chunk.step * squares,
            "gradient_moves": work,
            "estimate_moves": estimate * moves,
        }
        rise = chunk.value - before
        return Quantities(extremes | {"descent": descent}, extremes | {"rise": rise}, sums)

    def going(self, active: np.ndarray) -> np.ndarray:
        """Which of the active runs have not ended, (R,) of bool."""
        ended = np.zeros(len(self.starts), dtype=bool)
        ended[list(self.endings)] = True
        return np.asarray(~ended[active])

    def traces(self) -> tuple[Trace, ...]:
        """One trace a run."""
        return tuple(self._trace(run) for run in range(len(self.starts)))

    def _end(
        self, chunk: Chunk, active: np.ndarray, displaced: np.ndarray, estimate: np.ndarray
    ) -> np.ndarray:
        lengths, size = np.full(len(active), len(chunk)), chunk.gradient_norm
        sound = np.isfinite(chunk.value + size + displaced + estimate) & (size > 0)
        doubtful = np.flatnonzero(~sound.all(axis=0))
        if not len(doubtful):
            return lengths
        parts = (chunk.value, size, displaced, estimate, chunk.rests)
        over, still, lost, stuck = _ends(*(part[:, doubtful] for part in parts))
        for r in np.flatnonzero(over.any(axis=0)):
            c, run = int(over[:, r].argmax()), doubtful[r]
            ending = _ending(
                chunk.first + c, bool(still[c, r]), bool(lost[c, r]), bool(stuck[c, r])
            )
            self.endings[int(active[run])] = ending
            lengths[run] = ending.iteration - chunk.first + 1
        return lengths

    def _add_errors(
        self,
        chunk: Chunk,
        active: np.ndarray,
        lengths: np.ndarray,
        estimate: np.ndarray,  # (C, R), ‖gₖ‖
        reach: np.ndarray,  # (C, R), ‖xᵏ + vₖ‖
    ) -> None:
        """Fold in the errors that are kept, and hold the others against their bounds."""
        measured, L = self.measuring[active], self.lipschitz
        bounded = L is not None and not measured.all()
        if not bounded and not measured.any():
            return
        error = norm(chunk.estimate - chunk.gradient)[:, :, 0]
        if measured.any():
            errors = errors_of(chunk, error, measured)
            self.recorder.add(chunk.first, active[measured], lengths[measured], errors)
        if L is not None and bounded:
            scale = chunk.gradient_norm + estimate + L * reach
            self._check_error_model(chunk, active, lengths, error, scale, L)

    def _check_error_model(
        self,
        chunk: Chunk,
        active: np.ndarray,
        lengths: np.ndarray,
        error: np.ndarray,  # (C, R), ‖gₖ − ∇f(xᵏ)‖
        scale: np.ndarray,  # (C, R), of the rounding of both gradients
        lipschitz: float,
    ) -> None:
        """Hold ‖gₖ − ∇f(xᵏ)‖ against its bound at every k, up to rounding in both gradients."""
        rounding = (ROUNDING / 2 * chunk.evaluations) * scale
        allowed = lipschitz * chunk.error_bound + rounding + UNDERFLOW
        slack = (allowed - error) / allowed
        dead = np.arange(len(chunk))[:, None] >= lengths
        slack[dead | ~np.isfinite(slack)] = np.inf
        worse = slack.min(axis=0) < self.slack[active]
        at = slack[:, worse].argmin(axis=0)
        self.keep_slack(slack[at, np.flatnonzero(worse)], chunk.first + at, active[worse])

    def keep_slack(self, slack: np.ndarray, at: np.ndarray, runs: np.ndarray) -> None:
        """Keep the slack of the error model at k = `at` where it is the worst so far, (R,)."""
        better = slack < self.slack[runs]
        self.slack[runs[better]] = slack[better]
        self.slack_at[runs[better]] = at[better]

    def _keep_ends(self, chunk: Chunk, active: np.ndarray, lengths: np.ndarray) -> None:
        """Keep f at the first iterate, and x, f and ‖∇f‖ at the last one so far."""
        if chunk.first == 1:
            self.first_value[active] = chunk.value[0]
        counted = np.flatnonzero(lengths > 0)
        rows, runs = lengths[counted] - 1, active[counted]
        at = (rows, counted)
        self.keep_last(runs, chunk.x[at], chunk.value[at], chunk.gradient_norm[at])

    def keep_last(
        self, runs: np.ndarray, x: np.ndarray, value: np.ndarray, gradient_norm: np.ndarray
    ) -> None:
        """Keep the last iterates so far of these runs, with f and ‖∇f‖ there."""
        self.last[runs], self.last_value[runs] = x, value
        self.last_gradient[runs] = gradient_norm

    def _trace(self, run: int) -> Trace:
        horizon = Ending(
            reason="horizon",
            iteration=self.iterations,
            evidence=f"the run was stopped after {self.iterations} iterations",
        )
        ending = self.endings.get(run, horizon)
        cut = self.recorder.cut(run, ending.iteration)
        gradient, value, box = cut.span("gradient"), cut.span("value"), cut.span(BOX)
        return Trace(
            edges=cut.edges,
            ending=ending,
            gradients=Gradients(
                gradient.low,
                gradient.high,
                squares=cut.total["gradient_squares"],
                last=float(self.last_gradient[run]),
            ),
            values=Values(
                value.low,
                value.high,
                rise=cut.high["rise"],
                first=float(self.first_value[run]),
                last=float(self.last_value[run]),
            ),
            iterates=Iterates(
                low=box.low,
                high=box.high,
                first=np.asarray(self.starts[run], dtype=np.float64),
                last=self.last[run],
            ),
            moves=Moves(
                path=cut.total["path"],
                work=cut.total["gradient_moves"],
                descent=cut.low["descent"],
            ),
            steps=cut.span("step"),
            elapsed=Elapsed(time=cut.total["elapsed"], squares=cut.total["weighted_squares"]),
            radii=cut.span("radius"),
            estimates=self._estimates(cut),
            errors=self._errors(run),
            measured=self._errors_of(cut) if self.measuring[run] else None,
        )

    def _estimates(self, cut: Cut) -> Estimates:
        norms = cut.span("estimate")
        work = cut.total["estimate_moves"]
        return Estimates(norms.low, norms.high, share=cut.span("share"), work=work)

    def _errors_of(self, cut: Cut) -> Measured:
        error = cut.span("error")
        share, total = cut.high["error_share"], cut.total["errors"]
        return Measured(error.low, error.high, share=share, elapsed=total)

    def _errors(self, run: int) -> Errors | None:
        """The worst slack of the error model; None where no k has one."""
        if not np.isfinite(self.slack[run]):
            return None
        return Errors(slack=float(self.slack[run]), at=int(self.slack_at[run]))


def errors_of(chunk: Chunk, error: np.ndarray, which: np.ndarray) -> Quantities:
    """What is kept of these errors ‖gₖ − ∇f(xᵏ)‖, (C, R), of some runs, (R,) of bool."""
    error, size, step = (  # `compress` lays out what it takes as it was
        a if which.all() else a.compress(which, axis=1)
        for a in (error, chunk.gradient_norm, chunk.step)
    )
    error = _or(error, 0.0, unless=np.isfinite(error))  # no step is taken there
    share = _or(error / size, 0.0, unless=error > 0)
    high = {"error": error, "error_share": share}
    return Quantities({"error": error}, high, {"errors": step * error})


def _reach(chunk: Chunk) -> np.ndarray:
    """‖xᵏ + vₖ‖, or where no vₖ is said, ‖xᵏ‖, (C, R)."""
    at = chunk.x[:-1] if chunk.displaced is None else chunk.displaced
    return np.asarray(norm(at)[:, :, 0])


def descents(before: np.ndarray, after: np.ndarray, work: np.ndarray) -> np.ndarray:
    """[f(xᵏ) − f(xᵏ⁺¹)] / (‖∇f(xᵏ)‖‖xᵏ⁺¹ − xᵏ‖); ∞ where the difference is lost in rounding."""
    with np.errstate(all="ignore"):  # before x¹ there is no step: ∞ by ∞
        drop = before - after
        resolved = np.abs(drop) > ROUNDING * np.maximum(np.abs(before), np.abs(after))
        return np.where(resolved & np.isfinite(before), drop / work, np.inf)


def _or(values: np.ndarray, otherwise: np.ndarray | float, *, unless: np.ndarray) -> np.ndarray:
    """The values, and these others unless that is so, which it nearly always is."""
    if not unless.all():
        values = values.copy()
        np.copyto(values, otherwise, where=~unless)
    return values


def _ends(
    value: np.ndarray,
    gradient: np.ndarray,
    displaced: np.ndarray,
    estimate: np.ndarray,
    rests: np.ndarray,
) -> tuple[np.ndarray, ...]:
    """Where runs are over, and whether they are still, lost, or stuck there, by sizes, (C, R)."""
    lost = ~(np.isfinite(value) & np.isfinite(gradient))
    stuck = ~np.isfinite(displaced) & ~lost
    astray = ~np.isfinite(estimate) & ~lost & ~stuck
    # Of a method that goes along another dᵏ than ±∇f(xᵏ), ∇f(xᵏ) = 0 need not stop xᵏ.
    still = (gradient == 0) & (rests | np.isnan(displaced))
    return lost | stuck | astray | still, still, lost, stuck


def _ending(k: int, still: bool, lost: bool, stuck: bool) -> Ending:
    """How a run ends at iteration k; an iterate with nonfinite f or ∇f is not part of the trace."""
    reason: Reason
    if still:
        reason, what, last = "stationary", "∇f(xᵏ) = 0 exactly", k
    elif lost and k == 1:
        reason, what, last = "outside the domain", "f or ∇f is not finite at the start,", 1
    elif lost:
        reason, what, last = "overflow", "f(xᵏ) or ‖∇f(xᵏ)‖ leaves the floating-point range", k - 1
    elif stuck:
        reason, what, last = "zero direction", "dᵏ = 0, which Algorithm 1a excludes,", k
    else:
        reason, what, last = "overflow", "∇f at the displaced point is not finite", k
    return Ending(reason=reason, iteration=last, evidence=f"{what} at k = {k}")
