"""Real life with other class shares than the table: what that does to costs, to probabilities and to counts.

The cases of a class are taken to look the same in real life, and only the shares of the classes differ. A case of class y then
stands for w_y = real share / share in the table. Adjusting probabilities by w and weighing cases by w comes to the same as
multiplying every cost of truth y by w_y and leaving the probabilities alone, so nothing that was put in order is sorted again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.names import nearest, once_only, shown

SUMS_TO_ONE = 1e-3
SOMETHING_LEFT = 1e-6
THE_SAME = 0.02
LARGE_SHIFT = 5.0
AT_ONCE = 16_384
"""Probabilities at once, so that what is worked out in between stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Mix:
    """shares (K,): of each class in real life. weight (K,): w = real share / share in the table; 1 for a class without a case."""

    shares: np.ndarray
    weight: np.ndarray


def real_mix(stated: Mapping[str, float], classes: Sequence[str], sizes: np.ndarray) -> Mix | None:
    """Return the real-life shares, or None where none is stated.

    stated: by label; classes that are not named divide the rest in the table's proportions. sizes (K,): cases in the table.
    Raises UserError for a label that is no class or is named twice, shares that do not add up to 1, a share of 0, and a share for
    a class of which the table has no case.
    """
    if not stated:
        return None
    named = _named(stated, classes)
    rest = _rest(named, classes)
    table = np.asarray(sizes, dtype=float) / max(float(np.sum(sizes)), 1.0)
    open_classes = [i for i, name in enumerate(classes) if name not in named]
    shares = np.array([named.get(name, 0.0) for name in classes])
    if not open_classes:
        shares /= shares.sum()
    else:
        _refuse_without_cases(table[open_classes].sum(), rest, "the classes that are not named")
        shares[open_classes] = rest * table[open_classes] / max(table[open_classes].sum(), np.finfo(float).tiny)
    for position, name in enumerate(classes):
        _refuse_without_cases(table[position], shares[position], shown(name))
    return Mix(shares, np.divide(shares, table, out=np.ones(len(classes)), where=table > 0))


def _named(stated: Mapping[str, float], classes: Sequence[str]) -> dict[str, float]:
    named: dict[str, float] = {}
    for raw, share in stated.items():
        name = str(label(raw))
        if name not in classes:
            raise UserError(
                f"The real-life shares name {shown(raw)}, which is not among the {len(classes)} classes of the target.",
                "A share for a class that never occurs would be ignored, and the one that was meant would be missing.",
                nearest(name, classes, "classes"),
            )
        once_only(name, named, "real-life shares", "class")
        if share <= 0:
            raise UserError(
                f"The real-life share of {shown(raw)} is 0.",
                "Its cases in the table would count for nothing, and a rare class still occurs now and then.",
                f"State a small share for {shown(raw)}, such as 0.001, or take its cases out of the table.",
            )
        named[name] = float(share)
    return named


def _rest(named: Mapping[str, float], classes: Sequence[str]) -> float:
    """Return what is left for the classes that are not named."""
    total = sum(named.values())
    everyone = len(named) == len(classes)
    if everyone and abs(total - 1.0) <= SUMS_TO_ONE:
        return 0.0
    if not everyone and total < 1.0 - SOMETHING_LEFT:
        return 1.0 - total
    told = ", ".join(f"{shown(name)} {share:.4g}" for name, share in list(named.items())[:5])
    if everyone:
        fault, remedy = f"add up to {total:.6g}", "Change one so that they add up to 1, or leave one out: it gets the rest."
    else:
        fault = f"add up to {total:.6g} and leave nothing for the classes that are not named"
        remedy = "Lower them so that their sum is below 1, or name every class."
    raise UserError(f"The real-life shares ({told}) {fault}.", "Shares of all cases add up to exactly 1.", remedy)


def _refuse_without_cases(in_table: float, share: float, who: str) -> None:
    if share > 0 and in_table <= 0:
        raise UserError(
            f"The table has no case of {who}, whose share in real life is stated as {share:.4g}.",
            "What cannot be seen in any past case cannot be priced.",
            "Add such cases to the table, or change the shares.",
        )


def to_real(p: np.ndarray | float, weight: np.ndarray) -> np.ndarray:
    """Return what a probability of the positive class in the table's mix is in real life. weight (2,).

    Examples
    --------
    >>> to_real(0.8, np.array([0.9 / 0.5, 0.1 / 0.5])).round(4)
    array(0.3077)
    """
    return _reweighed(np.asarray(p, dtype=float), float(weight[0]), float(weight[1]))


def to_table(p: np.ndarray | float, weight: np.ndarray) -> np.ndarray:
    """The other way round: what a real-life probability of the positive class is in the table's mix. weight (2,)."""
    return _reweighed(np.asarray(p, dtype=float), float(weight[1]), float(weight[0]))


def _reweighed(p: np.ndarray, negative: float, positive: float) -> np.ndarray:
    if negative == positive:
        return p  # to the last digit, so that stating the table's own shares moves no line
    if not p.size or (p.min() >= 0.0 and p.max() <= 1.0):
        return _moved(p, negative, positive)
    inside = np.clip(p, 0.0, 1.0)
    return np.where(inside == p, _moved(inside, negative, positive), p)  # minus and plus infinity stand for always and never


def _moved(p: np.ndarray, negative: float, positive: float) -> np.ndarray:
    if p.ndim != 1 or p.size <= AT_ONCE:
        return _moved_at_once(p, negative, positive)
    found = np.empty(p.size)
    for start in range(0, p.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found[part] = _moved_at_once(p[part], negative, positive)
    return found


def _moved_at_once(p: np.ndarray, negative: float, positive: float) -> np.ndarray:
    up, down = p * positive, 1.0 - p
    down *= negative
    down += up
    return np.asarray(up / down)


def real_proba(proba: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return probabilities (..., K) in real life: each times its weight (K,), summing to 1 again."""
    if np.all(weight == weight[0]):
        return proba
    moved = proba * weight.astype(proba.dtype)
    return moved / moved.sum(axis=-1, keepdims=True)


def as_in_table(mix: Mix | None) -> str:
    """Say, where real-life shares are stated, that what stands before it was counted without them; nothing otherwise."""
    return "" if mix is None else " (Counted in the table as it is, before real-life shares.)"


def warnings(mix: Mix | None, classes: Sequence[str], sizes: np.ndarray) -> tuple[str, ...]:
    """Say what is assumed, and which few cases now stand for many. sizes (K,): cases in the table.

    Nothing is, where the shares are the table's own.
    """
    if mix is None or np.abs(mix.weight[np.asarray(sizes) > 0] - 1.0).max() < THE_SAME:
        return ()
    told = [
        "Class shares are those stated for real life. The cases of each class are assumed to look the same there as in the "
        "table; only the mix differs."
    ]
    present = mix.weight[np.asarray(sizes) > 0]
    if present.max() > LARGE_SHIFT or present.min() < 1.0 / LARGE_SHIFT:
        heavy = int(np.argmax(mix.weight))
        told.append(
            f"That is far from the table: {int(sizes[heavy]):,} {'case' if sizes[heavy] == 1 else 'cases'} of "
            f"{shown(classes[heavy])} {'stands' if sizes[heavy] == 1 else 'stand'} for "
            f"{mix.shares[heavy]:.1%} of real life, so {int(np.sum(sizes)):,} cases tell about as much as "
            f"{effective_cases(mix, sizes):,.0f} would in the real mix."
        )
    return tuple(told)


def effective_cases(mix: Mix, sizes: np.ndarray) -> float:
    """Return how many cases of equal weight would tell as much: the square of the sum of weights over the sum of squares."""
    return float((mix.weight * sizes).sum() ** 2 / (mix.weight**2 * sizes).sum())
