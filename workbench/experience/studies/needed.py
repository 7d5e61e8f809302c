"""How many participants it takes: for a share as sure as is wanted, and to tell two variants apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

from workbench.experience.studies.life import judging
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.rates import Rate
from workbench.experience.studies.results import Results
from workbench.pricing.student import Z_800, Z_975

USUAL_HALF = 0.1
USUAL_ICC = 0.1
"""How alike one person's answers are taken to be before anybody was seen."""


@dataclass(frozen=True)
class Needed:
    """participants: in all; infinite where no number would do. more: on top of those who answered. trials: wrong suggestions, by
    variant, as if each came from another person."""

    participants: float
    more: float
    trials: int


def trials_for(share: float, half: float) -> int:
    """Return how many trials tell a share within plus or minus `half`, in 95 of 100 studies.

    >>> trials_for(0.3, 0.1)
    81
    """
    return ceil(Z_975**2 * share * (1.0 - share) / half**2 - 1e-9)


def trials_to_tell_apart(first: float, second: float) -> float:
    """Return how many trials an arm show that two shares differ, in 80 of 100 studies at the 95 % level; infinite if they do not.

    >>> trials_to_tell_apart(0.4, 0.2)
    79
    """
    if first == second:
        return inf
    spread = first * (1.0 - first) + second * (1.0 - second)
    return ceil((Z_975 + Z_800) ** 2 * spread / (first - second) ** 2 - 1e-9)


def discovered(share: float, people: int) -> float:
    """Return the probability that a problem which `share` of people have is met at least once; how frequent it is stays unknown.

    >>> round(discovered(0.31, 5), 2)
    0.84
    """
    return 1.0 - (1.0 - share) ** people


def for_precision(results: Results, variant: int, half: float = USUAL_HALF) -> Needed:
    """Return how many participants tell how often wrong suggestions are taken in a variant, within plus or minus `half`.

    What was assumed counts as a few cases, as everywhere: after a single trial nobody knows that it happens always, or never.
    """
    found = results.variants[variant]
    if found.shares is None or not found.shares.missed.cases:
        return _needed(results, trials_for(0.5, half), USUAL_ICC)
    known = judging(found.screen, found.shares, results.plan.people, results.prior).missed
    return _needed(results, trials_for(_inside(known.mean), half), _icc(found.shares.missed))


def to_tell_apart(results: Results, first: int, second: int, gap: float | None = None) -> Needed:
    """Return how many participants show that wrong suggestions are taken more often in one of two variants.

    gap: the difference that is to be shown, about the share that is taken in both together; None: the one that was seen. Each
    variant is taken for itself; that everybody meets both makes the real number rather smaller.
    """
    both = [_missed(results, at) for at in (first, second)]
    if any(one is None or not one.cases for one in both):
        return Needed(inf, inf, 0)
    shares = [_inside(one.share) for one in both if one is not None]
    if gap is not None:
        middle = min(max(sum(shares) / 2.0, gap / 2.0), 1.0 - gap / 2.0)
        shares = [middle - gap / 2.0, middle + gap / 2.0]
    trials = trials_to_tell_apart(*shares)
    return Needed(inf, inf, 0) if trials == inf else _needed(results, int(trials), max(_icc(one) for one in both))


def beforehand(plan: StudyPlan, half: float = USUAL_HALF, share: float = 0.3) -> Needed:
    """Return how many participants a design takes before anybody was seen, if `share` of wrong suggestions is taken."""
    each = _each(plan)
    if not each:
        return Needed(inf, inf, 0)
    trials = trials_for(share, half)
    people = ceil(trials * (1.0 + (each - 1) * USUAL_ICC) / each)
    return Needed(people, people, trials)


def _needed(results: Results, trials: int, icc: float) -> Needed:
    each = _each(results.plan)
    if not each:
        return Needed(inf, inf, trials)
    people = ceil(trials * (1.0 + (each - 1) * icc) / each)
    return Needed(people, max(people - results.people, 0), trials)


def _each(plan: StudyPlan) -> int:
    """Return how many wrong suggestions one participant meets in a variant."""
    block = plan.slots[: plan.per_variant]
    by_variant = [sum(plan.cases[slot[at]].shown[at].right is False for slot in block) for at in range(len(plan.variants))]
    return max(by_variant)


def _missed(results: Results, variant: int) -> Rate | None:
    found = results.variants[variant].shares
    return None if found is None else found.missed


def _inside(share: float) -> float:
    """Nobody ever, or everybody always, among a few: the next one may be the first."""
    return min(max(share, 0.05), 0.95)


def _icc(seen: Rate | None) -> float:
    return USUAL_ICC if seen is None or seen.people < 2 else seen.icc
