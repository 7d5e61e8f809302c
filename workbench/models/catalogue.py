"""The candidates, in the order they are run: what costs nothing first. Adding one means one class and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workbench.errors import UserError
from workbench.models.baselines import Baseline
from workbench.models.boosting import Boosting
from workbench.models.logistic import Logistic
from workbench.models.rule import OneRule
from workbench.models.text import Words

if TYPE_CHECKING:
    import numpy as np

    from workbench.data.framing import Framing
    from workbench.models.fold import Fold


class Candidate(Protocol):
    """Something that answers cases it has not seen.

    kind, answering: as in `evidence.Prediction`. title, meaning: for the screen. effort: expected time relative to one rule's,
    used for the time left until measured; 0 means at once, without fitting.
    """

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def answering(self) -> str: ...
    @property
    def effort(self) -> float: ...

    def fits(self, framing: Framing) -> bool:
        """Whether it applies to this question."""

    def answer(self, fold: Fold, classes: tuple[str, ...]) -> tuple[np.ndarray, str]:
        """Learn from the fold's training rows; return (n_test, K) float32 for its test rows and a sentence, or ""."""


CANDIDATES: tuple[Candidate, ...] = (
    Baseline("majority", "Majority", "Always gives the most frequent answer.", "likeliest"),
    Baseline("random", "Random", "Guesses, each answer as often as it occurs.", "drawn"),
    Baseline("cheapest answer", "Cheapest answer", "Always gives the one answer that costs least on average.", "cheapest"),
    OneRule(),
    Logistic(),
    Words(),
    Boosting(),
)


def names() -> tuple[str, ...]:
    """Return the names of all candidates, in the order they are run."""
    return tuple(candidate.name for candidate in CANDIDATES)


def chosen(wanted: tuple[str, ...], framing: Framing) -> tuple[Candidate, ...]:
    """Return the candidates named that fit the data, in the order they are run; all that fit when none is named."""
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        raise UserError(
            f"There is no candidate called {unknown[0][:80]!r}.",
            "Only candidates from the list can be compared.",
            f"Choose from: {', '.join(names())}.",
        )
    return tuple(candidate for candidate in CANDIDATES if (not wanted or candidate.name in wanted) and candidate.fits(framing))
