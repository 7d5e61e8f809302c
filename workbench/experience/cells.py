"""The scored cases, whole or gathered into cells of cases that every policy treats alike.

With a matrix of plain numbers a case only matters through its truth, its fold and what is decided for it. A candidate that says
few different things (class shares, a rule) sorts a million cases into some hundred groups; with two classes each policy over a
model is a set of thresholds that cuts each group into a few cells. Policies then work on cells with a weight, and every figure is
the same as on single cases, because nothing is rounded: each cell keeps the probabilities of one of its own cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.prices import class_shares
from workbench.pricing.sample import Sample, from_cells, from_rows
from workbench.pricing.uncertainty import clusters, grouping

MOST_PATTERNS = 512
FIRST_ROWS = 10_000
MOST_GROUPS = 5_000
CLASS_SHARES = "cheapest answer"
"""The candidate that knows only how frequent each class is: the same screen with no model behind it."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells c of like cases; a cell is one case where nothing could be gathered.

    y (c,), fold (R, c), weight (c,): truth, fold in each repeat, how many cases. block (R, c): the groups whose means enter the
    t interval (the folds, unless these go forward in time). group (c,): the cell's group; all cells of one evidence share groups.
    proba: by candidate, (R, c, K). is_groups: the cells are the groups themselves. cell (n,): where each case went, or None.
    clusters (c,): codes of cases that hang together, where cells are single cases. in_blocks: the groups are blocks of time.
    case (c,): one case of each cell, None where each cell is its own case.
    """

    y: np.ndarray
    fold: np.ndarray
    weight: np.ndarray
    block: np.ndarray
    group: np.ndarray
    proba: dict[str, np.ndarray]
    pieces: tuple[np.ndarray, np.ndarray] | None = field(default=None, repr=False)
    is_groups: bool = False
    clusters: np.ndarray | None = None
    in_blocks: bool = False
    case: np.ndarray | None = None

    @cached_property
    def cell(self) -> np.ndarray | None:
        if self.pieces is None:
            return None
        order, sizes = self.pieces
        cell = np.empty(len(order), dtype=np.int32)
        cell[order] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        return cell

    def per_case(self, values: np.ndarray) -> np.ndarray:
        """Return (n,): the value of each case, given the value of each cell (c,) or (R, c)."""
        averaged = mean_of_repeats(values)
        return averaged if self.cell is None else averaged[self.cell]

    def sample(self, values: np.ndarray, known_shares: bool = False) -> Sample:
        """Describe the value of each cell (c,) or (R, c) as what it is: the values of n cases.

        known_shares: the shares of the classes are stated, and do not vary with the cases.
        """
        strata = self.y if known_shares else None
        if self.pieces is None:
            return from_rows(values, self.block, strata, self.clusters)
        return from_cells(values, self.weight, self.block[0], strata, self.in_blocks)

    def lift(self, values: np.ndarray, cells: Cells) -> np.ndarray | None:
        """Return values of coarser cells (or of the same ones) on these cells (c,), or None where neither holds the other."""
        if cells is self or (cells.pieces is None and self.pieces is None):
            return values
        return values[self.group] if cells.is_groups else None

    def mean(self, values: np.ndarray) -> float:
        return float(values @ self.weight / self.weight.sum())


def mean_of_repeats(values: np.ndarray) -> np.ndarray:
    """Return (c,): values (R, c) averaged over repeats; (c,) stands for all repeats and stays."""
    return values if values.ndim == 1 else values.mean(axis=0)


def within_classes(values: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return values (..., c) with the same mean and only what they are off the mean of their class, y (c,), left to vary.

    Where the shares of the classes are known, samples differ in the cases of a class and not in how many there are. weight (c,):
    cases of each cell.
    """
    sizes = np.bincount(y, weights=weight)
    shares = np.eye(len(sizes))[y] * (weight / sizes[y])[:, None]
    means = values @ shares
    return values + (values @ weight / weight.sum())[..., None] - means[..., y]


@dataclass(frozen=True, eq=False)
class Groups:
    """Cases that the same truth, fold and few-worded candidates put together, and each model's cases in order inside them.

    seen: predictions by name. first (G,): one case of each group. size (G,): cases in it. code (n,): group of each case.
    names: candidates that say few different things. given: candidates whose answers came as answers, one and the same in all
    cases of a group.
    """

    y: np.ndarray
    fold: np.ndarray
    block: np.ndarray
    seen: dict[str, Prediction]
    first: np.ndarray
    size: np.ndarray
    code: np.ndarray
    names: tuple[str, ...]
    given: tuple[str, ...] = ()
    ordered: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict, repr=False)

    @cached_property
    def cells(self) -> Cells:
        """The groups themselves as cells: enough for candidates that say few things, and for people alone."""
        pieces = (_sorted_by(self.code), self.size)
        return replace(self._cells(self.first, self.size, np.arange(len(self.first)), self.names, pieces), is_groups=True)

    def in_order(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return order (n,) and keys (n,): cases by group, then by p of the positive class; key = 2 * group + p."""
        if name not in self.ordered:
            p = self.seen[name].proba[0, :, 1]
            order = _sorted_by(self.code, p)
            self.ordered[name] = (order, 2.0 * self.code[order] + p[order])
        return self.ordered[name]

    def below(self, name: str, points: np.ndarray) -> np.ndarray:
        """Return (G, t): position in `in_order` where each group's cases reach each probability of points (t,)."""
        keys = self.in_order(name)[1]
        return np.searchsorted(keys, 2.0 * np.arange(len(self.size))[:, None] + points[None, :])

    def cut(self, name: str, points: np.ndarray) -> Cells:
        """Return the groups cut at these probabilities (t,) of a model with two classes."""
        order, _ = self.in_order(name)
        ends = np.cumsum(self.size)[:, None]
        edges = np.concatenate([ends - self.size[:, None], self.below(name, np.sort(points)), ends], axis=1)
        sizes = np.diff(edges, axis=1)
        filled = sizes > 0
        # The case in the middle of a cell is clear of the thresholds at its ends, whatever is rounded.
        cases = order[edges[:, :-1][filled] + sizes[filled] // 2]
        return self._cells(cases, sizes[filled], np.nonzero(filled)[0], (name, *self.names), (order, sizes[filled]))

    def _cells(
        self,
        cases: np.ndarray,
        weight: np.ndarray,
        group: np.ndarray,
        names: tuple[str, ...],
        pieces: tuple[np.ndarray, np.ndarray],
    ) -> Cells:
        proba = {name: self.seen[name].proba[:, cases].astype(np.float64) for name in names}
        block = self.block[:, cases]
        weights = weight.astype(float)
        return Cells(
            self.y[cases],
            self.fold[:, cases],
            weights,
            block,
            group,
            proba,
            pieces,
            in_blocks=self.block is not self.fold,
            case=cases,
        )


def whole(evidence: Evidence, group: np.ndarray | None = None) -> Cells:
    """Every case by itself."""
    proba = {name: prediction.proba for name, prediction in evidence.predictions.items()}
    group = np.arange(len(evidence.y)) if group is None else group
    each, block = np.ones(len(evidence.y)), grouping(evidence)[0]
    return Cells(evidence.y, evidence.fold, each, block, group, proba, clusters=clusters(evidence))


_COMPLETE: WeakKeyDictionary[Evidence, Evidence] = WeakKeyDictionary()


def with_class_shares(evidence: Evidence) -> Evidence:
    """Return evidence that holds the opponent nobody can take away, also where only models were asked for."""
    if CLASS_SHARES in evidence.predictions:
        return evidence
    found = _COMPLETE.get(evidence)
    if found is None:
        found = _COMPLETE[evidence] = evidence.with_prediction(class_shares(evidence))
    return found


_GROUPS: WeakKeyDictionary[Evidence, Groups] = WeakKeyDictionary()


def groups(evidence: Evidence) -> Groups:
    """Return the groups of an evidence with one repeat, worked out once and forgotten with the evidence."""
    found = _GROUPS.get(evidence)
    if found is None:
        found = _GROUPS[evidence] = _group(evidence)
    return found


def _group(evidence: Evidence) -> Groups:
    block = grouping(evidence)[0]
    code = _numbered(evidence.fold[0].astype(np.int64) * len(evidence.classes) + evidence.y)
    if block is not evidence.fold:
        code = _numbered(code * (int(block.max()) + 1) + block[0])
    names = []
    for name, prediction in evidence.predictions.items():
        if prediction.kind not in ("baseline", "rule") or prediction.answering not in ("cheapest", "given"):
            continue
        patterns = _patterns(prediction.proba[0])
        apart = None if patterns is None else _numbered(code * (int(patterns.max()) + 1) + patterns)
        if apart is not None and apart.max() < MOST_GROUPS:
            names.append(name)
            code = apart
    given = []
    for name, prediction in evidence.predictions.items():
        apart = (
            None if prediction.answers is None else _numbered(code * (2 * len(prediction.answer_names) + 2) + _told(prediction))
        )
        if apart is not None and apart.max() < MOST_GROUPS:
            given.append(name)
            code = apart
    size = np.bincount(code)
    first = np.empty(len(size), dtype=np.intp)
    first[code[::-1]] = np.arange(len(code))[::-1]
    return Groups(
        evidence.y,
        evidence.fold,
        block,
        evidence.predictions,
        first,
        size,
        code.astype(np.uint16 if len(size) <= 2**16 else np.int32),
        tuple(names),
        tuple(given),
    )


def _told(prediction: Prediction) -> np.ndarray:
    """Return (n,): which answer was given, if any, and whether by a rule. Both change what is done with a case."""
    assert prediction.answers is not None
    return 2 * (prediction.answers + 1) + (0 if prediction.fired is None else prediction.fired)


def _numbered(code: np.ndarray) -> np.ndarray:
    """Return the codes (n,) numbered 0, 1, 2 ... without gaps, in the same order."""
    return (np.cumsum(np.bincount(code) > 0) - 1)[code]


def _sorted_by(code: np.ndarray, p: np.ndarray | None = None) -> np.ndarray:
    """Return order (n,) int32: by code (n,), then by p (n,) float32 in [0, 1].

    Sixteen bits at a time, the last first: numpy sorts them by counting, five times faster than numbers. The bits of
    floating-point numbers that are not negative stand in the order of the numbers.
    """
    if p is None:
        return np.argsort(code, kind="stable").astype(np.int32)
    bits = (p + np.float32(0.0)).astype(np.float32).view(np.uint32)
    order = np.argsort(bits.astype(np.uint16), kind="stable").astype(np.int32)
    order = order[np.argsort((bits >> 16).astype(np.uint16)[order], kind="stable")]
    return order[np.argsort(code[order], kind="stable")]


def _patterns(proba: np.ndarray) -> np.ndarray | None:
    """Return (n,): which of few different rows of proba (n, K) each one is, or None where there are many."""
    # Different rows have different sums under weights that no table holds by chance, and one column is quicker to sort than K.
    # Added column by column, so that equal rows give equal sums to the last bit.
    mixed = np.zeros(len(proba))
    for position, weight in enumerate(np.random.default_rng(7).normal(size=(proba.shape[1],))):
        mixed += weight * proba[:, position]
    known = np.empty(0)
    rest = mixed
    while len(rest):
        # Most rows say what the first thousands said, so only what is new is sorted.
        known = np.union1d(known, rest[:FIRST_ROWS])
        if len(known) > MOST_PATTERNS:
            return None
        rest = rest[known[np.minimum(np.searchsorted(known, rest), len(known) - 1)] != rest]
    return np.searchsorted(known, mixed)
