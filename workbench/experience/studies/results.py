"""What a study found: how people relied on suggestions, how long they took, and which variant is probably cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from workbench.experience.studies.answers import NAMES, SHOWN_WRONG, Answers, gathered
from workbench.experience.studies.learned import PRIOR_CASES
from workbench.experience.studies.life import Shares, by_hand, in_life, persons, shares
from workbench.experience.studies.planned import DECIDED, StudyPlan
from workbench.experience.studies.rates import Rate, rate, resamples
from workbench.experience.studies.times import Seconds, means_of_people, of_people, ratio, seconds, t_interval
from workbench.experience.studies.trial import Trial
from workbench.pricing.estimate import Estimate
from workbench.pricing.wilson import wilson


@dataclass(frozen=True)
class Found:
    """One variant. shares: over- and under-reliance, and slips on lists; None where nothing was suggested.

    seconds: None for fewer than two trials. realised: currency a case, people's time included, with the study's share of wrong
    suggestions; None for fewer than two trials. time_cost: of that people's time. in_life: the same with real life's share of
    wrong suggestions, from what was seen and assumed. cheapest: probability that no variant is cheaper in real life;
    cheapest_resampled: share of draws of participants in which it was cheapest, by the costs that were realised.
    preferred: share of those who said which one they prefer.
    """

    title: str
    screen: str
    candidate: str
    trials: int
    shares: Shares | None
    seconds: Seconds | None
    lost: int
    realised: Estimate | None
    time_cost: float
    in_life: Estimate
    cheapest: float
    cheapest_resampled: float
    preferred: Estimate
    preferences: int
    helpful: Rate
    confidence: float | None


@dataclass(frozen=True)
class Pair:
    """Two variants by number, compared within each participant who did both: the second against the first.

    quicker: factor by which seconds change. missed: change of the share of wrong suggestions taken. cost: change of the realised
    cost of a case. None where fewer than two participants can tell.
    """

    first: int
    second: int
    people: int
    quicker: Estimate | None
    missed: Estimate | None
    cost: Estimate | None


@dataclass(frozen=True, eq=False)
class Results:
    """people: who answered at least one case; finished: who answered all. errors: of work by hand; errors_by_class: the same by
    true class. prior: cases that each assumption counts as. hand_seconds: of work by hand."""

    plan: StudyPlan
    people: int
    finished: int
    trials: int
    variants: tuple[Found, ...]
    pairs: tuple[Pair, ...]
    errors: Rate
    errors_by_class: dict[str, Rate]
    hand_seconds: Seconds | None
    prior: float
    answers: Answers = field(repr=False)

    @property
    def cheapest(self) -> int:
        """The variant that is most probably cheapest in real life."""
        return int(np.argmax([one.cheapest for one in self.variants]))


def results(
    plan: StudyPlan, trials: Sequence[Trial], preferences: Sequence[int | None] = (), prior: float = PRIOR_CASES
) -> Results:
    """Sum a study up. preferences: the variant that each one who said so prefers. prior: cases that an assumption counts as.

    Practice is left out. The same trials give the same numbers.
    """
    answers = gathered(plan, trials)
    worked = answers.worked
    classes = plan.answers[: plan.classes]
    by_class = {name: worked & (answers.truth == at) for at, name in enumerate(classes)}
    counted = np.unique(answers.person, return_counts=True)[1]
    return Results(
        plan=plan,
        people=len(counted),
        finished=int((counted >= len(plan.slots)).sum()),
        trials=len(answers.person),
        variants=_found(plan, trials, answers, preferences, prior),
        pairs=tuple(_pair(answers, *both) for both in combinations(range(len(plan.variants)), 2)),
        errors=_errors(answers, worked, plan.seed),
        errors_by_class={name: _errors(answers, rows, plan.seed) for name, rows in by_class.items() if rows.any()},
        hand_seconds=seconds(answers.hand_seconds[worked], answers.person[worked], np.zeros(int(worked.sum()), dtype=bool)),
        prior=prior,
        answers=answers,
    )


def _errors(answers: Answers, rows: np.ndarray, seed: int) -> Rate:
    return rate(~answers.right[rows], answers.person[rows], seed)


def _found(
    plan: StudyPlan, trials: Sequence[Trial], answers: Answers, preferences: Sequence[int | None], prior: float
) -> tuple[Found, ...]:
    parts = [answers.of(answers.variant == at) for at in range(len(plan.variants))]
    drawn = persons(answers, plan.seed)
    hand = by_hand(plan, answers, drawn, plan.seed, prior)
    life = np.stack([in_life(plan, at, part, hand, drawn, plan.seed, prior) for at, part in enumerate(parts)])
    cheapest = _least(life)
    resampled = _least(_resampled(plan, answers))
    said = [one for one in preferences if one is not None and 0 <= one < len(parts)]
    return tuple(
        Found(
            title=one.title,
            screen=one.screen,
            candidate=one.candidate,
            trials=len(part.person),
            shares=shares(part, plan.seed) if one.screen in DECIDED else None,
            seconds=seconds(part.final, part.person, part.lost),
            lost=int(part.lost.sum()),
            realised=of_people(part.cost, part.person) if len(part.person) > 1 else None,
            time_cost=float(part.time.mean()) if len(part.person) else 0.0,
            in_life=Estimate(float(life[at].mean()), *(float(end) for end in np.quantile(life[at], (0.025, 0.975)))),
            cheapest=float(cheapest[at]),
            cheapest_resampled=float(resampled[at]),
            preferred=_preferred(said, at),
            preferences=said.count(at),
            helpful=_helpful(trials, at, plan.seed),
            confidence=_confidence(trials, at),
        )
        for at, (one, part) in enumerate(zip(plan.variants, parts, strict=True))
    )


def _preferred(said: Sequence[int], variant: int) -> Estimate:
    low, high = wilson(float(said.count(variant)), float(len(said)))
    return Estimate(said.count(variant) / max(len(said), 1), float(low), float(high))


def _least(costs: np.ndarray) -> np.ndarray:
    """Return (V,): how often each is least, costs (V, D); ties count for all that tie in equal parts."""
    least = costs <= costs.min(axis=0) + 1e-12
    return np.asarray((least / least.sum(axis=0)).mean(axis=1))


def _resampled(plan: StudyPlan, answers: Answers) -> np.ndarray:
    """Return (V, D): realised cost per case of each variant when participants are drawn again.

    Cases are weighted as they come in real life: by whether the right answer is shown, which a study decides and life does not.
    """
    numbers, code = np.unique(answers.person, return_inverse=True)
    times = resamples(len(numbers), plan.seed) if len(numbers) else np.zeros((1, 0))
    costs = np.zeros((len(plan.variants), len(times)))
    for at, variant in enumerate(plan.variants):
        total, weight = np.zeros(len(times)), np.zeros(len(times))
        for stratum, name in enumerate(NAMES):
            rows = (answers.variant == at) & (answers.stratum == stratum)
            trials = times @ np.bincount(code[rows], minlength=len(numbers))
            cost = times @ np.bincount(code[rows], weights=answers.cost[rows], minlength=len(numbers))
            share = getattr(variant.world, name).share * (trials > 0)
            total += share * cost / np.maximum(trials, 1)
            weight += share
        costs[at] = total / np.maximum(weight, 1e-300)
    return costs


def _pair(answers: Answers, first: int, second: int) -> Pair:
    both = np.intersect1d(*(answers.person[answers.variant == at] for at in (first, second)))
    one, other = (answers.of((answers.variant == at) & np.isin(answers.person, both)) for at in (first, second))
    logs = [np.log(np.maximum(part.final, 0.05)) for part in (one, other)]
    enough = len(both) > 1
    difference = means_of_people(logs[1], other.person) - means_of_people(logs[0], one.person) if enough else np.empty(0)
    return Pair(
        first,
        second,
        len(both),
        ratio(difference) if enough else None,
        _missed(one, other),
        t_interval(means_of_people(other.cost, other.person) - means_of_people(one.cost, one.person)) if enough else None,
    )


def _missed(one: Answers, other: Answers) -> Estimate | None:
    """Return the mean difference of the share of wrong suggestions taken, over participants who met some in both."""
    parts = [part.of(part.judged & (part.stratum == SHOWN_WRONG)) for part in (one, other)]
    both = np.intersect1d(parts[0].person, parts[1].person)
    if len(both) < 2:
        return None
    parts = [part.of(np.isin(part.person, both)) for part in parts]
    before, after = (means_of_people(part.accepted.astype(float), part.person) for part in parts)
    return t_interval(after - before)


def _helpful(trials: Sequence[Trial], variant: int, seed: int) -> Rate:
    said = [one for one in trials if one.variant == variant and not one.practice and one.helpful is not None]
    return rate(np.array([one.helpful for one in said], dtype=bool), np.array([one.participant for one in said], dtype=int), seed)


def _confidence(trials: Sequence[Trial], variant: int) -> float | None:
    said = [one.confidence for one in trials if one.variant == variant and not one.practice and one.confidence is not None]
    return float(np.mean(said)) if said else None
