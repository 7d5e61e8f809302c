"""People who behave by confidence, over two classes where sums of amounts say everything.

Which band either class would be shown in depends on the probability alone. So the probabilities fall into a few intervals, within
each of which people's behaviour is settled: a screen has two rows for each interval, one for either class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from workbench.evidence.evidence import Prediction
from workbench.experience.bands import SLACK, by_band
from workbench.experience.behaviour import Behaviour
from workbench.experience.measures import Measure
from workbench.pricing.ownlines import Lines
from workbench.pricing.prevalence import to_table
from workbench.pricing.scores import Scores

Table = Callable[[Measure, Behaviour], np.ndarray]


@dataclass(frozen=True, eq=False)
class Intervals:
    """cuts (I - 1,) float32: rising, from which probability of the second class, in the table's mix, the next interval goes.

    first, second (I,): the band, a place in `by_band`, in which either class would be shown.
    """

    cuts: np.ndarray
    first: np.ndarray
    second: np.ndarray

    def rows(self, table: Table) -> Table:
        """Return what shows the first and the second class, (1, 2 I, 2), given that of all bands alike, (1, 2, 2)."""

        def by_interval(measure: Measure, people: Behaviour) -> np.ndarray:
            found = np.stack([table(measure, who)[0] for who in by_band(people)])
            return np.stack([found[self.first, 0], found[self.second, 1]], axis=1).reshape(1, -1, found.shape[2])

        return by_interval

    def of(self, prediction: Prediction, scores: Scores) -> np.ndarray:
        """Return (n,) uint8 the interval that each case is in, in segment order. No share enters, so the last are kept."""
        known = _places.get(prediction)
        if known is None or known[0] is not scores or known[1] != self.cuts.tobytes():
            place = np.zeros(scores.ordered.size, dtype=np.uint8)
            for cut in self.cuts:
                place += scores.ordered >= cut
            known = _places[prediction] = scores, self.cuts.tobytes(), place
        return known[2]


_places: WeakKeyDictionary[Prediction, tuple[Scores, bytes, np.ndarray]] = WeakKeyDictionary()


def intervals(people: Behaviour, weight: np.ndarray) -> Intervals:
    """Return the intervals of people's bands; one where they have none. weight (2,): real-life cases for each of a class."""
    edges = np.array([edge for edge, _, _ in people.bands]) - SLACK
    falling = 1.0 - edges
    cuts = np.unique(np.concatenate([edges, falling]))
    cuts = cuts[(cuts > 0.0) & (cuts < 1.0)]
    lower, upper = np.append(0.0, cuts)[:, np.newaxis], np.append(cuts, 1.0)[:, np.newaxis]
    in_table = to_table(cuts, weight).astype(np.float32)
    return Intervals(in_table, (falling >= upper).sum(axis=1), (edges <= lower).sum(axis=1))


def decide(lines: Lines, scores: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return code (n,) uint8, the row that is expected to cost least in each case, and moments (S, 2 I, Q).

    lines: of the rows of `Intervals.rows`. scores (n,) float32; place (n,): as `Intervals.of`.
    """
    code = place * np.uint8(2)
    better = {each: lines.between(2 * each, 2 * each + 1) for each in np.flatnonzero(np.bincount(place)).tolist()}
    for _, part in lines.amounts.blocks:
        here, second = place[part], code[part]
        for interval, line in better.items():
            wins = line.better(scores, part)
            wins &= here == interval
            second += wins.view(np.uint8)
    return code, lines.amounts.moments(code, len(lines.plus))
