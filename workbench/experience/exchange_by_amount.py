"""The means that an exchange rate rests on, where prices follow one column: from moments of the amounts, not from every case."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from workbench.experience.dearer import Dearer
from workbench.experience.outcome import Outcome
from workbench.pricing.affine import AffineCosts
from workbench.pricing.byamount import plus_and_times
from workbench.pricing.ownlines import Lines
from workbench.pricing.prices import Prices


class Means(NamedTuple):
    """means (5,) of what `exchange.PARTS` names, spread (5, 5): covariance of these means. wrong: cases the model is wrong in."""

    means: np.ndarray
    spread: np.ndarray
    wrong: float


def means_by_amount(outcome: Outcome, model: str, scores: np.ndarray | None, prices: Prices) -> Means | None:
    """Return the means, or None where they do not follow from moments: another answer is best for small amounts than for large.

    scores (n,) float32: of the model, in segment order; they tell its second-best answer. None where it came with answers.
    """
    policy, acting = outcome.case_costs, prices[model].case_costs
    if scores is None or not isinstance(policy, AffineCosts) or not isinstance(acting, AffineCosts) or acting.code is None:
        return None
    plus, times = plus_and_times(prices.costs, acting.amounts)
    dear = Dearer(plus, times, acting.amounts).always
    if dear is None:
        return None
    pairs = _with_second(acting, Lines(plus, times, acting.amounts), scores)
    return _described(policy, pairs, np.stack((plus, times)), dear, prices.costs.weight)


def _with_second(acting: AffineCosts, lines: Lines, scores: np.ndarray) -> AffineCosts:
    """Return the model's answers as regions first * A + second, where second is what is expected to cost least after first."""
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
    code = first * np.uint8(answers) + second
    moments = acting.amounts.moments(code, answers * answers)
    return AffineCosts(acting.amounts, moments[..., 0], moments[..., 0], code, moments, acting.known_shares)


def _described(policy: AffineCosts, pairs: AffineCosts, lines: np.ndarray, dear: np.ndarray, weight: np.ndarray) -> Means:
    """lines (2, A, 2): plus and times of each answer by truth. dear (A, 2): whether an answer is not the best one for a truth."""
    truth, answers = policy.segments.truth, lines.shape[1]
    moments = policy.joint(pairs)
    first, second = np.divmod(np.arange(answers * answers), answers)
    right = ~dear[first][:, truth].T
    own, spoiled = lines[:, first][:, :, truth].swapaxes(1, 2), lines[:, second][:, :, truth].swapaxes(1, 2)
    best = lines[:, dear.argmin(axis=0)[truth], truth][:, :, np.newaxis]
    certain = np.stack([right * weight[truth][:, np.newaxis], np.zeros(right.shape)])
    by_pair = [own, np.broadcast_to(best, own.shape), certain, np.where(right, spoiled, own)]
    acting, perfect, good, broken = (np.broadcast_to(part[:, :, np.newaxis], (2, *moments.shape[:3])) for part in by_pair)
    paid = np.broadcast_to(np.stack((policy.plus, policy.times))[..., np.newaxis], acting.shape)
    parts = np.stack([acting, paid, perfect, good, broken])
    wrong = float((moments[..., 0] * ~right[:, np.newaxis]).sum())
    plus = np.stack([part[0] + policy.level(part[0], part[1], moments)[:, np.newaxis, np.newaxis] for part in parts])
    return _means(plus, parts[:, 1], moments, wrong)


def _means(plus: np.ndarray, times: np.ndarray, moments: np.ndarray, wrong: float) -> Means:
    """plus, times (5, S, M, R); moments (S, M, R, 3)."""
    cases, off, square = (moments[..., place].ravel() for place in range(3))
    plus, times = plus.reshape(len(plus), -1), times.reshape(len(times), -1)
    n = cases.sum()
    means = (plus @ cases + times @ off) / n
    centred = plus - means[:, np.newaxis]
    crossed = (centred * off) @ times.T
    spread = (centred * cases) @ centred.T + crossed + crossed.T + (times * square) @ times.T
    return Means(means, spread / n**2, wrong)
