"""One person, one case at a time: what the prototype suggests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.experience.bands import lists_to_show, one_to_confirm
from workbench.experience.behaviour import behaviour
from workbench.experience.cases import draw_order
from workbench.experience.formulas import confirm, undo
from workbench.experience.lists import best_lists, lines_shown
from workbench.experience.measures import Measures, measures
from workbench.experience.mode import Mode
from workbench.experience.settled import Settled
from workbench.pricing.prevalence import real_proba
from workbench.scenario_people import USUAL_LINES

if TYPE_CHECKING:
    from workbench.evidence.evidence import Answering
    from workbench.pricing.costs import CostModel
    from workbench.scenario import Scenario

UNSETTLED = Settled()
LONGEST_ANSWER = 60
ALONE: dict[str, Mode] = {"act": "acted", "defer": "acted", "cascade": "acted"}
BY_MODEL = {"cascade": "No rule fired, and the model answered: handing the case over would not have saved more."}
BY_PERSON = {"cascade": "No rule fired, and this is one of the cases where a person saves most."}
NO_LIST = "No answer is likely enough to be listed, or all of them are."

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
    """What the person sees: `shown` in order. why: who answered and why, where several could have."""

    mode: Mode
    shown: tuple[Suggestion, ...]
    why: str = ""


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
    known: Settled = UNSETTLED,
    seed: int = 0,
    given: int | None = None,
) -> Screen:
    """What a policy shows for one case, decided by the policy's own formula where the candidate decides by cost.

    known: what the policy settles over all cases (`settled.settled`). A guesser shows what it guesses.
    given: the answer that came as an answer; it is acted on as it is, and every other screen goes by what it tells of the truth.
    """
    ranked = rank(proba, answering, costs, row, seed)
    if known.ruled is not None:
        return Screen(
            "acted", _pick(ranked, [known.ruled]), f"A rule answered: {known.rule}." if known.rule else "A rule answered."
        )
    if policy == "manual" or known.handed:
        return Screen("by hand", (), BY_PERSON.get(policy, ""))
    by_cost = answering in ("cheapest", "given")
    if policy in ALONE:
        first = ranked[:1] if given is None or policy != "act" else _pick(ranked, [given])
        return Screen(ALONE[policy], first, BY_MODEL.get(policy, ""))
    people = behaviour(scenario, costs.classes)
    sums = measures(cost_of_row(costs, row)[np.newaxis], people)
    proba = real_proba(np.asarray(proba, dtype=float), costs.weight)
    classes = [one for one in ranked if one.action < len(costs.classes)]
    if policy == "undo":
        return Screen("undo", _pick(ranked, [int((undo(sums.money, people)[0] @ proba).argmin())]) if by_cost else ranked[:1])
    if policy == "confirm":
        shown = [_to_confirm(proba, sums)] if by_cost else [classes[0].action]
        return Screen("confirm", _pick(classes, shown))
    if known.listed is not None:
        return _of_any_length(known.listed, classes, proba, by_cost)
    k = lines_shown(scenario.policies.k or USUAL_LINES, len(costs.classes))
    if not by_cost:
        return Screen("pick", tuple(classes[:k]))
    listed = _to_list(proba, sums, k)
    return Screen("pick", _pick(classes, sorted(listed, key=lambda action: -proba[action])))


def _of_any_length(listed: tuple[int, ...], classes: Sequence[Suggestion], proba: np.ndarray, by_cost: bool) -> Screen:
    """Return a list of the classes that are needed; a guesser shows as many of its guesses. proba (K,)."""
    if not listed:
        return Screen("by hand", (), NO_LIST)
    shown = sorted(listed, key=lambda action: -proba[action])
    return Screen("pick", _pick(classes, shown) if by_cost else tuple(classes[: len(listed)]))


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
