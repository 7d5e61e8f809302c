"""How people behave with the product, as single numbers ready for the formulas."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.scenario import Scenario, likely


@dataclass(frozen=True)
class Behaviour:
    """Seconds, shares and prices of one person working on one case.

    wage: currency a second. read (one line of a list), pick, confirm, by_hand: seconds.
    accepts_right, notices_wrong, picks_wrong, by_hand_error: shares (the symbols rho, delta, omega and e of the methods).
    hand_price: currency for working one case by hand. review_price: currency for handing one case over to a person.
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


def behaviour(scenario: Scenario) -> Behaviour:
    """Return the likely behaviour a scenario assumes, and what a person's work on one case is priced at.

    With a wage, time by hand costs wage times seconds, and handing a case over costs the review price on top of that
    (a fee, such as a queue or a tool). Without a wage but with a review price, that price is all that a case worked by hand
    costs, and says what a second of it costs: short looks at a suggestion are priced alike. With neither, the assumed wage of
    `People.wage_per_second` is used.
    """
    people, review = scenario.people, scenario.costs.review
    by_hand = likely(people.by_hand)
    all_in = people.wage_per_hour is None and review is not None
    wage = review / by_hand if all_in and review is not None and by_hand > 0 else people.wage_per_second
    paid = wage * by_hand
    return Behaviour(
        wage=wage,
        read=likely(people.read),
        pick=likely(people.pick),
        confirm=likely(people.confirm),
        by_hand=by_hand,
        accepts_right=likely(people.accepts_right),
        notices_wrong=likely(people.notices_wrong),
        picks_wrong=likely(people.picks_wrong_though_right_shown),
        by_hand_error=likely(people.by_hand_error),
        hand_price=(review or 0.0) if all_in else paid,
        review_price=(review or 0.0) if all_in else paid + (review or 0.0),
    )
