"""From behaviour in a study to money in real life, where suggestions are wrong less often than they were in the study.

Every draw is one guess of how people behave, from what was seen and assumed; the policies' formulas (methods.md, section 6) price
it over all cases, with the screens as they were shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.experience.studies.answers import SHOWN_RIGHT, SHOWN_WRONG, Answers
from workbench.experience.studies.learned import ENOUGH, PRIOR_CASES, Beta, learned
from workbench.experience.studies.planned import DECIDED, Stratum, StudyPlan
from workbench.experience.studies.rates import Rate, rate
from workbench.experience.studies.times import means_of_people
from workbench.scenario import People, likely

DRAWS = 2_000
STREAM = 40_403


@dataclass(frozen=True)
class Shares:
    """How people judge on one screen. turned_down: of right suggestions. missed: of wrong ones, the share taken. slipped: of
    right lists that something was taken from, the share where that was wrong. Each as it was seen."""

    turned_down: Rate
    missed: Rate
    slipped: Rate


def shares(answers: Answers, seed: int = 0) -> Shares:
    """Count how people judged."""
    right, wrong = (answers.judged & (answers.stratum == status) for status in (SHOWN_RIGHT, SHOWN_WRONG))
    taken = right & answers.accepted
    return Shares(
        turned_down=rate(~answers.accepted[right], answers.person[right], seed),
        missed=rate(answers.accepted[wrong], answers.person[wrong], seed),
        slipped=rate(~answers.right[taken], answers.person[taken], seed),
    )


@dataclass(frozen=True)
class Judging:
    """What is known of how people judge on one screen, assumptions included."""

    turned_down: Beta
    missed: Beta
    slipped: Beta | None


def judging(screen: str, seen: Shares, people: People, prior: float = PRIOR_CASES) -> Judging:
    """Put what was seen on a screen together with what was assumed of it."""
    if screen == "undo":
        back = learned(seen.turned_down, people.takes_back_right, prior)
        return Judging(back, learned(seen.missed, 1.0 - likely(people.notices_in_time), prior), None)
    accepts, slips = likely(people.accepts_right), likely(people.picks_wrong_though_right_shown)
    missed = learned(seen.missed, 1.0 - likely(people.notices_wrong), prior)
    if screen == "confirm":
        return Judging(learned(seen.turned_down, 1.0 - accepts, prior), missed, None)
    return Judging(
        learned(seen.turned_down, max(1.0 - accepts - slips, 0.0), prior),
        missed,
        learned(seen.slipped, slips / max(accepts + slips, 1e-9), prior),
    )


@dataclass(frozen=True, eq=False)
class Persons:
    """Draws of who takes part: weights (D, people) that add up to 1, so that means vary as they do from person to person."""

    numbers: np.ndarray
    weights: np.ndarray

    def mean(self, values: np.ndarray, person: np.ndarray, otherwise: float) -> np.ndarray:
        """Return (D,): the mean of values (n,) of trials by person (n,), in each draw; `otherwise` where there are no trials."""
        if not len(values):
            return np.full(len(self.weights), otherwise)
        mine = self.weights[:, np.searchsorted(self.numbers, np.unique(person))]
        return np.asarray(mine @ means_of_people(values, person) / np.maximum(mine.sum(axis=1), 1e-300))


def persons(answers: Answers, seed: int, draws: int = DRAWS) -> Persons:
    """Draw who takes part: the Bayesian bootstrap over participants (Rubin 1981)."""
    numbers = np.unique(answers.person)
    rng = np.random.default_rng((seed, STREAM))
    return Persons(numbers, rng.dirichlet(np.ones(max(len(numbers), 1)), size=draws)[:, : len(numbers)])


@dataclass(frozen=True, eq=False)
class Hand:
    """Work by hand, in every draw (D,): seconds, and the share that ends wrong. own: that share by number of a true class; error
    is that of all the others."""

    seconds: np.ndarray
    error: np.ndarray
    own: dict[int, np.ndarray]

    def found(self, stratum: Stratum) -> np.ndarray:
        """Return (D,): what the answers that people find by hand cost on average."""
        if not stratum.slips:
            return (1.0 - self.error) * stratum.right + self.error * stratum.others
        apart = sum(stratum.slips[at] for at in self.own)
        told = sum((share * stratum.slips[at] for at, share in self.own.items()), np.zeros(len(self.error)))
        return stratum.right + self.error * (stratum.others - stratum.right - apart) + told


def by_hand(plan: StudyPlan, answers: Answers, drawn: Persons, seed: int, prior: float = PRIOR_CASES) -> Hand:
    """Draw what work by hand takes and how often it goes wrong, over all variants.

    A class has errors of its own where some are stated for it, or enough of it was worked by hand.
    """
    worked, rng = answers.worked, np.random.default_rng((seed, STREAM, 1))
    stated, classes = plan.people.by_hand_errors, plan.answers[: plan.classes]
    cases = np.bincount(answers.truth[worked], minlength=plan.classes)
    told = any(part.slips for one in plan.variants for part in one.world.parts)
    own = [at for at, name in enumerate(classes) if told and (name in stated or cases[at] >= ENOUGH)]

    def errors(rows: np.ndarray, assumed: float | tuple[float, float, float]) -> np.ndarray:
        seen = rate(~answers.right[rows], answers.person[rows], seed) if rows.any() else None
        return learned(seen, assumed, prior).draw(rng, len(drawn.weights))

    error = errors(worked & ~np.isin(answers.truth, own), plan.people.by_hand_error)
    by_class = {at: errors(worked & (answers.truth == at), stated.get(classes[at], plan.people.by_hand_error)) for at in own}
    seconds = drawn.mean(answers.hand_seconds[worked], answers.person[worked], likely(plan.people.by_hand))
    return Hand(seconds, error, by_class)


def in_life(
    plan: StudyPlan, variant: int, answers: Answers, hand: Hand, drawn: Persons, seed: int, prior: float = PRIOR_CASES
) -> np.ndarray:
    """Return (D,): what a variant costs per case of real life, people's time included, in each draw. answers: of this variant."""
    one, people = plan.variants[variant], plan.people
    world, draws = one.world, len(drawn.weights)
    cost = world.alone.share * np.full(draws, world.alone.listed)
    review = plan.review_fee if one.screen in ("defer", "cascade") else 0.0
    cost = cost + world.by_hand.share * (_worked(plan, world.by_hand, hand) + review)
    if one.screen not in DECIDED:
        return cost
    rng = np.random.default_rng((seed, STREAM, 2, variant))
    known = judging(one.screen, shares(answers), people, prior)
    down, missed = known.turned_down.draw(rng, draws), known.missed.draw(rng, draws)
    slipped = np.zeros(draws) if known.slipped is None else known.slipped.draw(rng, draws)
    for stratum, status, taken in ((world.right, SHOWN_RIGHT, 1.0 - down), (world.wrong, SHOWN_WRONG, missed)):
        rows = answers.judged & (answers.stratum == status)
        # What is done by itself takes nobody's time unless it is taken back.
        rows &= ~answers.accepted if one.screen == "undo" else True
        look = drawn.mean(answers.first[rows], answers.person[rows], assumed_look(one.screen, people, stratum.lines))
        looked = plan.wage * look * (1.0 - taken if one.screen == "undo" else 1.0)
        wrong = slipped if status == SHOWN_RIGHT else 1.0
        answered = (1.0 - wrong) * stratum.right + wrong * stratum.listed
        done = stratum.right if status == SHOWN_RIGHT else stratum.listed
        otherwise = _taken_back(plan, stratum, done, hand) if one.screen == "undo" else _worked(plan, stratum, hand)
        cost = cost + stratum.share * (looked + taken * answered + (1.0 - taken) * otherwise)
    return np.asarray(cost)


def _worked(plan: StudyPlan, stratum: Stratum, hand: Hand) -> np.ndarray:
    return plan.wage * hand.seconds + hand.found(stratum)


def _taken_back(plan: StudyPlan, stratum: Stratum, done: float, hand: Hand) -> np.ndarray:
    """Cost of an action that is taken back: a part of it stays, and the case is worked by hand."""
    stays = likely(plan.people.unrecovered)
    return plan.wage * hand.seconds + likely(plan.people.undo_fee) + stays * done + (1.0 - stays) * hand.found(stratum)


def assumed_look(screen: str, people: People, lines: float) -> float:
    """Seconds that looking at a screen, or taking an action back, is assumed to take, where nobody was seen to."""
    once = {"confirm": likely(people.confirm), "undo": likely(people.undo)}
    return once.get(screen, likely(people.read) * lines + likely(people.pick))
