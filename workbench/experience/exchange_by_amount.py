"""The means that an exchange rate rests on, where prices follow a few columns: from moments, not from every case."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from workbench.experience.dearer import Dearer, dearer
from workbench.experience.outcome import Outcome
from workbench.pricing import moments
from workbench.pricing.affine import AffineCosts, covariance
from workbench.pricing.byamount import plus_and_times
from workbench.pricing.ownlines import Lines
from workbench.pricing.prices import Prices

MOST_KINDS = 255


class Means(NamedTuple):
    """means (5,) of what `exchange.PARTS` names, spread (5, 5): covariance of these means. wrong: cases the model is wrong in."""

    means: np.ndarray
    spread: np.ndarray
    wrong: float


class _Kinds(NamedTuple):
    """Cases told apart by what the model says of them: regions of `costs`. first, second, best (S, M): answers.

    They are what is expected to cost least, what is expected to cost least after it, and what does cost least; the first where
    that is no dearer.
    """

    costs: AffineCosts
    first: np.ndarray
    second: np.ndarray
    best: np.ndarray


def means_by_amount(outcome: Outcome, model: str, scores: np.ndarray | None, prices: Prices) -> Means | None:
    """Return the means, or None where the policy or the model was not priced by amounts.

    scores (n,) float32: of the model, in segment order; they tell its second-best answer. None where it came with answers.
    """
    policy, acting = outcome.case_costs, prices[model].case_costs
    if scores is None or not isinstance(policy, AffineCosts) or not isinstance(acting, AffineCosts) or acting.code is None:
        return None
    lines = Lines(*plus_and_times(prices.costs, acting.amounts), acting.amounts)
    if len(lines.plus) ** 3 > MOST_KINDS:
        return None
    kinds = _kinds(acting, lines, scores, dearer(prices, acting.amounts))
    return _described(policy, kinds, lines, prices.costs.weight)


def _kinds(acting: AffineCosts, lines: Lines, scores: np.ndarray, dear: Dearer) -> _Kinds:
    answers, amounts = len(lines.plus), acting.amounts
    truth = amounts.segments.truth
    code = _with_second(acting, lines, scores)
    if dear.always is not None:  # then truth and answer say which is best
        first, second = (np.tile(part, (len(truth), 1)) for part in np.divmod(np.arange(answers**2), answers))
        always = dear.always[:, truth].T
        best = np.where(np.take_along_axis(always, first, axis=1), always.argmin(axis=1)[:, np.newaxis], first)
    else:
        assert acting.code is not None
        code = code * np.uint8(answers) + _best(acting.code, dear.by_case)
        pair, best = (np.tile(part, (len(truth), 1)) for part in np.divmod(np.arange(answers**3), answers))
        first, second = np.divmod(pair, answers)
    found = amounts.moments(code, first.shape[1])
    return _Kinds(AffineCosts(amounts, first, second, code, found, acting.known_shares, acting.hanging), first, second, best)


def _with_second(acting: AffineCosts, lines: Lines, scores: np.ndarray) -> np.ndarray:
    """Return (n,) the model's answers as first * A + second, where second is what is expected to cost least after first."""
    answers, first = len(lines.plus), acting.code
    assert first is not None
    second = np.zeros_like(first)
    for answer in range(answers):
        others = [other for other in range(answers) if other != answer]
        here = (first == answer).view(np.uint8)
        if len(others) == 1:
            second += here * np.uint8(others[0])
        elif here.any():
            found, _ = Lines(lines.plus[others], lines.times[others], lines.amounts).decide(scores)
            second += here * np.array(others, dtype=np.uint8)[found]
    return first * np.uint8(answers) + second


def _best(first: np.ndarray, dear: np.ndarray) -> np.ndarray:
    """Return (n,) uint8: the first answer, (n,), where it is no dearer than the best one, elsewhere the best. dear (A, n)."""
    best, wrong, still = np.zeros_like(first), np.zeros(first.size, dtype=bool), np.ones(first.size, dtype=bool)
    for answer, above in enumerate(dear):
        wrong |= above & (first == answer)
        best += (still & ~above) * np.uint8(answer)
        still &= above
    return np.asarray(first * ~wrong + best * wrong)


def _described(policy: AffineCosts, kinds: _Kinds, lines: Lines, weight: np.ndarray) -> Means:
    truth = policy.segments.truth[:, np.newaxis]
    joint, right = policy.joint(kinds.costs), kinds.first == kinds.best
    own, spoiled, best = (
        (lines.plus[answer, truth], lines.times[answer, truth]) for answer in (kinds.first, kinds.second, kinds.best)
    )
    certain = right * weight[truth], np.zeros_like(own[1])
    broken = np.where(right, spoiled[0], own[0]), np.where(right[..., np.newaxis], spoiled[1], own[1])
    by_kind = [(plus[:, np.newaxis], times[:, np.newaxis]) for plus, times in (own, best, certain, broken)]
    by_kind.insert(1, (policy.plus[:, :, np.newaxis], policy.times[:, :, np.newaxis]))
    shape = joint.shape[:3]
    parts = [(np.broadcast_to(p, shape), np.broadcast_to(t, (*shape, lines.amounts.each))) for p, t in by_kind]
    levels = np.stack([policy.level(p, t, joint) for p, t in parts])
    plus = np.stack([p + level[:, np.newaxis, np.newaxis] for (p, _), level in zip(parts, levels, strict=True)])
    wrong = float((joint[..., 0] * ~right[:, np.newaxis]).sum())
    found = _means(plus, np.stack([t for _, t in parts]), joint, wrong)
    costs = [replace(kinds.costs, plus=p, times=t) for p, t in (own, best, certain, broken)]
    costs.insert(1, policy)
    return found._replace(spread=covariance(found.spread, found.means, levels, costs))


def _means(plus: np.ndarray, times: np.ndarray, joint: np.ndarray, wrong: float) -> Means:
    """plus (5, S, M, R), times (5, S, M, R, J); joint (S, M, R, Q)."""
    cases, sums, crossed = moments.unpacked(joint.reshape(-1, joint.shape[-1]), times.shape[-1])
    plus, times = plus.reshape(len(plus), -1), times.reshape(len(times), cases.size, times.shape[-1])
    n = cases.sum()
    followed = (times * sums).sum(axis=2)  # (5, cells)
    means = (plus @ cases + followed.sum(axis=1)) / n
    centred = plus - means[:, np.newaxis]
    mixed = centred @ followed.T
    squared = np.einsum("acj,cjk,bck->ab", times, crossed, times, optimize=True)
    return Means(means, ((centred * cases) @ centred.T + mixed + mixed.T + squared) / n**2, wrong)
