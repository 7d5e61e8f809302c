"""Lists of any length, at several coverages at once: what each holds, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from workbench.experience.bands import band_of, by_band
from workbench.experience.behaviour import Behaviour
from workbench.experience.formulas import inside, outside
from workbench.experience.lists import MOST_LINES, lines_shown
from workbench.experience.measures import Measure, right_answers


@dataclass(frozen=True, eq=False)
class Lists:
    """Lists of n cases at G coverages, each the one before and more.

    row, answer, level (e,): the class `answer` is on the lists of case `row` from the coverage `level` on. held (n, G): whether
    the true class is. surest (n,): probability of the likeliest class.
    """

    row: np.ndarray
    answer: np.ndarray
    level: np.ndarray
    held: np.ndarray
    surest: np.ndarray
    classes: int

    def _summed(self, place: np.ndarray, values: np.ndarray | None = None) -> np.ndarray:
        """Return (n, G): the sum over the lines of each list. place, values (e,): of each line, and what it adds, or 1."""
        found = np.bincount(place, weights=values, minlength=self.held.size)
        return np.cumsum(found.reshape(self.held.shape), axis=1)

    @cached_property
    def _place(self) -> np.ndarray:
        """(e,): where in (n, G) a line enters its case's list."""
        return self.row * self.held.shape[1] + self.level

    @cached_property
    def _read(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return row, answer and place of the lines of lists that are shown: one that is too long by then is so ever after."""
        kept = self.shown.ravel()[self._place]
        return self.row[kept], self.answer[kept], self._place[kept]

    @cached_property
    def _kind(self) -> np.ndarray:
        """(n, G): twice the length of the list that is shown, or nothing, and one more where it holds the true class."""
        return (2 * self.lines + self.held) * self.shown

    @cached_property
    def lines(self) -> np.ndarray:
        """(n, G): how many classes are let in."""
        return self._summed(self._place)

    @cached_property
    def shown(self) -> np.ndarray:
        """(n, G): whether there is a list to choose from. With no class on it, all or too many, the case is worked by hand."""
        return (self.lines > 0) & (self.lines <= lines_shown(MOST_LINES, self.classes))

    def at(self, pick: np.ndarray) -> Lists:
        """Return the lists at one coverage a case, (n,)."""
        kept = self.level <= pick[self.row]
        held = self.held[np.arange(len(pick)), pick][:, np.newaxis]
        return replace(self, row=self.row[kept], answer=self.answer[kept], level=np.zeros(kept.sum(), dtype=np.int8), held=held)

    def of(self, case: int) -> np.ndarray:
        """Return the classes on the first list of a case; none where it is worked by hand."""
        start, end = np.searchsorted(self.row, (case, case + 1)) if self.shown[case, 0] else (0, 0)
        return self.answer[start:end][self.level[start:end] == 0]

    def worth(self, measure: Measure, people: Behaviour, y: np.ndarray) -> np.ndarray:
        """Return (n, G): what each list comes to given the truth y (n,), as `formulas.lists_given_truth` for any lengths."""
        bands = by_band(people)
        total = np.zeros((1, 1)) if measure.only_people else self._totals(measure, y)
        found = self._worth(measure, bands[0], y, total)
        if len(bands) > 1:
            place = band_of(people, self.surest)[:, np.newaxis]
            for index in range(1, len(bands)):
                np.copyto(found, self._worth(measure, bands[index], y, total), where=place == index)
        return found

    def _totals(self, measure: Measure, y: np.ndarray) -> np.ndarray:
        """Return (n, G): the worth of all answers on a list together, where it is shown."""
        row, answer, place = self._read
        if len(measure.answer) > 1:
            return self._summed(place, measure.answer[row, answer, y[row]])
        return self._summed(place, measure.answer[0].ravel().take(answer * self.classes + y[row]))

    def _worth(self, measure: Measure, people: Behaviour, y: np.ndarray, total: np.ndarray) -> np.ndarray:
        if len(measure.answer) == len(measure.by_hand) == 1:
            return self._worth_by_class(measure, people, y, total)
        case = np.arange(len(y)) if len(measure.answer) > 1 else np.zeros(1, dtype=np.intp)
        alone = np.arange(len(y)) if len(measure.by_hand) > 1 else np.zeros(1, dtype=np.intp)
        right, hand = measure.answer[case, y, y][:, np.newaxis], measure.by_hand[alone, y][:, np.newaxis]
        k, truth = np.maximum(self.lines, 1), y[:, np.newaxis]
        held = inside(measure, people, right, hand, (total - right) / np.maximum(k - 1, 1), k, truth)
        missed = outside(measure, people, hand, total / k, k, truth)
        return np.where(self.shown, np.where(self.held, held, missed), hand)

    def _worth_by_class(self, measure: Measure, people: Behaviour, y: np.ndarray, total: np.ndarray) -> np.ndarray:
        """Do the same where a case is worth what its truth says: a look-up, and so much for each unit of the list's sum."""
        k = np.arange(1, lines_shown(MOST_LINES, self.classes) + 1)[:, np.newaxis]
        right, hand = right_answers(measure.answer)[0], measure.by_hand[0]
        table = np.broadcast_to(hand, (len(k) + 1, 2, self.classes)).copy()
        table[1:, 0] = outside(measure, people, hand, 0.0, k)
        table[1:, 1] = inside(measure, people, right, hand, -right / np.maximum(k - 1, 1), k)
        found = table.ravel().take(self._kind * self.classes + y[:, np.newaxis])
        if not measure.only_people:
            unit = np.zeros((len(k) + 1, 2))
            unit[1:, :1] = (1.0 - people.notices_wrong) / k
            unit[2:, 1:] = people.picks_wrong / (k[1:] - 1)
            found += total * unit.ravel().take(self._kind)
        return found

    def seen(self, weight: np.ndarray) -> dict[str, np.ndarray]:
        """Return (n,) by name what each case's own list was like, counted in real-life cases, weight (n,)."""
        shown, held = self.shown[:, 0], self.held[:, 0]
        single = shown & (self.lines[:, 0] == 1)
        found = {
            "covered": held,
            "lines": np.where(shown, self.lines[:, 0], 0),
            "single": single,
            "single and wrong": single & ~held,
            "no list": ~shown,
        }
        return {name: values * weight for name, values in found.items()}
