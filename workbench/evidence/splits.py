"""Who is scored by whom: folds over the cases, identical for every candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.ordering import by_content
from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.data.framing import Framing
    from workbench.scenario import EvidenceChoice

NEVER = -1  # the fold of a case that is only trained on


@dataclass(frozen=True, eq=False)
class Splits:
    """fold (R, n) int8: the fold each case is scored in, -1 for cases that are only trained on.

    order (n,): the cases as they are dealt out and learned from, whatever order the table has (`workbench.data.ordering`).
    forward: folds follow time, and a fold is trained on the blocks before it. entity (n,) or None: cases of one entity never
    sit on both sides of a fold.
    """

    fold: np.ndarray
    folds: int
    order: np.ndarray
    forward: bool = False
    entity: np.ndarray | None = None
    notes: tuple[str, ...] = ()

    @property
    def repeats(self) -> int:
        return len(self.fold)

    @property
    def rows(self) -> np.ndarray:
        """Positions (int64) of the cases that are scored."""
        return np.flatnonzero(self.fold[0] != NEVER)

    def parts(self, repeat: int, fold: int) -> tuple[np.ndarray, np.ndarray]:
        """Return positions of training cases, in `order`, and of test cases, ascending."""
        mine = self.fold[repeat]
        test = mine == fold
        train = mine < fold if self.forward else ~test
        if self.forward and self.entity is not None:
            train &= ~np.isin(self.entity, self.entity[test])
        return self.order[train[self.order]], np.flatnonzero(test)


def split(framing: Framing, choice: EvidenceChoice) -> Splits:
    """Assign cases to folds: forward in time, by entity, or stratified, whichever the framing asks for.

    Raises UserError when there are not enough cases, moments or entities for the folds.
    """
    n = len(framing.y)
    if n < choice.folds + (framing.time is not None):
        raise _too_few(f"{n} cases with a known answer", choice.folds)
    seeds = range(choice.seed, choice.seed + choice.repeats)
    order = by_content(framing)
    if framing.time is not None:
        return _forward(framing, choice, order)
    y, fold = framing.y[order], np.empty((choice.repeats, n), dtype=np.int8)
    for repeat, seed in enumerate(seeds):
        if framing.entity is None:
            fold[repeat, order] = stratified_folds(y, choice.folds, seed % 2**32)
        else:
            fold[repeat, order] = entity_folds(y, _numbered(framing.entity[order]), choice.folds, seed % 2**32)
    return Splits(fold, choice.folds, order, entity=framing.entity)


def _numbered(entity: np.ndarray) -> np.ndarray:
    """Return the codes (n,) numbered by first appearance: the draws depend on the numbers."""
    _, first, codes = np.unique(entity, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[codes]


def _too_few(found: str, folds: int) -> UserError:
    return UserError(
        f"{found} cannot fill {folds} folds.",
        "Every fold needs cases to be scored and other cases to learn from.",
        "Use fewer folds, or a table with more cases.",
    )


def stratified_folds(y: np.ndarray, folds: int, seed: int) -> np.ndarray:
    """Return the fold (n,) int8 that StratifiedKFold(folds, shuffle=True, random_state=seed) scores each case in.

    Written out for two reasons: importing the library takes longer than all baselines together, and it refuses targets whose
    largest class has fewer cases than there are folds. A test holds both to the same answer.
    """
    _, first, codes = np.unique(y, return_index=True, return_inverse=True)
    # The library numbers classes by first appearance; the draws below depend on that order.
    by_appearance = np.empty(len(first), dtype=np.int64)
    by_appearance[np.argsort(first, kind="stable")] = np.arange(len(first))
    codes = by_appearance[codes]
    counts = np.bincount(codes)
    # Classes laid end to end and dealt out like cards: each fold gets its share of each class, and sizes differ by at most one.
    ends = np.cumsum(counts)
    generator = np.random.RandomState(seed)
    fold = np.empty(len(y), dtype=np.int8)
    for code, (count, end) in enumerate(zip(counts, ends, strict=True)):
        dealt = np.sort(np.arange(end - count, end) % folds)
        generator.shuffle(dealt)
        fold[codes == code] = dealt
    return fold


def entity_folds(y: np.ndarray, entity: np.ndarray, folds: int, seed: int) -> np.ndarray:
    """Return the fold (n,) int8 that StratifiedGroupKFold with this seed scores each case in."""
    from sklearn.model_selection import StratifiedGroupKFold

    present = len(np.unique(entity))
    if present < folds:
        raise _too_few("1 entity" if present == 1 else f"{present} different entities", folds)
    # The library refuses classes rarer than the folds; they are dealt as if they were the most frequent class.
    classes, codes, counts = np.unique(y, return_inverse=True, return_counts=True)
    stand_in = np.where(counts[codes] < folds, classes[counts.argmax()], y) if counts.max() >= folds else np.zeros_like(y)
    fold = np.zeros(len(y), dtype=np.int8)
    splitter = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    for number, (_, test) in enumerate(splitter.split(np.zeros(len(y)), stand_in, entity)):
        fold[test] = number
    if len(np.unique(fold)) < folds:
        raise _too_few(f"{present} different entities, as unequal as they are,", folds)
    return fold


def _forward(framing: Framing, choice: EvidenceChoice, order: np.ndarray) -> Splits:
    """Blocks of equal size in time order, as TimeSeriesSplit makes them: one more than folds, the first only trained on."""
    assert framing.time is not None
    n = len(framing.y)
    size = n // (choice.folds + 1)
    in_time = order[np.argsort(framing.time[order], kind="stable")]
    fold = np.full((1, n), NEVER, dtype=np.int8)
    start = n - choice.folds * size
    fold[0, in_time[start:]] = np.arange(choice.folds * size) // size
    notes = ["Folds go forward in time: each block of cases is scored by candidates that learned from earlier blocks only."]
    if choice.repeats > 1:
        notes.append("Folds in time order are the same whatever the shuffle, so they were run once.")
    splits = Splits(fold, choice.folds, order, forward=True, entity=framing.entity, notes=tuple(notes))
    if framing.entity is not None and any(not len(splits.parts(0, number)[0]) for number in range(choice.folds)):
        raise _too_few("Blocks of time in which every entity comes back", choice.folds)
    return splits
