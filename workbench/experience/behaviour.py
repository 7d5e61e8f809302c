"""How people behave with the product, as single numbers ready for the formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.names import nearest, once_only, shown
from workbench.scenario import People, Scenario, likely


@dataclass(frozen=True)
class Behaviour:
    """Seconds, shares and prices of one person working on one case.

    wage: currency a second. read (one line of a list), pick, confirm, by_hand: seconds.
    accepts_right, notices_wrong, picks_wrong, by_hand_error: shares (the symbols rho, delta, omega and e of the methods).
    hand_price: currency for working one case by hand. review_price: currency for handing one case over to a person.
    undo, undo_fee, notices_in_time, unrecovered: seconds and currency for taking an action back, the share of wrong actions that
    are noticed while they can be, and the share of a mistake's cost that stays then (t_undo, c_u, u and kappa of the methods).
    takes_back_right: the share of right actions that are taken back all the same.
    by_hand_errors (K,): e by true class, empty where it is `by_hand_error` for all of them.
    bands: (confidence, accepts_right, notices_wrong), least first: what holds of suggestions shown with at least this confidence
    and less than the next band's; below all of them the plain shares hold (`workbench.experience.bands`).
    """

    wage: float
    read: float
    pick: float
    confirm: float
    by_hand: float
    accepts_right: float
    notices_wrong: float
    picks_wrong: float
    by_hand_error: float
    hand_price: float
    review_price: float
    undo: float = 5.0
    undo_fee: float = 0.0
    notices_in_time: float = 0.5
    unrecovered: float = 0.2
    takes_back_right: float = 0.0
    by_hand_errors: tuple[float, ...] = ()
    bands: tuple[tuple[float, float, float], ...] = ()

    @property
    def errors(self) -> np.ndarray:
        """Share of cases that a person gets wrong by hand, by true class: (K,), or (1,) where it is the same for all."""
        return np.array(self.by_hand_errors or (self.by_hand_error,))


def behaviour(scenario: Scenario, classes: Sequence[str] = ()) -> Behaviour:
    """Return the likely behaviour a scenario assumes over these classes, and what a person's work on one case is priced at.

    With a wage, time by hand costs wage times seconds, and handing a case over costs the review price on top of that
    (a fee, such as a queue or a tool). Without a wage but with a review price, that price is all that a case worked by hand
    costs, and says what a second of it costs: short looks at a suggestion are priced alike. With neither, the assumed wage of
    `People.wage_per_second` is used. Raises UserError where errors are stated for what is no class.
    """
    people, review = scenario.people, scenario.costs.review
    by_hand = likely(people.by_hand)
    all_in = people.wage_per_hour is None and review is not None
    wage = review / by_hand if all_in and review is not None and by_hand > 0 else people.wage_per_second
    paid = wage * by_hand
    errors = by_class({name: likely(share) for name, share in people.by_hand_errors.items()}, classes)
    error = likely(people.by_hand_error)
    return Behaviour(
        wage=wage,
        read=likely(people.read),
        pick=likely(people.pick),
        confirm=likely(people.confirm),
        by_hand=by_hand,
        accepts_right=likely(people.accepts_right),
        notices_wrong=likely(people.notices_wrong),
        picks_wrong=likely(people.picks_wrong_though_right_shown),
        by_hand_error=error,
        hand_price=(review or 0.0) if all_in else paid,
        review_price=(review or 0.0) if all_in else paid + (review or 0.0),
        undo=likely(people.undo),
        undo_fee=likely(people.undo_fee),
        notices_in_time=likely(people.notices_in_time),
        unrecovered=likely(people.unrecovered),
        takes_back_right=likely(people.takes_back_right),
        by_hand_errors=tuple(errors.get(name, error) for name in classes) if errors else (),
        bands=tuple(sorted((one.confidence, likely(one.accepts_right), likely(one.notices_wrong)) for one in people.bands)),
    )


def as_labels(people: People) -> People:
    """Return people whose errors by class are named as the data's labels are: `1.0` is the class `1`."""
    return people.model_copy(update={"by_hand_errors": {str(label(name)): one for name, one in people.by_hand_errors.items()}})


def by_class(stated: Mapping[str, float], classes: Sequence[str]) -> dict[str, float]:
    """Return shares by class, named as the data's labels are. Raises UserError for a class that does not exist."""
    found: dict[str, float] = {}
    for written, share in stated.items():
        name = str(label(written))
        if name not in classes:
            raise UserError(
                f"people.by_hand_errors names {shown(written)}, which is not among the {len(classes)} classes of the target.",
                f"The {share:g} stated for it would be ignored, and the class that was meant would keep the overall share.",
                nearest(name, classes, "classes"),
            )
        once_only(name, found, "errors by hand", "class")
        found[name] = share
    return found
