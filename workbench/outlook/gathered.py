"""Cases gathered so that any design can be priced on few of them, once per evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.experience.cells import groups

MOST_CASES, FEWEST_CASES = 3_000, 800
MOST_SHARES = 20_000
MOST_CELLS = 1_000
STEPS = 60


@dataclass(frozen=True, eq=False)
class Gathered:
    """proba (c, K), y (c,): what a candidate says of the cases of a cell, and their truth. weight (c,): their share of all cases.

    cases (c,): the same share as it is in the table, whatever a case of each class counts. fold (c,): None where cells hold cases
    of several folds.
    """

    proba: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    cases: np.ndarray
    fold: np.ndarray | None = None

    def reweighed(self, mix: np.ndarray) -> Gathered:
        """Return the same cells where a case of each class counts mix (K,) times."""
        if np.all(mix == 1.0):
            return self
        moved = self.proba * mix
        moved /= (self.proba @ mix)[:, np.newaxis]
        return replace(self, proba=moved, weight=self.weight * mix[self.y])


def part_of(evidence: Evidence, amount: np.ndarray | None = None) -> tuple[Evidence, np.ndarray]:
    """Return some of the cases as evidence of their own, and the share of all cases that each stands for, (c,).

    All cases where they are few. Otherwise evenly spaced ones of each class, the rare classes in full as far as there is room,
    put in order of what a model says of them and, where it says much the same, of the amount (n,) at stake: so the part is like
    the whole in both. Every class keeps its share. Only the first repeat is kept.
    """
    y = evidence.y
    most = max(FEWEST_CASES, min(MOST_CASES, MOST_SHARES // len(evidence.classes)))
    sizes = np.bincount(y, minlength=len(evidence.classes))
    if len(y) <= most:
        kept = np.arange(len(y))
    else:
        takes = _room(sizes, most)
        order = _in_order(evidence, amount)
        by_class = [order[y[order] == k] for k in range(len(sizes))]
        kept = np.sort(np.concatenate([_spaced(cases, take) for cases, take in zip(by_class, takes, strict=True)]))
    counts = np.bincount(y[kept], minlength=len(sizes))
    weight = (sizes / np.maximum(counts, 1))[y[kept]] / len(y)
    seen = {name: _cut(one, kept) for name, one in evidence.predictions.items()}
    part = replace(
        evidence, rows=evidence.rows[kept], y=y[kept], fold=evidence.fold[:1, kept], shares=evidence.shares[:1], predictions=seen
    )
    return part, weight


def _in_order(evidence: Evidence, amount: np.ndarray | None) -> np.ndarray:
    """Return order (n,): by what the last model says of the truth of a case, in steps, and by the amount within a step."""
    told = [seen for seen in evidence.predictions.values() if seen.kind != "baseline"] or list(evidence.predictions.values())
    p = told[-1].proba[0, np.arange(len(evidence.y)), evidence.y]
    order = np.argsort(p, kind="stable")
    if amount is None:
        return order
    step = np.empty(len(p), dtype=np.intp)
    step[order] = np.arange(len(p)) * STEPS // len(p)
    # Amounts rise in one step and fall in the next, so that neighbours stay alike across its edge.
    return np.lexsort((np.where(step % 2 == 0, amount, -amount), step))


def _room(sizes: np.ndarray, most: int) -> np.ndarray:
    """Divide `most` places evenly among the classes; what a rare class does not need, the others get."""
    takes = np.zeros(len(sizes), dtype=np.intp)
    left = most
    for position, k in enumerate(np.argsort(sizes, kind="stable")):
        takes[k] = min(int(sizes[k]), max(left // (len(sizes) - position), 1))
        left -= takes[k]
    return takes


def _spaced(cases: np.ndarray, take: int) -> np.ndarray:
    return cases if take >= len(cases) else cases[((np.arange(take) + 0.5) * len(cases) / take).astype(np.intp)]


def _cut(seen: Prediction, kept: np.ndarray) -> Prediction:
    answers = None if seen.answers is None else seen.answers[kept]
    fired = None if seen.fired is None else seen.fired[kept]
    return replace(seen, proba=seen.proba[:1, kept], answers=answers, fired=fired, raw=None)


def gathered(seen: Prediction, whole: Evidence, part: Evidence, weight: np.ndarray, by_row: bool) -> Gathered:
    """Return a candidate's cells: of all cases where two classes or few different words make them few, else those of the part.

    by_row: prices differ from case to case, so that cases of a cell would not be alike.
    """
    if len(whole.classes) > 2 and not by_row and seen.name in groups(whole).names:
        few = groups(whole).cells
        share = few.weight / len(whole.y)
        return Gathered(few.proba[seen.name][0], few.y, share, share, few.fold[0])
    if by_row or len(whole.classes) > 2:
        return Gathered(part.predictions[seen.name].proba[0].astype(np.float64), part.y, weight, weight, part.fold[0])
    p = seen.proba[0, :, 1]
    cell = _cell(p)
    mean = np.bincount(cell, weights=p) / np.bincount(cell)
    counts = np.bincount(cell * 2 + whole.y, minlength=2 * len(mean))
    filled = np.flatnonzero(counts)
    share, positive = counts[filled] / len(p), mean[filled // 2]
    return Gathered(np.stack([1.0 - positive, positive], axis=1), filled % 2, share, share)


def _cell(p: np.ndarray) -> np.ndarray:
    """Return (n,): a cell each for few different probabilities, otherwise cells of about equally many cases in their order."""
    first = np.unique(p[: MOST_CELLS * 4])
    if len(first) <= MOST_CELLS:
        known, cell = np.unique(p, return_inverse=True)
        if len(known) <= MOST_CELLS:
            return cell.ravel()
    ranked = np.empty(len(p), dtype=np.intp)
    ranked[np.argsort(p, kind="stable")] = np.arange(len(p))
    cell = ranked * MOST_CELLS // len(p)
    return (np.cumsum(np.bincount(cell) > 0) - 1)[cell]
