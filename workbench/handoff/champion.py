"""Is a new run worse than the best so far, beyond what chance explains?"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from workbench.errors import UserError
from workbench.files import read_bounded

Document = dict[str, Any]
MAX_BYTES = 50_000_000


def load(path: Path) -> Document:
    """Read the JSON of an earlier run. Raises UserError when it is none."""
    try:
        document = json.loads(read_bounded(path, MAX_BYTES))
        if not all(map(math.isfinite, best_cost(document)[1:])):
            raise ValueError("a cost that is no number")
    except (OSError, ValueError, KeyError, TypeError, OverflowError, StopIteration, RecursionError):
        raise UserError(
            f"--champion {str(path)[:200]!r} is not the JSON of an earlier run.",
            "There is nothing to compare the new figures with.",
            "Give a file that `python -m workbench run --json` wrote.",
        ) from None
    return document


def best_cost(document: Document) -> tuple[str, float, float, float]:
    """Return name, estimate, low and high (currency a case) of acting on the best model, or on the best baseline without one."""
    name = document["best_model"] or document["best_baseline"]
    cost = next(candidate for candidate in document["candidates"] if candidate["name"] == name)["cost_per_case"]
    return str(name), float(cost["estimate"]), float(cost["low"]), float(cost["high"])


def worse_than(old: Document, new: Document) -> str | None:
    """Return why the new run is worse than the old, or None.

    Worse beyond the uncertainty: the best is dearer by more than both intervals together explain, taken as independent (half
    widths add as squares), which is careful when both runs scored the same cases. Raises UserError when the currencies differ.
    """
    if old.get("currency") != new["currency"]:
        raise UserError(
            f"The champion is priced in {str(old.get('currency'))[:12]!r}, this run in {new['currency']!r}.",
            "Prices in two currencies cannot be compared.",
            "Run both with the same currency.",
        )
    old_name, before, _, old_high = best_cost(old)
    new_name, now, new_low, _ = best_cost(new)
    if now - before <= math.hypot(old_high - before, now - new_low):
        return None
    return f"{new_name} costs {now:,.4g} a case, and the champion {old_name} cost {before:,.4g}: dearer beyond the uncertainty"
