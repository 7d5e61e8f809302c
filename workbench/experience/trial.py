"""One person, one case at a time: what the prototype suggests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from workbench.experience.bands import lists_to_show, one_to_confirm
from workbench.experience.behaviour import behaviour
from workbench.experience.cases import draw_order
from workbench.experience.defer import handed_share
from workbench.experience.formulas import confirm
from workbench.experience.lists import best_lists, lines_shown
from workbench.experience.measures import Measures, measures
from workbench.pricing.prevalence import real_proba

if TYPE_CHECKING:
    from workbench.evidence.evidence import Answering
    from workbench.pricing.costs import CostModel
    from workbench.scenario import Scenario

USUAL_LINES = 3
LONGEST_ANSWER = 60
Mode = Literal["acted", "undo", "confirm", "pick", "by hand"]

WORDS = ((0.9, "almost certain"), (0.6, "likely"), (0.1, "possible"), (0.0, "a long shot"))


@dataclass(frozen=True)
class Suggestion:
    """One answer as it is shown. probability: of being the truth, None for an answer that is no class. Money is per case."""

    action: int
    answer: str
    probability: float | None
    expected_cost: float
    words: str


@dataclass(frozen=True)
class Screen:
    """What the person sees: `shown` in order. acted: carried out already; undo: that too, and it can be taken back for a while;
    by hand: nothing is suggested, the person decides."""

    mode: Mode
    shown: tuple[Suggestion, ...]


def cost_of_row(costs: CostModel, row: int) -> np.ndarray:
    """What one case really costs (A, K): its stated prices, whether they differ by row or not."""
    if costs.terms is not None:
        return costs.terms.at(tuple(float(column.values[row]) for column in costs.terms.columns))
    return costs.stated[row if len(costs.stated) > 1 else 0]


def rank(proba: np.ndarray, answering: Answering, costs: CostModel, row: int, seed: int = 0) -> tuple[Suggestion, ...]:
    """Every answer from the first the candidate would give to the last.

    Parameters
    ----------
    proba : (K,)
        Probability of each class for this case, in the table's mix of classes; what is shown is that of real life.
    answering : "cheapest", "likeliest", "drawn" or "given"
        How the candidate turns probabilities into an answer; ``drawn`` makes a real draw, seeded by case. Where answers are
        ``given``, this is the order in which others would follow, by what they tell about the truth.
    row : int
        Position of the case, for costs that differ by case and for the draw.
    """
    proba = real_proba(np.asarray(proba, dtype=float), costs.weight)
    expected = cost_of_row(costs, row) @ proba
    order = {
        "cheapest": lambda: np.argsort(expected, kind="stable"),
        "given": lambda: np.argsort(expected, kind="stable"),
        "likeliest": lambda: np.argsort(-proba, kind="stable"),
        "drawn": lambda: draw_order(proba, seed, row),
    }[answering]()
    return tuple(_suggestion(int(action), proba, expected, costs, answering) for action in order)


def _suggestion(action: int, proba: np.ndarray, expected: np.ndarray, costs: CostModel, answering: Answering) -> Suggestion:
    share = float(proba[action]) if action < len(proba) else None
    answer = costs.answers[action]
    first = action == int(np.argmax(proba))
    words = f"always says {answer[:LONGEST_ANSWER]}" if answering == "likeliest" and first else in_words(share, answering)
    return Suggestion(action, answer, share, float(expected[action]), words)


def in_words(probability: float | None, answering: Answering = "cheapest") -> str:
    """How sure, in a word: people read a word faster than a number, and a number promises more than there is."""
    if answering == "drawn":
        return "drawn at random"
    if answering == "likeliest":
        return "less frequent"
    if probability is None:
        return "to be safe"
    return next(word for floor, word in WORDS if probability >= floor)


def screen(
    policy: str,
    proba: np.ndarray,
    answering: Answering,
    costs: CostModel,
    row: int,
    scenario: Scenario,
    handed: bool = False,
    seed: int = 0,
    given: int | None = None,
) -> Screen:
    """What a policy shows for one case, decided by the policy's own formula where the candidate decides by cost.

    handed: whether ``defer`` gives this case to a person (see `handed_over_cases`). A guesser shows what it guesses.
    given: the answer that came as an answer; it is acted on as it is, and every other screen goes by what it tells of the truth.
    """
    ranked = rank(proba, answering, costs, row, seed)
    if policy == "manual" or (policy == "defer" and handed):
        return Screen("by hand", ())
    if policy in ("act", "defer"):
        return Screen("acted", ranked[:1] if given is None or policy == "defer" else _pick(ranked, [given]))
    by_cost = answering in ("cheapest", "given")
    people = behaviour(scenario, costs.classes)
    sums = measures(cost_of_row(costs, row)[np.newaxis], people)
    proba = real_proba(np.asarray(proba, dtype=float), costs.weight)
    classes = [one for one in ranked if one.action < len(costs.classes)]
    if policy == "confirm":
        shown = [_to_confirm(proba, sums)] if by_cost else [classes[0].action]
        return Screen("confirm", _pick(classes, shown))
    k = lines_shown(scenario.policies.k or USUAL_LINES, len(costs.classes))
    if not by_cost:
        return Screen("pick", tuple(classes[:k]))
    listed = _to_list(proba, sums, k)
    return Screen("pick", _pick(classes, sorted(listed, key=lambda action: -proba[action])))


def _to_confirm(proba: np.ndarray, sums: Measures) -> int:
    if sums.people.bands:
        return int(one_to_confirm(proba[np.newaxis], sums)[0])
    return int((confirm(sums.money, sums.people)[0] @ proba).argmin())


def _to_list(proba: np.ndarray, sums: Measures, k: int) -> np.ndarray:
    if sums.people.bands:
        return lists_to_show(proba[np.newaxis], sums, k)[0]
    return best_lists(proba[np.newaxis], sums.money, sums.people, k)[0]


def _pick(suggestions: Sequence[Suggestion], actions: Sequence[int]) -> tuple[Suggestion, ...]:
    by_action = {one.action: one for one in suggestions}
    return tuple(by_action[int(action)] for action in actions)


def handed_over_cases(
    proba: np.ndarray, y: np.ndarray, costs: CostModel, scenario: Scenario, positions: np.ndarray
) -> np.ndarray:
    """Return (m,) bool: which cases at `positions` go to a person, as the policy `defer` decides over all cases.

    proba (n, K), y (n,): of all scored cases, since people's room is a share of them.
    """
    sums = measures(costs.cost, behaviour(scenario, costs.classes), costs.weight)
    return handed_share(np.asarray(proba, dtype=float), sums, scenario.policies.capacity, sums.weight[y])[positions] > 0.5
