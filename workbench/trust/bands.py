"""Bands of a number with round borders: "under 25", "25 to 39", "$250 and over"."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from workbench.money import format_money

MOST_VALUES = 6
BANDS = 5
LEAST_SHARE = 0.05
ROUND = (1.0, 2.0, 5.0)
LOOKED_AT = 20_000
LAST_EXACT = 1e5
YEARS = (1500, 2200)

Name = Callable[[float], str]


def banded(values: np.ndarray, currency: str | None = None) -> tuple[list[str], np.ndarray]:
    """Return labels and codes (n,) of numbers (n,), -1 where missing. currency: of an amount of money.

    Few different values are groups as they are; otherwise bands follow the quintiles, with borders moved to round numbers.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return [], np.full(len(values), -1, dtype=np.intp)
    few, name = _few(known), namer(known, currency)
    if few is not None:
        labels = [name(float(value)) for value in few]
        codes = np.searchsorted(few, values).astype(np.intp)
    else:
        edges = borders(known)
        labels = _labels(edges, known, name)
        codes = np.searchsorted(edges, values, side="right").astype(np.intp)
    codes[np.isnan(values)] = -1
    return labels, codes


def borders(known: np.ndarray) -> np.ndarray:
    """Return the increasing borders between bands: a band holds what is at or above its lower border.

    The lowest value is a band of its own where it is as frequent as a band. Borders go where they leave less than a twentieth.
    """
    low = float(known.min())
    at_low = known == low
    spiked = at_low.mean() >= 1 / BANDS
    rest = known[~at_low] if spiked else known
    cuts = np.quantile(rest, np.arange(1, BANDS) / BANDS)
    start = float(rest.min())
    found = sorted({edge for edge in _rounded(cuts, start, float(rest.max())) if edge > start})
    if spiked or not found:
        first = _above(low, float(known[~at_low].min()))
        found = [first, *(edge for edge in found if edge > first)]
    return _wide_enough(np.array(found), known)


def _few(known: np.ndarray) -> np.ndarray | None:
    """Return the different values when they are few; a look at the first ones settles it for nearly every column."""
    if len(np.unique(known[:LOOKED_AT])) > MOST_VALUES:
        return None
    found = np.unique(known)
    return found if len(found) <= MOST_VALUES else None


def _rounded(cuts: np.ndarray, low: float, high: float) -> list[float]:
    """Move each cut to the nearest round number, as round as the distance to its neighbours allows."""
    gaps = np.diff(np.concatenate(([low], cuts, [high])))
    return [_to_round(float(cut), float(min(room))) for cut, room in zip(cuts, pairwise(gaps), strict=True)]


def _to_round(cut: float, room: float) -> float:
    if room <= 0:
        return cut
    step = _round_step(room * 0.7)
    return _plain(round(cut / step) * step)


def _round_step(most: float) -> float:
    """Return the largest of 1, 2 and 5 times a power of ten that is at most `most`."""
    size = 10.0 ** math.floor(math.log10(most))
    return max(size * factor for factor in ROUND if size * factor <= most * (1 + 1e-9))


def _above(low: float, following: float) -> float:
    """A round border between the lowest value and the one that follows it."""
    step = _round_step(following - low)
    border = _plain(math.floor(following / step + 1e-9) * step)
    return border if low < border <= following else following


def _plain(value: float) -> float:
    """Without what the last binary digits add: 0.30000000000000004 is 0.3."""
    return float(f"{value:.12g}")


def _wide_enough(edges: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Drop the lower border of the smallest band while it holds too little."""
    while len(edges) > 1:
        sizes = np.bincount(np.searchsorted(edges, known, side="right"), minlength=len(edges) + 1)
        smallest = int(sizes.argmin())
        if sizes[smallest] >= LEAST_SHARE * len(known):
            break
        edges = np.delete(edges, max(smallest - 1, 0))
    return edges


def _labels(edges: np.ndarray, known: np.ndarray, name: Name) -> list[str]:
    whole = _is_whole(known) and _is_whole(edges)
    low = float(known.min())
    alone = bool((known[known < edges[0]] == low).all())
    first = name(low) if alone else f"under {name(float(edges[0]))}"
    between = [_between(float(a), float(b), whole, name) for a, b in pairwise(edges)]
    if alone and between and not whole:
        between[0] = f"above {first} to under {name(float(edges[1]))}"
    return [first, *between, f"{name(float(edges[-1]))} and over"]


def _between(low: float, high: float, whole: bool, name: Name) -> str:
    if not whole or high > LAST_EXACT:
        return f"{name(low)} to under {name(high)}"
    return name(low) if high - low == 1 else f"{name(low)} to {name(high - 1)}"


def _is_whole(values: np.ndarray) -> bool:
    return bool(np.equal(np.floor(values), values).all())


def namer(known: np.ndarray, currency: str | None) -> Name:
    """Return how a column's numbers are written: as money, as years without a comma, or as `1,000`, `0.25`, `2.5 million`."""
    if currency is not None:
        return lambda value: format_money(value, currency, step=10.0 ** -_places(value) if abs(value) < LAST_EXACT else None)
    if _is_whole(known) and known.min() >= YEARS[0] and known.max() <= YEARS[1]:
        return lambda value: f"{value:.0f}"
    return _number


def _number(value: float) -> str:
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if size <= abs(value) < size * 1e6:
            return f"{value / size:,.6g} {word}"
    return f"{value:,.{_places(value)}f}" if abs(value) < LAST_EXACT * 10 else f"{value:.6g}"


def _places(value: float) -> int:
    """Decimals that a border has: as many as the shortest text that gives it back."""
    text = f"{value:.10g}"
    return len(text.partition(".")[2]) if "e" not in text else 12
